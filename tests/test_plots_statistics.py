"""Figures of term statistics: what is drawn. Whether texts touch: test_plots_labels.py."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.text import Text

import mediakit as mk
from mediakit.plots.style import BLUE, ORANGE


@pytest.fixture
def keywords() -> pd.DataFrame:
    """Two terms a side; one differs by tokens only."""
    return pd.DataFrame(
        {
            "term": ["Tor", "$Pokal$", "und", "Miete", "Rente"],
            "log_ratio": [3.0, 1.0, 0.0, -1.0, -2.0],
            "log_ratio_low": [2.0, -0.5, -0.1, -2.0, -9.0],
            "log_ratio_high": [4.0, 2.5, 0.1, -0.5, -1.0],
            "g2": [30.0, 8.0, 0.0, -9.0, -20.0],
            "p_articles": [0.001, 0.2, 1.0, np.nan, 0.01],
        }
    )


@pytest.fixture
def positions() -> pd.DataFrame:
    """Two articles of two outlets; the second lacks the word."""
    days = pd.to_datetime(["2025-01-03 08:00"] * 2 + ["2025-02-01 09:00"])
    return pd.DataFrame(
        {
            "term": ["Pegel"] * 3,
            "group": ["taz", "taz", "FAZ"],
            "article": ["a", "a", "b"],
            "published": days.tz_localize("Europe/Berlin"),
            "position": [0.0, 1.0, np.nan],
        }
    )


@pytest.fixture
def frequencies() -> pd.DataFrame:
    """Count three terms in two outlets; each lacks one."""
    return pd.DataFrame(
        {
            "group": ["FAZ", "FAZ", "taz", "taz"],
            "term": ["und", "Aktie", "und", "Kiez"],
            "count": [4, 1, 4, 4],
            "per_million": [8000.0, 2000.0, 5000.0, 5000.0],
            "articles": [1] * 4,
            "rank": [1, 2, 1, 1],
        }
    )


def test_intervals_of_frequencies_are_lines(frequencies: pd.DataFrame) -> None:
    ends = frequencies.assign(per_million_low=1000.0, per_million_high=9000.0)
    ax = mk.plot_term_frequencies(ends)
    # The first lines connect the groups' dots; then come those of each group.
    drawn = [line.tolist() for lines in ax.collections[1:] for line in lines.get_segments()]
    assert {(low[0], high[0]) for low, high in drawn} == {(1000, 9000)}
    assert [low[1] for low, _ in drawn] == pytest.approx([0.85, 1.85, 1.15, 0.15])
    assert [line.get_ydata().tolist() for line in ax.lines] == [
        pytest.approx([-0.15, 0.85, 1.85]),
        pytest.approx([0.15, 1.15, 2.15]),
    ]
    (lines,) = mk.plot_term_frequencies(ends[ends["group"] == "taz"]).collections
    assert [low[1] for low, _ in lines.get_segments()] == [1, 0]


def test_intervals_of_trends_are_bands() -> None:
    weeks = pd.to_datetime(["2025-01-06", "2025-01-13"]).tz_localize("Europe/Berlin")
    trends = pd.DataFrame({"period": weeks, "term": ["Tor"] * 2, "per_million": [5.0, 6.0]})
    assert not mk.plot_term_trends(trends).collections
    ends = trends.assign(per_million_low=[1.0, 2.0], per_million_high=[8.0, 9.0])
    (band,) = mk.plot_term_trends(ends).collections
    assert band.get_datalim(band.axes.transData).y0 == 1
    assert band.get_datalim(band.axes.transData).y1 == 9


def small_trends() -> pd.DataFrame:
    """Count one term in two weeks."""
    weeks = pd.to_datetime(["2025-01-06", "2025-01-13"]).tz_localize("Europe/Berlin")
    return pd.DataFrame(
        {"period": weeks, "term": ["Tor"] * 2, "per_million": [5.0, 6.0], "articles": [1, 2]}
    )


def test_events_are_dotted_lines_with_their_labels_above() -> None:
    events = {"2025-01-14": "$Streik$", pd.Timestamp("2025-01-09 23:30", tz="UTC"): "Wahl"}
    ax = mk.plot_term_trends(small_trends(), events=events | {"2024-12-01": "davor"})
    labels = {text.get_text(): text for text in ax.texts}
    assert set(labels) == {"Tor", "$Streik$", "Wahl"}
    lines = [line.get_segments()[0][0][0] for line in ax.collections]
    days = pd.to_datetime(["2025-01-14 00:00", "2025-01-10 00:30"])
    assert lines == pytest.approx(date2num(days))
    assert labels["Wahl"].xy[0] == pytest.approx(date2num(days[1]))
    table = pd.DataFrame({"date": ["2025-01-14"], "label": ["Streik"]})
    assert len(mk.plot_term_trends(small_trends(), events=table).collections) == 1
    ax.figure.canvas.draw()


def test_points_stand_in_the_middle_of_their_period() -> None:
    ax = mk.plot_term_trends(small_trends(), value="articles", language="de")
    middles = pd.to_datetime(["2025-01-09 12:00", "2025-01-16 12:00"])
    assert date2num(ax.lines[0].get_xdata()) == pytest.approx(date2num(middles))
    assert ax.lines[0].get_ydata().tolist() == [1, 2]
    assert ax.get_ylabel() == "Artikel"
    assert ax.get_xlim() == tuple(date2num(pd.to_datetime(["2025-01-06", "2025-01-20"])))


def test_events_without_a_date_and_unknown_values_are_refused() -> None:
    with pytest.raises(mk.MediakitError, match=r"no date for 'Wahl', but '03.02.2025'"):
        mk.plot_term_trends(small_trends(), events={"03.02.2025": "Wahl"})
    with pytest.raises(mk.ColumnError, match="no column 'date'"):
        mk.plot_term_trends(small_trends(), events=pd.DataFrame({"day": [1]}))
    with pytest.raises(mk.MediakitError, match="value must be one of per_million, percent_of"):
        mk.plot_term_trends(small_trends(), value="tokens")


def ticks(labels: list[Text]) -> list[str]:
    """List what tick labels say."""
    return [label.get_text() for label in labels]


def test_keywords_of_both_sides_are_dots_with_intervals(keywords: pd.DataFrame) -> None:
    ax = mk.plot_keyness(keywords, target="Sport", language="de")
    assert ticks(ax.get_yticklabels()) == ["Tor", "$Pokal$", "Miete", "Rente"]
    lines, dots = ax.collections
    assert dots.get_offsets()[:, 0].tolist() == [3, 1, -1, -2]
    assert [line[:, 0].tolist() for line in lines.get_segments()] == [
        [2, 4],
        [-0.5, 2.5],
        [-2, -0.5],
        [-9, -1],
    ]
    faces = [to_hex(color) for color in dots.get_facecolor()]
    assert faces == [BLUE, "#ffffff", "#ffffff", ORANGE]
    assert {text.get_text() for text in ax.texts} == {
        "← häufiger: im Vergleich",
        "häufiger: Sport →",
    }


def test_the_scale_of_keywords_tells_ratios(keywords: pd.DataFrame) -> None:
    formatter = mk.plot_keyness(keywords).xaxis.get_major_formatter()
    assert [formatter(value) for value in (-3, 0, 10)] == ["8×", "equal", "1,024×"]


def test_the_strongest_keywords_of_each_side_are_chosen(keywords: pd.DataFrame) -> None:
    ax = mk.plot_keyness(keywords, n=1)
    assert ax.mediakit_table["term"].tolist() == ["Tor", "Rente"]


def test_shifts_are_bars_to_the_side_of_the_text_that_has_the_word() -> None:
    shift = mk.word_shift({"Rente": 3, "Krise": 1}, {"Rente": 1, "Gewinn": 3})
    ax = mk.plot_word_shift(shift, names=("2024", "2025"), language="de")
    assert ticks(ax.get_yticklabels()) == ["Gewinn", "Krise", "Rente"]
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == pytest.approx([0.375, -0.125, -0.0944], abs=1e-4)
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [BLUE, ORANGE, ORANGE]
    assert {text.get_text() for text in ax.texts} == {"← häufiger: 2024", "häufiger: 2025 →"}
    assert len(mk.plot_word_shift(shift, n=1).patches) == 1


def test_weighted_shifts_say_why() -> None:
    scores = {"Krise": -0.5, "Gewinn": 0.5, "Rente": 0.1}
    shift = mk.word_shift({"Rente": 3, "Krise": 1}, {"Rente": 1, "Gewinn": 3}, scores=scores)
    ax = mk.plot_word_shift(shift, measure="weighted_average", names=("2024", "2025"))
    assert ticks(ax.get_yticklabels()) == ["Gewinn +↑", "Krise \u2212↓", "Rente +↓"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.375, 0.125, -0.05])
    assert {text.get_text() for text in ax.texts} == {"← lower: 2025", "higher: 2025 →"}


def test_shifts_that_cannot_be_drawn_are_refused() -> None:
    same = mk.word_shift({"Rente": 3}, {"Rente": 1})
    with pytest.raises(mk.EmptyError, match="no words to draw: nothing differs"):
        mk.plot_word_shift(same)
    with pytest.raises(mk.MediakitError, match=r"measure must be one of .*, not 'kl'"):
        mk.plot_word_shift(same, measure="kl")
    with pytest.raises(mk.ColumnError, match="no column 'weighted_average'"):
        mk.plot_word_shift(same, measure="weighted_average")


def test_mentions_are_dots_and_articles_strokes(positions: pd.DataFrame) -> None:
    ax = mk.plot_dispersion(positions)
    assert ticks(ax.get_yticklabels()) == ["FAZ (0)", "taz (2)"]
    strokes = [len(lines.get_segments()) for lines in ax.collections[::2]]
    assert strokes == [1, 1]
    heights = ax.collections[3].get_offsets()[:, 1].tolist()
    assert heights == pytest.approx([1 - 0.36, 1 + 0.36])
    alone = mk.plot_dispersion(positions[positions["group"] == "taz"])
    assert ticks(alone.get_yticklabels()) == ["Pegel (2)"]


def test_heatmaps_are_shaded_by_value_and_numbered(frequencies: pd.DataFrame) -> None:
    ax = mk.plot_heatmap(frequencies, language="de")
    assert ticks(ax.get_yticklabels()) == ["Kiez", "und", "Aktie"]
    assert ticks(ax.get_xticklabels()) == ["FAZ", "taz"]
    assert ax.images[0].get_array().tolist() == [[0, 5000], [8000, 5000], [2000, 0]]
    assert [text.get_text() for text in ax.texts] == ["0", "5.000", "8.000", "5.000", "2.000", "0"]
    assert ax.texts[2].get_color() == "white"
    assert mk.plot_heatmap(frequencies, value="count").get_xlabel() == "tokens"
    assert len(mk.plot_heatmap(frequencies, n=1).texts) == 2


def test_heatmaps_of_many_groups_carry_no_numbers_and_turn_their_names() -> None:
    months = [f"Januar {year}" for year in range(2000, 2020)]
    table = pd.DataFrame({"group": months, "term": "und", "rank": 1, "per_million": 5.0})
    ax = mk.plot_heatmap(table)
    assert not ax.texts
    assert {label.get_rotation() for label in ax.get_xticklabels()} == {40}


def test_scatter_of_ranks(frequencies: pd.DataFrame) -> None:
    ax = mk.plot_terms_scatter(frequencies, n=2)
    points = ax.collections[0].get_offsets()
    # Aktie, Kiez, und: what a group lacks stands at 1.6 times the last rank of both.
    assert points.tolist() == [[2, 3.2], [3.2, 1], [1, 1]]
    assert {text.get_text(): text.get_color() for text in ax.texts} == {
        "Kiez": BLUE,
        "Aktie": ORANGE,
    }
    assert ax.get_xlim()[0] > ax.get_xlim()[1]
    turned = mk.plot_terms_scatter(frequencies, groups=("taz", "FAZ"), language="de")
    assert turned.get_xlabel() == "Rang in taz"
    assert ticks(turned.get_xticklabels())[-1] == "fehlt"


def test_scatter_needs_two_groups(frequencies: pd.DataFrame) -> None:
    with pytest.raises(mk.MediakitError, match="no group 'FR'; found: 'FAZ', 'taz'"):
        mk.plot_terms_scatter(frequencies, groups=("taz", "FR"))
    with pytest.raises(mk.MediakitError, match="two groups are needed, not 1"):
        mk.plot_terms_scatter(frequencies[frequencies["group"] == "taz"])


def test_dollar_signs_are_no_formulas(keywords: pd.DataFrame) -> None:
    broken = keywords.replace({"$Pokal$": r"$\frac kaputt$"})
    ax = mk.plot_keyness(broken)
    ax.figure.canvas.draw()
    assert r"$\frac kaputt$" in ticks(ax.get_yticklabels())
    odd = {r"$\frac kaputt$": 3, "und": 1}
    shift = mk.word_shift(odd, {"und": 1})
    mk.plot_word_shift(shift).figure.canvas.draw()
    table = pd.DataFrame(
        {"group": ["a", "b"], "term": [r"$\frac a$", r"$\frac b$"], "rank": [1, 1]}
    )
    mk.plot_terms_scatter(table).figure.canvas.draw()


EMPTY = {
    mk.plot_keyness: [
        "term",
        "log_ratio",
        "log_ratio_low",
        "log_ratio_high",
        "g2",
        "p_articles",
    ],
    mk.plot_word_shift: ["term", "share_a", "share_b", "jensen_shannon_bits"],
    mk.plot_dispersion: ["term", "group", "published", "position"],
    mk.plot_heatmap: ["group", "term", "rank", "per_million"],
    mk.plot_terms_scatter: ["group", "term", "rank"],
}


@pytest.mark.parametrize("plot", EMPTY, ids=lambda plot: plot.__name__)
def test_empty_and_foreign_tables_are_refused(plot) -> None:
    with pytest.raises(mk.EmptyError, match=r"no .* to draw"):
        plot(pd.DataFrame(columns=EMPTY[plot]))
    with pytest.raises(mk.ColumnError, match=r"no column .*; found: 'x'\. Pass the result of"):
        plot(pd.DataFrame({"x": [1]}))
    with pytest.raises(mk.MediakitError, match="language must be 'de' or 'en', not 'fr'"):
        mk.plot_heatmap(
            pd.DataFrame({"group": ["a"], "term": ["b"], "rank": [1], "per_million": [1.0]}),
            language="fr",
        )

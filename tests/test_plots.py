"""Figures are checked by what is drawn: lengths, places, labels."""

from functools import partial

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import mediakit as mk
from mediakit.plots.language import DateFormatter, number
from mediakit.plots.style import PALETTE


@pytest.fixture
def frequencies() -> pd.DataFrame:
    """Two groups, three terms; the last only in one group."""
    return pd.DataFrame(
        {
            "group": ["FAZ", "FAZ", "taz", "taz", "taz"],
            "term": ["Rente", "Miete", "Miete", "Rente", "$Klima$"],
            "count": [3, 2, 5, 4, 1],
            "per_million": [30.0, 20.0, 50.0, 40.0, 10.0],
            "articles": [1] * 5,
            "rank": [1, 2, 1, 2, 3],
        }
    )


def tick_labels(ax: plt.Axes) -> list[str]:
    """List the labels of the vertical axis."""
    return [label.get_text() for label in ax.get_yticklabels()]


def test_one_group_is_drawn_as_bars(frequencies: pd.DataFrame) -> None:
    ax = mk.plot_term_frequencies(frequencies.query("group == 'taz'"))
    assert tick_labels(ax) == ["Miete", "Rente", "$Klima$"]
    assert [bar.get_width() for bar in ax.patches] == [50, 40, 10]
    assert ax.get_xlabel() == "per million words"


def test_several_groups_are_drawn_as_dots_with_zero_for_absent_terms(frequencies) -> None:
    ax = mk.plot_term_frequencies(frequencies, language="de")
    assert tick_labels(ax) == ["Miete", "Rente", "$Klima$"]
    drawn = {line.get_label(): line.get_xdata().tolist() for line in ax.lines}
    assert drawn == {"FAZ": [20, 30, 0], "taz": [50, 40, 10]}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["FAZ", "taz"]
    assert ax.get_xlabel() == "je Million Wörter"


def test_n_terms_of_the_smallest_rank_are_drawn(frequencies: pd.DataFrame) -> None:
    ax = mk.plot_term_frequencies(frequencies, n=1)
    assert tick_labels(ax) == ["Miete"]
    assert ax.mediakit_table["term"].tolist() == ["Miete", "Miete"]


def test_trends_are_lines_with_their_names_at_the_end() -> None:
    weeks = pd.to_datetime(["2025-01-06", "2025-01-13"]).tz_localize("Europe/Berlin")
    trends = pd.DataFrame(
        {"period": weeks.repeat(2), "term": ["a", "b"] * 2, "per_million": [1.0, 2, 3, 3.01]}
    )
    ax = mk.plot_term_trends(trends, language="de")
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1, 3], [2, 3.01]]
    labels = {text.get_text(): text for text in ax.texts}
    assert set(labels) == {"a", "b"}
    apart = labels["b"].xyann[1] + 3.01 - labels["a"].xyann[1] - 3
    assert apart >= 11
    assert ax.get_ylabel() == "je Million Wörter"


def test_topic_terms_are_one_panel_a_topic() -> None:
    terms = pd.DataFrame(
        {
            "topic": [1, 1, 2, 2],
            "term": ["Deich", "Flut", "Tor", "Trainer"],
            "weight": [0.5, 0.2, 0.4, 0.1],
            "rank": [1, 2, 1, 2],
        }
    )
    first, second = mk.plot_topic_terms(terms, language="de").child_axes
    assert first.get_title(loc="left") == "Thema 1"
    assert [bar.get_width() for bar in second.patches] == [0.4, 0.1]
    assert [text.get_text() for text in first.texts] == ["Deich", "Flut"]
    # A narrow topic does not shrink the bars of the others; what its longest stands for is told.
    assert (first.get_xlim(), second.get_xlim()) == ((0, 0.5), (0, 0.4))
    assert first.get_title(loc="right") == "längster Balken 50,0\u202f%"
    (only, _) = mk.plot_topic_terms(terms, n=1).child_axes
    assert len(only.patches) == 1


def test_topic_shares_are_one_dot_an_article() -> None:
    topic = pd.array([1, 1, 2, None], dtype="Int64")
    shares = pd.DataFrame({"article": list("abcd"), "topic": topic, "share": [0.9, 0.4, 1.0, 0.0]})
    ax = mk.plot_topic_shares(shares, labels={1: "Deich", 2: "Tor"}, language="de")
    assert tick_labels(ax) == ["Deich (2)", "Tor (1)", "kein Thema (1)"]
    assert [dots.get_offsets()[:, 0].tolist() for dots in ax.collections] == [[0.9, 0.4], [1], [0]]
    assert tick_labels(mk.plot_topic_shares(shares))[0] == "Topic 1 (2)"


def test_sentiment_is_one_dot_an_article_and_a_box_a_group() -> None:
    scores = pd.DataFrame({"polarity": [-0.5, 0.25, 0.3, None]}, index=list("abcd"))
    by = pd.Series({"a": "taz", "b": "FAZ", "c": "FAZ", "d": "FAZ"})
    ax = mk.plot_sentiment(scores, by=by)
    assert tick_labels(ax) == ["FAZ", "taz"]
    faz, taz = ax.collections
    assert faz.get_offsets()[:, 0].tolist() == [0.25, 0.3]
    assert to_hex(taz.get_facecolor()[0]) == PALETTE[1]
    assert ax.get_xlim()[1] == -ax.get_xlim()[0] == pytest.approx(0.54)
    assert {text.get_text() for text in ax.texts} == {"← negative", "positive →"}
    assert tick_labels(mk.plot_sentiment(scores, language="de")) == ["alle Artikel"]


@pytest.fixture
def chains() -> pd.DataFrame:
    """One story of two outlets within a day, and another one."""
    days = ["2025-01-01 08:00", "2025-01-01 12:00", "2025-01-01 20:00", "2025-01-03 00:00"]
    return pd.DataFrame(
        {
            "story": [1, 1, 1, 2],
            "article": list("abcd"),
            "published": pd.to_datetime(days).tz_localize("Europe/Berlin"),
            "outlet": ["taz", "FAZ", "taz", "FAZ"],
        }
    )


def test_a_story_is_one_row_an_outlet_and_one_dot_an_article(chains: pd.DataFrame) -> None:
    titles = {"a": "Deich hält $", "b": "Entwarnung " * 9, "c": "", "d": ""}
    ax = mk.plot_story(chains, story=1, titles=titles, language="de")
    assert tick_labels(ax) == ["taz", "FAZ"]
    later, first = ax.collections
    assert later.get_offsets()[:, 1].tolist() == [1, 0]
    assert first.get_offsets()[:, 1].tolist() == [0]
    assert to_hex(later.get_facecolor()[0]) == PALETTE[0]
    assert to_hex(first.get_facecolor()[0]) == PALETTE[1]
    written = [text.get_text() for text in ax.texts]
    assert written[0] == "Deich hält $"
    assert written[1].endswith("…")
    assert written[2] == "zuerst: taz"
    (ticks,) = {
        label.split("\n")[-1] for label in ax.xaxis.get_major_formatter().format_ticks([20089.5])
    }
    assert ticks == "1. Jan."
    with pytest.raises(mk.MediakitError, match="there is no story 7; they are numbered 1 to 2"):
        mk.plot_story(chains, story=7)
    with pytest.raises(mk.EmptyError, match="no article of story 1 has a date"):
        mk.plot_story(chains.assign(published=pd.NaT), story=1)


def test_all_outlets_that_came_first_at_the_same_time_are_named(chains: pd.DataFrame) -> None:
    tied = chains.assign(story=1, published=chains["published"].min(), outlet=list("ABCD"))
    ax = mk.plot_story(tied, story=1)
    assert ax.texts[-1].get_text() == "first: A, B, C +1"
    assert len(ax.collections[1].get_offsets()) == 4


def test_followers_are_cells_of_leader_and_follower() -> None:
    followers = pd.DataFrame(
        {
            "leader": ["taz", "FAZ", "SZ"],
            "follower": ["FAZ", "taz", "FAZ"],
            "stories": [9, 1, 1],
            "both": [10, 10, 2],
            "share": [0.9, 0.1, 0.5],
            "median_lag_hours": [0.5, 5.0, 72.0],
        }
    )
    ax = mk.plot_followers(followers)
    assert tick_labels(ax) == ["taz", "FAZ", "SZ"]
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    assert cells[(1, 0)] == "9/10\n30 min"
    assert cells[(0, 1)] == "1/10\n5 h"
    assert cells[(1, 2)] == "1/2\n3 days"
    assert tick_labels(mk.plot_followers(followers, n=2, language="de")) == ["taz", "FAZ"]


def test_figures_are_drawn_where_asked_and_keep_their_table(frequencies: pd.DataFrame) -> None:
    mine = plt.subplots()[1]
    assert mk.plot_term_frequencies(frequencies, ax=mine) is mine
    pd.testing.assert_frame_equal(mine.mediakit_table, frequencies)


def test_dollar_signs_are_no_formulas(frequencies: pd.DataFrame) -> None:
    for ax in (None, plt.subplots()[1]):
        drawn = mk.plot_term_frequencies(frequencies.replace({"$Klima$": r"$\frac kaputt$"}), ax=ax)
        drawn.figure.canvas.draw()
        assert tick_labels(drawn)[2] == r"$\frac kaputt$"


def test_the_house_style_does_not_leak(frequencies: pd.DataFrame) -> None:
    before = dict(plt.rcParams)
    mk.plot_term_frequencies(frequencies)
    assert dict(plt.rcParams) == before


EMPTY = {
    mk.plot_term_frequencies: ["group", "term", "per_million", "rank"],
    mk.plot_term_trends: ["period", "term", "per_million"],
    mk.plot_topic_terms: ["topic", "term", "weight", "rank"],
    mk.plot_topic_shares: ["topic", "share"],
    mk.plot_sentiment: ["polarity"],
    partial(mk.plot_story, story=1): ["story", "article", "published", "outlet"],
    mk.plot_followers: ["leader", "follower", "stories", "both", "share", "median_lag_hours"],
}


@pytest.mark.parametrize("plot", EMPTY, ids=lambda plot: getattr(plot, "func", plot).__name__)
def test_empty_and_foreign_tables_are_refused(plot) -> None:
    with pytest.raises(mk.EmptyError, match=r"no .* to draw\."):
        plot(pd.DataFrame(columns=EMPTY[plot]))
    with pytest.raises(mk.ColumnError, match=r"no column .*; found: 'x'\. Pass the result of"):
        plot(pd.DataFrame({"x": [1]}))


def test_unknown_languages_and_groups_are_refused(frequencies: pd.DataFrame) -> None:
    with pytest.raises(mk.MediakitError, match="language must be 'de' or 'en', not 'fr'"):
        mk.plot_term_frequencies(frequencies, language="fr")
    scores = pd.DataFrame({"polarity": [0.1]}, index=["a"])
    with pytest.raises(mk.MediakitError, match="by= does not know article 'a'"):
        mk.plot_sentiment(scores, by=pd.Series({"b": "taz"}))


def test_numbers_are_written_in_the_language_of_the_figure() -> None:
    assert number(-1234.56, language="de", digits=1) == "\u22121.234,6"
    assert number(1234567, language="en") == "1,234,567"


def test_dates_are_written_in_the_language_of_the_figure() -> None:
    days = [20088.0, 20150.0, 20454.0]
    german = DateFormatter(language="de", days=True)
    assert german.format_ticks(days) == ["31. Dez.\n2024", "3. März\n2025", "1. Jan.\n2026"]
    assert DateFormatter(language="en", days=False)(20150.0) == "March"

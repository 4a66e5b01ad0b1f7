"""Figures of tone: what is drawn where, in orange and blue."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

import mediakit as mk
from mediakit.plots.style import BLUE, ORANGE

TRENDS = pd.DataFrame(
    {
        "group": ["A", "A", "B", "B"],
        "period": pd.to_datetime(["2025-01-06", "2025-01-13"] * 2).tz_localize("Europe/Berlin"),
        "polarity": [-0.2, 0.1, 0.3, 0.2],
        "low": [-0.3, 0.0, 0.2, 0.1],
        "high": [-0.1, 0.2, 0.4, 0.3],
        "articles": [4, 5, 6, 1200],
    }
)


def test_trends_are_lines_with_bands_labelled_at_their_ends() -> None:
    ax = mk.plot_sentiment_trends(TRENDS, language="de")
    lines = ax.lines[1:]  # the first is the line at 0
    assert [line.get_label() for line in lines] == ["A", "B"]
    assert lines[0].get_ydata().tolist() == [-0.2, 0.1]
    assert len(ax.collections) == 2
    band = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (-0.3, 0.2)
    assert {text.get_text() for text in ax.texts} == {"A", "B"}
    assert ax.get_ylabel() == "mittlere Polarität"
    assert ax.mediakit_table.equals(TRENDS)


def test_groups_are_dots_with_intervals_the_most_negative_first() -> None:
    groups = TRENDS.iloc[[2, 0]].assign(period=pd.NaT)
    ax = mk.plot_sentiment_by(groups)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A (4)", "B (6)"]
    intervals, dots = ax.collections
    assert [segment[:, 0].tolist() for segment in intervals.get_segments()] == [
        [-0.3, -0.1],
        [0.2, 0.4],
    ]
    assert dots.get_offsets()[:, 0].tolist() == [-0.2, 0.3]
    assert [to_hex(color) for color in dots.get_facecolors()] == [ORANGE, BLUE]
    low, high = ax.get_xlim()
    assert low == -high


def test_a_group_of_one_article_has_no_interval() -> None:
    ax = mk.plot_sentiment_by(TRENDS.head(1).assign(low=float("nan"), high=float("nan")))
    assert ax.get_xlim() == pytest.approx((-0.25, 0.25))


def test_ticks_of_small_contributions_differ() -> None:
    drivers = pd.DataFrame({"kind": "word", "name": ["a", "b"], "contribution": [-0.004, 0.002]})
    ax = mk.plot_sentiment_drivers(drivers, language="de")
    ax.figure.canvas.draw()
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert len(set(labels)) == len(labels)
    assert "0,002" in labels


def test_drivers_are_bars_of_one_kind_the_largest_first() -> None:
    drivers = pd.DataFrame(
        {
            "kind": ["word", "word", "word", "article"],
            "name": ["Krieg", "Fest", "$x$", "a1"],
            "contribution": [-0.1, 0.4, 0.05, 9.0],
        }
    )
    ax = mk.plot_sentiment_drivers(drivers, n=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Fest", "Krieg"]
    assert [float(bar.get_width()) for bar in ax.patches] == [0.4, -0.1]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [BLUE, ORANGE]


def test_targets_are_shares_around_the_neutral_middle() -> None:
    toward = pd.DataFrame(
        {
            "target": ["Bahn"] * 4 + ["Post"] * 2,
            "label": ["negative", "negative", "neutral", "positive", "positive", "neutral"],
        }
    )
    ax = mk.plot_target_sentiment(toward, language="de")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Bahn (4)", "Post (2)"]
    neutral, negative, positive = (ax.patches[i : i + 2] for i in (0, 2, 4))
    assert [float(bar.get_width()) for bar in neutral] == [0.25, 0.5]
    assert [float(bar.get_width()) for bar in negative] == [-0.5, 0.0]
    assert [float(bar.get_width()) for bar in positive] == [0.25, 0.5]
    assert float(positive[0].get_x()) == 0.125
    texts = [text.get_text().replace("\u202f", " ") for text in ax.texts]
    assert texts[:4] == ["50 %", "0 %", "25 %", "50 %"]  # negative ones, then positive ones
    assert ax.get_xlabel() == "Anteil der Nennungen"


@pytest.mark.parametrize(
    ("plot", "table", "message"),
    [
        (mk.plot_sentiment_trends, TRENDS.assign(period=pd.NaT), "no periods to draw"),
        (mk.plot_sentiment_by, TRENDS.head(0), "no groups to draw"),
        (
            mk.plot_sentiment_drivers,
            pd.DataFrame(columns=["kind", "name", "contribution"]),
            "no drivers to draw",
        ),
        (
            mk.plot_target_sentiment,
            pd.DataFrame(columns=["target", "label"]),
            "no mentions to draw",
        ),
    ],
)
def test_empty_tables_are_named(plot, table: pd.DataFrame, message: str) -> None:
    with pytest.raises(mk.EmptyError, match=message):
        plot(table)
    with pytest.raises(mk.ColumnError, match="no column"):
        plot(pd.DataFrame({"x": [1]}))

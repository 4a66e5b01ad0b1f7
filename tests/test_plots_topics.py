"""Figures of topics: what is drawn, and that no two labels touch."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import mediakit as mk

LONG = {
    topic: f"Wärmepumpenförderung {topic}, Oberbürgermeisterin, $Kommunalwahl$"
    for topic in range(1, 13)
}


def boxes(texts: list[Text]) -> list:
    """Give the boxes of texts that are seen."""
    seen = [text for text in texts if text.get_visible() and text.get_text().strip()]
    seen[0].figure.canvas.draw()
    return [text.get_window_extent() for text in seen]


def assert_apart(texts: list[Text]) -> None:
    """Fail where two texts touch, or one leaves the figure."""
    found = boxes(texts)
    assert not [pair for pair in combinations(found, 2) if pair[0].padded(-0.5).overlaps(pair[1])]
    page = texts[0].figure.get_window_extent()
    for box in found:
        assert page.x0 - 1 <= box.x0
        assert box.x1 <= page.x1 + 1


def panel_texts(ax: Axes) -> list[Text]:
    """List titles, texts and tick labels of all panels, without ticks beyond the scale."""
    ax.figure.canvas.draw()
    found = []
    for panel in ax.child_axes:
        left, right = panel.get_xlim()
        low, high = sorted(panel.get_ylim())
        found += [panel._left_title, *panel.texts]
        found += [
            text for text in panel.get_xticklabels() if left <= text.get_position()[0] <= right
        ]
        found += [text for text in panel.get_yticklabels() if low <= text.get_position()[1] <= high]
    return found


def prevalence(groups: list[str], *, periods: int = 0, topics: int = 6) -> pd.DataFrame:
    days = pd.date_range("2025-01-06", periods=max(periods, 1), freq="W", tz="Europe/Berlin")
    rows = [
        (group, day, topic, 0.1 * topic / 2, 0.05, 0.1 * topic / 2 + 0.2, 9)
        for group in groups
        for day in days
        for topic in range(1, topics + 1)
    ]
    columns = ["group", "period", "topic", "share", "share_low", "share_high", "articles"]
    table = pd.DataFrame(rows, columns=columns)
    return table if periods else table.drop(columns="period")


def test_the_map_names_every_topic_apart_from_the_others() -> None:
    random = np.random.default_rng(0)
    # Twelve topics on one heap: all names would lie on each other.
    places = pd.DataFrame(
        {
            "article": range(240),
            "topic": np.repeat(np.arange(1, 13), 20),
            "share": random.random(240),
            "x": random.normal(0, 0.1, 240),
            "y": random.normal(0, 0.1, 240),
        }
    )
    ax = mk.plot_topic_map(places, labels=LONG)
    assert len(ax.texts) == 12
    assert_apart(ax.texts)
    assert sum(len(dots.get_offsets()) for dots in ax.collections) == 240


def test_prevalence_over_time_is_one_panel_a_topic_with_the_others_in_grey() -> None:
    ax = mk.plot_topic_prevalence(prevalence(["all"], periods=8), labels=LONG, language="de")
    assert len(ax.child_axes) == 6
    panel = ax.child_axes[0]
    assert len(panel.lines) == 7
    assert panel.lines[-1].get_ydata().tolist() == [0.05] * 8
    assert panel._left_title.get_text().endswith("…")
    assert_apart(panel_texts(ax))


def test_prevalence_of_groups_is_one_dot_each() -> None:
    table = prevalence(["abendkurier", "süddeutsche", "volksstimme.de"])
    ax = mk.plot_topic_prevalence(table, labels=LONG)
    panel = ax.child_axes[1]
    assert [text.get_text() for text in panel.get_yticklabels()] == table["group"].unique().tolist()
    assert panel.lines[0].get_xdata().tolist() == [0.1] * 3
    assert_apart(panel_texts(ax))


def test_groups_over_time_are_named_above() -> None:
    ax = mk.plot_topic_prevalence(prevalence(["taz", "FAZ"], periods=3))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["taz", "FAZ"]
    assert len(ax.child_axes[0].lines) == 2
    titles = [panel._left_title for panel in (ax, *ax.child_axes)]
    assert_apart([*titles, *ax.get_legend().get_texts()])


def test_effects_are_dots_of_levels_and_lines_of_numbers() -> None:
    levels = prevalence(["A", "B"]).rename(columns={"group": "value"}).assign(variable="outlet")
    course = levels.assign(variable="day", value=np.repeat([1.0, 2.0], 6))
    both = pd.concat([levels, course], ignore_index=True)
    with pytest.raises(mk.MediakitError, match=r"several variables: outlet, day\. Choose with"):
        mk.plot_topic_effects(both)
    with pytest.raises(mk.MediakitError, match="no variable 'x'; found: 'outlet', 'day'"):
        mk.plot_topic_effects(both, variable="x")
    dots = mk.plot_topic_effects(both, variable="outlet").child_axes[0]
    assert dots.lines[0].get_xdata().tolist() == [0.05, 0.05]
    line = mk.plot_topic_effects(both, variable="day").child_axes[0].lines[-1]
    assert line.get_xdata().tolist() == [1.0, 2.0]


def test_differences_are_hollow_where_they_may_be_none() -> None:
    told = prevalence(["A", "B", "C"], topics=2).rename(columns={"group": "value"})
    ends = {
        "difference": [0.1, -0.2],
        "difference_low": [-0.1, -0.3],
        "difference_high": [0.3, -0.1],
    }
    told = told.assign(variable="outlet", **{name: ends[name] * 3 for name in ends})
    ax = mk.plot_topic_effects(told, value="difference", labels=LONG, language="de")
    doubtful, sure = ax.child_axes
    assert [text.get_text() for text in sure.get_yticklabels()] == ["B", "C"]
    assert [line.get_xdata().tolist() for line in doubtful.lines[:2]] == [[0.1, 0.1], [0.1, 0.1]]
    assert [line.get_xdata().tolist() for line in sure.lines[:2]] == [[-0.2, -0.2], []]
    assert ax.get_title(loc="left").startswith("Unterschied zu A in Prozentpunkten")
    assert sure.get_xlim()[0] < -0.3
    assert sure.xaxis.get_major_formatter()(-0.1) == "−10"
    assert_apart([*panel_texts(ax), ax._left_title])
    with pytest.raises(mk.MediakitError, match="value must be 'share' or 'difference', not 'x'"):
        mk.plot_topic_effects(told, value="x")
    with pytest.raises(mk.MediakitError, match="'day' has no levels that differ"):
        mk.plot_topic_effects(told.assign(variable="day", value=1.5), value="difference")


def test_lines_break_where_no_article_is() -> None:
    table = prevalence(["all"], periods=20, topics=2)
    day = table["period"].drop_duplicates().tolist()
    gaps = table["period"].isin([day[3], day[5]])
    table.loc[gaps, ["share", "share_low", "share_high"]] = np.nan
    ax = mk.plot_topic_prevalence(table, language="de")
    line = ax.child_axes[0].lines[-1]
    assert np.isnan(line.get_ydata()).nonzero()[0].tolist() == [3, 5]
    # The point between two gaps has no line, so a dot shows it.
    assert line.get_markevery() == [4]
    assert ax.get_title(loc="left").endswith("grau: die anderen Themen")
    assert_apart([*panel_texts(ax), ax._left_title])


def test_the_tree_has_one_row_a_topic_and_one_bracket_a_step() -> None:
    tree = pd.DataFrame({"step": [1, 2], "left": [1, 2], "right": [3, 4], "distance": [0.2, 0.9]})
    ax = mk.plot_topic_hierarchy(tree, labels=LONG)
    assert len(ax.lines) == 2
    # Topics 1 and 3 are joined first; the bracket of step 2 begins in their middle.
    assert ax.lines[0].get_xdata()[1] == 0.2
    assert ax.lines[1].get_xdata().tolist() == [0.0, 0.9, 0.9, 0.2]
    assert_apart(ax.get_yticklabels())


def test_stability_has_two_dots_a_topic() -> None:
    table = pd.DataFrame({"topic": [1, 2], "similarity": [0.5, 1.0], "articles_kept": [0.75, 0.9]})
    ax = mk.plot_topic_stability(table, labels=LONG, language="de")
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0.5, 1.0], [0.75, 0.9]]
    assert ax.get_xlabel() == "Anteil, den ein anderer Lauf wiederfindet"
    assert_apart([*ax.get_yticklabels(), *ax.get_legend().get_texts()])


def test_the_recommended_number_is_marked_in_every_panel() -> None:
    table = pd.DataFrame(
        {
            "n_topics": [4, 6],
            "c_npmi": [0.1, 0.2],
            "exclusivity": [0.8, 0.9],
            "adjusted_rand": [0.7, 0.6],
            "doubtful": [0.25, 0.1],
            "recommended": [False, True],
        }
    )
    ax = mk.plot_topic_selection(table, language="de")
    marked = [panel.lines[1].get_xydata().tolist() for panel in ax.child_axes]
    assert marked == [[[6.0, 0.2]], [[6.0, 0.9]], [[6.0, 0.6]], [[6.0, 0.1]]]
    assert_apart([panel._left_title for panel in ax.child_axes])


def test_long_terms_stay_in_their_panel() -> None:
    words = ["Donaudampfschifffahrtsgesellschaftskapitänsmütze", "Ei"]
    terms = pd.DataFrame(
        {
            "topic": [1, 1, 2, 2, 3, 3],
            "term": words * 3,
            "weight": [0.02, 0.01] * 3,
            "rank": [1, 2] * 3,
        }
    )
    ax = mk.plot_topic_terms(terms)
    texts = [text for panel in ax.child_axes for text in (panel._left_title, *panel.texts)]
    assert_apart(texts)


EMPTY = {
    mk.plot_topic_map: ["article", "topic", "share", "x", "y"],
    mk.plot_topic_hierarchy: ["step", "left", "right", "distance"],
    mk.plot_topic_prevalence: ["group", "topic", "share", "share_low", "share_high"],
    mk.plot_topic_effects: ["variable", "value", "topic", "share", "share_low", "share_high"],
    mk.plot_topic_stability: ["topic", "similarity", "articles_kept"],
    mk.plot_topic_selection: [
        "n_topics",
        "c_npmi",
        "exclusivity",
        "adjusted_rand",
        "doubtful",
        "recommended",
    ],
}


@pytest.mark.parametrize("plot", EMPTY, ids=lambda plot: plot.__name__)
def test_empty_and_foreign_tables_are_refused(plot) -> None:
    with pytest.raises(mk.EmptyError, match=r"no .* to draw\."):
        plot(pd.DataFrame(columns=EMPTY[plot]))
    with pytest.raises(mk.ColumnError, match=r"no column .*; found: 'x'\. Pass the result of"):
        plot(pd.DataFrame({"x": [1]}))

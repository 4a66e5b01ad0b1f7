"""Figures that help to choose and to trust topics."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import Formatter, MaxNLocator

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import label_colours
from mediakit.plots.language import number_formatter, percent_formatter, word
from mediakit.plots.panels import make_panels, quiet_panel, title_panel, topic_name, wrap
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, ORANGE, drawing

_JUDGED = ("c_npmi", "exclusivity", "adjusted_rand", "doubtful")


@readable
def plot_topic_selection(
    selection: pd.DataFrame, *, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how different numbers of topics do, one small panel a measure.

    Parameters
    ----------
    selection : DataFrame
        From `topic_selection`.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        The frame of four panels, which are its ``child_axes``: coherence, exclusivity, agreement
        of the runs, and the share of doubtful articles (low is good there); the number of topics
        to the right. The recommended number is orange.

    Raises
    ------
    ColumnError
        If a column of `topic_selection` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles())
    >>> ax = mk.plot_topic_selection(mk.topic_selection(tokens, n_topics=[4, 6], runs=3))
    >>> len(ax.child_axes)
    4
    """
    columns = ["n_topics", *_JUDGED, "recommended"]
    require_columns(selection, columns=columns, made_by="topic_selection()")
    if selection.empty:
        raise EmptyError("no numbers of topics to draw. Pass the result of topic_selection().")
    chosen = selection[selection["recommended"]]
    with drawing(ax, table=selection, height=4.2) as axes:
        for name, panel in zip(_JUDGED, make_panels(axes, n=4, columns=2, left=0.1), strict=True):
            panel.plot(selection["n_topics"], selection[name], color=BLUE, marker="o", ms=4, lw=1.6)
            panel.plot(chosen["n_topics"], chosen[name], "o", color=ORANGE, ms=8)
            panel.xaxis.set_major_locator(MaxNLocator(integer=True))
            panel.yaxis.set_major_locator(MaxNLocator(4))
            share = name == "doubtful"
            written = percent_formatter if share else _two_digits
            panel.yaxis.set_major_formatter(written(language=language))
            panel.margins(y=0.15)
            quiet_panel(panel)
            title_panel(panel, text=word(f"selection_{name}", language=language), width=3.6)
    return axes


def _two_digits(*, language: str) -> Formatter:
    return number_formatter(language=language, digits=2)


@readable
def plot_topic_stability(
    stability: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw how well each topic comes back in other runs: one row a topic.

    Parameters
    ----------
    stability : DataFrame
        ``stability.topics`` from `topic_stability`.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Topics from top to bottom, to the right the share of its words (blue) and of its articles
        (orange) that other runs find again.

    Raises
    ------
    ColumnError
        If a column of ``stability.topics`` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> stability = mk.topic_stability(mk.tokenize(mk.sample_articles()), n_topics=4, runs=3)
    >>> ax = mk.plot_topic_stability(stability.topics)
    >>> [label.get_text() for label in ax.get_yticklabels()][:2]
    ['Topic 1', 'Topic 2']
    """
    columns = ["topic", "similarity", "articles_kept"]
    require_columns(stability, columns=columns, made_by="topic_stability(), its .topics")
    if stability.empty:
        raise EmptyError("no topics to draw. Pass stability.topics of topic_stability().")
    rows = np.arange(len(stability))
    with drawing(ax, table=stability, height=1.1 + 0.32 * len(rows)) as axes:
        axes.hlines(
            rows, stability["similarity"], stability["articles_kept"], color="#d4d4d4", lw=2
        )
        for name, color, marker in (("similarity", BLUE, "o"), ("articles_kept", ORANGE, "D")):
            label = word(f"stability_{name}", language=language)
            axes.plot(stability[name], rows, marker, color=color, ms=6, label=label)
        names = [
            wrap(topic_name(topic, labels=labels, language=language), letters=48)
            for topic in stability["topic"]
        ]
        axes.set_yticks(rows, names)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(0, 1.03)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word("stability", language=language))
        axes.xaxis.set_major_formatter(number_formatter(language=language, digits=1))
        label_colours(axes)
    return axes

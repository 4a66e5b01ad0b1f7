"""Figures of topics: their words, and how clearly articles belong to them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.language import percent_formatter, word
from mediakit.plots.panels import topic_name, wrap
from mediakit.plots.readable import readable
from mediakit.plots.style import INK, PALETTE, QUIET, TINT, drawing

_COLUMNS = 3
# Longer terms would reach into the next panel.
_LETTERS = 30
# Steps of the golden ratio spread dots evenly without chance.
_GOLDEN = 0.6180339887498949


@readable
def plot_topic_terms(
    terms: pd.DataFrame, *, n: int = 8, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the heaviest terms of each topic, one small panel a topic.

    Parameters
    ----------
    terms : DataFrame
        ``topics.terms`` from `fit_topics`.
    n : int
        How many terms a topic.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        The frame of the panels, which are its ``child_axes``. Each has its own scale, so that a
        narrow topic, whose few terms are heavy, leaves the others readable; its longest bar is
        told.

    Raises
    ------
    ColumnError
        If a column of ``topics.terms`` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> len(mk.plot_topic_terms(topics.terms).child_axes)
    6
    """
    columns = ["topic", "term", "weight", "rank"]
    require_columns(terms, columns=columns, made_by="fit_topics(), its .terms")
    if terms.empty:
        raise EmptyError("no topics to draw. Pass topics.terms of fit_topics().")
    table = terms[terms["rank"] <= n]
    panels = list(table.groupby("topic"))
    rows = -(-len(panels) // _COLUMNS)
    with drawing(ax, table=table, height=rows * (0.55 + 0.23 * n)) as axes:
        axes.set_axis_off()
        for number, (topic, shown) in enumerate(panels):
            row, column = divmod(number, _COLUMNS)
            left, bottom = column / _COLUMNS, 1 - (row + 1) / rows
            panel = axes.inset_axes((left, bottom, 0.94 / _COLUMNS, 0.86 / rows))
            panel.set_title(word("topic", language=language).format(topic), fontsize=10)
            _draw_terms(panel, shown=shown, language=language)
    return axes


@readable
def plot_topic_shares(
    shares: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw how clearly articles belong to their topics: one row a topic, one dot an article.

    Parameters
    ----------
    shares : DataFrame
        ``topics.articles`` from `fit_topics`.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Topics from top to bottom, with their number of articles; the share to the right.

    Raises
    ------
    ColumnError
        If a column of ``topics.articles`` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> ax = mk.plot_topic_shares(topics.articles)
    >>> sum(len(dots.get_offsets()) for dots in ax.collections) == len(topics.articles)
    True
    """
    require_columns(shares, columns=["topic", "share"], made_by="fit_topics(), its .articles")
    if shares.empty:
        raise EmptyError("no articles to draw. Pass topics.articles of fit_topics().")
    groups = list(shares.groupby("topic", dropna=False))
    with drawing(ax, table=shares, height=1 + 0.55 * len(groups)) as axes:
        names = []
        for place, (topic, rows) in enumerate(groups):
            heights = place + 0.7 * ((np.arange(len(rows)) * _GOLDEN) % 1 - 0.5)
            color = PALETTE[place % len(PALETTE)]
            axes.scatter(rows["share"], heights, s=16, color=color, alpha=0.6, linewidths=0)
            names.append(f"{topic_name(topic, labels=labels, language=language)} ({len(rows)})")
        axes.set_yticks(range(len(groups)), names)
        axes.set_ylim(len(groups) - 0.4, -0.6)
        axes.set_xlim(0, 1.02)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word("share", language=language))
        axes.xaxis.set_major_formatter(percent_formatter(language=language))
    return axes


def _draw_terms(panel: Axes, *, shown: pd.DataFrame, language: str) -> None:
    longest = shown["weight"].max()
    told = percent_formatter(language=language, digits=1)(longest)
    panel.set_title(
        word("longest_bar", language=language).format(told),
        loc="right",
        fontsize=8,
        fontweight="normal",
        color=QUIET,
    )
    panel.barh(shown["rank"], shown["weight"], color=TINT, height=0.84)
    for rank, term in zip(shown["rank"], shown["term"], strict=True):
        panel.text(
            longest * 0.015,
            rank,
            wrap(term, letters=_LETTERS),
            va="center",
            fontsize=8.5,
            color=INK,
        )
    panel.set_xlim(0, longest)
    panel.set_ylim(shown["rank"].max() + 0.6, 0.4)
    panel.set_axis_off()

"""Topics as a map of articles, and as a tree."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import label_areas
from mediakit.plots.language import number_formatter, word
from mediakit.plots.panels import topic_name, wrap
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, PALETTE, QUIET, drawing

_LETTERS = 34


@readable
def plot_topic_map(
    places: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw articles as a map: near each other if they are about the same, one colour a topic.

    Parameters
    ----------
    places : DataFrame
        From `topic_map`.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        One dot an article, paler the smaller the share of its topic. Each topic is named near the
        middle of its articles, where its name touches no other; a thin line leads to names that
        had to move. Six colours repeat, so that beyond six topics names and places tell them apart.

    Raises
    ------
    ColumnError
        If a column of `topic_map` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> ax = mk.plot_topic_map(mk.topic_map(topics))
    >>> len(ax.texts)
    6
    """
    columns = ["article", "topic", "share", "x", "y"]
    require_columns(places, columns=columns, made_by="topic_map()")
    if places.empty:
        raise EmptyError("no articles to draw. Pass the result of topic_map().")
    with drawing(ax, table=places, height=5.6) as axes:
        names = []
        size = float(np.clip(4_000 / len(places), 5, 26))
        for place, (topic, rows) in enumerate(places.groupby("topic")):
            color = PALETTE[place % len(PALETTE)]
            pale = [to_rgba(color, 0.2 + 0.7 * min(1.0, share)) for share in rows["share"]]
            axes.scatter(rows["x"], rows["y"], s=size, c=pale, linewidths=0)
            name = wrap(topic_name(topic, labels=labels, language=language), letters=_LETTERS)
            names.append((float(rows["x"].median()), float(rows["y"].median()), name, color))
        axes.set(xticks=[], yticks=[])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.margins(0.08)
        label_areas(axes, points=names)
    return axes


@readable
def plot_topic_hierarchy(
    hierarchy: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the tree of topics: what is joined further left is more alike.

    Parameters
    ----------
    hierarchy : DataFrame
        From `topic_hierarchy`.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Topics from top to bottom, their distance to the right; the number of a step stands where
        it joins.

    Raises
    ------
    ColumnError
        If a column of `topic_hierarchy` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> ax = mk.plot_topic_hierarchy(mk.topic_hierarchy(topics))
    >>> len(ax.get_yticklabels())
    6
    """
    columns = ["step", "left", "right", "distance"]
    require_columns(hierarchy, columns=columns, made_by="topic_hierarchy()")
    if hierarchy.empty:
        raise EmptyError("no steps to draw. Pass the result of topic_hierarchy().")
    n = len(hierarchy) + 1
    table = hierarchy.sort_values("step")
    pairs = list(zip(table["left"].astype(int), table["right"].astype(int), strict=True))
    order = _leaves(2 * n - 1, n=n, pairs=pairs)
    heights = {topic: float(place) for place, topic in enumerate(order)}
    depths = dict.fromkeys(order, 0.0)
    with drawing(ax, table=hierarchy, height=0.8 + 0.3 * n) as axes:
        for step, (pair, distance) in enumerate(zip(pairs, table["distance"], strict=True)):
            low, high = (heights[node] for node in pair)
            x = [depths[pair[0]], distance, distance, depths[pair[1]]]
            axes.plot(x, [low, low, high, high], color=BLUE, lw=1.4)
            heights[n + step + 1], depths[n + step + 1] = (low + high) / 2, distance
        names = [wrap(topic_name(t, labels=labels, language=language), letters=48) for t in order]
        axes.set_yticks(range(n), names)
        axes.set_ylim(n - 0.5, -0.5)
        axes.set_xlim(0, max(depths.values()) * 1.03 or 1)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word("topic_distance", language=language), color=QUIET)
        axes.xaxis.set_major_formatter(number_formatter(language=language, digits=1))
    return axes


def _leaves(node: int, *, n: int, pairs: list[tuple[int, int]]) -> list[int]:
    """List the topics below a node from top to bottom."""
    waiting, found = [node], []
    while waiting:
        node = waiting.pop()
        if node <= n:
            found.append(node)
        else:
            waiting += reversed(pairs[node - n - 1])
    return found

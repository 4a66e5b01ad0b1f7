"""Topics made of topics, and the tree they form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import linkage

from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix
from mediakit.topics.fitting import DIGITS, list_articles
from mediakit.topics.ranking import rank_terms
from mediakit.topics.runs import strongest
from mediakit.topics.value import Topics

_Floats = npt.NDArray[np.float64]


def merge_topics(topics: Topics, *, groups: Iterable[Sequence[int]]) -> Topics:
    """Make one topic of several that are about the same.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    groups : iterable of sequences of int
        Which topics become one, such as ``[(2, 5), (1, 3, 4)]``; the others stay.

    Returns
    -------
    Topics
        Fewer topics, numbered anew by size. Shares are added up; the words of a topic are those of
        the articles of its parts.

    Raises
    ------
    MediakitError
        Naming the first topic that does not exist or stands in two groups, or if only one topic
        would be left.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> mk.merge_topics(topics, groups=[(2, 5)])
    <Topics: 5 topics, 81 articles>
    """
    groups = [list(group) for group in groups]
    numbers = topics.shares.columns.tolist()
    seen: set[int] = set()
    for topic in (topic for group in groups for topic in group):
        if topic not in numbers:
            raise MediakitError(f"no topic {topic!r}; there are 1 to {len(numbers)}.")
        if topic in seen:
            raise MediakitError(f"topic {topic!r} stands in groups= twice. Name each topic once.")
        seen.add(topic)
    parts = groups + [[number] for number in numbers if number not in seen]
    if len(parts) < 2:
        raise MediakitError("groups= would leave one topic only. Merge fewer.")
    mixture = np.zeros((len(numbers), len(parts)))
    for column, group in enumerate(parts):
        mixture[np.array(group, dtype=np.int64) - 1, column] = 1
    return _mix(topics, mixture=mixture)


def topic_hierarchy(topics: Topics) -> pd.DataFrame:
    """Join the most similar topics step by step, until one is left.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.

    Returns
    -------
    DataFrame, one row a step
        ``step``
            From 1, the most similar first.
        ``left``
            What is joined: a topic, or with the number of topics + s what step s made.
        ``right``
            What it is joined with.
        ``distance``
            1 - cosine of the centres of their articles, mean over the topics of both (average
            linkage).
        ``topics``
            All topics below, such as ``"2, 5"``; pass them to `merge_topics`.
        ``articles``
            Articles of all these topics.

    See Also
    --------
    plot_topic_hierarchy : Draw the result.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> len(mk.topic_hierarchy(topics))
    5
    """
    labels = strongest(topics.shares.to_numpy())
    n = topics.shares.shape[1]
    members = np.zeros((n, len(labels)))
    members[labels[labels >= 0], np.flatnonzero(labels >= 0)] = 1
    centres = members @ topics.places
    # A topic without articles lies apart from all.
    tree = linkage(_cosine_distances(centres), method="average")
    below: list[list[int]] = [[number] for number in range(1, n + 1)]
    sizes = members.sum(axis=1).astype(np.int64).tolist()
    rows = []
    for step, (first, second, distance, _) in enumerate(tree.tolist(), start=1):
        left, right = sorted((int(first), int(second)), key=lambda node: min(below[node]))
        below.append(sorted(below[left] + below[right]))
        names = ", ".join(map(str, below[-1]))
        articles = sum(sizes[topic - 1] for topic in below[-1])
        rows.append((step, left + 1, right + 1, round(distance, DIGITS), names, articles))
    columns = ["step", "left", "right", "distance", "topics", "articles"]
    return pd.DataFrame(rows, columns=columns).astype({"topics": "str"})


def _mix(topics: Topics, *, mixture: _Floats) -> Topics:
    shares = (topics.shares.to_numpy() @ mixture).round(DIGITS)
    labels = strongest(shares)
    sizes = np.bincount(labels[labels >= 0], minlength=shares.shape[1])
    order = np.lexsort((-shares.sum(axis=0), -sizes))
    mixture, shares = mixture[:, order], shares[:, order]
    numbers = pd.RangeIndex(1, shares.shape[1] + 1, name="topic")
    used = sparse.csr_array(sparse.csr_array(mixture.T) @ topics.counts.counts)
    used.sort_indices()
    counts = TermMatrix(used, pd.Index(numbers), topics.counts.terms)
    words = topics.articles["words"].to_numpy()
    model = topics.model
    return Topics(
        terms=rank_terms(counts),
        articles=list_articles(shares, articles=topics.shares.index, words=words),
        shares=pd.DataFrame(shares, index=topics.shares.index, columns=numbers),
        counts=counts,
        places=topics.places,
        model=replace(model, mixture=model.mixture @ mixture),
    )


def _cosine_distances(centres: _Floats) -> _Floats:
    """Give 1 - cosine of every two rows, as scipy wants them."""
    from scipy.spatial.distance import squareform

    lengths = np.linalg.norm(centres, axis=1, keepdims=True)
    unit = centres / np.where(lengths > 0, lengths, 1)
    distances = (1 - unit @ unit.T).clip(0, 2).round(9)
    np.fill_diagonal(distances, 0)
    condensed: _Floats = squareform(distances, checks=False)
    return condensed

"""Topics of new articles, topics made of topics, and the tree they form."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from threadpoolctl import threadpool_limits

from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix
from mediakit.tokens import Tokens, tokenize
from mediakit.topics.fitting import DIGITS, list_articles
from mediakit.topics.ranking import rank_terms
from mediakit.topics.runs import decomposed_shares, soft_shares, strongest
from mediakit.topics.space import place_articles, weigh_stems
from mediakit.topics.value import TopicModel, Topics
from mediakit.topics.words import count_words, read_words

_Floats = npt.NDArray[np.float64]


def assign_topics(topics: Topics, articles: pd.DataFrame | Tokens) -> pd.DataFrame:
    """Give new articles the topics found in others.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    articles : DataFrame or Tokens
        The new articles, or their tokens if they were not made by `tokenize` of the column
        ``text``.

    Returns
    -------
    DataFrame, one row a new article
        ``article``
            The article.
        ``topic``
            Its strongest topic; missing where it has none of the words of the old articles.
        ``share``
            Share of that topic, 0 to 1.
        ``doubtful``
            Whether the second topic is more than half as strong.
        ``words``
            How many different words it has that tell topics apart. With few, the topic is a guess.

    Raises
    ------
    MediakitError
        If the topics were found in embeddings, which words cannot join.
    EmptyError
        If the new articles have no words.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> new = pd.DataFrame({"text": ["Der Pegel an der Messstelle steigt, die Deiche halten."]})
    >>> mk.assign_topics(topics, new).columns.tolist()
    ['article', 'topic', 'share', 'doubtful', 'words']
    """
    space, fitted = topics.model.space, topics.model.fitted
    if space is None:
        raise MediakitError(
            "these topics were found in embeddings=, so new articles cannot be placed by words. "
            "Fit without embeddings, or fit old and new articles together."
        )
    tokens = articles if isinstance(articles, Tokens) else tokenize(articles)
    with threadpool_limits(1):
        words = read_words(tokens)
        counts = _align(words.counts, found=words.stems, wanted=space.stems)
        weights = weigh_stems(counts, rarity=space.rarity)
        if isinstance(fitted, np.ndarray):
            shares = soft_shares(place_articles(space, weights=weights), centres=fitted)
        elif type(fitted).__name__ == "LatentDirichletAllocation":
            shares = fitted.transform(counts)
        else:
            shares = decomposed_shares(fitted, fitted.transform(weights))
    shares[np.diff(counts.indptr) == 0] = 0
    shares = (shares @ topics.model.mixture).round(DIGITS)
    n_words = count_words(counts, stems=space.stems)
    return list_articles(shares, articles=tokens.articles, words=n_words)


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


def _align(counts: sparse.csr_array, *, found: pd.Index, wanted: pd.Index) -> sparse.csr_array:
    """Give counts the columns of other stems."""
    at = wanted.get_indexer(found)
    known = np.flatnonzero(at >= 0)
    shape = (len(found), len(wanted))
    turn = sparse.csr_array((np.ones(len(known)), (known, at[known])), shape=shape)
    aligned = sparse.csr_array(counts @ turn)
    aligned.sort_indices()
    return aligned


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
        model=TopicModel(model.space, model.fitted, model.mixture @ mixture),
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

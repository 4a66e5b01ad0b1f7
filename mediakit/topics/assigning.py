"""Topics of new articles: few or an archive, by what each article alone says."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

from mediakit.corpus import Done, is_parted, map_tokens, refuse_broken
from mediakit.errors import EmptyError, MediakitError
from mediakit.tokens import Tokens, tokenize
from mediakit.topics.fitting import DIGITS, list_articles
from mediakit.topics.runs import decomposed_shares, soft_shares
from mediakit.topics.space import Space, place_articles, weigh_stems
from mediakit.topics.value import TopicModel, Topics
from mediakit.topics.words import count_words, read_words

_Floats = npt.NDArray[np.float64]

# Keeps equal parts apart.
_RIDGE = 1e-12


def assign_topics(topics: Topics, articles: pd.DataFrame | Tokens | Any) -> pd.DataFrame:
    """Give new articles the topics found in others.

    What an article gets depends on the topics and on it alone, so that all ways to part an archive
    lead to the same table.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`, of a sample if need be: see `draw_articles`.
    articles : DataFrame, Tokens, Corpus or dask.dataframe.DataFrame
        The new articles, or their tokens if they were not made by `tokenize` of the column
        ``text``; a corpus on disk, part by part; or articles as a Dask DataFrame, each partition
        where it lies.

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
    ArticleError
        Naming the first article without a text; of a Dask DataFrame, the topics of all others are
        its attribute `others`.
    EmptyError
        If there are no articles.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> new = pd.DataFrame({"text": ["Der Pegel an der Messstelle steigt, die Deiche halten."]})
    >>> mk.assign_topics(topics, new).columns.tolist()
    ['article', 'topic', 'share', 'doubtful', 'words']
    """
    if topics.model.space is None:
        raise MediakitError(
            "these topics were found in embeddings=, so new articles cannot be placed by words. "
            "Fit without embeddings, or fit old and new articles together."
        )
    assign = _make_assigner(topics.model, space=topics.model.space)
    if not is_parted(articles):
        return assign(articles if isinstance(articles, Tokens) else tokenize(articles), None)
    with warnings.catch_warnings():
        # Topics go to the scheduler once; there a lost worker's successor finds them.
        warnings.filterwarnings("ignore", message="Sending large graph")
        done: list[Done] = list(map_tokens(articles, assign))
    found = [part.result for part in done if part.result is not None]
    if not found:
        raise EmptyError("no articles to give topics. Store some first.")
    table = pd.concat(found, ignore_index=True)
    refuse_broken(done, others=table)
    return table


def _make_assigner(model: TopicModel, *, space: Space) -> Callable[[Tokens, Any], pd.DataFrame]:
    """Keep of topics only what workers need."""

    def assign(tokens: Tokens, _: Any) -> pd.DataFrame:
        with threadpool_limits(1):
            counts = _count_known(tokens, model=model, space=space)
            shares = _find_shares(counts, model=model, space=space)
        shares[np.diff(counts.indptr) == 0] = 0
        shares = (shares @ model.mixture).round(DIGITS)
        n_words = count_words(counts, stems=space.stems)
        return list_articles(shares, articles=tokens.articles, words=n_words)

    return assign


def _count_known(tokens: Tokens, *, model: TopicModel, space: Space) -> sparse.csr_array:
    """Count the words that the old articles have."""
    try:
        words = read_words(tokens, lowered=model.lowered)
    except EmptyError:
        return sparse.csr_array((len(tokens.articles), len(space.stems)))
    return _align(words.counts, found=words.stems, wanted=space.stems)


def _find_shares(counts: sparse.csr_array, *, model: TopicModel, space: Space) -> _Floats:
    fitted = model.fitted
    weights = weigh_stems(counts, rarity=space.rarity)
    if isinstance(fitted, np.ndarray):
        return soft_shares(place_articles(space, weights=weights), centres=fitted)
    kind = type(fitted).__name__
    if kind == "LatentDirichletAllocation":
        shares: _Floats = fitted.transform(counts)
        return shares
    found = _solve(weights, parts=fitted.components_) if kind == "NMF" else None
    return decomposed_shares(fitted, fitted.transform(weights) if found is None else found)


def _solve(weights: sparse.csr_array, *, parts: _Floats) -> _Floats:
    """Give the non-negative mixture of parts that comes nearest to each article.

    scikit-learn's solver stops when all articles together change little, so that what one gets
    would depend on the others.
    """
    from scipy.linalg import cholesky, solve_triangular
    from scipy.optimize import nnls

    alike = parts @ parts.T
    root = cholesky(alike + np.eye(len(alike)) * _RIDGE * np.trace(alike), lower=True)
    goals = solve_triangular(root, (weights @ parts.T).T, lower=True).T
    return np.array([nnls(root.T, goal)[0] for goal in goals])


def _align(counts: sparse.csr_array, *, found: pd.Index, wanted: pd.Index) -> sparse.csr_array:
    """Give counts the columns of other stems."""
    at = wanted.get_indexer(found)
    known = np.flatnonzero(at >= 0)
    shape = (len(found), len(wanted))
    turn = sparse.csr_array((np.ones(len(known)), (known, at[known])), shape=shape)
    aligned = sparse.csr_array(counts @ turn)
    aligned.sort_indices()
    return aligned

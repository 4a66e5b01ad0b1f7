"""How much another seed changes: runs matched topic by topic."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import squareform
from threadpoolctl import threadpool_limits

from mediakit.errors import MediakitError
from mediakit.tokens import Tokens
from mediakit.topics.fitting import check_request, describe
from mediakit.topics.ranking import c_tf_idf
from mediakit.topics.runs import Data, Run, agreement, prototype, read_data, run_method
from mediakit.topics.value import Topics

_Floats = npt.NDArray[np.float64]
_Integers = npt.NDArray[np.int64]

# Topics of two runs are alike by so many of their heaviest words.
_WORDS = 20
_DIGITS = 6


@dataclass(frozen=True, eq=False, repr=False)
class TopicStability:
    """How much topics change with the seed; made by `topic_stability`.

    Attributes
    ----------
    topics : DataFrame
        One row a topic of the prototype: ``topic``, ``similarity`` (share of its 20 heaviest words
        that it has in common with the matched topic of another run, Jaccard, mean over the runs, 0
        to 1), ``articles_kept`` (share of its articles that the matched topic has too, mean),
        ``articles``.
    articles : DataFrame
        One row an article, in their order: ``article``, ``topic``, ``agreement`` (share of the
        other runs that give it the matched topic, 0 to 1; missing without a topic).
    runs : DataFrame
        One row a run: ``run`` (from 1), ``adjusted_rand`` and ``s_clop``, mean with all other
        runs, ``prototype`` (whether it is the one described).
    s_clop : float
        Mean S-CLOP of all pairs of runs, 1 where all find the same words.
    adjusted_rand : float
        Mean adjusted Rand index of all pairs of runs, 1 where all find the same articles, 0 by
        chance.
    prototype : Topics
        The run most like all others, the same as of `fit_topics` with as many runs.

    Examples
    --------
    >>> import mediakit as mk
    >>> stability = mk.topic_stability(mk.tokenize(mk.sample_articles()), n_topics=4, runs=5)
    >>> stability
    <TopicStability: 4 topics, 5 runs, S-CLOP ..., adjusted Rand ...>
    """

    topics: pd.DataFrame
    articles: pd.DataFrame
    runs: pd.DataFrame
    s_clop: float
    adjusted_rand: float
    prototype: Topics

    def __repr__(self) -> str:
        """Tell the sizes and the figures."""
        return (
            f"<TopicStability: {len(self.topics)} topics, {len(self.runs)} runs, "
            f"S-CLOP {self.s_clop:.3f}, adjusted Rand {self.adjusted_rand:.3f}>"
        )


def topic_stability(
    tokens: Tokens,
    *,
    n_topics: int,
    runs: int = 20,
    method: str = "clusters",
    random_state: int = 0,
) -> TopicStability:
    """Fit topics from many seeds, and tell what all runs agree on.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    n_topics : int
        How many topics, from 2.
    runs : int
        How many runs, from 2.
    method : {"clusters", "nmf", "lda"}
        As of `fit_topics`.
    random_state : int
        Seed of the first run; the others follow.

    Returns
    -------
    TopicStability
        Tables of topics, articles and runs, and the prototype.

    Raises
    ------
    EmptyError, MediakitError
        As `fit_topics`, and if `runs` is below 2.

    Notes
    -----
    The topics of two runs are matched one to one so that they share the most words (Hungarian
    algorithm). S-CLOP joins the topics of two runs by complete linkage, cuts the tree into the
    groups that come nearest to one topic of each run, and gives 1 - sum of U(g) / N(R - 1), with
    U(g) = sum_r | n_r(g) - 1 | * n(g) / R for groups with n_r(g) topics of run r, N topics a run,
    R = 2 runs.

    References
    ----------
    Rieger, Rahnenführer and Jentsch (2020), Improving latent Dirichlet allocation: on reliability
    of the novel method LDAPrototype, NLDB. Hubert and Arabie (1985), Comparing partitions, J. of
    Classification 2.

    Examples
    --------
    >>> import mediakit as mk
    >>> stability = mk.topic_stability(mk.tokenize(mk.sample_articles()), n_topics=4, runs=5)
    >>> stability.topics.columns.tolist()
    ['topic', 'similarity', 'articles_kept', 'articles']
    """
    check_request(tokens, n_topics=n_topics, method=method)
    if runs < 2:
        raise MediakitError(f"runs must be 2 or more, not {runs}")
    with threadpool_limits(1):
        data = read_data(tokens, n_topics=n_topics)
        seeds = range(random_state, random_state + runs)
        found = run_method(data, n_topics=n_topics, method=method, estimator=None, seeds=seeds)
        return compare_runs(data, runs=found)


def compare_runs(data: Data, *, runs: list[Run]) -> TopicStability:
    """Match the topics of all runs with those of the prototype, and of each other."""
    labels = [run.labels for run in runs]
    counts = data.words.lexemes.counts
    words = [_heaviest(counts, labels=run.labels, n=run.n_topics) for run in runs]
    rand, clop = agreement(labels), np.eye(len(runs))
    for left, right in combinations(range(len(runs)), 2):
        clop[left, right] = clop[right, left] = s_clop(words[left], words[right])
    chosen = prototype(labels)
    topics = describe(data, run=runs[chosen])
    own = topics.articles["topic"].fillna(0).to_numpy(dtype=np.int64) - 1
    mine = _heaviest(counts, labels=own, n=topics.shares.shape[1])
    others = [number for number in range(len(runs)) if number != chosen]
    alike = [jaccard(mine, words[other]) for other in others]
    matched = [linear_match(similarity) for similarity in alike]
    same = [
        np.where(own >= 0, match[own], -2) == labels[other]
        for match, other in zip(matched, others, strict=True)
    ]
    return TopicStability(
        topics=_list_topics(topics, own=own, alike=alike, matched=matched, same=same),
        articles=topics.articles[["article", "topic"]].assign(
            agreement=np.where(own >= 0, np.mean(same, axis=0).round(_DIGITS), np.nan)
        ),
        runs=pd.DataFrame(
            {
                "run": np.arange(1, len(runs) + 1),
                "adjusted_rand": _mean_of_others(rand),
                "s_clop": _mean_of_others(clop),
                "prototype": np.arange(len(runs)) == chosen,
            }
        ),
        s_clop=round(float(_mean_of_others(clop).mean()), _DIGITS),
        adjusted_rand=round(float(_mean_of_others(rand).mean()), _DIGITS),
        prototype=topics,
    )


def _list_topics(
    topics: Topics,
    *,
    own: _Integers,
    alike: list[_Floats],
    matched: list[_Integers],
    same: list[npt.NDArray[np.bool_]],
) -> pd.DataFrame:
    numbers = np.arange(topics.shares.shape[1])
    sizes = np.bincount(own[own >= 0], minlength=len(numbers))
    similarity = [table[numbers, match] for table, match in zip(alike, matched, strict=True)]
    kept = [np.bincount(own[both & (own >= 0)], minlength=len(numbers)) for both in same]
    return pd.DataFrame(
        {
            "topic": numbers + 1,
            "similarity": np.mean(similarity, axis=0).round(_DIGITS),
            "articles_kept": (np.mean(kept, axis=0) / np.maximum(sizes, 1)).round(_DIGITS),
            "articles": sizes,
        }
    )


def _heaviest(counts: sparse.csr_array, *, labels: _Integers, n: int) -> npt.NDArray[np.bool_]:
    """Mark the heaviest words of each topic, (n_topics, n_terms)."""
    rows = np.flatnonzero(labels >= 0)
    members = sparse.csr_array(
        (np.ones(len(rows)), (labels[rows], rows)), shape=(n, counts.shape[0])
    )
    weights = c_tf_idf((members @ counts).toarray()).round(9)
    heaviest = np.argsort(-weights, axis=1, kind="stable")[:, :_WORDS]
    marks = np.zeros(weights.shape, dtype=bool)
    np.put_along_axis(marks, heaviest, np.take_along_axis(weights, heaviest, axis=1) > 0, axis=1)
    return marks


def jaccard(left: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> _Floats:
    """Give the share of words that topics have in common, (n_left, n_right)."""
    both = left.astype(np.float64) @ right.T.astype(np.float64)
    either = left.sum(axis=1)[:, None] + right.sum(axis=1) - both
    alike: _Floats = both / np.maximum(either, 1)
    return alike


def linear_match(similarity: _Floats) -> _Integers:
    """Match rows with columns one to one, so that the sum is largest; -1 without a partner."""
    rows, columns = linear_sum_assignment(-similarity)
    match = np.full(len(similarity), -1)
    match[rows] = columns
    return match


def s_clop(left: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_]) -> float:
    """Give the S-CLOP of two runs, each the words of its topics."""
    words = np.vstack([left, right])
    n_left, n = len(left), len(words)
    of_left = [int(number < n_left) for number in range(n)]
    distances = squareform(1 - jaccard(words, words), checks=False)
    # Of each node of the tree: topics of either run, and the least disparity at or below it.
    nodes = [(own, 1 - own, 0.5) for own in of_left]
    for first, second in linkage(distances, method="complete")[:, :2].astype(int).tolist():
        ours, theirs = (nodes[first][side] + nodes[second][side] for side in (0, 1))
        together = (abs(ours - 1) + abs(theirs - 1)) * (ours + theirs) / 2
        nodes.append((ours, theirs, min(together, nodes[first][2] + nodes[second][2])))
    return 1 - nodes[-1][2] / (n / 2)


def _mean_of_others(pairs: _Floats) -> _Floats:
    """Give the mean of each row without the diagonal."""
    means: _Floats = (pairs.sum(axis=1) - np.diag(pairs)) / (len(pairs) - 1)
    return means.round(_DIGITS)

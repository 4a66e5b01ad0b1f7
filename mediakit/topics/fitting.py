"""From Tokens to Topics."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

from mediakit.corpus import is_parted
from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix
from mediakit.tokens import Tokens
from mediakit.topics.ranking import rank_terms
from mediakit.topics.runs import (
    METHODS,
    RUNS,
    Data,
    Run,
    prototype,
    read_data,
    run_method,
    shares_of,
    strongest,
)
from mediakit.topics.value import TopicModel, Topics
from mediakit.topics.words import OTHER_WORDS, count_words

# Digits of shares that are the same on every machine.
DIGITS = 6
# A word of a single article tells nothing of a topic.
_MIN_ARTICLES = 2


def fit_topics(
    tokens: Tokens,
    *,
    n_topics: int,
    method: str = "clusters",
    estimator: Any = None,
    embeddings: npt.ArrayLike | None = None,
    random_state: int = 0,
) -> Topics:
    """Cluster articles by what they are about.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`, in the spelling of the text: capitals tell nouns.
    n_topics : int
        How many topics, from 2; `topic_selection` helps to choose.
    method : {"clusters", "nmf", "lda"}
        ``"clusters"`` is made for German news and described below; non-negative matrix
        factorisation and latent Dirichlet allocation are there to compare.
    estimator : object, optional
        A scikit-learn clusterer (has ``fit_predict``; gets the places of the articles) or
        decomposition (gets their weights), in place of `method`. Its ``n_clusters`` or
        ``n_components`` becomes `n_topics`, and its ``random_state``, where it has none, the seed.
    embeddings : array_like, shape (n_articles, n_dimensions), optional
        Places of the articles from another model, in place of the words', for ``"clusters"`` and
        clusterers.
    random_state : int
        Seed; the same seed gives the same topics on every machine.

    Returns
    -------
    Topics
        Every article has a topic and a share, save those without a single word that tells topics
        apart; doubtful ones are marked, not thrown away.

    Raises
    ------
    EmptyError
        If there are fewer articles, fewer different articles, or fewer words that articles share,
        than topics.
    MediakitError
        If `n_topics` is below 2, `method` unknown, or `estimator` or `embeddings` do not fit.

    See Also
    --------
    topic_stability : How much another seed changes.
    draw_articles : The sample of an archive on which to fit.
    assign_topics : Topics of new articles, or of all articles of an archive.

    Notes
    -----
    1. Words: without stop words, numbers and remains of HTML, cut to stems; parts of compounds
       count as words too, and the first five letters of longer stems half as much, since words of
       one family begin alike (*Polizei*, *Polizist*); nouns and names count 1, others 0.3, nouns
       being forms with a capital that do not stand more often without. Words of one article, or of
       a fifth of all (of 1 in `n_topics`, if that is more), say nothing.
    2. Weights: ln(1 + tf) * ln(n / df), rows of length 1.
    3. Places: 50 dimensions of an exact singular value decomposition, rows of length 1; thrice
       averaged with the 15 most similar articles by cosine of the weights; less what all articles
       share; turned to the 20 dimensions that differ most, times the root of their deviation.
    4. Clusters: k-means from 20 seeds; the result is the run most like all others by the adjusted
       Rand index, the prototype (Rieger et al. 2020), which `topic_stability` describes too.
    5. Shares fall with the fifth power of the distance from the centre of each topic, as those
       of fuzzy c-means with m = 7/5 do (Bezdek 1981). On labelled news they are about the share of
       articles that lie in a topic of their own section.

    Of more than 10,000 articles, neighbours are sought among 10,000, evenly spread.

    References
    ----------
    Deerwester et al. (1990), Indexing by latent semantic analysis, JASIS 41(6). Rieger,
    Rahnenführer and Jentsch (2020), Improving latent Dirichlet allocation: on reliability of the
    novel method LDAPrototype, NLDB. Grootendorst (2022), BERTopic, arXiv 2203.05794 (c-TF-IDF).
    McNamee, Nicholas and Mayfield (2009), Addressing morphological variation in alphabetic
    languages, SIGIR (first five letters). Lee and Seung (1999), Nature 401
    (NMF). Blei, Ng and Jordan (2003), JMLR 3 (LDA).

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> topics
    <Topics: 6 topics, ... articles>
    >>> topics.articles.columns.tolist()
    ['article', 'topic', 'share', 'doubtful', 'words']
    """
    check_request(tokens, n_topics=n_topics, method=method)
    # Sums in a fixed order: the same digits with one thread or many.
    with threadpool_limits(1):
        data = read_data(tokens, n_topics=n_topics, embeddings=embeddings)
        seeds = range(random_state, random_state + RUNS[method])
        runs = run_method(data, n_topics=n_topics, method=method, estimator=estimator, seeds=seeds)
        chosen = runs[prototype([run.labels for run in runs])]
        return describe(data, run=chosen)


def check_request(tokens: Tokens, *, n_topics: int, method: str) -> None:
    """Refuse what cannot be done."""
    if is_parted(tokens):
        raise MediakitError(
            "topics are fitted on articles in memory. Draw a sample, "
            "mk.tokenize(mk.draw_articles(corpus)), then mk.assign_topics(topics, corpus)."
        )
    if method not in METHODS:
        raise MediakitError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    if n_topics < 2:
        raise MediakitError(f"n_topics must be 2 or more, not {n_topics}")
    if len(tokens.articles) < n_topics:
        raise EmptyError(
            f"{len(tokens.articles)} articles are too few for {n_topics} topics. "
            "Read more articles, or lower n_topics."
        )


def describe(data: Data, *, run: Run) -> Topics:
    """Give topics their numbers by size, their words and their articles."""
    shares = shares_of(run, places=data.places)
    sizes = np.bincount(run.labels[run.labels >= 0], minlength=run.n_topics)
    order = np.lexsort((-shares.sum(axis=0).round(DIGITS), -sizes))
    shares = shares[:, order].round(DIGITS)
    articles = data.words.lexemes.articles
    counts = _count_topics(data.words.lexemes, shares=shares)
    n_words = count_words(data.weights, stems=data.words.stems[data.kept])
    return Topics(
        terms=rank_terms(counts),
        articles=list_articles(shares, articles=articles, words=n_words),
        shares=pd.DataFrame(
            shares, index=articles, columns=pd.RangeIndex(1, len(order) + 1, name="topic")
        ),
        counts=counts,
        places=data.places,
        model=TopicModel(data.space, run.model, np.eye(len(order))[:, order], data.words.lowered),
    )


def list_articles(
    shares: npt.NDArray[np.float64], *, articles: pd.Index, words: npt.NDArray[np.integer]
) -> pd.DataFrame:
    """Give each article its strongest topic, the share of it, and whether that is in doubt."""
    labels = strongest(shares)
    first, second = -np.sort(-shares, axis=1)[:, :2].T
    topic = pd.array(labels + 1, dtype="Int64")
    topic[labels < 0] = pd.NA
    return pd.DataFrame(
        {
            "article": articles,
            "topic": topic,
            "share": first,
            "doubtful": 2 * second > first,
            "words": words.astype(np.int64),
        }
    )


def _count_topics(matrix: TermMatrix, *, shares: npt.NDArray[np.float64]) -> TermMatrix:
    """Count the words of each topic's articles; of a topic without articles, by its shares."""
    labels = strongest(shares)
    members = np.zeros_like(shares)
    members[np.flatnonzero(labels >= 0), labels[labels >= 0]] = 1
    alone = ~members.any(axis=0)
    members[:, alone] = shares[:, alone]
    counts = sparse.csr_array(sparse.csr_array(members.T) @ matrix.counts)
    articles = np.bincount(matrix.counts.indices, minlength=len(matrix.terms))
    kept = articles >= _MIN_ARTICLES if (articles >= _MIN_ARTICLES).any() else articles > 0
    terms = matrix.terms[kept]
    # As for the places, what is no noun counts less.
    weights = [1.0 if term[0].isupper() else OTHER_WORDS for term in terms.tolist()]
    used = sparse.csr_array(counts[:, kept] @ sparse.diags_array(weights))
    used.sort_indices()
    return TermMatrix(used, pd.RangeIndex(1, shares.shape[1] + 1), terms)

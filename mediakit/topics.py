"""Topic clusters: which articles belong together, and by which words."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.display import display_html, one_line, table_html
from mediakit.errors import EmptyError, MediakitError
from mediakit.german import stopwords
from mediakit.matrix import TermMatrix, count_terms
from mediakit.tokens import Tokens

_METHODS = ("nmf",)
_TERMS_KEPT = 50
_TERMS_SHOWN, _ARTICLES_SHOWN = 8, 3


@dataclass(frozen=True, eq=False, repr=False)
class Topics:
    """Topics of a corpus, as two tables; made by `fit_topics`.

    Attributes
    ----------
    terms : DataFrame
        One row per topic and term, the 50 heaviest of each topic, by topic and rank:
        ``topic`` (from 1, the largest first), ``term``, ``weight`` (share of the topic's whole
        weight, 0 to 1), ``rank`` (from 1).
    articles : DataFrame
        One row an article, in their order: ``article``, ``topic`` (its strongest; missing where
        it has none of the topics' terms), ``share`` (of that topic among all of the article,
        0 to 1).

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> topics.terms.groupby("topic")["weight"].sum().le(1).all()
    np.True_
    """

    terms: pd.DataFrame
    articles: pd.DataFrame

    def __repr__(self) -> str:
        """Tell the sizes."""
        return f"<Topics: {self.terms['topic'].nunique()} topics, {len(self.articles)} articles>"

    def _repr_html_(self) -> str:
        """Show each topic with its words, its size and its most typical articles."""
        labels = topic_labels(self, n=_TERMS_SHOWN)
        ranked = self.articles.sort_values("share", ascending=False, kind="stable")
        rows = [
            (topic, label, articles, ", ".join(map(one_line, typical.head(_ARTICLES_SHOWN))))
            for topic, label, articles in labels.itertuples(index=False, name=None)
            for typical in [ranked.loc[ranked["topic"] == topic, "article"]]
        ]
        heads = ["topic", "words", "articles", "most typical"]
        without = int(self.articles["topic"].isna().sum())
        told = [f"{without} articles without a topic."] if without else []
        table = table_html(rows, heads=heads, kinds=["number", "", "number", ""])
        return display_html(repr(self).strip("<>"), table, *told)


def fit_topics(
    tokens: Tokens, *, n_topics: int, method: str = "nmf", random_state: int = 0
) -> Topics:
    """Cluster articles by the words they share.

    Words that say nothing of a topic stay out: stop words, numbers, words of a single article,
    and words in more than half of the articles.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    n_topics : int
        How many topics, from 2.
    method : {"nmf"}
        Non-negative matrix factorisation of tf-idf weights.
    random_state : int
        Seed; the same seed gives the same topics.

    Returns
    -------
    Topics
        Two tables, ``terms`` and ``articles``.

    Raises
    ------
    EmptyError
        If there are fewer articles, or fewer words that articles share, than topics.
    MediakitError
        If `n_topics` is below 2 or `method` unknown.

    References
    ----------
    Lee and Seung (1999), Learning the parts of objects by non-negative matrix factorization,
    Nature 401. Weights are (1 + ln tf) * (1 + ln((1 + n) / (1 + df))), rows of length 1.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> topics
    <Topics: 6 topics, ... articles>
    >>> topics.terms.columns.tolist(), topics.articles.columns.tolist()
    (['topic', 'term', 'weight', 'rank'], ['article', 'topic', 'share'])
    """
    if method not in _METHODS:
        raise MediakitError(f"method must be one of {', '.join(_METHODS)}, not {method!r}")
    if n_topics < 2:
        raise MediakitError(f"n_topics must be 2 or more, not {n_topics}")
    if len(tokens.articles) < n_topics:
        raise EmptyError(
            f"{len(tokens.articles)} articles are too few for {n_topics} topics. "
            "Read more articles, or lower n_topics."
        )
    matrix = _select_terms(tokens, n_topics=n_topics)
    by_article, by_term = _factorise(matrix, n_topics=n_topics, random_state=random_state)
    order = np.argsort(-by_article.sum(axis=0), kind="stable")
    return Topics(
        terms=_rank_terms(by_term[order], terms=matrix.terms),
        articles=_assign(by_article[:, order], articles=matrix.articles),
    )


def topic_labels(topics: Topics, *, n: int = 3) -> pd.DataFrame:
    """Name each topic by its heaviest terms.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    n : int
        How many terms make a label.

    Returns
    -------
    DataFrame, one row a topic
        ``topic``
            The topic.
        ``label``
            Its `n` heaviest terms, joined by commas.
        ``articles``
            How many articles have it as their strongest topic.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> mk.topic_labels(topics).columns.tolist()
    ['topic', 'label', 'articles']
    """
    first = topics.terms[topics.terms["rank"] <= n]
    labels = first.groupby("topic")["term"].agg(", ".join).rename("label").reset_index()
    sizes = topics.articles["topic"].value_counts()
    return labels.assign(articles=sizes.reindex(labels["topic"], fill_value=0).to_numpy())


def _select_terms(tokens: Tokens, *, n_topics: int) -> TermMatrix:
    """Count the terms that can tell topics apart."""
    n_articles = len(tokens.articles)
    says_nothing = [
        term for term in tokens.terms if len(term) < 2 or not any(map(str.isalpha, term))
    ]
    content = tokens.drop([*says_nothing, *stopwords(keep_negations=False)])
    if not len(content):
        raise EmptyError("no words are left without stop words and numbers: no topics to find.")
    matrix = count_terms(content)
    articles = matrix.counts.count_nonzero(axis=0)
    shared = (articles >= 2) & (articles <= max(2, n_articles / 2))
    if shared.sum() < n_topics:
        raise EmptyError(
            f"only {shared.sum()} words stand in two or more articles: too few for {n_topics} "
            "topics. Read more articles, or lower n_topics."
        )
    return TermMatrix(matrix.counts[:, shared], matrix.articles, matrix.terms[shared])


def _factorise(
    matrix: TermMatrix, *, n_topics: int, random_state: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weigh the counts and split them: articles by topics, topics by terms."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer(sublinear_tf=True).fit_transform(sparse.csr_matrix(matrix.counts))
    model = NMF(n_components=n_topics, init="nndsvda", random_state=random_state, max_iter=1_000)
    by_article = model.fit_transform(weights)
    by_term = model.components_
    sizes = by_term.sum(axis=1)
    # A topic's weights sum to one, so that an article's shares compare across topics.
    return by_article * sizes, by_term / np.where(sizes > 0, sizes, 1)[:, None]


def _rank_terms(by_term: npt.NDArray[np.float64], *, terms: pd.Index) -> pd.DataFrame:
    kept = min(_TERMS_KEPT, len(terms))
    order = np.argsort(-by_term, axis=1, kind="stable")[:, :kept]
    n_topics = len(by_term)
    return pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, n_topics + 1), kept),
            "term": terms.take(order.ravel()),
            "weight": np.take_along_axis(by_term, order, axis=1).ravel(),
            "rank": np.tile(np.arange(1, kept + 1), n_topics),
        }
    )


def _assign(by_article: npt.NDArray[np.float64], *, articles: pd.Index) -> pd.DataFrame:
    whole = by_article.sum(axis=1)
    best = by_article.argmax(axis=1)
    share = by_article.max(axis=1) / np.where(whole > 0, whole, 1)
    topic = pd.array(best + 1, dtype="Int64")
    topic[whole == 0] = pd.NA
    return pd.DataFrame({"article": articles, "topic": topic, "share": share})

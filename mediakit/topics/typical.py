"""What a topic looks like: its most typical articles and sentences."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.aligning import align
from mediakit.errors import require_columns
from mediakit.tokens import tokenize
from mediakit.topics.fitting import DIGITS
from mediakit.topics.runs import strongest
from mediakit.topics.value import Topics
from mediakit.topics.words import stem

# Sentences are sought in so many of the most typical articles, and are of so many words.
_ARTICLES_READ, _SHORTEST, _LONGEST, _PRIOR = 20, 5, 40, 10


def closeness(topics: Topics) -> npt.NDArray[np.float64]:
    """Give how near each article lies to the centre of each topic, (n_articles, n_topics).

    By cosine, to nine digits; -inf where the topic is not the article's strongest.
    """
    shares = topics.shares.to_numpy()
    labels = strongest(shares)
    near = np.full(shares.shape, -np.inf)
    for number in range(shares.shape[1]):
        members = np.flatnonzero(labels == number)
        if len(members):
            centre = topics.places[members].mean(axis=0)
            near[members, number] = (topics.places[members] @ centre).round(9)
    return near


def typical_articles(topics: Topics, articles: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """List the articles nearest to the centre of each topic.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    articles : DataFrame
        The article table with its column ``title``.
    n : int
        How many of each topic.

    Returns
    -------
    DataFrame, one row per topic and article
        By topic and rank:

        ``topic``
            The topic.
        ``rank``
            From 1, the most typical.
        ``article``
            The article.
        ``title``
            Its headline.
        ``share``
            Share of the topic in it, 0 to 1.
        ``closeness``
            Scalar product with the centre of the topic's articles, -1 to 1.

    Raises
    ------
    ColumnError
        If `articles` has no titles.
    MediakitError
        Naming the first article of the topics that the table does not have.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> len(mk.typical_articles(topics, articles, n=2))
    12
    """
    require_columns(articles, columns=["title"], made_by="read_articles()")
    titles = align(articles["title"], articles=topics.shares.index, name="articles=")
    near = closeness(topics)
    rows = [
        (topic, rank, row)
        for topic in range(1, near.shape[1] + 1)
        for rank, row in enumerate(_nearest(near[:, topic - 1], n=n), start=1)
    ]
    numbers, ranks, at = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    return pd.DataFrame(
        {
            "topic": numbers,
            "rank": ranks,
            "article": topics.shares.index.take(at),
            "title": titles.to_numpy()[at],
            "share": topics.shares.to_numpy()[at, numbers - 1],
            "closeness": near[at, numbers - 1].round(DIGITS),
        }
    )


def typical_sentences(topics: Topics, articles: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """List the sentences in the most typical articles that say most of the topic.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    articles : DataFrame
        The article table with its column ``text``.
    n : int
        How many of each topic.

    Returns
    -------
    DataFrame, one row per topic and sentence
        By topic and rank:

        ``topic``
            The topic.
        ``rank``
            From 1, the most telling.
        ``article``
            The article it stands in.
        ``sentence``
            The sentence, of 5 to 40 words.
        ``weight``
            Sum of the weights of its different words in ``topics.terms``, divided by its number of
            words + 10, so that neither short nor long sentences win.

    Raises
    ------
    ColumnError
        If `articles` has no texts.
    MediakitError
        Naming the first article of the topics that the table does not have.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> mk.typical_sentences(topics, articles, n=1)["topic"].tolist()
    [1, 2, 3, 4, 5, 6]
    """
    require_columns(articles, columns=["text"], made_by="read_articles()")
    texts = align(articles["text"], articles=topics.shares.index, name="articles=")
    near = closeness(topics)
    found = []
    for topic in range(1, near.shape[1] + 1):
        rows = _nearest(near[:, topic - 1], n=_ARTICLES_READ)
        if len(rows):
            of_topic = topics.terms[topics.terms["topic"] == topic]
            weights = dict(zip(stem(of_topic["term"].tolist()), of_topic["weight"], strict=True))
            table = _weigh_sentences(texts.iloc[rows], weights=weights)
            found.append(
                table.head(n).assign(topic=topic, rank=np.arange(1, 1 + len(table.head(n))))
            )
    columns = ["topic", "rank", "article", "sentence", "weight"]
    return pd.concat(found, ignore_index=True)[columns]


def _weigh_sentences(texts: pd.Series, *, weights: dict[str, float]) -> pd.DataFrame:
    """List sentences by the weights of their words, the heaviest first."""
    tokens = tokenize(texts.to_frame("text"))
    by_term = np.array([weights.get(form, 0.0) for form in stem(tokens.terms.tolist())])
    article = np.searchsorted(tokens.offsets, tokens.sentences[:-1], side="right") - 1
    rows = []
    for number, (first, last) in enumerate(pairwise(tokens.sentences.tolist())):
        if not _SHORTEST <= last - first <= _LONGEST:
            continue
        text = texts.iloc[article[number]]
        same = last < len(tokens) and last < tokens.offsets[article[number] + 1]
        end = tokens.starts[last] if same else len(text)
        weight = by_term[np.unique(tokens.codes[first:last])].sum() / (last - first + _PRIOR)
        sentence = " ".join(text[tokens.starts[first] : end].split()).rstrip('„"»(‚ ')
        rows.append((texts.index[article[number]], sentence, round(float(weight), DIGITS)))
    table = pd.DataFrame(rows, columns=["article", "sentence", "weight"])
    return table.sort_values("weight", ascending=False, kind="stable").drop_duplicates("sentence")


def _nearest(near: npt.NDArray[np.float64], *, n: int) -> npt.NDArray[np.int64]:
    order = np.argsort(-near, kind="stable")[:n]
    return order[np.isfinite(near[order])]

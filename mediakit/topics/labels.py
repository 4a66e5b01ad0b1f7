"""Names of topics: the words that separate them, and their most typical headline."""

import numpy as np
import pandas as pd

from mediakit.errors import require_columns
from mediakit.topics.ranking import score_terms
from mediakit.topics.typical import closeness
from mediakit.topics.value import Topics


def topic_labels(
    topics: Topics,
    *,
    n: int = 3,
    measure: str = "relevance",
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Name each topic by the words that separate it from the others.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    n : int
        How many words make a label.
    measure : {"relevance", "frex", "c_tf_idf"}
        What makes a word the topic's: relevance, frequency (lambda 0.6) and lift; FREX, high
        in both ranks, exclusivity (weight 0.7) and frequency; c-TF-IDF, frequent in the topic and
        rare in all, as in ``topics.terms``.
    articles : DataFrame, optional
        The article table with its column ``title``, for the headline.

    Returns
    -------
    DataFrame, one row a topic
        ``topic``
            The topic.
        ``label``
            Its `n` words, joined by commas, each in the most frequent form.
        ``articles``
            How many articles have it as their strongest topic.
        ``headline``
            Title of the most typical article; only with `articles`.

    Raises
    ------
    MediakitError
        If `measure` is unknown.
    ColumnError
        If `articles` has no titles.

    References
    ----------
    Bischof and Airoldi (2012), Summarizing topical content with word frequency and exclusivity,
    ICML. Sievert and Shirley (2014), LDAvis, ACL workshop. Grootendorst (2022), BERTopic, arXiv
    2203.05794.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> mk.topic_labels(topics, articles=articles).columns.tolist()
    ['topic', 'label', 'articles', 'headline']
    """
    scores = score_terms(topics.counts, measure=measure)
    order = np.argsort(-scores.round(9), axis=1, kind="stable")[:, :n]
    names = topics.counts.terms
    sizes = topics.articles["topic"].value_counts()
    numbers = topics.shares.columns
    table = pd.DataFrame(
        {
            "topic": numbers.to_numpy(),
            "label": [
                ", ".join(names.take(row[np.isfinite(scores[i, row])]))
                for i, row in enumerate(order)
            ],
            "articles": sizes.reindex(numbers, fill_value=0).to_numpy(dtype=np.int64),
        }
    ).astype({"label": "str"})
    if articles is None:
        return table
    require_columns(articles, columns=["title"], made_by="read_articles()")
    nearest = topics.shares.index.take(closeness(topics).argmax(axis=0))
    return table.assign(headline=articles["title"].reindex(nearest).to_numpy())

"""The value that holds topics."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.display import display_html, one_line, table_html
from mediakit.matrix import TermMatrix
from mediakit.topics.space import Space


@dataclass(frozen=True, eq=False, repr=False)
class TopicModel:
    """What places new articles among topics.

    Attributes
    ----------
    space : Space or None
        Words, and where they lie; None for embeddings, which have no words.
    fitted : object
        Centres of the topics, or a fitted decomposition.
    mixture : ndarray, shape (n_fitted, n_topics)
        Which fitted topics make which topic, by their order and by merging.
    lowered : Index of str
        Forms with a capital that are no nouns in these articles.
    """

    space: Space | None
    fitted: Any
    mixture: npt.NDArray[np.float64]
    lowered: pd.Index


@dataclass(frozen=True, eq=False, repr=False)
class Topics:
    """Topics of a corpus; made by `fit_topics`.

    Attributes
    ----------
    terms : DataFrame
        One row per topic and term, the 50 heaviest of each topic, by topic and rank:
        ``topic`` (from 1, the largest first), ``term``, ``weight`` (share of the topic's whole
        c-TF-IDF, 0 to 1), ``rank`` (from 1).
    articles : DataFrame
        One row an article, in their order: ``article``, ``topic`` (its strongest; missing where
        it has none of the topics' terms), ``share`` (of that topic among all of the article,
        0 to 1), ``doubtful`` (whether the second topic is more than half as strong), ``words``
        (how many different words it has that tell topics apart).
    shares : DataFrame, shape (n_articles, n_topics)
        The share of every topic in every article, indexed by article; rows sum to one, or to zero
        where an article has no topic.
    counts : TermMatrix, shape (n_topics, n_terms)
        How often the articles of each topic use each word, in its most frequent form; nouns and
        names count 1, other words 0.3; abbreviations and initials are left out.
    places : ndarray, shape (n_articles, n_dimensions)
        Where each article lies; neighbours are about the same.
    model : object
        What `assign_topics` needs for new articles.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> topics.terms.groupby("topic")["weight"].sum().le(1).all()
    np.True_
    """

    terms: pd.DataFrame
    articles: pd.DataFrame
    shares: pd.DataFrame
    counts: TermMatrix
    places: npt.NDArray[np.float64]
    model: TopicModel

    def __repr__(self) -> str:
        """Tell the sizes."""
        return f"<Topics: {self.shares.shape[1]} topics, {len(self.articles)} articles>"

    def _repr_html_(self) -> str:
        """Show each topic with its words, its size and its most typical articles."""
        from mediakit.topics.labels import topic_labels

        labels = topic_labels(self, n=8)[["topic", "label", "articles"]]
        ranked = self.articles.sort_values("share", ascending=False, kind="stable")
        rows = [
            (topic, label, articles, ", ".join(map(one_line, typical.head(3))))
            for topic, label, articles in labels.itertuples(index=False, name=None)
            for typical in [ranked.loc[ranked["topic"] == topic, "article"]]
        ]
        heads = ["topic", "words", "articles", "most typical"]
        table = table_html(rows, heads=heads, kinds=["number", "", "number", ""])
        return display_html(repr(self).strip("<>"), table)

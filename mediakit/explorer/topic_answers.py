"""The answers of the topic browser: words, typical articles, share over time."""

from dataclasses import replace
from typing import Any

import numpy as np

from mediakit.explorer.corpus import Corpus
from mediakit.explorer.query import Query

_WORDS, _TYPICAL = 15, 10


def list_topics(corpus: Corpus, *, query: Query) -> list[int]:
    """Count the articles of each topic among those that a question is about.

    Parameters
    ----------
    corpus : Corpus
        With topics.
    query : Query
        Its pattern and its choice of topics do not matter.

    Returns
    -------
    list of int
        One count a topic.
    """
    mask = corpus.mask(query, without="topic")
    return corpus.facets["topic"].count(mask.astype(np.int64))


def read_topic(corpus: Corpus, *, number: int, query: Query) -> dict[str, Any]:
    """Tell what a topic is about, as plain values that JSON can carry.

    Parameters
    ----------
    corpus : Corpus
        With topics.
    number : int
        Which, from 0.
    query : Query
        Which articles are meant; its pattern and its choice of topics do not matter.

    Returns
    -------
    dict
        ``number``; ``words``, pairs of term and weight; ``typical``, pairs of an article's number
        and the topic's share in it; ``timeline``, pairs of the articles of the topic and of all
        articles of each period.
    """
    assert corpus.topics is not None
    everything = replace(query, kept={**query.kept, "topic": ()})
    facet, mask = corpus.facets["topic"], corpus.mask(everything)
    ever = corpus.mask(everything, without="period")
    name = np.unique(corpus.topics.terms["topic"])[number]
    terms = corpus.topics.terms
    words = terms[terms["topic"] == name].nsmallest(_WORDS, "rank")
    strongest = corpus.topics.articles.set_index("article")["share"]
    shares = strongest.reindex(corpus.articles.index).to_numpy(dtype=float, na_value=0.0)
    belongs = facet.codes == number
    rows = np.flatnonzero(belongs & mask)
    rows = rows[np.argsort(-shares[rows], kind="stable")][:_TYPICAL]
    sums = [corpus.timeline.sum(part.astype(np.int64)) for part in (belongs & ever, ever)]
    return {
        "number": number,
        "words": list(zip(words["term"].tolist(), words["weight"].tolist(), strict=True)),
        "typical": [[row, float(shares[row])] for row in rows.tolist()],
        "timeline": np.stack(sums, axis=1).tolist(),
    }

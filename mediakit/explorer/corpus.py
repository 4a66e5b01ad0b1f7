"""A corpus made ready for many quick questions: what is asked again and again is computed once."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.display import one_line
from mediakit.errors import ArticleError
from mediakit.explorer.query import Query
from mediakit.tokens import Tokens
from mediakit.topics import Topics, topic_labels

_Integers = npt.NDArray[np.integer]
_Mask = npt.NDArray[np.bool_]
# Longest span in days for bars of a day, a week, a month; longer ones get years.
_PERIODS = ((45, "D"), (420, "W-SUN"), (8 * 366, "M"))


@dataclass(frozen=True, eq=False)
class Facet:
    """A column of few values: their names, and the number of each article's, -1 for none."""

    names: list[str]
    codes: _Integers

    def mask(self, kept: tuple[int, ...]) -> _Mask:
        """Mark the articles whose value is among those kept."""
        wanted = np.zeros(len(self.names) + 1, dtype=bool)
        wanted[[number for number in kept if 0 <= number < len(self.names)]] = True
        return wanted[self.codes]

    def count(self, weights: _Integers) -> list[int]:
        """Sum weights of articles by value."""
        known = self.codes >= 0
        sums = np.bincount(self.codes[known], weights=weights[known], minlength=len(self.names))
        return [int(total) for total in sums]


@dataclass(frozen=True, eq=False)
class Timeline:
    """Days cut into periods of equal kind; code -1 for articles without a date."""

    unit: str
    starts: list[str]
    until: str
    codes: _Integers

    def sum(self, weights: _Integers) -> _Integers:
        """Sum weights of articles by period."""
        known = self.codes >= 0
        sums = np.bincount(self.codes[known], weights=weights[known], minlength=len(self.starts))
        return sums.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles, their tokens, and what filters need."""

    articles: pd.DataFrame
    tokens: Tokens
    words: _Integers
    days: npt.NDArray[np.datetime64]
    facets: dict[str, Facet]
    timeline: Timeline
    topics: Topics | None

    def mask(self, query: Query, *, without: str = "") -> _Mask:
        """Mark the articles that a question is about; `without` names a filter to leave out."""
        mask = np.ones(len(self.articles), dtype=bool)
        for name, facet in self.facets.items():
            if query.kept[name] and name != without:
                mask &= facet.mask(query.kept[name])
        if without == "period":
            return mask
        if query.first is not None:
            mask &= self.days >= query.first.to_datetime64()
        if query.last is not None:
            mask &= self.days <= query.last.to_datetime64()
        return mask


def make_corpus(articles: pd.DataFrame, *, tokens: Tokens, topics: Topics | None) -> Corpus:
    """Prepare a corpus.

    Parameters
    ----------
    articles : DataFrame
        An article table.
    tokens : Tokens
        Of these articles, in their order.
    topics : Topics or None
        Of these articles, in any order.

    Returns
    -------
    Corpus
        Ready to be asked.

    Raises
    ------
    ArticleError
        If the tokens are those of other articles, or the topics know none of these.
    """
    if not tokens.articles.equals(articles.index):
        raise ArticleError("tokens= are not those of these articles. Pass tokenize(articles).")
    days = articles["published"].dt.tz_localize(None).dt.normalize()
    facets = {name: _facet(articles[name]) for name in ("outlet", "section")}
    if topics is not None:
        facets["topic"] = _topic_facet(topics, articles=articles)
    return Corpus(
        articles=articles,
        tokens=tokens,
        words=np.diff(tokens.offsets),
        days=days.to_numpy(dtype="datetime64[us]"),
        facets=facets,
        timeline=_timeline(days),
        topics=topics,
    )


def take_articles(tokens: Tokens, *, rows: list[int]) -> Tokens:
    """Give the tokens of a few articles, with a vocabulary of their own."""
    pieces = [np.arange(tokens.offsets[row], tokens.offsets[row + 1]) for row in rows]
    at = np.concatenate([np.zeros(0, dtype=np.int64), *pieces])
    begins = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])])
    sentences = [
        tokens.sentences[slice(*np.searchsorted(tokens.sentences, [piece[0], piece[-1] + 1]))]
        - piece[0]
        + begin
        for piece, begin in zip(pieces, begins[:-1], strict=True)
        if len(piece)
    ]
    used, codes = np.unique(tokens.codes[at], return_inverse=True)
    return replace(
        tokens,
        codes=codes.astype(np.int32),
        offsets=begins.astype(np.int64),
        terms=tokens.terms.take(used),
        articles=tokens.articles.take(rows),
        starts=tokens.starts[at],
        sentences=np.concatenate([*sentences, [len(at)]]).astype(np.int64),
    )


def _facet(column: pd.Series) -> Facet:
    codes, names = pd.factorize(column.astype("str").replace("", None), sort=True)
    return Facet([one_line(name) for name in names], codes)


def _topic_facet(topics: Topics, *, articles: pd.DataFrame) -> Facet:
    """Give each article the number of its strongest topic."""
    labels = topic_labels(topics)
    strongest = topics.articles.set_index("article")["topic"].reindex(articles.index)
    if strongest.isna().all():
        raise ArticleError("topics= know none of these articles. Pass topics fitted on them.")
    codes = pd.Index(labels["topic"]).get_indexer(strongest.astype("Int64").fillna(-1))
    return Facet(list(map(one_line, labels["label"])), codes)


def _timeline(days: pd.Series) -> Timeline:
    known = days.dropna()
    if known.empty:
        return Timeline("D", [], "", np.full(len(days), -1))
    span = (known.max() - known.min()).days
    unit = next((unit for most, unit in _PERIODS if span <= most), "Y")
    periods = days.dt.to_period(unit)
    every = pd.period_range(known.min(), known.max(), freq=unit)
    starts = [period.start_time.strftime("%Y-%m-%d") for period in every]
    until = every[-1].end_time.strftime("%Y-%m-%d")
    return Timeline(unit[0], starts, until, every.get_indexer(pd.PeriodIndex(periods)))

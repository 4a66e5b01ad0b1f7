"""The answers: hits counted by article, lines of one page, an article with its hits marked."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.context import concordance
from mediakit.display import one_line, visible
from mediakit.errors import EmptyError
from mediakit.explorer.corpus import Corpus, take_articles
from mediakit.explorer.query import Query
from mediakit.patterns import find_hits, read_patterns
from mediakit.tokens import Tokens

_Integers = npt.NDArray[np.integer]
PAGE, _MENU = 50, 100
_SIDE, _LONG_LINE = 240, 2_400
_LONGEST = 200_000


class Found(NamedTuple):
    """Where a pattern stands."""

    positions: _Integers
    """First token of each hit, ascending, shape (n_hits,)."""
    lengths: _Integers
    """How many tokens each has."""
    per_article: _Integers
    """How many hits each article has, shape (n_articles,)."""


class Search:
    """Answers questions about a corpus; remembers where the last patterns stand.

    Parameters
    ----------
    corpus : Corpus
        From `make_corpus`.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._find = lru_cache(maxsize=4)(self._look_up)

    def ask(self, query: Query) -> dict[str, Any]:
        """Answer a question, as plain values that JSON can carry.

        Parameters
        ----------
        query : Query
            What is asked.

        Returns
        -------
        dict
            ``searched``, whether there is a pattern; ``kept``, how many articles the filters keep;
            ``words``, how many words these have; ``hits``, and ``articles`` that hold them;
            ``lines`` of one page; ``timeline``, pairs of hits and words for each period, whatever
            period is kept; ``undated`` hits; ``facets``, for each filter pairs of a value's number
            and its hits, whatever values are kept, those of most hits first.
        """
        corpus, mask = self.corpus, self.corpus.mask(query)
        found = self._find(query.pattern) if query.pattern else None
        weights = np.ones(len(mask), dtype=np.int64) if found is None else found.per_article
        kept = weights * mask
        ever = corpus.mask(query, without="period")
        sums = [corpus.timeline.sum(part * ever) for part in (weights, corpus.words)]
        return {
            "searched": bool(query.pattern),
            "kept": int(mask.sum()),
            "hits": int(kept.sum()),
            "articles": int((kept > 0).sum()),
            "words": int(corpus.words[mask].sum()),
            "lines": self._titles(query, mask=mask) if found is None else self._lines(query, kept),
            "timeline": np.stack(sums, axis=1).tolist(),
            "undated": int((weights * ever)[corpus.timeline.codes < 0].sum()),
            "facets": {
                name: _most(
                    facet.count(weights * corpus.mask(query, without=name)), kept=query.kept[name]
                )
                for name, facet in corpus.facets.items()
            },
        }

    def read(self, row: int, *, pattern: str) -> dict[str, Any]:
        """Give one article, its text cut where hits begin and end.

        Parameters
        ----------
        row : int
            Number of the article.
        pattern : str
            What to mark; nothing if empty.

        Returns
        -------
        dict
            ``row``, ``article``, ``published``, ``outlet``, ``section``, ``title``; ``parts``, the
            text in pieces that are in turn outside and inside of a hit; ``left_out``, how many
            characters of a very long text are not there.
        """
        article = self.corpus.articles.iloc[row]
        text = str(article["text"])[:_LONGEST]
        parts, end = [], 0
        for begin, stop in self._spans(row, pattern=pattern) if pattern else ():
            if end <= begin and stop <= len(text):
                parts += [text[end:begin], text[begin:stop]]
                end = stop
        return {
            **self.describe(row),
            "parts": [visible(part) for part in (*parts, text[end:])],
            "left_out": len(article["text"]) - len(text),
        }

    def _spans(self, row: int, *, pattern: str) -> list[tuple[int, int]]:
        tokens = take_articles(self.corpus.tokens, rows=[row])
        try:
            articles = self.corpus.articles.iloc[[row]]
            lines = concordance(tokens, articles=articles, pattern=pattern, window=0)
        except EmptyError:
            return []
        ends = lines["start"] + lines["keyword"].str.len()
        return list(zip(lines["start"].tolist(), ends.tolist(), strict=True))

    def _look_up(self, pattern: str) -> Found:
        tokens = self.corpus.tokens
        hits = find_hits(tokens, groups=read_patterns(pattern))
        ends = np.searchsorted(hits.first, tokens.offsets)
        return Found(hits.first, hits.length, np.diff(ends))

    def _order(self, sort: str) -> _Integers:
        """Order the articles; those without a date come last."""
        days = self.corpus.articles["published"]
        if sort == "corpus":
            return np.arange(len(days))
        times = days.astype("int64").to_numpy()
        times = np.where(days.isna(), np.iinfo(np.int64).max, -times if sort == "newest" else times)
        return np.argsort(times, kind="stable")

    def _titles(self, query: Query, *, mask: npt.NDArray[np.bool_]) -> list[dict[str, Any]]:
        sort = query.sort if query.sort in ("newest", "oldest") else "corpus"
        order = self._order(sort)
        rows = order[mask[order]][query.offset : query.offset + PAGE]
        return [self.describe(row) for row in rows.tolist()]

    def describe(self, row: int) -> dict[str, Any]:
        """Tell what an article is, its text apart.

        Parameters
        ----------
        row : int
            Number of the article.

        Returns
        -------
        dict
            ``row``, ``article``, ``published`` (ISO 8601, empty if missing), ``outlet``,
            ``section``, ``title``.
        """
        article = self.corpus.articles.iloc[row]
        published = article["published"]
        return {
            "row": row,
            "article": one_line(article.name),
            "published": "" if pd.isna(published) else published.isoformat(timespec="minutes"),
            **{
                name: "" if pd.isna(article[name]) else one_line(article[name], most=_SIDE)
                for name in ("outlet", "section", "title")
            },
        }

    def _lines(self, query: Query, kept: _Integers) -> list[dict[str, Any]]:
        """Cut the lines of one page, in their order."""
        tokens = self.corpus.tokens
        positions = self._page(query, kept=kept, tokens=tokens)
        if not len(positions):
            return []
        rows = np.searchsorted(tokens.offsets, positions, side="right") - 1
        few = np.unique(rows)
        lines = concordance(
            take_articles(tokens, rows=few.tolist()),
            articles=self.corpus.articles.iloc[few],
            pattern=query.pattern,
            window=12,
        )
        places = pd.MultiIndex.from_frame(lines[["article", "start"]])
        names = tokens.articles.take(few)
        wanted = pd.MultiIndex.from_arrays(
            [names.take(np.searchsorted(few, rows)), tokens.starts[positions]]
        )
        at = places.get_indexer(wanted)
        lines = lines.iloc[at[at >= 0]]
        numbers = few[names.get_indexer(pd.Index(lines["article"]))]
        texts = (lines[name].tolist() for name in ("left", "keyword", "right"))
        return [
            self.describe(row)
            | {
                # Of a long side the part next to the hit is shown.
                "left": ("…" if len(left) > _SIDE else "")
                + one_line(left[-_SIDE:], most=_LONG_LINE),
                "keyword": one_line(keyword, most=_SIDE),
                "right": one_line(right, most=_SIDE),
            }
            for row, left, keyword, right in zip(numbers.tolist(), *texts, strict=True)
        ]

    def _page(self, query: Query, *, kept: _Integers, tokens: Tokens) -> _Integers:
        """Tell where the hits of one page begin."""
        found = self._find(query.pattern)
        if query.sort in ("left", "keyword", "right"):
            inside = np.repeat(kept > 0, found.per_article)
            positions, lengths = found.positions[inside], found.lengths[inside]
            order = _order_by_words(positions, lengths=lengths, tokens=tokens, place=query.sort)
            return positions[order[query.offset : query.offset + PAGE]]
        # Whole articles are passed over, so that only the hits of one page are looked at.
        order = self._order(query.sort)
        order = order[kept[order] > 0]
        ends = np.cumsum(kept[order])
        first = int(np.searchsorted(ends, query.offset, side="right"))
        last = int(np.searchsorted(ends, query.offset + PAGE, side="left")) + 1
        begins = np.cumsum(found.per_article) - found.per_article
        pieces = [
            found.positions[begins[row] : begins[row] + kept[row]] for row in order[first:last]
        ]
        passed = int(ends[first - 1]) if first else 0
        hits = np.concatenate([np.zeros(0, dtype=np.int64), *pieces])
        return hits[query.offset - passed :][:PAGE]


def _most(counts: list[int], *, kept: tuple[int, ...]) -> list[tuple[int, int]]:
    """List the values with most hits, and those kept, with their counts."""
    order = sorted(range(len(counts)), key=lambda number: (-counts[number], number))
    shown = [number for number in order[:_MENU] if counts[number]]
    shown += [number for number in kept if number not in shown and number < len(counts)]
    return [(number, counts[number]) for number in shown]


def _order_by_words(
    positions: _Integers, *, lengths: _Integers, tokens: Tokens, place: str
) -> _Integers:
    """Order hits by two words to a side or by their own, as a dictionary sorts them."""
    row = np.searchsorted(tokens.offsets, positions, side="right")
    floor, ceiling = tokens.offsets[row - 1], tokens.offsets[row]
    begin, step = {
        "left": (positions - 1, -1),
        "keyword": (positions, 1),
        "right": (positions + lengths, 1),
    }[place]
    keys = np.zeros(len(positions), dtype=np.int64)
    for at in (begin, begin + step):
        inside = (at >= floor) & (at < ceiling)
        codes = np.where(inside, tokens.codes[np.where(inside, at, 0)], -1)
        keys = keys * (len(tokens.terms) + 1) + _rank(codes, terms=tokens.terms)
    order: _Integers = np.argsort(keys, kind="stable")
    return order


def _rank(codes: _Integers, *, terms: pd.Index) -> _Integers:
    """Rank words, *ä* with *a* (DIN 5007-1); no word comes first."""
    distinct = np.flatnonzero(np.bincount(codes + 1, minlength=len(terms) + 1))
    words = pa.array(terms.take(distinct[distinct > 0] - 1).tolist(), type=pa.large_string())
    letters = pc.replace_substring_regex(
        pc.utf8_normalize(pc.utf8_lower(words), form="NFD"), pattern=r"\p{M}", replacement=""
    )
    ranks = np.zeros(len(terms) + 1, dtype=np.int64)
    ranks[distinct[distinct > 0]] = pc.rank(letters, tiebreaker="dense").to_numpy()
    return ranks[codes + 1]

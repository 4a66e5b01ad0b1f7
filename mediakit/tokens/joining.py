"""From words to sequences of words, in linear time and without a string per token."""

from dataclasses import replace
from itertools import combinations, pairwise
from operator import index
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import MediakitError
from mediakit.tokens.chunks import read_bytes
from mediakit.tokens.ranking import rank_rows
from mediakit.tokens.stacking import cut_offsets
from mediakit.tokens.value import Later, Tokens

# So many tokens and their n-grams stay near the processor.
_BLOCK = 100_000
_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]


def ngrams(
    tokens: Tokens,
    *,
    n: int | tuple[int, int] = 2,
    skip: int = 0,
    across_sentences: bool = False,
) -> Tokens:
    """Join neighbouring words to n-grams.

    Words that `Tokens.drop` has left out are no neighbours: what stood around them meets. To
    keep an n-gram from closing such a gap, build n-grams first.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    n : int or tuple of two ints
        Words of an n-gram, or the smallest and the largest number: ``(1, 2)`` gives words and
        pairs.
    skip : int
        Also join words between which up to so many words stand, in all: skip-grams [1]_.
    across_sentences : bool
        Let n-grams reach over sentence ends. They never reach into the next article.

    Returns
    -------
    Tokens
        One token an n-gram, its words joined by a blank. It begins where its first word begins
        and belongs to the sentence of that word; at the same word the shorter stands first.

    Raises
    ------
    MediakitError
        If `n` is below 1 or its smallest above its largest, or `skip` is negative.

    References
    ----------
    .. [1] Guthrie, D., Allison, B., Liu, W., Guthrie, L., Wilks, Y. (2006). A closer look at
       skip-gram modelling. LREC 2006.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Miete steigt. Die Rente auch."]}, index=["a"])
    >>> pairs = mk.ngrams(mk.tokenize(articles), n=2)
    >>> pairs.to_frame()
      article          term  start
    0       a     Die Miete      0
    1       a  Miete steigt      4
    2       a     Die Rente     18
    3       a    Rente auch     22
    >>> mk.ngrams(mk.tokenize(articles), n=2, skip=1).terms.tolist()
    ['Die Miete', 'Die Rente', 'Die auch', 'Die steigt', 'Miete steigt', 'Rente auch']
    """
    smallest, largest = _read_lengths(n)
    if index(skip) < 0:
        raise MediakitError(f"skip= must be 0 or more, not {skip}")
    if largest == 1:
        return tokens
    patterns = _step_patterns(range(smallest, largest + 1), skip=index(skip))
    layout = _Layout(
        borders=tokens.offsets if across_sentences else tokens.sentences,
        reaches=np.array([steps[-1] for steps in patterns]),
    )
    codes, vocabulary = _number(tokens, patterns=patterns, layout=layout)
    words = _to_arrow(tokens.terms)
    joined = replace(
        tokens,
        codes=codes,
        offsets=layout.count_before(tokens.offsets),
        terms=_spell(vocabulary, terms=words),
        starts=Later(lambda: np.repeat(tokens.starts, layout.count_all())),
        # Sentences without an n-gram end where they begin.
        sentences=Later(lambda: np.unique(layout.count_before(tokens.sentences))),
    )
    return joined if _keeps_order(words) else joined.map(str)


def _read_lengths(n: int | tuple[int, int]) -> tuple[int, int]:
    pair = n if isinstance(n, tuple) else (n, n)
    if len(pair) != 2 or not 1 <= index(pair[0]) <= index(pair[1]):
        raise MediakitError(
            f"n= must be a number from 1, or the smallest and the largest such as (1, 2), not {n!r}"
        )
    return index(pair[0]), index(pair[1])


def _step_patterns(lengths: range, *, skip: int) -> list[tuple[int, ...]]:
    """List how far the words of an n-gram stand behind its first one, the shorter first."""
    return [
        (0, *steps)
        for length in lengths
        for steps in combinations(range(1, length + (skip if length > 1 else 0)), length - 1)
    ]


class _Layout(NamedTuple):
    """Where n-grams begin: at each token as many as have an end before the next border."""

    borders: _Integers
    """Offsets of what n-grams stay in: sentences or articles."""
    reaches: _Integers
    """How far the last word of each pattern stands behind the first one."""

    def count_before(self, places: _Integers) -> _Integers:
        """Count the n-grams that begin before each of these tokens."""
        lengths = np.append(np.diff(self.borders), 0)
        stretch = np.searchsorted(self.borders, places, side="right") - 1
        before = np.zeros(len(lengths), dtype=np.int64)
        within = np.zeros(len(places), dtype=np.int64)
        for reach in self.reaches:
            most = np.maximum(lengths - reach, 0)
            before[1:] += np.cumsum(most[:-1])
            within += np.minimum(places - self.borders[stretch], most[stretch])
        return before[stretch] + within

    def mark(self, first: int, last: int) -> list[_Booleans]:
        """Tell for each pattern at which tokens between two borders it begins."""
        borders = self.borders[first : last + 1]
        left = np.repeat(borders[1:], np.diff(borders)) - np.arange(borders[0], borders[-1])
        return [left > reach for reach in self.reaches]

    def count_all(self) -> _Integers:
        """Count the n-grams that begin at each token."""
        return np.sum(self.mark(0, len(self.borders) - 1), axis=0, dtype=np.int32)


def _number(
    tokens: Tokens, *, patterns: list[tuple[int, ...]], layout: _Layout
) -> tuple[_Integers, _Integers]:
    """Give the n-grams numbers in their order; the second value are the words of each, from 1 on.

    Those of a block are numbered first, then the distinct ones of all blocks.
    """
    n_terms = len(tokens.terms)
    # A word alone is known by its code.
    alone = int(patterns[0] == (0,))
    known = np.zeros((len(patterns[-1]), alone * n_terms), dtype=np.int32)
    known[0] = np.arange(1, alone * n_terms + 1)
    parts: list[_Integers] = [known]
    codes = np.empty(layout.count_before(layout.borders[-1:])[0], dtype=np.int32)
    ends, n_known = [0], alone * n_terms
    for first, last in cut_offsets(layout.borders, size=_BLOCK):
        words = tokens.codes[layout.borders[first] : layout.borders[last]]
        begins, slots = _spot(layout.mark(first, last))
        ends.append(ends[-1] + sum(map(len, slots)))
        block = codes[ends[-2] : ends[-1]]
        if alone:
            block[slots[0]] = words
        rows = _line_up(words, patterns=patterns[alone:], begins=begins[alone:])
        numbers, places = rank_rows(rows, base=n_terms + 1)
        block[np.concatenate(slots[alone:])] = numbers + np.int32(n_known)
        parts.append(rows[:, places])
        n_known += len(places)
    rows = np.concatenate(parts, axis=1)
    ranks, places = rank_rows(rows, base=n_terms + 1)
    for begin, end in pairwise(ends):
        codes[begin:end] = ranks[codes[begin:end]]
    return codes, rows[:, places]


def _spot(marks: list[_Booleans]) -> tuple[list[_Integers], list[_Integers]]:
    """Tell for each pattern where its n-grams begin, and which n-grams these are."""
    counts = np.sum(marks, axis=0, dtype=np.int32)
    free = np.cumsum(counts) - counts
    begins: list[_Integers] = [np.flatnonzero(mark) for mark in marks]
    slots: list[_Integers] = []
    for mark, begin in zip(marks, begins, strict=True):
        slots.append(free[begin])
        free += mark
    return begins, slots


def _line_up(
    words: _Integers, *, patterns: list[tuple[int, ...]], begins: list[_Integers]
) -> _Integers:
    """Write the words of each n-gram below each other, from 1 on; 0 where it is shorter."""
    rows = np.zeros((len(patterns[-1]), sum(map(len, begins))), dtype=np.int32)
    first = 0
    for steps, begin in zip(patterns, begins, strict=True):
        for row, step in enumerate(steps):
            rows[row, first : first + len(begin)] = words[begin + step] + 1
        first += len(begin)
    return rows


def _to_arrow(terms: pd.Index) -> pa.LargeStringArray:
    array = pa.array(terms, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _spell(vocabulary: _Integers, *, terms: pa.LargeStringArray) -> pd.Index:
    """Write out each distinct n-gram."""
    columns = [terms.take(pa.array(row - 1, mask=row == 0)) for row in vocabulary]
    blank = pa.scalar(" ", type=pa.large_string())
    joined = pc.binary_join_element_wise(*columns, blank, null_handling="skip")
    return pd.Index(joined.to_pandas(), dtype="str")


def _keeps_order(terms: pa.LargeStringArray) -> bool:
    """Whether n-grams in order of their words are in order of their letters, and all distinct.

    Both hold where no word has a character up to the blank; only another tokenizer gives such.
    """
    letters, _ = read_bytes(terms)
    return not len(letters) or bool(letters.min() > ord(" "))

"""Counts of a matrix or of a corpus in parts, walked through some articles at a time.

What a comparison needs are sums over articles, and the rates of some terms after the other: never
all counts at once, so that those of a corpus on disk need not fit into memory.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.corpus import Corpus, Done, Part, list_parts, map_tokens
from mediakit.keyness.formulas import Floats
from mediakit.matrix import TermMatrix, count_terms
from mediakit.progress import progress
from mediakit.tokens.stacking import join_vocabularies

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.integer]

# Articles of a matrix looked at together: few enough that their memory is used again.
_ROWS = 10_000


class Block(NamedTuple):
    """Counts of some articles."""

    rows: slice
    """Which articles."""
    counts: sparse.csr_array
    """Their counts, (n_rows, n_columns)."""
    columns: Integers
    """The terms of the columns, rising, (n_columns,)."""


class Counted(NamedTuple):
    """Counts of articles, in blocks."""

    articles: pd.Index
    terms: pd.Index
    """Sorted."""
    sizes: Floats
    """All tokens of each article, (n_articles,)."""
    whole: bool
    """Whether counts are integers, as those of articles without weights are."""
    walk: Callable[[], Iterator[Block]]
    """Gives all blocks in order, as often as it is called."""


class Sums(NamedTuple):
    """Sums over the articles of one side, a value a term."""

    tokens: Floats
    articles: Floats
    """In how many articles each term stands."""
    squares: Floats
    """Sums of squared counts."""
    products: Floats
    """Sums of the counts times the size of their article."""


class _Piece(NamedTuple):
    articles: pd.Index
    terms: pd.Index
    sizes: Integers
    counting: Callable[[], sparse.csr_array]


def read_counts(source: TermMatrix | Any) -> tuple[Counted, list[Done]]:
    """Make blocks of a matrix, of a corpus on disk, or of a Dask DataFrame.

    Parameters
    ----------
    source : TermMatrix, Corpus or dask.dataframe.DataFrame
        The counts. A corpus is counted anew with each walk; what the workers of Dask have counted
        is held here.

    Returns
    -------
    counted : Counted
        The blocks.
    done : list of Done
        Tells the broken articles of a Dask DataFrame.
    """
    if isinstance(source, TermMatrix):
        return _cut(source), []
    if isinstance(source, Corpus):
        return _join([_open(part) for part in list_parts(source)]), []
    done = list(map_tokens(source, lambda tokens, _: count_terms(tokens, min_articles=0)))
    return _join([_hold(part.result) for part in done if part.result is not None]), done


def _cut(matrix: TermMatrix) -> Counted:
    counts = matrix.counts
    n, columns = len(matrix.articles), np.arange(len(matrix.terms))

    def walk() -> Iterator[Block]:
        for first in range(0, n, _ROWS):
            rows = slice(first, min(first + _ROWS, n))
            yield Block(rows, counts[rows] if n > _ROWS else counts, columns)

    sizes, whole = np.asarray(counts.sum(axis=1)), np.issubdtype(counts.dtype, np.integer)
    return Counted(matrix.articles, matrix.terms, sizes.astype(np.float64), bool(whole), walk)


def _open(part: Part) -> _Piece:
    tokens = part.tokens()
    return _Piece(part.names, tokens.terms, np.diff(tokens.offsets), partial(_count, part))


def _count(part: Part) -> sparse.csr_array:
    return count_terms(part.tokens(), min_articles=0).counts


def _hold(matrix: TermMatrix) -> _Piece:
    sizes = np.asarray(matrix.counts.sum(axis=1))
    return _Piece(matrix.articles, matrix.terms, sizes, lambda: matrix.counts)


def _join(pieces: Sequence[_Piece]) -> Counted:
    terms, columns = join_vocabularies([piece.terms for piece in pieces])
    ends = np.cumsum([0, *(len(piece.articles) for piece in pieces)]).tolist()
    counts = [piece.counting for piece in pieces]

    def walk() -> Iterator[Block]:
        whole = list(zip(ends[:-1], ends[1:], counts, columns, strict=True))
        for first, last, count, own in progress(whole, label="parts"):
            yield Block(slice(first, last), count(), own)

    articles = pieces[0].articles.append([piece.articles for piece in pieces[1:]])
    sizes = np.concatenate([piece.sizes for piece in pieces]).astype(np.float64)
    return Counted(articles, terms, sizes, whole=True, walk=walk)


def sum_sides(counted: Counted, *, sides: Sequence[Booleans], squares: bool) -> list[Sums]:
    """Sum the counts of the articles of each side.

    Parameters
    ----------
    counted : Counted
        The counts.
    sides : sequence of ndarray of bool, shape (n_articles,)
        The articles of each side.
    squares : bool
        Whether the last two of `Sums` are wanted, which are 0 otherwise.

    Returns
    -------
    list of Sums
        One a side; exact if counts are whole.
    """
    members = np.column_stack(sides).astype(np.float64)
    totals = np.zeros((len(Sums._fields), len(counted.terms), len(sides)))
    for rows, counts, columns in counted.walk():
        some, data = members[rows], counts.data.astype(np.float64)
        summed = [(data, some), (np.ones(len(data)), some)]
        if squares:
            summed += [(data**2, some), (data, some * counted.sizes[rows, None])]
        for total, (values, weights) in zip(totals, summed, strict=False):
            parts = values, counts.indices, counts.indptr
            total[columns] += sparse.csr_array(parts, shape=counts.shape).T @ weights
    return [Sums(*totals[:, :, side]) for side in range(len(sides))]


def cut_terms(cells: Integers, *, most: int) -> list[tuple[int, int]]:
    """Cut terms into ranges that stand in `most` articles together, if no one stands in more.

    Parameters
    ----------
    cells : ndarray of int, shape (n_terms,)
        In how many articles each term stands.
    most : int
        How many cells a range may have.

    Returns
    -------
    list of (first, last)
        The ranges, in order, without their last terms.
    """
    ends = np.concatenate([[0], np.cumsum(cells)])
    borders = np.searchsorted(ends, np.arange(most, ends[-1], most))
    borders = np.unique([0, *borders, len(cells)])
    return list(zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True))

"""Tests whose sampling unit is the article, because words come in bursts."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse, special, stats

from mediakit.keyness.formulas import Floats
from mediakit.keyness.sides import Booleans

Integers = npt.NDArray[np.integer]

# Fewer expected articles with the word on one side, and the normal distribution is off.
_EXPECTED = 2.5
# Cells ranked at a time.
_BLOCK = 100_000
# Binary places of a rate: unequal ones in articles of fewer than 2 ** 21 tokens differ by more than
# 2 ** -42. Those of weighed articles have noise in places further behind.
_LONGEST, _BITS, _BITS_WEIGHED = 2**21, 44, 40


class Cells(NamedTuple):
    """The counts above 0, term by term.

    Attributes
    ----------
    counts : csc_array of float, shape (n_articles, n_terms)
        All counts.
    sizes : ndarray, shape (n_articles,)
        All tokens of each article.
    whole : bool
        Whether the counts are integers, as those of articles without weights are.
    """

    counts: sparse.csc_array
    sizes: Floats
    whole: bool


def list_cells(
    counts: sparse.csr_array, *, articles: Booleans, terms: npt.NDArray[np.intp]
) -> Cells:
    """Sort the counts of some articles by term.

    Parameters
    ----------
    counts : csr_array, shape (n_articles, n_terms)
        Counts of all articles.
    articles : ndarray of bool, shape (n_articles,)
        Those of both sides.
    terms : ndarray of int
        Those that stand on either side.

    Returns
    -------
    Cells
        The counts above 0.
    """
    rows = counts if articles.all() else counts[np.flatnonzero(articles)]
    sizes = np.asarray(rows.sum(axis=1)).astype(float)
    # Small indices take half the memory, and half the time to sort.
    kind = sparse.get_index_dtype(maxval=max(*rows.shape, rows.nnz))
    parts = rows.data.astype(float), rows.indices.astype(kind), rows.indptr.astype(kind)
    columns = sparse.csr_array(parts, shape=rows.shape).tocsc()
    if len(terms) < columns.shape[1]:
        columns = columns[:, terms]
    return Cells(columns, sizes, np.issubdtype(counts.dtype, np.integer))


def count_articles(counts: sparse.csr_array | sparse.csc_array, *, side: Booleans) -> Integers:
    """Count the articles of a side in which each term stands.

    Parameters
    ----------
    counts : csr_array or csc_array, shape (n_articles, n_terms)
        Counts of all articles.
    side : ndarray of bool, shape (n_articles,)
        The articles of the side.

    Returns
    -------
    ndarray of int, shape (n_terms,)
        How many of them hold the term.
    """
    ones = np.ones(counts.nnz, dtype=np.int64)
    marks = type(counts)((ones, counts.indices, counts.indptr), shape=counts.shape)
    return np.asarray(side.astype(np.int64) @ marks)


def article_test(cells: Cells, *, target: Booleans, present: Integers) -> Floats:
    """Test whether the articles of two sides differ in their rates of a term.

    Parameters
    ----------
    cells : Cells
        Counts of all articles of both sides.
    target : ndarray of bool, shape (n_articles,)
        The articles of the target; all others are the reference.
    present : ndarray of int, shape (n_terms,)
        How many of the target hold the term.

    Returns
    -------
    ndarray, shape (n_terms,)
        Two-sided p: of Mann and Whitney's rank test, with ties, or, where the smaller side can
        expect fewer than five articles with the term, the mid-p of Fisher's exact test on the
        articles that hold it.
    """
    n, n1 = len(target), int(target.sum())
    with_term = np.diff(cells.counts.indptr).astype(np.int64)
    p = special.erfc(np.abs(_rank_z(cells, target=target, present=present)) / np.sqrt(2))
    few = with_term * min(n1, n - n1) / n < _EXPECTED
    # Rare terms share few tables: each is asked once.
    tables, where = np.unique(with_term[few] * (n + 1) + present[few], return_inverse=True)
    p[few] = _presence_p(tables // (n + 1), inside=tables % (n + 1), n=n, n1=n1)[where]
    return p


def _rank_z(cells: Cells, *, target: Booleans, present: Integers) -> Floats:
    """Compute Mann and Whitney's z of all terms; the articles without one tie at the bottom."""
    counts, n, n1 = cells.counts, len(target), int(target.sum())
    cuts = np.searchsorted(counts.indptr, np.arange(_BLOCK, counts.nnz, _BLOCK))
    borders = np.unique(np.concatenate([[0], cuts, [counts.shape[1]]])).tolist()
    sums = np.zeros((2, counts.shape[1]))
    for first, last in pairwise(borders):
        begin, end = counts.indptr[first], counts.indptr[last]
        article = counts.indices[begin:end]
        rate = counts.data[begin:end] / cells.sizes[article]
        key = _levels(rate, cells=cells) << 1 | target[article]
        starts = counts.indptr[first : last + 1] - begin
        sums[:, first:last] = _rank_some(key, starts=starts)
    absent = n - np.diff(counts.indptr)
    ranks = sums[0] + present * absent + (n1 - present) * (absent + 1) / 2
    ties = sums[1] + _cubic(absent)
    variance = n1 * (n - n1) / 12 * (n + 1 - ties / (n * (n - 1)))
    difference = ranks - n1 * (n + 1) / 2
    return np.divide(difference, np.sqrt(variance), out=np.zeros_like(ranks), where=variance > 1e-9)


def _levels(rate: Floats, *, cells: Cells) -> Integers:
    """Give integers below 2 ** 45, which sort the fastest, that order and tie as the rates do."""
    if not cells.whole:
        # Weights leave noise in the last digits, which would break ties.
        return np.rint(rate * 2.0**_BITS_WEIGHED).astype(np.int64)
    if cells.sizes.max() < _LONGEST:
        return (rate * 2.0**_BITS).astype(np.int64)
    return np.unique(rate, return_inverse=True)[1]


def _rank_some(key: Integers, *, starts: Integers) -> Floats:
    """Rank the articles that hold a term, for some terms at a time, so that it stays in the cache.

    `key` is the rate of each cell, its last bit 1 in the target; `starts` delimits the terms.
    Returns the sums of the target's ranks, and those of size³ - size of all ties.
    """
    sizes = np.diff(starts)
    term = np.repeat(np.arange(len(sizes)), sizes)
    key = np.sort(key | term << _BITS + 2)
    rate = key >> 1
    border = np.flatnonzero(np.concatenate([[True], rate[1:] != rate[:-1], [True]]))
    term = term[border[:-1]]
    rank = (border[:-1] + border[1:] + 1) / 2 - starts[term]
    inside = np.diff(np.append(0, np.cumsum(key & 1))[border])
    weights = rank * inside, _cubic(np.diff(border))
    sums = [np.bincount(term, weights=each, minlength=len(sizes)) for each in weights]
    return np.array(sums, dtype=np.float64)


def _cubic(size: Integers) -> Floats:
    number: Floats = size.astype(np.float64)
    return number * number * number - number


def _presence_p(present: Integers, *, inside: Integers, n: int, n1: int) -> Floats:
    """Double the smaller tail of the hypergeometric distribution, the seen table counted half."""
    table = stats.hypergeom(n, present, n1)
    seen = table.pmf(inside) / 2
    tail = np.minimum(table.cdf(inside), table.sf(inside - 1)) - seen
    return np.minimum(2 * tail, 1)


def ratio_errors(cells: Cells, *, side: Booleans) -> Floats:
    """Estimate the variance of the logarithm of a term's rate, articles being drawn, not tokens.

    Parameters
    ----------
    cells : Cells
        Counts of all articles.
    side : ndarray of bool, shape (n_articles,)
        The articles of the side.

    Returns
    -------
    ndarray, shape (n_terms,)
        Variance of the natural logarithm, by linearising the ratio estimator: Cochran (1977),
        Sampling Techniques, ch. 6; 0 where the side lacks the term.
    """
    n, total = int(side.sum()), cells.sizes[side].sum()
    counts, chosen = cells.counts, side.astype(float)
    squared = sparse.csc_array((counts.data**2, counts.indices, counts.indptr), shape=counts.shape)
    seen = chosen @ counts
    rate = seen / total
    squares = chosen @ squared - 2 * rate * ((chosen * cells.sizes) @ counts)
    squares += rate * rate * (cells.sizes[side] ** 2).sum()
    scale = n / max(n - 1, 1)
    return np.divide(squares * scale, seen**2, out=np.zeros_like(seen), where=seen > 0)

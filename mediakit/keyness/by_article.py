"""Tests whose sampling unit is the article, because words come in bursts."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse, special, stats

from mediakit.keyness.blocks import Block, Booleans, Counted, Integers, Sums, cut_terms
from mediakit.keyness.formulas import Floats

# Fewer expected articles with the word on one side, and the normal distribution is off.
_EXPECTED = 2.5
# Cells, the counts above 0: so many are held at a time, of 8 bytes each, and so many are ranked.
_HELD = 150_000_000
_BLOCK = 100_000
# Binary places of a rate: unequal ones in articles of fewer than 2 ** 21 tokens differ by more than
# 2 ** -42. Those of weighed articles have noise in places further behind.
_LONGEST, _BITS, _BITS_WEIGHED = 2**21, 44, 40


def article_test(
    counted: Counted, *, target: Booleans, reference: Booleans, sums: Sequence[Sums]
) -> Floats:
    """Test whether the articles of two sides differ in their rates of a term.

    Parameters
    ----------
    counted : Counted
        Counts of all articles.
    target, reference : ndarray of bool, shape (n_articles,)
        The articles of the two sides.
    sums : sequence of Sums
        Of the two sides, from `sum_sides`.

    Returns
    -------
    ndarray, shape (n_terms,)
        Two-sided p: of Mann and Whitney's rank test, with ties, or, where the smaller side can
        expect fewer than five articles with the term, the mid-p of Fisher's exact test on the
        articles that hold it.
    """
    n, n1 = int((target | reference).sum()), int(target.sum())
    present, elsewhere = (side.articles.astype(np.int64) for side in sums)
    with_term = present + elsewhere
    p = special.erfc(
        np.abs(_rank_z(counted, target=target, reference=reference, sums=sums)) / np.sqrt(2)
    )
    few = with_term * min(n1, n - n1) / n < _EXPECTED
    # Rare terms share few tables: each is asked once.
    tables, where = np.unique(with_term[few] * (n + 1) + present[few], return_inverse=True)
    p[few] = _presence_p(tables // (n + 1), inside=tables % (n + 1), n=n, n1=n1)[where]
    return p


def _rank_z(
    counted: Counted, *, target: Booleans, reference: Booleans, sums: Sequence[Sums]
) -> Floats:
    """Compute Mann and Whitney's z of all terms; the articles without one tie at the bottom."""
    n, n1 = int((target | reference).sum()), int(target.sum())
    present = sums[0].articles
    cells = (present + sums[1].articles).astype(np.int64)
    ranked = np.zeros((2, len(cells)))
    longest = counted.sizes[target | reference].max()
    for first, last, keys in _gather(counted, target=target, reference=reference, cells=cells):
        ends = np.concatenate([[0], np.cumsum(cells[first:last])])
        for low, high in cut_terms(cells[first:last], most=_BLOCK):
            some = keys[ends[low] : ends[high]]
            key = _levels(some, whole=counted.whole, longest=longest) << 1 | some & 1
            rows = slice(first + low, first + high)
            ranked[:, rows] = _rank_some(key, sizes=cells[rows])
    absent = n - cells
    ranks = ranked[0] + present * absent + (n1 - present) * (absent + 1) / 2
    ties = ranked[1] + _cubic(absent)
    variance = n1 * (n - n1) / 12 * (n + 1 - ties / (n * (n - 1)))
    difference = ranks - n1 * (n + 1) / 2
    return np.divide(difference, np.sqrt(variance), out=np.zeros_like(ranks), where=variance > 1e-9)


def _gather(
    counted: Counted, *, target: Booleans, reference: Booleans, cells: Integers
) -> Iterator[tuple[int, int, Integers]]:
    """Put the cells of each term side by side, of as many terms at a time as may be held.

    A cell is the rate in its article, whose bits, taken for an integer, are in the same order; its
    last bit is 1 in the target. Gives the first term, the last and the cells.
    """
    both = target | reference
    for first, last in cut_terms(cells, most=_HELD):
        ends = np.concatenate([[0], np.cumsum(cells[first:last])])
        keys = np.empty(ends[-1], dtype=np.int64)
        for block in counted.walk():
            rows = np.flatnonzero(both[block.rows])
            counts, columns = _select(block, rows=rows, first=first, last=last)
            article = rows[counts.indices] + block.rows.start
            rate = counts.data / counted.sizes[article]
            lengths = np.diff(counts.indptr)
            at = np.repeat(ends[columns] - counts.indptr[:-1], lengths) + np.arange(counts.nnz)
            keys[at] = rate.view(np.int64) << 1 | target[article]
            ends[columns] += lengths
        yield first, last, keys


def _select(
    block: Block, *, rows: Integers, first: int, last: int
) -> tuple[sparse.csc_array, Integers]:
    """Choose some articles and a range of terms; sort the counts by term, numbered in the range."""
    low, high = np.searchsorted(block.columns, [first, last])
    counts = block.counts if len(rows) == block.counts.shape[0] else block.counts[rows]
    if high - low < counts.shape[1]:
        counts = counts[:, low:high]
    return counts.tocsc(), block.columns[low:high] - first


def _levels(cells: Integers, *, whole: bool, longest: float) -> Integers:
    """Give integers below 2 ** 45, which sort the fastest, that order and tie as the rates do."""
    rate = (cells >> 1).view(np.float64)
    if not whole:
        # Weights leave noise in the last digits, which would break ties.
        return np.rint(rate * 2.0**_BITS_WEIGHED).astype(np.int64)
    if longest < _LONGEST:
        return (rate * 2.0**_BITS).astype(np.int64)
    return np.unique(rate, return_inverse=True)[1]


def _rank_some(key: Integers, *, sizes: Integers) -> Floats:
    """Rank the articles that hold a term, for some terms at a time, so that it stays in the cache.

    `key` is the rate of each cell, its last bit 1 in the target; `sizes` tells how many cells each
    term has. Returns the sums of the target's ranks, and those of size³ - size of all ties.
    """
    held = np.flatnonzero(sizes)
    term = np.repeat(np.arange(len(held)), sizes[held])
    key = np.sort(key | term << _BITS + 2)
    rate = key >> 1
    border = np.flatnonzero(np.concatenate([[True], rate[1:] != rate[:-1], [True]]))
    term = term[border[:-1]]
    starts = np.cumsum(sizes[held]) - sizes[held]
    rank = (border[:-1] + border[1:] + 1) / 2 - starts[term]
    inside = np.diff(np.append(0, np.cumsum(key & 1))[border])
    sums = np.zeros((2, len(sizes)))
    for total, weights in zip(sums, (rank * inside, _cubic(np.diff(border))), strict=True):
        total[held] = np.bincount(term, weights=weights, minlength=len(held))
    return sums


def _cubic(size: Integers) -> Floats:
    number: Floats = size.astype(np.float64)
    return number * number * number - number


def _presence_p(present: Integers, *, inside: Integers, n: int, n1: int) -> Floats:
    """Double the smaller tail of the hypergeometric distribution, the seen table counted half."""
    table = stats.hypergeom(n, present, n1)
    seen = table.pmf(inside) / 2
    tail = np.minimum(table.cdf(inside), table.sf(inside - 1)) - seen
    return np.minimum(2 * tail, 1)


def ratio_errors(sums: Sums, *, sizes: Floats) -> Floats:
    """Estimate the variance of the logarithm of a term's rate, articles being drawn, not tokens.

    Parameters
    ----------
    sums : Sums
        Of one side, from `sum_sides`.
    sizes : ndarray, shape (n_articles_of_the_side,)
        All tokens of each article of that side.

    Returns
    -------
    ndarray, shape (n_terms,)
        Variance of the natural logarithm, by linearising the ratio estimator: Cochran (1977),
        Sampling Techniques, ch. 6; 0 where the side lacks the term.
    """
    n, seen = len(sizes), sums.tokens
    rate = seen / sizes.sum()
    squares = sums.squares - 2 * rate * sums.products + rate * rate * (sizes**2).sum()
    scale = n / max(n - 1, 1)
    return np.divide(squares * scale, seen**2, out=np.zeros_like(seen), where=seen > 0)

"""Tests whose sampling unit is the article, because words come in bursts."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse, special, stats

from mediakit.keyness.formulas import Floats

# Fewer expected articles with the word on one side, and the normal distribution is off.
_EXPECTED = 2.5
# Cells ranked at a time.
_BLOCK = 100_000


class Cells(NamedTuple):
    """The counts above 0, term by term.

    Attributes
    ----------
    counts : csc_array, shape (n_articles, n_terms)
        All counts.
    term : ndarray of int
        Term of each cell.
    sizes : ndarray, shape (n_articles,)
        All tokens of each article.
    """

    counts: sparse.csc_array
    term: npt.NDArray[np.integer]
    sizes: Floats


def list_cells(
    counts: sparse.csr_array, *, articles: npt.NDArray[np.bool_], terms: npt.NDArray[np.intp]
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
    columns = rows.tocsc()
    if len(terms) < columns.shape[1]:
        columns = columns[:, terms]
    columns = columns.astype(float)
    term = np.repeat(np.arange(len(terms)), np.diff(columns.indptr))
    return Cells(columns, term, sizes)


def article_test(cells: Cells, *, target: npt.NDArray[np.bool_]) -> Floats:
    """Test whether the articles of two sides differ in their rates of a term.

    Parameters
    ----------
    cells : Cells
        Counts of all articles of both sides.
    target : ndarray of bool, shape (n_articles,)
        The articles of the target; all others are the reference.

    Returns
    -------
    ndarray, shape (n_terms,)
        Two-sided p: of Mann and Whitney's rank test, with ties, or, where the smaller side can
        expect fewer than five articles with the term, the mid-p of Fisher's exact test on the
        articles that hold it.
    """
    n, n1 = len(target), int(target.sum())
    with_term = np.diff(cells.counts.indptr)
    p = special.erfc(np.abs(_rank_z(cells, target=target)) / np.sqrt(2))
    few = with_term * min(n1, n - n1) / n < _EXPECTED
    in_target = np.bincount(
        cells.term, weights=target[cells.counts.indices], minlength=len(with_term)
    ).astype(np.int64)
    # Rare terms share few tables: each is asked once.
    pairs = np.stack([with_term[few], in_target[few]])
    tables, where = np.unique(pairs, axis=1, return_inverse=True)
    p[few] = _presence_p(tables[0], inside=tables[1], n=n, n1=n1)[where]
    return p


def _rank_z(cells: Cells, *, target: npt.NDArray[np.bool_]) -> Floats:
    """Compute Mann and Whitney's z of all terms, some at a time, so that it stays in the cache."""
    counts = cells.counts
    cuts = np.searchsorted(counts.indptr, np.arange(_BLOCK, counts.nnz, _BLOCK))
    borders = np.unique(np.concatenate([[0], cuts, [counts.shape[1]]])).tolist()
    parts = [np.zeros(0)]
    for first, last in pairwise(borders):
        begin, end = counts.indptr[first], counts.indptr[last]
        article = counts.indices[begin:end]
        rate = counts.data[begin:end] / cells.sizes[article]
        starts = counts.indptr[first : last + 1] - begin
        parts.append(_rank_some(rate, starts=starts, inside=target[article], target=target))
    return np.concatenate(parts)


def _rank_some(
    rate: Floats,
    *,
    starts: npt.NDArray[np.integer],
    inside: npt.NDArray[np.bool_],
    target: npt.NDArray[np.bool_],
) -> Floats:
    """Compute z of some terms; the articles without a term are one tie, at the bottom."""
    n, n1, n_terms = len(target), int(target.sum()), len(starts) - 1
    absent = n - np.diff(starts)
    # Of small integers the stable sort is one count.
    kind = np.uint16 if n_terms <= 2**16 else np.uint32
    term = np.repeat(np.arange(n_terms, dtype=kind), np.diff(starts))
    order = np.argsort(rate)
    order = order[np.argsort(term[order], kind="stable")]
    rate, inside = rate[order], inside[order]
    is_new = np.ones(len(rate), dtype=bool)
    is_new[1:] = (term[1:] != term[:-1]) | (rate[1:] != rate[:-1])
    first, tie = np.flatnonzero(is_new), np.cumsum(is_new) - 1
    size = np.bincount(tie)
    below = first - starts[:-1][term[first]] + absent[term[first]]
    rank = (below + (size + 1) / 2)[tie]
    ranks = np.bincount(term, weights=rank * inside, minlength=n_terms)
    present = np.bincount(term, weights=inside, minlength=n_terms)
    ranks += (n1 - present) * (absent + 1) / 2
    ties = np.bincount(term[first], weights=_cubic(size), minlength=n_terms) + _cubic(absent)
    variance = n1 * (n - n1) / 12 * (n + 1 - ties / (n * (n - 1)))
    difference = ranks - n1 * (n + 1) / 2
    return np.divide(difference, np.sqrt(variance), out=np.zeros(n_terms), where=variance > 1e-9)


def _cubic(size: npt.NDArray[np.integer]) -> Floats:
    return size.astype(float) ** 3 - size


def _presence_p(
    present: npt.NDArray[np.integer], *, inside: npt.NDArray[np.integer], n: int, n1: int
) -> Floats:
    """Double the smaller tail of the hypergeometric distribution, the seen table counted half."""
    table = stats.hypergeom(n, present, n1)
    seen = table.pmf(inside) / 2
    tail = np.minimum(table.cdf(inside), table.sf(inside - 1)) - seen
    return np.minimum(2 * tail, 1)


def ratio_errors(cells: Cells, *, side: npt.NDArray[np.bool_]) -> Floats:
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

"""Bootstrap intervals: what another sample of articles might have shown."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.errors import MediakitError

# Draws of at most this many values are held at once: 64 MB.
_VALUES = 16_000_000
# Weights of at most this many drawn articles are asked for at once: 16 MB, which the system lends
# again and again. So many are drawn at once as stay near the processor.
_HELD = 4_000_000
_DRAWN = 250_000
_LEVEL = (0.025, 0.975)


def check_interval(interval: str | None) -> bool:
    """Tell whether an interval is wanted.

    Parameters
    ----------
    interval : {None, "bootstrap"}
        As the user gave it.

    Returns
    -------
    bool
        Whether to resample.

    Raises
    ------
    MediakitError
        If it is anything else.
    """
    if interval not in (None, "bootstrap"):
        raise MediakitError(f"interval must be None or 'bootstrap', not {interval!r}")
    return interval is not None


def list_members(
    codes: npt.NDArray[np.int64], *, n_groups: int
) -> Iterator[tuple[int, npt.NDArray[np.intp]]]:
    """List the articles of each group that has one.

    Parameters
    ----------
    codes : ndarray of int64, shape (n_articles,)
        The group of each article, -1 for none.
    n_groups : int
        How many groups there are.

    Yields
    ------
    tuple of int and ndarray
        The group, and the numbers of its articles.
    """
    order = np.argsort(codes, kind="stable")
    borders = np.searchsorted(codes[order], np.arange(n_groups + 1))
    for group, (begin, end) in enumerate(pairwise(borders.tolist())):
        if begin < end:
            yield group, order[begin:end]


def draw_weights(n_articles: int, *, draws: int, random: np.random.Generator) -> np.ndarray:
    """Draw articles with replacement.

    Parameters
    ----------
    n_articles : int
        How many there are, and how many each draw takes.
    draws : int
        How often.
    random : numpy Generator
        Chance.

    Returns
    -------
    ndarray of float32, shape (n_articles, draws)
        How often each draw takes each article: a product with counts sums the drawn articles.
    """
    weights = np.empty((draws, n_articles), dtype=np.float32)
    for some in _parts(draws, size=max(_DRAWN // n_articles, 1)):
        n = some.stop - some.start
        taken = random.integers(n_articles, size=(n, n_articles))
        taken += np.arange(n)[:, None] * n_articles
        found = np.bincount(taken.ravel(), minlength=n * n_articles)
        weights[some] = found.reshape(n, n_articles)
    return np.ascontiguousarray(weights.T)


def rate_intervals(
    counts: sparse.csr_array,
    *,
    sizes: npt.NDArray,
    draws: int,
    random: np.random.Generator,
) -> npt.NDArray[np.float64]:
    """Resample articles, and give the middle 95 % of each term's rate.

    Parameters
    ----------
    counts : csr_array, shape (n_articles, n_terms)
        Counts of one group of articles, of the terms wanted.
    sizes : ndarray, shape (n_articles,)
        All tokens of each article.
    draws : int
        How often to resample.
    random : numpy Generator
        Chance.

    Returns
    -------
    ndarray, shape (2, n_terms)
        Low and high end, per token; missing where there are fewer than two articles.
    """
    n_articles, n_terms = counts.shape
    interval = np.full((2, n_terms), np.nan)
    if n_articles < 2:
        return interval
    parts = list(_parts(n_terms, size=max(_VALUES // draws, 1)))
    blocks = _weigh_blocks(sizes, draws=draws, random=random)
    # Draws of many terms are asked for more than once.
    kept = list(blocks) if len(parts) > 1 else blocks
    # Terms as rows: each chunk of them is one product of a sparse with a dense matrix.
    terms = counts.T.tocsr().astype(np.float32)
    for part in parts:
        rates = [terms[part] @ weights / totals for weights, totals in kept]
        interval[:, part] = middle(np.hstack(rates))
    return interval


def _weigh_blocks(
    sizes: npt.NDArray, *, draws: int, random: np.random.Generator
) -> Iterator[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """Give weights of articles, some draws at a time, and the tokens that each draw takes."""
    for some in _parts(draws, size=max(_HELD // len(sizes), 1)):
        weights = draw_weights(len(sizes), draws=some.stop - some.start, random=random)
        totals = (sizes @ weights).astype(np.float32)
        yield weights, np.where(totals > 0, totals, np.float32(1))


def middle(values: np.ndarray) -> npt.NDArray[np.float64]:
    """Give the ends of the middle 95 % of the last axis.

    Parameters
    ----------
    values : ndarray, shape (..., draws)
        One value a draw.

    Returns
    -------
    ndarray, shape (2, ...)
        The 2.5th and the 97.5th percentile.
    """
    return np.quantile(values, _LEVEL, axis=-1, overwrite_input=True)


def _parts(n: int, *, size: int) -> Iterator[slice]:
    return (slice(first, min(first + size, n)) for first in range(0, n, size))

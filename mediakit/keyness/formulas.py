"""Two counts of a word, out of two totals: what the literature computes from these four numbers.

All words are computed at once, one value a word.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
# Normal deviate of the 95 % intervals.
Z95 = 1.959963984540054
# Level of the conservative log ratio, over all words together.
ALPHA = 0.001


class Table(NamedTuple):
    """The four numbers of each word.

    Attributes
    ----------
    a, b : ndarray, shape (n_terms,)
        Counts in the target and in the reference.
    n1, n2 : float
        All tokens of the target and of the reference.
    """

    a: Floats
    b: Floats
    n1: float
    n2: float


def direction(table: Table) -> Floats:
    """Give 1 where the target has the higher rate, -1 where the reference has it.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        1, -1, or 0 where the rates are equal.
    """
    a, b, n1, n2 = table
    return np.sign(a * n2 - b * n1)


def log_likelihood(table: Table) -> Floats:
    """Compute G² of all four cells: Dunning (1993), Computational Linguistics 19(1), 61-74.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        2 sum(O ln(O / E)), 0 or more.
    """
    a, b, n1, n2 = table
    share = (a + b) / (n1 + n2)
    cells = (
        (a, n1 * share),
        (b, n2 * share),
        (n1 - a, n1 * (1 - share)),
        (n2 - b, n2 * (1 - share)),
    )
    total = sum(special.xlogy(seen, seen) - special.xlogy(seen, given) for seen, given in cells)
    # Equal rates give 0 but for the last digit.
    return np.maximum(2 * np.asarray(total), 0)


def chi_squared(table: Table) -> Floats:
    """Compute Pearson's χ² of the four cells, without a correction.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        0 or more.
    """
    a, b, n1, n2 = table
    n = n1 + n2
    differences = (a * (n2 - b) - b * (n1 - a)) ** 2
    margins = (a + b) * (n - a - b) * n1 * n2
    # A corpus of this word alone differs in nothing.
    return np.divide(n * differences, margins, out=np.zeros_like(a), where=margins > 0)


def log_ratio(table: Table) -> Floats:
    """Compute the binary logarithm of the ratio of rates: Hardie (2014), a zero counted as 0.5.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        1 is twice as frequent in the target, -1 twice as frequent in the reference.
    """
    a, b, n1, n2 = table
    return np.log2(np.where(a > 0, a, 0.5) / n1) - np.log2(np.where(b > 0, b, 0.5) / n2)


def walter_log_ratio(table: Table) -> Floats:
    """Compute the log ratio with 0.5 added everywhere: Walter (1975), Biometrika 62(2), 371-374.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        Nearly unbiased, and so the middle of the interval.
    """
    a, b, n1, n2 = table
    return np.log2((a + 0.5) / (n1 + 0.5)) - np.log2((b + 0.5) / (n2 + 0.5))


def conservative_log_ratio(table: Table, *, tests: int = 1) -> Floats:
    """Compute the end nearest 0 of an exact interval of the log ratio: Evert (2022).

    Parameters
    ----------
    table : Table
        Counts and totals.
    tests : int
        How many words share the level of 0.1 % (Bonferroni).

    Returns
    -------
    ndarray
        0 where the interval holds 0.
    """
    a, b, n1, n2 = table
    level = ALPHA / 2 / tests
    result = np.zeros_like(a)
    higher = direction(table) > 0
    sides = ((1, a, b, higher, n1 / (n1 + n2)), (-1, b, a, ~higher, n2 / (n1 + n2)))
    for sign, mine, other, where, even in sides:
        # The bound is costly and beyond 0 for few words: first ask for which, the rare ones not.
        rows = np.flatnonzero(where & (mine > np.log(level) / np.log(even)))
        rows = rows[special.betainc(mine[rows], other[rows] + 1, even) < level]
        bound = special.betaincinv(mine[rows], other[rows] + 1, level)
        sizes = np.log2(n2 / n1) * sign
        result[rows] = sign * np.maximum(sizes + np.log2(bound / (1 - bound)), 0)
    return result


def percent_difference(table: Table) -> Floats:
    """Compute %DIFF: Gabrielatos & Marchi (2011).

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        How many per cent the rate of the target is above that of the reference; infinite where
        the reference lacks the word.
    """
    a, b, n1, n2 = table
    with np.errstate(divide="ignore"):
        return (a / n1 / (b / n2) - 1) * 100


def odds_ratio(table: Table) -> Floats:
    """Compute the ratio of odds: Pojanapunya & Todd (2016), CLLT 14(1), 133-167.

    Parameters
    ----------
    table : Table
        Counts and totals.

    Returns
    -------
    ndarray
        a (n2 - b) / (b (n1 - a)); infinite where the reference lacks the word.
    """
    a, b, n1, n2 = table
    with np.errstate(divide="ignore"):
        return a / b * ((n2 - b) / (n1 - a))


def log_odds_z(table: Table, *, prior: Floats, total: float) -> Floats:
    """Compute the z of "Fightin' Words": Monroe, Colaresi & Quinn (2008).

    Parameters
    ----------
    table : Table
        Counts and totals.
    prior : ndarray
        Pseudo-count of each word, α.
    total : float
        Those of all words together, α0.

    Returns
    -------
    ndarray
        Difference of log odds over its standard deviation.
    """
    a, b, n1, n2 = table
    odds = [
        np.log(seen + prior) - np.log(n + total - seen - prior) for seen, n in ((a, n1), (b, n2))
    ]
    return (odds[0] - odds[1]) / np.sqrt(1 / (a + prior) + 1 / (b + prior))


def adjust(p: Floats) -> tuple[Floats, Floats]:
    """Adjust p-values for their number: Holm (1979), Benjamini & Hochberg (1995).

    Parameters
    ----------
    p : ndarray
        The p-values; missing ones are no tests.

    Returns
    -------
    holm, benjamini_hochberg : ndarray
        At most 1. Below 0.05, the first holds one false alarm or more in 5 % of all tables, the
        second 5 % of false alarms.
    """
    tested = np.flatnonzero(np.isfinite(p))
    # The order of ties changes nothing: the steps give all of them the same.
    order = tested[np.argsort(p[tested])]
    rank = np.arange(1, len(order) + 1)
    holm, benjamini_hochberg = np.full_like(p, np.nan), np.full_like(p, np.nan)
    steps_down = np.maximum.accumulate(p[order] * (len(order) + 1 - rank))
    steps_up = np.minimum.accumulate((p[order] * len(order) / rank)[::-1])[::-1]
    holm[order], benjamini_hochberg[order] = np.minimum(steps_down, 1), np.minimum(steps_up, 1)
    return holm, benjamini_hochberg

"""Number rows of integers in their order, by sorting them as few integers as possible."""

import numpy as np
import numpy.typing as npt

_Integers = npt.NDArray[np.integer]
_BITS = 63


def rank_rows(columns: _Integers, *, base: int) -> tuple[_Integers, _Integers]:
    """Give rows numbers in their order, equal ones the same.

    Parameters
    ----------
    columns : ndarray of int, shape (n_columns, n_rows)
        The rows, column by column; from 0 up to, not with, `base`.
    base : int
        What each integer is below.

    Returns
    -------
    numbers : ndarray of int32, shape (n_rows,)
        The number of each row.
    places : ndarray of int64, shape (n_distinct,)
        Where a row of each number stands.

    Examples
    --------
    >>> numbers, places = rank_rows(np.array([[5, 1, 5], [2, 9, 2]]), base=10)
    >>> numbers.tolist(), [5, 1, 5][places[0]]
    ([1, 0, 1], 1)
    """
    place_bits = columns.shape[1].bit_length()
    keys, limit = columns[0].astype(np.int64), base
    for column in columns[1:]:
        if (limit * base).bit_length() + place_bits > _BITS:
            # What stands so far as one number, below the count of rows.
            numbers, places = _number(keys, limit=limit)
            keys, limit = numbers.astype(np.int64), len(places)
        keys *= base
        keys += column
        limit *= base
    return _number(keys, limit=limit)


def _number(keys: _Integers, *, limit: int) -> tuple[_Integers, _Integers]:
    """Give integers, from 0 up to, not with, `limit`, numbers in their order."""
    ordered, order = sort_places(keys, limit=limit)
    new = np.ones(len(keys), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    numbers = np.empty(len(keys), dtype=np.int32)
    numbers[order] = np.cumsum(new, dtype=np.int32) - np.int32(1)
    return numbers, order[new]


def sort_places(keys: _Integers, *, limit: int) -> tuple[_Integers, _Integers]:
    """Sort integers, and tell where each stood; equal ones keep their order.

    Parameters
    ----------
    keys : ndarray of int64, shape (n,)
        From 0 up to, not with, `limit`.
    limit : int
        What each is below.

    Returns
    -------
    ordered, places : ndarray of int64, shape (n,)
        ``ordered`` is ``keys[places]``.

    Examples
    --------
    >>> ordered, places = sort_places(np.array([5, 1, 5]), limit=10)
    >>> ordered.tolist(), places.tolist()
    ([1, 5, 5], [1, 0, 2])
    """
    place_bits = len(keys).bit_length()
    if limit.bit_length() + place_bits > _BITS:
        places = np.argsort(keys, kind="stable")
        return keys[places], places
    # Each key and its place as one integer: sorting these is faster than finding an order.
    ordered = keys << place_bits
    ordered |= np.arange(len(keys))
    ordered.sort()
    places = ordered & ((1 << place_bits) - 1)
    ordered >>= place_bits
    return ordered, places

"""Sets of shingles, and which texts share enough of theirs: found and counted exactly.

Few shingles stand in two texts. If `needed` of a set's `size` shingles lie in a larger set, then at
least `k` of its ``size - needed + k`` rarest do: only those are looked up (prefix filtering:
Chaudhuri, Ganti and Kaushik 2006, A primitive operator for similarity joins in data cleaning). No
pair is missed, and a text costs next to nothing if most of its shingles are its own.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.progress import progress

_Positions = npt.NDArray[np.int64]
_Hashes = npt.NDArray[np.uint64]
_PARTS = 8
_LOOKUPS = 10_000_000
_HITS = 0.25
_ENTRIES = 5_000_000
_GOLDEN = 0x9E3779B97F4A7C15


class ShingleSets(NamedTuple):
    """The shingles of each text, without repetition."""

    sizes: _Positions
    """How many each text has, (n_texts,)."""
    shared: sparse.csr_array
    """Those that two or more texts have, as ones; the rarest first, (n_texts, n_shared)."""
    frequencies: _Positions
    """In how many texts each shared one stands, rising, (n_shared,)."""


class Pairs(NamedTuple):
    """Pairs of texts, the first before the second."""

    left: _Positions
    right: _Positions
    both: _Positions
    """How many shingles the two have in common."""


def hash_shingles(
    units: npt.NDArray[np.integer], *, offsets: _Positions, n: int
) -> tuple[_Hashes, npt.NDArray[np.int32]]:
    """Give each run of `n` units within a text its number.

    Returns
    -------
    hashes : ndarray of uint64, shape (n_shingles,)
        64 bits each; two of a million different ones are equal with a chance of 1 in 30 million.
    texts : ndarray of int32, shape (n_shingles,)
        The text of each.
    """
    counts = np.maximum(np.diff(offsets) - n + 1, 0)
    texts = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    skipped = np.repeat(offsets[:-1] - (np.cumsum(counts) - counts), counts)
    at = np.arange(len(texts)) + skipped
    mixed = np.zeros(len(at), dtype=np.uint64)
    for step in range(n):
        mixed = mixed * np.uint64(_GOLDEN) + units[at + step].astype(np.uint64)
        mixed ^= mixed >> np.uint64(29)
    return mixed * np.uint64(_GOLDEN), texts


def build_sets(hashes: _Hashes, *, texts: npt.NDArray[np.int32], n_texts: int) -> ShingleSets:
    """Collect the shingles of each text."""
    sizes = np.zeros(n_texts, dtype=np.int64)
    rows, codes, frequencies, known = [], [], [], 0
    for part in range(_PARTS):
        # An eighth of all shingles at a time, so that sorting needs an eighth of the memory.
        chosen = np.flatnonzero(hashes >> np.uint64(61) == part)
        chosen = chosen[np.argsort(hashes[chosen], kind="stable")]
        row, value = texts[chosen], hashes[chosen]
        repeated = np.zeros(len(row), dtype=bool)
        repeated[1:] = (value[1:] == value[:-1]) & (row[1:] == row[:-1])
        row, value = row[~repeated], value[~repeated]
        sizes += np.bincount(row, minlength=n_texts)
        begins = np.flatnonzero(np.concatenate([[True], value[1:] != value[:-1]])[: len(value)])
        counts = np.diff(np.concatenate([begins, [len(value)]]))
        shared = np.repeat(counts > 1, counts)
        counts = counts[counts > 1]
        rows.append(row[shared])
        codes.append(np.repeat(np.arange(known, known + len(counts), dtype=np.int32), counts))
        frequencies.append(counts)
        known += len(counts)
    found = np.concatenate(frequencies)
    order = np.argsort(found, kind="stable")
    ranks = np.empty(known, dtype=np.int32)
    ranks[order] = np.arange(known, dtype=np.int32)
    columns, lines = ranks[np.concatenate(codes)], np.concatenate(rows)
    ones = np.ones(len(lines), dtype=np.int32)
    matrix = sparse.csr_array((ones, (lines, columns)), shape=(n_texts, known))
    matrix.sort_indices()
    return ShingleSets(sizes, matrix, found[order])


def find_pairs(
    sets: ShingleSets, *, hours: npt.NDArray[np.float64], window: float, threshold: float
) -> Pairs:
    """Find all pairs within the window of which one contains `threshold` of the other.

    Parameters
    ----------
    sets : ShingleSets
        Of texts in order of time.
    hours : ndarray, shape (n_texts,)
        When each appeared.
    window : float
        How many hours two may lie apart; infinite for any.
    threshold : float
        Share of the smaller set that must be common.
    """
    needed = np.maximum(np.ceil(sets.sizes * threshold - 1e-9), 1).astype(np.int64)
    hits = np.ceil(needed * _HITS).astype(np.int64)
    first = _take_rarest(sets, n=sets.sizes - needed + hits)
    costs = np.concatenate([[0], np.cumsum(sets.frequencies[first.indices])])[first.indptr]
    found = []
    for low, high in progress(cut_blocks(costs), label="comparing"):
        begin, end = 0, len(hours)
        if np.isfinite(window):
            begin = int(np.searchsorted(hours, hours[low] - window))
            end = int(np.searchsorted(hours, hours[high - 1] + window, side="right"))
        product = first[low:high] @ sets.shared[begin:end].T
        a = np.repeat(np.arange(low, high), np.diff(product.indptr))
        enough = product.data >= hits[a]
        a, b = a[enough], product.indices[enough].astype(np.int64) + begin
        near = (a != b) & (sets.sizes[a] <= sets.sizes[b])
        if np.isfinite(window):
            near &= np.abs(hours[a] - hours[b]) <= window
        found.append(np.minimum(a, b)[near] * len(hours) + np.maximum(a, b)[near])
    keys = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    left, right = keys // len(hours), keys % len(hours)
    both = count_common(sets, left=left, right=right)
    kept = both >= np.minimum(needed[left], needed[right])
    return Pairs(left[kept], right[kept], both[kept])


def count_common(sets: ShingleSets, *, left: _Positions, right: _Positions) -> _Positions:
    """Count the shingles that the texts of each pair have in common."""
    return multiply_pairs(sets.shared, left=left, right=right).astype(np.int64)


def multiply_pairs(
    rows: sparse.csr_array, *, left: _Positions, right: _Positions
) -> npt.NDArray[np.float64]:
    """Multiply two rows of a matrix, pair by pair."""
    lengths = np.diff(rows.indptr)
    costs = np.concatenate([[0], np.cumsum(lengths[left] + lengths[right])])
    products = np.zeros(len(left))
    for low, high in cut_blocks(costs, most=_ENTRIES):
        common = rows[left[low:high]].multiply(rows[right[low:high]])
        products[low:high] = common.sum(axis=1, dtype=np.float64)
    return products


def _take_rarest(sets: ShingleSets, *, n: _Positions) -> sparse.csr_array:
    """Keep the `n` rarest shingles of each text, of which those of it alone come first."""
    shared = np.diff(sets.shared.indptr)
    counts = np.clip(n - (sets.sizes - shared), 0, shared)
    ends = np.concatenate([[0], np.cumsum(counts)])
    at = np.repeat(sets.shared.indptr[:-1] - ends[:-1], counts) + np.arange(ends[-1])
    ones = np.ones(len(at), dtype=np.int32)
    return sparse.csr_array((ones, sets.shared.indices[at], ends), shape=sets.shared.shape)


def cut_blocks(costs: _Positions, *, most: int = _LOOKUPS) -> list[tuple[int, int]]:
    """Cut rows into blocks of bounded cost; the last rows stay out if they cost nothing.

    Parameters
    ----------
    costs : ndarray of int64, shape (n_rows + 1,)
        What the rows before each one cost together.
    most : int
        What a block may cost; a row that costs more is a block of its own.
    """
    blocks, low, n_rows = [], 0, len(costs) - 1
    while low < n_rows and costs[low] < costs[-1]:
        high = int(np.searchsorted(costs, costs[low] + most, side="right")) - 1
        high = min(max(high, low + 1), n_rows)
        blocks.append((low, high))
        low = high
    return blocks

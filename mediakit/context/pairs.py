"""Counting which words stand together, in time that grows with the text and not its square."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

_Integers = npt.NDArray[np.integer]


class Pairs(NamedTuple):
    """Pairs of words and their counts."""

    first: _Integers
    """Code of the first word, shape (n_pairs,)."""
    second: _Integers
    """Code of the second word."""
    together: _Integers
    """How often both stand together."""
    first_counts: _Integers
    """How often each word is a first one, shape (n_terms,)."""
    second_counts: _Integers
    """How often each word is a second one, shape (n_terms,)."""
    total: int
    """How many places there are for a pair."""


class Reach(NamedTuple):
    """How far two places may stand apart."""

    window: int
    """Words at most."""
    side: str
    """Where the second word stands: ``"right"``, ``"left"`` or ``"both"``."""


def count_pairs(
    codes: _Integers,
    *,
    sentences: _Integers,
    n_terms: int,
    reach: Reach | None,
    node: int | None,
    least: int,
) -> Pairs:
    """Count pairs of places in reach, or without a reach sentences that hold both words.

    With a `node` only its pairs. A pair on both sides is listed once, the smaller code first.
    """
    if reach is None:
        return _count_in_sentences(
            codes, sentences=sentences, n_terms=n_terms, node=node, least=least
        )
    ahead, behind = _count_neighbours(sentences)
    earlier, later = (
        np.bincount(codes, weights=np.minimum(neighbours, reach.window), minlength=n_terms).astype(
            np.int64
        )
        for neighbours in (ahead, behind)
    )
    first_counts, second_counts = {
        "right": (earlier, later),
        "left": (later, earlier),
        "both": (earlier + later, earlier + later),
    }[reach.side]
    if node is None:
        # No pair is more frequent than its rarer word; the others need not be sorted.
        frequent = np.maximum(first_counts, second_counts) >= least
        names = np.flatnonzero(frequent)
        numbers = np.where(frequent, np.cumsum(frequent) - 1, -1).astype(np.int32)
        first, second, counts = _count_places(numbers[codes], ahead=ahead, reach=reach)
        first, second = names[first], names[second]
    else:
        near = _find_near(np.flatnonzero(codes == node), ahead=ahead, behind=behind, reach=reach)
        counts = np.bincount(codes[near], minlength=n_terms)
        first, second = np.full(n_terms, node), np.arange(n_terms)
    kept = counts >= least
    margins = first_counts, second_counts, int(first_counts.sum())
    return Pairs(first[kept], second[kept], counts[kept], *margins)


def _count_neighbours(sentences: _Integers) -> tuple[_Integers, _Integers]:
    """Count the words behind and before each place in its sentence."""
    lengths = np.diff(sentences).astype(np.int32)
    behind = np.arange(sentences[-1], dtype=np.int32)
    behind -= np.repeat(sentences[:-1].astype(np.int32), lengths)
    ahead = np.repeat(lengths, lengths)
    ahead -= behind
    ahead -= 1
    return ahead, behind


def _find_near(at: _Integers, *, ahead: _Integers, behind: _Integers, reach: Reach) -> _Integers:
    """List the places in reach of some, as often as they are."""
    near: list[_Integers] = [np.zeros(0, dtype=np.int64)]
    for distance in range(1, reach.window + 1):
        if reach.side != "left":
            near.append(at[ahead[at] >= distance] + distance)
        if reach.side != "right":
            near.append(at[behind[at] >= distance] - distance)
    return np.concatenate(near)


def _count_places(
    numbers: _Integers, *, ahead: _Integers, reach: Reach
) -> tuple[_Integers, _Integers, _Integers]:
    """Count pairs as one integer each; one distance at a time, so that memory stays small."""
    width = int(numbers.max(initial=0)) + 1
    # Half as many bytes are sorted in half the time.
    kind = np.uint32 if width**2 <= 2**32 else np.int64
    parts = []
    for distance in range(1, reach.window + 1):
        first, second = numbers[:-distance], numbers[distance:]
        known = (ahead[:-distance] >= distance) & (first >= 0) & (second >= 0)
        first, second = first[known].astype(kind), second[known].astype(kind)
        if reach.side == "both":
            first, second = np.minimum(first, second), np.maximum(first, second)
        elif reach.side == "left":
            first, second = second, first
        first *= kind(width)
        first += second
        first.sort()
        parts.append(_sum_runs(first))
    keys = np.concatenate([part[0] for part in parts])
    order = np.argsort(keys, kind="stable")
    keys, counts = _sum_runs(keys[order], counts=np.concatenate([part[1] for part in parts])[order])
    first, second = np.divmod(keys.astype(np.int64), width)
    if reach.side == "both":
        # Beside itself a word stands on both sides.
        counts = np.where(first == second, 2 * counts, counts)
    return first, second, counts


def _sum_runs(keys: _Integers, *, counts: _Integers | None = None) -> tuple[_Integers, _Integers]:
    """Count equal neighbours, or sum their counts."""
    if not len(keys):
        return keys, np.zeros(0, dtype=np.int64)
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    if counts is None:
        return keys[begins], np.diff(begins, append=len(keys))
    return keys[begins], np.add.reduceat(counts, begins)


def _count_in_sentences(
    codes: _Integers, *, sentences: _Integers, n_terms: int, node: int | None, least: int
) -> Pairs:
    """Count the sentences that hold both words, each once, the smaller code first."""
    shape = (len(sentences) - 1, n_terms)
    ones = np.ones(len(codes), dtype=np.int64)
    holds = sparse.csr_array((ones, codes, sentences), shape=shape, copy=True)
    holds.sum_duplicates()
    holds.data[:] = 1
    counts = np.bincount(holds.indices, minlength=n_terms)
    if node is None:
        names = np.flatnonzero(counts >= least)
        few = holds[:, names]
        both = sparse.triu(few.T @ few, k=1).tocoo()
        first, second, together = names[both.row], names[both.col], both.data
    else:
        with_node = np.flatnonzero(holds[:, [node]].toarray().ravel())
        together = np.bincount(holds[with_node].indices, minlength=n_terms)
        together[node] = 0
        second = np.flatnonzero(together)
        first, together = np.full(len(second), node), together[second]
    kept = together >= least
    return Pairs(first[kept], second[kept], together[kept], counts, counts, shape[0])

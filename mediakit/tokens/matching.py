"""Where patterns stand: exact terms, ``Klima*``, ``*krise``, and phrases of such."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import MediakitError
from mediakit.tokens.value import Tokens

_Integers = npt.NDArray[np.integer]
_LAST = chr(0x10FFFF)


class Hits(NamedTuple):
    """Places that patterns match, in order of the tokens, then of the patterns."""

    positions: _Integers
    """First token of each hit, shape (n_hits,)."""
    lengths: _Integers
    """How many tokens each hit has."""
    patterns: _Integers
    """Number of the pattern."""


def match_patterns(tokens: Tokens, *, patterns: Sequence[str]) -> Hits:
    """Find all places that patterns match, overlapping ones included, within sentences."""
    forms = tokens.terms.tolist()
    words = [_read_pattern(pattern) for pattern in patterns]
    firsts = [_match_form(parts[0], forms=forms) for parts in words]
    positions, numbers = _expand(firsts, codes=tokens.codes, n_terms=len(forms))
    lengths = np.array([len(parts) for parts in words], dtype=np.int64)[numbers]
    ends = tokens.sentences[np.searchsorted(tokens.sentences, positions, side="right")]
    keep = positions + lengths <= ends
    phrases = np.flatnonzero(keep & (lengths > 1))
    phrases = phrases[np.argsort(numbers[phrases], kind="stable")]
    for rows in np.split(phrases, np.flatnonzero(np.diff(numbers[phrases])) + 1):
        for step, part in enumerate(words[numbers[rows[0]]][1:] if len(rows) else [], start=1):
            wanted = np.zeros(len(forms), dtype=bool)
            wanted[_match_form(part, forms=forms)] = True
            keep[rows] &= wanted[tokens.codes[positions[rows] + step]]
            rows = rows[keep[rows]]
    return Hits(positions[keep], lengths[keep], numbers[keep])


def drop_overlaps(hits: Hits, *, groups: _Integers) -> _Integers:
    """List the hits that count where those of one group overlap, in their order.

    The leftmost counts, of these the longest, of these that of the first pattern.
    """
    order = np.lexsort((hits.patterns, -hits.lengths, hits.positions, groups))
    kept = []
    last_group, last_end = -1, 0
    columns = (order, groups[order], hits.positions[order], hits.lengths[order])
    for row, group, begin, length in zip(*(part.tolist() for part in columns), strict=True):
        if group != last_group or begin >= last_end:
            kept.append(row)
            last_group, last_end = group, begin + length
    return np.array(sorted(kept), dtype=np.int64)


def _read_pattern(pattern: str) -> list[str]:
    parts = pattern.split() if isinstance(pattern, str) else []
    if not parts:
        raise MediakitError(f"a pattern is a word, Klima*, *krise or a phrase, not {pattern!r}")
    return parts


def _match_form(part: str, *, forms: list[str]) -> _Integers:
    """List the codes of all terms that one word of a pattern matches; forms are sorted."""
    head, star, tail = part.partition("*")
    if not star:
        at = bisect_left(forms, part)
        return np.arange(at, at + (at < len(forms) and forms[at] == part))
    if not tail.strip("*"):
        return np.arange(bisect_left(forms, head), bisect_left(forms, head + _LAST))
    matched = pc.match_like(pa.array(forms, type=pa.large_string()), _escape(part))
    return np.flatnonzero(matched.to_numpy(zero_copy_only=False))


def _escape(part: str) -> str:
    for sign in "\\%_":
        part = part.replace(sign, "\\" + sign)
    return part.replace("*", "%")


def _expand(
    firsts: list[_Integers], *, codes: _Integers, n_terms: int
) -> tuple[_Integers, _Integers]:
    """List each token once for every pattern whose first word it is."""
    pairs = np.concatenate([np.zeros(0, dtype=np.int64), *firsts])
    numbers = np.repeat(np.arange(len(firsts)), [len(part) for part in firsts])
    numbers = numbers[np.argsort(pairs, kind="stable")]
    per_term = np.bincount(pairs, minlength=n_terms)
    begins = np.cumsum(per_term) - per_term
    tokens = np.flatnonzero((per_term > 0)[codes])
    count = per_term[codes[tokens]]
    positions = np.repeat(tokens, count)
    nth = np.arange(len(positions)) - np.repeat(np.cumsum(count) - count, count)
    return positions, numbers[np.repeat(begins[codes[tokens]], count) + nth]

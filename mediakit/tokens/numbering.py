"""Texts cut at white space, and distinct strings numbered: with Arrow and numpy.

`mediakit.tokens.compiled` does the same in compiled loops, for many texts and where numba is
installed; `choose_numbers` tells which of both is used. The results are the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.tokens.ranking import sort_places

Bytes = npt.NDArray[np.uint8]
_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]

# What str.split() takes for white space beyond ASCII, as the number that its UTF-8 bytes write.
_WIDE_SPACE = {
    length: np.array([int.from_bytes(character.encode(), "big") for character in characters])
    for length, characters in {
        2: "\x85\xa0",
        3: "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000",
    }.items()
}
# The first so many of eight bytes.
_HEADS = np.array([(1 << 64) - (1 << 8 * (8 - n)) for n in range(9)], dtype=np.uint64)
_ALIKE = 400
# Loading the compiled loops takes half a second, which so few texts do not win back.
_FROM = 2_000


class Strings(NamedTuple):
    """Every ``step``-th string between neighbouring bounds, from the first on."""

    data: Bytes
    """UTF-8 bytes."""
    bounds: _Integers
    """Where one string ends and the next begins, int64 of shape (n_strings * step + 1,) or less."""
    step: int = 1

    def to_arrow(self) -> pa.LargeStringArray:
        """Give the strings as an array, without a copy where there are no others between."""
        array = cut_bytes(self.data, self.bounds)
        return (
            array if self.step == 1 else array.take(pa.array(np.arange(0, len(array), self.step)))
        )


class Numbers(Protocol):
    """Numbers for distinct strings."""

    def cut(self, data: Bytes, ends: _Integers) -> tuple[_Integers, _Integers]:
        """Cut texts in a row at white space; give all bounds, and which begin a text."""

    def add(self, strings: Strings) -> Any:
        """Take up strings; several threads may do so at once."""

    def finish(self, added: Sequence[Any]) -> tuple[list[_Integers], pa.LargeStringArray]:
        """Give the numbers of all that was added, int32, and the distinct strings by number."""

    def spread(
        self, codes: _Integers, *, firsts: _Integers, values: _Integers, out: _Integers
    ) -> None:
        """Write the values of each code, ``firsts[code]`` to ``firsts[code + 1]``, all in a row."""


def choose_numbers(n_texts: int) -> type[Numbers]:
    """Choose the faster way for so many texts."""
    if n_texts > _FROM:
        from mediakit.tokens.compiled import CompiledNumbers, is_usable

        if is_usable():
            return CompiledNumbers
    return ArrowNumbers


class ArrowNumbers:
    """Numbers from Arrow's dictionary encoding."""

    def cut(self, data: Bytes, ends: _Integers) -> tuple[_Integers, _Integers]:
        """Cut texts in a row at white space; give all bounds, and which begin a text."""
        data = data[: ends[-1]]
        space = _mark_space(data)
        begins = np.zeros(len(data) + 1, dtype=bool)
        begins[1:-1] = space[:-1] & ~space[1:]
        begins[ends] = True
        bounds = np.flatnonzero(begins)
        return bounds, np.searchsorted(bounds, ends)

    def add(self, strings: Strings) -> pa.DictionaryArray:
        """Take up strings; several threads may do so at once."""
        return strings.to_arrow().dictionary_encode()

    def finish(
        self, added: Sequence[pa.DictionaryArray]
    ) -> tuple[list[_Integers], pa.LargeStringArray]:
        """Give the numbers of all that was added, int32, and the distinct strings by number."""
        numbered = pa.chunked_array(added).unify_dictionaries()
        codes = [chunk.indices.to_numpy() for chunk in numbered.chunks]
        return codes, numbered.chunk(0).dictionary

    def spread(
        self, codes: _Integers, *, firsts: _Integers, values: _Integers, out: _Integers
    ) -> None:
        """Write the values of each code, ``firsts[code]`` to ``firsts[code + 1]``, all in a row."""
        np.take(values, spread_places(codes, firsts=firsts)[0], out=out)


def spread_places(codes: _Integers, *, firsts: _Integers) -> tuple[_Integers, _Integers]:
    """Give the places of the values of each code, and how many stand before it."""
    first, last = firsts[codes], firsts[codes + 1]
    counts = last - first
    before = np.concatenate([[0], np.cumsum(counts)])
    at = np.repeat(first, counts)
    several = np.flatnonzero(counts > 1)
    if len(several):
        steps = np.arange(counts[several].sum())
        steps -= np.repeat(np.cumsum(counts[several]) - counts[several], counts[several])
        at[np.repeat(before[several], counts[several]) + steps] += steps
    return at, before


def read_bytes(array: pa.LargeStringArray, *, beyond: int = 0) -> tuple[Bytes, _Integers]:
    """Give the UTF-8 bytes of all strings in a row, without a copy, and where each ends.

    With `beyond` also so many bytes behind, if there are.
    """
    ends = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset :][: len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)
    return lock(data[ends[0] : ends[-1] + beyond]), ends - ends[0]


def lock(data: Bytes) -> Bytes:
    """Make a view that nobody writes to: one kind of array for the compiled loops."""
    data.flags.writeable = False
    return data


def cut_bytes(data: Bytes, bounds: _Integers) -> pa.LargeStringArray:
    """Make strings of bytes in a row, without a copy; `read_bytes` turned round."""
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.large_string(), max(len(bounds) - 1, 0), buffers)


def sort_terms(strings: pa.LargeStringArray) -> tuple[pd.Index, _Integers]:
    """Sort strings, equal ones as one; also tell for each where it stands then, int32."""
    order, new = sort_strings(strings)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.cumsum(new, dtype=np.int32) - np.int32(1)
    return pd.Index(strings.take(pa.array(order[new])).to_pandas(), dtype="str"), ranks


def sort_strings(strings: pa.LargeStringArray) -> tuple[_Integers, _Booleans]:
    """Tell in which order strings come, and which of them are other than the one before.

    Eight bytes are compared after eight, of those that are still alike.
    """
    data, ends = read_bytes(strings)
    padded = np.append(data, np.zeros(8, dtype=np.uint8))
    words = np.ndarray(len(data) + 1, dtype=">u8", buffer=padded, strides=(1,))
    order, new = np.empty(len(strings), dtype=np.int64), np.ones(len(strings), dtype=bool)
    at: _Integers = np.arange(len(strings))
    places: _Integers = at
    groups: _Integers = np.zeros_like(at)
    # A zero byte would look like the end; what is the same for long, Arrow compares faster.
    for skip in range(0, _ALIKE if data.all() else 0, 8):
        if not len(at):
            return order, new
        left = np.clip(ends[at + 1] - ends[at] - skip, 0, 8)
        key = words[np.minimum(ends[at] + skip, len(data))].astype(np.uint64) & _HEADS[left]
        by: _Integers = np.argsort(key)
        if skip:
            ranks = np.empty_like(at)
            ranks[by] = np.arange(len(at))
            limit = (groups[-1] + 1) * len(at)
            _, by = sort_places(groups * len(at) + ranks, limit=int(limit))
        at, key, groups, ended = at[by], key[by], groups[by], left[by] < 8
        order[places] = at
        same = (key[1:] == key[:-1]) & (groups[1:] == groups[:-1])
        first, last = np.append(True, ~same), np.append(~same, True)
        new[places[~first & ended]] = False
        tied = np.flatnonzero(~(first & last) & ~ended)
        at, places, groups = at[tied], places[tied], np.cumsum(first)[tied]
    order = pc.sort_indices(strings).to_numpy()
    ordered = strings.take(pa.array(order))
    new[1:] = pc.not_equal(ordered[1:], ordered[:-1])
    return order, new


def _mark_space(data: Bytes) -> _Booleans:
    """Tell for every byte whether it is part of a white-space character."""
    # 0x09 to 0x0d and 0x1c to 0x20; smaller bytes wrap around and are large.
    space = (data - np.uint8(0x09) < 5) | (data - np.uint8(0x1C) < 5)
    # The first bytes of all wide white space: 0xc2 and 0xe1 to 0xe3.
    leads = np.flatnonzero((data == 0xC2) | (data - np.uint8(0xE1) < 3))
    for length, known in _WIDE_SPACE.items():
        at = leads[(data[leads] < 0xE0) == (length == 2)]
        number = np.zeros(len(at), dtype=np.int64)
        for step in range(length):
            number = number << 8 | data[at + step]
        at = at[np.isin(number, known)]
        for step in range(length):
            space[at + step] = True
    return space

"""Cut texts at white space and number the distinct pieces, without a loop over the text.

A token never spans white space, so whatever is asked of a word can be asked once per distinct
chunk. The work is done on the UTF-8 bytes that the article table already holds.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]

_ASCII_SPACE = np.zeros(256, dtype=bool)
_ASCII_SPACE[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = True
# The rest of what str.split() takes for white space, as the number that its UTF-8 bytes write.
_WIDE_SPACE = {
    length: np.array([int.from_bytes(character.encode()) for character in characters])
    for length, characters in {
        2: "\x85\xa0",
        3: "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000",
    }.items()
}


class Chunks(NamedTuple):
    """The chunks of a batch of texts: what `str.split` gives, numbered and placed."""

    codes: _Integers
    """Number of each chunk in `forms`, shape (n_chunks,)."""
    forms: list[str]
    """The distinct chunks."""
    starts: _Integers
    """Where each chunk begins in its text, in characters, shape (n_chunks,)."""
    offsets: _Integers
    """Text ``i`` has the chunks ``offsets[i]`` to ``offsets[i + 1]``, shape (n_texts + 1,)."""
    breaks: _Booleans
    """Whether a chunk begins its text, or a line break precedes it, shape (n_chunks,)."""


def split_chunks(texts: pd.Series) -> Chunks:
    """Split texts, none missing, on white space."""
    array = _to_arrow(texts)
    ends = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset :][: len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)[ends[0] : ends[-1]]
    ends = ends - ends[0]
    space = _mark_space(data)
    edge = np.zeros(len(data) + 1, dtype=bool)
    edge[1:-1] = space[1:] != space[:-1]
    edge[ends] = True
    bounds = np.flatnonzero(edge)
    numbers, pieces = _number_pieces(data, bounds=bounds)
    is_chunk = ~space[bounds[:-1]]
    begins = bounds[:-1][is_chunk]
    offsets = np.searchsorted(begins, ends)
    used = np.zeros(len(pieces), dtype=bool)
    used[numbers[is_chunk]] = True
    return Chunks(
        codes=(np.cumsum(used) - 1)[numbers[is_chunk]],
        forms=[piece for piece, chunk in zip(pieces, used, strict=True) if chunk],
        starts=_count_characters(data, begins=begins, ends=ends, offsets=offsets),
        offsets=offsets,
        breaks=_find_breaks(numbers, pieces=pieces, is_chunk=is_chunk, offsets=offsets),
    )


def _to_arrow(texts: pd.Series) -> pa.LargeStringArray:
    try:
        array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form: a question mark holds its place.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        array = pa.array(clean, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _mark_space(data: npt.NDArray[np.uint8]) -> _Booleans:
    """Tell for every byte whether it is part of a white-space character."""
    space = _ASCII_SPACE[data]
    for length, known in _WIDE_SPACE.items():
        leads = np.unique(known >> 8 * (length - 1))
        at = np.flatnonzero(np.isin(data, leads.astype(np.uint8)))
        number = np.zeros(len(at), dtype=np.int64)
        for step in range(length):
            number = number << 8 | data[at + step]
        at = at[np.isin(number, known)]
        for step in range(length):
            space[at + step] = True
    return space


def _number_pieces(
    data: npt.NDArray[np.uint8], *, bounds: _Integers
) -> tuple[_Integers, list[str]]:
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data)]
    pieces = pa.Array.from_buffers(pa.large_string(), len(bounds) - 1, buffers)
    encoded = pieces.dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary.to_pylist()


def _count_characters(
    data: npt.NDArray[np.uint8], *, begins: _Integers, ends: _Integers, offsets: _Integers
) -> _Integers:
    """Turn byte positions into character positions within each text."""
    continued = np.cumsum((data & 0xC0) == 0x80, dtype=np.int32)
    continued = np.append(continued, continued[-1:])
    text_begins = np.repeat(ends[:-1], np.diff(offsets))
    bytes_before = begins - text_begins
    return bytes_before - (continued[begins] - continued[text_begins])


def _find_breaks(
    numbers: _Integers, *, pieces: list[str], is_chunk: _Booleans, offsets: _Integers
) -> _Booleans:
    holds_break = np.array([len(piece.splitlines()) > 1 or "\n" in piece for piece in pieces])
    at = np.flatnonzero(is_chunk)
    breaks = np.zeros(len(at), dtype=bool)
    if len(at):
        gap_before = (at > 0) & ~is_chunk[at - 1]
        breaks[:] = gap_before & holds_break[numbers[at - 1]]
        breaks[offsets[:-1][offsets[:-1] < offsets[1:]]] = True
    return breaks

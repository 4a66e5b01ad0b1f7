"""Cut texts at white space and number the distinct pieces, without a loop over the text.

A token never spans white space, so whatever is asked of a word can be asked once per distinct
chunk. The work is done on the UTF-8 bytes that the article table already holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.german import PARAGRAPH_BREAK, gap_break
from mediakit.progress import progress

_BATCH = 2_000
_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]

_ASCII_SPACE = np.zeros(256, dtype=bool)
_ASCII_SPACE[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = True
# The rest of what str.split() takes for white space, as the number that its UTF-8 bytes write.
_WIDE_SPACE = {
    length: np.array([int.from_bytes(character.encode(), "big") for character in characters])
    for length, characters in {
        2: "\x85\xa0",
        3: "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000",
    }.items()
}


class Chunks(NamedTuple):
    """The chunks of a batch of texts: what `str.split` gives, numbered and placed."""

    codes: _Integers
    """Number of each chunk in the forms of all batches, shape (n_chunks,)."""
    starts: _Integers
    """Where each chunk begins in its text, in characters, shape (n_chunks,)."""
    offsets: _Integers
    """Text ``i`` has the chunks ``offsets[i]`` to ``offsets[i + 1]``, shape (n_texts + 1,)."""
    breaks: _Integers
    """What precedes each chunk, as `gap_break` has it; 2 where a text begins, (n_chunks,)."""


class _Pieces(NamedTuple):
    """A batch before its distinct pieces are numbered across batches."""

    numbers: pa.DictionaryArray
    """Each chunk with the white space behind it, or the white space that begins a text."""
    is_chunk: _Booleans
    starts: _Integers
    offsets: _Integers


def split_chunks(texts: pd.Series) -> tuple[list[Chunks], list[str]]:
    """Split texts on white space.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        None missing.

    Returns
    -------
    batches : list of Chunks
        The chunks, 2,000 texts a batch.
    forms : list of str
        The distinct chunks of all batches.
    """
    firsts = progress(range(0, len(texts), _BATCH), label="splitting")
    batches = [_cut(texts.iloc[first : first + _BATCH]) for first in firsts]
    numbered = pa.chunked_array([pieces.numbers for pieces in batches]).unify_dictionaries()
    distinct = numbered.chunk(0).dictionary.to_pylist()
    codes, forms = _strip(distinct)
    gaps = np.array([gap_break(piece[len(piece.rstrip()) :]) for piece in distinct], dtype=np.int8)
    return [
        _number(pieces, numbers=chunk.indices.to_numpy(), codes=codes, gaps=gaps)
        for pieces, chunk in zip(batches, numbered.chunks, strict=True)
    ], forms


def _cut(texts: pd.Series) -> _Pieces:
    array = _to_arrow(texts)
    ends = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset :][: len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)[ends[0] : ends[-1]]
    ends = ends - ends[0]
    space = _mark_space(data)
    begins = np.zeros(len(data) + 1, dtype=bool)
    begins[1:-1] = space[:-1] & ~space[1:]
    begins[ends] = True
    bounds = np.flatnonzero(begins)
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data)]
    pieces = pa.Array.from_buffers(pa.large_string(), len(bounds) - 1, buffers)
    is_chunk = ~space[bounds[:-1]]
    starts = bounds[:-1][is_chunk]
    offsets = np.searchsorted(starts, ends)
    return _Pieces(
        numbers=pieces.dictionary_encode(),
        is_chunk=is_chunk,
        starts=_count_characters(data, begins=starts, ends=ends, offsets=offsets),
        offsets=offsets,
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
        leads = np.zeros(256, dtype=bool)
        leads[known >> 8 * (length - 1)] = True
        at = np.flatnonzero(leads[data])
        number = np.zeros(len(at), dtype=np.int64)
        for step in range(length):
            number = number << 8 | data[at + step]
        at = at[np.isin(number, known)]
        for step in range(length):
            space[at + step] = True
    return space


def _count_characters(
    data: npt.NDArray[np.uint8], *, begins: _Integers, ends: _Integers, offsets: _Integers
) -> _Integers:
    """Turn byte positions into character positions within each text."""
    continued = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum((data & 0xC0) == 0x80, out=continued[1:])
    characters = (begins - continued[begins]).astype(np.int32)
    text_begins = (ends[:-1] - continued[ends[:-1]]).astype(np.int32)
    return characters - np.repeat(text_begins, np.diff(offsets))


def _strip(distinct: Sequence[str]) -> tuple[_Integers, list[str]]:
    """Give the pieces numbers that do not heed the white space behind them."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(piece.rstrip(), len(numbers)) for piece in distinct]
    return np.array(codes, dtype=np.int32), list(numbers)


def _number(pieces: _Pieces, *, numbers: _Integers, codes: _Integers, gaps: _Integers) -> Chunks:
    breaks = np.zeros(len(pieces.starts) + 1, dtype=np.int8)
    breaks[1:] = gaps[numbers[pieces.is_chunk]]
    breaks[pieces.offsets] = PARAGRAPH_BREAK
    return Chunks(
        codes=codes[numbers[pieces.is_chunk]],
        starts=pieces.starts,
        offsets=pieces.offsets,
        breaks=breaks[:-1],
    )

"""Cut texts at white space and number the distinct pieces, without a loop over the text.

A token never spans white space, so whatever is asked of a word can be asked once per distinct
piece. The work is done on the UTF-8 bytes that the article table already holds.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.progress import progress

# So many texts and their pieces stay near the processor.
_BATCH = 500
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


class Pieces(NamedTuple):
    """The pieces of a batch of texts: each chunk of `str.split` with the white space behind it.

    White space that begins a text is a piece of its own, so that pieces joined are the text.
    """

    codes: _Integers
    """Number of each piece in the forms of all batches, int32 of shape (n_pieces,)."""
    offsets: _Integers
    """Text ``i`` has the pieces ``offsets[i]`` to ``offsets[i + 1]``, shape (n_texts + 1,)."""


def split_pieces(texts: pd.Series) -> tuple[list[Pieces], pa.LargeStringArray]:
    """Split texts into pieces.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        None missing.

    Returns
    -------
    batches : list of Pieces
        The pieces, 500 texts a batch.
    forms : LargeStringArray
        The distinct pieces of all batches.
    """
    firsts = progress(range(0, len(texts), _BATCH), label="splitting")
    cut = [_cut(texts.iloc[first : first + _BATCH]) for first in firsts]
    numbered = pa.chunked_array([pieces for pieces, _ in cut]).unify_dictionaries()
    batches = [
        Pieces(codes=chunk.indices.to_numpy(), offsets=offsets)
        for chunk, (_, offsets) in zip(numbered.chunks, cut, strict=True)
    ]
    return batches, numbered.chunk(0).dictionary


def split_chunks(texts: pd.Series) -> tuple[list[Pieces], list[str]]:
    """Split texts into pieces, and give their forms without white space.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        None missing.

    Returns
    -------
    batches : list of Pieces
        As `split_pieces` gives them.
    forms : list of str
        The chunk of each distinct piece: repeated where only the white space behind it differs,
        empty where white space begins a text.
    """
    batches, forms = split_pieces(texts)
    return batches, [form.rstrip() for form in forms.to_pylist()]


def _cut(texts: pd.Series) -> tuple[pa.DictionaryArray, _Integers]:
    """Cut one batch into numbered pieces, and say where those of each text begin."""
    data, ends = read_bytes(_to_arrow(texts))
    space = _mark_space(data)
    begins = np.zeros(len(data) + 1, dtype=bool)
    begins[1:-1] = space[:-1] & ~space[1:]
    begins[ends] = True
    bounds = np.flatnonzero(begins)
    return cut_bytes(data, bounds).dictionary_encode(), np.searchsorted(bounds, ends)


def read_bytes(array: pa.LargeStringArray) -> tuple[npt.NDArray[np.uint8], _Integers]:
    """Give the UTF-8 bytes of all strings in a row, without a copy, and where each ends."""
    ends = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset :][: len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)
    return data[ends[0] : ends[-1]], ends - ends[0]


def cut_bytes(data: npt.NDArray[np.uint8], bounds: _Integers) -> pa.LargeStringArray:
    """Make strings of bytes in a row, without a copy; `read_bytes` turned round."""
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.large_string(), len(bounds) - 1, buffers)


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

"""Cut texts at white space and number the distinct pieces, without a loop over the text.

A token never spans white space, so whatever is asked of a word can be asked once per distinct
piece. The work is done on the UTF-8 bytes that the article table already holds.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.parallel import map_threads
from mediakit.tokens.numbering import Numbers, Strings, choose_numbers, read_bytes

# So many texts and their pieces stay near the processor.
_BATCH = 500
_Integers = npt.NDArray[np.integer]


class Pieces(NamedTuple):
    """The pieces of a batch of texts: each chunk of `str.split` with the white space behind it.

    White space that begins a text is a piece of its own, so that pieces joined are the text.
    """

    codes: _Integers
    """Number of each piece in the forms of all batches, int32 of shape (n_pieces,)."""
    offsets: _Integers
    """Text ``i`` has the pieces ``offsets[i]`` to ``offsets[i + 1]``, shape (n_texts + 1,)."""


def split_pieces(
    texts: pd.Series, *, numbers: Numbers, n_jobs: int = 1
) -> tuple[list[Pieces], pa.LargeStringArray]:
    """Split texts into pieces.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        None missing.
    numbers : Numbers
        How the pieces are numbered, empty yet.
    n_jobs : int
        How many threads.

    Returns
    -------
    batches : list of Pieces
        The pieces, 500 texts a batch.
    forms : LargeStringArray
        The distinct pieces of all batches.
    """

    def split(first: int) -> tuple[object, _Integers]:
        data, ends = read_bytes(_to_arrow(texts.iloc[first : first + _BATCH]), beyond=16)
        bounds, offsets = numbers.cut(data, ends)
        return numbers.add(Strings(data, bounds)), offsets

    firsts = range(0, len(texts), _BATCH)
    added, offsets = zip(*map_threads(split, firsts, n_jobs=n_jobs, label="splitting"), strict=True)
    codes, forms = numbers.finish(added)
    return [Pieces(*batch) for batch in zip(codes, offsets, strict=True)], forms


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
    batches, forms = split_pieces(texts, numbers=choose_numbers(len(texts))())
    return batches, [form.rstrip() for form in forms.to_pylist()]


def _to_arrow(texts: pd.Series) -> pa.LargeStringArray:
    try:
        array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form: a question mark holds its place.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        array = pa.array(clean, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array

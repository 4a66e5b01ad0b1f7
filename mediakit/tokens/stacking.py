"""Tokens of several parts as one value."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.tokens.value import Later, Tokens

_Integers = npt.NDArray[np.integer]


def join_vocabularies(parts: Sequence[pd.Index]) -> tuple[pd.Index, list[_Integers]]:
    """Join sorted vocabularies; also tell for each where its terms stand in the whole."""
    arrays = [pa.array(terms, type=pa.large_string(), from_pandas=True) for terms in parts]
    whole = pa.chunked_array(arrays, type=pa.large_string())
    distinct = whole.unique()
    terms = distinct.take(pc.sort_indices(distinct))
    numbers = [pc.index_in(array, terms).to_numpy() for array in arrays]
    return pd.Index(terms.to_pandas(), dtype="str"), [codes.astype(np.int32) for codes in numbers]


def stack_tokens(parts: Sequence[Tokens]) -> Tokens:
    """Put the tokens of several parts one behind the other, over one vocabulary."""
    terms, numbers = join_vocabularies([part.terms for part in parts])
    codes = np.empty(sum(len(part) for part in parts), dtype=np.int32)
    end = 0
    for part, ranks in zip(parts, numbers, strict=True):
        np.take(ranks, part.codes, out=codes[end : end + len(part)])
        end += len(part)
    return Tokens(
        codes=codes,
        offsets=join_offsets([part.offsets for part in parts]),
        terms=terms,
        articles=parts[0].articles.append([part.articles for part in parts[1:]]),
        starts=Later(lambda: np.concatenate([part.starts for part in parts])),
        sentences=Later(lambda: join_offsets([part.sentences for part in parts])),
    )


def join_offsets(parts: Sequence[_Integers]) -> _Integers:
    """Join the offsets of consecutive parts."""
    ends = np.cumsum([0, *(part[-1] for part in parts)])
    joined = [part[1:] + end for part, end in zip(parts, ends[:-1], strict=True)]
    return np.concatenate([[0], *joined]).astype(np.int64)


def cut_offsets(offsets: _Integers, *, size: int) -> Iterator[tuple[int, int]]:
    """Cut stretches of a row into blocks of about so many items, each from one stretch to another.

    Parameters
    ----------
    offsets : ndarray of int, shape (n_stretches + 1,)
        Stretch ``i`` has the items ``offsets[i]`` to ``offsets[i + 1]``.
    size : int
        Items of a block; one more stretch where that is needed.

    Returns
    -------
    iterator of (int, int)
        The first stretch of each block, and that behind its last.

    Examples
    --------
    >>> list(cut_offsets(np.array([0, 2, 4, 4, 9]), size=4))
    [(0, 2), (2, 4)]
    """
    aims = np.arange(0, offsets[-1], size)
    cuts = np.unique(np.append(np.searchsorted(offsets, aims), len(offsets) - 1))
    return pairwise(cuts.tolist())

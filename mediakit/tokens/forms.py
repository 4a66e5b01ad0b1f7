"""What is asked of each distinct piece of text, and how the answers reach every token."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.german import (
    chunk_splitter,
    closes_word,
    is_word,
    may_keep_dot,
    opens_word,
)
from mediakit.progress import progress
from mediakit.tokens.chunks import Pieces, cut_bytes, read_bytes

_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]


class Words(NamedTuple):
    """The words of each distinct piece, piece after piece."""

    codes: _Integers
    """Number of each word in `terms`."""
    starts: _Integers
    """Where each word begins in its piece, in characters."""
    counts: _Integers
    """How many words each piece has."""
    terms: pd.Index
    """The distinct words, sorted."""


def ask_words(forms: pa.LargeStringArray) -> Words:
    """Split each distinct piece into its words, and say where in the piece they begin."""
    plain, cores, core_starts = _find_plain(forms)
    odd = np.flatnonzero(~plain)
    split = chunk_splitter()
    words: list[str] = []
    starts: list[int] = []
    owners: list[int] = []
    pairs = zip(odd.tolist(), forms.take(pa.array(odd)).to_pylist(), strict=True)
    for number, form in progress(pairs, label="asking for words"):
        start = 0
        for part in split(form.rstrip()):
            if is_word(part):
                words.append(part)
                starts.append(start)
                owners.append(number)
            start += len(part)
    owner = np.concatenate([np.flatnonzero(plain), np.array(owners, dtype=np.int64)])
    order = np.argsort(owner, kind="stable")
    numbered = pa.concat_arrays([cores, pa.array(words, cores.type)]).dictionary_encode()
    ranking = pc.sort_indices(numbered.dictionary)
    ranks = np.empty(len(ranking), dtype=np.int32)
    ranks[ranking.to_numpy()] = np.arange(len(ranking), dtype=np.int32)
    return Words(
        codes=ranks[numbered.indices.to_numpy()[order]],
        starts=np.concatenate([core_starts, np.array(starts, dtype=np.int32)])[order],
        counts=np.bincount(owner, minlength=len(forms)).astype(np.int32),
        terms=pd.Index(numbered.dictionary.take(ranking).to_pandas(), dtype="str"),
    )


def _find_plain(
    forms: pa.LargeStringArray,
) -> tuple[_Booleans, pa.LargeStringArray, _Integers]:
    """Tell which pieces are one word between signs that leave it alone, the word, and its start.

    Nine of ten are; what stands before and behind the word is asked once per distinct string.
    """
    letters, before, words, behind = part_signs(forms)
    openings, closings = before.dictionary_encode(), behind.dictionary_encode()
    signs = [form.rstrip() for form in closings.dictionary.to_pylist()]
    opens = np.array([opens_word(form) for form in openings.dictionary.to_pylist()], dtype=bool)
    closes = np.array([closes_word(form) for form in signs], dtype=bool)
    dotted = np.array([form.startswith(".") for form in signs], dtype=bool)
    plain = letters & opens[openings.indices.to_numpy()] & closes[closings.indices.to_numpy()]
    doubtful = np.flatnonzero(plain & dotted[closings.indices.to_numpy()])
    asked = words.take(pa.array(doubtful)).to_pylist()
    plain[doubtful] = [not may_keep_dot(word) for word in asked]
    starts = pc.utf8_length(before).to_numpy()[plain]
    return plain, words.filter(pa.array(plain)), starts.astype(np.int32)


def part_signs(
    forms: pa.LargeStringArray,
) -> tuple[_Booleans, pa.LargeStringArray, pa.LargeStringArray, pa.LargeStringArray]:
    """Part each piece into what stands before its first letter, up to its last one, and behind.

    The first value tells whether there is nothing but letters, and hyphens between letters, from
    the first letter to the last.
    """
    data, ends = read_bytes(forms)
    letter = _mark_letters(data)
    inner = letter.copy()
    inner[1:-1] |= (data[1:-1] == ord("-")) & letter[:-2] & letter[2:]
    others = np.concatenate([[0], np.cumsum(~inner)])
    at = np.append(np.flatnonzero(letter), len(data))
    begin, end = np.searchsorted(at[:-1], ends[:-1]), np.searchsorted(at[:-1], ends[1:])
    first = np.where(begin < end, at[begin], ends[:-1])
    last = np.where(begin < end, at[end - 1] + 1, first)
    thirds = cut_bytes(data, np.append(np.column_stack([ends[:-1], first, last]), ends[-1]))
    before, words, behind = (thirds.take(pa.array(np.arange(n, len(thirds), 3))) for n in range(3))
    return (begin < end) & (others[first] == others[last]), before, words, behind


def _mark_letters(data: npt.NDArray[np.uint8]) -> _Booleans:
    """Tell which bytes belong to Latin letters, up to U+017F."""
    letter = (data | 0x20) - np.uint8(ord("a")) < 26
    lead = data - np.uint8(0xC3) < 3
    signs = np.flatnonzero(data[:-1] == 0xC3)
    signs = signs[np.isin(data[signs + 1], (0x97, 0xB7))]  # multiplication and division
    lead[signs] = False
    letter |= lead
    letter[1:] |= lead[:-1]
    return letter


def count_up(lengths: _Integers, *, offsets: _Integers) -> _Integers:
    """Add up the lengths before each item, anew in each group."""
    before = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    starts = before[:-1] - np.repeat(before[offsets[:-1]], np.diff(offsets))
    return starts.astype(np.int32)


def find_words(pieces: Pieces, *, words: Words) -> tuple[_Integers, _Integers]:
    """List the words of a batch, as places in `words`, and count those before each piece."""
    counts = words.counts[pieces.codes]
    before = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    first = (np.cumsum(words.counts, dtype=np.int64) - words.counts)[pieces.codes]
    return np.repeat(first - before[:-1], counts) + np.arange(before[-1]), before

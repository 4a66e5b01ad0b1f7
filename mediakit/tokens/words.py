"""Which words each distinct piece of text holds, and how they reach every token."""

import functools
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.german import chunk_splitter, closes_word, is_word, may_keep_dots, opens_word
from mediakit.progress import progress
from mediakit.tokens.numbering import Bytes, Numbers, Strings, read_bytes, sort_terms

_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]
# What bytes are: of a letter, a digit, a hyphen between both, one between digits, another sign.
_LETTER, _DIGIT, _HYPHEN, _RANGE, _SIGN = 1, 2, 4, 8, 16
# Which of these together are a word or a number under the rules.
_PLAIN = np.zeros(32, dtype=bool)
_PLAIN[[_LETTER, _LETTER | _HYPHEN, _DIGIT, _DIGIT | _SIGN]] = True
_PLAIN[[_LETTER | _DIGIT, _LETTER | _DIGIT | _HYPHEN]] = True
# So many distinct pieces are asked together.
_PART = 25_000


class Words(NamedTuple):
    """The words of each distinct piece, piece after piece."""

    codes: _Integers
    """Number of each word in `terms`."""
    starts: _Integers
    """Where each word begins in its piece, in characters."""
    firsts: _Integers
    """Piece ``i`` has the words ``firsts[i]`` to ``firsts[i + 1]``, shape (n_pieces + 1,)."""
    terms: pd.Index
    """The distinct words, sorted."""


class _Found(NamedTuple):
    """The words of some pieces, piece after piece."""

    added: list[Any]
    """What the numbers took up."""
    order: _Integers
    """Which of them comes next."""
    starts: _Integers
    counts: _Integers
    """How many words each piece has."""


def ask_words(forms: pa.LargeStringArray, *, numbering: type[Numbers]) -> Words:
    """Split each distinct piece into its words, and say where in the piece they begin."""
    numbers = numbering()
    parts = progress(range(0, max(len(forms), 1), _PART), label="asking for words")
    found = [
        _ask(forms.slice(first, _PART), numbers=numbers, numbering=numbering) for first in parts
    ]
    codes, distinct = numbers.finish([strings for part in found for strings in part.added])
    terms, ranks = sort_terms(distinct)
    pairs = zip(codes[::2], codes[1::2], found, strict=True)
    counts = np.concatenate([part.counts for part in found])
    return Words(
        codes=np.concatenate([ranks[np.concatenate(pair)[part.order]] for *pair, part in pairs]),
        starts=np.concatenate([part.starts for part in found]),
        firsts=np.concatenate([[0], np.cumsum(counts)]),
        terms=terms,
    )


def _ask(forms: pa.LargeStringArray, *, numbers: Numbers, numbering: type[Numbers]) -> _Found:
    """Split some pieces: nearly all at once, and the odd ones by the rules."""
    plain, cores, core_starts = _find_plain(*read_bytes(forms), numbering=numbering)
    odd = np.delete(np.arange(len(forms)), plain)
    split, holds_word = chunk_splitter(), functools.cache(is_word)
    words: list[str] = []
    starts: list[int] = []
    owners: list[int] = []
    for number, form in zip(odd.tolist(), forms.take(pa.array(odd)).to_pylist(), strict=True):
        start = 0
        for part in split(form.rstrip()):
            if holds_word(part):
                words.append(part)
                starts.append(start)
                owners.append(number)
            start += len(part)
    owner = np.concatenate([plain, np.array(owners, dtype=np.int64)])
    order = np.argsort(owner, kind="stable")
    others = Strings(*read_bytes(pa.array(words, pa.large_string())))
    return _Found(
        added=[numbers.add(strings) for strings in (cores, others)],
        order=order,
        starts=np.concatenate([core_starts, np.array(starts, dtype=np.int32)])[order],
        counts=np.bincount(owner, minlength=len(forms)),
    )


def _find_plain(
    data: Bytes, ends: _Integers, *, numbering: type[Numbers]
) -> tuple[_Integers, Strings, _Integers]:
    """Find the pieces that are one word between signs that leave it alone, the word, its start.

    Nineteen of twenty are; what stands before and behind the word is asked once per distinct
    string.
    """
    single, first, last, worded = _find_single(data, ends)
    # Before the word, the word, behind it, and what belongs to the next pieces.
    bounds = np.column_stack([ends[single], first, last, ends[single + 1]]).ravel()
    opening, openings = _number(Strings(data, bounds, 4), numbering=numbering)
    closing, closings = _number(Strings(data, bounds[2:], 4), numbering=numbering)
    signs = [form.rstrip() for form in closings]
    closes = np.array([closes_word(form) for form in signs], dtype=bool)
    dotted = np.array([form.startswith(".") for form in signs], dtype=bool)[closing]
    opens = np.array([opens_word(form) for form in openings], dtype=bool)
    plain = opens[opening] & closes[closing] & (worded | ~dotted)
    doubtful = np.flatnonzero(plain & dotted)
    words = np.column_stack([first, last])
    asked = Strings(data, words[doubtful].ravel(), 2).to_arrow()
    plain[doubtful] = ~may_keep_dots(asked)
    starts = np.array([len(form) for form in openings], dtype=np.int32)[opening[plain]]
    return single[plain], Strings(data, words[plain].ravel(), 2), starts


def _number(strings: Strings, *, numbering: type[Numbers]) -> tuple[_Integers, list[str]]:
    numbers = numbering()
    (codes,), forms = numbers.finish([numbers.add(strings)])
    return codes, forms.to_pylist()


def _find_single(data: Bytes, ends: _Integers) -> tuple[_Integers, _Integers, _Integers, _Booleans]:
    """Find the pieces with a single run that is a word or a number, its bounds, and whether a word.

    Hyphens between letters and digits belong to the run (*G20-Gipfel*, *64-jährig*), a hyphen
    behind it (*Nord-*), and full stops, commas, colons and slashes between digits.
    """
    kinds = _find_kinds(data, ends)
    inside = kinds > 0
    new = inside[1:] != inside[:-1]
    new[ends[1:-1] - 1] = True  # a run ends with its piece
    begin, stop = np.append(True, new) & inside, np.append(new, True) & inside
    begins, stops = np.flatnonzero(begin), np.flatnonzero(stop) + 1
    before = np.append(0, np.cumsum(begin, dtype=np.int32)[ends[1:] - 1])
    # All kinds of a run: that of its first byte, and those that follow within.
    changes = np.flatnonzero((kinds[1:] != kinds[:-1]) & inside[1:] & ~new) + 1
    found = kinds[begins]
    np.bitwise_or.at(found, np.searchsorted(begins, changes, "right") - 1, kinds[changes])
    single = np.flatnonzero(np.diff(before) == 1)
    at = before[single]
    plain = _PLAIN[found[at]]
    single, at = single[plain], at[plain]
    last = stops[at]
    follows = data[np.minimum(last, len(data) - 1)] == ord("-")
    last += follows & (last < ends[single + 1])
    return single, begins[at], last, (found[at] & _LETTER) > 0


def _find_kinds(data: Bytes, ends: _Integers) -> Bytes:
    """Tell for each byte of which kind it is, 0 if it belongs to no word or number."""
    letter = mark_letters(data)
    digit = data - np.uint8(ord("0")) < 10
    kinds = letter.view(np.uint8) * np.uint8(_LETTER) + digit.view(np.uint8) * np.uint8(_DIGIT)
    # Comma, hyphen, full stop and slash are neighbours.
    signs = np.flatnonzero((data - np.uint8(ord(",")) < 4) | (data == ord(":")))
    edge = np.zeros(len(data) + 1, dtype=bool)
    edge[ends] = True
    signs = signs[~(edge[signs] | edge[signs + 1])]
    before, behind = kinds[signs - 1], kinds[signs + 1]
    numeric = (before & behind & _DIGIT) > 0
    hyphen = data[signs] == ord("-")
    joined = np.where(hyphen, np.where(numeric, _RANGE, _HYPHEN), _SIGN * numeric)
    kinds[signs] = joined * ((before > 0) & (behind > 0))
    return kinds


def mark_letters(data: Bytes) -> _Booleans:
    """Tell which bytes belong to Latin letters, up to U+017F."""
    letter = (data | 0x20) - np.uint8(ord("a")) < 26
    lead = data - np.uint8(0xC3) < 3
    signs = np.flatnonzero(data[:-1] == 0xC3)
    signs = signs[np.isin(data[signs + 1], (0x97, 0xB7))]  # multiplication and division
    lead[signs] = False
    letter |= lead
    letter[1:] |= lead[:-1]
    return letter

"""What pieces of text tell of sentences, asked once per distinct word and once per distinct signs.

Most chunks are one word between signs. What the signs tell is asked of `chunk_features` with a
word of no meaning between them; what the word adds is looked up for all words at once. The rest,
among them all that may be abbreviations, are asked one by one.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.german import PARAGRAPH_BREAK, chunk_features, gap_break, sentence_borders
from mediakit.german.chunk_features import SIGNS_BEHIND, Feature, sentence_words
from mediakit.tokens.chunks import Pieces
from mediakit.tokens.numbering import cut_bytes, read_bytes
from mediakit.tokens.words import mark_letters

_Integers = npt.NDArray[np.integer]
_Booleans = npt.NDArray[np.bool_]

# In no list, and too long for an abbreviation.
_STAND_INS = ("Aaaaaaa", "aaaaaaa")
# Before a full stop these are abbreviations only where a list holds them: seven letters, or two
# with a vowel, or several words.
_LONG = r".{7}|.[aeiouyäöüAEOUYÄÖÜ]|[aeiouyäöüAEOUYÄÖÜ].|-"
_STREET = r"[sSſ][tT][rR]$"


class Marks(NamedTuple):
    """What each distinct piece tells of sentences."""

    features: _Integers
    """`chunk_features`; 0 where there is white space only."""
    gaps: _Integers
    """`gap_break` of its white space; a new paragraph follows white space that begins a text."""


class _Coded(NamedTuple):
    """Strings as numbers into the distinct ones."""

    codes: _Integers
    forms: list[str]


def ask_marks(pieces: pa.LargeStringArray) -> Marks:
    """Ask each distinct piece what it tells of sentences."""
    letters, before, words, behind = _part_signs(pieces)
    opening, spaced = _code(before), _code(behind)
    closing = _Coded(spaced.codes, [form.rstrip() for form in spaced.forms])
    gaps = [
        gap_break(form[len(signs) :])
        for form, signs in zip(spaced.forms, closing.forms, strict=True)
    ]
    plain = letters & _ask(opening, lambda signs: not any(map(str.isalnum, signs)))
    plain &= _ask(closing, lambda signs: not signs.strip(SIGNS_BEHIND))
    dotted = np.flatnonzero(plain & _ask(closing, lambda signs: "." in signs))
    plain[dotted] = _are_no_abbreviations(words.take(pa.array(dotted)))
    features = _ask_signs(opening, closing, words=words, wanted=plain)
    features |= _look_up(words, bare=_ask(closing, lambda signs: not signs))
    odd = np.flatnonzero(~plain)
    chunks = [form.rstrip() for form in pieces.take(pa.array(odd)).to_pylist()]
    known = {chunk: chunk_features(chunk) if chunk else 0 for chunk in set(chunks)}
    features[odd] = [known[chunk] for chunk in chunks]
    marks = Marks(features, np.array(gaps, dtype=np.int8)[closing.codes])
    marks.gaps[odd[[not chunk for chunk in chunks]]] = PARAGRAPH_BREAK
    return marks


def find_borders(pieces: Pieces, *, marks: Marks) -> _Integers:
    """Tell which pieces of a batch begin a sentence."""
    breaks = np.full(len(pieces.codes), PARAGRAPH_BREAK, dtype=np.int8)
    breaks[1:] = marks.gaps[pieces.codes[:-1]]
    breaks[pieces.offsets[:-1][np.diff(pieces.offsets) > 0]] = PARAGRAPH_BREAK
    return np.flatnonzero(sentence_borders(marks.features[pieces.codes], breaks=breaks))


def _part_signs(
    forms: pa.LargeStringArray,
) -> tuple[_Booleans, pa.LargeStringArray, pa.LargeStringArray, pa.LargeStringArray]:
    """Part each piece into what stands before its first letter, up to its last one, and behind.

    The first value tells whether there is nothing but letters, and hyphens between letters, from
    the first letter to the last.
    """
    data, ends = read_bytes(forms)
    letter = mark_letters(data)
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


def _code(strings: pa.LargeStringArray) -> _Coded:
    coded = strings.dictionary_encode()
    return _Coded(coded.indices.to_numpy(), coded.dictionary.to_pylist())


def _ask(strings: _Coded, question: Callable[[str], bool]) -> _Booleans:
    """Ask each distinct string."""
    return np.array([question(form) for form in strings.forms], dtype=bool)[strings.codes]


def _are_no_abbreviations(words: pa.LargeStringArray) -> _Booleans:
    """Tell which words certainly are none with a full stop behind them, nor end with one."""
    listed = pa.array(sorted(sentence_words().shortened), words.type)
    last = pc.replace_substring_regex(words, "^.*-", "")
    known = pc.or_(pc.is_in(words, listed), pc.is_in(last, listed))
    likely = known.to_numpy(zero_copy_only=False) | _match(words, _STREET)
    return ~likely & _match(words, _LONG)


def _ask_signs(
    opening: _Coded, closing: _Coded, *, words: pa.LargeStringArray, wanted: _Booleans
) -> _Integers:
    """Ask what the signs around a word tell, and its first letters; 0 where that is not wanted."""
    small = _ask(
        _code(pc.utf8_slice_codeunits(words, 0, 2)),
        lambda start: bool(chunk_features(start) & Feature.LOWER),
    )
    sizes = (len(opening.forms), len(closing.forms), len(_STAND_INS))
    keys = np.ravel_multi_index((opening.codes, closing.codes, small.astype(np.int8)), sizes)
    numbers, distinct = pd.factorize(keys[wanted])
    asked = [
        chunk_features(opening.forms[first] + _STAND_INS[size] + closing.forms[last])
        for first, last, size in np.column_stack(np.unravel_index(distinct, sizes)).tolist()
    ]
    features = np.zeros(len(wanted), dtype=np.int32)
    features[wanted] = np.array(asked, dtype=np.int32)[numbers]
    return features


def _look_up(words: pa.LargeStringArray, *, bare: _Booleans) -> _Integers:
    """Tell what the lists say of each word; some words count only without signs behind them."""
    lists = sentence_words()
    listed = sorted({*lists.whole, *lists.any, ""})
    found = pc.index_in(words, pa.array(listed, words.type)).fill_null(0).to_numpy()
    always, alone = (
        np.array([bits.get(word, 0) for word in listed], dtype=np.int32)[found]
        for bits in (lists.any, lists.whole)
    )
    features = always | alone * bare
    # A capital letter, and a listed noun at the end, in letters of any size; ß has but one.
    sizes = {letter: letter + letter.upper() for letter in "".join(lists.heads)} | {"ß": "ß"}
    heads = ("".join(f"[{sizes[letter]}]" for letter in head) for head in lists.heads)
    compound = _match(words, r"^\p{Lu}") & _match(words, rf"(?:{'|'.join(heads)})$")
    features[(features == 0) & compound] = Feature.ORDINAL_NOUN
    return features


def _match(words: pa.LargeStringArray, pattern: str) -> _Booleans:
    return pc.match_substring_regex(words, pattern).to_numpy(zero_copy_only=False)

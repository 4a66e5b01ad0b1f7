"""What articles are compared by: stems of their words, nouns before others, parts of compounds."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from mediakit.errors import EmptyError
from mediakit.german import (
    abbreviated_forms,
    lowered_forms,
    noun_forms,
    split_all_compounds,
    stopwords,
)
from mediakit.matrix import TermMatrix, count_terms
from mediakit.tokens import Tokens

# What a verb, an adjective or an adverb counts beside a noun or a name.
OTHER_WORDS = 0.3
# Shorter words are no compounds worth a split.
_SHORTEST_COMPOUND = 7
# What pages of the web leave in texts.
_MARKUP = frozenset({"br", "href", "nbsp", "http", "https", "www"})
_UMLAUTS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"))
# Letters that stay when endings of inflection are taken off.
_STEM = 3
# Words of one family begin alike (Polizei, Polizist): so many letters of longer stems count
# too, so much beside the stem.
_BEGINNING, _BEGINNING_WEIGHT = 5, 0.5
# Stands behind a beginning, that it is no stem.
CUT = "…"
# Bounds the memory for compounds; a corpus of 100,000 articles has as many nouns.
_REMEMBERED = 1 << 19


class Words(NamedTuple):
    """The words of articles that can tell topics apart.

    Attributes
    ----------
    counts : csr_array, shape (n_articles, n_stems)
        How often each stem stands in each article, as a word or as part of a compound; what is no
        noun counts less.
    stems : Index of str, shape (n_stems,)
        The stems, sorted; then the beginnings of longer ones, each with an ellipsis.
    lexemes : TermMatrix, shape (n_articles, n_lexemes)
        The words themselves but for abbreviations, each under the most frequent form of its stem.
    lowered : Index of str
        Forms with a capital that are no nouns, since they stand more often without.
    """

    counts: sparse.csr_array
    stems: pd.Index
    lexemes: TermMatrix
    lowered: pd.Index


def read_words(tokens: Tokens, *, lowered: pd.Index | None = None) -> Words:
    """Read the words that can tell topics apart: no stop words, numbers, markup, single letters.

    These tokens tell which capitals are no nouns', or those that `lowered` was read from.
    """
    used = count_terms(tokens)
    forms = pa.array(used.terms, pa.large_string())
    counts = np.asarray(used.counts.sum(axis=0))
    kept = _says_something(forms)
    if not kept.any():
        raise EmptyError("no words are left without stop words and numbers: no topics to find.")
    nouns = noun_forms(forms)
    low = lowered_forms(forms, counts=counts) if lowered is None else used.terms.isin(lowered)
    lowered = used.terms[nouns & low] if lowered is None else lowered
    nouns &= ~low
    owners, codes, stems = _cut(forms, kept=kept, nouns=nouns)
    weights = np.where(nouns, 1.0, OTHER_WORDS)[owners]
    shape = (len(forms), len(stems))
    parts = sparse.csr_array(sparse.coo_array((weights, (owners, codes)), shape=shape))
    beginnings, begin = _beginnings(stems)
    first = np.unique(owners, return_index=True)[1]
    lexemes = _name_stems(
        used, forms=forms, owners=owners[first], stems=codes[first], nouns=counts * nouns
    )
    return Words(
        counts=sparse.csr_array(used.counts @ sparse.hstack([parts, parts @ begin], format="csr")),
        stems=stems.append(beginnings),
        lexemes=lexemes,
        lowered=lowered,
    )


def count_words(counts: sparse.csr_array, *, stems: pd.Index) -> npt.NDArray[np.int64]:
    """Count the different stems of each article, beginnings aside."""
    whole = np.asarray(~stems.str.endswith(CUT), dtype=np.float64)
    found: npt.NDArray[np.int64] = ((counts > 0) @ whole).astype(np.int64)
    return found


def stem(words: Sequence[str]) -> list[str]:
    """Take umlauts and the endings of inflection off: *Häuser* and *Hause* become *haus*."""
    found: list[str] = _stem(pa.array(words, pa.large_string())).to_pylist()
    return found


def _stem(words: pa.LargeStringArray) -> pa.LargeStringArray:
    stems = pc.utf8_lower(words)
    for umlaut, plain in _UMLAUTS:
        stems = pc.replace_substring(stems, umlaut, plain)
    stems = _cut_endings(stems, endings=("ern", "em", "er", "en", "es", "e"))
    genitive = pc.match_substring_regex(stems, "^.{3,}[bdfghklmnrt]s$")
    stems = pc.if_else(genitive, pc.utf8_slice_codeunits(stems, 0, -1), stems)
    return _cut_endings(stems, endings=("en", "er", "est"))


def _cut_endings(stems: pa.LargeStringArray, *, endings: tuple[str, ...]) -> pa.LargeStringArray:
    """Take one ending off where three letters stay; no word has two of them."""
    lengths, shorter = pc.utf8_length(stems), stems
    for ending in endings:
        n = len(ending)
        ends = pc.and_(pc.ends_with(stems, ending), pc.greater_equal(lengths, n + _STEM))
        shorter = pc.if_else(ends, pc.utf8_slice_codeunits(stems, 0, -n), shorter)
    return shorter


def _says_something(forms: pa.LargeStringArray) -> npt.NDArray[np.bool_]:
    letters = pc.match_substring_regex(forms, r"\p{L}")
    longer = pc.greater(pc.utf8_length(forms), 1)
    empty = pc.is_in(pc.utf8_lower(forms), pa.array(sorted(_function_words()), pa.large_string()))
    return np.array(pc.and_(pc.and_(letters, longer), pc.invert(empty)))


@cache
def _function_words() -> frozenset[str]:
    return stopwords(keep_negations=False) | _MARKUP


def _cut(
    forms: pa.LargeStringArray, *, kept: npt.NDArray[np.bool_], nouns: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], pd.Index]:
    """Cut words and the parts of compounds to stems.

    Returns the number of the form and of the stem of each piece, the word itself before its parts,
    and the sorted stems.
    """
    longer = np.array(pc.greater_equal(pc.utf8_length(forms), _SHORTEST_COMPOUND))
    asked = np.flatnonzero(kept & nouns & longer)
    found = [_parts(form) for form in forms.take(pa.array(asked)).to_pylist()]
    inside = np.repeat(asked, [len(parts) for parts in found])
    # Parts recur in many compounds, so each distinct one is cut to its stem once.
    numbers, parts = pd.factorize(np.array([part for row in found for part in row], dtype=object))
    at = np.flatnonzero(kept)
    pieces = pa.concat_arrays([forms.take(pa.array(at)), pa.array(parts, pa.large_string())])
    of_piece, stems = pd.factorize(pd.Index(_stem(pieces), dtype="str"), sort=True)
    owners = np.concatenate([at, inside])
    order = np.argsort(owners, kind="stable")
    codes = np.concatenate([of_piece[: len(at)], of_piece[len(at) + numbers]])
    return owners[order], codes[order], pd.Index(stems, dtype="str")


@lru_cache(maxsize=_REMEMBERED)
def _parts(form: str) -> tuple[str, ...]:
    """Give the parts of a compound, nothing for other words; each form is asked for once."""
    if len(form) < _SHORTEST_COMPOUND:
        return ()
    (found,) = split_all_compounds([form])
    return found if len(found) > 1 else ()


def _beginnings(stems: pd.Index) -> tuple[pd.Index, sparse.csr_array]:
    """Give the beginnings of longer stems, and which stem has which."""
    longer = np.flatnonzero(stems.str.len() > _BEGINNING)
    codes, found = pd.factorize(stems[longer].str[:_BEGINNING], sort=True)
    weights = np.full(len(codes), _BEGINNING_WEIGHT)
    begin = sparse.csr_array((weights, (longer, codes)), shape=(len(stems), len(found)))
    return found + CUT, begin


def _name_stems(
    used: TermMatrix,
    *,
    forms: pa.LargeStringArray,
    owners: npt.NDArray[np.int64],
    stems: npt.NDArray[np.int64],
    nouns: npt.NDArray[np.int64],
) -> TermMatrix:
    """Count words under the most frequent form of their stem; nouns keep their capital.

    Abbreviations and initials help to tell topics apart, and would tell a reader nothing.
    """
    shown = ~abbreviated_forms(forms)[owners]
    if shown.any():
        owners, stems = owners[shown], stems[shown]
    counts, nouns = np.asarray(used.counts.sum(axis=0))[owners], nouns[owners]
    is_name = 2 * np.bincount(stems, weights=nouns) >= np.bincount(stems, weights=counts)
    weight = np.where(is_name[stems], nouns, counts)
    order = np.lexsort((owners, -weight, stems))
    first = order[np.r_[True, np.diff(stems[order]) > 0]]
    named = forms.take(pa.array(owners[first]))
    named = pc.if_else(pa.array(is_name[stems[first]]), named, pc.utf8_lower(named))
    of_stem = np.zeros(len(is_name), dtype=np.int64)
    of_stem[stems[first]], names = pd.factorize(pd.Index(named, dtype="str"), sort=True)
    shape = (len(forms), len(names))
    ones = np.ones(len(owners), dtype=np.int64)
    lexemes = sparse.csr_array(
        used.counts @ sparse.csr_array((ones, (owners, of_stem[stems])), shape=shape)
    )
    return TermMatrix(lexemes, used.articles, names)

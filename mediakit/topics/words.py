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
from mediakit.german import split_all_compounds, stopwords
from mediakit.tokens import Tokens, is_noun

# What a verb, an adjective or an adverb counts beside a noun or a name.
OTHER_WORDS = 0.3
# Shorter words are no compounds worth a split.
_SHORTEST_COMPOUND = 7
# What pages of the web leave in texts.
_MARKUP = frozenset({"br", "href", "nbsp", "http", "https", "www"})
_UMLAUTS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"))
# Endings of German inflection, taken off in this order from stems of three letters or more.
_ENDINGS = (
    r"^(.{3,})(?:ern|em|er|en|es|e)$",
    r"^(.{3,}[bdfghklmnrt])s$",
    r"^(.{3,})(?:en|er|est)$",
)
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
        How often each stem stands in each article, as a word or as part of a compound.
    stems : Index of str, shape (n_stems,)
        The stems, sorted; then the beginnings of longer ones, each with an ellipsis.
    lexemes : Tokens
        The words themselves, each under the most frequent form of its stem.
    """

    counts: sparse.csr_array
    stems: pd.Index
    lexemes: Tokens


def read_words(tokens: Tokens) -> Words:
    """Read the words that can tell topics apart: no stop words, numbers, markup, single letters."""
    says_something = np.array([_says_something(term) for term in tokens.terms.tolist()], dtype=bool)
    if not says_something.any():
        raise EmptyError("no words are left without stop words and numbers: no topics to find.")
    noun = is_noun(tokens)
    kept = says_something[tokens.codes]
    content, noun = tokens.keep(kept), noun[kept]
    forms = content.terms.tolist()
    nouns = np.bincount(content.codes[noun], minlength=len(forms))
    pieces = [
        (form, *_parts(form)) if count else (form,)
        for form, count in zip(forms, nouns.tolist(), strict=True)
    ]
    of_form = np.repeat(np.arange(len(forms)), [len(found) for found in pieces])
    # Parts recur in many compounds, so each distinct piece is cut to its stem once.
    numbers, distinct = pd.factorize(pd.Index([piece for found in pieces for piece in found]))
    of_piece, stems = pd.factorize(pd.Index(stem(distinct.tolist())))
    codes = of_piece[numbers]
    order = stems.argsort()
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    parts = sparse.csr_array(
        (np.ones(len(codes)), (of_form, place[codes])), shape=(len(forms), len(stems))
    )
    weights = np.where(noun, 1.0, OTHER_WORDS)
    shape = (len(content.articles), len(forms))
    used = sparse.csr_array((weights, content.codes, content.offsets), shape=shape, copy=True)
    used.sum_duplicates()
    whole = codes[np.searchsorted(of_form, np.arange(len(forms)))]
    names = _name_stems(content, nouns=nouns, stems=whole)
    counts = sparse.csr_array(used @ parts)
    stems = pd.Index(stems.take(order), dtype="str")
    beginnings, begin = _beginnings(stems)
    return Words(
        counts=sparse.csr_array(sparse.hstack([counts, counts @ begin])),
        stems=stems.append(beginnings),
        lexemes=content.map(names.__getitem__),
    )


def count_words(counts: sparse.csr_array, *, stems: pd.Index) -> npt.NDArray[np.int64]:
    """Count the different stems of each article, beginnings aside."""
    whole = np.asarray(~stems.str.endswith(CUT), dtype=np.float64)
    found: npt.NDArray[np.int64] = ((counts > 0) @ whole).astype(np.int64)
    return found


def stem(words: Sequence[str]) -> list[str]:
    """Take umlauts and the endings of inflection off: *Häuser* and *Hause* become *haus*."""
    stems = pc.utf8_lower(pa.array(words, type=pa.string()))
    for umlaut, plain in _UMLAUTS:
        stems = pc.replace_substring(stems, umlaut, plain)
    for ending in _ENDINGS:
        stems = pc.replace_substring_regex(stems, ending, r"\1")
    found: list[str] = stems.to_pylist()
    return found


def _says_something(term: str) -> bool:
    return len(term) > 1 and term.lower() not in _function_words() and any(map(str.isalpha, term))


@cache
def _function_words() -> frozenset[str]:
    return stopwords(keep_negations=False) | _MARKUP


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
    content: Tokens, *, nouns: npt.NDArray[np.int64], stems: npt.NDArray[np.int64]
) -> dict[str, str]:
    """Name each form by the most frequent form of its stem; nouns keep their capital."""
    forms = content.terms.to_numpy(dtype=object)
    counts = np.bincount(content.codes, minlength=len(forms))
    is_name = 2 * np.bincount(stems, weights=nouns) >= np.bincount(stems, weights=counts)
    weight = np.where(is_name[stems], nouns, counts)
    order = np.lexsort((np.arange(len(forms)), -weight, stems))
    first = order[np.r_[True, np.diff(stems[order]) > 0]]
    names = np.empty(len(is_name), dtype=object)
    names[stems[first]] = [
        form if noun else form.lower()
        for form, noun in zip(forms[first], is_name[stems[first]], strict=True)
    ]
    return dict(zip(forms.tolist(), names[stems].tolist(), strict=True))

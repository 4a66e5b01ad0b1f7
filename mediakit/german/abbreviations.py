"""Abbreviations among the forms of a corpus: Dr., Mio, z.B."""

import functools

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mediakit.german.wordlists import word_lists

_VOWEL = "[aeiouyäöü]"
_DOTTED = r"\.$|^\p{L}{1,2}(?:\.\p{L}{1,2})+$"


def abbreviated_forms(forms: pa.LargeStringArray) -> NDArray[np.bool_]:
    """Tell which forms are abbreviations or initials, with their full stop or without.

    Parameters
    ----------
    forms : LargeStringArray, shape (n_forms,)
        Distinct words, as `split_words` gives them.

    Returns
    -------
    ndarray of bool, shape (n_forms,)
        True also for street names that end in *str.*, and for ordinals.

    Examples
    --------
    >>> forms = ["Dr.", "Mio", "B.", "z.B", "Haus", "CDU", "Bio"]
    >>> abbreviated_forms(pa.array(forms, pa.large_string())).tolist()
    [True, True, True, True, False, False, False]
    """
    bare = pa.array(sorted(word_lists("abbreviations")["bare"]), pa.large_string())
    dotted = pc.match_substring_regex(forms, _DOTTED)
    return np.array(pc.or_(dotted, pc.is_in(forms, bare)))


def may_keep_dots(words: pa.LargeStringArray) -> NDArray[np.bool_]:
    """Tell whether a full stop behind words may be part of them: abbreviation, numeral, street.

    Parameters
    ----------
    words : LargeStringArray, shape (n_words,)
        Letters and digits, perhaps with hyphens.

    Returns
    -------
    ndarray of bool, shape (n_words,)
        False if the full stop is certainly a sign of its own.

    Examples
    --------
    >>> words = pa.array(["Haus", "Dr", "XVI", "Hauptstr"], pa.large_string())
    >>> may_keep_dots(words).tolist()
    [False, True, True, True]
    """
    sizes = pc.utf8_length(words).to_numpy()
    bare = pa.array(sorted(form[:-1] for form in dotted_abbreviations()), words.type)
    streets = pc.or_(pc.ends_with(words, "str"), pc.ends_with(words, "Str"))
    found = np.array(pc.or_(streets, pc.is_in(words, bare))) | (sizes < 2)
    few = np.flatnonzero(sizes < 8)
    found[few] |= ~np.array(pc.match_substring_regex(words.take(pa.array(few)), _VOWEL), dtype=bool)
    return found


@functools.cache
def dotted_abbreviations() -> frozenset[str]:
    """Give the abbreviations that are written with a full stop."""
    lists = word_lists("abbreviations")
    return frozenset(lists["never"] | lists["opener"] | lists["closing"])

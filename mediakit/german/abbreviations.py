"""Abbreviations among the forms of a corpus: Dr., Mio, z.B."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mediakit.german.wordlists import word_lists

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

"""Where patterns stand: which terms of a vocabulary, which places among tokens."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import MediakitError
from mediakit.patterns.reading import Patterns, Words, read_patterns
from mediakit.tokens import Tokens

_Integers = npt.NDArray[np.integer]


class Places(NamedTuple):
    """Where the patterns of one name stand among tokens.

    Attributes
    ----------
    first : ndarray of int64, shape (n_places,)
        Number of the token at which each place begins.
    length : ndarray of int64, shape (n_places,)
        How many tokens it has.
    """

    first: _Integers
    length: _Integers


def find_places(tokens: Tokens, *, patterns: Patterns) -> dict[str, Places]:
    """Find where patterns stand.

    Parameters
    ----------
    tokens : Tokens
        Where to look.
    patterns : list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards and phrases, or the table of `match_terms`.

    Returns
    -------
    dict of str to Places
        For each name, in the order given, its places in the order of the text, the longer first
        where two begin together. No phrase passes the end of a sentence.

    Raises
    ------
    MediakitError
        Naming the first pattern that matches nothing, or if there is none.
    """
    groups = read_patterns(patterns)
    places = {name: find_group(tokens, group=group) for name, group in groups.items()}
    for name, at in places.items():
        if not len(at.first):
            raise matches_nothing(name, words=groups[name][0], terms=tokens.terms)
    return places


def select_terms(terms: pd.Index, *, patterns: Patterns) -> tuple[list[str], sparse.csr_array]:
    """Tell which columns of a matrix each pattern adds up.

    Parameters
    ----------
    terms : Index of str, shape (n_terms,)
        The columns.
    patterns : list of str, mapping of name to patterns, or DataFrame
        Without phrases, unless a column is one.

    Returns
    -------
    names : list of str
        The patterns' names, in the order given.
    selection : csr_array of int64, shape (n_terms, n_names)
        1 where the name takes the term; ``counts @ selection`` are the counts of the names.

    Raises
    ------
    MediakitError
        Naming the first pattern that matches nothing, or if there is none.
    """
    groups = read_patterns(patterns)
    columns = [find_columns(terms, group=group) for group in groups.values()]
    for (name, group), found in zip(groups.items(), columns, strict=True):
        if not len(found):
            raise matches_nothing(name, words=group[0], terms=terms)
    row = np.concatenate(columns)
    column = np.repeat(np.arange(len(groups)), [len(found) for found in columns])
    shape = (len(terms), len(groups))
    ones = np.ones(len(row), dtype=np.int64)
    return list(groups), sparse.csr_array((ones, (row, column)), shape=shape)


def find_columns(terms: pd.Index, *, group: Sequence[Words]) -> _Integers:
    """Find the terms that a group matches; a phrase matches a term with a space, as n-grams have.

    Parameters
    ----------
    terms : Index of str, shape (n_terms,)
        The vocabulary.
    group : sequence of Words
        Patterns of one name, from `read_patterns`.

    Returns
    -------
    ndarray of int64
        Numbers of the terms, ascending, each once.
    """
    exact = [words for words in group if all(isinstance(word, str) for word in words)]
    plain = pd.Index([" ".join(map(str, words)) for words in exact], dtype="str")
    found = [terms.get_indexer(plain)]
    for words in group:
        parts = [word for word in words if isinstance(word, re.Pattern)]
        if parts:
            matches = re.compile(r"\ ".join(_with_case(part) for part in parts)).fullmatch
            found.append(np.flatnonzero([matches(term) is not None for term in terms]))
    columns = np.unique(np.concatenate(found))
    return columns[columns >= 0]


def find_group(tokens: Tokens, *, group: Sequence[Words]) -> Places:
    """Find the places of all patterns of one name, as `find_places` does.

    Parameters
    ----------
    tokens : Tokens
        Where to look.
    group : sequence of Words
        Patterns of one name, from `read_patterns`.

    Returns
    -------
    Places
        None where nothing matches.
    """
    wanted = np.zeros(len(tokens.terms), dtype=bool)
    wanted[find_columns(tokens.terms, group=group)] = True
    # All single words together cost one pass over the tokens.
    single = np.flatnonzero(wanted[tokens.codes])
    phrases = [words for words in group if len(words) > 1]
    found = [_find_phrase(tokens, words=words) for words in phrases]
    first = np.concatenate([single, *found])
    length = np.repeat([1, *map(len, phrases)], [len(single), *map(len, found)])
    pairs = np.unique(np.stack([first, -length]), axis=1)
    return Places(pairs[0], -pairs[1])


def matches_nothing(name: str, *, words: Words, terms: pd.Index) -> MediakitError:
    """Say which pattern found nothing, and the likely reason.

    Parameters
    ----------
    name : str
        What the user calls it.
    words : Words
        Its first pattern.
    terms : Index of str
        Where it was looked for.

    Returns
    -------
    MediakitError
        To be raised.
    """
    if len(words) > 1:
        return MediakitError(
            f"no phrase {name!r}. Its words must be neighbours in one sentence; a matrix knows "
            "no neighbours, so count phrases with count_terms(merge_terms(tokens, patterns=...))."
        )
    if not isinstance(words[0], str):
        return MediakitError(f"no term matches {name!r}. Capital letters are matched by case.")
    close = get_close_matches(words[0], terms.tolist(), n=1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    return MediakitError(f"no term {words[0]!r}{hint}. Terms are matched by case.")


def _with_case(word: re.Pattern[str]) -> str:
    return f"(?i:{word.pattern})" if word.flags & re.IGNORECASE else f"(?:{word.pattern})"


def _find_phrase(tokens: Tokens, *, words: Words) -> _Integers:
    first = np.arange(max(len(tokens) - len(words) + 1, 0))
    for place, word in enumerate(words):
        wanted = np.zeros(len(tokens.terms), dtype=bool)
        wanted[find_columns(tokens.terms, group=[(word,)])] = True
        first = first[wanted[tokens.codes[first + place]]]
    # The next sentence begins behind the last word, or the phrase would pass its end.
    ends = tokens.sentences[np.searchsorted(tokens.sentences, first, side="right")]
    return first[first + len(words) <= ends]

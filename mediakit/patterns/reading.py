"""From what the user wrote to expressions that can be looked up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import pandas as pd

from mediakit.errors import MediakitError, require_columns

Patterns: TypeAlias = Sequence[str] | Mapping[str, str | Sequence[str]] | pd.DataFrame
# The words of one pattern, in order; a str is an exact term.
Words: TypeAlias = tuple[str | re.Pattern[str], ...]
_PIECES = re.compile(r"\\([*?\\])|([*?])")


def read_patterns(patterns: Patterns) -> dict[str, list[Words]]:
    """Bring the three ways of giving patterns into one.

    Parameters
    ----------
    patterns : list of str, mapping of name to patterns, or DataFrame
        As the user gave them.

    Returns
    -------
    dict of str to list of Words
        The patterns of each name, in the order given.

    Raises
    ------
    MediakitError
        If they are none of the three or empty, or naming the first pattern that is no text.
    """
    groups: dict[str, list[Words]] = {}
    if isinstance(patterns, pd.DataFrame):
        require_columns(patterns, columns=["pattern", "term"], made_by="match_terms()")
        for name, term in zip(patterns["pattern"], patterns["term"], strict=True):
            groups.setdefault(name, []).append(tuple(term.split(" ")))
    elif isinstance(patterns, str) or not isinstance(patterns, Iterable):
        raise MediakitError(f"terms= must be a list of one or more terms, not {patterns!r}")
    else:
        if not isinstance(patterns, Mapping):
            patterns = {str(text): [text] for text in patterns}
        for name, given in patterns.items():
            listed = [given] if isinstance(given, str) else given
            groups[name] = [_read_one(text) for text in listed]
    if not groups:
        raise MediakitError("no terms given. terms= must be a list of one or more terms.")
    return groups


def compile_word(word: str) -> re.Pattern[str]:
    """Make a word with wildcards an expression; small letters match any case."""
    written, end = "", 0
    for piece in _PIECES.finditer(word):
        plain, wild = piece.groups()
        written += re.escape(word[end : piece.start()])
        written += re.escape(plain) if plain else {"*": r"\S*", "?": r"\S"}[wild]
        end = piece.end()
    flags = re.IGNORECASE if word == word.lower() else re.NOFLAG
    return re.compile(written + re.escape(word[end:]), flags)


def _read_one(text: object) -> Words:
    words = text.split() if isinstance(text, str) else []
    if not words:
        raise MediakitError(f"pattern {text!r} is no word. Give texts such as 'Klima*'.")
    if len(words) == 1 and not any(wild for _, wild in _PIECES.findall(words[0])):
        return (_PIECES.sub(r"\1", words[0]),)
    return tuple(compile_word(word) for word in words)

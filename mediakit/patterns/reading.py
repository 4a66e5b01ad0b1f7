"""From what the user wrote to words that can be looked up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from mediakit.errors import MediakitError, require_columns

Patterns: TypeAlias = str | Sequence[str] | Mapping[str, str | Sequence[str]] | pd.DataFrame
_PIECES = re.compile(r"\\([*?\\])|([*?])")
_EXPRESSIONS = {"*": "[^ ]*", "?": "[^ ]"}


class Word(NamedTuple):
    """One word of a pattern, and how it is looked up.

    Attributes
    ----------
    kind : {"form", "prefix", "suffix", "expression"}
        Whether `text` is the whole term, its begin, its end, or a regular expression of it.
    text : str
        What is looked for, in small letters where any case is meant.
    any_case : bool
        Whether capital and small letters are the same.
    """

    kind: str
    text: str
    any_case: bool

    def expression(self) -> str:
        """Write the word as a regular expression."""
        text = self.text if self.kind == "expression" else re.escape(self.text)
        text = {"prefix": f"{text}[^ ]*", "suffix": f"[^ ]*{text}"}.get(self.kind, text)
        return f"(?i:{text})" if self.any_case else f"(?:{text})"


# The words of one pattern, in order.
Words: TypeAlias = tuple[Word, ...]


def read_patterns(patterns: Patterns) -> dict[str, list[Words]]:
    """Bring the ways of giving patterns into one.

    Parameters
    ----------
    patterns : str, list of str, mapping of name to patterns, or DataFrame
        As the user gave them.

    Returns
    -------
    dict of str to list of Words
        The patterns of each name, in the order given.

    Raises
    ------
    MediakitError
        If they are none of these or empty, or naming the first pattern that is no text.
    """
    groups: dict[str, list[Words]] = {}
    if isinstance(patterns, pd.DataFrame):
        require_columns(patterns, columns=["pattern", "term"], made_by="match_terms()")
        for name, term in zip(patterns["pattern"], patterns["term"], strict=True):
            groups.setdefault(name, []).append(exactly(term))
    elif not isinstance(patterns, Iterable):
        raise MediakitError(f"patterns are texts such as 'Klima*', not {patterns!r}")
    else:
        for name, given in _name(patterns).items():
            listed = [given] if isinstance(given, str) else given
            groups[name] = [_read_one(text) for text in listed]
    empty = next((name for name, group in groups.items() if not group), None)
    if not groups or empty is not None:
        what = "no terms given" if empty is None else f"{empty!r} has no pattern"
        raise MediakitError(f"{what}. Give one or more texts such as 'Klima*'.")
    return groups


def exactly(term: str) -> Words:
    """Make a pattern of a term as it stands in the tokens, case included."""
    return tuple(Word("form", part, any_case=False) for part in term.split(" "))


def join_words(words: Words) -> Word:
    """Make one word of a phrase, for vocabularies whose terms hold blanks, as n-grams do."""
    if len(words) == 1:
        return words[0]
    if {word.kind for word in words} == {"form"} and len({word.any_case for word in words}) == 1:
        return Word("form", " ".join(word.text for word in words), words[0].any_case)
    return Word("expression", " ".join(word.expression() for word in words), any_case=False)


def _name(patterns: Iterable[str]) -> Mapping[str, str | Sequence[str]]:
    if isinstance(patterns, Mapping):
        return patterns
    listed = [patterns] if isinstance(patterns, str) else list(patterns)
    return {str(text): [text] for text in listed}


def _read_one(text: object) -> Words:
    words = text.split() if isinstance(text, str) else []
    if not words:
        raise MediakitError(f"pattern {text!r} is no word. Give texts such as 'Klima*'.")
    return tuple(_read_word(word) for word in words)


def _read_word(word: str) -> Word:
    pieces, end = [], 0
    for piece in _PIECES.finditer(word):
        plain, wild = piece.groups()
        pieces += [(word[end : piece.start()] + (plain or ""), ""), ("", wild or "")]
        end = piece.end()
    pieces = [piece for piece in [*pieces, (word[end:], "")] if any(piece)]
    wilds = [wild for _, wild in pieces]
    text, any_case = "".join(plain for plain, _ in pieces), word == word.lower()
    if not any(wilds):
        return Word("form", text, any_case)
    if wilds[-1] == "*" and not any(wilds[:-1]):
        return Word("prefix", text, any_case)
    if wilds[0] == "*" and not any(wilds[1:]):
        return Word("suffix", text, any_case)
    written = "".join(_EXPRESSIONS.get(wild, re.escape(plain)) for plain, wild in pieces)
    return Word("expression", written, any_case)

"""Patterns as tables and as tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from mediakit.errors import EmptyError
from mediakit.german import split_all_compounds
from mediakit.matrix import TermMatrix
from mediakit.patterns.lookup import (
    Hits,
    find_columns,
    find_hits,
    find_places,
    matches_nothing,
    spell_hits,
)
from mediakit.patterns.reading import Patterns, Words, exactly, read_patterns
from mediakit.tokens import Tokens
from mediakit.tokens.value import Later


def match_terms(
    counted: Tokens | TermMatrix,
    *,
    patterns: Patterns | None = None,
    parts_of: str | Sequence[str] = (),
    split: Callable[[str], Iterable[str]] | None = None,
) -> pd.DataFrame:
    r"""List the forms that patterns and compound families match.

    The result, filtered as you like, can be given wherever patterns can.

    Parameters
    ----------
    counted : Tokens or TermMatrix
        Where to look; phrases need Tokens.
    patterns : str, list of str, mapping of name to patterns, or DataFrame, optional
        Terms, wildcards (``"Klima*"``, ``"*krise"``) and phrases (``"künstliche* Intelligenz"``).
    parts_of : str or list of str
        Words whose compounds are wanted: ``"Klima"`` finds *Klimapolitik* and *Betriebsklima*.
    split : callable, str -> iterable of str, optional
        Gives the parts of one word, in their basic form; by default those of `split_compound`.
        Called once per distinct term and part: parts of parts count too.

    Returns
    -------
    DataFrame
        One row per pattern and form, patterns in the order given and then families; within each
        the most frequent form first, ties by term:

        ``pattern``
            Name of the pattern, or the word of the family.
        ``term``
            The form; the words of a phrase are joined by a space.
        ``count``
            How often it stands there.
        ``articles``
            Articles in which it stands.

    Raises
    ------
    EmptyError
        Naming the first pattern or family that matches nothing.
    MediakitError
        If none is given.

    See Also
    --------
    merge_terms : Count all forms of a pattern as one term.

    Notes
    -----
    Patterns mean the same wherever terms are given. ``*`` stands for any letters of a word or
    none, ``?`` for one, several words for neighbours within one sentence. A word in small letters
    matches any case (``*krise`` finds *Krise*), a word with a capital letter is matched by case
    (``Klima*`` finds no *klimatisch*), the terms of a table such as this one stand for exactly
    these terms. A star or question mark of the word itself is written ``\*`` or ``\?``.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Klimakrise und das Klima", "Krise? Eurokrise!"]})
    >>> tokens = mk.tokenize(articles)
    >>> mk.match_terms(tokens, patterns=["Klima*", "*krise"])
      pattern        term  count  articles
    0  Klima*       Klima      1         1
    1  Klima*  Klimakrise      1         1
    2  *krise   Eurokrise      1         1
    3  *krise  Klimakrise      1         1
    4  *krise       Krise      1         1
    """
    families = _find_families(counted, words=parts_of, split=split)
    groups = (
        {} if patterns is None and families else read_patterns(() if patterns is None else patterns)
    )
    for name, family in families.items():
        groups[name] = groups.get(name, []) + family
    if isinstance(counted, TermMatrix):
        counts = _count_columns(counted, groups=groups)
    else:
        counts = _count_hits(counted, groups=groups)
    tables = []
    for name, table in zip(groups, counts, strict=True):
        if table.empty:
            raise matches_nothing(name, groups=groups, terms=counted.terms)
        table.insert(0, "pattern", pd.Index([name] * len(table), dtype="str"))
        tables.append(table.sort_values(["count", "term"], ascending=[False, True]))
    return pd.concat(tables, ignore_index=True)


def merge_terms(tokens: Tokens, *, patterns: Patterns) -> Tokens:
    """Make every place that a pattern matches one token, named like the pattern.

    Afterwards every measure counts the pattern as it counts a term. A phrase becomes one token,
    which begins where its first word does, so there are fewer tokens than before. A word belongs
    to one pattern at most: longer phrases come first, then the order given.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    patterns : str, list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards and phrases, or the table of `match_terms`.

    Returns
    -------
    Tokens
        With the merged terms in tokens and vocabulary.

    Raises
    ------
    EmptyError
        Naming the first pattern that matches nothing.
    MediakitError
        If there is none.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Künstliche Intelligenz prüft künstliche Wimpern"]})
    >>> merged = mk.merge_terms(mk.tokenize(articles), patterns=["künstliche Intelligenz"])
    >>> merged.to_frame()
       article                    term  start
    0        0  künstliche Intelligenz      0
    1        0                   prüft     23
    2        0              künstliche     29
    3        0                 Wimpern     40
    """
    names, hits = find_places(tokens, patterns=patterns)
    return merge_hits(tokens, names=names, hits=hits)


def merge_hits(tokens: Tokens, *, names: Sequence[str], hits: Hits) -> Tokens:
    """Make every hit one token, as `merge_terms` does; there may be none.

    Parameters
    ----------
    tokens : Tokens
        Where they were found.
    names : sequence of str
        The names of the patterns.
    hits : Hits
        From `find_hits`.

    Returns
    -------
    Tokens
        With the merged terms in tokens and vocabulary.
    """
    kept = np.ones(len(tokens), dtype=bool)
    taken = np.zeros(len(tokens), dtype=bool)
    codes = tokens.codes.copy()
    # Phrases are few, and the longest come first; of single words the first name counts.
    for length in np.unique(hits.length)[::-1].tolist():
        alike = hits.take(hits.length == length)
        alike = alike.take(np.argsort(alike.name, kind="stable"))
        borders = np.searchsorted(alike.name, np.arange(len(names) + 1)).tolist()
        for name, (begin, end) in enumerate(pairwise(borders)):
            first = _choose(alike.first[begin:end], length=length, taken=taken)
            codes[first] = len(tokens.terms) + name
            for place in range(length):
                taken[first + place] = True
                kept[first + place] = place == 0
    labels = pd.Index([*tokens.terms, *names], dtype="str")
    codes = codes[kept]
    used = np.flatnonzero(np.bincount(codes, minlength=len(labels)))
    numbers, terms = pd.factorize(labels.take(used), sort=True)
    renumbered = np.zeros(len(labels), dtype=np.int32)
    renumbered[used] = numbers
    gone = np.flatnonzero(~kept)
    return replace(
        tokens,
        codes=renumbered[codes],
        offsets=_move(tokens.offsets, gone=gone),
        terms=pd.Index(terms),
        starts=Later(lambda: tokens.starts[kept]),
        sentences=Later(lambda: np.unique(_move(tokens.sentences, gone=gone))),
    )


def _move(offsets: np.ndarray, *, gone: np.ndarray) -> np.ndarray:
    """Tell where offsets stand once these tokens are gone."""
    return offsets - np.searchsorted(gone, offsets)


def _choose(first: np.ndarray, *, length: int, taken: np.ndarray) -> np.ndarray:
    """Leave out places with a taken word, and those that overlap the one before."""
    for place in range(length):
        first = first[~taken[first + place]]
    if length == 1:
        return first
    chosen, end = [], 0
    for begin in first.tolist():
        if begin >= end:
            chosen.append(begin)
            end = begin + length
    return np.array(chosen, dtype=np.int64)


def _count_columns(matrix: TermMatrix, *, groups: dict[str, list[Words]]) -> Iterator[pd.DataFrame]:
    """Count the columns of each name."""
    for columns in find_columns(matrix.terms, groups=groups):
        counts = matrix.counts[:, columns]
        yield pd.DataFrame(
            {
                "term": matrix.terms.take(columns),
                "count": np.asarray(counts.sum(axis=0)),
                "articles": counts.count_nonzero(axis=0),
            }
        )


def _count_hits(tokens: Tokens, *, groups: dict[str, list[Words]]) -> Iterator[pd.DataFrame]:
    """Count the forms of each name by their codes, those of one word, two words ... at a time."""
    hits = find_hits(tokens, groups=groups)
    hits = hits.take(np.argsort(hits.name, kind="stable"))
    borders = np.searchsorted(hits.name, np.arange(len(groups) + 1))
    for begin, end in pairwise(borders.tolist()):
        mine = hits.take(np.arange(begin, end))
        tables = [
            _count_forms(tokens, hits=mine, length=n)
            for n in range(1, max(mine.length, default=1) + 1)
        ]
        yield pd.concat(tables) if len(tables) > 1 else tables[0]


def _count_forms(tokens: Tokens, *, hits: Hits, length: int) -> pd.DataFrame:
    hits = hits.take(hits.length == length)
    numbers = np.zeros(len(hits.first), dtype=np.int64)
    for step in range(length):
        # A pair as one integer: the form so far, and its next word.
        pairs = numbers * np.int64(len(tokens.terms)) + tokens.codes[hits.first + step]
        numbers = pd.factorize(pairs)[0]
    _, example = np.unique(numbers, return_index=True)
    article = np.searchsorted(tokens.offsets, hits.first, side="right") - 1
    in_articles = np.unique(numbers * np.int64(len(tokens.articles)) + article)
    return pd.DataFrame(
        {
            "term": spell_hits(tokens, hits=hits.take(example)),
            "count": np.bincount(numbers),
            "articles": np.bincount(in_articles // max(len(tokens.articles), 1)),
        }
    )


def _find_families(
    counted: Tokens | TermMatrix,
    *,
    words: str | Sequence[str],
    split: Callable[[str], Iterable[str]] | None,
) -> dict[str, list[Words]]:
    """Find for each word the terms that have it among their parts."""
    words = [words] if isinstance(words, str) else list(words)
    if not words:
        return {}
    forms = counted.terms.tolist()
    every = _split_deep(forms, split=_splitter(counted) if split is None else _one_by_one(split))
    families: dict[str, list[Words]] = {word.lower(): [] for word in words}
    for term in forms:
        for part in every[term] & families.keys():
            families[part].append(exactly(term))
    for word in words:
        if not families[word.lower()]:
            raise EmptyError(f"no term has the part {word!r}. Give a word in its basic form.")
    return {word: families[word.lower()] for word in words}


def _split_deep(
    forms: list[str], *, split: Callable[[list[str]], list[tuple[str, ...]]]
) -> dict[str, set[str]]:
    """Collect all parts of each form in small letters, and the parts of parts, and itself."""
    parts: dict[str, tuple[str, ...]] = {}
    unknown = forms
    while unknown:
        parts |= dict(zip(unknown, split(unknown), strict=True))
        found = dict.fromkeys(part for form in unknown for part in parts[form])
        unknown = [part for part in found if part not in parts]
    # Flusswärmepumpe is Fluss and Wärmepumpe, in which Wärme stands.
    every: dict[str, set[str]] = {}
    for form in forms:
        waiting, seen = [form], set()
        while waiting:
            part = waiting.pop()
            if part not in seen:
                seen.add(part)
                waiting.extend(parts[part])
        every[form] = {part.lower() for part in seen}
    return every


def _one_by_one(
    split: Callable[[str], Iterable[str]],
) -> Callable[[list[str]], list[tuple[str, ...]]]:
    return lambda words: [tuple(split(word)) for word in words]


def _splitter(counted: Tokens | TermMatrix) -> Callable[[list[str]], list[tuple[str, ...]]]:
    """Split compounds with the help of the corpus' own words, which tell what parts exist."""
    if isinstance(counted, TermMatrix):
        counts = np.asarray(counted.counts.sum(axis=0)).round().astype(np.int64)
    else:
        counts = np.bincount(counted.codes, minlength=len(counted.terms))
    vocabulary = dict(zip(counted.terms.tolist(), counts.tolist(), strict=True))
    return lambda words: split_all_compounds(words, vocabulary=vocabulary)

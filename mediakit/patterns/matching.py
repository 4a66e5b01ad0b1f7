"""Patterns as tables and as tokens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.errors import MediakitError
from mediakit.german import split_all_compounds
from mediakit.matrix import TermMatrix
from mediakit.patterns.lookup import (
    find_columns,
    find_group,
    find_places,
    matches_nothing,
)
from mediakit.patterns.reading import Patterns, Words, read_patterns
from mediakit.tokens import Tokens


def match_terms(
    counted: Tokens | TermMatrix,
    *,
    patterns: Patterns = (),
    parts_of: str | Sequence[str] = (),
    split: Callable[[str], Iterable[str]] | None = None,
) -> pd.DataFrame:
    """List the forms that patterns and compound families match.

    The result, filtered as you like, can be given wherever patterns can.

    Parameters
    ----------
    counted : Tokens or TermMatrix
        Where to look; phrases need Tokens.
    patterns : list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards (``"Klima*"``, ``"*krise"``) and phrases (``"künstliche* Intelligenz"``).
    parts_of : str or list of str
        Words whose compounds are wanted: ``"Klima"`` finds *Klimapolitik* and *Betriebsklima*.
    split : callable, str -> iterable of str, optional
        Gives the parts of one word, in their basic form; by default
        those of `split_compound`. Called once per distinct term.

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
    MediakitError
        Naming the first pattern or family that matches nothing, or if none is given.

    See Also
    --------
    merge_terms : Count all forms of a pattern as one term.

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
    families = _find_families(counted.terms, words=parts_of, split=split)
    given = isinstance(patterns, pd.DataFrame) or len(patterns) or not families
    groups = read_patterns(patterns) if given else {}
    for name, family in families.items():
        groups[name] = groups.get(name, []) + family
    tables = []
    for name, group in groups.items():
        if isinstance(counted, TermMatrix):
            table = _count_columns(counted, group=group)
        else:
            table = _count_places(counted, group=group)
        if table.empty:
            raise matches_nothing(name, words=group[0], terms=counted.terms)
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
    patterns : list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards and phrases, or the table of `match_terms`.

    Returns
    -------
    Tokens
        With the merged terms in tokens and vocabulary.

    Raises
    ------
    MediakitError
        Naming the first pattern that matches nothing, or if there is none.

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
    places = find_places(tokens, patterns=patterns)
    kept = np.ones(len(tokens), dtype=bool)
    taken = np.zeros(len(tokens), dtype=bool)
    codes = tokens.codes.astype(np.int64)
    lengths = np.unique(np.concatenate([at.length for at in places.values()]))[::-1]
    for length in lengths.tolist():
        for code, at in enumerate(places.values(), start=len(tokens.terms)):
            first = _choose(at.first[at.length == length], length=length, taken=taken)
            codes[first] = code
            for place in range(length):
                taken[first + place] = True
                kept[first + place] = place == 0
    labels = pd.Index([*tokens.terms, *places], dtype="str")
    codes = codes[kept]
    used = np.flatnonzero(np.bincount(codes, minlength=len(labels)))
    numbers, terms = pd.factorize(labels.take(used), sort=True)
    renumbered = np.zeros(len(labels), dtype=np.int32)
    renumbered[used] = numbers
    before = np.concatenate([[0], np.cumsum(kept)])
    return replace(
        tokens,
        codes=renumbered[codes],
        offsets=before[tokens.offsets],
        terms=pd.Index(terms),
        starts=tokens.starts[kept],
        sentences=np.unique(before[tokens.sentences]),
    )


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


def _count_columns(matrix: TermMatrix, *, group: Sequence[Words]) -> pd.DataFrame:
    columns = find_columns(matrix.terms, group=group)
    counts = matrix.counts[:, columns]
    return pd.DataFrame(
        {
            "term": matrix.terms.take(columns),
            "count": np.asarray(counts.sum(axis=0)),
            "articles": counts.count_nonzero(axis=0),
        }
    )


def _count_places(tokens: Tokens, *, group: Sequence[Words]) -> pd.DataFrame:
    """Count the forms by their codes, those of one word, two words ... each at a time."""
    places = find_group(tokens, group=group)
    tables = [pd.DataFrame({"term": pd.Index([], dtype="str"), "count": [], "articles": []})]
    for length in np.unique(places.length).tolist():
        first = places.first[places.length == length]
        codes = tokens.codes[first[:, None] + np.arange(length)]
        forms, numbers = np.unique(codes, axis=0, return_inverse=True)
        article = np.searchsorted(tokens.offsets, first, side="right") - 1
        pairs = np.unique(np.stack([numbers, article]), axis=1)
        terms = pd.Index([" ".join(tokens.terms.take(form)) for form in forms], dtype="str")
        counts = np.bincount(numbers), np.bincount(pairs[0])
        tables.append(pd.DataFrame({"term": terms, "count": counts[0], "articles": counts[1]}))
    return pd.concat(tables[1:]) if len(tables) > 1 else tables[0]


def _find_families(
    terms: pd.Index,
    *,
    words: str | Sequence[str],
    split: Callable[[str], Iterable[str]] | None,
) -> dict[str, list[Words]]:
    """Find for each word the terms that have it among their parts."""
    words = [words] if isinstance(words, str) else list(words)
    if not words:
        return {}
    forms = terms.tolist()
    found = split_all_compounds(forms) if split is None else [tuple(split(term)) for term in forms]
    families: dict[str, list[Words]] = {word.lower(): [] for word in words}
    for term, parts in zip(forms, found, strict=True):
        for part in {part.lower() for part in (term, *parts)} & families.keys():
            families[part].append((term,))
    for word in words:
        if not families[word.lower()]:
            raise MediakitError(f"no term has the part {word!r}. Give a word in its basic form.")
    return {word: families[word.lower()] for word in words}

"""Where patterns stand: which terms of a vocabulary, which places among tokens."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from mediakit.errors import EmptyError
from mediakit.matrix import TermMatrix
from mediakit.patterns.reading import Patterns, Word, Words, join_words, read_patterns
from mediakit.tokens import Tokens

_Integers = npt.NDArray[np.integer]
Groups = Mapping[str, Sequence[Words]]


class Hits(NamedTuple):
    """Where patterns stand among tokens, in the order of the text, the longer first.

    Attributes
    ----------
    first : ndarray of int64, shape (n_hits,)
        Number of the token at which each hit begins.
    length : ndarray of int64, shape (n_hits,)
        How many tokens it has.
    name : ndarray of int64, shape (n_hits,)
        Which of the names it belongs to.
    """

    first: _Integers
    length: _Integers
    name: _Integers

    def take(self, rows: npt.NDArray) -> "Hits":
        """Choose hits, by number or by mask."""
        return Hits(self.first[rows], self.length[rows], self.name[rows])


def find_hits(tokens: Tokens, *, groups: Groups) -> Hits:
    """Find all places at which patterns stand, overlapping ones included.

    Parameters
    ----------
    tokens : Tokens
        Where to look.
    groups : mapping of str to sequence of Words
        From `read_patterns`.

    Returns
    -------
    Hits
        No phrase passes the end of a sentence. None where nothing matches.
    """
    units = _list_units(tokens.terms, groups=groups)
    frequency = np.bincount(tokens.codes, minlength=len(tokens.terms))
    # A phrase is looked for where its rarest word stands: "in der Klimakrise" is not at every "in".
    anchors = [int(np.argmin([frequency[word].sum() for word in codes])) for _, codes in units]
    rarest = [codes[anchor] for anchor, (_, codes) in zip(anchors, units, strict=True)]
    places, numbers = _expand(rarest, codes=tokens.codes, n_terms=len(tokens.terms))
    names = np.array([name for name, _ in units], dtype=np.int64)[numbers]
    lengths = np.array([len(codes) for _, codes in units], dtype=np.int64)[numbers]
    if not (lengths > 1).any():
        return Hits(places, lengths, names)
    firsts = places - np.array(anchors, dtype=np.int64)[numbers]
    sentence = np.searchsorted(tokens.sentences, places, side="right")
    keep = firsts >= tokens.sentences[sentence - 1]
    keep &= firsts + lengths <= tokens.sentences[sentence]
    phrases = np.flatnonzero(keep & (lengths > 1))
    phrases = phrases[np.argsort(numbers[phrases], kind="stable")]
    for rows in np.split(phrases, np.flatnonzero(np.diff(numbers[phrases])) + 1):
        for step, codes in enumerate(units[numbers[rows[0]]][1] if len(rows) else []):
            keep[rows] = np.isin(tokens.codes[firsts[rows] + step], codes)
            rows = rows[keep[rows]]
    return _sort_hits(Hits(firsts, lengths, names).take(keep))


def _sort_hits(hits: Hits) -> Hits:
    """Bring hits into their order; two phrases of one name may have matched the same words."""
    hits = hits.take(np.lexsort((hits.name, -hits.length, hits.first)))
    new = np.ones(len(hits.first), dtype=bool)
    new[1:] = np.any([part[1:] != part[:-1] for part in hits], axis=0)
    return hits.take(new)


def find_places(tokens: Tokens, *, patterns: Patterns) -> tuple[list[str], Hits]:
    """Find where patterns stand, each of which must stand somewhere.

    Parameters
    ----------
    tokens : Tokens
        Where to look.
    patterns : str, list of str, mapping of name to patterns, or DataFrame
        Terms, wildcards and phrases, or the table of `match_terms`.

    Returns
    -------
    names : list of str
        The names, in the order given.
    hits : Hits
        Their places.

    Raises
    ------
    EmptyError
        Naming the first pattern that matches nothing.
    MediakitError
        If there is no pattern.
    """
    groups = read_patterns(patterns)
    hits = find_hits(tokens, groups=groups)
    missing = np.flatnonzero(np.bincount(hits.name, minlength=len(groups)) == 0)
    names = list(groups)
    if len(missing):
        raise matches_nothing(names[missing[0]], groups=groups, terms=tokens.terms)
    return names, hits


def drop_overlaps(hits: Hits) -> _Integers:
    """List the hits that count where those of one name overlap: the leftmost, then the longest."""
    order = np.lexsort((-hits.length, hits.first, hits.name))
    kept = []
    last_name, last_end = -1, 0
    for row, begin, length, name in zip(
        order.tolist(), *(part.tolist() for part in hits.take(order)), strict=True
    ):
        if name != last_name or begin >= last_end:
            kept.append(row)
            last_name, last_end = name, begin + length
    return np.array(sorted(kept), dtype=np.int64)


def spell_hits(tokens: Tokens, *, hits: Hits) -> pd.api.extensions.ExtensionArray:
    """Write out the words of each hit, with a blank between them."""
    words = np.array(tokens.terms.take(tokens.codes[hits.first]), dtype=object)
    for step in range(1, max(hits.length, default=1)):
        longer = hits.length > step
        codes = tokens.codes[hits.first[longer] + step]
        words[longer] += " " + np.array(tokens.terms.take(codes), dtype=object)
    return pd.array(words, dtype="str")


def select_terms(terms: pd.Index, *, patterns: Patterns) -> tuple[list[str], sparse.csr_array]:
    """Tell which columns of a matrix each pattern adds up.

    Parameters
    ----------
    terms : Index of str, shape (n_terms,)
        The columns.
    patterns : str, list of str, mapping of name to patterns, or DataFrame
        Without phrases, unless a column is one.

    Returns
    -------
    names : list of str
        The patterns' names, in the order given.
    selection : csr_array of int64, shape (n_terms, n_names)
        1 where the name takes the term; ``counts @ selection`` are the counts of the names.

    Raises
    ------
    EmptyError
        Naming the first pattern that matches nothing.
    MediakitError
        If there is no pattern.
    """
    groups = read_patterns(patterns)
    columns = find_columns(terms, groups=groups)
    for name, found in zip(groups, columns, strict=True):
        if not len(found):
            raise matches_nothing(name, groups=groups, terms=terms)
    row = np.concatenate(columns)
    column = np.repeat(np.arange(len(groups)), [len(found) for found in columns])
    shape = (len(terms), len(groups))
    ones = np.ones(len(row), dtype=np.int64)
    return list(groups), sparse.csr_array((ones, (row, column)), shape=shape)


def add_up(matrix: TermMatrix, *, patterns: Patterns) -> TermMatrix:
    """Count each pattern as one term: a column for each name, in order of the alphabet.

    Parameters
    ----------
    matrix : TermMatrix
        The counts.
    patterns : str, list of str, mapping of name to patterns, or DataFrame
        As for `select_terms`.

    Returns
    -------
    TermMatrix, shape (n_articles, n_names)
        Without all other terms.

    Raises
    ------
    EmptyError
        Naming the first pattern that matches nothing.
    """
    names, selection = select_terms(matrix.terms, patterns=patterns)
    terms = pd.Index(names, dtype="str")
    order = np.argsort(names)
    return TermMatrix((matrix.counts @ selection)[:, order], matrix.articles, terms.take(order))


def find_columns(terms: pd.Index, *, groups: Groups) -> list[_Integers]:
    """Find the terms of each name; a phrase matches a term with blanks, as n-grams have.

    Parameters
    ----------
    terms : Index of str, shape (n_terms,)
        The vocabulary.
    groups : mapping of str to sequence of Words
        From `read_patterns`.

    Returns
    -------
    list of ndarray of int64
        For each name the numbers of its terms, ascending, each once.
    """
    forms = iter(
        _find_forms(terms, words=[join_words(w) for group in groups.values() for w in group])
    )
    return [np.unique(np.concatenate([next(forms) for _ in group])) for group in groups.values()]


def matches_nothing(name: str, *, groups: Groups, terms: pd.Index) -> EmptyError:
    """Say which pattern found nothing, and the likely reason.

    Parameters
    ----------
    name : str
        What the user calls it.
    groups : mapping of str to sequence of Words
        From `read_patterns`.
    terms : Index of str
        Where it was looked for.

    Returns
    -------
    EmptyError
        To be raised.
    """
    words = groups[name][0]
    if not len(terms):
        return EmptyError(f"no terms at all, so none matches {name!r}. Drop fewer terms.")
    if len(words) > 1:
        return EmptyError(
            f"no phrase {name!r}. Its words must be neighbours in one sentence; a matrix knows "
            "no neighbours, so count phrases with count_terms(merge_terms(tokens, patterns=...))."
        )
    case = "Capital letters are matched by case, small ones in any."
    remedy = "Check its spelling." if words[0].any_case else case
    if words[0].kind != "form":
        return EmptyError(f"no term matches {name!r}. {remedy}")
    close = get_close_matches(words[0].text, terms.tolist(), n=1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    return EmptyError(f"no term {words[0].text!r}{hint}. {remedy}")


def _list_units(terms: pd.Index, *, groups: Groups) -> list[tuple[int, list[_Integers]]]:
    """List name and codes, place by place, of what is looked for: single words, then phrases."""
    wanted: dict[Word, _Integers] = {}
    for group in groups.values():
        for words in group:
            wanted |= dict.fromkeys([*words, join_words(words)], np.zeros(0, dtype=np.int64))
    wanted = dict(zip(wanted, _find_forms(terms, words=list(wanted)), strict=True))
    units = []
    for name, group in enumerate(groups.values()):
        # All single words together cost one pass over the tokens.
        single = [wanted[join_words(words)] for words in group]
        units.append((name, [np.unique(np.concatenate(single))]))
        phrases = [words for words in group if len(words) > 1]
        units += [(name, [wanted[word] for word in words]) for words in phrases]
    return units


def _find_forms(terms: pd.Index, *, words: Sequence[Word]) -> list[_Integers]:
    """List for each word the numbers of its terms, ascending: one pass for all of one length."""
    as_written = pa.array(terms, type=pa.large_string())
    small = pc.utf8_lower(as_written) if any(word.any_case for word in words) else as_written
    # A wildcard stands for letters of one word, whatever terms are made of.
    joined = pc.match_substring(as_written, " ").to_numpy(zero_copy_only=False)
    found: list[_Integers] = [np.zeros(0, dtype=np.int64)] * len(words)
    alike: dict[tuple[str, bool, int], list[int]] = {}
    for number, word in enumerate(words):
        length = len(word.text) if word.kind in ("prefix", "suffix") else 0
        alike.setdefault((word.kind, word.any_case, length), []).append(number)
    for (kind, any_case, length), numbers in alike.items():
        forms = small if any_case else as_written
        if kind == "expression":
            for number in numbers:
                matched = pc.match_substring_regex(forms, f"^(?:{words[number].text})$")
                found[number] = np.flatnonzero(matched.to_numpy(zero_copy_only=False))
            continue
        if kind == "prefix":
            forms = pc.utf8_slice_codeunits(forms, 0, length)
        elif kind == "suffix":
            forms = pc.utf8_slice_codeunits(forms, -length, None)
        texts, which = np.unique([words[number].text for number in numbers], return_inverse=True)
        key = pc.index_in(forms, value_set=pa.array(texts.tolist(), type=pa.large_string()))
        keys = key.fill_null(-1).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero((keys >= 0) & ~joined if kind != "form" else keys >= 0)
        rows = rows[np.argsort(keys[rows], kind="stable")]
        parts = np.split(rows, np.searchsorted(keys[rows], np.arange(1, len(texts))))
        for number, part in zip(numbers, which.tolist(), strict=True):
            found[number] = parts[part]
    return found


def _expand(
    firsts: list[_Integers], *, codes: _Integers, n_terms: int
) -> tuple[_Integers, _Integers]:
    """List each token once for every unit whose rarest word it is."""
    pairs = np.concatenate([np.zeros(0, dtype=np.int64), *firsts])
    numbers = np.repeat(np.arange(len(firsts)), [len(part) for part in firsts])
    numbers = numbers[np.argsort(pairs, kind="stable")]
    per_term = np.bincount(pairs, minlength=n_terms)
    begins = np.cumsum(per_term) - per_term
    tokens = np.flatnonzero((per_term > 0)[codes])
    count = per_term[codes[tokens]]
    positions = np.repeat(tokens, count)
    nth = np.arange(len(positions)) - np.repeat(np.cumsum(count) - count, count)
    return positions, numbers[np.repeat(begins[codes[tokens]], count) + nth]

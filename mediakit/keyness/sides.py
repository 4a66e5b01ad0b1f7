"""The two sides of a comparison: articles of a matrix, or a frequency list."""

from collections.abc import Hashable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from mediakit.aligning import align
from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.keyness.blocks import Booleans, Counted
from mediakit.keyness.formulas import Floats


class Counts(NamedTuple):
    """One side, or both, term by term.

    Attributes
    ----------
    terms : Index of str, shape (n_terms,)
        The terms.
    a, b : ndarray, shape (n_terms,)
        Their counts in the target and in the reference.
    """

    terms: pd.Index
    a: Floats
    b: Floats


def read_list(frequencies: Any, *, name: str) -> pd.Series:
    """Read a frequency list.

    Parameters
    ----------
    frequencies : Series or mapping of term to count, or DataFrame with ``term`` and ``count``
        As the user gave it.
    name : str
        What the user calls it, for messages.

    Returns
    -------
    Series of float, indexed by term
        The counts; several rows of one term are summed.

    Raises
    ------
    MediakitError
        If it is none of these, or naming the first term with a negative or missing count.
    EmptyError
        If it counts nothing.
    """
    if isinstance(frequencies, pd.DataFrame):
        columns = ["term", "count"]
        require_columns(frequencies, columns=columns, made_by="term_frequencies()")
        frequencies = frequencies.set_index("term")["count"]
    if not isinstance(frequencies, (pd.Series, Mapping)):
        found = type(frequencies).__name__
        raise MediakitError(f"{name} must be a table, Series or dict of counts, not {found}")
    counts = pd.Series(frequencies, dtype=float)
    wrong = counts[~(counts >= 0)]
    if len(wrong):
        raise MediakitError(f"{name} counts {wrong.index[0]!r} {wrong.iloc[0]} times.")
    if not counts.sum():
        raise EmptyError(f"{name} counts no token. Pass a result of term_frequencies().")
    return counts.groupby(level=0).sum()


def choose_articles(counted: Counted, *, side: Any, by: pd.Series | None, name: str) -> Booleans:
    """Mark the articles of one side.

    Parameters
    ----------
    counted : Counted
        The counts.
    side : Series of bool, indexed by article, or a group
        A mask, or one of the groups in `by`.
    by : Series, indexed by article, or None
        Groups of the articles.
    name : str
        What the user calls the side, for messages.

    Returns
    -------
    ndarray of bool, shape (n_articles,)
        The articles of the side; those without a token are in none.

    Raises
    ------
    MediakitError
        If it is neither mask nor group, or naming the first article it does not know.
    EmptyError
        If no article with a token is left.
    """
    if not isinstance(side, pd.Series):
        side = _group(side, by=by, name=name)
    if not pd.api.types.is_bool_dtype(side):
        raise MediakitError(
            f"{name}= must be true or false for each article, such as articles['outlet'] == "
            f"'taz', not {side.dtype}"
        )
    known = align(side, articles=counted.articles, name=f"{name}=")
    chosen = known.fillna(value=False).to_numpy(dtype=bool) & (counted.sizes > 0)
    if not chosen.any():
        raise EmptyError(f"{name}= holds no article with a token. Choose other articles.")
    return chosen


def _group(group: Hashable, *, by: pd.Series | None, name: str) -> pd.Series:
    if by is None:
        raise MediakitError(
            f"{name}={group!r} is no mask. Name a group of by=, such as by=articles['outlet']."
        )
    if not isinstance(by, pd.Series):
        raise MediakitError(f"by={by!r}: with a matrix, pass the column itself, articles[{by!r}].")
    if not (by == group).any():
        groups = sorted(map(str, by.dropna().unique()))
        close = get_close_matches(str(group), groups, n=1)
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        found = ", ".join(map(repr, groups[:8])) + ", ..." * (len(groups) > 8)
        raise MediakitError(f"by= has no group {group!r}{hint}; found: {found or 'none'}.")
    return by == group


def add_list(counts: Counts, *, frequencies: pd.Series) -> Counts:
    """Compare the counts of the target with a frequency list.

    Parameters
    ----------
    counts : Counts
        Those of the target; those of the reference are not looked at.
    frequencies : Series of float, indexed by term
        From `read_list`.

    Returns
    -------
    Counts
        First the terms of the target's articles, then those of the list alone.
    """
    alone = frequencies.index.difference(counts.terms, sort=False)
    terms = counts.terms.append(pd.Index(alone, dtype="str"))
    b = frequencies.reindex(terms, fill_value=0.0).to_numpy()
    return Counts(terms, np.append(counts.a, np.zeros(len(alone))), b)

"""Columns and tables in the order of the articles that a measure works on."""

from typing import TypeVar

import pandas as pd

from mediakit.errors import MediakitError

_Labelled = TypeVar("_Labelled", pd.Series, pd.DataFrame)


def align(values: _Labelled, *, articles: pd.Index, name: str) -> _Labelled:
    """Bring a column or table of articles into the order of `articles`.

    Parameters
    ----------
    values : Series or DataFrame, indexed by article
        What is known of each article; other articles than `articles` are left out.
    articles : Index
        The articles wanted.
    name : str
        How the user called it, for the message: ``"by="``.

    Returns
    -------
    Series or DataFrame, indexed by `articles`

    Raises
    ------
    MediakitError
        If it is no Series or DataFrame, or naming the first article that it does not know, or
        knows twice.

    Examples
    --------
    >>> by = pd.Series({"a": "taz", "b": "FAZ"})
    >>> align(by, articles=pd.Index(["b", "a"]), name="by=").tolist()
    ['FAZ', 'taz']
    >>> align(by, articles=pd.Index(["b", "c"]), name="by=")
    Traceback (most recent call last):
    mediakit.errors.MediakitError: by= does not know article 'c'. Pass that of the same articles.
    """
    if not isinstance(values, pd.Series | pd.DataFrame):
        kind = type(values).__name__
        raise MediakitError(f"{name} must be a Series indexed by article, not {kind}")
    if articles.is_unique and values.index.equals(articles):
        # Most often so; isin() would take every name out of Arrow.
        return values.set_axis(articles)
    unknown = articles[~articles.isin(values.index)].tolist()
    if unknown:
        raise MediakitError(
            f"{name} does not know article {unknown[0]!r}. Pass that of the same articles."
        )
    if not values.index.is_unique:
        twice = values.index[values.index.duplicated()].tolist()[0]
        raise MediakitError(f"{name} knows article {twice!r} twice.")
    return values.loc[articles]


def align_groups(by: pd.Series | None, *, articles: pd.Index) -> pd.Series:
    """Give the group of each article; without any all form one, ``"all"``.

    Parameters
    ----------
    by : Series, indexed by article, optional
        Group of each article, as the user gave it.
    articles : Index
        The articles wanted.

    Returns
    -------
    Series, indexed by `articles`

    Raises
    ------
    MediakitError
        If `by` is no Series, or as `align`.
    """
    if by is None:
        return pd.Series("all", index=articles)
    if isinstance(by, pd.DataFrame):
        raise MediakitError("by= must be a Series indexed by article, not DataFrame")
    return align(by, articles=articles, name="by=")

"""Work on a corpus part by part: here for parts on disk, on workers for a Dask DataFrame."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from mediakit.corpus.opening import Corpus, list_parts
from mediakit.errors import ArticleError, EmptyError, require_columns
from mediakit.progress import progress
from mediakit.tokens import Tokens, tokenize

_T = TypeVar("_T")


class Done(NamedTuple):
    """What was done on one part."""

    result: Any
    """None where no article was left."""
    broken: list[str]
    """What is wrong with articles that were left out."""


def is_parted(source: object) -> bool:
    """Tell whether this is a corpus on disk or a Dask DataFrame."""
    return isinstance(source, Corpus) or is_dask(source)


def is_dask(source: object) -> bool:
    """Tell whether this is of Dask, without importing it."""
    return type(source).__module__.split(".")[0] in ("dask", "dask_expr")


def map_tokens(
    source: Any, function: Callable[[Tokens, pd.DataFrame], _T], *, column: str | None = None
) -> Iterator[Done]:
    """Call a function with the tokens of each part, and with its articles.

    Parameters
    ----------
    source : Corpus or dask.dataframe.DataFrame
        Articles.
    function : callable
        What to do.
    column : str, optional
        The one column that the articles of a corpus on disk come with; no other is read.

    Returns
    -------
    iterator of Done
        One for each part, in order.
    """
    if isinstance(source, Corpus):
        columns = [] if column is None else [column]
        return (
            Done(function(part.tokens(), part.articles(columns=columns)), [])
            for part in progress(list_parts(source), label="parts")
        )
    work = _compute(source, lambda some: function(tokenize(some), some), column="text")
    return iter(work)


def map_articles(
    source: Any, function: Callable[[pd.DataFrame], pd.DataFrame], *, column: str
) -> pd.DataFrame:
    """Call a function that gives a table of one row an article with the articles of each part.

    Parameters
    ----------
    source : Corpus or dask.dataframe.DataFrame
        Articles.
    function : callable
        What to do.
    column : str
        The column that must hold texts.

    Returns
    -------
    DataFrame, one row an article
        In the order of the source.

    Raises
    ------
    ArticleError
        Naming the first article without a text; the table of all others is its attribute
        `others`.
    """
    if isinstance(source, Corpus):
        parts = progress(list_parts(source), label="parts")
        done = [_try(part.articles(), function=function, column=column) for part in parts]
    else:
        done = _compute(source, function, column=column)
    table = pd.concat([part.result for part in done if part.result is not None])
    refuse_broken(done, others=table)
    return table


def split_column(source: Any, *, column: Any) -> tuple[str | None, pd.Series | None]:
    """Tell which column of its articles a part is to look up, or which Series it is to be given.

    A name, or a Series of the Dask DataFrame itself, is looked up where the articles are.
    """
    if is_dask(column):
        return str(column.name), None
    if isinstance(column, str):
        if is_dask(source):
            require_columns(source, columns=[column], made_by="open_corpus(folder).to_dask()")
        return column, None
    return None, column


def read_series(series: Any) -> Any:
    """Compute a Series of Dask; leave everything else as it is."""
    return _plain(series.compute().to_frame()).iloc[:, 0] if is_dask(series) else series


def read_column(source: Any, *, column: Any) -> Any:
    """Give a column as a Series here."""
    name, series = split_column(source, column=column)
    if isinstance(source, Corpus) and name is not None:
        return source.articles(columns=[name])[name]
    return series if name is None else read_series(source[name])


def refuse_broken(done: Sequence[Done], *, others: object) -> None:
    """Raise an error that names the first broken article and keeps what was made of the others."""
    broken = [told for part in done for told in part.broken]
    if broken:
        raise ArticleError(
            f"{broken[0]} {len(broken)} such in all; the result without them is the attribute "
            "`others` of this error.",
            others=others,
        )


def _compute(source: Any, function: Callable[[pd.DataFrame], _T], *, column: str) -> list[Done]:
    import dask

    require_columns(source, columns=[column], made_by="open_corpus(folder).to_dask()")
    work = dask.delayed(_try, pure=False)
    # A node of its own, so that what a function holds, such as topics, is sent once.
    shared = dask.delayed(function, pure=False)
    tasks = [work(part, function=shared, column=column) for part in source.to_delayed()]
    done = list(dask.compute(*tasks))
    if all(part.result is None for part in done):
        told = [told for part in done for told in part.broken]
        raise EmptyError(told[0] if told else "no articles in any partition")
    return done


def _try(articles: pd.DataFrame, *, function: Callable[[pd.DataFrame], _T], column: str) -> Done:
    """Leave out what is no text, and do the work on the rest."""
    articles = _plain(articles)
    good = np.array([isinstance(text, str) for text in articles[column]], dtype=bool)
    broken = [
        f"article {name!r} has no text in {column!r}, but {text!r}."
        for name, text in articles.loc[~good, column].items()
    ]
    rest = articles[good]
    return Done(function(rest) if len(rest) else None, broken)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Give texts the type that they have in an article table; Dask has another one of its own."""
    kinds = {name: "str" for name, kind in table.dtypes.items() if isinstance(kind, pd.StringDtype)}
    table = table.astype(kinds)
    if isinstance(table.index.dtype, pd.StringDtype):
        table.index = table.index.astype("str")
    return table

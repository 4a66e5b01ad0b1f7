"""A random sample of articles, the same however they are stored."""

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus.opening import Corpus
from mediakit.corpus.parting import is_parted, map_articles
from mediakit.errors import ArticleError, MediakitError


def draw_articles(
    articles: pd.DataFrame | Any, *, n: int = 10_000, random_state: int = 0, column: str = "text"
) -> pd.DataFrame:
    """Draw articles at random, for what is done on a sample: topics, codings.

    Parameters
    ----------
    articles : DataFrame, Corpus or dask.dataframe.DataFrame
        An article table, a corpus on disk from `open_corpus`, or articles as a Dask DataFrame.
    n : int
        How many; all if there are fewer.
    random_state : int
        Seed, 0 or more. It and the names of the articles alone decide: parts, workers and the order
        of articles change nothing, and articles added later leave most of the sample as it is.
    column : str
        The column that must hold texts.

    Returns
    -------
    DataFrame, one row an article
        With all columns, in the order of the draw: the first articles of a larger sample are the
        smaller sample.

    Raises
    ------
    ArticleError
        Naming the first article without a text of a corpus or Dask DataFrame; the sample of all
        others is its attribute `others`.
    MediakitError
        If `n` is below 1 or `random_state` below 0.

    See Also
    --------
    fit_topics : Find topics in the sample.
    assign_topics : Give them to all articles.

    Notes
    -----
    Each article has a number, SipHash-2-4 of its name under the seed; those with the lowest are
    drawn. Of a Dask DataFrame the names of `n` articles of each partition at most move over the
    network, then the articles drawn.

    Examples
    --------
    >>> import mediakit as mk
    >>> drawn = mk.draw_articles(mk.sample_articles(), n=20)
    >>> drawn.index[:5].equals(mk.draw_articles(mk.sample_articles(), n=5).index)
    True
    """
    if n < 1 or random_state < 0:
        raise MediakitError(
            f"n= must be 1 or more and random_state= 0 or more, not {n} and {random_state}"
        )
    lowest = partial(_lowest, n=n, key=f"{random_state:016d}"[-16:])
    if not is_parted(articles):
        return lowest(articles)
    names = _names(articles, lowest=lowest, column=column)
    try:
        return lowest(
            map_articles(articles, lambda part: part[part.index.isin(names)], column=column)
        )
    except ArticleError as error:
        error.others = lowest(error.others)
        raise


def _names(source: Any, *, lowest: partial, column: str) -> pd.Index:
    """Tell which articles are drawn."""
    if isinstance(source, Corpus):
        return lowest(pd.DataFrame(index=source.names)).index
    try:
        return lowest(map_articles(source, lambda some: lowest(some[[]]), column=column)).index
    except ArticleError as error:
        return lowest(error.others).index


def _lowest(table: Any, *, n: int, key: str) -> pd.DataFrame:
    numbers = _number(table.index, key=key)
    drawn: pd.DataFrame = table.iloc[np.argsort(numbers, kind="stable")[:n]]
    return drawn


def _number(names: pd.Index, *, key: str) -> npt.NDArray[np.uint64]:
    values = np.array([str(name) for name in names], dtype=object)
    return pd.util.hash_array(values, hash_key=key, categorize=False)

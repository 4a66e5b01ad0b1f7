"""A corpus on disk in order of time: as many articles at once as memory is meant to hold."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Corpus, list_parts
from mediakit.progress import progress
from mediakit.stories.texts import order_times

# Articles compared at once with each other, and with those within the window behind them.
_ARTICLES = 20_000
# Hours added to the window, so that no rounding leaves out an article at its very end.
_SLACK = 1e-6


def cut_spans(
    corpus: Corpus, *, window: str | pd.Timedelta | None, columns: Sequence[str]
) -> Iterator[tuple[pd.DataFrame, pd.Index]]:
    """Read the articles of one span of time after the other, and those that follow within a window.

    Parameters
    ----------
    corpus : Corpus
        The articles, stored in any order; each part is read for every span that it reaches into.
    window : str, Timedelta or None
        How far apart two articles may have appeared to be seen together. With None all are read
        at once.
    columns : sequence of str
        The columns to read; a part may lack some.

    Yields
    ------
    articles : DataFrame, one row an article
        Those of a span, and those that follow.
    own : Index
        The names of those of the span. Each article is in one span.
    """
    parts = list_parts(corpus)
    hours, order, limit = order_times(
        corpus.articles(columns=["published"])["published"], window=window
    )
    ends = np.cumsum([len(part.names) for part in parts])
    reach = np.searchsorted(hours, hours + limit + _SLACK, side="right")
    n = len(order) if np.isinf(limit) else _ARTICLES
    # Where many articles lie within the window, the span is as long as what follows it.
    size = max(n, int((reach - np.arange(len(order))).max()))
    for first in progress(range(0, len(order), size), label="spans"):
        last = min(first + size, len(order))
        following = len(order) if np.isinf(limit) else reach[last - 1]
        rows = order[first:following]
        yield _read(corpus, rows=rows, ends=ends, columns=columns), corpus.names[order[first:last]]


def _read(
    corpus: Corpus,
    *,
    rows: npt.NDArray[np.intp],
    ends: npt.NDArray[np.int64],
    columns: Sequence[str],
) -> pd.DataFrame:
    """Read some rows, part by part."""
    rows = np.sort(rows)
    borders = np.searchsorted(rows, ends)
    read, begin, first = [], 0, 0
    for part, end, last in zip(corpus.parts, ends.tolist(), borders.tolist(), strict=True):
        if first < last:
            known = [name for name in columns if name in part.columns]
            read.append(part.articles(columns=known).iloc[rows[first:last] - begin])
        begin, first = end, last
    return pd.concat(read)

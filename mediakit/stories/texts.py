"""What all measures of stories begin with: articles in order of time, and their words."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import is_parted
from mediakit.errors import ArticleError, EmptyError, MediakitError, require_columns
from mediakit.tokens.chunks import split_chunks

_NAMED = 3
_JOINED = 5_000
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[\W_]+")
_Places = int | npt.NDArray[np.int64]


class Timeline(NamedTuple):
    """Articles in order of time; a position in it stands for an article."""

    articles: pd.DataFrame
    """The article table, the earliest first, undated ones last; ties by name of the article."""
    hours: npt.NDArray[np.float64]
    """When each appeared, in hours since 1970; nan where undated, (n_articles,)."""
    window: float
    """How many hours two articles may lie apart; infinite for any."""

    def begins(self) -> npt.NDArray[np.int64]:
        """Give the first article in the window of each, (n_articles,)."""
        if not np.isfinite(self.window):
            return np.zeros(len(self.hours), dtype=np.int64)
        return np.searchsorted(self.hours, self.hours - self.window)

    def fade(self, later: _Places, earlier: _Places) -> npt.NDArray[np.float64] | float:
        """Tell how much of an earlier article is left: 1 at once, 0 at the window's end."""
        if not np.isfinite(self.window):
            return 1.0
        return 1 - (self.hours[later] - self.hours[earlier]) / self.window


def order_articles(articles: pd.DataFrame, *, window: str | pd.Timedelta | None) -> Timeline:
    """Check an article table and put it in order of time."""
    if is_parted(articles):
        raise MediakitError(
            f"all texts are compared at once here, so a {type(articles).__name__} will not do: "
            "pass corpus.articles(), or the compute() of a Dask DataFrame."
        )
    columns = ["published", "outlet", "title", "text"]
    require_columns(articles, columns=columns, made_by="read_articles()")
    if articles.empty:
        raise EmptyError("no articles to compare. Pass the result of read_articles().")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()].tolist()[0]
        raise ArticleError(f"article {twice!r} stands twice in the index. Give each its own.")
    for column in ("title", "text"):
        known = articles[column].map(lambda text: isinstance(text, str)).to_numpy(dtype=bool)
        if not known.all():
            first = articles.index[~known].tolist()[0]
            reason = f"article {first!r} has no {column} (a missing value)."
            raise ArticleError(f"{reason} Drop such rows, or fill them with ''.")
    hours, order, limit = order_times(articles["published"], window=window)
    return Timeline(articles.iloc[order], hours, limit)


def order_times(
    published: pd.Series, *, window: str | pd.Timedelta | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp], float]:
    """Order times: give them in hours since 1970, sorted, their places, and the window in hours."""
    hours = _hours(published)
    limit = _limit(window)
    undated = published.index[np.isnan(hours)].tolist()
    if undated and np.isfinite(limit):
        named = ", ".join(map(repr, undated[:_NAMED])) + (" ..." if undated[_NAMED:] else "")
        raise ArticleError(
            f"{len(undated)} articles have no date, so that window= cannot apply: {named}. "
            "Drop them, or pass window=None."
        )
    names = published.index
    if not pd.api.types.is_numeric_dtype(names.dtype):
        names = names.astype(str)
    order = np.lexsort((names.argsort().argsort(), hours))
    return hours[order], order, limit


def _hours(published: pd.Series) -> npt.NDArray[np.float64]:
    if not pd.api.types.is_datetime64_any_dtype(published):
        if published.isna().all():
            return np.full(len(published), np.nan)
        raise ArticleError(
            f"column 'published' has type {published.dtype}, not times. Use pd.to_datetime()."
        )
    zoned = published.dt.tz is not None
    plain = published.dt.tz_convert("UTC").dt.tz_localize(None) if zoned else published
    hours = (plain - pd.Timestamp(0)) / pd.Timedelta(hours=1)
    return np.asarray(hours, dtype=np.float64)


def _limit(window: str | pd.Timedelta | None) -> float:
    if window is None:
        return np.inf
    try:
        hours = pd.Timedelta(window) / pd.Timedelta(hours=1)
    except (ValueError, TypeError):
        hours = np.nan
    if not hours > 0:
        raise MediakitError(f"window must be a length of time such as '3D' or None, not {window!r}")
    return float(hours)


def check_share(value: float, *, name: str) -> None:
    """Refuse a threshold that is no share above 0."""
    if not 0 < value <= 1:
        raise MediakitError(f"{name} must be above 0 and at most 1, not {value!r}")


def join_titles(articles: pd.DataFrame) -> pd.Series:
    """Put headline and text together, the headline once."""
    # Some at a time: strings of Python need several times the memory of a column's.
    parts = []
    for first in range(0, len(articles), _JOINED):
        some = articles.iloc[first : first + _JOINED]
        joined = [
            text if text.startswith(title) else f"{title}\n\n{text}" if text else title
            for title, text in zip(some["title"], some["text"], strict=True)
        ]
        parts.append(pd.Series(joined, index=some.index, dtype="str"))
    return pd.concat(parts) if parts else articles["text"].astype("str")


def hash_words(texts: pd.Series) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Give each word of each text a number that depends on its letters and digits alone.

    Returns
    -------
    words : ndarray of uint64, shape (n_words,)
        The words, text after text, whatever their case and the signs around them.
    offsets : ndarray of int64, shape (n_texts + 1,)
        Text ``i`` has the words ``offsets[i]`` to ``offsets[i + 1]``.
    """
    batches, forms = split_chunks(texts)
    bare = np.array([bare_word(form) for form in forms], dtype=object)
    hashes = pd.util.hash_array(bare, categorize=False)
    is_word = bare != ""
    parts, counts = [], []
    for chunks in batches:
        kept = is_word[chunks.codes]
        before = np.concatenate([[0], np.cumsum(kept)])
        parts.append(hashes[chunks.codes[kept]])
        counts.append(np.diff(before[chunks.offsets]))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64)
    return np.concatenate(parts), offsets


def bare_word(chunk: str) -> str:
    """Leave letters and digits of a chunk, in lower case."""
    return _NO_WORD.sub("", chunk).casefold()


def plain_words(text: str) -> list[str]:
    """List the words of a text without regard to case."""
    return _WORD.findall(text.casefold())

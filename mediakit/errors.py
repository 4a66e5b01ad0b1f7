"""What can go wrong: five exceptions, and the guards that every table and every text passes."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class MediakitError(ValueError):
    """Base of every error that mediakit raises on purpose."""


class ArticleError(MediakitError):
    """An input file or an article table cannot be read as articles.

    Attributes
    ----------
    reason : str
        What is wrong.
    file : Path or None
        The file it is wrong in.
    line : int
        Line of a text or row of a table, from 1; 0 where the whole file is meant.
    others : object
        What was made of all other articles, where a Dask DataFrame was worked on; else None.
    """

    def __init__(
        self, reason: str, *, file: Path | None = None, line: int = 0, others: object = None
    ) -> None:
        place = f"{file}, line {line}: " if line else f"{file}: " if file else ""
        super().__init__(place + reason)
        self.reason, self.file, self.line, self.others = reason, file, line, others


class ColumnError(MediakitError):
    """A table lacks a column that the function needs."""


class EmptyError(MediakitError):
    """Nothing is left to count, cluster or draw."""


class NotebookError(MediakitError):
    """A notebook did not run to its end.

    Attributes
    ----------
    notebook : NotebookNode
        The notebook, executed so far.
    """

    def __init__(self, reason: str, *, notebook: Any) -> None:
        super().__init__(reason)
        self.notebook = notebook


def require_columns(table: "pd.DataFrame", *, columns: Sequence[str], made_by: str) -> None:
    """Raise `ColumnError` unless `table` has all `columns`.

    Parameters
    ----------
    table : DataFrame
        The table to look at.
    columns : sequence of str
        Names that must be there.
    made_by : str
        What makes such a table, named in the message.

    Raises
    ------
    ColumnError
        Naming the first missing column, a close match, the columns found and the remedy.

    Examples
    --------
    >>> import pandas as pd
    >>> require_columns(pd.DataFrame({"terms": []}), columns=["term"], made_by="term_frequencies()")
    Traceback (most recent call last):
    mediakit.errors.ColumnError: no column 'term' (did you mean 'terms'?); found: 'terms'. \
Pass the result of term_frequencies().
    """
    found = [str(column) for column in table.columns]
    missing = next((column for column in columns if column not in found), None)
    if missing is None:
        return
    close = get_close_matches(missing, found, n=1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    listed = ", ".join(repr(column) for column in found) or "no columns"
    raise ColumnError(
        f"no column {missing!r}{hint}; found: {listed}. Pass the result of {made_by}."
    )


def no_text(value: object, *, caller: str) -> MediakitError:
    """Make the error for what is no text.

    Parameters
    ----------
    value : object
        What was given instead of a text.
    caller : str
        The function it was given to, named in the message.

    Returns
    -------
    MediakitError
        To be raised.

    Examples
    --------
    >>> raise no_text(None, caller="split_words")
    Traceback (most recent call last):
    mediakit.errors.MediakitError: split_words() takes text (str), got NoneType None; drop missing \
texts first.
    """
    return MediakitError(
        f"{caller}() takes text (str), got {type(value).__name__} {value!r}; drop missing texts "
        "first."
    )


def require_texts(articles: "pd.DataFrame", *, column: str) -> "pd.Series":
    """Take the texts out of an article table.

    Parameters
    ----------
    articles : DataFrame, one row an article
        The table to look at.
    column : str
        The column that holds the texts.

    Returns
    -------
    Series of str
        The texts.

    Raises
    ------
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text, or one that stands twice in the index.
    """
    require_columns(articles, columns=[column], made_by="read_articles()")
    texts = articles[column]
    if not texts.index.is_unique:
        twice = texts.index[texts.index.duplicated()].tolist()[0]
        raise ArticleError(f"article {twice!r} stands twice in the index. Give each its own.")
    # A column of strings holds nothing else but missing values.
    suspects = texts[texts.isna()] if str(texts.dtype) == "str" else texts
    for article, text in suspects.items():
        if not isinstance(text, str):
            reason = f"article {article!r} has no text in {column!r}, but {text!r}."
            raise ArticleError(f"{reason} Drop such rows first.")
    return texts

"""Article tables out: whole files or none."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from mediakit.articles.own_files import to_own_jsonl, to_own_parquet
from mediakit.articles.schema import check_articles
from mediakit.articles.spreadsheets import to_excel_csv, to_xlsx
from mediakit.errors import MediakitError


def write_articles(articles: pd.DataFrame, path: str | Path, *, for_excel: bool = False) -> Path:
    """Write an article table; Parquet and JSON Lines give back exactly what was written.

    Parameters
    ----------
    articles : DataFrame
        An article table.
    path : str or Path
        A file, replaced if it exists, and only once all is written: whoever stops the program
        meanwhile finds the old file. Its ending says the kind:

        ``.parquet``
            Compressed with zstd; `read_articles` gives back types, time zone, further columns
            and the load report.
        ``.jsonl``
            One object an article; gives back the same. The first line has one more key,
            ``mediakit``, that holds the types.
        ``.csv``
            UTF-8 with commas and ISO 8601 times, as it stands, for machines.
        ``.xlsx``
            For people: times of Berlin as Excel times, no text is taken for a formula or a link.
            The same table gives the same bytes.
    for_excel : bool, default False
        Write a ``.csv`` that a German Excel opens by double click: semicolons, decimal commas, a
        byte order mark, and an apostrophe before texts that Excel would take for a formula.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    MediakitError
        If the file's ending is another, a text is too long for a cell of Excel, or a value cannot
        be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import mediakit as mk
    >>> target = pathlib.Path(tempfile.mkdtemp(), "articles.parquet")
    >>> articles = mk.sample_articles()
    >>> mk.read_articles(write_articles(articles, target)).equals(articles)
    True
    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in _WRITERS:
        raise MediakitError(
            f"cannot write {target.name!r}: the name must end in {', '.join(_WRITERS)}"
        )
    if for_excel and kind != ".csv":
        raise MediakitError(f"for_excel is for .csv; {target.name!r} needs none")
    write = to_excel_csv if for_excel else _WRITERS[kind]
    check_articles(articles)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        write(articles, partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except (NotImplementedError, OverflowError) as error:
        # Such are the times beyond the year 9999.
        raise MediakitError(f"not to be written as {kind}: {error}") from None
    finally:
        partial.unlink(missing_ok=True)
    return target


def _to_parquet(articles: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    try:
        pa.parquet.write_table(to_own_parquet(articles), path, compression="zstd")
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise MediakitError(f"not to be written as Parquet: {error}") from None


def _to_jsonl(articles: pd.DataFrame, path: Path) -> None:
    try:
        path.write_text(to_own_jsonl(articles), encoding="utf-8", newline="\n")
    except (TypeError, ValueError) as error:
        raise MediakitError(f"not to be written as JSON Lines: {error}") from None


def _to_csv(articles: pd.DataFrame, path: Path) -> None:
    # With another line end a carriage return in a text would not be quoted.
    articles.to_csv(path, lineterminator="\r\n", encoding="utf-8")


_WRITERS: Mapping[str, Callable[[pd.DataFrame, Path], None]] = {
    ".parquet": _to_parquet,
    ".jsonl": _to_jsonl,
    ".csv": _to_csv,
    ".xlsx": to_xlsx,
}

"""Articles in: from files, folders, archives and globs to one table, with a report."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from mediakit.articles.files import find_files
from mediakit.articles.finishing import check_texts, number_repeated_names
from mediakit.articles.parts import Part, join_parts, strings
from mediakit.articles.report import COUNTS, REPORT, Log
from mediakit.articles.schema import COLUMNS, check_articles
from mediakit.articles.sources import read_parts
from mediakit.articles.tables import texts_of_mixed_columns
from mediakit.errors import ArticleError, MediakitError


def read_articles(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    errors: str = "raise",
) -> pd.DataFrame:
    r"""Read press articles from files, folders, archives, globs or a list of these.

    Parameters
    ----------
    path : str, Path or sequence of them
        A file, a folder (searched recursively, in sorted order, without hidden files), or a glob
        such as ``"archive/2025-*.txt"``. The reader is chosen by what a file holds, then by its
        name: press text; tables (CSV, TSV, JSON, JSON Lines, Parquet, Arrow, Excel), one article a
        row; the JSON of trafilatura and fundus; HTML pages and RSS or Atom feeds (extra ``web``);
        full-text exports of Nexis Uni (DOCX, extra ``nexis``); and ``.zip`` and ``.gz`` of these.
        Other files of a folder are passed over and listed in the load report.
    columns : mapping, optional
        For tables: mediakit's column name to the file's, such as ``{"text": "body"}``. Obvious
        names (``datum``, ``ressort``, ``quelle``, ``headline``, ``volltext`` ...) are known; what
        was taken for what stands in the load report.
    outlet : str, optional
        Outlet of all articles. By default what the file says, else the name of the folder (or zip
        archive) that contains the file.
    errors : {"raise", "report"}
        What a file, an article or a row does that cannot be read, or has no text: raise
        `ArticleError`, or be left out and listed in `load_report`. What is only doubtful is kept
        and listed either way.

    Returns
    -------
    DataFrame, shape (n_articles, 7 or more)
        Index ``article``: the file name without its ending (with the folder's name before it
        where two files share it, with a number behind it where a file holds several), or for
        tables the column ``article`` or ``id``, else file name and row number.

        ``published``
            Time of publication in Europe/Berlin; missing where it is not told or doubtful.
        ``outlet``
            Newspaper, station or site.
        ``section``
            Section, may be empty.
        ``title``
            Headline, may be empty.
        ``text``
            Body without headline, paragraphs separated by a blank line.
        ``path``
            The file, as found; of an archive ``archive.zip/entry``.
        ``warnings``
            Codes of what `load_report` says of this article, separated by blanks; empty if
            nothing.

        Further columns of the source follow. What `write_articles` has written comes back with
        exactly the columns it had.

    Raises
    ------
    ArticleError
        Naming file and line, if a file is missing or malformed, or no article is found.
    ColumnError
        If a table has no column for the text, or not the one that `columns` names.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp(), "tagblatt")
    >>> folder.mkdir()
    >>> _ = (folder / "a1.txt").write_text(
    ...     "Veröffentlichungsdatum: 01.04.2025 22:04 / Lokales\n\nBrücke öffnet\n\n"
    ...     "Brücke öffnet\n\nDie Straßenbrücke ist wieder frei.", encoding="utf-8")
    >>> read_articles(folder).drop(columns="path").T
    article                                   a1
    published          2025-04-01 22:04:00+02:00
    outlet                              tagblatt
    section                              Lokales
    title                          Brücke öffnet
    text       Die Straßenbrücke ist wieder frei.
    warnings        headline-repeated text-short
    """
    if errors not in ("raise", "report"):
        raise MediakitError(f"errors must be 'raise' or 'report', not {errors!r}")
    log = Log(strict=errors == "raise")
    files, unfound = find_files(path)
    if unfound and not files:
        raise unfound[0]
    for error in unfound:
        log.files += 1
        log.leave_out(error)
    parts = read_parts(files, columns=columns or {}, log=log)
    parts = [part for part in parts if len(part.table)]
    if not parts:
        raise ArticleError(f"no article found in {path}{log.first_error()}")
    whole = log.files == 1 and parts[0].own
    articles = parts[0].table if whole else _assemble(parts, log=log)
    if outlet is not None:
        articles["outlet"] = pd.Series(outlet, index=articles.index, dtype="str")
    return articles


def _assemble(parts: list[Part], *, log: Log) -> pd.DataFrame:
    """Check what was not checked before, and put all together."""
    fresh = [part for part in parts if not part.own]
    own = [part for part in parts if part.own]
    if fresh:
        fresh = [join_parts(fresh)]
        check_texts(fresh[0], log=log)
    whole = join_parts([*fresh, *own])
    texts_of_mixed_columns(whole, log=log)
    number_repeated_names(whole, log=log)
    table = whole.table
    names = pd.Index(table.pop("article"), name="article", dtype="str")
    table["warnings"] = strings(whole.codes)
    further = [name for name in table if name not in (*COLUMNS, "path", "warnings")]
    articles = table[[*COLUMNS, "path", "warnings", *further]].set_axis(names, axis="index")
    records = log.records()
    articles.attrs = {REPORT: records, COUNTS: log.counts(articles=len(articles))}
    return check_articles(articles)

"""Articles in: from files, folders and globs to one table, with a report of what was found."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from mediakit.articles.schema import COLUMNS, check_articles
from mediakit.articles.sources import FINDING, Finding, find_files, read_press, read_rows
from mediakit.errors import ArticleError, MediakitError


def read_articles(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    errors: str = "raise",
) -> pd.DataFrame:
    r"""Read press articles from a file, a folder, a glob or a list of these.

    Parameters
    ----------
    path : str, Path or sequence of them
        A file, a folder (searched recursively, in sorted order), or a glob such as
        ``"archive/2025-*.txt"``. ``.txt`` files are press text, one article each; ``.csv``,
        ``.jsonl`` and ``.parquet`` files are tables, one article a row. Other files of a
        folder are passed over and listed in the load report.
    columns : mapping, optional
        For tables: mediakit's column name to the file's, such as ``{"text": "body"}``.
    outlet : str, optional
        Outlet of all articles. By default the table's column ``outlet``, else the name of the
        folder that contains the file.
    errors : {"raise", "report"}
        What a malformed file or row does: raise `ArticleError`, or be left out and listed in
        `load_report`.

    Returns
    -------
    DataFrame, shape (n_articles, 6 or more)
        Index ``article``: the file name without its ending (with the folder's name before it
        where two files share it), or for tables the column ``article``, else file name and row
        number.

        ``published``
            Time of publication in Europe/Berlin; missing where a table tells none.
        ``outlet``
            Newspaper, station or site.
        ``section``
            Section, may be empty.
        ``title``
            Headline, may be empty.
        ``text``
            Body without headline, paragraphs separated by a blank line.
        ``path``
            The file, as found.

        Further columns of tables follow.

    Raises
    ------
    ArticleError
        Naming file and line, if a file is missing or malformed, or no article is found.
    ColumnError
        If a table has no column for the text.

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
    """
    if errors not in ("raise", "report"):
        raise MediakitError(f"errors must be 'raise' or 'report', not {errors!r}")
    findings: list[Finding] = []
    strict = errors == "raise"
    press, tables = find_files(path, findings=findings)
    frames = [read_press(press, findings=findings, strict=strict)] if press else []
    for file in tables:
        frames.append(read_rows(file, columns=columns or {}, findings=findings, strict=strict))
    articles = pd.concat(frames) if frames else pd.DataFrame()
    if articles.empty:
        first = f"; {findings[0]['file']}: {findings[0]['message']}" if findings else ""
        raise ArticleError(f"no article found in {path}{first}")
    if outlet is not None:
        articles["outlet"] = outlet
    further = [name for name in articles if name not in (*COLUMNS, "path")]
    articles = check_articles(articles[[*COLUMNS, "path", *further]])
    articles.attrs["load_report"] = findings
    return articles


def load_report(articles: pd.DataFrame) -> pd.DataFrame:
    """List what was left out, passed over or doubtful while the articles were read.

    Parameters
    ----------
    articles : DataFrame
        From `read_articles`.

    Returns
    -------
    DataFrame, one row a finding
        ``file``
            The file.
        ``line``
            Line in a press text, row in a table, from 1; 0 for the whole file.
        ``severity``
            ``error`` (left out), ``warning`` (kept, but doubtful) or ``note`` (passed over).
        ``code``
            Kind of finding, one word.
        ``message``
            What was found.

    Examples
    --------
    >>> import mediakit as mk
    >>> load_report(mk.sample_articles()).shape
    (0, 5)
    """
    return pd.DataFrame(articles.attrs.get("load_report", []), columns=list(FINDING))

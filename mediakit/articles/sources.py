"""From files to parts: the plain press texts on the short way, all else through its reader."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from mediakit.articles.files import read_bytes
from mediakit.articles.finishing import finish_press, finish_table
from mediakit.articles.parts import Part
from mediakit.articles.press import Press
from mediakit.articles.report import Log
from mediakit.articles.tables import table_part
from mediakit.errors import ArticleError
from mediakit.formats.containers import MAX_DEPTH, Content, gunzip, is_office, unzip
from mediakit.formats.excel import read_excel
from mediakit.formats.findings import FileError, Row
from mediakit.formats.json_records import Records, read_json
from mediakit.formats.nexis import read_nexis
from mediakit.formats.sniffing import UNREADABLE, sniff
from mediakit.formats.tables import Table, read_arrow, read_csv, read_parquet
from mediakit.formats.web import read_feed, read_html
from mediakit.progress import progress

_ON_DISK = b"PAR1"
_PRESS = "Veröffentlichungsdatum:".encode()
_ROW_READERS: Mapping[str, Callable[..., list[Row | FileError]]] = {
    "html": read_html,
    "feed": read_feed,
    "docx": read_nexis,
}
_TABLE_READERS: Mapping[str, Callable[..., Table | Records]] = {
    "csv": read_csv,
    "json": read_json,
    "xlsx": read_excel,
    "parquet": read_parquet,
    "arrow": read_arrow,
}


def read_parts(files: Sequence[str], *, columns: Mapping[str, str], log: Log) -> list[Part]:
    """Read files into parts: one a table, and one for all that is no table.

    Parameters
    ----------
    files : sequence of str
        Paths.
    columns : mapping
        For tables: our name to the table's.
    log : Log
        Where findings go.

    Returns
    -------
    list of Part
        The tables in the order of their files, behind what is no table.
    """
    press = Press(log)
    tables: list[Part] = []
    for file in progress(files, label="reading articles"):
        try:
            data = read_bytes(file)
            if data is not None and data.startswith(_PRESS):
                log.files += 1
                press.add_press_text(file, data)
                continue
            # A long Parquet file is read from its place.
            whole = Content(Path(file), _ON_DISK if data is None else data)
            for content, kind in _contents(whole, log=log):
                _read(content, kind, columns=columns, log=log, press=press, tables=tables)
        except ArticleError as error:
            log.files += 1
            log.leave_out(error)
    part = finish_press(press.part(), log=log)
    log.read += part.table["path"].nunique()
    return [part, *tables]


def _contents(content: Content, *, log: Log, depth: int = 0) -> Iterator[tuple[Content, str]]:
    """Unpack a file as often as need be, one file inside at a time, and say what each is."""
    kind = _kind(content)
    if kind not in ("zip", "gz"):
        yield content, kind
        return
    if depth >= MAX_DEPTH:
        _fail(FileError("limit", "an archive in an archive", file=content.path), log=log)
        return
    empty = True
    try:
        for found in [gunzip(content)] if kind == "gz" else unzip(content):
            empty = False
            if isinstance(found, FileError):
                _fail(found, log=log)
            else:
                yield from _contents(found, log=log, depth=depth + 1)
    except FileError as error:
        _fail(error, log=log)
        return
    if empty:
        log.files += 1
        log.pass_over(content.path, "an archive without files", code="format")


def _fail(error: FileError, *, log: Log) -> None:
    log.files += 1
    log.leave_out(error)


def _kind(content: Content) -> str:
    kind = sniff(content.data, name=content.path.name)
    return (is_office(content.data) or "zip") if kind == "zip" else kind


def _read(
    content: Content,
    kind: str,
    *,
    columns: Mapping[str, str],
    log: Log,
    press: Press,
    tables: list[Part],
) -> None:
    """Read one file; one that cannot be read is left out, and the others are still read."""
    log.files += 1
    path = content.path
    try:
        if kind == "press":
            press.add_press_text(str(path), content.data)
        elif kind in _ROW_READERS:
            press.add_rows(str(path), _ROW_READERS[kind](content.data, path=path))
        elif kind in _TABLE_READERS:
            data = None if content.data is _ON_DISK else content.data
            part = table_part(
                _TABLE_READERS[kind](data, path=path), path=path, columns=columns, log=log
            )
            part = part if part.own or not len(part.table) else finish_table(part, log=log)
            if len(part.table):
                log.read += 1
                tables.append(part)
        else:
            reason = UNREADABLE.get(kind, "not read: no format that holds articles")
            log.pass_over(path, reason, code="format-unread" if kind else "format")
    except ArticleError as error:
        log.leave_out(error)

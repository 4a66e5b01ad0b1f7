"""Excel: the first sheet with cells, its first row naming the columns."""

import datetime
import io
from itertools import islice
from pathlib import Path
from typing import Any

from mediakit.formats.containers import Content, check_limits
from mediakit.formats.findings import Doubt, FileError
from mediakit.formats.json_records import Records
from mediakit.formats.tables import unique_names

_MAX_EMPTY_ROWS = 1000
_MAX_COLUMNS = 1000


def read_excel(data: bytes, *, path: Path) -> Records:
    """Read the first sheet that has cells of an ``.xlsx`` workbook.

    Parameters
    ----------
    data : bytes
        The workbook. Of a formula the value is read that was saved with it.
    path : Path
        The file, to name it.

    Returns
    -------
    Records
        One a row; numbers are rows below the header, from 1. Times are text as in ISO 8601,
        without the time of day where it is midnight.

    Raises
    ------
    FileError
        If the workbook is broken, passes a limit, or has no cells.
    """
    import openpyxl

    check_limits(Content(path, data))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        filled = [(sheet.title, rows) for sheet in book.worksheets if (rows := _rows(sheet))]
    except Exception as error:
        # openpyxl lets through whatever its XML and zip parsers raise.
        reason = f"not readable as xlsx: {type(error).__name__}: {error}"[:200]
        raise FileError("unreadable", reason, file=path) from None
    if not filled:
        raise FileError("unreadable", "not readable as xlsx: no cells", file=path)
    title, rows = filled[0]
    doubts = []
    if len(filled) > 1:
        unread = ", ".join(f"{name!r} ({len(rows)} rows)" for name, rows in filled[1:])
        doubts.append(Doubt("sheets-unread", f"sheet {title!r} is read, not {unread}"))
    (_, header), *cells = rows
    width = max(len(row) for _, row in rows)
    header += [""] * (width - len(header))
    used = {place for _, row in rows for place, value in enumerate(row) if value not in (None, "")}
    names = unique_names(["" if name is None else str(name) for name in header])
    records, lines = [], []
    for number, row in cells:
        pairs = enumerate(zip(names, row, strict=False))
        records.append(dict(pair for place, pair in pairs if place in used))
        lines.append(number - rows[0][0])
    return Records(records, lines, tuple(doubts))


def _rows(sheet: Any) -> list[tuple[int, list[Any]]]:
    """List the rows that are not empty, with their numbers; a thousand empty ones end a sheet."""
    # What a workbook says of its own size may be a million rows.
    sheet.reset_dimensions()
    rows, empty = [], 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        values = [_plain(value) for value in islice(row, _MAX_COLUMNS)]
        while values and values[-1] in (None, ""):
            values.pop()
        if values:
            rows.append((number, values))
        empty = 0 if values else empty + 1
        if empty > _MAX_EMPTY_ROWS:
            break
    return rows


def _plain(value: object) -> object:
    from openpyxl.utils.escape import unescape

    if isinstance(value, datetime.datetime):
        shown = value.isoformat(sep=" ")
        return shown.removesuffix(" 00:00:00")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    # Excel writes characters that XML has none for as _x000D_.
    return unescape(value) if isinstance(value, str) and "_x" in value else value

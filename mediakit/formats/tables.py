"""CSV, Parquet and Arrow: one row an article, any column names."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

from mediakit.formats.decoding import to_utf8
from mediakit.formats.findings import Doubt, FileError

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE = 2**16
_SAMPLE_ROWS = 50
_ROWS_AT_A_TIME = 5_000
_BLOCK = 2**24
# A row read as a header has more; then nothing below it is an article.
_MOST_COLUMNS = 5_000
# A quotation mark behind a backslash that does not end its cell.
_ESCAPED = re.compile(r'\\"[^,;\t|\n]')
# How Excel is told the delimiter.
_TOLD = re.compile(rb"sep=(.)\n")


class Table(NamedTuple):
    """An Arrow table, the line or row each of its rows stands in, and what was met.

    Columns of CSV are not ``typed``; where commas do not part cells, they may be decimal.
    """

    table: pa.Table
    lines: list[int] | None = None
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[FileError, ...] = ()
    typed: bool = True
    decimal_comma: bool = False


class _Dialect(NamedTuple):
    """What parts cells, what encloses them, and the lines above the header."""

    delimiter: str
    quote: str
    escape: str = ""
    above: int = 0


def unique_names(names: Sequence[str]) -> list[str]:
    """Make column names different and not empty."""
    taken: set[str] = set()
    result = []
    for place, name in enumerate(names, start=1):
        name = name.strip("\ufeff \t\r\n") or f"column {place}"
        new, number = name, 1
        while new in taken:
            number += 1
            new = f"{name} {number}"
        taken.add(new)
        result.append(new)
    return result


def read_csv(data: bytes, *, path: Path) -> Table:
    """Read delimited text, its delimiter and quotation mark found by trial.

    Parameters
    ----------
    data : bytes
        Delimited text in UTF-8 or Windows-1252, the first line naming the columns.
    path : Path
        The file, to name it.

    Returns
    -------
    Table
        All columns as text, empty cells missing. Rows with too many or too few cells are left
        out, one error each.

    Raises
    ------
    FileError
        If the file is empty or no table.
    """
    data, doubts = to_utf8(data)
    data, removed = _plain_lines(data)
    doubts += removed
    if not (data[:_SAMPLE].strip() or data.strip()):
        raise FileError("unreadable", "not readable as csv: empty file", file=path)
    dialect, data, above = _dialect(data)
    doubts += above
    delimiter, quote = dialect.delimiter, dialect.quote
    stated = f"delimiter {_DELIMITERS.get(delimiter, delimiter)}, quotation mark {quote}"
    stated += f", which {dialect.escape} escapes" if dialect.escape else ""
    doubts.append(Doubt("delimiter", stated, 1))
    escaped = data.count(f"{dialect.escape}{quote}".encode()) if dialect.escape else 0
    if (data.count(quote.encode()) - escaped) % 2:
        doubts.append(Doubt("quotes-unbalanced", f"an odd number of {quote} in the file"))
    table, left_out = _parse(data, dialect, path=path)
    if table.num_columns > _MOST_COLUMNS:
        reason = f"{table.num_columns:,} columns; an article table has at most {_MOST_COLUMNS:,}"
        raise FileError("unreadable", f"not readable as csv: {reason}", file=path, line=1)
    lines = _row_numbers(table.num_rows, without=[error.line for error in left_out])
    comma = delimiter != ","
    return Table(table, lines, tuple(doubts), tuple(left_out), typed=False, decimal_comma=comma)


def _parse(data: bytes, dialect: _Dialect, *, path: Path) -> tuple[pa.Table, list[FileError]]:
    """Cut a CSV into rows; in blocks, or at once if some row is longer than a block."""
    for block in (_BLOCK, len(data) + 1):
        left_out: list[FileError] = []
        try:
            return _parse_blocks(data, dialect, block, path=path, left_out=left_out), left_out
        except (pa.ArrowException, OSError) as error:
            failed = error
            if block > len(data) or "straddl" not in str(error):
                break
    raise _unreadable("csv", failed, path=path)


def _parse_blocks(
    data: bytes, dialect: _Dialect, block: int, *, path: Path, left_out: list[FileError]
) -> pa.Table:
    def leave_out(row: pa.csv.InvalidRow) -> str:
        reason = f"{row.actual_columns} cells where {row.expected_columns} are expected"
        reason += f": {row.text[:60]!r}"
        # Arrow counts the header as the first row.
        number = (row.number or 1) - 1
        left_out.append(FileError("row-unreadable", reason, file=path, line=number))
        return "skip"

    return pa.csv.read_csv(
        pa.BufferReader(data),
        # Only one thread numbers the rows.
        read_options=pa.csv.ReadOptions(use_threads=False, block_size=min(block, 2**31 - 1)),
        parse_options=pa.csv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char=dialect.quote,
            escape_char=dialect.escape or False,
            newlines_in_values=True,
            invalid_row_handler=leave_out,
        ),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(_header(data, dialect), pa.large_string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def read_parquet(data: bytes | None, *, path: Path) -> Table:
    """Read a Parquet file; from its path where `data` is None, so that it is read only once.

    Raises
    ------
    FileError
        If the file is broken.
    """
    try:
        source = pa.memory_map(str(path)) if data is None else pa.BufferReader(data)
        file = pa.parquet.ParquetFile(source, pre_buffer=False)
        # Whole, or with threads, it would take twice the room.
        batches = file.iter_batches(_ROWS_AT_A_TIME, use_threads=False)
        table = pa.Table.from_batches(batches, file.schema_arrow)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable("parquet", error, path=path) from None
    return Table(table)


def read_arrow(data: bytes, *, path: Path) -> Table:
    """Read an Arrow file (Feather version 2).

    Raises
    ------
    FileError
        If the file is broken.
    """
    try:
        table = pa.ipc.open_file(pa.BufferReader(data)).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable("arrow", error, path=path) from None
    return Table(table)


def _unreadable(kind: str, error: BaseException, *, path: Path) -> FileError:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
    return FileError("unreadable", f"not readable as {kind}: {reason}", file=path)


def _row_numbers(count: int, *, without: list[int]) -> list[int]:
    """List the numbers of the rows that were kept, from 1, the header not counted."""
    dropped = set(without)
    numbers: list[int] = []
    number = 0
    while len(numbers) < count:
        number += 1
        if number not in dropped:
            numbers.append(number)
    return numbers


def _plain_lines(data: bytes) -> tuple[bytes, list[Doubt]]:
    """Make every line end one newline, and drop NULs, which no table can hold."""
    doubts = []
    if nuls := data.count(b"\0"):
        what = f"{nuls} NUL character{'s' * (nuls != 1)} removed"
        doubts.append(Doubt("characters-removed", what))
        data = data.replace(b"\0", b"")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data, doubts


def _header(data: bytes, dialect: _Dialect) -> list[str]:
    # A damaged file may have a header longer than any sample.
    end = data.find(b"\n", _SAMPLE)
    sample = io.StringIO(data[: end if end > 0 else None].lstrip(b"\n").decode("utf-8", "ignore"))
    try:
        return next(_reader(sample, dialect), [])
    except csv.Error:
        return []


def _reader(sample: io.StringIO, dialect: _Dialect) -> Any:
    return csv.reader(
        sample,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape or None,
    )


def _dialect(data: bytes) -> tuple[_Dialect, bytes, list[Doubt]]:
    """Find delimiter, quotation mark and header; give the data from the header on."""
    told = _TOLD.match(data)
    data = data[told.end() :] if told else data
    sample = data[:_SAMPLE].decode("utf-8", "ignore")
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    delimiters = [told[1].decode("latin-1")] if told else list(_DELIMITERS)
    escape = "\\" if _ESCAPED.search(sample) and '""' not in sample else ""
    scores = {}
    for quote in ('"', "'"):
        for delimiter in delimiters:
            dialect = _Dialect(delimiter, quote, escape if quote == '"' else "")
            score, above = _fit(sample, dialect)
            scores[dialect._replace(above=above)] = score
    found = max(scores, key=scores.__getitem__)
    if not found.above:
        return found, data, []
    lines = data.split(b"\n", found.above)
    first = lines[0][:60].decode("utf-8", "ignore")
    message = f"{found.above} line{'s' * (found.above != 1)} above the header, the first: {first!r}"
    return found, lines[-1], [Doubt("lines-above", message, 1)]


def _fit(sample: str, dialect: _Dialect) -> tuple[tuple[float, int, int], int]:
    """Score how well the rows are as long as the header, and count the lines above it."""
    lengths, ends = [], []
    try:
        reader = _reader(io.StringIO(sample), dialect)
        for row in reader:
            if row:
                lengths.append(len(row))
                ends.append(reader.line_num)
            if len(lengths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0.0, 0, 0), 0
    header = _header_row(lengths)
    if not lengths or lengths[header] == 1:
        return (0.0, 0, 0), 0
    alike = sum(length == lengths[header] for length in lengths) / len(lengths)
    # A row cut off at the end of the sample counts against nobody.
    delimiter, quote = dialect.delimiter, dialect.quote
    opened = sample.count(delimiter + quote) + sample.count("\n" + quote)
    closed = sample.count(quote + delimiter) + sample.count(quote + "\n")
    score = (round(alike, 2), lengths[header], min(opened, closed))
    return score, ends[header - 1] if header else 0


def _header_row(lengths: list[int]) -> int:
    """Find the header: the first row, unless lines of one cell stand above a clear table."""
    usual, _ = Counter(lengths).most_common(1)[0] if lengths else (1, 0)
    first = lengths.index(usual) if usual > 1 else 0
    rest = lengths[first:]
    clear = set(lengths[:first]) == {1} and len(rest) > 1 and set(rest) == {usual}
    return first if clear else 0

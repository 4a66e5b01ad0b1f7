"""CSV, Parquet and Arrow: one row an article, any column names."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

from mediakit.formats.decoding import decode
from mediakit.formats.findings import Doubt, FileError

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE = 2**16
_SAMPLE_ROWS = 50


class Table(NamedTuple):
    """An Arrow table, the line or row each of its rows stands in, and what was met."""

    table: pa.Table
    lines: list[int] | None = None
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[FileError, ...] = ()
    typed: bool = True


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
    text, doubts = decode(data)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FileError("unreadable", "not readable as csv: empty file", file=path)
    delimiter, quote = _dialect(text)
    stated = f"delimiter {_DELIMITERS[delimiter]}, quotation mark {quote}"
    doubts.append(Doubt("delimiter", stated, 1))
    if text.count(quote) % 2:
        doubts.append(Doubt("quotes-unbalanced", f"an odd number of {quote} in the file"))
    names = _header(text, delimiter=delimiter, quote=quote)
    left_out: list[FileError] = []

    def leave_out(row: pa.csv.InvalidRow) -> str:
        reason = f"{row.actual_columns} cells where {row.expected_columns} are expected"
        reason += f": {row.text[:60]!r}"
        # Arrow counts the header as the first row.
        number = (row.number or 1) - 1
        left_out.append(FileError("row-unreadable", reason, file=path, line=number))
        return "skip"

    encoded = text.encode("utf-8", "replace")
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(encoded),
            # Only one thread numbers the rows; a block holds the whole file and its longest row.
            read_options=pa.csv.ReadOptions(
                use_threads=False, block_size=min(len(encoded) + 1, 2**31 - 1), column_names=None
            ),
            parse_options=pa.csv.ParseOptions(
                delimiter=delimiter,
                quote_char=quote,
                newlines_in_values=True,
                invalid_row_handler=leave_out,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowException, OSError) as error:
        raise _unreadable("csv", error, path=path) from None
    lines = _row_numbers(table.num_rows, without=[error.line for error in left_out])
    return Table(table, lines, tuple(doubts), tuple(left_out), typed=False)


def read_parquet(data: bytes | None, *, path: Path) -> Table:
    """Read a Parquet file; from its path where `data` is None, so that it is read only once.

    Raises
    ------
    FileError
        If the file is broken.
    """
    try:
        source = pa.memory_map(str(path)) if data is None else pa.BufferReader(data)
        table = pa.parquet.read_table(source)
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


def _header(text: str, *, delimiter: str, quote: str) -> list[str]:
    first = text.lstrip("\n").split("\n", 1)[0][:_SAMPLE]
    try:
        return next(csv.reader([first], delimiter=delimiter, quotechar=quote), [])
    except csv.Error:
        return []


def _dialect(text: str) -> tuple[str, str]:
    """Choose the delimiter and quotation mark that make most rows as long as the header."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    scores = {}
    for quote in ('"', "'"):
        for delimiter in _DELIMITERS:
            scores[delimiter, quote] = _fit(sample, delimiter=delimiter, quote=quote)
    return max(scores, key=scores.__getitem__)


def _fit(sample: str, *, delimiter: str, quote: str) -> tuple[float, int, int]:
    lengths = []
    try:
        reader = csv.reader(io.StringIO(sample), delimiter=delimiter, quotechar=quote)
        for row in reader:
            if row:
                lengths.append(len(row))
            if len(lengths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0, 0
    if not lengths or lengths[0] == 1:
        return 0.0, 0, 0
    alike = sum(length == lengths[0] for length in lengths) / len(lengths)
    # A row cut off at the end of the sample counts against nobody.
    opened = sample.count(delimiter + quote) + sample.count("\n" + quote)
    closed = sample.count(quote + delimiter) + sample.count(quote + "\n")
    return round(alike, 2), lengths[0], min(opened, closed)

"""Tables of any make become rows of the article table."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.articles.columns import match_columns
from mediakit.articles.names import article_names, outlet_name
from mediakit.articles.own_files import from_own_jsonl, from_own_parquet, is_own, take_over_attrs
from mediakit.articles.parts import Part, strings
from mediakit.articles.report import Log
from mediakit.articles.schema import PUBLISHED
from mediakit.formats.findings import FileError
from mediakit.formats.json_records import Records
from mediakit.formats.tables import Table, unique_names

_NUMBER = r"^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]\d+)?$"
# A float has no more; Python writes floats with up to so many, and three of an exponent.
_DIGITS = 17 + 3
_GERMAN_NUMBER = r"^[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$"
# An unknown time zone is a KeyError.
_NOT_HELD = (pa.ArrowException, NotImplementedError, ValueError, KeyError, OverflowError)
# The years 1 to 9999 in seconds.
_FIRST_TIME, _LAST_TIME = -62_135_596_800, 253_402_300_799
_TEXTS = ("article", "outlet", "section", "title", "text", "path", "warnings")


def table_part(found: Table | Records, *, path: Path, columns: Mapping[str, str], log: Log) -> Part:
    """Turn what a table reader gives into a part.

    Parameters
    ----------
    found : Table or Records
        From a reader.
    path : Path
        The file.
    columns : mapping
        Our name to the table's, as the user says.
    log : Log
        Where findings go.

    Returns
    -------
    Part
        The rows.
    """
    if isinstance(found, Table) and is_own(found.table) and not columns:
        return from_own_parquet(found.table, path=path, log=log)
    if isinstance(found, Records) and found.own is not None and not columns:
        return from_own_jsonl(found, path=path, log=log)
    for error in found.left_out:
        log.leave_out(error)
    for doubt in found.doubts:
        log.doubt(path, doubt)
    if isinstance(found, Table):
        table = _without_index(found.table)
        take_over_attrs(table, log=log)
    else:
        table = _columns_of(found, path=path, log=log)
    table = _matched(table, columns=columns, path=path, log=log)
    if table.num_rows == 0 and not found.left_out:
        raise FileError("unreadable", "a table without rows", file=path)
    table = _as_texts(table, path=path, log=log)
    if isinstance(found, Table) and not found.typed:
        table = _guessed(table, comma=found.decimal_comma, path=path, log=log)
    frame = _to_frame(table, path=path, log=log)
    lines = found.lines or list(range(1, len(frame) + 1))
    return _part(frame, lines=lines, path=path, log=log, doubts=[d.code for d in found.doubts])


def _to_frame(table: pa.Table, *, path: Path, log: Log) -> pd.DataFrame:
    """Make a DataFrame whose lists are lists; pandas would make arrays of them."""
    # What pandas wrote of its index would take those columns away.
    table = table.replace_schema_metadata(None)
    try:
        frame = table.to_pandas()
    except _NOT_HELD:
        table = _held(table, path=path, log=log)
        frame = table.to_pandas()
    for field in table.schema:
        if pa.types.is_nested(field.type):
            frame[field.name] = pd.Series(table.column(field.name).to_pylist(), dtype="object")
    return frame


def _held(table: pa.Table, *, path: Path, log: Log) -> pa.Table:
    """Make text of columns that pandas cannot hold: far years, unknown zones, unions."""
    told = []
    for place, name in enumerate(table.column_names):
        column = table.column(place)
        try:
            column.to_pandas()
        except _NOT_HELD:
            told.append(f"{name[:40]} ({column.type})"[:80])
            table = table.set_column(place, name, _to_text(column))
    log.add(path, 0, "values-as-text", f"kept as text: {', '.join(told)}")
    return table


def texts_of_mixed_columns(part: Part, *, log: Log) -> None:
    """Make text of further columns that hold numbers in one file and words in another."""
    for name in part.table.columns[part.table.dtypes == "object"]:
        values = part.table[name].tolist()
        try:
            pa.array(values, from_pandas=True)
        except (pa.ArrowException, TypeError, ValueError):
            part.table[name] = strings(map(_text, values))
            told = f"kept as text, for files differ: {str(name)[:40]!r}"
            log.add(part.files[0], 0, "values-as-text", told)


def _matched(table: pa.Table, *, columns: Mapping[str, str], path: Path, log: Log) -> pa.Table:
    """Give columns our names, and say which and why."""
    table = table.rename_columns(unique_names([str(name) for name in table.column_names]))
    ours, choices = match_columns(table.column_names, columns=columns, path=path)
    for choice in choices:
        log.add(path, 0, "column-choice", choice)
    renamed = [f"{name} = {theirs!r}" for theirs, name in ours.items() if theirs != name]
    if renamed:
        told = ", ".join(renamed)
        log.add(path, 0, "columns-mapped", f"columns read under other names: {told}")
    return _renamed(table, ours)


def _part(
    frame: pd.DataFrame, *, lines: list[int], path: Path, log: Log, doubts: list[str]
) -> Part:
    folder = outlet_name(str(path))
    for name, default in (
        ("outlet", folder),
        ("section", ""),
        ("title", ""),
        ("text", ""),
        ("path", str(path)),
        ("warnings", ""),
    ):
        if name not in frame:
            frame[name] = pd.Series(default, index=frame.index, dtype="str")
        elif frame[name].isna().any():
            frame[name] = frame[name].fillna(default)
    frame["outlet"] = frame["outlet"].where(frame["outlet"] != "", folder)
    codes = frame.pop("warnings").tolist()
    whole = [code for code in doubts if code.startswith(("encoding", "quotes"))]
    if "published" not in frame:
        frame["published"] = pd.Series(pd.NaT, index=frame.index, dtype=PUBLISHED)
        log.add(path, 0, "date-missing", "no column for the date: left missing in all rows")
        whole.append("date-missing")
    width = len(str(len(frame)))
    stem = article_names([str(path)])[0]
    names = pd.Series([f"{stem}-{n:0{width}}" for n in range(1, len(frame) + 1)], dtype="str")
    if "article" in frame:
        given = frame["article"].fillna("")
        frame["article"] = given.where(given != "", names)
    else:
        frame["article"] = names
    part = Part(frame, lines, codes, [str(path)] * len(codes))
    for code in whole:
        for row in range(len(codes)):
            part.mark(row, code)
    return part


def _without_index(table: pa.Table) -> pa.Table:
    """Drop the numbered index that pandas may have written; a named one is a column."""
    unnamed = [name for name in table.column_names if name.startswith("__index_level_")]
    return table.drop_columns(unnamed)


def _renamed(table: pa.Table, ours: Mapping[str, str]) -> pa.Table:
    """Give columns our names; a column that stood under such a name gets a number."""
    taken = set(ours.values())
    names = []
    for name in table.column_names:
        if name in ours:
            names.append(ours[name])
            continue
        names.append(f"{name} 2" if name in taken else name)
    return table.rename_columns(unique_names(names))


def _as_texts(table: pa.Table, *, path: Path, log: Log) -> pa.Table:
    """Make our columns text, and say where they were none; leave times as they are."""
    told = []
    for place, name in enumerate(table.column_names):
        column = table.column(place)
        if name not in (*_TEXTS, "published"):
            continue
        if name == "published" and _are_times(column):
            # A moment is the same in any zone, also in one that nobody knows.
            kind = pa.timestamp(column.type.unit, column.type.tz and "UTC")
            table = table.set_column(place, name, column.cast(kind))
            continue
        if name not in ("article", "published") and not _holds_text(column.type):
            told.append(f"{name} ({column.type})")
        table = table.set_column(place, name, _to_text(column))
    if told:
        log.add(path, 0, "values-as-text", f"kept as text: {', '.join(told)}")
    return table


def _are_times(column: pa.ChunkedArray) -> bool:
    """Tell whether these are times of years that pandas and Python have."""
    if not pa.types.is_timestamp(column.type):
        return False
    seconds = column.cast(pa.int64())
    per_second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[column.type.unit]
    least, most = pc.min_max(seconds).as_py().values()
    return least is None or _FIRST_TIME <= least // per_second <= most // per_second <= _LAST_TIME


def _holds_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return pa.types.is_null(kind) or any(is_text(kind) for is_text in texts)


def _guessed(table: pa.Table, *, comma: bool, path: Path, log: Log) -> pa.Table:
    """Read the numbers of further columns as numbers."""
    commas, columns = [], []
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name in (*_TEXTS, "published") or not pa.types.is_large_string(column.type):
            columns.append(column)
            continue
        found = _german_numbers(column) if comma else None
        if found is None:
            found = _numbers(column)
        elif found is not column:
            commas.append(repr(name[:40]))
        columns.append(found)
    table = pa.table(columns, names=table.column_names)
    if commas:
        log.add(path, 0, "decimal-comma", f"numbers with a decimal comma: {', '.join(commas[:10])}")
    return table


def _to_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_large_string(column.type):
        return column
    if pa.types.is_timestamp(column.type) and column.type.tz:
        column = column.cast(pa.timestamp(column.type.unit, "UTC"))
    try:
        return column.cast(pa.large_string())
    except (pa.ArrowException, NotImplementedError):
        values = [_text(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(values, pa.large_string())])


def _german_numbers(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Read ``1.234,5`` as numbers; leave a column that may be such, give None if it is not."""
    if not pc.all(pc.match_substring_regex(column, _GERMAN_NUMBER)).as_py():
        return None
    if not pc.any(pc.match_substring(column, ",")).as_py():
        # 1.234 may be a thousand or one and a bit: text, until the user says which.
        return column if pc.any(pc.match_substring(column, ".")).as_py() else None
    plain = pc.replace_substring(pc.replace_substring(column, ".", ""), ",", ".")
    return plain.cast(pa.float64())


def _numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Read a CSV column as whole or broken numbers if all its cells are, and lose no digit."""
    if not pc.all(pc.match_substring_regex(column, _NUMBER)).as_py():
        return column
    whole = not pc.any(pc.match_substring_regex(column, r"[.eE]")).as_py()
    longest = pc.max(pc.utf8_length(pc.replace_substring_regex(column, r"\D", ""))).as_py() or 0
    if not whole and longest > _DIGITS:
        return column
    try:
        return column.cast(pa.int64() if whole else pa.float64())
    except pa.ArrowException:
        return column


def _columns_of(found: Records, *, path: Path, log: Log) -> pa.Table:
    names = list(dict.fromkeys(str(name) for record in found.records for name in record))
    columns, mixed = {}, []
    for name in names:
        values = [record.get(name) for record in found.records]
        columns[name], as_text = _column(values)
        if as_text:
            mixed.append(name)
    if mixed:
        told = ", ".join(repr(name[:40]) for name in mixed[:10])
        log.add(path, 0, "values-as-text", f"mixed or nested values are kept as text: {told}")
    keys = [_valid(name) for name in names]
    return pa.Table.from_arrays(list(columns.values()), names=keys)


def _column(values: list[Any]) -> tuple[pa.Array, bool]:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {str}:
        return pa.array([_text(value) for value in values], pa.large_string()), False
    if kinds in ({int}, {float}, {bool}, {int, float}):
        try:
            return pa.array(values), False
        except (pa.ArrowException, OverflowError):
            pass
    return pa.array([_text(value) for value in values], pa.large_string()), kinds != {int}


def _text(value: object) -> str | None:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _valid("\n\n".join(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return _valid(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    )


def _valid(text: str) -> str:
    """Join pairs of surrogates and replace lone ones, which no encoding can write."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

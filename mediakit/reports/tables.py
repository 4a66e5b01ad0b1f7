"""The data of a figure: all of it as CSV, and a short table as rows for the page."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

_MOST_ROWS = 60
_MOST_COLUMNS = 8


def write_table(table: pd.DataFrame, *, path: Path) -> None:
    """Write a table as RFC 4180 asks: UTF-8, commas, CRLF, quotes where needed."""
    flat = _with_index(table)
    path.write_text(flat.to_csv(index=False, lineterminator="\r\n"), encoding="utf-8", newline="")


def table_rows(table: pd.DataFrame) -> dict[str, Any] | None:
    """Give a short table as ``columns`` and ``rows`` that JSON can carry, a long one as None."""
    flat = _with_index(table)
    if len(flat) > _MOST_ROWS or len(flat.columns) > _MOST_COLUMNS:
        return None
    plain = pd.DataFrame({i: _plain(flat.iloc[:, i]) for i in range(len(flat.columns))})
    rows = json.loads(plain.to_json(orient="values", double_precision=12))
    return {"columns": [str(column) for column in flat.columns], "rows": rows}


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """Make the index columns, unless it only counts rows."""
    unnamed = all(name is None for name in table.index.names)
    if unnamed and pd.api.types.is_integer_dtype(table.index):
        return table
    return table.reset_index(allow_duplicates=True)


def _plain(column: pd.Series) -> pd.Series:
    """Keep numbers; write dates without a time of day that says nothing; the rest as text."""
    if pd.api.types.is_datetime64_any_dtype(column):
        times = column.dropna()
        whole_days = (times == times.dt.normalize()).all()
        return column.dt.strftime("%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M")
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column
    return column.map(str, na_action="ignore").astype(object)

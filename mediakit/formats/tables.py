"""CSV, JSON Lines and Parquet: one row an article, any column names."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from mediakit.errors import ArticleError


def read_table(path: Path) -> pa.Table:
    """Read a ``.csv``, ``.jsonl`` or ``.parquet`` file as an Arrow table.

    Parameters
    ----------
    path : Path
        UTF-8 CSV with a header line, JSON Lines (one object a line), or Parquet.

    Returns
    -------
    pyarrow.Table
        All columns as they stand; CSV columns with text stay text, empty cells are missing.

    Raises
    ------
    ArticleError
        Naming the file, and for JSON Lines the line, that cannot be read.
    """
    try:
        return _READERS[path.suffix.lower()](path)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        reason = f"not readable as {path.suffix[1:]}: {str(error).splitlines()[0]}"
        raise ArticleError(reason, file=path) from None


def _read_csv(path: Path) -> pa.Table:
    quoted = pyarrow.csv.ParseOptions(newlines_in_values=True)
    convert = pyarrow.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False)
    return pyarrow.csv.read_csv(path, parse_options=quoted, convert_options=convert)


def _read_jsonl(path: Path) -> pa.Table:
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ArticleError(f"not JSON: {error.msg}", file=path, line=number) from None
        if not isinstance(row, dict):
            found = f"expected an object, found {line[:40]!r}"
            raise ArticleError(found, file=path, line=number)
        rows.append(row)
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def _read_parquet(path: Path) -> pa.Table:
    return pyarrow.parquet.read_table(path)


_READERS = {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}
TABLE_SUFFIXES = frozenset(_READERS)

"""Files that `write_articles` made: read back exactly as they were, types and report included."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import is_object_dtype

from mediakit.articles.parts import Part
from mediakit.articles.report import REPORT, Log
from mediakit.articles.schema import check_articles
from mediakit.errors import ArticleError, ColumnError
from mediakit.formats.findings import FileError
from mediakit.formats.json_records import OWN_KEY, Records

MARK = b"mediakit"


def is_own(table: pa.Table) -> bool:
    """Tell whether `write_articles` wrote this Parquet file."""
    return MARK in (table.schema.metadata or {})


def to_own_parquet(articles: pd.DataFrame) -> pa.Table:
    """Make the Arrow table that `from_own_parquet` gives back."""
    table = pa.Table.from_pandas(articles, preserve_index=True)
    objects = [str(name) for name, dtype in articles.dtypes.items() if is_object_dtype(dtype)]
    for name in objects:
        arrays = any(isinstance(value, np.ndarray) for value in articles[name])
        if arrays or table.column(name).to_pylist() != _without_nan(articles[name]):
            raise ValueError(f"column {name!r} holds values that would come back changed")
    told = {
        # Arrow gives text and arrays for what were Python's objects.
        "objects": objects,
        # Parquet keeps categories only if they are text.
        "categories": {
            str(name): _kind(articles[name]) for name in articles.select_dtypes("category")
        },
        # Parquet has no whole seconds.
        "seconds": {
            str(name): str(dtype)
            for name, dtype in articles.dtypes.items()
            if dtype.kind == "M" and getattr(dtype, "unit", str(dtype)[-2]) == "s"
        },
        "attrs": articles.attrs,
    }
    mark = {MARK: json.dumps(told, ensure_ascii=False).encode()}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **mark})


def _without_nan(column: pd.Series) -> list[Any]:
    """List values as Arrow does, None for what is missing."""
    return [None if isinstance(value, float) and value != value else value for value in column]


def from_own_parquet(table: pa.Table, *, path: Path, log: Log) -> Part:
    """Read a Parquet file of our own."""
    try:
        told = json.loads(table.schema.metadata[MARK])
        attrs, categories = told["attrs"], told["categories"]
        # pandas would hang its own copy of the attributes to the frame.
        metadata = {k: v for k, v in (table.schema.metadata or {}).items() if k != b"PANDAS_ATTRS"}
        articles = table.replace_schema_metadata(metadata).to_pandas()
        for name in told.get("objects", []):
            values = table.column(name).to_pylist()
            articles[name] = pd.Series(values, index=articles.index, dtype="object")
        for name, dtype in told.get("seconds", {}).items():
            articles[name] = articles[name].astype(dtype)
        for name, kind in categories.items():
            articles[name] = _categories(table.column(name), kind)
    except Exception as error:
        # A file of our own that somebody edited: any value may be of any kind.
        raise _broken(path, error) from None
    return _part(articles, attrs=attrs, path=path, log=log)


def _categories(column: pa.ChunkedArray, kind: dict[str, Any]) -> pd.Categorical:
    """Make categories of the values that Parquet has kept."""
    dtype = _category_dtype(kind)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_null(column.type):
        return pd.Categorical.from_codes([-1] * len(column), dtype=dtype)
    known = pa.array(dtype.categories).cast(column.type)
    codes = pc.fill_null(pc.index_in(column, value_set=known), -1)
    return pd.Categorical.from_codes(codes.to_numpy(), dtype=dtype)


def to_own_jsonl(articles: pd.DataFrame) -> str:
    """Make the JSON Lines that `from_own_jsonl` gives back: the first line tells the types."""
    types = {str(name): _kind(articles[name]) for name in articles}
    index = _kind(articles.index.to_series())
    columns = {"article": _values(articles.index.to_series(), index)}
    columns |= {name: _values(articles[name], kind) for name, kind in types.items()}
    lines = []
    for number, row in enumerate(zip(*columns.values(), strict=True)):
        record = dict(zip(columns, row, strict=True))
        if number == 0:
            record[OWN_KEY] = {"dtypes": types, "index": index, "attrs": articles.attrs}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def from_own_jsonl(found: Records, *, path: Path, log: Log) -> Part:
    """Read JSON Lines of our own."""
    own = found.own or {}
    for error in found.left_out:
        log.leave_out(error)
    try:
        columns = {
            name: _series([record.get(name) for record in found.records], kind)
            for name, kind in own["dtypes"].items()
        }
        index = _series([record["article"] for record in found.records], own["index"])
        articles = pd.DataFrame(columns).set_axis(pd.Index(index, name="article"), axis="index")
        attrs = own.get("attrs", {})
    except Exception as error:
        # A file of our own that somebody edited: any value may be of any kind.
        raise _broken(path, error) from None
    return _part(articles, attrs=attrs, path=path, log=log)


def take_over_attrs(table: pa.Table, *, log: Log) -> None:
    """Take over the load report that pandas itself has written with articles of ours."""
    try:
        attrs = json.loads((table.schema.metadata or {}).get(b"PANDAS_ATTRS", b"{}"))
    except ValueError:
        return
    if isinstance(attrs, dict):
        log.take_over(attrs.get(REPORT))


def _part(articles: pd.DataFrame, *, attrs: Any, path: Path, log: Log) -> Part:
    try:
        check_articles(articles)
    except (ArticleError, ColumnError) as error:
        raise FileError("unreadable", f"not as it was written: {error}", file=path) from None
    articles.attrs = attrs if isinstance(attrs, dict) else {}
    log.take_over(articles.attrs.get(REPORT))
    count = len(articles)
    found = articles["warnings"].tolist() if "warnings" in articles else [""] * count
    # A damaged file may have lost some.
    warnings = [codes if isinstance(codes, str) else "" for codes in found]
    return Part(articles, [0] * count, warnings, [str(path)] * count, own=True)


def _broken(path: Path, error: Exception) -> FileError:
    reason = f"not as it was written: {type(error).__name__}: {error}"[:200]
    return FileError("unreadable", reason, file=path)


def _kind(column: pd.Series) -> dict[str, Any]:
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        values = _listed(dtype.categories)
        inner = _kind(values)
        return {
            "dtype": "category",
            "categories": _values(values, inner),
            "inner": inner,
            "ordered": bool(dtype.ordered),
        }
    return {"dtype": str(dtype)}


def _values(column: pd.Series, kind: dict[str, Any]) -> list[Any]:
    name = kind["dtype"]
    missing = column.isna()
    plain: list[Any]
    if name == "category":
        inner = _values(_listed(column.cat.categories), kind["inner"])
        plain = [inner[code] if code >= 0 else None for code in column.cat.codes]
    elif name.startswith("datetime64"):
        plain = [value.isoformat() for value in column]
    elif name.startswith("timedelta64"):
        plain = column.astype("int64").tolist()
    elif name.lower().startswith("float"):
        # JSON knows no infinity.
        plain = [value if value not in _INFINITE else str(value) for value in column.tolist()]
    else:
        plain = column.tolist()
    return [None if gone else value for gone, value in zip(missing, plain, strict=True)]


_INFINITE = (float("inf"), float("-inf"))


def _listed(categories: pd.Index) -> pd.Series:
    """Give the categories, their type as it is; pandas would make text of Python's strings."""
    return pd.Series(categories, dtype=categories.dtype)


def _category_dtype(kind: dict[str, Any]) -> pd.CategoricalDtype:
    values = _series(kind["categories"], kind["inner"])
    return pd.CategoricalDtype(pd.Index(values, dtype=values.dtype), ordered=kind["ordered"])


def _series(values: list[Any], kind: dict[str, Any]) -> pd.Series:
    name = kind["dtype"]
    if name == "category":
        known = {value: code for code, value in enumerate(kind["categories"])}
        codes = [-1 if value is None else known[value] for value in values]
        return pd.Series(pd.Categorical.from_codes(codes, dtype=_category_dtype(kind)))
    if name.startswith("datetime64") and "," in name:
        moments = pd.to_datetime(pd.Series(values, dtype="str"), utc=True, format="ISO8601")
        return moments.astype(name)
    if name.startswith("datetime64"):
        return pd.to_datetime(pd.Series(values, dtype="str"), format="ISO8601").astype(name)
    if name.startswith("timedelta64"):
        return pd.Series(values, dtype="Int64").astype(name)
    if name.lower().startswith("float"):
        return pd.Series([None if v is None else float(v) for v in values], dtype=name)
    return pd.Series(values, dtype=name)

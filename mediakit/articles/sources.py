"""From files to frames: press texts and tables, with every finding written down."""

import glob
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mediakit.articles.schema import PUBLISHED
from mediakit.errors import ArticleError, ColumnError, require_columns
from mediakit.formats.dates import is_without_day, parse_date
from mediakit.formats.press_text import read_press_text
from mediakit.formats.tables import TABLE_SUFFIXES, read_table
from mediakit.progress import progress

FINDING = ("file", "line", "severity", "code", "message")
Finding = dict[str, Any]
_KEPT = "date-without-day"


def find_files(
    path: str | Path | Sequence[str | Path], *, findings: list[Finding]
) -> tuple[list[Path], list[Path]]:
    """Find press texts and tables, in sorted order; note what is neither."""
    places = [path] if isinstance(path, str | Path) else path
    press, tables = [], []
    for file in dict.fromkeys(file for place in places for file in _expand(Path(place))):
        if file.suffix.lower() in TABLE_SUFFIXES:
            tables.append(file)
        elif file.suffix.lower() == ".txt":
            press.append(file)
        else:
            findings.append(_finding(file, severity="note", code="format", message="not read"))
    return press, tables


def read_press(paths: list[Path], *, findings: list[Finding], strict: bool) -> pd.DataFrame:
    """Read press texts into the columns of the article table."""
    rows, read = [], []
    for path in progress(paths, label="reading articles"):
        try:
            rows.append(read_press_text(path))
            read.append(path)
        except ArticleError as error:
            _leave_out(error, code="malformed", findings=findings, strict=strict)
    return pd.DataFrame(
        {
            "published": pd.Series([row.published for row in rows], dtype=PUBLISHED),
            "outlet": pd.Series([path.absolute().parent.name for path in read], dtype="str"),
            "section": pd.Series([row.section for row in rows], dtype="str"),
            "title": pd.Series([row.title for row in rows], dtype="str"),
            "text": pd.Series([row.text for row in rows], dtype="str"),
            "path": pd.Series([str(path) for path in read], dtype="str"),
        }
    ).set_axis(_names(read), axis="index")


def read_rows(
    path: Path, *, columns: Mapping[str, str], findings: list[Finding], strict: bool
) -> pd.DataFrame:
    """Read a table file into the columns of the article table, further columns behind."""
    table = read_table(path).to_pandas()
    if table.index.name is not None:
        table = table.reset_index()
    require_columns(table, columns=list(columns.values()), made_by="columns= with names found")
    table = table.rename(columns={theirs: ours for ours, theirs in columns.items()})
    if "text" not in table:
        found = ", ".join(repr(name) for name in table)
        raise ColumnError(
            f"{path}: no column 'text'; found: {found}. Name it, as in columns={{'text': 'body'}}."
        )
    for name in ("outlet", "section", "title"):
        default = path.absolute().parent.name if name == "outlet" else ""
        given = table[name] if name in table else pd.Series(default, index=table.index)
        table[name] = given.astype("str").fillna(default)
    table["path"] = table["path"].astype("str") if "path" in table else str(path)
    table["published"], doubts = _published(table)
    table["text"] = table["text"].astype("str").fillna("")
    doubts |= dict.fromkeys(table.index[table["text"].str.strip() == ""], ("no-text", "no text"))
    for row, (code, reason) in sorted(doubts.items()):
        if code == _KEPT:
            findings.append(_finding(path, row + 1, severity="warning", code=code, message=reason))
        else:
            wrong = ArticleError(reason, file=path, line=row + 1)
            _leave_out(wrong, code=code, findings=findings, strict=strict)
    kept = [row for row in table.index if doubts.get(row, (_KEPT,))[0] == _KEPT]
    return table.set_axis(_row_names(table, path=path)).iloc[kept]


def _expand(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    if place.is_dir():
        inside = [file for file in place.rglob("*") if file.is_file()]
        return sorted(file for file in inside if not _is_hidden(file.relative_to(place)))
    found = glob.glob(str(place), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute one
    matches = sorted(Path(name) for name in found)
    if not matches:
        raise ArticleError("no such file or folder", file=place)
    return [file for match in matches for file in _expand(match)]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _finding(
    file: Path | None, line: int = 0, *, severity: str, code: str, message: str
) -> Finding:
    return dict(zip(FINDING, (str(file), line, severity, code, message), strict=True))


def _leave_out(error: ArticleError, *, code: str, findings: list[Finding], strict: bool) -> None:
    if strict:
        raise error
    left_out = _finding(error.file, error.line, severity="error", code=code, message=error.reason)
    findings.append(left_out)


def _names(paths: list[Path]) -> pd.Index:
    """Name articles by file, and by folder and file where two files share a name."""
    stems = Counter(path.stem for path in paths)
    longer = [f"{path.absolute().parent.name}/{path.stem}" for path in paths]
    names = [
        path.stem if stems[path.stem] == 1 else name
        for path, name in zip(paths, longer, strict=True)
    ]
    if len(set(names)) < len(names):
        names = [path.with_suffix("").as_posix() for path in paths]
    return pd.Index(names, name="article", dtype="str")


def _row_names(table: pd.DataFrame, *, path: Path) -> pd.Index:
    if "article" in table:
        return pd.Index(table.pop("article").astype("str"), name="article")
    width = len(str(len(table)))
    names = [f"{path.stem}-{number:0{width}}" for number in range(1, len(table) + 1)]
    return pd.Index(names, name="article", dtype="str")


def _published(table: pd.DataFrame) -> tuple[pd.Series, dict[int, tuple[str, str]]]:
    """Read the dates; also say by row number which are incomplete or unreadable."""
    if "published" not in table:
        return pd.Series(pd.NaT, index=table.index, dtype=PUBLISHED), {}
    written = table["published"]
    if pd.api.types.is_datetime64_any_dtype(written):
        times = _in_berlin(written)
        skipped = written.index[times.isna() & written.notna()]
        reason = "the clock goes forward then: no such time in Berlin"
        return times, {row: ("date", f"{written[row]}: {reason}") for row in skipped.tolist()}
    texts = written.astype("str").fillna("")
    moments: dict[str, datetime | None] = {}
    doubts: dict[str, tuple[str, str]] = {}
    for text in texts.unique():
        try:
            moments[text] = parse_date(text)
        except ValueError as error:
            doubts[text] = ("date", str(error))
        if is_without_day(text):
            doubts[text] = (_KEPT, f"date {text!r} names no day: left missing")
    doubtful = texts[texts.isin(list(doubts))]
    times = pd.Series([moments.get(text) for text in texts], index=texts.index, dtype=PUBLISHED)
    return times, {
        row: doubts[text] for row, text in zip(doubtful.index.tolist(), doubtful, strict=True)
    }


def _in_berlin(times: pd.Series) -> pd.Series:
    if getattr(times.dtype, "tz", None) is None:
        first = np.ones(len(times), dtype=bool)
        times = times.dt.tz_localize("Europe/Berlin", ambiguous=first, nonexistent="NaT")
    return times.dt.tz_convert("Europe/Berlin").astype(PUBLISHED)

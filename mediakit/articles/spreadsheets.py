"""Article tables for Excel: nothing becomes a formula, the same table the same bytes."""

import datetime
import re
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.errors import MediakitError

# What Excel, LibreOffice and their kin may take for a formula, also behind blanks.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_MAX_CELL = 32_767
_MAX_ROWS = 1_048_576
_FIXED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_FIRST_EXCEL_YEAR = 1900
_WIDTHS = {"text": 80, "title": 50, "published": 17}


def to_excel_csv(articles: pd.DataFrame, path: Path) -> None:
    """Write a CSV that a German Excel opens by double click."""
    table = articles.reset_index()
    columns = {}
    for place, name in enumerate(table.columns):
        column = table.iloc[:, place]
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = _berlin(column).dt.strftime("%d.%m.%Y %H:%M:%S")
        elif not pd.api.types.is_numeric_dtype(column) and column.dtype.kind not in "mM":
            column = column.astype("object").map(_defused, na_action="ignore")
        columns[_defused(name)] = column
    pd.DataFrame(columns).to_csv(
        path, sep=";", decimal=",", encoding="utf-8-sig", index=False, lineterminator="\r\n"
    )


def to_xlsx(articles: pd.DataFrame, path: Path) -> None:
    """Write a workbook with one sheet ``articles``, its first row fixed."""
    import xlsxwriter

    table = articles.reset_index()
    if len(table) >= _MAX_ROWS:
        raise MediakitError(f"{len(table):,} articles are too many for Excel: write .parquet")
    columns = [_cells(table.iloc[:, place]) for place in range(len(table.columns))]
    _check_lengths(articles, names=list(table.columns), columns=columns)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": _FIXED.replace(tzinfo=None)})
        head = book.add_format({"bold": True})
        time = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet = book.add_worksheet("articles")
        sheet.freeze_panes(1, 1)
        for place, (name, cells) in enumerate(zip(table.columns, columns, strict=True)):
            sheet.set_column(place, place, _WIDTHS.get(str(name), 14))
            sheet.write_string(0, place, str(name), head)
            for row, value in enumerate(cells, start=1):
                _write(sheet, row, place, value, time)


def _write(sheet: Any, row: int, place: int, value: object, time: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime.datetime):
        sheet.write_datetime(row, place, value, time)
    else:
        sheet.write_string(row, place, str(value))


def _cells(column: pd.Series) -> list[object]:
    """Give a column as values that Excel has a cell for; all others as text."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        local = _berlin(column)
        return [_moment(value) for value in local]
    missing = column.isna().tolist()
    return [
        None if gone else _cell(value) for gone, value in zip(missing, column.tolist(), strict=True)
    ]


def _moment(value: Any) -> object:
    if pd.isna(value):
        return None
    moment: datetime.datetime = value.to_pydatetime().replace(tzinfo=None)
    return moment if moment.year > _FIRST_EXCEL_YEAR else moment.isoformat(sep=" ")


def _cell(value: object) -> object:
    if isinstance(value, bool | str):
        return value
    # Excel keeps 15 digits of a number.
    if isinstance(value, int | float) and abs(value) < 10**15:
        return value
    return str(value)


def _check_lengths(
    articles: pd.DataFrame, *, names: list[Any], columns: list[list[object]]
) -> None:
    for name, cells in zip(names, columns, strict=True):
        for row, value in enumerate(cells):
            # Excel counts UTF-16 units, so a character may be two.
            if isinstance(value, str) and len(value) * 2 > _MAX_CELL:
                units = len(value.encode("utf-16-le", "surrogatepass")) // 2
                if units > _MAX_CELL:
                    article = articles.index.tolist()[row]
                    raise MediakitError(
                        f"article {article!r}: column {name!r} has {units:,} characters, a cell "
                        f"of Excel holds {_MAX_CELL:,}. Write .parquet or .jsonl, or shorten it."
                    )


def _berlin(column: pd.Series) -> pd.Series:
    return column.dt.tz_convert("Europe/Berlin")


def _defused(value: object) -> object:
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value

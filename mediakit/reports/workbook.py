"""The tables of a report as a workbook: one sheet a table, nothing becomes a formula."""

import csv
import datetime
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from mediakit.errors import MediakitError

# As Python writes numbers; with leading zeros or over 15 digits they are names of something.
_NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d+)?")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_FIXED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones
_WIDEST = 60

Rows = list[list[str]]


def write_workbook(page: str, *, folder: Path, target: Path) -> None:
    """Write the tables of a finished page, and the data of its figures, as ``.xlsx``.

    The first sheet lists the others with their captions. Columns of numbers become numbers, all
    else stays text; the same page gives the same bytes.

    Parameters
    ----------
    page : str
        HTML from the exporter.
    folder : Path
        Where the CSV files lie to which it links.
    target : Path
        The file to write.

    Raises
    ------
    MediakitError
        If a table has more rows than a sheet.
    """
    import xlsxwriter

    soup = BeautifulSoup(page, "html.parser")
    words = soup.select_one("main")
    listed, sheets = [], []
    for number, block in enumerate(_blocks(soup), start=1):
        rows = _rows(block, folder=folder)
        if not rows:
            continue
        caption = block.find("figcaption")
        label = caption.b.get_text(strip=True) if caption and caption.b else f"{number}"
        name = label if caption else f"({number})"
        told = caption.get_text(" ", strip=True).removeprefix(label).strip() if caption else ""
        listed.append([name, told])
        sheets.append((name, rows))
    title = soup.title.get_text() if soup.title else ""
    head = [str(words[f"data-{key}"]) if words else key for key in ("sheet", "content")]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _FIXED, "title": title})
        for name, rows in [(head[1], [head, *listed]), *sheets]:
            _write_sheet(book, name=name, rows=rows)


def _blocks(soup: BeautifulSoup) -> list[Tag]:
    """List figures, and all tables that are not the data of one."""
    found = soup.select("figure.figure, main table")
    return [
        block.find_parent("figure", class_="table") or block
        for block in found
        if block.name == "figure" or block.find_parent("figure", class_="figure") is None
    ]


def _rows(block: Tag, *, folder: Path) -> Rows:
    link = block.select_one(".data a[href]")
    if block.name == "figure" and link is not None:
        path = folder / unquote(str(link["href"]))
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    table = block if block.name == "table" else block.find("table")
    if not isinstance(table, Tag):
        return []
    return [
        [str(cell.get("data-value", cell.get_text(" ", strip=True))) for cell in row]
        for row in (line.find_all(["th", "td"]) for line in table.find_all("tr"))
    ]


def _write_sheet(book: Any, *, name: str, rows: Rows) -> None:
    if len(rows) > _MOST_ROWS:
        raise MediakitError(f"{name} has {len(rows):,} rows, too many for a sheet: leave out xlsx")
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    width = max(len(row) for row in rows)
    for place in range(width):
        column = [row[place] if place < len(row) else "" for row in rows]
        numeric = all(_NUMBER.fullmatch(text) for text in column[1:] if text)
        longest = max(len(text) for text in column)
        sheet.set_column(place, place, min(_WIDEST, max(8, longest + 2)))
        sheet.write_string(0, place, column[0][:_LONGEST_CELL], bold)
        for line, text in enumerate(column[1:], start=1):
            if text and numeric:
                sheet.write_number(line, place, float(text))
            elif text:
                sheet.write_string(line, place, text[:_LONGEST_CELL])

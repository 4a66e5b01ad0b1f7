"""A part of the article table on its way: columns as read, and each row's line and findings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from mediakit.articles.report import Log


@dataclass
class Part:
    """Rows of one table file, or of many press texts.

    ``table`` has the columns of the article table, ``published`` still as written, and ``article``
    as a column. ``codes`` holds what will be the column ``warnings``. An own part was written by
    `write_articles` and is taken as it is. ``files`` names the file of each row as it lies there,
    while the column ``path`` of a table may tell of another.
    """

    table: pd.DataFrame
    lines: list[int]
    codes: list[str]
    files: list[str]
    own: bool = False

    def doubt(self, log: Log, row: int, *, code: str, message: str) -> None:
        """Write down a finding about one row."""
        log.add(self.files[row], self.lines[row], code, message)
        self.mark(row, code)

    def mark(self, row: int, code: str) -> None:
        """Note a finding with the article only."""
        codes = self.codes[row]
        if code not in codes.split():
            self.codes[row] = f"{codes} {code}" if codes else code

    def without(self, rows: Collection[int]) -> "Part":
        """Leave rows out."""
        if not rows:
            return self
        kept = [row for row in range(len(self.table)) if row not in rows]
        return Part(
            self.table.iloc[kept].reset_index(drop=True),
            [self.lines[row] for row in kept],
            [self.codes[row] for row in kept],
            [self.files[row] for row in kept],
        )


def strings(values: Iterable[str | bytes | None]) -> pd.Series:
    """Make a column of type str of text or UTF-8, without decoding the latter."""
    return pa.chunked_array([pa.array(values, pa.large_string())]).to_pandas()


def join_parts(parts: list[Part]) -> Part:
    """Put parts below each other; texts that a part lacks are empty."""
    tables = [part.table.reset_index() if part.own else part.table for part in parts]
    if len(parts) == 1:
        return Part(tables[0], parts[0].lines, parts[0].codes, parts[0].files)
    table = pd.concat(tables, ignore_index=True)
    table["article"] = table["article"].astype("str")
    if "path" not in table:
        table["path"] = ""
    table["path"] = table["path"].fillna("").astype("str")
    return Part(
        table,
        [line for part in parts for line in part.lines],
        [codes for part in parts for codes in part.codes],
        [file for part in parts for file in part.files],
    )

"""Press texts and what else comes one article at a time: many files become one part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.articles.names import article_names, outlet_name
from mediakit.articles.parts import Part, strings
from mediakit.articles.report import Log
from mediakit.formats.findings import FileError, Row
from mediakit.formats.plain_press import PlainTexts, cut_press_texts
from mediakit.formats.press_text import read_press_text

# A block of this many files stays in the processor's cache.
_BLOCK = 200
_REPEATED = ("headline-repeated", "the headline stands twice: folded")


@dataclass
class Press:
    """Articles on their way into one part: whole blocks of plain press texts, and single rows.

    Files are numbered as they come, so that the part has their order whichever way they took.
    """

    log: Log
    waiting: list[bytes] = field(default_factory=list)
    waiting_paths: list[str] = field(default_factory=list)
    blocks: list[tuple[list[str], list[int], PlainTexts]] = field(default_factory=list)
    rows: list[tuple[int, str, Row]] = field(default_factory=list)
    files: int = 0

    def add_press_text(self, path: str, data: bytes) -> None:
        """Take a press text, to be cut with others."""
        self.waiting.append(data)
        self.waiting_paths.append(path)
        if len(self.waiting) == _BLOCK:
            self.cut()

    def add_rows(self, path: str, rows: Sequence[Row | FileError]) -> None:
        """Take what another reader gave."""
        self.cut()
        self._take(self.files, path, rows)
        self.files += 1

    def cut(self) -> None:
        """Cut the press texts that wait; those that need care get it."""
        waiting, paths, first = self.waiting, self.waiting_paths, self.files
        self.waiting, self.waiting_paths, self.files = [], [], first + len(waiting)
        plain = cut_press_texts(waiting) if waiting else None
        careful: Sequence[int] = range(len(waiting))
        if plain is not None:
            places = plain.places.tolist()
            self.blocks.append(([paths[n] for n in places], [first + n for n in places], plain))
            careful = sorted(set(careful).difference(places))
        for place in careful:
            rows = read_press_text(waiting[place], path=Path(paths[place]))
            self._take(first + place, paths[place], rows)

    def _take(self, number: int, path: str, rows: Sequence[Row | FileError]) -> None:
        for row in rows:
            if isinstance(row, FileError):
                self.log.leave_out(row)
            else:
                self.rows.append((number, path, row))

    def part(self) -> Part:
        """Put all together, in the order of the files."""
        self.cut()
        numbers = [n for _, block, _ in self.blocks for n in block]
        numbers += [number for number, _, _ in self.rows]
        order = np.argsort(np.array(numbers, dtype=np.int64), kind="stable")
        lines = np.array(
            [1] * (len(numbers) - len(self.rows)) + [row.line for _, _, row in self.rows]
        )[order].tolist()
        table = self._table(order)
        part = Part(table, lines, [""] * len(lines), table["path"].tolist())
        self._tell(part, order=order)
        return part

    def _table(self, order: np.ndarray[Any, np.dtype[np.int64]]) -> pd.DataFrame:
        rows = [row for _, _, row in self.rows]
        paths = [path for block, _, _ in self.blocks for path in block]
        paths += [path for _, path, _ in self.rows]
        known: dict[str, str] = {}
        outlets = [outlet_name(path, known=known) for path in paths]
        for place, row in enumerate(rows, start=len(paths) - len(rows)):
            outlets[place] = row.outlet or outlets[place]
        columns = {"outlet": strings(outlets), "path": strings(paths)}
        for name in ("written", "section", "title", "text"):
            values = [getattr(plain, name) for _, _, plain in self.blocks]
            values.append(pa.array([getattr(row, name) for row in rows], pa.large_string()))
            # Only the texts are too long to be copied once more.
            whole = pa.chunked_array(values) if name == "text" else pa.concat_arrays(values)
            columns[name] = whole.to_pandas()
        for name in dict.fromkeys(name for row in rows for name in row.further or ()):
            values = [None] * (len(paths) - len(rows))
            columns[name] = _further(values + [(row.further or {}).get(name) for row in rows])
        table = pd.DataFrame(columns).rename(columns={"written": "published"})
        if rows and self.blocks:
            table = table.iloc[order].reset_index(drop=True)
        table["article"] = strings(article_names(table["path"].tolist()))
        return table

    def _tell(self, part: Part, *, order: np.ndarray[Any, np.dtype[np.int64]]) -> None:
        """Write down what was met, file by file."""
        repeated = [flag for _, _, plain in self.blocks for flag in plain.repeated.tolist()]
        paths = [path for block, _, _ in self.blocks for path in block]
        folded = [path for path, flag in zip(paths, repeated, strict=True) if flag]
        self.log.add_all(folded, 1, *_REPEATED)
        for row, source in enumerate(order.tolist()):
            if source < len(repeated):
                if repeated[source]:
                    part.codes[row] = _REPEATED[0]
                continue
            _, path, found = self.rows[source - len(repeated)]
            for doubt in found.doubts:
                self.log.doubt(path, doubt, line=found.line)
                part.mark(row, doubt.code)


def _further(values: list[Any]) -> pd.Series:
    """Make a column of text or whole numbers; some may be missing."""
    numbers = any(isinstance(value, int) for value in values)
    return pd.Series(values, dtype="Int64") if numbers else strings(values)

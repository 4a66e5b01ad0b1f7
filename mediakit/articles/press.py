"""Press texts and what else comes one article at a time: many pieces become one part."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from mediakit.articles.files import read_bytes
from mediakit.articles.names import article_names, outlet_name
from mediakit.articles.parts import Part, strings
from mediakit.articles.report import Log
from mediakit.formats.findings import Doubt, FileError, Row
from mediakit.formats.plain_press import Parts
from mediakit.formats.press_text import read_press_text

_REPEATED = (Doubt("headline-repeated", "the headline stands twice: folded", 1),)


class Piece(NamedTuple):
    """What one file gave: a plain press text as it was cut, or rows."""

    path: str
    found: Parts | list[Row | FileError]


class _Line(NamedTuple):
    """One article, its texts as text or as UTF-8."""

    path: str
    written: str | bytes
    outlet: str
    section: str | bytes
    title: str | bytes
    text: str | bytes
    line: int
    doubts: tuple[Doubt, ...]
    further: dict[str, Any] | None


def press_part(pieces: list[Piece], *, log: Log) -> Part:
    """Make one part of many pieces.

    Parameters
    ----------
    pieces : list of Piece
        In the order of the files.
    log : Log
        Where findings go, and what is left out.

    Returns
    -------
    Part
        One row an article.
    """
    lines = list(_lines(pieces, log=log))
    try:
        columns = _columns(lines)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        # One file is not UTF-8: only now is it worth to look for it.
        lines = list(_lines([_validated(piece) for piece in pieces], log=log))
        columns = _columns(lines)
    part = Part(pd.DataFrame(columns), [line.line for line in lines], [""] * len(lines))
    for row, line in enumerate(lines):
        for doubt in line.doubts:
            log.doubt(line.path, doubt, line=line.line)
            part.mark(row, doubt.code)
    return part


def _validated(piece: Piece) -> Piece:
    if not isinstance(piece.found, Parts):
        return piece
    try:
        b"\n".join(piece.found[:4]).decode()
    except UnicodeDecodeError:
        data = read_bytes(piece.path) or b""
        return Piece(piece.path, read_press_text(data, path=Path(piece.path)))
    return piece


def _lines(pieces: Iterable[Piece], *, log: Log) -> Iterable[_Line]:
    for path, found in pieces:
        if isinstance(found, Parts):
            written, section, title, text, repeated = found
            doubts = _REPEATED if repeated else ()
            yield _Line(path, written, "", section, title, text, 1, doubts, None)
            continue
        for row in found:
            if isinstance(row, FileError):
                log.leave_out(row)
                continue
            texts = (row.written, row.outlet, row.section, row.title, row.text)
            yield _Line(path, *texts, row.line, row.doubts, row.further)


def _columns(lines: list[_Line]) -> dict[str, pd.Series]:
    known: dict[str, str] = {}
    paths = [line.path for line in lines]
    columns = {
        "article": strings(article_names(paths)),
        "published": strings([line.written for line in lines]),
        "outlet": strings([line.outlet or outlet_name(line.path, known=known) for line in lines]),
        "section": strings([line.section for line in lines]),
        "title": strings([line.title for line in lines]),
        "text": strings([line.text for line in lines]),
        "path": strings(paths),
    }
    further = dict.fromkeys(name for line in lines for name in line.further or ())
    for name in further:
        columns[name] = pd.Series([(line.further or {}).get(name) for line in lines])
    return columns

"""Press text: a header line with date and section, the headline, then paragraphs."""

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mediakit.errors import ArticleError
from mediakit.formats.dates import parse_date

_HEADER = re.compile(r"Veröffentlichungsdatum:\s*([^/]*?)\s*(?:/\s*(.*?)\s*)?")


class PressArticle(NamedTuple):
    """One article as its file tells it."""

    published: datetime
    section: str
    title: str
    text: str


def read_press_text(path: Path) -> PressArticle:
    """Read one press-text file.

    Parameters
    ----------
    path : Path
        A UTF-8 file: ``Veröffentlichungsdatum: 01.04.2025 22:04 / Section``, a blank line, the
        headline (often once more), then paragraphs between blank lines.

    Returns
    -------
    PressArticle
        Time of publication, section (empty if the header has none), headline, and the
        paragraphs joined by blank lines. A headline that stands twice is folded.

    Raises
    ------
    ArticleError
        Naming file and line, if the file is not UTF-8, or header, headline or body is missing.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ArticleError("not UTF-8; save it as UTF-8", file=path, line=line) from None
    lines = [line.strip() for line in content.splitlines()]
    published, section = _parse_header(lines[0] if lines else "", path=path)
    paragraphs = _paragraphs(lines[1:])
    if not paragraphs:
        raise ArticleError("no headline below the header", file=path, line=len(lines) or 1)
    title, *body = paragraphs
    if body and body[0] == title:
        del body[0]
    if not body:
        reason = f"no text below the headline {title[:60]!r}"
        raise ArticleError(reason, file=path, line=len(lines))
    return PressArticle(published, section, title, "\n\n".join(body))


def _parse_header(line: str, *, path: Path) -> tuple[datetime, str]:
    match = _HEADER.fullmatch(line)
    if match is None:
        expected = "expected 'Veröffentlichungsdatum: DD.MM.YYYY HH:MM / Section'"
        raise ArticleError(f"{expected}, found {line[:60]!r}", file=path, line=1)
    try:
        published = parse_date(match[1])
    except ValueError as error:
        raise ArticleError(str(error), file=path, line=1) from None
    if published is None:
        raise ArticleError(f"the header names no day: {line[:60]!r}", file=path, line=1)
    return published, match[2] or ""


def _paragraphs(lines: list[str]) -> list[str]:
    blocks = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return [block for block in blocks if block]

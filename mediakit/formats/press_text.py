"""Press text: a header line with date and section, the headline, then paragraphs."""

import re
from pathlib import Path

from mediakit.formats.cleaning import clean
from mediakit.formats.dates import read_date
from mediakit.formats.decoding import decode
from mediakit.formats.findings import Doubt, FileError, Row

_LABEL = re.compile(r"ver(?:ö|oe)ffentlichungsdatum\s*:\s*", re.I)
# The date may hold slashes itself; the one that ends it has no digits on both sides.
_SLASH = re.compile(r"\s*(?:(?<!\d)/|/(?!\d))\s*")
_EXPECTED = "expected 'Veröffentlichungsdatum: DD.MM.YYYY HH:MM / Section'"


class _IncompleteError(Exception):
    def __init__(self, code: str, reason: str, line: int) -> None:
        self.code, self.reason, self.line = code, reason, line


def read_press_text(data: bytes, *, path: Path) -> list[Row | FileError]:
    r"""Read a press-text file in any weather.

    Parameters
    ----------
    data : bytes
        ``Veröffentlichungsdatum: 01.04.2025 22:04 / Section``, the headline (often once more),
        then paragraphs between blank lines; a new header line starts a new article.
    path : Path
        The file, to name it.

    Returns
    -------
    list of Row or FileError
        One a header line, and one for what stands before the first. A headline that stands twice
        is folded; what was repaired or is doubtful stands in the rows' doubts.

    Examples
    --------
    >>> header = "Veröffentlichungsdatum: 01.04.2025 22:04 / Lokales"
    >>> read_press_text(f"{header}\n\nBrücke frei\n\nSeit Dienstag.".encode(), path=Path("a.txt"))
    [Row(written='01.04.2025 22:04', section='Lokales', title='Brücke frei', text='Seit Dienstag.',
    outlet='', line=1, doubts=(), further=None)]
    """
    text, doubts = decode(data)
    text, repaired = clean(text)
    doubts += [doubt._replace(line=1) for doubt in repaired]
    lines = [line.strip() for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    first = next((number for number, line in enumerate(lines) if line), 0)
    # Most files hold one article, and then only the first line needs a look.
    several = text.lower().count("ffentlichungsdatum") > 1
    candidates = range(len(lines)) if several else [first]
    starts = [number for number in candidates if _starts_article(lines[number])]
    rows: list[Row | FileError] = []
    if not starts or first < starts[0]:
        rows.append(_misheaded(lines[first], path=path, line=first + 1))
    if len(starts) > 1:
        doubts.append(Doubt("several-articles", f"{len(starts)} articles in one file", 1))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        try:
            row = _article(lines[start:end], line=start + 1, doubts=doubts, several=several)
            rows.append(row)
        except _IncompleteError as error:
            rows.append(FileError(error.code, error.reason, file=path, line=start + error.line))
    return rows


def _starts_article(line: str) -> bool:
    match = _LABEL.match(line)
    if match is None:
        return False
    written = _SLASH.split(line[match.end() :], maxsplit=1)[0]
    try:
        read_date(written)
    except ValueError:
        return False
    return bool(written)


def _misheaded(found: str, *, path: Path, line: int) -> FileError:
    """Say why the first line of a file is no header."""
    match = _LABEL.match(found)
    if match is None:
        return FileError(
            "header-unreadable", f"{_EXPECTED}, found {found[:60]!r}", file=path, line=line
        )
    written = _SLASH.split(found[match.end() :], maxsplit=1)[0]
    try:
        read_date(written)
    except ValueError as error:
        return FileError("date-unreadable", str(error), file=path, line=line)
    return FileError(
        "header-unreadable", f"the header names no day: {found[:60]!r}", file=path, line=line
    )


def _article(lines: list[str], *, line: int, doubts: list[Doubt], several: bool) -> Row:
    """Read header, headline and body."""
    header = _LABEL.sub("", lines[0], count=1)
    written, *sections = _SLASH.split(header, maxsplit=1)
    blocks = [block.strip("\n") for block in "\n".join(lines[1:]).split("\n\n")]
    blocks = [block for block in blocks if block]
    if not blocks:
        raise _IncompleteError("headline-missing", "no headline below the header", len(lines))
    own = list(doubts)
    joined = Doubt("lines-joined", "no blank line below the headline: the next line is text", line)
    if len(blocks) == 1 and "\n" in blocks[0]:
        blocks = blocks[0].split("\n")
        own.append(joined._replace(message="no blank lines: every line is taken as a paragraph"))
    title, _, rest = blocks.pop(0).partition("\n")
    if rest:
        blocks.insert(0, rest)
        own.append(joined)
    if blocks and blocks[0].partition("\n")[0] == title:
        rest = blocks.pop(0).partition("\n")[2]
        blocks[:0] = [rest] if rest else []
        own.append(Doubt("headline-repeated", "the headline stands twice: folded", line))
    if not blocks:
        reason = f"no text below the headline {title[:60]!r}"
        raise _IncompleteError("text-empty", reason, len(lines))
    if several:
        own += [
            Doubt("header-odd", f"kept as text: {found[:60]!r}", number)
            for number, found in enumerate(lines[1:], start=line + 1)
            if _LABEL.match(found)
        ]
    section = sections[0] if sections else ""
    return Row(written, section, title, "\n\n".join(blocks), line=line, doubts=tuple(own))

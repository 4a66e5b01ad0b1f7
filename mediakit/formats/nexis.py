"""Full-text exports of Nexis Uni: one DOCX file, several articles (the extra ``nexis``)."""

import io
import re
from pathlib import Path

from mediakit.formats.cleaning import clean
from mediakit.formats.containers import Content, check_limits
from mediakit.formats.dates import read_date
from mediakit.formats.findings import Doubt, FileError, Row
from mediakit.formats.web import missing_extra

_END = re.compile(r"(?:End of Document|Ende des Dokuments)", re.I)
_BODY = re.compile(r"(?:Body|Text|Volltext)", re.I)
_TAIL = re.compile(
    r"(?:Load-Date|Ladedatum|Update|Language|Sprache|Publication-Type|Publikationstyp|Subject"
    r"|Fachgebiet|Industry|Branche|Geographic|Geographie|Person|Organization|Organisation|Company"
    r"|Unternehmen|Graphic|Grafik|Journal Code)(?::.*)?",
    re.I,
)
_TAIL_BEGINS = re.compile(
    r"(?:Load-Date|Ladedatum|Update)\s*:.+|Classification|Klassifizierung|Klassifikation", re.I
)
_SECTION = re.compile(r"(?:Section|Rubrik|Ressort)\s*:\s*(.+)", re.I)
_LENGTH = re.compile(r"(?:Length|Länge)\s*:\s*(\d[\d.,]*)\s*(?:words|Wörter)?", re.I)
_AUTHOR = re.compile(r"(?:Byline|Autor)\s*:\s*(.+)", re.I)
_PAGE = re.compile(r"\s*;?\s*(?:Pg\.?|S\.|Seite|page)\s*\d+.*$", re.I)


def read_nexis(data: bytes, *, path: Path) -> list[Row | FileError]:
    """Read the articles of a Nexis Uni full-text export by their visible structure.

    Parameters
    ----------
    data : bytes
        A DOCX file. Of each article: headline, source, a line with the date in German or English,
        labelled lines (``Section``, ``Length`` or ``Länge``, ``Byline`` ...), ``Body``, the
        paragraphs, ``Load-Date`` and other labelled lines, ``End of Document``.
    path : Path
        The file, to name it.

    Returns
    -------
    list of Row or FileError
        One an article; lines are paragraphs of the document, from 1. A document without that
        structure is one error.

    Raises
    ------
    FileError
        If python-docx is not installed, or the file is broken or passes a limit.
    """
    try:
        import docx
    except ImportError:
        raise missing_extra("nexis", needs="python-docx", path=path) from None
    check_limits(Content(path, data))
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = [paragraph.text for paragraph in document.paragraphs]
    except Exception as error:
        # Whatever lxml and the zip parser let through.
        reason = f"not readable as docx: {type(error).__name__}: {error}"[:200]
        raise FileError("unreadable", reason, file=path) from None
    cleaned = [clean(" ".join(paragraph.split())) for paragraph in paragraphs]
    rows: list[Row | FileError] = []
    for start, end in _articles([text for text, _ in cleaned]):
        lines = [text for text, _ in cleaned[start:end]]
        doubts = tuple({doubt: None for _, found in cleaned[start:end] for doubt in found})
        rows.append(_article(lines, path=path, line=start + 1, doubts=doubts))
    if not rows:
        reason = "no article as Nexis exports it: headline, source, date, 'Body', 'End of Document'"
        raise FileError("header-unreadable", reason, file=path)
    return rows


def _articles(lines: list[str]) -> list[tuple[int, int]]:
    """Find where articles begin and end: after each end mark the next begins."""
    ends = [number for number, line in enumerate(lines) if _END.fullmatch(line)]
    starts = [0, *(end + 1 for end in ends)]
    spans = list(zip(starts, [*ends, len(lines)], strict=True))
    return [(start, end) for start, end in spans if any(lines[start:end])]


def _article(
    lines: list[str], *, path: Path, line: int, doubts: tuple[Doubt, ...]
) -> Row | FileError:
    begin = next((n for n, text in enumerate(lines) if _BODY.fullmatch(text)), None)
    if begin is None:
        found = next(text for text in lines if text)
        reason = f"no line 'Body' below {found[:60]!r}"
        return FileError("header-unreadable", reason, file=path, line=line)
    head = [text for text in lines[:begin] if text]
    tail = next(
        (n for n, text in enumerate(lines) if n > begin and _TAIL_BEGINS.fullmatch(text)),
        len(lines),
    )
    body = [text for text in lines[begin + 1 : tail] if text]
    while body and _TAIL.fullmatch(body[-1]):
        body.pop()
    dated = next((n for n, text in enumerate(head) if n and _is_date(text)), None)
    if dated is None:
        return FileError("date-unreadable", "no line with a date", file=path, line=line)
    if not body:
        return FileError("text-empty", "no text below 'Body'", file=path, line=line)
    outlet = head[dated - 1] if dated > 1 else ""
    return Row(
        head[dated],
        _PAGE.sub("", _labelled(_SECTION, head)),
        " ".join(head[: max(dated - 1, 1)]),
        "\n\n".join(body),
        outlet=outlet,
        line=line,
        doubts=doubts,
        further={"author": _labelled(_AUTHOR, head), "words": _words(head)},
    )


def _is_date(text: str) -> bool:
    try:
        return read_date(text).moment is not None
    except ValueError:
        return False


def _labelled(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((match[1].strip() for line in lines if (match := pattern.match(line))), "")


def _words(lines: list[str]) -> int | None:
    digits = re.sub(r"\D", "", _labelled(_LENGTH, lines))
    return int(digits) if digits else None

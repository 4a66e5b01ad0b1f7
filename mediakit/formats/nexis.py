"""Full-text exports of Nexis Uni: one DOCX file, several articles (the extra ``nexis``)."""

import io
import re
from pathlib import Path
from typing import NamedTuple

from mediakit.formats.cleaning import clean
from mediakit.formats.containers import Content, check_limits
from mediakit.formats.dates import read_date
from mediakit.formats.findings import Doubt, FileError, Row
from mediakit.formats.web import missing_extra

_END = re.compile(r"End of Document|Ende des Dokuments", re.I)
_BODY = re.compile(r"Body|Text|Volltext", re.I)
# What may stand between the text and the end mark: pictures, then what the database adds.
_GRAPHIC = re.compile(r"Graphic|Grafik", re.I)
_ADDED = re.compile(
    r"(?:Load-Date|Ladedatum|Update)\s*:.+|Classification|Klassifizierung|Klassifikation", re.I
)
_LABELS = (
    r"Language|Sprache|Publication-Type|Publikationstyp|Subject|Fachgebiet|Industry|Branche"
    r"|Geographic|Geographie|Person|Organization|Organisation|Company|Unternehmen|Journal Code"
)
_LABELLED = re.compile(rf"(?:{_LABELS})\s*:.*", re.I)
# The page in front of an export of several articles, which no end mark closes.
_COVER = re.compile(r"(?:Date and Time|Job Number|Datum und Uhrzeit|Auftragsnummer)\s*:", re.I)
_SECTION = re.compile(r"(?:Section|Rubrik|Ressort)\s*:\s*(.+)", re.I)
_LENGTH = re.compile(r"(?:Length|Länge)\s*:\s*(\d[\d.,]*)\s*(?:words|Wörter)?", re.I)
_AUTHOR = re.compile(r"(?:Byline|Autor)\s*:\s*(.+)", re.I)
_LEAD = re.compile(r"(?:Highlight|Vorspann)\s*:\s*(.+)", re.I)
_COPYRIGHT = re.compile(r"Copyright\b|©", re.I)
_UNTITLED = "No Headline In Original"
_PAGE = re.compile(r"\s*;?\s*(?:Pg\.?|S\.|Seite|page)\s*\d+.*$", re.I)


class _Cut(NamedTuple):
    """The paragraphs of one article by what they are; the head has no empty ones."""

    head: list[str]
    body: list[str]
    graphic: list[str]
    added: list[str]


class _Dated(NamedTuple):
    """Where the line with the date stands in the head, the date, and the edition behind it."""

    place: int
    written: str
    edition: str


def read_nexis(data: bytes, *, path: Path) -> list[Row | FileError]:
    """Read the articles of a Nexis Uni full-text export by their visible structure.

    Parameters
    ----------
    data : bytes
        A DOCX file. Of each article: headline, source, a line with the date in German or English,
        edition, copyright, labelled lines (``Section``, ``Length`` or ``Länge``, ``Byline``,
        ``Highlight`` ...), ``Body``, the paragraphs, perhaps ``Graphic`` with captions, then
        ``Load-Date`` or ``Classification`` with labelled lines, ``End of Document``. A cover page
        before the first article is passed over.
    path : Path
        The file, to name it.

    Returns
    -------
    list of Row or FileError
        One an article; lines are paragraphs of the document, from 1. ``further`` has ``author``,
        ``words`` (as Nexis counts), ``edition``, ``lead``, ``graphic`` (captions) and
        ``classification``. A document without that structure is one error.

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
    cut = _cut(lines)
    if cut is None:
        found = next(text for text in lines if text)
        reason = f"no line 'Body' below {found[:60]!r}"
        return FileError("header-unreadable", reason, file=path, line=line)
    dated = _find_date(cut.head)
    if dated is None:
        return FileError("date-unreadable", "no line with a date", file=path, line=line)
    if not cut.body:
        return FileError("text-empty", "no text below 'Body'", file=path, line=line)
    head, place = cut.head, dated.place
    covered = any(_COVER.match(text) for text in head[:place])
    title = " ".join(head[place - 2 if covered else 0 : max(place - 1, 1)])
    return Row(
        dated.written,
        _PAGE.sub("", _labelled(_SECTION, head)),
        "" if title == _UNTITLED else title,
        "\n\n".join(cut.body),
        outlet=head[place - 1] if place > 1 else "",
        line=line,
        doubts=doubts,
        further={
            "author": _labelled(_AUTHOR, head),
            "words": _words(head),
            "edition": dated.edition,
            "lead": _labelled(_LEAD, head),
            "graphic": "\n\n".join(cut.graphic),
            "classification": "\n".join(cut.added),
        },
    )


def _cut(lines: list[str]) -> _Cut | None:
    """Cut an article where its marks stand; None if it has no body."""
    begin = next((n for n, text in enumerate(lines) if _BODY.fullmatch(text)), None)
    if begin is None:
        return None
    added = next((n for n, t in enumerate(lines) if n > begin and _ADDED.fullmatch(t)), len(lines))
    while added > begin + 1 and (not lines[added - 1] or _LABELLED.fullmatch(lines[added - 1])):
        added -= 1
    marks = [n for n in range(begin + 1, added) if _GRAPHIC.fullmatch(lines[n])]
    graphic = marks[-1] if marks else added
    parts = (lines[:begin], lines[begin + 1 : graphic], lines[graphic + 1 : added], lines[added:])
    return _Cut(*([text for text in part if text] for part in parts))


def _find_date(head: list[str]) -> _Dated | None:
    """Find the line with the date; the edition stands behind the date or on the next line."""
    for place, text in enumerate(head):
        if place and _is_date(text):
            following = head[place + 1] if place + 1 < len(head) else ""
            other = ":" in following or _COPYRIGHT.match(following)
            return _Dated(place, text, "" if other else following)
    for place, text in enumerate(head):
        words = text.split()
        for end in range(min(len(words) - 1, _LONGEST_DATE), _SHORTEST_DATE - 1, -1):
            written = " ".join(words[:end]).rstrip(",;")
            if place and _is_date(written):
                return _Dated(place, written, " ".join(words[end:]))
    return None


# In words: "1. April 2025" and "April 1, 2025 Tuesday 10:04 PM GMT".
_SHORTEST_DATE, _LONGEST_DATE = 3, 7


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

"""What a reader may say about an article: a code, its severity, and the plain words for it."""

from pathlib import Path
from typing import Any, NamedTuple

from mediakit.errors import ArticleError

CODES = {
    "unreadable": ("error", "the file cannot be read in its format"),
    "limit": ("error", "the archive passes a limit, or an entry leaves it"),
    "extra-missing": ("error", "an optional package is needed to read this"),
    "header-unreadable": ("error", "no header line with a date"),
    "date-unreadable": ("error", "the date cannot be read"),
    "headline-missing": ("error", "no headline"),
    "text-empty": ("error", "no text"),
    "row-unreadable": ("error", "the row does not fit the table"),
    "column-missing": ("error", "the table has no column that is needed"),
    "date-missing": ("warning", "no date"),
    "date-without-day": ("warning", "the date names no day: left missing"),
    "date-ambiguous": ("warning", "the date can be read in two ways: left missing"),
    "date-implausible": ("warning", "the date cannot be meant: left missing"),
    "date-two-digit-year": ("warning", "the year has two digits"),
    "date-before-1946": ("warning", "the date is before 1946"),
    "date-future": ("warning", "the date lies in the future"),
    "hour-twice": ("warning", "the clock shows that hour twice: the first is taken"),
    "hour-skipped": ("warning", "the clock skips that hour: left missing"),
    "id-repeated": ("warning", "the name of the article is taken: numbered"),
    "text-repeated": ("warning", "the same text stands under another name"),
    "text-short": ("warning", "under 20 words"),
    "not-german": ("warning", "few German function words"),
    "encoding-mixed": ("warning", "UTF-8 and Windows-1252 in one file"),
    "headline-long": ("warning", "the headline is as long as a paragraph, and may be one"),
    "markup": ("warning", "HTML or JSON in the opening of the text, kept as found"),
    "mojibake": ("warning", "UTF-8 that was read as Windows-1252 before, kept as found"),
    "characters-lost": ("warning", "replacement characters stand for lost letters"),
    "column-choice": ("warning", "several columns could be meant"),
    "quotes-unbalanced": ("warning", "an odd number of quotation marks: rows may have merged"),
    "sheets-unread": ("warning", "only the first sheet is read"),
    "header-odd": ("warning", "a line in the text looks like a header"),
    "format-unread": ("warning", "passed over: a format that may hold articles, but is not read"),
    "key-repeated": ("warning", "a JSON object names a key twice: the last is taken"),
    "lines-above": ("warning", "lines above the header of the table are passed over"),
    "encoding": ("note", "not plain UTF-8"),
    "encoding-signs": ("note", "control characters read as the Windows-1252 signs they were"),
    "line-ends": ("note", "form feeds or line separators made line ends"),
    "unicode-composed": ("note", "letters with combining marks joined (NFC)"),
    "spaces-replaced": ("note", "no-break spaces made plain"),
    "characters-removed": ("note", "invisible characters removed"),
    "headline-repeated": ("note", "the headline stands twice: folded"),
    "lines-joined": ("note", "no blank lines: every line is taken as a paragraph"),
    "several-articles": ("note", "the file holds several articles"),
    "date-without-time": ("note", "no time: midnight stands for the day"),
    "date-slashes": ("note", "date with slashes of which only one reading is possible"),
    "summary-only": ("note", "the feed has no full text: its summary is taken"),
    "columns-mapped": ("note", "columns are read under other names"),
    "json-layout": ("note", "how the articles lie in the JSON file"),
    "values-as-text": ("note", "mixed or nested values are kept as text"),
    "delimiter": ("note", "delimiter and quotation mark of the table"),
    "decimal-comma": ("note", "numbers with a decimal comma read as numbers"),
    "format": ("note", "passed over: no format that holds articles"),
}


class FileError(ArticleError):
    """A file, or one article in it, that cannot be read, with the code of the finding.

    Attributes
    ----------
    code : str
        A key of ``CODES``.
    """

    def __init__(self, code: str, reason: str, *, file: Path | str, line: int = 0) -> None:
        super().__init__(reason, file=Path(file), line=line)
        self.code = code


class Doubt(NamedTuple):
    """One finding about an article or a file, before it has a place."""

    code: str
    message: str
    line: int = 0


class Row(NamedTuple):
    """One article as its file tells it, the date as written."""

    written: str
    section: str
    title: str
    text: str
    outlet: str = ""
    line: int = 1
    doubts: tuple[Doubt, ...] = ()
    further: dict[str, Any] | None = None

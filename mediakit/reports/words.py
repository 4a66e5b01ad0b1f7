"""What a report says by itself, and how it writes numbers and dates, in English and German."""

import re

from mediakit.errors import MediakitError

_ENGLISH = {
    "skip": "Skip to content",
    "contents": "Contents",
    "figure": "Figure",
    "table": "Table",
    "data": "Data",
    "source": "Source",
    "code": "Code",
    "error": "Error",
    "no_alt": "Figure without a description",
    "made_with": "Made with mediakit",
    "footnotes": "Notes",
    "back": "Back to the text",
    "filter": "Filter",
    "rows": "rows",
    "origin": "How this report was made",
    "articles": "Articles",
    "used": "{used} used, {left_out} left out",
    "inputs": "Input",
    "files": "{files} in all, SHA-256 {sha256}",
    "parameters": "Parameters",
    "notebook": "Notebook",
    "versions": "Versions",
    "commit": "Commit of mediakit",
    "sheet": "Sheet",
    "content": "Content",
}
_GERMAN = {
    "skip": "Zum Inhalt",
    "contents": "Inhalt",
    "figure": "Abbildung",
    "table": "Tabelle",
    "data": "Daten",
    "source": "Quelle",
    "code": "Code",
    "error": "Fehler",
    "no_alt": "Abbildung ohne Beschreibung",
    "made_with": "Erstellt mit mediakit",
    "footnotes": "Anmerkungen",
    "back": "Zurück zum Text",
    "filter": "Filtern",
    "rows": "Zeilen",
    "origin": "Wie dieser Bericht entstand",
    "articles": "Artikel",
    "used": "{used} verwendet, {left_out} ausgelassen",
    "inputs": "Eingabe",
    "files": "zusammen {files}, SHA-256 {sha256}",
    "parameters": "Parameter",
    "notebook": "Notebook",
    "versions": "Versionen",
    "commit": "Commit von mediakit",
    "sheet": "Blatt",
    "content": "Inhalt",
}
FURNITURE = {"en": _ENGLISH, "de": _GERMAN}
_NUMBER = re.compile(r"([+\-−]?)(\d+)(?:\.(\d+))?(e[+\-]?\d+)?(%?)")
_TIME = r"(?:[ T](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d)?)?"
_DATE = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_TIME}")
_MONTHS = (
    *("Jan.", "Feb.", "March", "April", "May", "June", "July"),
    *("Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)


def check_report_language(language: object) -> str:
    """Give the language back, or say which there are."""
    if language not in FURNITURE:
        raise MediakitError(f"language of a report must be 'de' or 'en', not {language!r}")
    return str(language)


def write_number(value: float, *, language: str) -> str:
    """Write a number of a data table: three digits that count, none of an integer lost.

    Examples
    --------
    >>> write_number(1234.5678, language="en"), write_number(-0.012345, language="de")
    ('1,235', '−0,0123')
    """
    if isinstance(value, int):
        written = f"{value:,}" if abs(value) >= 10_000 else str(value)
    elif abs(value) >= 100 or value == 0:
        written = f"{value:,.0f}"
    elif abs(value) >= 0.001:
        written = f"{value:#.3g}".rstrip(".")
    else:
        written = f"{value:.1e}"
    return _swap(written.replace("-", "−"), language=language)


def rewrite_number(text: str, *, language: str) -> str | None:
    """Write a number as Python prints it in the language of the report; None if it is none.

    Examples
    --------
    >>> rewrite_number("-12345.50", language="de"), rewrite_number("2025", language="de")
    ('−12.345,50', '2025')
    >>> [rewrite_number(text, language="de") for text in ("1,5", "007")]
    [None, None]
    """
    found = _NUMBER.fullmatch(text)
    if found is None or re.match(r"0\d", found[2]):
        return None
    sign, whole, decimals, power, percent = found.groups()
    # Four digits alone stay together: they may well be a year.
    grouped = f"{int(whole):,}" if len(whole) > 4 or decimals else whole
    written = sign.replace("-", "−") + grouped + (f".{decimals}" if decimals else "")
    return _swap(written, language=language) + (power or "").replace("-", "−") + percent


def rewrite_date(text: str, *, language: str) -> str | None:
    """Write a date as pandas prints it in the language of the report; None if it is none.

    Examples
    --------
    >>> rewrite_date("2025-03-01", language="en"), rewrite_date("2025-03-01 08:30", language="de")
    ('1 March 2025', '01.03.2025, 08:30')
    """
    found = _DATE.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    year, month, day, time = found.group(1, 2, 3, 4)
    english = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    written = f"{day}.{month}.{year}" if language == "de" else english
    return written if time in (None, "00:00") else f"{written}, {time}"


def _swap(written: str, *, language: str) -> str:
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written

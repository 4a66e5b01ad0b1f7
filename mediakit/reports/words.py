"""What a report says by itself, in English and German."""

_ENGLISH = {
    "skip": "Skip to content",
    "contents": "Contents",
    "figure": "Figure",
    "table": "Table",
    "data": "Data",
    "code": "Code",
    "error": "Error",
    "no_alt": "Figure without a description",
    "made_with": "Made with mediakit",
}
_GERMAN = {
    "skip": "Zum Inhalt",
    "contents": "Inhalt",
    "figure": "Abbildung",
    "table": "Tabelle",
    "data": "Daten",
    "code": "Code",
    "error": "Fehler",
    "no_alt": "Abbildung ohne Beschreibung",
    "made_with": "Erstellt mit mediakit",
}
FURNITURE = {"en": _ENGLISH, "de": _GERMAN}


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
    written = written.replace("-", "−")
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written

"""Characters that look like others or like nothing: made plain, and said."""

import re
import unicodedata
from typing import Any

from mediakit.formats.findings import Doubt

# The same set for RE2, which looks through a whole column at once (Arrow).
SUSPECT = (
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\x{0300}-\x{036f}\x{2007}\x{200b}\x{200c}\x{2028}\x{2029}"
    r"\x{202f}\x{2060}\x{feff}\x{fffd}Ãâ]"
)
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u2007\u200b\u200c\u2028\u2029"
    "\u202f\u2060\ufeff\ufffd\ud800-\udfffÃâ]"
)
_BREAKS = re.compile("\r\n?")
_ODD_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\u2028\u2029]")
_SPACES = re.compile("[\xa0\u2007\u202f]")
_WINDOWS = re.compile("[\x80-\x9f]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200c\u2060\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_MOJIBAKE = re.compile("Ã[¤¶¼Ÿ„–œ\x84\x96\x9c\x9f]|â€[žœ“”™\x9c\x9d\x99]|â\x80")


def clean(text: str) -> tuple[str, list[Doubt]]:
    r"""Make a text plain: line ends, spaces, invisible characters, composed letters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of str and list of Doubt
        The text in NFC with ``\n`` as its only line end, without soft hyphens, zero-width and
        control characters, its no-break spaces made plain; and what was done. Zero-width joiners
        stay, they hold emoji together. Mojibake is named, not repaired.

    Examples
    --------
    >>> clean("Bu\u0308rger\u00admeister")
    ('Bürgermeister', [Doubt(code='characters-removed', message='1 invisible character removed',
    line=0), Doubt(code='unicode-composed', message='letters with combining marks joined (NFC)',
    line=0)])
    """
    if _SUSPECT.search(text) is None:
        return text, []
    doubts = []
    # Pairs of surrogates join, lone ones become U+FFFD.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _MOJIBAKE.search(text):
        found = _MOJIBAKE.search(text)[0]  # type: ignore[index]
        doubts.append(Doubt("mojibake", f"{found!r} looks like UTF-8 read as Windows-1252"))
    text = _BREAKS.sub("\n", text)
    for pattern, replacement, code, one, many in _REPAIRS:
        text, count = pattern.subn(replacement, text)
        if count:
            doubts.append(Doubt(code, f"{count} {one if count == 1 else many}"))
    if _COMBINING.search(text):
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            doubts.append(Doubt("unicode-composed", "letters with combining marks joined (NFC)"))
            text = composed
    if lost := text.count("\ufffd"):
        what = f"{lost} replacement character{'s' * (lost != 1)}"
        doubts.append(Doubt("characters-lost", what))
    return text, doubts


def _windows_sign(match: re.Match[str]) -> str:
    """Give the quotation mark or dash that came through a Latin-1 reading."""
    return match[0].encode("latin-1").decode("cp1252", "ignore")


_REPAIRS: tuple[tuple[re.Pattern[str], Any, str, str, str], ...] = (
    (
        _ODD_BREAKS,
        "\n",
        "line-ends",
        "form feed or line separator made a line end",
        "form feeds or line separators made line ends",
    ),
    (_SPACES, " ", "spaces-replaced", "no-break space", "no-break spaces"),
    (
        _WINDOWS,
        _windows_sign,
        "encoding-signs",
        "control character read as the Windows-1252 sign it was",
        "control characters read as the Windows-1252 signs they were",
    ),
    (
        _INVISIBLE,
        "",
        "characters-removed",
        "invisible character removed",
        "invisible characters removed",
    ),
)

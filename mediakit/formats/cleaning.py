"""Characters that look like others or like nothing: made plain, and said."""

import re
import unicodedata

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
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\xa0\u2007\u202f]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200c\u2060\ufeff]")
_WINDOWS = re.compile("[\x80-\x9f]")
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
    text, spaces = _SPACES.subn(" ", text)
    if spaces:
        doubts.append(Doubt("spaces-replaced", f"{spaces} no-break {_plural('space', spaces)}"))
    # Windows quotation marks that came through a Latin-1 reading.
    text = _WINDOWS.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text, invisible = _INVISIBLE.subn("", text)
    if invisible:
        what = f"{invisible} invisible {_plural('character', invisible)} removed"
        doubts.append(Doubt("characters-removed", what))
    if _COMBINING.search(text):
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            doubts.append(Doubt("unicode-composed", "letters with combining marks joined (NFC)"))
            text = composed
    lost = text.count("\ufffd")
    if lost:
        doubts.append(Doubt("characters-lost", f"{lost} replacement {_plural('character', lost)}"))
    return text, doubts


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"

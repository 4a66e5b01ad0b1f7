"""How many syllables a German word has: vowel groups, and a table of where they mislead."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from mediakit.errors import MediakitError
from mediakit.german.stopwords import stopwords

# Two letters that German reads as one vowel; every other vowel letter is a syllable of its own.
_NUCLEUS = re.compile("aa|ee|oo|ie|e[iuy]|a[iuy]|äu|o[iuy]|[aeiouäöüy]")
_PART = re.compile(r"\d[\d.,]*|[^\W\d_]+|[%§€$£&]")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
# Prozent, Paragraf, Euro, Dollar, Pfund, und
_SIGNS = {"%": 2, "§": 3, "€": 2, "$": 2, "£": 1, "&": 1}
_LETTERS = {"y": 3}  # Ypsilon; every other letter has a name of one syllable
# Doktor, Nummer, circa, Professor, und so weiter, et cetera, Millionen, Milliarden, beziehungsweise
_SPOKEN = {"dr.": 2, "nr.": 2, "ca.": 2, "prof.": 3, "usw.": 4, "etc.": 4, "mio.": 4, "mrd.": 4}
_SPOKEN |= {"bzw.": 5}
_SPELLED = frozenset({"adac", "osze", "dihk"})
_READ = frozenset({"uno", "aids", "ira", "eta"})
_READ_ALOUD = re.compile("[^aeiouäöü][aeiouäöü]")
_ACCENTS = str.maketrans("ëïæœøå", "ëïäööa")
_DIGITS = (1, 1, 1, 1, 1, 1, 1, 2, 1, 1)  # null, eins, zwei ... sieben has two
_TEENS = (1, 1, 1, 2, 2, 2, 2, 2, 2, 2)  # zehn, elf, zwölf, dreizehn ...


class _Entry(NamedTuple):
    """An entry of the table: its letters, and what it says about each and the place behind it."""

    letters: str
    seams: tuple[str, ...]


def count_syllables(word: str) -> int:
    """Count the syllables of one German word.

    Vowel groups are counted, and a table of exceptions (``data/syllables.txt``, made to be
    extended) says where two vowels belong to two syllables (*Mu-se-um*, *ge-ehrt*), one sound is
    written with two letters (*Team*) or a letter is silent (*online*). No dictionary is needed, so
    new words count.

    Parameters
    ----------
    word : str
        One token. Parts around hyphens, colons, stars and other signs are counted one by one.

    Returns
    -------
    int
        Number of syllables; 0 for punctuation and the empty string, else at least 1.

    Raises
    ------
    MediakitError
        If `word` is not a string.

    Notes
    -----
    Where usage varies the word division of the Duden counts: *Na-ti-on*, *Fa-mi-lie* but
    *Fa-mi-li-en*; single letters that may not be divided off count too (*ü-ber*). Figures, signs
    and abbreviations count as they are read aloud [1]_: *12* (zwölf) 1, *1989*
    (neunzehnhundertneunundachtzig) 8, *3,5* (drei Komma fünf) 4, *CDU* 3, *%* (Prozent) 2. An
    abbreviation in capitals is spelled out if it has up to three letters or no consonant before a
    vowel, otherwise read as a word (*NATO* 2). A number that ends in a dot is read as an ordinal
    (*3.* dritte).

    References
    ----------
    .. [1] Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32 (3),
       221-233. In his later books each figure or abbreviation counts as one syllable; pass words
       only to do so.

    Examples
    --------
    >>> [count_syllables(word) for word in ("einen", "über", "Museum", "aktuell", "Übergrößen")]
    [2, 2, 3, 3, 4]
    >>> [count_syllables(word) for word in ("Bürger:innen", "E-Mail", "CDU", "2024", "–")]
    [4, 2, 3, 7, 0]
    """
    if not isinstance(word, str):
        raise MediakitError(
            f"count_syllables() takes a word (str), got {type(word).__name__} {word!r}; "
            "drop missing words first"
        )
    text = unicodedata.normalize("NFC", word)
    spoken = _SPOKEN.get(text.lower())
    if spoken is not None:
        return spoken
    parts = _PART.findall(text)
    count = sum(_count_part(part) for part in parts)
    return max(count, 1) if parts else 0


def _count_part(part: str) -> int:
    """Count a part that is all letters, all digits or one sign."""
    if part in _SIGNS:
        return _SIGNS[part]
    if part[0].isdigit():
        return _count_number(part)
    stem = part.removesuffix("s") if len(part) > 2 else part  # LKWs
    if _is_spelled(stem):
        return sum(_LETTERS.get(letter, 1) for letter in stem.lower())
    return len(_NUCLEUS.findall(_resolve(_plain_letters(part))))


def _is_spelled(part: str) -> bool:
    """Whether a part is read letter by letter: CDU, GmbH, AfD, but not NATO or WIR."""
    capitals = sum(letter.isupper() for letter in part)
    if len(part) == 1:
        return part.isupper() or part == "y"
    if capitals < 2 or len(part) > 5 or not part[-1].isupper():
        return False
    low = part.lower()
    if low in _SPELLED:
        return True
    if low in _READ or low in stopwords(keep_negations=False):
        return False
    return len(part) <= 3 or not _READ_ALOUD.search(low)


def _plain_letters(part: str) -> str:
    """Lower-case without accents; a dot before a trema; consonant y, and u after q, as x."""
    low = part.lower().translate(_ACCENTS)
    if not low.isascii():
        low = low.replace("ë", ".e").replace("ï", ".i")
        low = "".join(c if c in "äöüß" else unicodedata.normalize("NFD", c)[0] for c in low)
    low = low.replace("qu", "qx")
    if low[:1] == "y" and low[1:2] in tuple("aeiou"):
        low = "x" + low[1:]
    return low.replace("yacht", "xacht")


def _resolve(word: str) -> str:
    """Apply the table: a dot at every hiatus, an x for every letter that makes no syllable."""
    expression, entries = _table()
    framed = f"<{word}>"
    found = [(match.start(), entries[match[1]]) for match in expression.finditer(framed)]
    if not found:
        return word
    after = [""] * len(framed)
    for start, entry in sorted(found, key=lambda item: len(item[1].letters)):
        after[start : start + len(entry.seams)] = entry.seams
    out = []
    silent = False
    for letter, seam in zip(framed, after, strict=True):
        out.append("x" if silent or seam == "silent" else letter)
        out.append("." if seam == "." else "")
        silent = seam == "same"
    return "".join(out)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, _Entry]]:
    """Read the table once; entries that begin at the same letter are tried longest first."""
    text = files("mediakit.german").joinpath("data/syllables.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    entries = {entry.letters: entry for line in lines for entry in map(_read_entry, line.split())}
    order = sorted(entries, key=lambda letters: (letters[0], -len(letters), letters))
    # One branch a first letter, so that at most places one look is enough.
    branches = (
        re.escape(first) + "(?:" + "|".join(re.escape(letters[1:]) for letters in group) + ")"
        for first, group in groupby(order, key=lambda letters: letters[0])
    )
    return re.compile(f"(?=({'|'.join(branches)}))"), entries


def _read_entry(notation: str) -> _Entry:
    """Turn ``t[ea]m`` into letters and a note on each: none, ``.``, ``same`` or ``silent``."""
    letters: list[str] = []
    seams: list[str] = []
    bracket = ""
    for sign in notation:
        if sign == ".":
            seams[-1] = "."
        elif sign in "[(":
            bracket = sign
        elif sign == "]":
            seams[-1] = bracket = ""
        elif sign == ")":
            bracket = ""
        else:
            letters.append(sign)
            seams.append({"[": "same", "(": "silent", "": ""}[bracket])
    return _Entry("".join(letters), tuple(seams))


def _count_number(figures: str) -> int:
    """Count the syllables of figures read aloud; separators split them (14.30, 2020/21)."""
    whole = figures.rstrip(".,")
    ordinal = int(figures.endswith(".") and whole.isdigit())
    if _THOUSANDS.fullmatch(whole):
        return _read_integer(whole.replace(".", ""), year=False)
    if whole.count(",") == 1:
        number, decimals = whole.split(",")
        if decimals.isdigit() and (number.isdigit() or _THOUSANDS.fullmatch(number)):
            return _read_integer(number.replace(".", ""), year=False) + 2 + _read_digits(decimals)
    return ordinal + sum(_read_integer(run) for run in re.findall(r"\d+", whole))


def _read_digits(digits: str) -> int:
    return sum(_DIGITS[unicodedata.digit(digit)] for digit in digits)


def _read_integer(digits: str, *, year: bool = True) -> int:
    """Count the syllables of a whole number; 1100 to 1999 in hundreds if they may be years."""
    if len(digits) > 12 or (len(digits) > 1 and unicodedata.digit(digits[0]) == 0):
        return _read_digits(digits)
    number = int(digits)
    if number == 0:
        return _DIGITS[0]
    if year and 1100 <= number <= 1999:
        hundreds, rest = divmod(number, 100)
        return _below_hundred(hundreds) + 2 + _below_hundred(rest)
    milliards, number = divmod(number, 10**9)
    millions, number = divmod(number, 10**6)
    thousands, number = divmod(number, 1000)
    count = 0
    if milliards:
        count += 6 if milliards == 1 else _below_thousand(milliards) + 4  # eine Milliarde
    if millions:
        count += (
            5 if millions == 1 else _below_thousand(millions) + 4
        )  # eine Million, zwei Millionen
    if thousands:
        count += 2 if thousands == 1 else _below_thousand(thousands) + 2  # tausend, not eintausend
    return count + _below_thousand(number)


def _below_thousand(number: int) -> int:
    hundreds, rest = divmod(number, 100)
    named = (
        0 if hundreds == 0 else 2 if hundreds == 1 else _DIGITS[hundreds] + 2
    )  # hundert, not einhundert
    return named + _below_hundred(rest)


def _below_hundred(number: int) -> int:
    tens, ones = divmod(number, 10)
    if tens == 1:
        return _TEENS[ones]
    if tens == 0:
        return _DIGITS[ones] if ones else 0
    return (
        _DIGITS[ones] + 1 if ones else 0
    ) + 2  # vier-und-zwan-zig; dreißig and siebzig have two as well

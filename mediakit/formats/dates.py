"""Dates as the press writes them: day first, Berlin time, never guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mediakit.formats.findings import Doubt

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_LIKELY_YEAR = 1946

_FIRST_NEWSPAPER, _LAST_YEAR = 1605, 2100
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan jän",
            "februar feber february feb",
            "märz maerz march mär mrz mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ENGLISH = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "mez": 1, "cet": 1, "mesz": 2, "cest": 2}
_WEEKDAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)"
)
_NAME = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_YEAR = r"(\d{4}|\d{2})(?!\d)"
_BEFORE = re.compile(rf"(?:{_WEEKDAY}\b[.,]*\s*)?(?:(?:den|am|vom)\s+)?")
_DAYS = {
    "dmy": re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}"),
    "dny": re.compile(rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*{_NAME}\b[.,]?[\s-]*{_YEAR}"),
    "ndy": re.compile(rf"{_NAME}\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)"),
    "ymd": re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
    "ymd ": re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)"),
    "???": re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-]{_YEAR}"),
}
_TIME = re.compile(
    rf"(?:[\s,;|–-]*\b{_WEEKDAY}\b\.?)?(?:[\s,;|–-]+|t)(?:um\s+)?"
    r"(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?=\D|$)|(?=\s*(?:uhr|am|pm)\b))"
    r"\s*(uhr|am|pm|a\.m\.|p\.m\.)?\s*"
    r"(z|utc|gmt|mez|cet|mesz|cest|(?:utc|gmt)?[+-]\d{2}:?\d{2})?\s*"
)
_AFTER = re.compile(rf"[\s,]*(?:{_WEEKDAY}\b\.?)?\s*")
_WITHOUT_DAY = re.compile(rf"(?:{_NAME}\s+)?\d{{4}}|\d{{4}}-\d{{2}}|\d{{1,2}}[./]\d{{4}}")


class ReadDate(NamedTuple):
    """A time in Berlin, or none, and what is doubtful about it."""

    moment: datetime | None
    doubts: tuple[Doubt, ...] = ()


def read_date(text: str) -> ReadDate:
    """Read a German, English or ISO 8601 date as a time in Berlin.

    Parameters
    ----------
    text : str
        ``01.04.2025 22:04``, ``Dienstag, 1. April 2025, 22.04 Uhr``, ``April 1, 2025``,
        ``2025-04-01T22:04:00+02:00``, ``Tue, 01 Apr 2025 20:04:00 GMT`` and their like. A time
        without offset is Berlin time; a date without time is midnight.

    Returns
    -------
    ReadDate
        The time in Europe/Berlin, None where none can be told, and the doubts: no date, no day,
        no time, two-digit year, slashes that can be read in two ways, a year before 1946 or in the
        future, before the first newspaper or after 2100, an hour that the clock shows twice (the
        first is meant) or skips.

    Raises
    ------
    ValueError
        If the text is no date, or names a day or an hour that no calendar has.

    Examples
    --------
    >>> read_date("1. Jänner 2025, 22.04 Uhr").moment.isoformat()
    '2025-01-01T22:04:00+01:00'
    >>> read_date("04/05/2025").doubts[0].message
    "'04/05/2025' is 4 May or 5 April: left missing"
    """
    found = " ".join(text.lower().split())
    if not found:
        return ReadDate(None, (Doubt("date-missing", "no date"),))
    if _WITHOUT_DAY.fullmatch(found):
        message = f"date {_short(text)} names no day: left missing"
        return ReadDate(None, (Doubt("date-without-day", message),))
    kind, parts, rest = _split(found, text=text)
    doubts: list[Doubt] = []
    day = _slashes(parts, text=text, doubts=doubts) if kind == "???" else _ordered(kind, parts)
    if day is None:
        return ReadDate(None, tuple(doubts))
    year, month, monthday = _full_year(day, text=text, doubts=doubts)
    if not _FIRST_NEWSPAPER <= year <= _LAST_YEAR:
        message = f"the year of {_short(text)} cannot be meant: left missing"
        return ReadDate(None, (Doubt("date-implausible", message),))
    clock, zone = _clock(rest, text=text, doubts=doubts)
    try:
        local = datetime(year, month, monthday, *clock)  # noqa: DTZ001 - localised below
    except ValueError as error:
        raise ValueError(f"{error}: {_short(text)}") from None
    moment = local.replace(tzinfo=zone).astimezone(BERLIN) if zone else _in_berlin(local, doubts)
    _plausible(moment, doubts)
    return ReadDate(moment, tuple(doubts))


def _short(text: str) -> str:
    return repr(text.strip()[:40])


def _split(found: str, *, text: str) -> tuple[str, tuple[str, ...], str]:
    start = _BEFORE.match(found).end()  # type: ignore[union-attr]
    for kind, pattern in _DAYS.items():
        match = pattern.match(found, start)
        if match:
            return kind.strip(), match.groups(), found[match.end() :]
    raise ValueError(f"no date as DD.MM.YYYY or YYYY-MM-DD: {_short(text)}")


def _ordered(kind: str, parts: tuple[str, ...]) -> tuple[str, int, int]:
    named = dict(zip(kind, parts, strict=True))
    month = int(named["m"]) if "m" in named else _MONTHS[named["n"]]
    return named["y"], month, int(named["d"])


def _slashes(
    parts: tuple[str, ...], *, text: str, doubts: list[Doubt]
) -> tuple[str, int, int] | None:
    first, second, year = int(parts[0]), int(parts[1]), parts[2]
    if first == second or (first <= 12) != (second <= 12):
        day, month = (first, second) if second <= 12 else (second, first)
        doubts.append(Doubt("date-slashes", f"{_short(text)} has one reading: day {day}"))
        return year, month, day
    if first > 12 or not first * second:
        raise ValueError(f"no date as DD.MM.YYYY or YYYY-MM-DD: {_short(text)}")
    message = (
        f"{_short(text)} is {first} {_ENGLISH[second]} or {second} {_ENGLISH[first]}: left missing"
    )
    doubts.append(Doubt("date-ambiguous", message))
    return None


def _full_year(
    day: tuple[str, int, int], *, text: str, doubts: list[Doubt]
) -> tuple[int, int, int]:
    written, month, monthday = day
    year = int(written)
    if len(written) == 2:
        year += 2000 if year <= datetime.now(BERLIN).year - 2000 else 1900
        doubts.append(Doubt("date-two-digit-year", f"{_short(text)} read as {year}"))
    return year, month, monthday


def _clock(
    rest: str, *, text: str, doubts: list[Doubt]
) -> tuple[tuple[int, int, int, int], tzinfo | None]:
    if _AFTER.fullmatch(rest):
        doubts.append(Doubt("date-without-time", "no time: midnight stands for the day"))
        return (0, 0, 0, 0), None
    match = _TIME.match(rest)
    if match is None or not _AFTER.fullmatch(rest[match.end() :]):
        raise ValueError(f"no date as DD.MM.YYYY or YYYY-MM-DD: {_short(text)}")
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if match[5] and match[5][0] in "ap":
        if not 1 <= hour <= 12:
            raise ValueError(f"no hour of twelve: {_short(text)}")
        hour = hour % 12 + 12 * (match[5][0] == "p")
    micro = int((match[4] or "0")[:6].ljust(6, "0"))
    return (hour, minute, second, micro), _zone(match[6] or "", text=text)


def _zone(written: str, *, text: str) -> tzinfo | None:
    if not written:
        return None
    if written in _ZONES:
        return timezone(timedelta(hours=_ZONES[written]))
    digits = re.sub(r"\D", "", written)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        raise ValueError(f"no offset from UTC: {_short(text)}")
    return timezone(-offset if "-" in written else offset)


def _in_berlin(local: datetime, doubts: list[Doubt]) -> datetime | None:
    moment = local.replace(tzinfo=BERLIN)
    if moment.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) != local:
        message = f"{local:%d.%m.%Y %H:%M} does not exist, the clock goes forward: left missing"
        doubts.append(Doubt("hour-skipped", message))
        return None
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        message = f"{local:%d.%m.%Y %H:%M} exists twice: the first (summer time) is taken"
        doubts.append(Doubt("hour-twice", message))
    return moment


def _plausible(moment: datetime | None, doubts: list[Doubt]) -> None:
    if moment is None:
        return
    if moment.year < FIRST_LIKELY_YEAR:
        doubts.append(Doubt("date-before-1946", f"{moment:%d.%m.%Y} is before 1946"))
    elif moment > datetime.now(BERLIN) + timedelta(days=1):
        doubts.append(Doubt("date-future", f"{moment:%d.%m.%Y} lies in the future"))

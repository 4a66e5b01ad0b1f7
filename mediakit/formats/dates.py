"""Dates as the German press writes them: day first, Berlin time, never guessed."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_FIRST_YEAR = 1605

_GERMAN = re.compile(
    r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*Uhr)?)?"
)
_WITHOUT_DAY = re.compile(r"\d{4}(?:-\d{2})?")


def parse_date(text: str) -> datetime | None:
    """Read ``01.04.2025 22:04`` or ISO 8601 as a time in Berlin.

    Parameters
    ----------
    text : str
        A German date, day first, with or without a time, or an ISO 8601 date, with or without
        an offset. A time without offset is Berlin time; a date without time is midnight.

    Returns
    -------
    datetime or None
        In Europe/Berlin; None where the text is empty or names no day (``2014-05``).
        Of an hour that the clock shows twice in autumn, the first one is meant.

    Raises
    ------
    ValueError
        If the text is no such date, the day does not exist, or the clock skips that hour.

    Examples
    --------
    >>> parse_date("01.04.2025 22:04").isoformat()
    '2025-04-01T22:04:00+02:00'
    >>> parse_date("2025-02-01T23:30:00Z").isoformat()
    '2025-02-02T00:30:00+01:00'
    """
    text = text.strip()
    if not text or is_without_day(text):
        return None
    match = _GERMAN.fullmatch(text)
    if match:
        day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
        return _in_berlin(datetime(year, month, day, hour, minute, second))  # noqa: DTZ001
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"no date as DD.MM.YYYY or YYYY-MM-DD: {text!r}")
    return _in_berlin(datetime.fromisoformat(text))


def is_without_day(text: str) -> bool:
    """Tell whether a date names a year or a month only, as ``2014-05`` does."""
    return _WITHOUT_DAY.fullmatch(text.strip()) is not None


def _in_berlin(moment: datetime) -> datetime:
    if moment.year < _FIRST_YEAR:
        raise ValueError(f"the year {moment.year} is before the first newspaper")
    if moment.tzinfo is not None:
        return moment.astimezone(BERLIN)
    local = moment.replace(tzinfo=BERLIN)
    back = local.astimezone(ZoneInfo("UTC")).astimezone(BERLIN)
    if back.replace(tzinfo=None) != moment:
        raise ValueError(f"{moment:%d.%m.%Y %H:%M} does not exist: the clock goes forward then")
    return local

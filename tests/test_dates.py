"""Dates: German, English and ISO, in Berlin, and never guessed."""

import pytest

from mediakit.formats.dates import read_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.4.2025 22:04", "2025-04-01T22:04:00+02:00"),
        ("01.04.2025, 22.04 Uhr", "2025-04-01T22:04:00+02:00"),
        ("01.04.2025 22 Uhr", "2025-04-01T22:00:00+02:00"),
        ("Di., 01.04.2025, 22:04:05 Uhr", "2025-04-01T22:04:05+02:00"),
        ("Mittwoch, den 2. Mai 2018 um 9.05 Uhr MESZ", "2018-05-02T09:05:00+02:00"),
        ("3. März 2020 8:00", "2020-03-03T08:00:00+01:00"),
        ("5. Feber 2020 8:00 MEZ", "2020-02-05T08:00:00+01:00"),
        ("April 1, 2025 Tuesday 10:04 PM GMT", "2025-04-02T00:04:00+02:00"),
        ("12 Oct 2024 12:30 am", "2024-10-12T00:30:00+02:00"),
        ("Tue, 01 Apr 2025 20:04:00 -0500", "2025-04-02T03:04:00+02:00"),
        ("2025-01-31T23:30:00+00:00", "2025-02-01T00:30:00+01:00"),
        ("2025-04-01 22:04:00.123456", "2025-04-01T22:04:00.123456+02:00"),
        ("2025/04/01 22:04", "2025-04-01T22:04:00+02:00"),
        ("26.10.2025 01:59", "2025-10-26T01:59:00+02:00"),
        ("26.10.2025 03:00", "2025-10-26T03:00:00+01:00"),
        ("30.03.2025 03:00", "2025-03-30T03:00:00+02:00"),
    ],
)
def test_times_are_read_without_doubt(written: str, expected: str) -> None:
    read = read_date(written)
    assert read.moment is not None
    assert read.moment.isoformat() == expected
    assert read.doubts == ()


@pytest.mark.parametrize(
    ("written", "expected", "codes"),
    [
        ("01.02.2024", "2024-02-01T00:00:00+01:00", ["date-without-time"]),
        ("20250401", "2025-04-01T00:00:00+02:00", ["date-without-time"]),
        ("1. April 2025 Dienstag", "2025-04-01T00:00:00+02:00", ["date-without-time"]),
        ("25/04/2025 10:00", "2025-04-25T10:00:00+02:00", ["date-slashes"]),
        ("5/5/2025 10:00", "2025-05-05T10:00:00+02:00", ["date-slashes"]),
        ("01.04.97 10:00", "1997-04-01T10:00:00+02:00", ["date-two-digit-year"]),
        ("26.10.2025 02:30", "2025-10-26T02:30:00+02:00", ["hour-twice"]),
        ("2025-10-26T02:30:00+01:00", "2025-10-26T02:30:00+01:00", []),
        ("1.1.1605 0:00", "1605-01-01T00:00:00+00:53", ["date-before-1946"]),
        ("31.12.2099 10:00", "2099-12-31T10:00:00+01:00", ["date-future"]),
        ("30.03.2025 02:30", None, ["hour-skipped"]),
        ("04/05/2025", None, ["date-ambiguous"]),
        ("04-05-2025", None, ["date-ambiguous"]),
        ("0001-01-01", None, ["date-implausible"]),
        ("0000-00-00", None, ["date-implausible"]),
        ("9999-12-31T23:59:59", None, ["date-implausible"]),
        ("April 2025", None, ["date-without-day"]),
        ("2014", None, ["date-without-day"]),
        (" ", None, ["date-missing"]),
    ],
)
def test_doubts_are_said(written: str, expected: str | None, codes: list[str]) -> None:
    read = read_date(written)
    assert (read.moment and read.moment.isoformat(timespec="seconds")[:25]) == expected
    assert [doubt.code for doubt in read.doubts] == codes


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("31.02.2025", "day is out of range for month: '31.02.2025'"),
        ("01.13.2025", "month must be in 1..12"),
        ("01.04.2025 25:00", "hour must be in 0..23"),
        ("01.04.2025 13:00 pm", "no hour of twelve"),
        ("2025-04-01 10:00 +99:00", "no offset from UTC"),
        ("32/13/2025", "no date as DD.MM.YYYY"),
        ("gestern", "no date as DD.MM.YYYY or YYYY-MM-DD: 'gestern'"),
        ("01.04.2025 bald", "no date as DD.MM.YYYY"),
        ("1743537840", "no date as DD.MM.YYYY"),
        ("Jänner", "no date as DD.MM.YYYY"),
    ],
)
def test_what_is_no_date_is_an_error(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_date(written)

"""Files in all weather: each with the row it must give and the lines that the report must hold.

A case names its file, its bytes, what the first row must be, and all findings of the report as
``severity code line``. Texts are long enough, and German enough, that nothing else is found.
"""

import codecs
import gzip
import io
import unicodedata
import zipfile
from typing import Any, NamedTuple

BODY = (
    "Die Straßenbrücke nach Mühlgrund ist seit Dienstag wieder frei. Für die Anwohner endet damit "
    "eine lange Zeit der Umwege, denn sie war seit dem Herbst gesperrt."
)
HEAD = "Veröffentlichungsdatum: 01.04.2025 22:04 / Lokales"
PRESS = f"{HEAD}\n\nBrücke frei\n\n{BODY}\n"
TWICE = f"{HEAD}\n\nBrücke frei\n\nBrücke frei\n\n{BODY}\n"
ROW = {"published": "2025-04-01T22:04:00+02:00", "section": "Lokales", "title": "Brücke frei"}
CSV = f"datum,ressort,headline,volltext\n01.04.2025 22:04,Lokales,Brücke frei,{BODY}\n"
MAPPED = "note columns-mapped 0"


class Case(NamedTuple):
    """One nasty file."""

    name: str
    content: str | bytes
    row: dict[str, Any]
    report: list[str]
    text: str = BODY


def head(date: str) -> str:
    """Write a press text with another date."""
    return PRESS.replace("01.04.2025 22:04", date)


def dated(iso: str | None) -> dict[str, str]:
    """Expect another time of publication."""
    return ROW | {"published": iso or ""}


PRESS_TEXTS = {
    "as it should be": Case("a.txt", PRESS, ROW, []),
    "headline twice": Case("a.txt", TWICE, ROW, ["note headline-repeated 1"]),
    "byte order mark": Case("a.txt", "\ufeff" + PRESS, ROW, ["note encoding 1"]),
    "Windows line ends": Case("a.txt", PRESS.replace("\n", "\r\n"), ROW, []),
    "old Mac line ends": Case("a.txt", PRESS.replace("\n", "\r"), ROW, []),
    "Windows-1252": Case("a.txt", PRESS.encode("cp1252"), ROW, ["note encoding 1"]),
    "Windows quotes": Case(
        "a.txt",
        (PRESS + "\n„Ja“ – 5 €").encode("cp1252"),
        ROW,
        ["note encoding 1"],
        text=f"{BODY}\n\n„Ja“ – 5 €",
    ),
    "UTF-16": Case(
        "a.txt", codecs.BOM_UTF16_LE + PRESS.encode("utf-16-le"), ROW, ["note encoding 1"]
    ),
    "two encodings": Case(
        "a.txt",
        PRESS.encode() + "\nGrüße".encode("cp1252"),
        ROW,
        ["warning encoding-mixed 7"],
        text=f"{BODY}\n\nGrüße",
    ),
    "combining umlauts": Case(
        "a.txt", unicodedata.normalize("NFD", PRESS), ROW, ["note unicode-composed 1"]
    ),
    "no-break spaces": Case(
        "a.txt", PRESS.replace("ist seit", "ist\u00a0seit"), ROW, ["note spaces-replaced 1"]
    ),
    "narrow no-break space in the date": Case(
        "a.txt", head("01.04.2025\u202f22:04"), ROW, ["note spaces-replaced 1"]
    ),
    "zero-width spaces": Case(
        "a.txt", PRESS.replace("brücke", "\u200bbrücke\u200b"), ROW, ["note characters-removed 1"]
    ),
    "soft hyphens": Case(
        "a.txt",
        PRESS.replace("Anwohner", "An\u00adwoh\u00adner"),
        ROW,
        ["note characters-removed 1"],
    ),
    "NULs": Case("a.txt", PRESS.replace("seit", "se\0it"), ROW, ["note characters-removed 1"]),
    "UTF-16 without a mark": Case(
        "a.txt",
        (PRESS + "\n„Ja“ – 5 €").encode("utf-16-le"),
        ROW,
        ["note encoding 1"],
        text=f"{BODY}\n\n„Ja“ – 5 €",
    ),
    "line separators": Case(
        "a.txt", PRESS.replace("\n\n", "\u2028\u2028"), ROW, ["note line-ends 1"]
    ),
    "a form feed between pages": Case(
        "a.txt", PRESS + "\x0c\nSeite 2", ROW, ["note line-ends 1"], text=f"{BODY}\n\nSeite 2"
    ),
    "Latin-1 quotation marks": Case(
        "a.txt",
        PRESS + "\n\x84Ja\x93\x85\n",
        ROW,
        ["note encoding-signs 1"],
        text=f"{BODY}\n\n„Ja“…",
    ),
    "mojibake": Case(
        "a.txt", PRESS + "\nFuÃŸball", ROW, ["warning mojibake 1"], text=f"{BODY}\n\nFuÃŸball"
    ),
    "lost letters": Case(
        "a.txt",
        PRESS + "\nM\ufffdhl",
        ROW,
        ["warning characters-lost 1"],
        text=f"{BODY}\n\nM\ufffdhl",
    ),
    "emoji that joiners hold together": Case(
        "a.txt", PRESS + "\n👩\u200d🚒\n", ROW, [], text=f"{BODY}\n\n👩\u200d🚒"
    ),
    "no time": Case(
        "a.txt",
        head("01.04.2025"),
        dated("2025-04-01T00:00:00+02:00"),
        ["note date-without-time 1"],
    ),
    "seconds": Case("a.txt", head("01.04.2025 22:04:59"), dated("2025-04-01T22:04:59+02:00"), []),
    "Uhr": Case("a.txt", head("01.04.2025, 22.04 Uhr"), ROW, []),
    "month in words": Case("a.txt", head("Dienstag, 1. April 2025, 22:04 Uhr"), ROW, []),
    "Jänner": Case("a.txt", head("1. Jänner 2025 8:05"), dated("2025-01-01T08:05:00+01:00"), []),
    "ISO with offset": Case("a.txt", head("2025-04-01T20:04:00Z"), ROW, []),
    "two-digit year": Case("a.txt", head("01.04.25 22:04"), ROW, ["warning date-two-digit-year 1"]),
    "slashes with two readings": Case(
        "a.txt", head("04/05/2025"), dated(None), ["warning date-ambiguous 1"]
    ),
    "slashes with one reading": Case(
        "a.txt",
        head("04/25/2025 22:04"),
        dated("2025-04-25T22:04:00+02:00"),
        ["note date-slashes 1"],
    ),
    "month only": Case("a.txt", head("2014-05"), dated(None), ["warning date-without-day 1"]),
    "year 1": Case("a.txt", head("01.01.0001"), dated(None), ["warning date-implausible 1"]),
    "year 9999": Case(
        "a.txt", head("31.12.9999 23:59"), dated(None), ["warning date-implausible 1"]
    ),
    "before 1946": Case(
        "a.txt",
        head("01.09.1939 05:45"),
        dated("1939-09-01T05:45:00+01:00"),
        ["warning date-before-1946 1"],
    ),
    "in the future": Case(
        "a.txt",
        head("01.04.2095 22:04"),
        dated("2095-04-01T22:04:00+02:00"),
        ["warning date-future 1"],
    ),
    "the hour that is twice": Case(
        "a.txt",
        head("26.10.2025 02:30"),
        dated("2025-10-26T02:30:00+02:00"),
        ["warning hour-twice 1"],
    ),
    "the hour that is not": Case(
        "a.txt", head("30.03.2025 02:30"), dated(None), ["warning hour-skipped 1"]
    ),
    "ten past midnight": Case(
        "a.txt", head("01.02.2025 00:10"), dated("2025-02-01T00:10:00+01:00"), []
    ),
    "no section": Case("a.txt", PRESS.replace(" / Lokales", ""), ROW | {"section": ""}, []),
    "two slashes": Case(
        "a.txt",
        PRESS.replace("Lokales", "Lokales / Stadt"),
        ROW | {"section": "Lokales / Stadt"},
        [],
    ),
    "label in capitals and written out": Case(
        "a.txt", PRESS.replace("Veröffentlichungsdatum", "VEROEFFENTLICHUNGSDATUM"), ROW, []
    ),
    "empty lines before the header": Case("a.txt", "\n \n" + PRESS, ROW, []),
    "blanks at the ends of lines": Case("a.txt", PRESS.replace("\n", "  \n\t"), ROW, []),
    "no blank lines": Case("a.txt", PRESS.replace("\n\n", "\n"), ROW, ["note lines-joined 1"]),
    "no blank line below the headline": Case(
        "a.txt",
        PRESS.replace("frei\n\n", "frei\n") + "\nEnde",
        ROW,
        ["note lines-joined 1"],
        text=f"{BODY}\n\nEnde",
    ),
    "sub-headline": Case(
        "a.txt",
        TWICE.replace(BODY, f"Ende der Umwege\n\n{BODY}"),
        ROW,
        ["note headline-repeated 1"],
        text=f"Ende der Umwege\n\n{BODY}",
    ),
    "agency mark at the end": Case(
        "a.txt", PRESS + "\n\ndpa/lno", ROW, [], text=f"{BODY}\n\ndpa/lno"
    ),
    "a line that looks like a header": Case(
        "a.txt",
        PRESS + "\nVeröffentlichungsdatum: unbekannt",
        ROW,
        ["warning header-odd 7"],
        text=f"{BODY}\n\nVeröffentlichungsdatum: unbekannt",
    ),
    "short": Case("a.txt", PRESS.replace(BODY, "Ja."), ROW, ["warning text-short 1"], text="Ja."),
    "not German": Case(
        "a.txt",
        PRESS.replace(BODY, "The bridge has been open since Tuesday, " * 4),
        ROW,
        ["warning not-german 1"],
        text=("The bridge has been open since Tuesday, " * 4).strip(),
    ),
    "no headline": Case(
        "a.txt",
        f"{HEAD}\n\n{BODY} {BODY}\n\n{BODY}",
        ROW | {"title": f"{BODY} {BODY}"},
        ["warning headline-long 1"],
    ),
    "tags in the text": Case(
        "a.txt",
        PRESS.replace(BODY, f"<p>{BODY}"),
        ROW,
        ["warning markup 1"],
        text=f"<p>{BODY}",
    ),
    "a huge line": Case("a.txt", PRESS.replace(BODY, BODY * 5000), ROW, [], text=BODY * 5000),
    "press text under another name": Case("a.dat", PRESS, ROW, []),
}


def packed(files: dict[str, bytes | str]) -> bytes:
    """Make a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def from_a_mac(archive: bytes) -> bytes:
    """Take back what an archive says of the encoding of its one name, as Macs do not say it."""
    changed = bytearray(archive)
    for mark, place in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
        changed[archive.index(mark) + place] = 0
    return bytes(changed)


ARCHIVES = {
    "zip": Case("a.zip", packed({"taz/a.txt": PRESS}), ROW | {"outlet": "taz"}, []),
    "zip without folders": Case(
        "tagblatt.zip", packed({"a.txt": PRESS}), ROW | {"outlet": "tagblatt"}, []
    ),
    "zip from a Mac": Case(
        "a.zip",
        packed({"taz/a.txt": PRESS, "__MACOSX/taz/._a.txt": "x", "taz/.DS_Store": "x"}),
        ROW,
        [],
    ),
    "gz": Case("a.txt.gz", gzip.compress(PRESS.encode()), ROW, []),
    "gz of a table": Case(
        "a.csv.gz",
        gzip.compress(CSV.replace(BODY, f'"{BODY}"').encode()),
        ROW,
        ["note delimiter 1", MAPPED],
    ),
    "zip in a zip": Case("a.zip", packed({"b.zip": packed({"taz/a.txt": PRESS})}), ROW, []),
    "zip from a Mac with its names": Case(
        "a.zip",
        from_a_mac(packed({"Süd/a.txt": PRESS})),
        ROW | {"outlet": "Süd"},
        [],
    ),
    "zip beside a tar": Case(
        "a.zip",
        packed({"b.tar": b"\0" * 257 + b"ustar", "taz/a.txt": PRESS}),
        ROW,
        ["warning format-unread 0"],
    ),
    "zip that leads out": Case(
        "a.zip", packed({"../../b.txt": "x", "taz/a.txt": PRESS}), ROW, ["error limit 0"]
    ),
    "zip that is passed over in part": Case(
        "a.zip", packed({"b.png": b"\x89PNG", "taz/a.txt": PRESS}), ROW, ["note format 0"]
    ),
}

"""Files in all weather: each with the row it must give and the lines that the report must hold.

A case names its file, its bytes, what the first row must be, and all findings of the report as
``severity code line``. Texts are long enough, and German enough, that nothing else is found.
"""

import codecs
import gzip
import io
import json
import unicodedata
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest

import mediakit as mk

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

TABLES = {
    "comma": Case("a.csv", CSV.replace(BODY, f'"{BODY}"'), ROW, ["note delimiter 1", MAPPED]),
    "semicolons and single quotes": Case(
        "a.csv",
        f"Datum;Rubrik;Überschrift;Text\n'01.04.2025 22:04';'Lokales';'Brücke frei';'{BODY}'\n",
        ROW,
        ["note delimiter 1", MAPPED],
    ),
    "tabs in Windows-1252": Case(
        "a.tsv",
        f"date\tsection\ttitle\tcontent\n2025-04-01 22:04\tLokales\tBrücke frei\t{BODY}".encode(
            "cp1252"
        ),
        ROW,
        ["note encoding 2", "note delimiter 1", MAPPED],
    ),
    "line breaks and delimiters in cells": Case(
        "a.csv",
        CSV.replace(BODY, f'"{BODY}\n\nEr sagte: ""Ja, gewiss""."'),
        ROW,
        ["note delimiter 1", MAPPED],
        text=f'{BODY}\n\nEr sagte: "Ja, gewiss".',
    ),
    "a quotation mark too few": Case(
        "a.csv",
        f'published,section,title,text\n01.04.2025 22:04,Lokales,Brücke frei,"{BODY}',
        ROW,
        ["warning quotes-unbalanced 0", "note delimiter 1"],
    ),
    "names that are taken twice": Case(
        "a.csv",
        f'date,datum,section,title,text\n1.1.2001,01.04.2025 22:04,Lokales,Brücke frei,"{BODY}"\n',
        ROW,
        ["warning column-choice 0", "note delimiter 1", MAPPED],
    ),
    "the word NULL as a headline": Case(
        "a.csv",
        f'published,section,title,text\n01.04.2025 22:04,NA,NULL,"{BODY}"\n',
        ROW | {"section": "NA", "title": "NULL"},
        ["note delimiter 1"],
    ),
    "told its delimiter, as Excel is": Case(
        "a.csv",
        f"sep=|\r\npublished|section|title|text\r\n01.04.2025 22:04|Lokales|Brücke frei|{BODY}\r\n",
        ROW,
        ["note delimiter 1"],
    ),
    "a line above the header": Case(
        "a.csv",
        "Auszug vom 2.4.2025\n\n" + CSV.replace(BODY, "").replace(",", ";").strip() + BODY,
        ROW,
        ["warning lines-above 1", "note delimiter 1", MAPPED],
    ),
    "German numbers": Case(
        "a.csv",
        f"published;section;title;text;note;zeilen;auflage\n"
        f"01.04.2025 22:04;Lokales;Brücke frei;{BODY};2,5;1.234;1.234,5\n",
        ROW | {"note": 2.5, "zeilen": "1.234", "auflage": 1234.5},
        ["note delimiter 1", "note decimal-comma 0"],
    ),
    "numbers that no float holds": Case(
        "a.csv",
        "published,section,title,text,kennung,plz,art,wert\n"
        f'01.04.2025 22:04,Lokales,Brücke frei,"{BODY}",12345678901234567890,01067,1e5,1.50\n',
        ROW | {"kennung": "12345678901234567890", "plz": "01067", "art": "1e5", "wert": 1.5},
        ["note delimiter 1"],
    ),
    "quotation marks behind backslashes": Case(
        "a.csv",
        "published,section,title,text\n"
        f'01.04.2025 22:04,Lokales,Brücke frei,"{BODY} \\"Ja\\", so."\n',
        ROW,
        ["note delimiter 1"],
        text=f'{BODY} "Ja", so.',
    ),
    "JSON with the text deeper": Case(
        "a.json",
        json.dumps([{**ROW, "text": {"html": BODY}}]),
        ROW,
        ["warning markup 1", "note values-as-text 0"],
        text=json.dumps({"html": BODY}, ensure_ascii=False),
    ),
    "a NUL in a cell": Case(
        "a.csv",
        f'published,section,title,text\n01.04.2025 22:04,Lokales,Brücke\0 frei,"{BODY}"\n',
        ROW,
        ["note characters-removed 0", "note delimiter 1"],
    ),
    "JSON under a table's name": Case("a.csv", json.dumps({**ROW, "text": BODY}), ROW, []),
    "JSON, an article that holds lists": Case(
        "a.json",
        json.dumps({**ROW, "text": BODY, "items": [{"text": "Werbung"}]}),
        ROW,
        ["note values-as-text 0"],
    ),
    "JSON, columns as pandas writes them": Case(
        "a.json",
        json.dumps({name: {"0": value} for name, value in {**ROW, "text": BODY}.items()}),
        ROW,
        ["note json-layout 0"],
    ),
    "JSON, a key that stands twice": Case(
        "a.json",
        json.dumps({**ROW, "text": BODY}).replace('"section"', '"title": "Alt", "section"'),
        ROW,
        ["warning key-repeated 0"],
    ),
    "JSON, a list": Case(
        "a.json",
        json.dumps(
            [
                {
                    "date": "01.04.2025 22:04",
                    "ressort": "Lokales",
                    "titel": "Brücke frei",
                    "body": BODY,
                }
            ]
        ),
        ROW,
        [MAPPED],
    ),
    "JSON, a list within": Case(
        "a.json",
        json.dumps({"total": 1, "articles": [{**ROW, "text": BODY, "outlet": "taz"}]}),
        ROW | {"outlet": "taz"},
        ["note json-layout 0"],
    ),
    "JSON under a text name": Case("a.txt", json.dumps({**ROW, "text": BODY}), ROW, []),
    "JSON with half a surrogate": Case(
        "a.jsonl",
        json.dumps({**ROW, "text": BODY + "\ud83d"}),
        ROW,
        ["warning characters-lost 1"],
        text=BODY + "\ufffd",
    ),
    "JSON with mixed values": Case(
        "a.jsonl",
        json.dumps({**ROW, "text": BODY, "x": 1})
        + "\n"
        + json.dumps({"text": "y " + BODY, "x": {"y": [1]}}),
        ROW,
        ["warning date-missing 2", "note values-as-text 0"],
    ),
    "fundus": Case(
        "a.json",
        json.dumps(
            [
                {
                    "title": "Brücke frei",
                    "authors": ["Ada Weiß"],
                    "publishing_date": "2025-04-01 22:04:00+02:00",
                    "topics": ["Verkehr", "Stadt"],
                    "section": "Lokales",
                    "body": {
                        "summary": [],
                        "sections": [{"headline": [], "paragraphs": BODY.split(". ")}],
                    },
                    "html": {"responded_url": "x", "source_info": {"publisher": "Tagblatt"}},
                }
            ]
        ),
        ROW | {"outlet": "Tagblatt", "authors": "Ada Weiß", "topics": "Verkehr; Stadt"},
        [MAPPED],
        text=BODY.replace(". ", "\n\n"),
    ),
    "fundus, as its crawler saves": Case(
        "a.json",
        json.dumps(
            {
                "Tagblatt": [
                    {
                        "title": "Brücke frei",
                        "authors": [],
                        "publishing_date": "2025-04-01 22:04:00+02:00",
                        "free_access": True,
                        "body": {
                            "summary": ["Kurz."],
                            "sections": [{"headline": ["Frei"], "paragraphs": [BODY]}],
                        },
                    }
                ]
            }
        ),
        ROW | {"section": "", "outlet": "Tagblatt", "free_access": True},
        ["note json-layout 0", MAPPED],
        text=f"Kurz.\n\nFrei\n\n{BODY}",
    ),
    "trafilatura without metadata": Case(
        "a.json",
        json.dumps({"text": f"Frei\n{BODY}", "comments": ""}),
        {"published": "", "title": ""},
        ["warning date-missing 0"],
        text=f"Frei\n\n{BODY}",
    ),
    "trafilatura": Case(
        "a.json",
        json.dumps(
            {
                "title": "Brücke frei",
                "date": "2025-04-01",
                "hostname": "tagblatt.example",
                "fingerprint": "7190",
                "raw_text": BODY,
                "text": f"Brücke frei\n{BODY}",
                "categories": "Lokales",
                "source": "https://tagblatt.example/1",
                "source-hostname": "Tagblatt",
                "id": None,
            }
        ),
        dated("2025-04-01T00:00:00+02:00")
        | {"outlet": "Tagblatt", "url": "https://tagblatt.example/1"},
        ["note headline-repeated 1", "note date-without-time 1", MAPPED],
    ),
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


def check(case: Case, folder: Path) -> None:
    """Read the file of a case and compare row and report."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / case.name
    content = case.content
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    )
    articles = mk.read_articles(path, errors="report")
    row = articles.iloc[0]
    expected = {"outlet": row["outlet"] if path.suffix == ".zip" else "tagblatt"} | case.row
    moment = expected.pop("published")
    assert pd.isna(row["published"]) if not moment else row["published"].isoformat() == moment
    assert {name: row[name] for name in expected} == expected
    found = (
        row["text"].removeprefix("Brücke frei\n\n") if "trafilatura" in str(folder) else row["text"]
    )
    assert found == case.text
    report = mk.load_report(articles)
    lines = [f"{r.severity} {r.code} {r.line}" for r in report.itertuples()]
    assert sorted(lines) == sorted(case.report)
    own = set(row["warnings"].split())
    assert own <= set(report["code"])
    assert report["message"].str.len().gt(3).all()


@pytest.mark.parametrize("case", PRESS_TEXTS.values(), ids=PRESS_TEXTS)
def test_press_texts_in_all_weather(tmp_path: Path, case: Case) -> None:
    check(case, tmp_path / "tagblatt")


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_any_make(tmp_path: Path, name: str) -> None:
    check(TABLES[name], tmp_path / name / "tagblatt")


@pytest.mark.parametrize("case", ARCHIVES.values(), ids=ARCHIVES)
def test_archives(tmp_path: Path, case: Case) -> None:
    check(case, tmp_path / "tagblatt")


def test_a_row_of_text_taken_for_a_header_is_refused(tmp_path: Path) -> None:
    # Longer than any sample of the file, so that the whole header must be read.
    names = ",".join(f"wort{number}" for number in range(9_000))
    path = tmp_path / "a.csv"
    path.write_text(f"datum,text,{names}\n2025-04-01,Der Rat tagt{',' * 9_000}\n", encoding="utf-8")
    with pytest.raises(
        mk.ArticleError, match=r"a\.csv, line 1: .* 9,002 columns; .* at most 5,000"
    ):
        mk.read_articles(path)


ZONE = pa.array([0, 1], pa.timestamp("us", "Mars/Olympus"))
YEAR = pa.array([2**62, 0], pa.timestamp("us", "UTC"))
FAR_DAY = pa.array([2**31 - 1, 0], pa.int32()).cast(pa.date32())
UNION = pa.UnionArray.from_sparse(
    pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["a", "b"])]
)


@pytest.mark.parametrize("column", [ZONE, FAR_DAY, UNION])
def test_columns_that_pandas_cannot_hold_are_kept_as_text(tmp_path: Path, column: pa.Array) -> None:
    path = tmp_path / "a.arrow"
    table = pa.table({"text": [BODY, BODY], "extra": column})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    articles = mk.read_articles(path)
    assert articles["extra"].dtype == "str"
    report = mk.load_report(articles).set_index("code")["message"]
    assert report["values-as-text"].startswith("kept as text: extra (")


def test_times_of_an_unknown_zone_are_the_moments_they_are(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"text": [BODY] * 2, "datum": ZONE}), tmp_path / "a.parquet")
    published = mk.read_articles(tmp_path / "a.parquet")["published"]
    assert published.tolist()[0] == pd.Timestamp("1970-01-01 01:00", tz="Europe/Berlin")


def test_a_date_beyond_all_years_leaves_out_its_row_only(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"text": [BODY] * 2, "datum": YEAR}), tmp_path / "a.parquet")
    articles = mk.read_articles(tmp_path / "a.parquet", errors="report")
    assert articles["published"].dt.year.tolist() == [1970]
    assert "date-unreadable" in mk.load_report(articles)["code"].tolist()


def test_index_columns_of_pandas_are_kept(tmp_path: Path) -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["id", "page"])
    pd.DataFrame({"text": [BODY] * 2}, index=index).to_parquet(tmp_path / "a.parquet")
    articles = mk.read_articles(tmp_path / "a.parquet")
    assert articles.index.tolist() == ["a", "b"]
    assert articles["page"].tolist() == [1, 2]

"""HTML pages, feeds and Nexis exports, written by hand in the structure that they have."""

import builtins
import sys
from pathlib import Path

import docx
import pandas as pd
import pytest
from weather import BODY

import mediakit as mk

PAGE = f"""<!doctype html><html lang="de"><head><title>Brücke frei | Tagblatt</title>
<meta property="og:site_name" content="Tagblatt">
<meta property="article:published_time" content="2025-04-01T22:04:00+02:00"></head>
<body><nav><a href="/">Start</a></nav><article><h1>Brücke frei</h1><p>{BODY}</p>
<p>„Endlich“, sagte eine Anwohnerin, die seit Monaten jeden Tag zwölf Kilometer gefahren war.</p>
<script>alert(1)</script></article></body></html>"""

FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tagblatt</title>
<item><title>Brücke &amp; Tunnel</title><link>https://tagblatt.example/1</link>
<category>Lokales</category><pubDate>Tue, 01 Apr 2025 20:04:00 GMT</pubDate>
<description>Kurz.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Ende.<script>x()</script></p>]]></content:encoded></item>
<item><title>Leer</title></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Rundschau</title>
<entry><title>Brücke frei</title><updated>2025-04-01T22:04:00+02:00</updated>
<summary>{BODY}</summary></entry></feed>"""

GERMAN = [
    "Brücke frei",
    "Tagblatt",
    "1. April 2025 Dienstag",
    "Copyright 2025 Tagblatt Alle Rechte vorbehalten",
]
GERMAN += [
    "Rubrik: LOKALES; S. 12",
    "Länge: 24 Wörter",
    "Autor: Ada Weiß",
    "Body",
    BODY,
    "",
    "Ende.",
]
GERMAN += ["Klassifizierung", "Language: GERMAN", "Load-Date: April 2, 2025", "Ende des Dokuments"]
ENGLISH = [
    "Straße gesperrt",
    "Rundschau",
    "April 1, 2025 Tuesday 10:04 PM CET",
    "Section: POLITIK; Pg. 3",
]
ENGLISH += [
    "Length: 1,024 words",
    "Body",
    f"Zwei. {BODY}",
    "Load-Date: April 2, 2025",
    "End of Document",
]


def write_docx(path: Path, lines: list[str]) -> Path:
    """Write paragraphs as a DOCX file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_page_becomes_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    articles = mk.read_articles(path)
    row = articles.iloc[0]
    assert row[["outlet", "title"]].tolist() == ["Tagblatt", "Brücke frei"]
    assert row["text"].split("\n\n")[0] == BODY
    assert "alert" not in row["text"]
    assert row["published"].isoformat() == "2025-04-01T22:04:00+02:00"
    assert row["warnings"] == "headline-repeated"
    path.write_text(PAGE.replace("T22:04:00+02:00", ""), encoding="utf-8")
    row = mk.read_articles(path).iloc[0]
    assert row["published"].isoformat() == "2025-04-01T00:00:00+02:00"
    assert set(row["warnings"].split()) == {"date-without-time", "headline-repeated"}


def test_a_page_without_an_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    (tmp_path / "b.html").write_text("<html>" + "<p>" * 30_000, encoding="utf-8")
    with pytest.raises(mk.ArticleError, match=r"a\.html: no article text found in the page"):
        mk.read_articles(tmp_path / "a.html")
    with pytest.raises(mk.ArticleError, match=r"b\.html: more than 20,000 tags"):
        mk.read_articles(tmp_path / "b.html")


def test_feeds_become_articles(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(FEED, encoding="utf-8")
    (tmp_path / "b.xml").write_text(ATOM, encoding="utf-8")
    articles = mk.read_articles(tmp_path, errors="report")
    assert articles.index.tolist() == ["a", "b"]
    assert articles["outlet"].tolist() == ["Tagblatt", "Rundschau"]
    assert articles["title"].tolist() == ["Brücke & Tunnel", "Brücke frei"]
    assert articles["text"].tolist() == [f"{BODY}\n\nEnde.", BODY]
    assert articles["section"].tolist() == ["Lokales", ""]
    assert articles["published"].unique().tolist() == [
        pd.Timestamp("2025-04-01 22:04", tz="Europe/Berlin")
    ]
    assert articles["url"].iloc[0] == "https://tagblatt.example/1"
    assert articles["warnings"].tolist() == ["", "summary-only"]
    errors = mk.load_report(articles).query("severity == 'error'")
    assert errors[["line", "message"]].values.tolist() == [[2, "no text in the entry"]]


def test_nexis_exports_become_articles(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "export.docx", [*GERMAN, *ENGLISH])
    articles = mk.read_articles(path)
    assert articles.index.tolist() == ["export-1", "export-2"]
    assert articles["outlet"].tolist() == ["Tagblatt", "Rundschau"]
    assert articles["title"].tolist() == ["Brücke frei", "Straße gesperrt"]
    assert articles["section"].tolist() == ["LOKALES", "POLITIK"]
    assert articles["text"].tolist() == [f"{BODY}\n\nEnde.", f"Zwei. {BODY}"]
    assert [moment.isoformat() for moment in articles["published"]] == [
        "2025-04-01T00:00:00+02:00",
        "2025-04-01T23:04:00+02:00",
    ]
    assert articles["words"].tolist() == [24, 1024]
    assert articles["author"].tolist() == ["Ada Weiß", ""]
    assert articles["warnings"].tolist() == ["date-without-time", ""]


COVER = ["Date and Time: Mittwoch, 2. April 2025 10:00 MESZ", "Job Number: 12345", "Documents (2)"]
COVER += ["1. Brücke frei", "Client/Matter: -None-", "Search Terms: Brücke", "2. Zweite Brücke"]
COVER += ["Client/Matter: -None-", "Narrowed by:", "Content Type", "", "", ""]
WITH_ALL = ["Brücke frei", "Frankenberger Blatt (Regionalausgaben)", "Dienstag 1. April 2025"]
WITH_ALL += ["Mühlgrunder Echo", "", "Section:\u00a0ECHO LOKALES; S. 6", "Length:\u00a075 words"]
WITH_ALL += ["Highlight:\u00a0Lange gesperrt.", "Body", "", BODY, "Graphic", "Foto: Ada Weiß"]
WITH_ALL += ["Load-Date: March 31, 2025", "End of Document"]


def test_all_that_stands_in_a_nexis_export_is_kept(tmp_path: Path) -> None:
    late = [line.replace("Tuesday 10:04 PM CET", "Tuesday, Spätausgabe") for line in ENGLISH]
    articles = mk.read_articles(write_docx(tmp_path / "a.docx", [*COVER, *WITH_ALL, *late]))
    first, second = articles.to_dict("records")
    assert first["title"] == "Brücke frei"
    assert first["outlet"] == "Frankenberger Blatt (Regionalausgaben)"
    assert first["text"] == BODY
    assert first["graphic"] == "Foto: Ada Weiß"
    assert first["lead"] == "Lange gesperrt."
    assert [first["section"], second["section"]] == ["ECHO LOKALES", "POLITIK"]
    assert [first["edition"], second["edition"]] == ["Mühlgrunder Echo", "Spätausgabe"]
    assert articles["classification"].tolist() == [
        "Load-Date: March 31, 2025",
        "Load-Date: April 2, 2025",
    ]
    assert [moment.date().isoformat() for moment in articles["published"]] == ["2025-04-01"] * 2


def test_nexis_articles_that_lack_something_are_named(tmp_path: Path) -> None:
    no_date = [line for line in GERMAN if "April" not in line]
    no_body = [line for line in GERMAN if line != "Body"]
    empty = [line for line in GERMAN if line not in (BODY, "Ende.")]
    path = write_docx(tmp_path / "a.docx", [*ENGLISH, *no_date, *no_body, *empty])
    articles = mk.read_articles(path, errors="report")
    assert articles["title"].tolist() == ["Straße gesperrt"]
    errors = mk.load_report(articles).query("severity == 'error'")
    assert errors["line"].tolist() == [10, 23, 37]
    assert errors["code"].tolist() == ["date-unreadable", "header-unreadable", "text-empty"]
    with pytest.raises(mk.ArticleError, match=r"b\.docx: no article as Nexis exports it"):
        mk.read_articles(write_docx(tmp_path / "b.docx", []))


@pytest.mark.parametrize(
    ("name", "content", "library", "command"),
    [
        ("a.html", PAGE, "trafilatura", r"pip install 'mediakit\[web\]'"),
        ("a.rss", FEED, "feedparser", r"pip install 'mediakit\[web\]'"),
        ("a.docx", "", "docx", r"pip install 'mediakit\[nexis\]'"),
    ],
)
def test_a_missing_extra_says_the_command(
    tmp_path, monkeypatch, name, content, library, command
) -> None:
    path = tmp_path / name
    if content:
        path.write_text(content, encoding="utf-8")
    else:
        write_docx(path, GERMAN)
    importing = builtins.__import__

    def without(module: str, *rest, **named):
        if module.split(".")[0] == library:
            raise ImportError(module)
        return importing(module, *rest, **named)

    monkeypatch.delitem(sys.modules, library, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        mk.ArticleError, match=f"{name}: .* is needed to read this; install it with: {command}"
    ) as raised:
        mk.read_articles(path)
    assert raised.value.code == "extra-missing"

"""Tables of any make: cases as in ``weather.py``."""

import json

from weather import BODY, CSV, MAPPED, ROW, Case, dated

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

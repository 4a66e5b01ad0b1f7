"""Articles in and out, and nothing lost in silence."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, write_press_text

import mediakit as mk

PRESS_TEXT = """Veröffentlichungsdatum: 01.04.2025 22:04 / Aus aller Welt

Brücke nach Mühlgrund wieder frei

Brücke nach Mühlgrund wieder frei

Die Straßenbrücke ist seit 3. Oktober gesperrt gewesen.

„Endlich“, sagte eine Anwohnerin.
"""


def read_one(folder: Path, content: str) -> pd.Series:
    """Read a press text and return its only row."""
    return mk.read_articles(write_press_text(folder, name="a1", content=content)).loc["a1"]


def test_press_text_becomes_one_row(tmp_path: Path) -> None:
    row = read_one(tmp_path / "tagblatt", PRESS_TEXT)
    assert row["published"] == pd.Timestamp("2025-04-01 22:04", tz="Europe/Berlin")
    assert row["outlet"] == "tagblatt"
    assert row["section"] == "Aus aller Welt"
    assert row["title"] == "Brücke nach Mühlgrund wieder frei"
    assert row["text"] == (
        "Die Straßenbrücke ist seit 3. Oktober gesperrt gewesen.\n\n"
        "„Endlich“, sagte eine Anwohnerin."
    )
    assert row["path"] == str(tmp_path / "tagblatt" / "a1.txt")


@pytest.mark.parametrize(
    ("change", "column", "expected"),
    [
        (lambda text: "\ufeff" + text, "section", "Aus aller Welt"),
        (lambda text: text.replace("\n", "\r\n"), "title", "Brücke nach Mühlgrund wieder frei"),
        (lambda text: text.replace(" / Aus aller Welt", ""), "section", ""),
        (lambda text: text.replace(" 22:04", ""), "section", "Aus aller Welt"),
        (lambda text: text.replace("Welt", "Welt / Aus"), "section", "Aus aller Welt / Aus"),
        (lambda text: text.replace("Brücke nach Mühlgrund wieder frei\n\n", "", 1), "outlet", "x"),
        (
            lambda text: text.replace("\n\n", "\n\n\n \n"),
            "title",
            "Brücke nach Mühlgrund wieder frei",
        ),
    ],
    ids=["BOM", "CRLF", "no section", "no time", "slash in section", "one headline", "more blanks"],
)
def test_press_text_bears_harmless_variation(tmp_path, change, column, expected) -> None:
    row = read_one(tmp_path / "x", change(PRESS_TEXT))
    assert row[column] == expected
    assert row["text"].count("\n\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a1.txt, line 1: expected 'Veröffentlichungsdatum"),
        ("Ein Artikel\n\nohne Kopf", "a1.txt, line 1: expected .*, found 'Ein Artikel'"),
        (PRESS_TEXT.replace("01.04.2025", "31.02.2025"), "a1.txt, line 1: day"),
        (PRESS_TEXT.replace("01.04.2025", "gestern"), "line 1: no date as DD.MM.YYYY"),
        (PRESS_TEXT.replace("01.04.2025 22:04", ""), "line 1: the header names no day"),
        ("Veröffentlichungsdatum: 01.04.2025\n\n", "line 2: no headline below the header"),
        (
            "Veröffentlichungsdatum: 01.04.2025\n\nTitel\n\nTitel\n",
            "line 5: no text below the headline",
        ),
    ],
)
def test_a_malformed_press_text_is_named_with_its_line(tmp_path, content, message) -> None:
    with pytest.raises(mk.ArticleError, match=message):
        read_one(tmp_path, content)


def test_a_malformed_file_can_be_left_out_and_is_listed(tmp_path: Path) -> None:
    write_press_text(tmp_path, name="good", content=PRESS_TEXT)
    write_press_text(tmp_path, name="bad", content="kein Kopf")
    (tmp_path / "notes.md").write_text("not an article", encoding="utf-8")
    articles = mk.read_articles(tmp_path, errors="report")
    assert articles.index.tolist() == ["good"]
    report = mk.load_report(articles)
    assert report[["line", "severity", "code"]].values.tolist() == [
        [1, "error", "header-unreadable"],
        [1, "warning", "text-short"],
        [0, "note", "format"],
        [1, "note", "headline-repeated"],
    ]
    names = ["bad.txt", "good.txt", "notes.md", "good.txt"]
    assert report["file"].tolist() == [str(tmp_path / name) for name in names]


def test_folders_are_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    for place in ("b/zwei", "a/eins", "a/.versteckt/drei"):
        write_press_text(tmp_path / Path(place).parent, name=Path(place).name, content=PRESS_TEXT)
    articles = mk.read_articles(tmp_path)
    assert articles["outlet"].to_dict() == {"eins": "a", "zwei": "b"}
    assert mk.read_articles(str(tmp_path / "*" / "z*.txt")).index.tolist() == ["zwei"]
    assert mk.read_articles([tmp_path / "b", tmp_path / "a"]).index.tolist() == ["zwei", "eins"]
    assert mk.read_articles(tmp_path, outlet="taz")["outlet"].tolist() == ["taz", "taz"]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    write_press_text(tmp_path / "taz", name="1", content=PRESS_TEXT)
    write_press_text(tmp_path / "faz", name="1", content=PRESS_TEXT)
    assert mk.read_articles(tmp_path).index.tolist() == ["faz/1", "taz/1"]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_tables_are_read_with_a_column_mapping(tmp_path: Path, suffix: str) -> None:
    table = pd.DataFrame(
        {
            "body": ["Zeile eins\nZeile „zwei“", "kurz", "ohne Tag"],
            "datum": ["01.04.2025 22:04", "2025-03-01", "2014-05"],
            "autor": ["Öztürk", None, "Weiß"],
            "klicks": [3, 4, 5],
        }
    )
    path = tmp_path / "zeitung" / f"archiv{suffix}"
    path.parent.mkdir()
    if suffix == ".csv":
        table.to_csv(path, index=False)
    elif suffix == ".jsonl":
        table.to_json(path, orient="records", lines=True, force_ascii=False)
    else:
        table.to_parquet(path)
    articles = mk.read_articles(path, columns={"text": "body", "published": "datum"})
    assert articles.index.tolist() == ["archiv-1", "archiv-2", "archiv-3"]
    assert articles["text"].tolist() == table["body"].tolist()
    assert articles["published"].dt.day.tolist()[:2] == [1, 1]
    assert articles["published"].isna().tolist() == [False, False, True]
    assert articles["outlet"].unique().tolist() == ["zeitung"]
    assert articles["klicks"].tolist() == [3, 4, 5]
    assert articles["autor"].isna().tolist() == [False, True, False]
    report = mk.load_report(articles)
    assert report.loc[0, ["line", "severity", "code"]].tolist() == [
        3,
        "warning",
        "date-without-day",
    ]
    assert report.loc[0, "message"] == "date '2014-05' names no day: left missing"
    assert articles["warnings"].tolist() == [
        "text-short",
        "date-without-time text-short",
        "date-without-day text-short",
    ]


def test_rows_without_date_or_text_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"text": "gut"}, {"text": " "}, {"text": "x", "published": "gestern"}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with pytest.raises(mk.ArticleError, match=r"a\.jsonl, line 2: no text"):
        mk.read_articles(path)
    articles = mk.read_articles(path, errors="report")
    assert articles.index.tolist() == ["a-1"]
    report = mk.load_report(articles)
    assert report.loc[report["severity"] == "error", "line"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"text": "x"}\n{"text"', r"a\.jsonl, line 2: not JSON"),
        ("a.jsonl", "[1]", r"a\.jsonl, line 1: expected an object"),
        ("a.parquet", "nonsense", r"a\.parquet: not readable as parquet"),
        ("a.csv", "text\na,b", r"a\.csv, line 1: 2 cells where 1 are expected: 'a,b'"),
    ],
)
def test_unreadable_tables_are_named(tmp_path, name, content, message) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(mk.ArticleError, match=message):
        mk.read_articles(tmp_path / name)


def test_a_table_without_text_says_how_to_map_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("worte,autor\nx,y\n", encoding="utf-8")
    with pytest.raises(
        mk.ColumnError, match=r"no column 'text'; found: 'worte', 'autor'.*columns="
    ):
        mk.read_articles(path)
    with pytest.raises(mk.ColumnError, match=r"no column 'wort' \(did you mean 'worte'\?\)"):
        mk.read_articles(path, columns={"text": "wort"})
    with pytest.raises(mk.ColumnError, match="'worte' is named twice, for 'text' and for 'title'"):
        mk.read_articles(path, columns={"text": "worte", "title": "worte"})
    assert mk.read_articles(path, columns={"text": "worte"})["text"].tolist() == ["x"]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(mk.ArticleError, match="nowhere: no such file or folder"):
        mk.read_articles(tmp_path / "nowhere")
    with pytest.raises(mk.ArticleError, match="no article found in"):
        mk.read_articles(tmp_path)
    with pytest.raises(mk.MediakitError, match="errors must be 'raise' or 'report', not 'ignore'"):
        mk.read_articles(tmp_path, errors="ignore")


def test_parquet_gives_back_what_was_written(tmp_path: Path, articles: pd.DataFrame) -> None:
    written = articles.assign(path="x", klicks=[1, 2, 3, 4])[[*articles.columns, "path", "klicks"]]
    path = mk.write_articles(written, tmp_path / "new" / "articles.parquet")
    pd.testing.assert_frame_equal(
        mk.read_articles(path).astype(written.dtypes), written, check_column_type=False
    )
    assert [file.name for file in path.parent.iterdir()] == ["articles.parquet"]


def test_write_articles_refuses_what_it_cannot_write(tmp_path, articles) -> None:
    with pytest.raises(mk.MediakitError, match=r"cannot write 'a\.xls': the name must end in"):
        mk.write_articles(articles, tmp_path / "a.xls")
    with pytest.raises(mk.ColumnError, match="no column 'text'"):
        mk.write_articles(articles.drop(columns="text"), tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table: table.rename_axis("id"), "the index is named 'id', not 'article'"),
        (lambda table: pd.concat([table, table]), "article 'a1' stands twice"),
        (
            lambda table: table.assign(published=table["published"].dt.tz_convert("UTC")),
            re.escape("column 'published' has type datetime64[us, UTC]"),
        ),
        (lambda table: table.assign(text=["x", None, "y", "z"]), "article 'a2' has no text"),
    ],
)
def test_check_articles_names_the_first_fault(articles, change, message) -> None:
    assert mk.check_articles(articles) is articles
    with pytest.raises(mk.ArticleError, match=message):
        mk.check_articles(change(articles))


def test_the_sample_corpus_is_as_its_readme_says() -> None:
    articles = mk.sample_articles()
    codings = pd.read_csv(ROOT / "data" / "codings.csv", index_col="article")
    assert articles["outlet"].value_counts().to_dict() == {
        "abendkurier": 27,
        "rundschau": 27,
        "tagblatt": 27,
    }
    assert sorted(codings.index) == sorted(articles.index)
    assert articles["section"].nunique() == 6
    assert articles["published"].min() >= pd.Timestamp("2025-01-01", tz="Europe/Berlin")
    assert articles["published"].max() < pd.Timestamp("2025-04-01", tz="Europe/Berlin")
    words = articles["text"].str.split().str.len()
    assert words.between(120, 250).sum() >= 72
    copies = codings[codings["agency_copy"] == 1]
    assert copies.groupby("copy_group").size().tolist() == [2] * 5
    stories = codings[codings["story"] != "none"].join(articles["published"])
    assert stories.groupby(["story", "outlet"]).size().min() >= 3

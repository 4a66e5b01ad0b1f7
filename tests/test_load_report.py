"""The load report: it adds up, it survives, and it shows itself safely."""

import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import write_press_text
from weather import BODY, HEAD, PRESS, packed

import mediakit as mk
from mediakit.formats import containers, tables
from mediakit.formats.findings import CODES


@pytest.fixture
def mixed(tmp_path: Path) -> pd.DataFrame:
    """Two good files, one with two articles and a broken third, a bad one, and a picture."""
    folder = tmp_path / "taz"
    write_press_text(folder, name="gut", content=PRESS)
    write_press_text(folder, name="<b>spät", content=PRESS.replace("2025 22:04", "2095 22:04"))
    three = PRESS + PRESS.replace(BODY, f"{BODY} Ende.") + f"{HEAD}\n\nnur ein Titel\n"
    write_press_text(folder, name="drei", content=three)
    write_press_text(folder, name="schlecht", content="<script>alert(1)</script>")
    (folder / "bild.png").write_bytes(b"\x89PNG")
    return mk.read_articles(folder, errors="report")


def test_counts_add_up(mixed: pd.DataFrame) -> None:
    counts = mixed.attrs["load_counts"]
    assert counts == {
        "files": 5,
        "read": 3,
        "left_out": 1,
        "passed_over": 1,
        "found": 6,
        "articles": 4,
        "errors": 2,
    }
    report = mk.load_report(mixed)
    assert (report["severity"] == "error").sum() == counts["errors"]
    severities = report["severity"].map({"error": 0, "warning": 1, "note": 2})
    assert severities.is_monotonic_increasing
    names = {Path(name).name for name in [*mixed["path"], *report["file"]]}
    assert names == {"gut.txt", "<b>spät.txt", "drei.txt", "schlecht.txt", "bild.png"}


def test_each_article_keeps_its_own_findings(mixed: pd.DataFrame) -> None:
    assert mixed["warnings"].to_dict() == {
        "<b>spät": "date-future",
        "drei-1": "several-articles text-repeated",
        "drei-2": "several-articles",
        "gut": "text-repeated",
    }


def test_the_report_survives_filtering_and_is_not_copied(mixed: pd.DataFrame) -> None:
    some = mixed[mixed["title"] == "Brücke frei"].head(1).assign(x=1)
    pd.testing.assert_frame_equal(mk.load_report(some), mk.load_report(mixed))
    assert some.attrs["load_report"] is mixed.attrs["load_report"]
    assert all(type(record) is dict for record in some.attrs["load_report"])


def test_the_report_survives_what_pandas_does(mixed: pd.DataFrame, tmp_path: Path) -> None:
    findings = len(mk.load_report(mixed))
    parts = [mixed.head(1), mixed.iloc[1:].sort_values("published"), mixed.assign(x=1).tail(0)]
    joined = pd.concat(parts)
    assert len(mk.load_report(joined)) == findings
    joined.to_parquet(tmp_path / "plain.parquet")
    assert len(mk.load_report(pd.read_parquet(tmp_path / "plain.parquet"))) == findings
    again = mk.load_report(mk.read_articles(tmp_path / "plain.parquet"))
    assert set(mk.load_report(mixed)["message"]) <= set(again["message"])
    for table in (mixed.merge(mixed[["title"]].drop_duplicates(), on="title"), mixed.reset_index()):
        assert table["warnings"].tolist() == mixed["warnings"].tolist()


def test_the_report_is_made_again_from_the_warnings(mixed: pd.DataFrame) -> None:
    other = mk.sample_articles().head(1)
    joined = pd.concat([mixed, other])
    assert joined.attrs == {}
    report = mk.load_report(joined)
    codes = [code for codes in joined["warnings"] for code in codes.split()]
    assert sorted(report["code"]) == sorted(codes)
    assert len(codes) >= 5
    assert report["line"].unique().tolist() == [0]
    assert mk.load_report(joined.drop(columns="warnings")).shape == (0, 5)


def test_the_report_shows_itself_escaped_and_whole(mixed: pd.DataFrame) -> None:
    report = mk.load_report(mixed)
    page = report._repr_html_()
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.select("script, b:not([class])")
    assert "<script>alert(1)</script>" in soup.get_text()
    folder = str(Path(mixed["path"].iloc[0]).parent)
    assert [told.get_text() for told in soup.select("p")] == [
        "5 files = 3 read + 1 left out + 1 passed over.",
        "6 articles found = 4 in the table + 2 left out.",
        f"Files lie in {folder}.",
    ]
    folded, whole = soup.select("table")
    assert len(folded.select("tbody tr")) == report["code"].nunique()
    assert folded.select("tbody tr")[-1].get_text("|").startswith("●| note|several-articles|1|")
    assert len(whole.select("tbody tr")) == len(report)
    assert "..." not in soup.get_text()
    nothing = mk.load_report(pd.DataFrame({"warnings": pd.Series(dtype="str")}))
    assert "<p>No findings.</p>" in nothing._repr_html_()


def test_a_long_report_is_shown_in_part() -> None:
    table = pd.DataFrame({"warnings": ["text-short"] * 1300, "path": "a.txt"})
    page = mk.load_report(table)._repr_html_()
    assert '<td class="mk-number">1,300</td>' in page
    assert "a.txt; a.txt; a.txt; and 1,297 more" in page
    assert page.count("<tr>") == 203
    assert "<p>1,100 more rows: the report is a DataFrame.</p>" in page


def test_strict_reading_raises_the_first_error_with_file_and_line(tmp_path: Path) -> None:
    path = write_press_text(tmp_path, name="a", content=PRESS + f"{HEAD}\n\nnur ein Titel\n")
    with pytest.raises(
        mk.ArticleError, match=r"a\.txt, line 8: no text below the headline"
    ) as raised:
        mk.read_articles(path)
    assert raised.value.file == path
    assert raised.value.line == 8


def test_repeated_names_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f'id,text\nx,"{BODY}"\nx,"1 {BODY}"\nx-2,"2 {BODY}"\n,"3 {BODY}"\n', encoding="utf-8"
    )
    articles = mk.read_articles(path)
    assert articles.index.tolist() == ["x", "x-3", "x-2", "a-4"]
    report = mk.load_report(articles).set_index("code")
    assert report.loc["id-repeated", "message"] == "'x' is taken: named 'x-3'"


def test_broken_rows_are_left_out_and_the_others_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'1,"{BODY}"', "2", f'3,"Drei {BODY}"', "4,5,6"]
    path.write_text("id,text\n" + "\n".join(rows), encoding="utf-8")
    articles = mk.read_articles(path, errors="report")
    assert articles.index.tolist() == ["1", "3"]
    errors = mk.load_report(articles).query("severity == 'error'")
    assert errors[["line", "code"]].values.tolist() == [
        [2, "row-unreadable"],
        [4, "row-unreadable"],
    ]
    with pytest.raises(mk.ArticleError, match=r"a\.csv, line 2: 1 cells where 2 are expected: '2'"):
        mk.read_articles(path)


def test_only_the_first_sheet_is_read_and_that_is_said(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.create_sheet("Leer")
    for name in ("Eins", "Zwei"):
        sheet = book.create_sheet(name)
        sheet.append([])
        sheet.append(["Datum", "Text"])
        sheet.append([pd.Timestamp("2025-04-01").to_pydatetime(), BODY])
    book.save(tmp_path / "a.xlsx")
    articles = mk.read_articles(tmp_path / "a.xlsx")
    assert articles["published"].iloc[0] == pd.Timestamp("2025-04-01", tz="Europe/Berlin")
    assert articles["warnings"].tolist() == ["date-without-time"]
    report = mk.load_report(articles)
    assert report["code"][0] == "sheets-unread"
    assert report["message"][0] == "sheet 'Eins' is read, not 'Zwei' (2 rows)"


def test_rows_are_numbered_alike_in_blocks_of_any_size(tmp_path: Path, monkeypatch) -> None:
    rows = [f'{n},"{n} {BODY}\nzweite Zeile"' if n % 7 else f"{n},a,b" for n in range(1, 60)]
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + "\n".join(rows), encoding="utf-8")
    whole = mk.read_articles(path, errors="report")
    lines = mk.load_report(whole).query("code == 'row-unreadable'")["line"].tolist()
    assert lines == [7, 14, 21, 28, 35, 42, 49, 56]
    for block in (1000, 50):  # the second is shorter than a row
        monkeypatch.setattr(tables, "_BLOCK", block)
        again = mk.read_articles(path, errors="report")
        assert again.equals(whole)
        assert mk.load_report(again).equals(mk.load_report(whole))


def test_no_cell_of_a_sheet_is_lost(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Text", "Text", None, None, "Titel"])
    sheet.append([BODY, "zweiter", "ohne Kopf", None, "Brücke frei", "zu viel"])
    book.save(tmp_path / "a.xlsx")
    row = mk.read_articles(tmp_path / "a.xlsx").iloc[0]
    assert row[["text", "Text 2", "column 3", "title", "column 6"]].tolist() == [
        BODY,
        "zweiter",
        "ohne Kopf",
        "Brücke frei",
        "zu viel",
    ]
    assert "column 4" not in row


def test_a_file_that_is_not_there_costs_no_other(tmp_path: Path) -> None:
    good = write_press_text(tmp_path, name="gut", content=PRESS)
    places = [tmp_path / "fort.txt", good, tmp_path / "leer*"]
    with pytest.raises(mk.ArticleError, match=r"fort\.txt: no such file or folder"):
        mk.read_articles(places)
    articles = mk.read_articles(places, errors="report")
    assert articles.index.tolist() == ["gut"]
    errors = mk.load_report(articles).query("severity == 'error'")
    assert errors["file"].tolist() == [str(places[0]), str(places[2])]
    assert articles.attrs["load_counts"]["left_out"] == 2


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.rtf"])
def test_formats_that_are_not_read_say_what_to_do(tmp_path: Path, name: str) -> None:
    starts = {
        "a.pdf": b"%PDF-1.7",
        "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a.rtf": b"{\\rtf1",
    }
    (tmp_path / name).write_bytes(starts[name])
    with pytest.raises(
        mk.ArticleError, match=r"no article found in .*: .* read: (export|save) it as"
    ):
        mk.read_articles(tmp_path)
    write_press_text(tmp_path, name="gut", content=PRESS)
    report = mk.load_report(mk.read_articles(tmp_path))
    assert report[["severity", "code"]].values.tolist() == [["warning", "format-unread"]]


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MAX_ENTRIES", 1, "holds 2 entries, more than 1"),
        ("MAX_BYTES", 1000, "unpacks to 2,000,00. bytes, more than 1,000"),
        ("MAX_RATIO", 3, "more than 3 times its size: unpack it by hand if you trust it"),
    ],
)
def test_archives_have_limits(tmp_path: Path, monkeypatch, limit, value, message) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": "x" * 2_000_000, "b.txt": "x"}))
    monkeypatch.setattr(containers, limit, value)
    with pytest.raises(mk.ArticleError, match=message):
        mk.read_articles(path)


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"0" * 50_000_000))
    with pytest.raises(mk.ArticleError, match=r"unpacks to more than .* bytes: unpack it by hand"):
        mk.read_articles(path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", PRESS)
    size = len(PRESS.encode()).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9).to_bytes(4, "little")))
    with pytest.raises(mk.ArticleError, match=r"a\.zip/a\.txt: broken entry"):
        mk.read_articles(path)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.txt", "kein Kopf", "header-unreadable"),
        ("b.txt", f"{HEAD}\n", "headline-missing"),
        ("b.txt", f"{HEAD}\n\nTitel\n", "text-empty"),
        ("b.txt", PRESS.replace("01.04.2025", "31.02.2025"), "date-unreadable"),
        ("b.csv", "worte\nja\n", "column-missing"),
        ("b.csv", "text,x\nja\n", "row-unreadable"),
        ("b.csv", "", "unreadable"),
        ("b.json", "{", "unreadable"),
        ("b.parquet", "PAR1", "unreadable"),
        ("b.zip", "PK\3\4", "unreadable"),
    ],
)
def test_what_is_left_out_has_its_code_and_costs_no_other(tmp_path, name, content, code) -> None:
    write_press_text(tmp_path, name="gut", content=PRESS)
    (tmp_path / name).write_text(content, encoding="utf-8")
    articles = mk.read_articles(tmp_path, errors="report")
    assert articles.index.tolist() == ["gut"]
    errors = mk.load_report(articles).query("severity == 'error'")
    assert errors["code"].tolist() == [code]
    assert errors["file"].unique().tolist() == [str(tmp_path / name)]


def test_every_code_is_given_somewhere() -> None:
    """A code that no reader gives would be a promise that nobody keeps."""
    room = Path(mk.__file__).parent
    sources = [*room.glob("formats/*.py"), *room.glob("articles/*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [code for code in CODES if text.count(f'"{code}"') < 2] == []


def test_every_code_has_a_severity_and_words() -> None:
    assert {severity for severity, _ in CODES.values()} == {"error", "warning", "note"}
    assert all(code == code.lower() and " " not in code for code in CODES)

"""The main job: from a folder of articles to a report, in German and in English."""

import ast
import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, write_press_text
from pdf_text import Pdf

from mediakit.cli import main

SAMPLE = str(ROOT / "data" / "articles")
FIGURES = {
    *("topic-terms", "topic-shares", "terms", "terms-by-outlet"),
    *("topic-prevalence", "sentiment", "sentiment-trend"),
}
FORMATS = {"index.html", "report.pdf", "slides.pdf", "tables.xlsx", "manifest.json"}
TOGETHER = "html,pdf,slides,xlsx"


def page_in(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")


def report_on(data: Path, out: Path, *more: str) -> BeautifulSoup:
    """Render an overview and return its page."""
    assert main(["report", str(data), "--out", str(out), *more]) == 0
    return page_in(out)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.notebook
def test_the_sample_corpus_becomes_a_report(overviews) -> None:
    for language, title in (("de", "Das Korpus im Überblick"), ("en", "Overview of the corpus")):
        page = page_in(overviews[language])
        assert page.html["lang"] == language
        assert page.h1.get_text(strip=True) == title
        assert page.select_one(".standfirst").get_text()
        assert len(page.select("figure.figure img")) == len(FIGURES)
        assert all(len(image["alt"]) > 30 for image in page.select("figure img"))
        captions = page.select("figcaption")
        assert all(caption.select_one(".source") for caption in captions)
        assert all(figure.select_one(".data") for figure in page.select("figure.figure"))
        html = re.sub(r'data:image/[^"]*', "", str(page))
        assert len(html.encode()) < 100_000
        assert re.findall(r"(?:src|href)=\"https?:", html) == []


@pytest.mark.notebook
def test_numbers_dates_and_labels_are_in_the_language(overviews) -> None:
    german, english = (page_in(overviews[name]) for name in ("de", "en"))
    for page, date, share, tone in (
        (german, "02.01.2025", "6,2", "−0,"),
        (english, "2 Jan. 2025", "6.2", "−0."),
    ):
        cells = [cell.get_text() for cell in page.select("td")]
        assert date in cells
        assert share in cells
        assert tone in page.main.ul.get_text()
    assert "76" in german.main.ul.get_text()
    told = "Geschichten: 76"
    assert told in german.main.ul.get_text()
    assert german.select_one("figcaption .source").get_text().startswith("Quelle: abendkurier, ")
    texts = (Path(overviews["de"]) / "figures" / "topic-prevalence.csv").read_text(encoding="utf-8")
    assert texts.startswith("group,period,topic,share,")


@pytest.mark.notebook
def test_every_format_tells_the_same(overviews) -> None:
    folder = overviews["de"]
    page = page_in(folder)
    captions = [caption.get_text(" ", strip=True) for caption in page.select("figcaption")]
    document, slides = (Pdf(folder / name) for name in ("report.pdf", "slides.pdf"))
    assert document.tagged
    assert document.outline == [heading.get_text() for heading in page.select("h2")]
    assert 4 <= len(document.pages) <= 10
    for made in (document, slides):
        text = re.sub(r"\s+", "", "".join(made.pages))
        assert "Häufigste" in text
        for caption in captions:
            assert re.sub(r"\s+", "", caption)[:20] in text
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    numbered = [caption.b.get_text() for caption in page.select("figcaption")]
    assert book.sheetnames == ["Inhalt", *numbered]
    counts = {row[0]: row[1] for row in book["Tabelle 1"].values}
    assert counts == {"Medium": "Artikel", "abendkurier": 27, "rundschau": 27, "tagblatt": 27}


@pytest.mark.notebook
def test_page_and_manifest_tell_what_made_the_report(overviews) -> None:
    folder = overviews["de"]
    files = files_in(folder)
    assert set(files) == FORMATS | {
        f"figures/{name}.{suffix}" for name in FIGURES for suffix in ("svg", "png", "csv")
    }
    manifest = json.loads(files["manifest.json"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert manifest["articles"] == {"used": 81, "left_out": 0}
    assert manifest["inputs"]["files"] == 81
    assert manifest["parameters"]["language"] == "de"
    told = page_in(folder).select_one(".origin").get_text(" ", strip=True)
    assert "81 verwendet, 0 ausgelassen" in told
    digests = [manifest["inputs"]["sha256"], manifest["notebook"]["sha256"]]
    versions = [f"{name} {number}" for name, number in manifest["versions"].items()]
    parameters = [f"{name} = {value!r}" for name, value in manifest["parameters"].items()]
    for fact in [*digests, *versions, *parameters, manifest["commit"] or "", "overview_de.ipynb"]:
        assert fact in told


@pytest.mark.notebook
def test_the_same_input_gives_the_same_bytes(overviews, tmp_path: Path, capsys) -> None:
    out = tmp_path / "again"
    options = ["--language", "de", "--to", TOGETHER, "--out", str(out)]
    assert main(["report", SAMPLE, *options]) == 0
    first, second = files_in(overviews["de"]), files_in(out)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(out / "index.html")
    assert len(printed) == len(second)


def test_both_overviews_are_one_program() -> None:
    folder = ROOT / "mediakit" / "reports"
    shapes = []
    for language in ("de", "en"):
        notebook = json.loads((folder / f"overview_{language}.ipynb").read_text(encoding="utf-8"))
        assert notebook["metadata"]["lang"] == language
        shapes.append([shape_of(cell) for cell in notebook["cells"]])
    assert shapes[0] == shapes[1]


def shape_of(cell: dict) -> tuple[str, str]:
    """Give a cell without its words: of code, what is called with what."""
    if cell["cell_type"] != "code":
        return cell["id"], ""
    tree = ast.parse("".join(cell["source"]))
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return cell["id"], " ".join(sorted(set(names) - {"day", "days", "value", "n_topics"}))


@pytest.mark.notebook
def test_a_single_article_gives_a_sensible_report(tmp_path: Path) -> None:
    content = (ROOT / "data" / "articles" / "tagblatt" / "tb01.txt").read_text(encoding="utf-8")
    path = write_press_text(tmp_path / "taz", name="a1", content=content)
    page = report_on(path, tmp_path / "out", "--to", "html,pdf")
    text = page.get_text()
    assert "are not enough for 6 topics" in text
    assert "No course over time" in text
    assert "interval −" not in text
    assert len(page.select("figure img")) == 2


@pytest.mark.notebook
def test_hostile_articles_are_shown_as_text(tmp_path: Path) -> None:
    attack = "<script>window.__xss=1</script><img src=x onerror=window.__xss=1> $\\frac kaputt$"
    for number in range(8):
        content = f"Veröffentlichungsdatum: {number + 1:02}.01.2025 / {attack}\n\n{attack}\n\n"
        content += f"Rente {attack} Miete\n"
        write_press_text(tmp_path / "<b>taz<script>", name=f"a{number}", content=content)
    more = ("-p", "n_topics=2", "--to", TOGETHER)
    page = report_on(tmp_path / "<b>taz<script>", tmp_path / "out", *more)
    assert len(page.select("script")) == 1
    assert not page.select("main script, img[onerror], img[src=x], table b")
    assert "<b>taz<script>" in page.select("table")[0].get_text()

"""The main job: from a folder of articles to a report with figures."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, write_press_text

from mediakit.cli import main

FIGURES = {
    "topic-terms",
    "topic-shares",
    "terms",
    "terms-by-outlet",
    "term-trends",
    "sentiment",
}


def report_on(data: Path, out: Path, *more: str) -> BeautifulSoup:
    """Render the overview and return its page."""
    assert main(["report", str(data), "--out", str(out), *more]) == 0
    return BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.notebook
def test_the_sample_corpus_becomes_a_report(tmp_path: Path, capsys) -> None:
    out = tmp_path / "overview"
    page = report_on(ROOT / "data" / "articles", out)
    assert page.h1.get_text(strip=True) == "Overview of the corpus"
    facts = [row.get_text(" ", strip=True) for row in page.select_one("table").select("tbody tr")]
    assert facts[:2] == ["articles 81", "outlets 3"]
    assert len(page.select("figure img")) == len(FIGURES)
    assert all(len(image["alt"]) > 30 for image in page.select("figure img"))
    found = {path.name for path in (out / "figures").iterdir()}
    assert found == {f"{name}.{suffix}" for name in FIGURES for suffix in ("svg", "png", "csv")}
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(out / "index.html")
    assert len(printed) == 2 + len(found)


@pytest.mark.notebook
def test_the_manifest_tells_what_made_the_report(tmp_path: Path) -> None:
    data = tmp_path / "articles"
    shutil.copytree(ROOT / "data" / "articles", data)
    out = tmp_path / "overview"
    report_on(data, out, "-p", "n_topics=4")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["n_topics"] == 4
    assert "mediakit" in manifest["versions"]
    for name, expected in manifest["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == expected
    first = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    report_on(data, out, "-p", "n_topics=4")
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == first


@pytest.mark.notebook
def test_a_single_article_gives_a_sensible_report(tmp_path: Path) -> None:
    content = (ROOT / "data" / "articles" / "tagblatt" / "tb01.txt").read_text(encoding="utf-8")
    path = write_press_text(tmp_path / "taz", name="a1", content=content)
    page = report_on(path, tmp_path / "out")
    text = page.get_text()
    assert "1 articles are too few for 6 topics" in text
    assert "No course over time" in text
    assert len(page.select("figure img")) == 2


@pytest.mark.notebook
def test_hostile_articles_are_shown_as_text(tmp_path: Path) -> None:
    attack = "<script>window.__xss=1</script><img src=x onerror=window.__xss=1> $\\frac kaputt$"
    for number in range(8):
        content = f"Veröffentlichungsdatum: {number + 1:02}.01.2025 / {attack}\n\n{attack}\n\n"
        content += f"Rente {attack} Miete\n"
        write_press_text(tmp_path / "<b>taz<script>", name=f"a{number}", content=content)
    page = report_on(tmp_path / "<b>taz<script>", tmp_path / "out", "-p", "n_topics=2")
    assert not page.select("script, img[onerror], img[src=x], table b")
    assert "<b>taz<script>" in page.select("table")[1].get_text()

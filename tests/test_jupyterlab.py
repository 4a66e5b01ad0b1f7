"""A real JupyterLab in a real browser: notebooks run, displays hold, the explorer finds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import ATTACKS, hostile_articles
from browser import browser, watch  # noqa: F401 - a fixture
from conftest import ROOT
from lab import change_theme, run_notebooks, serve_lab
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook

import mediakit as mk

pytestmark = [pytest.mark.browser, pytest.mark.notebook]
WALKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
HOSTILE = """
import mediakit as mk, pandas as pd
articles = mk.read_articles("hostile.parquet")
tokens = mk.tokenize(articles)
topics = mk.fit_topics(tokens, n_topics=2)
mk.show_articles(articles, n=60)
---
mk.load_report(articles.assign(path=articles["title"], warnings="text-repeated"))
---
lines = mk.concordance(tokens, articles=articles, pattern="Rente")
mk.show_concordance(lines, n=200)
---
topics
---
mk.sentiment_evidence(articles.tail(5))
---
mk.text_reuse(articles["text"].iloc[4], articles["text"].iloc[5], min_words=1)
---
mk.style_table(articles.iloc[:50].reset_index(), caption=articles["title"].iloc[0])
---
frequencies = mk.term_frequencies(mk.count_terms(tokens), by=articles["outlet"])
mk.save_figure(mk.plot_heatmap(frequencies, n=3), name="f", alt=articles["title"].iloc[0])
---
mk.explore(articles, tokens=tokens, topics=topics, language="de")
"""
EXPLORE = """
import mediakit as mk
articles = mk.sample_articles()
tokens = mk.tokenize(articles)
mk.explore(articles, tokens=tokens, topics=mk.fit_topics(tokens, n_topics=6), language="de")
"""
STATUS = ".mkx-status"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What JupyterLab serves: the notebooks, and two of these tests."""
    folder = tmp_path_factory.mktemp("lab")
    mk.write_articles(hostile_articles(), folder / "hostile.parquet")
    for name, source in (("hostile", HOSTILE), ("explore", EXPLORE)):
        cells = [new_code_cell(cell.strip()) for cell in source.split("---")]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / f"{name}.ipynb")
    return folder


@pytest.fixture(scope="module")
def lab(folder: Path, browser) -> Iterator:  # noqa: F811
    """Open JupyterLab once for all tests."""
    with serve_lab(folder) as address:
        page = watch(
            browser.new_page(viewport={"width": 1400, "height": 1000}),
            home=address.split("lab?")[0],
        )
        page.goto(address)
        page.wait_for_function("window.jupyterapp?.restored", timeout=120_000)
        yield page
        page.close()


def check(page) -> None:
    """Nothing ran that came from data, nobody was asked, nothing went wrong."""
    assert page.evaluate("window.hit ?? null") is None
    assert page.asked == []
    assert page.wrong == []


def check_access(page, selector: str) -> None:
    """Everyone can use what is shown, as far as a machine can tell."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page, context=selector).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []


def test_jupyterlab_runs_every_walk_without_error(lab, folder: Path) -> None:
    ran = run_notebooks(lab, [f"notebooks/{name}" for name in WALKS])
    for name, cells in ran.items():
        assert all(cell["ran"] for cell in cells), name
        assert [cell["errors"] for cell in cells] == [[]] * len(cells), name
    lab.wait_for_selector(".jp-OutputArea figure img", state="attached", timeout=60_000)
    alternatives = lab.eval_on_selector_all(
        ".jp-OutputArea figure img", "images => images.map(image => image.alt)"
    )
    assert all(len(text) > 30 for text in alternatives)
    assert (folder / "reports" / "figures" / "term_trends.svg").exists()
    check(lab)


def test_attacks_are_text_in_jupyterlab(lab) -> None:
    (cells,) = run_notebooks(lab, ["hostile.ipynb"]).values()
    assert [cell["errors"] for cell in cells] == [[]] * len(cells)
    explorer = lab.locator(".mkx:visible")
    explorer.locator("tbody button").first.wait_for(timeout=60_000)
    titles = explorer.locator("tbody button").all_inner_texts()
    assert ATTACKS[-2][:5] in titles[1]
    explorer.locator("input[type=search]").fill("rente")
    explorer.locator(STATUS, has_text="Treffer").wait_for()
    for number in (0, 20, 45):
        explorer.locator(".mkx-key button").nth(number).click()
        explorer.locator(".mkx-text mark").first.wait_for()
    explorer.locator("[role=tab]").nth(1).click()
    explorer.locator(".mkx-typical button").first.click()
    for menu in explorer.locator("summary").all():
        menu.click()
    check(lab)


def test_the_explorer_finds_a_word_after_typing_it(lab) -> None:
    (cells,) = run_notebooks(lab, ["explore.ipynb"]).values()
    assert cells[0]["errors"] == []
    explorer = lab.locator(".mkx:visible")
    box = explorer.get_by_label("Suche")
    explorer.locator("tbody tr").first.wait_for(timeout=60_000)
    box.click()
    lab.keyboard.type("wehr*", delay=30)
    explorer.locator(STATUS, has_text="29 Treffer in 27 von 81 Artikeln").wait_for()
    assert explorer.locator("tbody tr").count() == 29
    words = explorer.locator(".mkx-key").all_inner_texts()
    assert all(word.lower().startswith("wehr") for word in words)
    check_access(lab, ".mkx")

    # A bar keeps its period, a menu its outlets; one button takes both back.
    explorer.locator(".mkx-bar").nth(2).click()
    explorer.locator(STATUS, has_text="5 Treffer").wait_for()
    explorer.locator("summary", has_text="Medium").click()
    explorer.get_by_label("tagblatt").check()
    explorer.locator(STATUS, has_text=re.compile("^[1-4] Treffer")).wait_for()
    explorer.get_by_role("button", name="Filter aufheben").click()
    explorer.locator(STATUS, has_text="29 Treffer").wait_for()
    check(lab)


def test_the_explorer_is_read_by_keyboard(lab) -> None:
    explorer = lab.locator(".mkx:visible")
    explorer.locator(".mkx-key button").first.focus()
    lab.keyboard.press("ArrowDown")
    word = lab.evaluate("document.activeElement.textContent")
    lab.keyboard.press("Enter")
    mark = explorer.locator(".mkx-text mark").first
    mark.wait_for()
    assert mark.inner_text() == word
    check_access(lab, ".mkx")
    explorer.locator(".mkx-text").focus()
    lab.keyboard.press("Escape")
    explorer.locator(".mkx-reader").wait_for(state="hidden")
    assert lab.evaluate("document.activeElement.textContent") == word
    explorer.get_by_role("tab", name="Zeilen").focus()
    lab.keyboard.press("ArrowRight")
    explorer.locator(".mkx-words li").first.wait_for()
    assert explorer.get_by_role("tab", name="Themen").get_attribute("aria-selected") == "true"
    check_access(lab, ".mkx")
    check(lab)


def test_the_explorer_holds_in_the_dark_and_on_narrow_screens(lab) -> None:
    change_theme(lab, dark=True)
    explorer = lab.locator(".mkx:visible")
    explorer.get_by_role("tab").first.click()
    explorer.evaluate("element => { element.style.width = '360px'; }")
    explorer.locator(".mkx-key button").first.click()
    explorer.locator(".mkx-text mark").first.wait_for()
    assert not explorer.locator(".mkx-lines").is_visible()
    check_access(lab, ".mkx")
    lab.keyboard.press("Escape")
    explorer.locator(".mkx-lines").wait_for()
    assert explorer.evaluate("element => element.scrollWidth <= element.clientWidth")
    check_access(lab, ".mkx")
    check(lab)

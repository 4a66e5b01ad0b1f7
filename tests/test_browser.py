"""Reports in a real browser: they run nothing, ask nobody, and can be read by everyone."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from browser import browser  # noqa: F401 - a fixture
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from report_notebooks import figure, hostile_cells, shown, shown_figure

from mediakit.reports.exporter import ReportExporter

pytestmark = pytest.mark.browser
SIZES = [(1200, "light"), (360, "light"), (1200, "dark"), (360, "dark")]
DRAWN = """() => [...document.querySelectorAll('img')].map(
  image => [image.complete && image.naturalWidth > 0, image.alt])"""
OUTLETS = [
    "Zeit",
    "taz",
    "Ärzteblatt",
    "Welt",
    "Stern",
    "FAZ",
    "Bild",
    "SZ",
    "Köln",
    "Bonn",
    "Kiel",
]
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module", params=["de", "en"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of all that a page can show, with code and hostile text."""
    folder = tmp_path_factory.mktemp("report")
    wide = "".join(f"<th>column_with_a_long_name_{n}</th>" for n in range(20))
    tables = [shown(html=f"<table><tr>{wide}</tr></table>") for _ in range(2)]
    outlets = pd.DataFrame({"outlet": OUTLETS, "n": range(len(OUTLETS))}).set_index("outlet")
    cells = [
        *hostile_cells(),
        new_markdown_cell("## Bilder\n\n[Ziel](#Tabellen) und `Code`\n\n> Zitat\n\n" + "lang" * 99),
        new_markdown_cell(
            "Formel $\\frac{1}{n}$ und Fußnote[^1].\n\n$$\\sum_i x_i$$\n\n[^1]: Dort."
        ),
        shown_figure(figure(folder, name="first")),
        shown_figure(figure(folder, name="second", caption="")),
        new_markdown_cell("## Tabellen\n\n### Breite\n\n| a | b |\n|---|--:|\n| x | 1 |"),
        *tables,
        shown("#| tbl-cap: Zwei Spalten\n#| source: dpa\n1", html=outlets._repr_html_()),
        new_code_cell("print('long' * 100)"),
    ]
    notebook = new_notebook(cells=cells, metadata={"lang": request.param})
    page, _ = ReportExporter(show_code=True).from_notebook_node(notebook)
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def page(browser) -> Iterator:  # noqa: F811
    """Open a page that writes down what it asks for and what goes wrong."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("console", lambda m: opened.wrong.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()


def test_a_report_runs_nothing_and_asks_nobody(page, report: Path) -> None:
    page.goto(report.as_uri(), wait_until="networkidle")
    page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    assert [url for url in page.asked if not url.startswith("data:")] == [report.as_uri()]
    assert page.wrong == []
    assert page.evaluate("window.hit ?? null") is None
    assert page.locator("footer").is_visible()


def test_the_policy_stops_what_cleaning_would_let_through(page, report: Path) -> None:
    unsafe = report.with_name("unsafe.html")
    attack = "<script>window.hit = 1</script><img src='http://evil.example/x.png' alt='x'>"
    text = report.read_text(encoding="utf-8").replace("</main>", f"{attack}</main>")
    unsafe.write_text(text, encoding="utf-8")
    page.goto(unsafe.as_uri(), wait_until="networkidle")
    assert page.evaluate("window.hit ?? null") is None
    assert len(page.wrong) == 2
    assert all("Content Security Policy" in message for message in page.wrong)


def test_every_figure_is_drawn_and_described(page, report: Path) -> None:
    page.goto(report.as_uri())
    drawn = page.evaluate(DRAWN)
    assert drawn[0][0] is True
    assert drawn[0][1] in ("Abbildung ohne Beschreibung", "Figure without a description")
    assert drawn[1:] == [[True, "Two bars, the second higher."]] * 2


def test_a_report_is_used_by_keyboard(page, report: Path) -> None:
    page.goto(report.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") in (
        "Zum Inhalt",
        "Skip to content",
    )
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    summary = page.locator("details.data summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.data table").first.is_visible()
    page.locator("nav a", has_text="Tabellen").press("Enter")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#Tabellen"


def test_tables_are_filtered_and_sorted(page, report: Path) -> None:
    page.goto(report.as_uri())
    german = page.evaluate("document.documentElement.lang") == "de"
    table = page.locator("figure.table.pandas").last
    first = table.locator("tbody tr:visible th")
    table.get_by_label("Filtern" if german else "Filter").fill("ÄRZTE")
    assert first.all_inner_texts() == ["Ärzteblatt"]
    assert table.locator("output").inner_text() == ("1 / 11 Zeilen" if german else "1 / 11 rows")
    table.get_by_label("Filtern" if german else "Filter").fill("")
    by_name = table.get_by_role("button", name="outlet")
    by_name.press("Enter")
    assert table.locator("th[aria-sort=ascending]").count() == 1
    assert first.all_inner_texts()[:3] == ["Ärzteblatt", "Bild", "Bonn"]
    by_name.click()
    assert first.all_inner_texts()[0] == "Zeit"
    table.get_by_role("button", name="n", exact=True).click()
    numbers = table.locator("tbody td").all_inner_texts()
    assert numbers == [str(n) for n in range(len(OUTLETS))]


def test_tables_are_plain_without_the_script(browser, report: Path) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(report.as_uri())
    assert opened.locator("figure.table.pandas").last.locator("tbody tr").count() == len(OUTLETS)
    assert opened.locator("button, input").count() == 0
    context.close()


def test_a_printed_report_has_all_but_what_is_to_click(page, report: Path) -> None:
    page.emulate_media(media="print")
    page.goto(report.as_uri())
    assert not page.locator(".filter").first.is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator(".origin").is_visible()
    assert page.locator("figure img").first.is_visible()


@pytest.mark.notebook
@pytest.mark.parametrize("language", ["de", "en"])
def test_everyone_can_read_the_overview(browser, overviews, language) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    address = (overviews[language] / "index.html").as_uri()
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    asked, wrong = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(address, wait_until="networkidle")
    assert all(drawn and len(alt) > 30 for drawn, alt in opened.evaluate(DRAWN))
    opened.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    for width in (1200, 360):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate(FITS)
        found = axe.Axe().run(opened).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert wrong == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_everyone_can_read_a_report_on_any_screen(browser, report, width, scheme) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # The checker is itself a script, so the policy must let it in.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    opened = context.new_page()
    opened.goto(report.as_uri())
    assert opened.evaluate(FITS)
    opened.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    assert opened.evaluate(FITS)
    found = axe.Axe().run(opened).response["violations"]
    context.close()
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []

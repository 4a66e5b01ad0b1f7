"""Report pages: hostile text, headings, figures, tables, code."""

import base64
import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from report_notebooks import (
    HOSTILE,
    SCRIPT,
    bar_axes,
    figure,
    hostile_cells,
    shown,
    shown_figure,
)

from mediakit.reports import save_figure
from mediakit.reports.clean import clean_html
from mediakit.reports.exporter import ReportExporter


def export(*cells: object, **options: object) -> BeautifulSoup:
    """Export cells and parse the page."""
    metadata = {name: options.pop(name) for name in ("lang", "title") if name in options}
    notebook = new_notebook(cells=list(cells), metadata=metadata)
    page, _ = ReportExporter(**options).from_notebook_node(notebook)
    return BeautifulSoup(page, "html.parser")


@pytest.mark.parametrize("attack", HOSTILE)
def test_cleaning_leaves_nothing_that_runs_or_loads(attack: str) -> None:
    soup = BeautifulSoup(clean_html(f"<p>before</p>{attack}<p>after</p>"), "html.parser")
    assert "before" in soup.get_text()
    assert not soup.select(
        "script, style, svg, iframe, meta, link, base, form, math, [id], [class]"
    )
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert not str(tag.get("href", "")).startswith(("javascript:", "data:"))
        assert "src" not in tag.attrs


def test_cleaning_keeps_what_reports_need() -> None:
    kept = '<table><thead><tr><th scope="col">a</th></tr></thead></table>'
    assert clean_html(kept) == kept
    assert clean_html("<h2>x</h2><details><summary>y</summary><p>z</p></details>").count("<") == 8
    image = '<img src="data:image/png;base64,AAAA" alt="x">'
    assert clean_html(image) == image
    assert 'href="https://a.example/?b=1&amp;c=2"' in clean_html(
        '<a href="https://a.example/?b=1&c=2">x</a>'
    )


def test_hostile_outputs_run_nothing_and_ask_nobody() -> None:
    page = export(*hostile_cells())
    assert not page.select("svg, iframe, link, base, form, object, embed")
    (script,) = page.select("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert not str(tag.get("href", "")).startswith(("javascript:", "data:"))
        assert tag.name != "img" or str(tag["src"]).startswith("data:image/")
    assert len(page.select("style")) == 1
    assert "http" not in page.style.get_text()
    assert len(page.select("#content")) == 1
    assert SCRIPT in page.select_one("pre").get_text()
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "http" not in script.string
    assert [meta["http-equiv"] for meta in page.select("meta[http-equiv]")] == [
        "Content-Security-Policy"
    ]


def test_title_standfirst_and_contents_come_from_the_headings() -> None:
    cells = ["# Die *Rente*\n\nWas war.\n\nUnd mehr.", "## Wörter & Töne", "### Nah", "## Schluss"]
    page = export(*map(new_markdown_cell, cells), lang="de")
    assert page.html["lang"] == "de"
    assert page.title.get_text() == "Die Rente"
    assert [h.get_text() for h in page.select("h1")] == ["Die Rente"]
    assert page.select_one("header .standfirst").get_text() == "Was war."
    assert page.select_one("main > p").get_text() == "Und mehr."
    assert page.nav["aria-label"] == "Inhalt"
    links = page.select("nav a")
    assert [link.get_text() for link in links] == [
        "Wörter & Töne",
        "Nah",
        "Schluss",
        "Wie dieser Bericht entstand",
    ]
    for link in links:
        target = page.find(id=link["href"].removeprefix("#"))
        assert target.get_text() == link.get_text()
    assert page.select_one(".skip").get_text() == "Zum Inhalt"


def test_headings_of_the_same_name_are_told_apart() -> None:
    page = export(*(new_markdown_cell("## Rente") for _ in range(3)))
    assert [h["id"] for h in page.select("h2")] == [
        "Rente",
        "Rente-2",
        "Rente-3",
        "How-this-report-was-made",
    ]
    assert page.select_one("h1").get_text() == "Notebook"


def test_the_title_of_the_metadata_is_the_title_of_the_window() -> None:
    page = export(new_markdown_cell("# Long heading"), title="Short")
    assert page.title.get_text() == "Short"
    assert page.h1.get_text() == "Long heading"


def test_figures_are_numbered_described_and_have_their_data(tmp_path: Path) -> None:
    drawn = [shown_figure(figure(tmp_path, name=name)) for name in ("a", "b")]
    plain = shown("#| fig-cap: A plot\n#| fig-alt: Its lines\n1", png="iVBORw0KGgo=\n")
    page = export(*drawn, plain, shown(png="iVBORw0KGgo="), lang="de")
    figures = page.select("figure.figure")
    assert [f["id"] for f in figures] == ["fig-1", "fig-2", "fig-3", "fig-4"]
    captions = [f.figcaption.get_text().split() for f in figures]
    assert captions[0] == ["Abbildung", "1", "Two", "bars."]
    assert captions[2] == ["Abbildung", "3", "A", "plot"]
    alts = [f.img["alt"] for f in figures]
    assert alts[1:] == ["Two bars, the second higher.", "Its lines", "Abbildung ohne Beschreibung"]
    cells = [cell.get_text() for cell in figures[0].select("tbody td")]
    assert cells == ["Rente", "1.234", "<b>Miete</b>", "0,250"]
    assert figures[0].select_one("details p").get_text() == "a.csv"
    assert figures[0].select_one("details a") is None


def test_data_of_a_figure_that_are_no_table_are_left_out() -> None:
    for told in ({"columns": 1, "rows": []}, {"columns": ["a"], "rows": [[1, 2]]}, "x", ["x"]):
        metadata = {"mediakit": {"kind": "figure", "alt": 7, "table": told, "csv": 8}}
        output = new_output("display_data", data={"image/png": "AAAA"}, metadata=metadata)
        page = export(new_code_cell("1", outputs=[output]))
        assert page.img["alt"] == "7"
        assert page.table is None


def test_tables_are_numbered_where_they_have_a_caption() -> None:
    table = pd.DataFrame({"outlet": ["taz", "FAZ"], "n": [1, 2]}).set_index("outlet")
    html = table._repr_html_()
    styled = "<table><caption>Own caption</caption><tr><td>1</td></tr></table>"
    captioned = shown("#| tbl-cap: Articles <b>each</b>\n1", html=html)
    page = export(captioned, shown(html=html), shown(html=styled))
    figures = page.select("figure.table")
    assert [f["id"] for f in figures] == ["table-1", "table-2"]
    captions = [f.figcaption.get_text() for f in figures]
    assert captions == ["Table 1 Articles <b>each</b>", "Table 2 Own caption"]
    heads = [[cell.get_text() for cell in row.select("th")] for row in figures[0].select("tr")]
    assert heads == [["outlet", "n"], ["taz"], ["FAZ"]]
    assert [th["scope"] for th in figures[0].select("th")] == ["col", "col", "row", "row"]
    assert [cell.get_text() for cell in figures[0].select(".number")] == ["n", "1", "2"]
    assert page.caption is None
    assert not page.select("[border], [style]")


def test_code_is_hidden_unless_asked_for() -> None:
    cells = [
        shown("secret_1", html="<b>one</b>"),
        shown("#| echo: true\nshown_2", html="<b>two</b>"),
        shown("shown_3", html="<b>three</b>", tags=("show-code",)),
        shown("secret_4", html="<b>four</b>", tags=("remove-cell",)),
        shown("secret_5", html="<b>five</b>", tags=("parameters",)),
        shown("secret_6", html="<b>six</b>", tags=("injected-parameters",)),
    ]
    page = export(*cells)
    assert [code.get_text() for code in page.select("details.code code")] == ["shown_2", "shown_3"]
    assert "secret" not in str(page)
    assert [b.get_text() for b in page.select("main b")] == ["one", "two", "three"]
    everything = export(*cells, show_code=True)
    codes = [code.get_text() for code in everything.select("details.code code")]
    assert codes == ["secret_1", "shown_2", "shown_3"]


def test_progress_bars_warnings_and_widgets_are_left_out() -> None:
    streams = [
        new_output("stream", name="stderr", text="10%|# | 1/10"),
        new_output("stream", name="stdout", text="one "),
        new_output("stream", name="stderr", text="warning"),
        new_output("stream", name="stdout", text="\x1b[31mtwo\x1b[0m"),
    ]
    widget = shown(widget="{}", plain="0%| | 0/3")
    twin = shown(widget="{}", html="<b>twin</b>", plain="0%")
    page = export(new_code_cell("1", outputs=streams), widget, twin)
    assert [pre.get_text() for pre in page.select("pre")] == ["one two"]
    assert page.main.b.get_text() == "twin"
    assert "0%" not in page.get_text()


def test_pages_do_not_depend_on_cell_ids_or_on_chance(tmp_path: Path) -> None:
    frame = pd.DataFrame({"n": [1, 2]})

    def page() -> str:
        cells = [shown(html=frame.style.to_html()), shown_figure(figure(tmp_path))]
        return str(export(*cells, *hostile_cells()[:3]))

    assert page() == page()


def test_a_page_stays_light(tmp_path: Path) -> None:
    table = pd.DataFrame({"term": [f"Wort {n}" for n in range(60)], "n": range(60)})
    cells = []
    for name in "abcdefgh":
        path = save_figure(bar_axes(), name=name, alt="Bars.", folder=tmp_path, data=table)
        cells.append(shown_figure(path))
    page = str(export(*cells))
    assert len(re.sub(r'data:image/[^"]*', "", page).encode()) < 100_000
    long = pd.concat([table, table])
    path = save_figure(bar_axes(), name="long", alt="Bars.", folder=tmp_path, data=long)
    assert export(shown_figure(path)).table is None


def test_an_unknown_language_gets_english_words() -> None:
    page = export(new_markdown_cell("# Titre"), lang="fr")
    assert page.html["lang"] == "fr"
    assert page.select_one(".skip").get_text() == "Skip to content"
    assert export(new_markdown_cell("# T"), language_code="de").html["lang"] == "de"


def test_numbers_and_dates_of_pandas_are_written_in_the_language() -> None:
    table = pd.DataFrame(
        {
            "n": [12345, 7],
            "share": [0.5, -1234.25],
            "year": [2024, 2025],
            "name": [20250103, 20250104],
            "day": pd.to_datetime(["2025-03-01", None]),
            "mixed": ["1.5", "x"],
        }
    )
    html = table._repr_html_()
    german, english = (export(shown(html=html), lang=lang) for lang in ("de", "en"))
    first = [cell.get_text() for cell in german.select("tbody tr")[0].select("td")]
    assert first == ["12.345", "0,50", "2024", "20250103", "01.03.2025", "1.5"]
    last = [cell.get_text() for cell in german.select("tbody tr")[1].select("td")]
    assert last == ["7", "−1.234,25", "2025", "20250104", "–", "x"]
    first = [cell.get_text() for cell in english.select("tbody tr")[0].select("td")]
    assert first == ["12,345", "0.50", "2024", "20250103", "1 March 2025", "1.5"]
    values = [cell.get("data-value") for cell in german.select("tbody tr")[0].select("td")]
    assert values == ["12345", "0.50", "2024", "20250103", "2025-03-01", None]
    # Dates keep to one line, and are no numbers.
    dates = [cell.get_text() for cell in german.select("td.mk-day")]
    assert dates == ["01.03.2025", "–"]
    # A table by hand may already be German: nobody touches it.
    by_hand = export(shown(html="<table><tr><td>1.234</td></tr></table>"), lang="de")
    assert by_hand.td.get_text() == "1.234"


def test_footnotes_are_numbered_through_the_report_and_stand_at_its_end() -> None:
    first = "# T\n\nA[^x] and B[^y].\n\n[^x]: One <script>x()</script>\n[^y]: *Two*"
    page = export(new_markdown_cell(first), new_markdown_cell("## C\n\nC[^x].\n\n[^x]: Three"))
    links = [link["href"] for link in page.select("sup a")]
    assert links == ["#note-1", "#note-2", "#note-3"]
    notes = page.select(".notes li")
    assert [note["id"] for note in notes] == ["note-1", "note-2", "note-3"]
    assert notes[0].get_text().split() == ["One", "↩"]
    assert notes[1].em.get_text() == "Two"
    assert export(new_markdown_cell("# T\n\n## A <b>bold</b> word")).b.get_text() == "bold"
    for note in notes:
        assert page.find(id=note.select_one("[role=doc-backlink]")["href"].removeprefix("#"))
    # Of an output, they are text: it may be an article's.
    shown_text = export(shown(markdown="A[^x]\n\n[^x]: note, $5 and $6"))
    assert not shown_text.select("sup, .notes, math")


def test_formulas_of_text_and_outputs_are_mathml() -> None:
    page = export(
        new_markdown_cell("# T\n\n## $n$\n\nInline $\\frac{1}{n}$.\n\n$$x < y$$"),
        shown(latex=r"$\displaystyle x^2$"),
        shown(latex="no formula <b>"),
    )
    formulas = page.select("main math")
    assert [f.get("display") for f in formulas] == [None, None, "block", "block"]
    assert formulas[1].mfrac.get_text() == "1n"
    assert formulas[2].annotation.get_text() == "x < y"
    assert page.select_one("main pre").get_text() == "no formula <b>"


def test_a_source_line_stands_below_each_figure_and_table() -> None:
    corpus = {"kind": "corpus", "used": 1234, "left_out": 2, "source": "taz <b>, 2025"}
    metadata = {"mediakit": corpus}
    told = new_output("display_data", data={"text/html": "<p>x</p>"}, metadata=metadata)
    table = shown("#| tbl-cap: Own\n#| source: dpa\n1", html="<table><tr><td>1</td></tr></table>")
    picture = shown("#| fig-cap: A plot\n1", png="iVBORw0KGgo=")
    page = export(new_code_cell("1", outputs=[told]), table, picture, lang="de")
    sources = [source.get_text() for source in page.select("figcaption .source")]
    assert sources == ["Quelle: dpa", "Quelle: taz <b>, 2025"]
    assert "1234 verwendet, 2 ausgelassen" in page.select_one(".origin").get_text()


def test_the_origin_names_notebook_parameters_and_versions() -> None:
    cells = [
        new_code_cell("n = 2\nwords = ['<b>']", metadata={"tags": ["parameters"]}),
        new_code_cell("n = 3", metadata={"tags": ["injected-parameters"]}),
    ]
    page = export(*cells)
    rows = dict(
        zip(
            [name.get_text() for name in page.select(".origin dt")],
            [text.get_text() for text in page.select(".origin dd")],
            strict=True,
        )
    )
    assert rows["Parameters"] == "n = 3, words = ['<b>']"
    assert rows["Notebook"] == "Notebook"
    assert "pandas " in rows["Versions"]
    assert "Articles" not in rows

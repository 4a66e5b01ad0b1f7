"""Reports as PDF, slides and workbook: the same words, nothing that runs, the same bytes."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from browser import find_browser
from nbformat.v4 import new_markdown_cell, new_notebook
from pdf_text import Pdf
from report_notebooks import HOSTILE, figure, hostile_cells, shown, shown_figure

from mediakit.errors import MediakitError
from mediakit.reports import pdf, render_report
from mediakit.reports.exporter import PDFReportExporter, ReportExporter
from mediakit.reports.formulas import to_mathml, to_typst
from mediakit.reports.workbook import write_workbook

TEXT = """# Über die Rente

Wie sie steigt.

## Maß und Größe

Ein Verfassungsgerichtspräsidentenamt wie die Donaudampfschifffahrtsgesellschaftskapitänswitwe
trägt „Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetze“[^1] vor, und
**ohne** `Code` geht es *nicht*: $G^2 = 2 \\sum_i O_i \\ln \\frac{O_i}{E_i}$.

[^1]: Eine Anmerkung mit [Link](https://example.org/).

> Zitat

1. eins
2. zwei

### Näher
"""


def page_of(*cells: object, lang: str = "de") -> str:
    """Export cells as a page."""
    notebook = new_notebook(cells=list(cells), metadata={"lang": lang})
    page, _ = ReportExporter().from_notebook_node(notebook)
    return page


# PDF


def test_pdf_holds_text_notes_formulas_and_an_outline(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Wort": ["Straße"], "n": [12345]}).set_index("Wort")
    table = shown("#| tbl-cap: Die Wörter\n#| source: dpa\n1", html=frame._repr_html_())
    page = page_of(new_markdown_cell(TEXT), shown_figure(figure(tmp_path)), table)
    made = Pdf(pdf.write_pdf(page))
    text = re.sub(r"\s+", " ", " ".join(made.pages))
    assert len(made.pages) == 1
    assert made.tagged
    assert b"/Lang(de)" in made.raw
    assert set(made.outline) == {"Maß und Größe", "Näher", "Wie dieser Bericht entstand"}
    for told in ("Über die Rente", "„Rind", "Eine Anmerkung mit Link", "Abbildung 1 Two bars."):
        assert told in text
    assert "Tabelle 1 Die Wörter Quelle: dpa" in text
    assert "Straße 12.345" in text
    assert made.raw.count(b"/Alt(Two bars, the second higher.)") == 1
    assert b"/S/Formula" in made.raw
    assert b"/Subtype/Image" not in made.raw


def test_pdf_breaks_words_where_german_does() -> None:
    told = (
        "Rind fleisch eti ket tie rungs über wa chungs auf ga ben über tra gungs ge setz ge bungs"
    )
    syllables = f"{told} ver fah rens be schleu ni gungs kom mis si on".split()
    word = "".join(syllables)
    (text, *_) = Pdf(pdf.write_pdf(page_of(new_markdown_cell(f"{word} {word} {word}")))).pages
    broken = {found for found in re.findall(r"(\w+)\n\xad", text) if word.startswith(found)}
    assert broken
    assert broken <= {"".join(syllables[:n]) for n in range(len(syllables))}


def test_pdf_and_slides_are_the_same_each_time(tmp_path: Path) -> None:
    page = page_of(new_markdown_cell(TEXT), shown_figure(figure(tmp_path)))
    for slides in (False, True):
        first, second = (pdf.write_pdf(page, slides=slides) for _ in range(2))
        assert first == second
        assert re.search(rb"20\d\d-\d\d-\d\d|D:20", first) is None


def test_each_section_and_figure_gets_a_slide(tmp_path: Path) -> None:
    nested = new_markdown_cell("> ## In a quotation\n\n- ## In a list")
    cells = [new_markdown_cell(TEXT), shown_figure(figure(tmp_path)), nested]
    slides = Pdf(pdf.write_pdf(page_of(*cells), slides=True)).pages
    begins = [page.strip().splitlines()[0] for page in slides]
    assert begins[:2] == ["Über die Rente", "Maß und Größe"]
    assert begins[-1] == "Wie dieser Bericht entstand"
    assert any("Abbildung 1" in slide and "Maß" not in slide for slide in slides)


def test_hostile_text_is_set_as_text() -> None:
    attacks = ['#image("/etc/passwd")', "$ x", "*a* _b_ `c` <d> @e [f] ~ = + - / \\g", '"] #h(1pt)']
    frame = pd.DataFrame({"attack": attacks})
    cells = [shown(html=frame._repr_html_()), *hostile_cells(), shown(plain="\n".join(attacks))]
    made = Pdf(pdf.write_pdf(page_of(*cells, lang="en")))
    text = re.sub(r"\s+", " ", " ".join(made.pages))
    assert text.count('#image("/etc/passwd")') == 2
    assert text.count("*a* _b_ `c` <d> @e [f] ~ = + - / \\g") == 2
    assert b"javascript:" not in made.raw.lower()
    assert b"/JS" not in made.raw


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
ODD = {
    "skipped levels": ("# T\n\n### A\n\n###### B", "A"),
    "empty heading": ("<h2></h2>\n\n<h2> </h2>\n\nx", "x"),
    "no picture": ("<img src='data:image/png;base64,AAAA' alt='kaputt'>", "kaputt"),
    "no base64": ("<img src='data:image/png;base64,A' alt='kaputt'>", "kaputt"),
    "no svg": ("<img src='data:image/svg+xml;base64,AAAA' alt='kaputt'>", "kaputt"),
    "no alt": (f"![](data:image/png;base64,{PNG})", ""),
    "note in a heading": ("## A[^1]\n\n[^1]: note with $y$\n\n    - list", "note with"),
    "one note twice": ("A[^1] B[^1]\n\n[^1]: note", "1 note"),
    "spanning": ("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "c"),
    "nested": ("<table><tr><td><table><tr><td><h2>x</h2></td></tr></table></td></tr></table>", "x"),
    "empty": ("<ul></ul><ol><li></li></ol><table></table><blockquote></blockquote>y", "y"),
    "dots and numbers": ("1\\. x ... /* c */ // d", "1. x ... /* c */ // d"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_in_a_page_does_not_stop_the_pdf(name: str) -> None:
    source, told = ODD[name]
    page = page_of(new_markdown_cell(source))
    for slides in (False, True):
        made = Pdf(pdf.write_pdf(page, slides=slides))
        assert told in re.sub(r"\s+", " ", " ".join(made.pages))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_exporter_writes_pdf() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# Größe")], metadata={"lang": "de"})
    made, resources = PDFReportExporter().from_notebook_node(notebook)
    assert "Größe" in Pdf(made).pages[0]
    assert resources["output_extension"] == ".pdf"


@pytest.mark.browser
def test_chromium_is_the_second_engine(tmp_path: Path) -> None:
    page = page_of(new_markdown_cell(TEXT), shown_figure(figure(tmp_path)))
    first, second = (pdf.write_pdf(page, engine=find_browser()) for _ in range(2))
    assert first == second
    assert b"/StructTreeRoot" in first
    assert b"/Outlines" in first


def test_engines_are_looked_for_before_the_work(monkeypatch, tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.touch()
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    monkeypatch.setenv("MEDIAKIT_BROWSER", str(browser))
    assert pdf.check_engine() == str(browser)
    with pytest.raises(MediakitError, match=r"writes slides; .* pip install 'mediakit\[pdf\]'"):
        pdf.check_engine(slides=True)
    with pytest.raises(MediakitError, match="cannot print the report"):
        pdf.write_pdf("<p>x</p>")
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    message = r"nothing here writes PDF; .* 'mediakit\[pdf\]' \(or install Chromium"
    with pytest.raises(MediakitError, match=message):
        render_report("no.ipynb", folder=tmp_path / "report", formats=["html", "pdf"])
    with pytest.raises(MediakitError, match="no report format 'docx'; there are html, pdf, slides"):
        render_report("no.ipynb", folder=tmp_path / "report", formats=["docx"])


# Formulas

FORMULAS = {
    r"x_1^2": ("<msubsup><mi>x</mi><mn>1</mn>", "attach(x, b: 1, t: 2)"),
    r"\sqrt[3]{n}": ("<mroot><mrow><mi>n</mi></mrow><mrow><mn>3</mn></mrow></mroot>", "root(3, n)"),
    r"\sum_{i=1}^n i": ("<munderover><mo>∑</mo>", "attach(∑, b: i \\= 1, t: n) i"),
    r"\hat{p} \pm z": ('<mover accent="true"><mrow><mi>p</mi>', "accent(p, hat) ± z"),
    r"\log_2 \left(\frac{a}{b}\right)": (
        "<mrow><mo>(</mo><mrow><mfrac>",
        'attach(op("log"), b: 2) lr(\\( frac(a, b) \\))',
    ),
    r"\text{tf-idf}_{t,d}": ("<mtext>tf-idf</mtext>", 'attach("tf-idf", b: t \\, d)'),
    r"\begin{cases} 1 & x \\ 0 & y \end{cases}": (
        "<mtr><mtd><mrow><mn>1</mn></mrow></mtd>",
        "lr(\\{ mat(delim: #none, 1, x; 0, y) )",
    ),
    r"\mathbb{R}, \mathbf{x}": ("<mi>ℝ</mi><mo>,</mo><mi>𝐱</mi>", "ℝ \\, 𝐱"),
    "a' < b": (
        "<msup><mi>a</mi><mrow><mo>′</mo></mrow></msup><mo>&lt;</mo>",
        "attach(a, t: ′) \\<",
    ),
}


@pytest.mark.parametrize("source", FORMULAS)
def test_formulas_are_written_as_mathml_and_typst(source: str) -> None:
    mathml, typst = FORMULAS[source]
    assert mathml in to_mathml(source, display=True)
    assert to_typst(source).startswith(typst)


@pytest.mark.parametrize(
    "source", ["x_{", r"\frac", r"\left( x", r"\begin{x}", "a & b", r"\unknown", "}", "{" * 99]
)
def test_a_formula_that_is_not_understood_is_shown_as_it_is_typed(source: str) -> None:
    assert to_mathml(source, display=False).startswith("<code>")
    assert pdf.write_pdf(page_of(new_markdown_cell(f"${source}$")))


# Workbooks


def test_each_table_is_a_sheet_and_no_text_a_formula(tmp_path: Path) -> None:
    attack = '=HYPERLINK("http://evil.example","x")'
    frame = pd.DataFrame(
        {"term": [attack, "+1+1", "ok"], "n": [1, 12345, 3], "id": ["007", "1", "2"]}
    ).set_index("term")
    drawn = figure(tmp_path, name="rente")
    cells = [
        shown_figure(drawn),
        shown("#| tbl-cap: Zahlen\n1", html=frame._repr_html_()),
        shown(html="<table><tr><td>allein</td></tr></table>"),
    ]
    notebook = new_notebook(cells=cells, metadata={"lang": "de"})
    page, _ = ReportExporter().from_notebook_node(notebook, {"report_folder": str(tmp_path)})
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for target in (first, second):
        write_workbook(page, folder=tmp_path, target=target)
    assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first)
    assert book.sheetnames == ["Inhalt", "Abbildung 1", "Tabelle 1", "(3)"]
    listed = list(book["Inhalt"].values)
    assert listed[:2] == [("Blatt", "Inhalt"), ("Abbildung 1", "Two bars.")]
    assert list(book["Abbildung 1"].values)[1] == ("Rente", 1234.5)
    assert list(book["Tabelle 1"].values) == [
        ("term", "n", "id"),
        (attack, 1, "007"),
        ("+1+1", 12345, "1"),
        ("ok", 3, "2"),
    ]
    with zipfile.ZipFile(first) as files:
        for name in files.namelist():
            assert b"<f>" not in files.read(name), name
            assert b"<hyperlink" not in files.read(name), name


def test_a_workbook_of_hostile_pages_can_be_read(tmp_path: Path) -> None:
    long = shown(html=f"<table><tr><td>{'x' * 40_000}</td><td>\x01</td></tr></table>")
    target = tmp_path / "a.xlsx"
    write_workbook(page_of(*hostile_cells(), long), folder=tmp_path, target=target)
    book = openpyxl.load_workbook(target)
    shown_attacks = [cell for row in book["(1)"].values for cell in row if cell]
    assert any("<script>" in str(text) or "link" in str(text) for text in shown_attacks)
    assert len(HOSTILE) <= len(list(book["(1)"].values))

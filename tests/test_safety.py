"""Articles are hostile: sixty attacks go through every output and come out as text."""

import html
import io
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import openpyxl
import pandas as pd
import pytest
from attacks import ATTACKS, HTML, SHORT, hostile_articles
from browser import browser, watch  # noqa: F401 - a fixture
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pdf_text import Pdf
from scipy import sparse

import mediakit as mk
from mediakit.display import one_line, visible
from mediakit.explorer.searching import PAGE
from mediakit.explorer.widget import answer
from mediakit.reports.exporter import PDFReportExporter, ReportExporter

# Every element and attribute that a display may have; nothing an attack brings is among them.
TAGS = {"br", "div", "p", "b", "mark", "sup", "details", "summary", "style", "caption"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "title", "scope", "data-mk-filter", "id", "type"}
UNSEEN = "[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe]"
NASTY = [text for text in SHORT if re.search(r"\$\$|\x00|\x1b|\u202e|^</script>|CON|\u0351", text)]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return hostile_articles()


@pytest.fixture(scope="module")
def tokens(articles: pd.DataFrame) -> mk.Tokens:
    return mk.tokenize(articles)


@pytest.fixture(scope="module")
def displays(articles: pd.DataFrame, tokens: mk.Tokens) -> dict[str, object]:
    """Everything that shows itself, full of attacks."""
    lines = mk.concordance(tokens, articles=articles, pattern="Rente")
    topics = mk.fit_topics(tokens, n_topics=2)
    ranked = pd.DataFrame({"term": ATTACKS, "weight": 0.1, "rank": range(1, len(ATTACKS) + 1)})
    counts = sparse.csr_array(np.ones((2, len(ATTACKS)), dtype=np.int64))
    topics = replace(
        topics,
        terms=pd.concat([ranked.assign(topic=topic) for topic in (1, 2)]),
        counts=mk.TermMatrix(counts, topics.counts.articles, pd.Index(ATTACKS)),
        articles=pd.DataFrame({"article": ATTACKS, "topic": 1, "share": 1.0}),
    )
    few = hostile_articles(SHORT[::12])
    return {
        "articles": mk.show_articles(articles, n=len(articles)),
        "load report": mk.load_report(articles.assign(path=ATTACKS, warnings="text-repeated")),
        "concordance": mk.show_concordance(lines, n=len(lines)),
        "topics": topics,
        "evidence": mk.sentiment_evidence(few),
        "text reuse": mk.text_reuse("\n".join(ATTACKS), "\n".join(reversed(ATTACKS))),
        "table": mk.style_table(articles.reset_index(), caption=ATTACKS[0]),
        "explorer": mk.explore(articles, tokens=tokens, topics=topics, pattern="Rente"),
    }


NAMES = ["articles", "load report", "concordance", "topics", "evidence", "text reuse", "table"]
NAMES += ["explorer"]


@pytest.mark.parametrize("name", NAMES)
def test_displays_have_no_element_that_an_attack_brought(name: str, displays) -> None:
    soup = BeautifulSoup(displays[name]._repr_html_(), "html.parser")
    scripts = soup.find_all("script")
    assert len(scripts) == (1 if name == "explorer" else 0)
    for script in scripts:
        assert "window.hit" not in script.extract().string
    assert {element.name for element in soup.find_all()} <= TAGS
    assert {name for element in soup.find_all() for name in element.attrs} <= ATTRIBUTES
    assert not re.search(UNSEEN, soup.get_text())


@pytest.mark.parametrize("name", ["articles", "load report", "concordance", "explorer"])
def test_displays_show_every_attack_as_text(name: str, displays) -> None:
    page = BeautifulSoup(displays[name]._repr_html_(), "html.parser").get_text()
    # Each article has two hits, and the explorer begins with a page of them.
    shown = ATTACKS[: PAGE // 2] if name == "explorer" else ATTACKS
    assert [text for text in shown if one_line(text, most=100).rstrip("…") not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_plain_displays_send_nothing_to_the_terminal(name: str, displays) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", repr(displays[name]))


def test_labels_of_a_styled_table_are_escaped_everywhere() -> None:
    table = pd.DataFrame([[SHORT[0]]], index=pd.Index([SHORT[1]], name=SHORT[2]))
    table.columns = pd.Index([SHORT[3]], name=SHORT[4])
    soup = BeautifulSoup(mk.style_table(table, caption=SHORT[5]).to_html(), "html.parser")
    assert not soup.find_all("script")
    assert [text for text in SHORT[:6] if text not in soup.get_text()] == []


def test_the_explorer_answers_with_text(displays) -> None:
    search = displays["explorer"].search
    for pattern in ("", "Rente", "window*"):
        told = answer(search, message={"kind": "search", "pattern": pattern})
        assert told["lines"]
        assert len(json.dumps(told)) < 400_000
    for row, attack in enumerate(ATTACKS):
        told = answer(search, message={"kind": "article", "row": row, "pattern": "rente"})
        assert visible(attack)[:1000] in "".join(told["parts"])
        assert told["parts"][1::2] == ["Rente"] * (1 if told["left_out"] else 2)
    assert told["left_out"] > 800_000


# ---- figures
def attacked(**columns: object) -> pd.DataFrame:
    """Make a table of as many rows as there are nasty texts."""
    return pd.DataFrame(
        {
            name: values(len(NASTY)) if callable(values) else values
            for name, values in columns.items()
        }
    )


def count_up(n: int) -> list[float]:
    return [float(number + 1) for number in range(n)]


DAYS = pd.date_range("2025-01-06", periods=len(NASTY), freq="D", tz="Europe/Berlin")
TERMS = attacked(
    group="A", term=NASTY, rank=range(1, len(NASTY) + 1), per_million=count_up, count=1
)
GROUPS = attacked(group=NASTY, term="Rente", rank=1, per_million=count_up, count=1)


@cache
def topics() -> mk.Topics:
    """Find two topics in the sample corpus."""
    return mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=2)


def nasty_outlets() -> pd.DataFrame:
    """Give the articles of the sample corpus outlets that attack."""
    articles = mk.sample_articles()
    names = NASTY * (len(articles) // len(NASTY) + 1)
    return articles.assign(outlet=names[: len(articles)])


LABELS = {1: NASTY[0], 2: NASTY[1]}
FIGURES: dict[str, Callable[[], plt.Axes]] = {
    "plot_term_frequencies": lambda: mk.plot_term_frequencies(TERMS, n=60),
    "plot_heatmap": lambda: mk.plot_heatmap(GROUPS),
    "plot_term_trends": lambda: mk.plot_term_trends(
        attacked(period=DAYS, term=NASTY, per_million=count_up)
    ),
    "plot_terms_scatter": lambda: mk.plot_terms_scatter(
        pd.concat([TERMS.assign(group=group) for group in NASTY[:2]])
    ),
    "plot_keyness": lambda: mk.plot_keyness(
        attacked(
            term=NASTY, g2=count_up, log_ratio=1.0, log_ratio_low=0.5, log_ratio_high=2.0
        ).assign(p_articles=0.01),
        target=NASTY[0],
        reference=NASTY[1],
    ),
    "plot_word_shift": lambda: mk.plot_word_shift(
        mk.word_shift(dict.fromkeys(NASTY, 2), {"Rente": 3}), names=(NASTY[0], NASTY[1])
    ),
    "plot_dispersion": lambda: mk.plot_dispersion(
        attacked(term=NASTY, group=NASTY, article=NASTY, published=DAYS, position=0.5)
    ),
    "plot_network": lambda: mk.plot_network(
        attacked(source=NASTY, target=NASTY[1:] + NASTY[:1], g2=count_up).assign(
            source_count=2, target_count=2
        )
    ),
    "plot_topic_terms": lambda: mk.plot_topic_terms(
        attacked(topic=1, term=NASTY, weight=0.1, rank=range(1, len(NASTY) + 1))
    ),
    "plot_topic_shares": lambda: mk.plot_topic_shares(
        attacked(article=NASTY, topic=[1 + n % 2 for n in range(len(NASTY))], share=0.5),
        labels=LABELS,
    ),
    "plot_topic_selection": lambda: mk.plot_topic_selection(
        mk.topic_selection(mk.tokenize(mk.sample_articles()), n_topics=[2, 3], runs=2)
    ),
    "plot_topic_stability": lambda: mk.plot_topic_stability(
        mk.topic_stability(mk.tokenize(mk.sample_articles()), n_topics=2, runs=2).topics,
        labels=LABELS,
    ),
    "plot_topic_map": lambda: mk.plot_topic_map(mk.topic_map(topics()), labels=LABELS),
    "plot_topic_hierarchy": lambda: mk.plot_topic_hierarchy(
        mk.topic_hierarchy(topics()), labels=LABELS
    ),
    "plot_topic_prevalence": lambda: mk.plot_topic_prevalence(
        mk.topic_prevalence(topics(), by=nasty_outlets()["outlet"]), labels=LABELS
    ),
    "plot_topic_effects": lambda: mk.plot_topic_effects(
        mk.topic_effects(
            topics(), formula="share ~ outlet", data=nasty_outlets(), draws=5
        ).predictions,
        labels=LABELS,
    ),
    "plot_sentiment": lambda: mk.plot_sentiment(
        pd.DataFrame({"polarity": 0.1}, index=NASTY), by=pd.Series(NASTY, index=NASTY)
    ),
    "plot_sentiment_trends": lambda: mk.plot_sentiment_trends(tone(period=DAYS)),
    "plot_sentiment_by": lambda: mk.plot_sentiment_by(tone(period=pd.NaT)),
    "plot_sentiment_drivers": lambda: mk.plot_sentiment_drivers(
        attacked(kind="word", name=NASTY, contribution=count_up)
    ),
    "plot_target_sentiment": lambda: mk.plot_target_sentiment(
        attacked(target=NASTY, label="negative")
    ),
    "plot_story": lambda: mk.plot_story(
        attacked(story=1, article=NASTY, outlet=NASTY, published=DAYS),
        story=1,
        titles=dict(zip(NASTY, NASTY, strict=True)),
    ),
    "plot_followers": lambda: mk.plot_followers(
        attacked(leader=NASTY, follower=NASTY[1:] + NASTY[:1], stories=2).assign(
            both=3, share=0.7, median_lag_hours=1.0
        )
    ),
}


def tone(**columns: object) -> pd.DataFrame:
    """Make the tone of nasty groups."""
    return attacked(group=NASTY, polarity=0.1, low=0.0, high=0.2, articles=3, **columns)


def named(element: ElementTree.Element, name: str) -> list[str]:
    """List the values of the attributes that end in a name."""
    return [value for key, value in element.attrib.items() if key.rsplit("}")[-1] == name]


def test_every_figure_is_attacked() -> None:
    assert set(FIGURES) == {name for name in mk.__all__ if name.startswith("plot_")}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("ignore:Glyph:UserWarning", "ignore:constrained_layout:UserWarning")
def test_figures_show_attacks_as_text(name: str) -> None:
    file = io.BytesIO()
    FIGURES[name]().figure.savefig(file, format="svg")
    drawing = ElementTree.fromstring(file.getvalue())
    kinds = {element.tag.rsplit("}")[-1] for element in drawing.iter()}
    assert not kinds & {"script", "foreignObject", "a"}
    links = [value for element in drawing.iter() for value in named(element, "href")]
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)


@pytest.mark.filterwarnings("ignore:Glyph:UserWarning", "ignore:constrained_layout:UserWarning")
def test_a_figure_takes_all_attacks_at_once() -> None:
    # Labels as long as these leave no room for a drawing, and matplotlib says so.
    n = len(ATTACKS)
    table = pd.DataFrame({"group": "A", "term": ATTACKS, "rank": range(n)})
    ax = mk.plot_term_frequencies(table.assign(per_million=1.0, count=1), n=n)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert len(set(labels)) == n
    assert labels[5] == ATTACKS[5]
    assert max(map(len, labels)) <= 81
    file = io.BytesIO()
    ax.figure.savefig(file, format="svg")
    ElementTree.fromstring(file.getvalue())


@pytest.mark.parametrize("name", ["CON", "aux", "Lpt1", "nul"])
def test_no_figure_takes_the_name_of_a_windows_device(name: str) -> None:
    ax = plt.subplots()[1]
    with pytest.raises(mk.MediakitError, match="is a device on Windows"):
        mk.save_figure(ax, name=name, alt="nothing", data=pd.DataFrame({"a": [1]}))


# ---- files
def test_spreadsheets_hold_text_and_no_formula(tmp_path: Path) -> None:
    articles = hostile_articles(SHORT)
    book = openpyxl.load_workbook(mk.write_articles(articles, tmp_path / "articles.xlsx"))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    for_excel = mk.write_articles(articles, tmp_path / "articles.csv", for_excel=True)
    table = pd.read_csv(for_excel, sep=";", encoding="utf-8-sig", dtype="str")
    assert not table["title"].str.match(r"[=+\-@\t\r＝＋－＠]").any()
    with pytest.raises(mk.MediakitError, match="a cell of Excel"):
        mk.write_articles(
            hostile_articles().reset_index(drop=True).rename_axis("article"), tmp_path / "long.xlsx"
        )


@pytest.mark.parametrize("suffix", ["parquet", "jsonl"])
def test_attacks_come_back_from_files_as_they_were(suffix: str, tmp_path: Path, articles) -> None:
    path = mk.write_articles(articles, tmp_path / f"articles.{suffix}")
    assert mk.read_articles(path).equals(articles)


# ---- reports
def hostile_report(displays: dict[str, object], *, folder: Path):
    """Make a notebook as a kernel would leave it, with attacks in every kind of output."""
    together = "\n\n".join(SHORT)
    table = pd.DataFrame({"title": SHORT}, index=SHORT)
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        figure = mk.save_figure(
            FIGURES["plot_term_frequencies"](),
            name="f",
            alt=SHORT[0],
            caption=SHORT[1],
            folder=folder,
        )
    pages = [shown._repr_html_() for shown in displays.values()]
    bundles = [{"text/html": page} for page in [*pages, table.to_html(), table.style.to_html()]]
    bundles += [{"text/html": together}, {"text/markdown": together}, {"text/plain": together}]
    outputs = [new_output("display_data", data=data) for data in bundles]
    drawn, metadata = figure._repr_mimebundle_()
    outputs.append(new_output("display_data", data=drawn, metadata=metadata))
    outputs.append(new_output("stream", name="stdout", text=together))
    cells = [new_markdown_cell("# Angriffe\n\n" + together)]
    cells += [new_code_cell(f"#| tbl-cap: {SHORT[0]}\n1", outputs=[output]) for output in outputs]
    return new_notebook(cells=cells, metadata={"lang": "de", "title": SHORT[5]})


# One line an exporter: what makes it, and how its text is read.
EXPORTS: dict[str, tuple[type, Callable[[object], str]]] = {
    "html": (ReportExporter, lambda page: BeautifulSoup(str(page), "html.parser").get_text()),
    "pdf": (PDFReportExporter, lambda pdf: " ".join(Pdf(pdf).pages)),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_reports_show_attacks_as_text(kind: str, displays, tmp_path: Path) -> None:
    exporter, read = EXPORTS[kind]
    page, _ = exporter(show_code=True).from_notebook_node(hostile_report(displays, folder=tmp_path))
    text = read(page)
    assert not re.search(UNSEEN, text)
    assert text.count("window.hit = 1") > 100
    assert "=HYPERLINK" in text
    if kind == "html":
        soup = BeautifulSoup(str(page), "html.parser")
        assert not [script for script in soup.find_all("script") if "window.hit" in script.string]
        assert not soup.find_all(re.compile("^(iframe|object|embed|form|base|link|svg|video)$"))
        assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
        assert html.escape(SHORT[5], quote=False) in str(soup.title)


def look(browser, *, html: str, path: Path):  # noqa: F811
    """Open a page in a browser, unfold and point at everything; tell what happened."""
    path.write_text(html, encoding="utf-8")
    page = watch(browser.new_page(), home=path.as_uri())
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.mouse.move(200, 200)
    page.wait_for_timeout(300)
    happened = [page.evaluate("window.hit ?? null"), page.asked, page.wrong]
    text = page.inner_text("body")
    page.close()
    return happened, text


@pytest.mark.browser
def test_displays_are_quiet_in_a_browser_that_forbids_nothing(browser, displays, tmp_path) -> None:  # noqa: F811
    body = "".join(shown._repr_html_() for shown in displays.values())
    page = f"<!DOCTYPE html><meta charset=utf-8><title>x</title><body>{body}"
    happened, text = look(browser, html=page, path=tmp_path / "displays.html")
    assert happened == [None, [], []]
    assert text.count("<script>window.hit = 1</script>") > 20


@pytest.mark.browser
def test_a_report_is_quiet_in_a_browser(browser, displays, tmp_path: Path) -> None:  # noqa: F811
    notebook = hostile_report(displays, folder=tmp_path)
    page, _ = ReportExporter(show_code=True).from_notebook_node(notebook)
    happened, text = look(browser, html=str(page), path=tmp_path / "report.html")
    assert happened == [None, [], []]
    assert text.count("<script>window.hit = 1</script>") > 20


@pytest.mark.browser
def test_a_browser_would_notice(browser, tmp_path: Path) -> None:  # noqa: F811
    seen = [look(browser, html=text, path=tmp_path / "raw.html")[0] for text in (HTML[0], HTML[12])]
    assert seen[0] == [1, [], []]
    assert seen[1][1] == ["http://evil.example/pixel.png"]

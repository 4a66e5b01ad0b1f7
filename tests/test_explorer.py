"""What the explorer answers: hits, lines, periods, filters, topics; and what it shows without."""

import json
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import mediakit as mk
from mediakit.explorer.corpus import make_corpus, take_articles
from mediakit.explorer.query import SORTS, read_query
from mediakit.explorer.searching import PAGE, Search
from mediakit.explorer.widget import answer
from mediakit.explorer.words import words_in
from mediakit.reports.exporter import ReportExporter


@pytest.fixture
def search(articles: pd.DataFrame) -> Search:
    """The four articles: taz in January, FAZ in March."""
    return Search(make_corpus(articles, tokens=mk.tokenize(articles), topics=None))


@pytest.fixture(scope="module")
def sample() -> Search:
    corpus = mk.sample_articles()
    tokens = mk.tokenize(corpus)
    topics = mk.fit_topics(tokens, n_topics=4)
    return Search(make_corpus(corpus, tokens=tokens, topics=topics))


def ask(search: Search, **question: object) -> dict:
    return search.ask(read_query(question))


def test_small_letters_match_any_case_and_capitals_only_themselves(search: Search) -> None:
    told = ask(search, pattern="die Rente")
    assert (told["hits"], told["articles"], told["kept"], told["words"]) == (2, 1, 4, 15)
    assert [line["article"] for line in told["lines"]] == ["a1", "a1"]
    assert told["lines"][0] | {"row": 0} == {
        "row": 0,
        "article": "a1",
        "published": "2025-01-03T08:00+01:00",
        "outlet": "taz",
        "section": "Politik",
        "title": "Rente",
        "left": "",
        "keyword": "Die Rente",
        "right": " steigt. Die Rente steigt schnell.",
    }
    assert ask(search, pattern="RENTE")["hits"] == 0
    assert ask(search, pattern="Die Rente")["hits"] == 2
    assert ask(search, pattern="rente")["hits"] == ask(search, pattern="Rente")["hits"] == 3


@pytest.mark.parametrize("pattern", ["", "  ", "*", "?* *"])
def test_without_a_word_the_articles_are_listed(search: Search, pattern: str) -> None:
    told = ask(search, pattern=pattern)
    assert (told["searched"], told["hits"], told["articles"]) == (False, 4, 4)
    assert [line["article"] for line in told["lines"]] == ["b2", "b1", "a2", "a1"]


def test_filters_count_what_they_would_keep(search: Search) -> None:
    assert search.corpus.facets["outlet"].names == ["FAZ", "taz"]
    told = ask(search, pattern="steigt")
    assert told["facets"] == {"outlet": [(1, 2), (0, 1)], "section": [(0, 3)]}
    told = ask(search, pattern="steigt", outlet=[0])
    assert (told["hits"], told["kept"], told["words"]) == (1, 2, 6)
    assert told["facets"]["outlet"] == [(1, 2), (0, 1)]
    # A value without a hit is shown as long as it is kept.
    assert ask(search, pattern="tor", outlet=[1])["facets"]["outlet"] == [(0, 3), (1, 0)]


def test_days_are_those_of_berlin_and_the_timeline_shows_all(search: Search) -> None:
    told = ask(search, pattern="rente", first="2025-01-31", last="2025-01-31")
    assert [line["article"] for line in told["lines"]] == ["a2"]
    timeline = search.corpus.timeline
    assert (timeline.unit, timeline.starts[:2]) == ("W", ["2024-12-30", "2025-01-06"])
    assert (timeline.starts[-1], timeline.until) == ("2025-03-03", "2025-03-09")
    hits = [hits for hits, _ in told["timeline"]]
    assert (hits[0], hits[4], sum(hits)) == (2, 1, 3)
    assert sum(words for _, words in told["timeline"]) == 15


@pytest.mark.parametrize(
    ("last", "unit", "first"),
    [
        ("2025-01-20", "D", "2025-01-02"),
        ("2025-09-01", "W", "2024-12-30"),
        ("2029-01-01", "M", "2025-01-01"),
        ("2060-01-01", "Y", "2025-01-01"),
    ],
)
def test_periods_suit_the_span(articles: pd.DataFrame, last: str, unit: str, first: str) -> None:
    days = pd.to_datetime(["2025-01-02", last, None, last]).tz_localize("Europe/Berlin")
    table = articles.assign(published=days.as_unit("us"))
    search = Search(make_corpus(table, tokens=mk.tokenize(table), topics=None))
    assert (search.corpus.timeline.unit, search.corpus.timeline.starts[0]) == (unit, first)
    told = ask(search, sort="oldest")
    assert told["undated"] == 1
    assert [line["article"] for line in told["lines"]] == ["a1", "a2", "b2", "b1"]
    assert len(told["timeline"]) <= 97


def test_articles_without_any_date_are_searched_too(articles: pd.DataFrame) -> None:
    table = articles.assign(published=articles["published"].where(pd.Series(False, articles.index)))
    search = Search(make_corpus(table, tokens=mk.tokenize(table), topics=None))
    told = ask(search, pattern="tor")
    assert (told["hits"], told["undated"], told["timeline"]) == (3, 3, [])
    assert "Tor" in mk.explore(table, pattern="Tor")._repr_html_()


def test_lines_are_ordered_by_time_and_by_words(search: Search) -> None:
    def words(sort: str) -> list[str]:
        lines = ask(search, pattern="steigt", sort=sort)["lines"]
        return [(line["left"] + "|" + line["right"]).strip() for line in lines]

    assert words("newest")[0] == "Die Miete |"
    assert words("oldest")[2] == "Die Miete |"
    assert words("left") == [
        "Die Miete |",
        "Die Rente |. Die Rente steigt schnell.",
        "Die Rente steigt. Die Rente | schnell.",
    ]
    assert words("right")[0] == "Die Miete |"
    assert ask(search, pattern="*e", sort="keyword")["lines"][0]["keyword"] == "Die"


def test_an_article_is_cut_where_hits_begin_and_end(search: Search) -> None:
    told = search.read(0, pattern="rente")
    assert told["parts"] == ["Die ", "Rente", " steigt. Die ", "Rente", " steigt schnell."]
    assert search.read(0, pattern="")["parts"] == [search.corpus.articles["text"].iloc[0]]
    assert search.read(3, pattern="rente")["parts"] == ["Tor! Tor! Tor!"]


@pytest.mark.parametrize("pattern", ["Wehr*", "*brücke", "die Stadt", "der", "in der *"])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_line_of_the_concordance_once(sample: Search, pattern, sort) -> None:
    corpus = sample.corpus
    expected = mk.concordance(corpus.tokens, articles=corpus.articles, pattern=pattern, window=12)
    lines: list[dict] = []
    while True:
        told = ask(sample, pattern=pattern, sort=sort, offset=len(lines))
        lines += told["lines"]
        if len(told["lines"]) < PAGE:
            break
    assert len(lines) == told["hits"] == len(expected)
    flat = expected[["left", "keyword", "right"]].replace(r"\s+", " ", regex=True)
    wanted = sorted(zip(expected["article"], *(flat[name] for name in flat), strict=True))
    found = sorted(
        tuple(line[n] for n in ("article", "left", "keyword", "right")) for line in lines
    )
    assert found == wanted


def test_tokens_of_a_few_articles_are_those_of_their_table(sample: Search) -> None:
    corpus = sample.corpus
    rows = [3, 17, 80]
    few, own = take_articles(corpus.tokens, rows=rows), mk.tokenize(corpus.articles.iloc[rows])
    for name in ("codes", "offsets", "starts", "sentences"):
        assert np.array_equal(getattr(few, name), getattr(own, name)), name
    assert few.terms.equals(own.terms)
    assert few.articles.equals(own.articles)


def test_topics_tell_words_articles_and_shares(sample: Search) -> None:
    topics = sample.corpus.topics
    told = answer(sample, message={"kind": "topic", "number": 1})
    words = topics.terms[topics.terms["topic"] == 2]
    assert [word for word, _ in told["words"]] == words["term"].head(15).tolist()
    own = topics.articles[topics.articles["topic"] == 2].set_index("article")["share"]
    shares = [line["share"] for line in told["typical"]]
    assert shares == sorted(own, reverse=True)[:10]
    assert {line["article"] for line in told["typical"]} <= set(own.index)
    assert sum(some for some, _ in told["timeline"]) == len(own)
    assert sum(every for _, every in told["timeline"]) == len(sample.corpus.articles)
    counts = answer(sample, message={"kind": "search"})["topics"]
    assert counts == topics.articles["topic"].value_counts().reindex([1, 2, 3, 4]).tolist()
    kept = ask(sample, topic=[1])
    assert kept["articles"] == len(own)


def test_answers_are_plain_json(sample: Search) -> None:
    for message in ({}, {"pattern": "der"}, {"kind": "article", "row": 2, "pattern": "der"}):
        told = answer(sample, message=message)
        assert json.loads(json.dumps(told)).keys() == told.keys()


def test_wrong_questions_and_tables_are_named(articles: pd.DataFrame) -> None:
    with pytest.raises(mk.MediakitError, match=r"'31\.01\.2025' is no day"):
        read_query({"first": "31.01.2025"})
    with pytest.raises(mk.MediakitError, match="sort must be one of newest"):
        read_query({"sort": "best"})
    with pytest.raises(mk.ArticleError, match="tokens= are not those of these articles"):
        mk.explore(articles, tokens=mk.tokenize(articles.head(2)))
    fitted = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=2)
    other = replace(fitted, articles=pd.DataFrame({"article": ["x"], "topic": [1], "share": [1.0]}))
    with pytest.raises(mk.ArticleError, match="topics= know none of these articles"):
        mk.explore(articles, topics=other)
    with pytest.raises(mk.MediakitError, match="language must be 'de' or 'en', not 'fr'"):
        mk.explore(articles, language="fr")
    with pytest.raises(mk.EmptyError, match="no articles to tokenize"):
        mk.explore(articles.head(0))


def test_both_languages_say_the_same_things() -> None:
    english, german = words_in("en"), words_in("de")
    assert english.keys() == german.keys()
    places = {
        key: sorted(part.split("}")[0] for part in english[key].split("{")[1:]) for key in english
    }
    for key, names in places.items():
        assert names == sorted(part.split("}")[0] for part in german[key].split("{")[1:]), key


def test_the_browser_uses_every_word_it_is_sent() -> None:
    from importlib.resources import files

    folder = files("mediakit.explorer")
    code = "".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("views.js", "explorer.js", "parts.js", "static.py")
    )
    assert [key for key in words_in("en") if f'"{key}"' not in code] == []


def test_the_widget_answers_messages(articles: pd.DataFrame) -> None:
    explorer = mk.explore(articles, pattern="Rente", language="de")
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {
        "text/plain",
        "text/html",
        "application/vnd.jupyter.widget-view+json",
    }
    assert explorer._repr_mimebundle_() == bundle

    from mediakit.explorer.widget import ExplorerWidget

    sent: list[dict] = []
    widget = ExplorerWidget(explorer.search, pattern="", language="de")
    widget.send = sent.append
    widget._answer(widget, {"id": 1, "kind": "search", "pattern": "Tor"}, [])
    widget._answer(widget, {"id": 2, "kind": "search", "first": "gestern"}, [])
    assert (sent[0]["id"], sent[0]["hits"]) == (1, 3)
    assert sent[1] == {
        "id": 2,
        "kind": "error",
        "message": "'gestern' is no day. Write it as 2025-01-31.",
    }
    assert widget.setup["facets"]["outlet"] == ["FAZ", "taz"]


def test_without_the_extra_there_are_tables(articles: pd.DataFrame, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "mediakit.explorer.widget", raising=False)
    bundle = mk.explore(articles, pattern="Rente", language="de")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    soup = BeautifulSoup(bundle["text/html"], "html.parser")
    captions = [caption.get_text() for caption in soup.find_all("caption")]
    assert captions == ["Rente: 3 von 3 Treffer", "Im Zeitverlauf"]
    first = [cell.get_text() for cell in soup.find("tbody").find("tr").find_all("td")]
    assert first[:4] == ["03.01.2025", "taz", "Die ", "Rente"]
    assert soup.select_one("[data-mk-filter]")["data-mk-filter"] == "Filtern"


def test_a_report_shows_the_tables_and_no_widget(articles: pd.DataFrame) -> None:
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    output = new_output("execute_result", data=mk.explore(articles)._repr_mimebundle_())
    notebook = new_notebook(cells=[new_code_cell("mk.explore(articles)", outputs=[output])])
    page, _ = ReportExporter().from_notebook_node(notebook)
    soup = BeautifulSoup(page, "html.parser")
    assert "Rente sinkt" in soup.find("table").get_text()
    assert "widget-view" not in page
    assert "data-mk-filter" not in page

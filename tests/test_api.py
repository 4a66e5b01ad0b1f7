"""The rules of the house, read off the public names."""

import ast
import inspect
import re

import pandas as pd
import pytest
from conftest import ROOT

import mediakit as mk

PUBLIC = {name: getattr(mk, name) for name in mk.__all__}
FUNCTIONS = {name: item for name, item in PUBLIC.items() if inspect.isfunction(item)}
SOURCES = sorted((ROOT / "mediakit").rglob("*.py"))
# Two things are what these work on: a value and its place, two texts, two sides compared, topics
# and articles.
TWO_POSITIONAL = {
    "assign_topics",
    "store_corpus",
    "text_reuse",
    "typical_articles",
    "typical_sentences",
    "word_shift",
    "write_articles",
}


def test_public_names_are_sorted_and_listed() -> None:
    assert list(mk.__all__) == sorted(mk.__all__)
    assert set(mk.__all__) <= set(dir(mk))
    with pytest.raises(AttributeError, match="no_such_name"):
        mk.no_such_name  # noqa: B018 - the access is what is tested


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_positional_parameter_and_six_keywords(name: str) -> None:
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    positional = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    assert len(positional) <= (2 if name in TWO_POSITIONAL else 1)
    assert len(parameters) <= 7


@pytest.mark.parametrize("name", PUBLIC)
def test_docstrings_are_complete(name: str) -> None:
    doc = inspect.getdoc(PUBLIC[name])
    assert doc
    if inspect.isclass(PUBLIC[name]) and issubclass(PUBLIC[name], Exception):
        return
    assert "Examples\n--------" in doc
    if name in FUNCTIONS:
        assert "Returns\n-------" in doc
        for parameter in inspect.signature(FUNCTIONS[name]).parameters:
            assert re.search(rf"^\W*(\w+, )*{parameter}(, \w+)* : ", doc, re.M), parameter


def documented_columns(function) -> list[str]:
    """List the columns that a docstring names in its Returns section."""
    returns = inspect.getdoc(function).split("Returns\n-------")[1].split("\n\nRaises")[0]
    return re.findall(r"^ +``(\w+)``$", returns, re.M)


def test_documented_columns_are_the_returned_columns() -> None:
    articles = mk.sample_articles()
    tokens = mk.tokenize(articles)
    matrix = mk.count_terms(tokens)
    topics = mk.fit_topics(tokens, n_topics=3)
    published = articles["published"]
    trends = mk.term_trends(matrix, published=published, terms=["Wehre"])
    chains = mk.story_chains(articles, window=None)
    returned: dict[str, pd.DataFrame] = {
        "read_articles": articles,
        "load_report": mk.load_report(articles),
        "term_frequencies": mk.term_frequencies(matrix),
        "term_trends": trends,
        "match_terms": mk.match_terms(tokens, patterns=["Wehr*"]),
        "dispersion": mk.dispersion(matrix),
        "average_reduced_frequency": mk.average_reduced_frequency(tokens),
        "term_positions": mk.term_positions(tokens, terms=["Wehre"], published=published),
        "keyness": mk.keyness(matrix, target="Sport", by=articles["section"]),
        "word_shift": mk.word_shift({"Wehre": 1}, {"Deich": 1}),
        "topic_labels": mk.topic_labels(topics, articles=articles),
        "topic_coherence": mk.topic_coherence(topics.terms, tokens=tokens),
        "topic_selection": mk.topic_selection(tokens, n_topics=[3], runs=2),
        "topic_hierarchy": mk.topic_hierarchy(topics),
        "topic_map": mk.topic_map(topics),
        "topic_prevalence": mk.topic_prevalence(topics, published=published),
        "topic_intrusion_sheet": (sheet := mk.topic_intrusion_sheet(topics)),
        "score_intrusion": mk.score_intrusion(sheet.assign(answer=1), sheet=sheet),
        "typical_articles": mk.typical_articles(topics, articles),
        "typical_sentences": mk.typical_sentences(topics, articles),
        "assign_topics": mk.assign_topics(topics, articles),
        "near_duplicates": mk.near_duplicates(articles),
        "duplicate_groups": mk.duplicate_groups(articles),
        "agency_credits": mk.agency_credits(articles),
        "story_chains": chains,
        "story_followers": mk.story_followers(chains),
        "score_sentiment": mk.score_sentiment(articles.head(1)),
        "concordance": mk.concordance(tokens, articles=articles, pattern="Wehre"),
        "collocations": mk.collocations(tokens),
        "cooccurrences": mk.cooccurrences(tokens),
        "lexical_diversity": mk.lexical_diversity(tokens),
        "readability": mk.readability(tokens),
        "dictionary_hits": mk.dictionary_hits(tokens, dictionary={"wehr": ["Wehre"]}),
        "dictionary_scores": mk.dictionary_scores(tokens, dictionary={"wehr": ["Wehre"]}),
    }
    for name, table in returned.items():
        assert documented_columns(FUNCTIONS[name]) == table.columns.tolist(), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            assert node.end_lineno - first.lineno < 45, node.name
    assert "print(" not in source or path.name == "cli.py"


def test_no_host_and_no_path_of_a_machine_is_named() -> None:
    for path in [
        *SOURCES,
        *ROOT.glob("*.*"),
        *(ROOT / ".lock").iterdir(),
        *(ROOT / ".ci").iterdir(),
    ]:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"https?://[^/ ]*(pypi|pythonhosted|npmjs)", text), path
            assert not re.search(r"(^|[\s\"'(=])/(home|root|work|Users)/", text), path

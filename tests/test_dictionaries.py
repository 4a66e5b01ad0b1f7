"""Dictionaries: categories of words, their hits, their scores."""

import builtins
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk

SLOW = settings(deadline=None, max_examples=60)
TEXTS = st.lists(st.sampled_from(["Angst", "angst", "b", "c", "Krise"]), max_size=9).map(" ".join)
ENTRIES = st.sampled_from(["angst", "a*", "*e", "b", "b c", "angst b", "c * b", "Krise"])
CATEGORIES = st.dictionaries(
    st.sampled_from("xyz"), st.lists(ENTRIES, min_size=1, max_size=4), min_size=1
)
FEELINGS = {"gefühl": {"angst": ["angst*", "sorge"], "wut": ["wut*"]}, "krise": ["*krise"]}


def tokens_of(*texts: str) -> mk.Tokens:
    """Tokenize texts named 0, 1, 2 ..."""
    return mk.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))


def hits_of(text: str, dictionary: dict) -> list[tuple[str, str, str]]:
    """List category, entry and match of one text."""
    hits = mk.dictionary_hits(tokens_of(text), dictionary=dictionary)
    return list(hits[["category", "entry", "match"]].itertuples(index=False, name=None))


def test_categories_within_categories_count_in_both() -> None:
    assert hits_of("Angst und Wut in der Finanzkrise", FEELINGS) == [
        ("gefühl", "angst*", "Angst"),
        ("gefühl/angst", "angst*", "Angst"),
        ("gefühl", "wut*", "Wut"),
        ("gefühl/wut", "wut*", "Wut"),
        ("krise", "*krise", "Finanzkrise"),
    ]


def test_scores_have_a_row_for_every_article_and_category() -> None:
    scores = mk.dictionary_scores(tokens_of("Angst und Sorge", "", "Ölkrise"), dictionary=FEELINGS)
    assert scores["category"].tolist() == ["gefühl", "gefühl/angst", "gefühl/wut", "krise"] * 3
    assert scores["count"].tolist() == [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert scores["tokens"].tolist() == [3] * 4 + [0] * 4 + [1] * 4
    assert scores["percent"].tolist()[:4] == [200 / 3, 200 / 3, 0, 0]
    assert scores["percent"].isna().tolist() == [False] * 4 + [True] * 4 + [False] * 4


def test_overlapping_entries_count_once_within_a_category() -> None:
    dictionary = {"ki": ["Intelligenz", "künstliche Intelligenz", "künst*"], "kunst": ["künst*"]}
    text = "Künstliche Intelligenz und Intelligenz"
    assert hits_of(text, dictionary) == [
        ("ki", "künstliche Intelligenz", "Künstliche Intelligenz"),
        ("kunst", "künst*", "Künstliche"),
        ("ki", "Intelligenz", "Intelligenz"),
    ]


def test_the_same_word_twice_is_two_hits_with_their_places() -> None:
    hits = mk.dictionary_hits(tokens_of("Angst! Angst"), dictionary={"a": ["angst"]})
    assert hits["start"].tolist() == [0, 7]
    assert hits["article"].tolist() == [0, 0]


def test_yaml_and_csv_say_what_a_dict_says(tmp_path: Path) -> None:
    yaml_file, csv_file = tmp_path / "d.yaml", tmp_path / "d.csv"
    yaml_file.write_text(
        "gefühl:\n  angst: [angst*, sorge]\n  wut:\n    - wut*\nkrise: ['*krise']\n",
        encoding="utf-8",
    )
    csv_file.write_text(
        "\ufeffcategory,entry\ngefühl/angst,angst*\ngefühl/angst,sorge\ngefühl/wut,wut*\n"
        "krise,*krise\n",
        encoding="utf-8",
    )
    expected = mk.read_dictionary(FEELINGS)
    assert expected == {
        "gefühl": ("angst*", "sorge", "wut*"),
        "gefühl/angst": ("angst*", "sorge"),
        "gefühl/wut": ("wut*",),
        "krise": ("*krise",),
    }
    for path in (yaml_file, csv_file):
        assert mk.read_dictionary(path) == expected
        hits = mk.dictionary_hits(tokens_of("Sorge"), dictionary=str(path))
        assert hits["category"].tolist() == ["gefühl", "gefühl/angst"]


def test_lists_may_hold_words_and_categories_and_words_stay_words(tmp_path: Path) -> None:
    assert mk.read_dictionary({"a": ["x", {"b": ["y", "x"]}]}) == {
        "a": ("x", "y"),
        "a/b": ("y", "x"),
    }
    path = tmp_path / "d.csv"
    path.write_text("category,entry\na,null\na,NA\na,null\n", encoding="utf-8")
    assert mk.read_dictionary(path) == {"a": ("null", "NA")}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: [ja, no]", "category 'a' has the entry False, which is no text. Quote it"),
        ("a: [2025]", "category 'a' has the entry 2025"),
        ("yes: [b]", "category True in 'the dictionary' is no text"),
        ("a: wort", "category 'a' must have a list of entries, not 'wort'"),
        ("a: {b: 3}", "category 'a/b' must have a list of entries, not 3"),
        ("- a\n- b", "must hold categories with lists"),
        ("a: [b", "is no YAML"),
    ],
)
def test_yaml_that_is_no_dictionary_is_refused(tmp_path: Path, content, message) -> None:
    path = tmp_path / "d.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(mk.MediakitError, match=message):
        mk.read_dictionary(path)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(mk.MediakitError, match="there is no file"):
        mk.read_dictionary(tmp_path / "none.yaml")
    with pytest.raises(mk.MediakitError, match=r"its name must end in \.yaml, \.yml, \.csv"):
        mk.read_dictionary(tmp_path / "d.dic")
    path = tmp_path / "d.csv"
    path.write_text("category,word\na,b\n", encoding="utf-8")
    with pytest.raises(mk.ColumnError, match="no column 'entry'"):
        mk.read_dictionary(path)
    path.write_text("category,entry\na,b\n ,c\n", encoding="utf-8")
    with pytest.raises(mk.MediakitError, match="row 2: category or entry is empty"):
        mk.read_dictionary(path)


def test_yaml_without_its_library_says_what_to_do(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "d.yaml").write_text("a: [b]", encoding="utf-8")
    known = builtins.__import__

    def without_yaml(name, *rest, **named):
        if name == "yaml":
            raise ImportError(name)
        return known(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_yaml)
    with pytest.raises(mk.MediakitError, match=r"reading YAML needs PyYAML.*or write .* as CSV"):
        mk.read_dictionary(tmp_path / "d.yaml")


def test_nothing_to_find_is_an_error() -> None:
    for measure in (mk.dictionary_hits, mk.dictionary_scores):
        with pytest.raises(mk.EmptyError, match="no entry of the dictionary stands"):
            measure(tokens_of("Tor"), dictionary=FEELINGS)
    with pytest.raises(mk.EmptyError, match="the dictionary has no entries"):
        mk.read_dictionary({"a": []})


def test_a_family_can_be_a_dictionary() -> None:
    tokens = tokens_of("Klimawandel, Klima und Bürger*innen, Bürgerxinnen")
    family = mk.match_terms(tokens, parts_of="Klima", patterns=[r"Bürger\*innen"])
    assert mk.read_dictionary(family) == {
        r"Bürger\*innen": (r"Bürger\*innen",),
        "Klima": ("Klima", "Klimawandel"),
    }
    hits = mk.dictionary_hits(tokens, dictionary=family)
    assert hits["match"].tolist() == ["Klimawandel", "Klima", "Bürger*innen"]


def test_capital_letters_are_matched_by_case_and_never_lost_in_silence() -> None:
    dictionary = {"klima": ["Klima*", "krise"]}
    text = "klimatisch, Klimawandel, Krise"
    assert [match for _, _, match in hits_of(text, dictionary)] == ["Klimawandel", "Krise"]
    with pytest.raises(
        mk.MediakitError, match=r"entry 'Klima\*' has a capital letter, and no word"
    ):
        mk.dictionary_hits(tokens_of(text).map(str.lower), dictionary=dictionary)


def matches(word: str, part: str) -> bool:
    """Compare a word and one word of an entry, the plain way."""
    if part == part.lower():
        word = word.lower()
    if part == "*":
        return True
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return word.endswith(part[1:]) if part.startswith("*") else word == part


def slow_count(words: list[str], entries: list[str]) -> int:
    """Count hits from left to right, the longest first."""
    place, count = 0, 0
    while place < len(words):
        lengths = [
            len(entry.split())
            for entry in entries
            if place + len(entry.split()) <= len(words)
            and all(map(matches, words[place:], entry.split()))
        ]
        count += bool(lengths)
        place += max(lengths, default=1)
    return count


@SLOW
@given(st.lists(TEXTS, min_size=1, max_size=3), CATEGORIES)
def test_scores_are_those_of_the_plain_way(texts: list[str], dictionary: dict) -> None:
    texts = ["Tor", *texts]  # tokens without a single capital letter refuse capital entries
    tokens = mk.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))
    expected = [
        slow_count(text.split(), entries) for text in texts for entries in dictionary.values()
    ]
    if not any(expected):
        with pytest.raises(mk.EmptyError, match="no entry"):
            mk.dictionary_scores(tokens, dictionary=dictionary)
        return
    scores = mk.dictionary_scores(tokens, dictionary=dictionary)
    assert scores["count"].tolist() == expected
    hits = mk.dictionary_hits(tokens, dictionary=dictionary)
    counted = hits.groupby(["article", "category"]).size()
    cells = scores.set_index(["article", "category"])["count"]
    assert cells[cells > 0].sort_index().to_dict() == counted.sort_index().to_dict()
    assert np.allclose(
        scores["percent"].dropna() * scores["tokens"][scores["tokens"] > 0] / 100,
        scores["count"][scores["tokens"] > 0],
    )

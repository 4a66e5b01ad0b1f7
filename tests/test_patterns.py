"""Wildcards, phrases and compound families, by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.patterns import find_places, select_terms

TEXTS = {
    "a": "Künstliche Intelligenz hilft. Die Klimakrise und das Klima, klimatisch.",
    "b": "Mit künstlicher Intelligenz gegen die Krise? Bürger*innen und Bürger:innen.",
    "c": "Alles künstlich. Intelligenz und Eurokrise, Klimakrise!",
}
PARTS = {"klimakrise": ["Klima", "Krise"], "eurokrise": ["Euro", "Krise"]}


def split(word: str) -> list[str]:
    """Stand in for a real compound splitter."""
    return PARTS.get(word.lower(), [word])


@pytest.fixture
def tokens() -> mk.Tokens:
    """Tokenize three articles, the gender star inside its word."""
    table = pd.DataFrame({"text": pd.Series(TEXTS)})
    return mk.tokenize(table)


def forms(counted: mk.Tokens | mk.TermMatrix, *patterns: str) -> list[str]:
    """List the forms that patterns match."""
    return mk.match_terms(counted, patterns=list(patterns))["term"].tolist()


def test_wildcards(tokens: mk.Tokens) -> None:
    for counted in (tokens, mk.count_terms(tokens)):
        assert forms(counted, "Klima*") == ["Klimakrise", "Klima"]
        assert forms(counted, "*krise") == ["Klimakrise", "Eurokrise", "Krise"]
        assert forms(counted, "klima*") == ["Klimakrise", "Klima", "klimatisch"]
        assert forms(counted, "Bürger?innen") == ["Bürger*innen", "Bürger:innen"]
        assert forms(counted, r"Bürger\*innen") == ["Bürger*innen"]
        assert forms(counted, "k?nstlich") == ["künstlich"]


def test_small_letters_match_any_case_and_capital_letters_by_case(tokens: mk.Tokens) -> None:
    assert forms(tokens, "Die", "die") == ["Die", "Die", "die"]
    assert forms(tokens, "klimakrise") == forms(tokens, "klimaKrise".lower()) == ["Klimakrise"]
    with pytest.raises(mk.EmptyError, match=r"no term 'KRISE'.*Capital letters are matched"):
        forms(tokens, "KRISE")
    # The terms of a table are exactly these.
    table = mk.match_terms(tokens, patterns=["die"])
    assert forms_of_table(tokens, table[table["term"] == "die"]) == ["die"]


def forms_of_table(counted: mk.Tokens | mk.TermMatrix, table: pd.DataFrame) -> list[str]:
    """List the forms that a table of patterns matches."""
    return mk.match_terms(counted, patterns=table)["term"].tolist()


def test_wildcards_stay_within_a_word_of_an_ngram(tokens: mk.Tokens) -> None:
    pairs = mk.ngrams(tokens, n=2)
    for counted in (pairs, mk.count_terms(pairs)):
        assert forms(counted, "künstlich* Intelligenz") == [
            "Künstliche Intelligenz",
            "künstlicher Intelligenz",
        ]
        assert forms(counted, "die krise") == ["die Krise"]
        with pytest.raises(mk.EmptyError, match=r"no term matches 'künst\*'"):
            forms(counted, "künst*")


def test_a_table_says_what_matched_how_often(tokens: mk.Tokens) -> None:
    named = {"Krise": ["*krise", "Krise"], "KI": ["künstliche* Intelligenz", "Klima"]}
    expected = [
        ["Krise", "Klimakrise", 2, 2],
        ["Krise", "Eurokrise", 1, 1],
        ["Krise", "Krise", 1, 1],
        ["KI", "Klima", 1, 1],
        ["KI", "Künstliche Intelligenz", 1, 1],
        ["KI", "künstlicher Intelligenz", 1, 1],
    ]
    table = mk.match_terms(tokens, patterns=named)
    assert table.values.tolist() == expected
    assert mk.match_terms(tokens, patterns=table).values.tolist() == expected


def test_phrases_stay_in_their_sentence(tokens: mk.Tokens) -> None:
    assert forms(tokens, "künstlich* Intelligenz") == [
        "Künstliche Intelligenz",
        "künstlicher Intelligenz",
    ]
    with pytest.raises(mk.MediakitError, match="no phrase 'künstlich Intelligenz'"):
        forms(tokens, "künstlich Intelligenz")


def test_phrases_cannot_overlap_themselves() -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": ["blau blau blau blau blau"]}))
    merged = mk.merge_terms(tokens, patterns=["blau blau"])
    assert merged.to_frame()["term"].tolist() == ["blau blau", "blau blau", "blau"]
    assert find_places(tokens, patterns=["blau blau"])[1].first.tolist() == [0, 1, 2, 3]


def test_merged_terms_are_counted_like_terms(tokens: mk.Tokens) -> None:
    named = {"KI": ["künstliche* Intelligenz"], "Krise": ["*krise"], "Klima": ["Klima*"]}
    merged = mk.merge_terms(tokens, patterns=named)
    assert len(merged) == len(tokens) - 2
    assert merged.starts[:3].tolist() == [0, 23, 30]
    assert merged.terms.is_monotonic_increasing
    assert not {"Klimakrise", "Künstliche"} & set(merged.terms)
    counts = mk.count_terms(merged)
    table = mk.term_frequencies(counts).set_index("term")["count"]
    # Klimakrise goes to the first of the patterns that match it.
    assert table[["KI", "Krise", "Klima"]].tolist() == [2, 4, 1]
    assert forms(counts, "KI") == forms(merged, "KI") == ["KI"]


def test_merged_phrases_are_found_as_terms(tokens: mk.Tokens) -> None:
    merged = mk.merge_terms(tokens, patterns=["künstliche* Intelligenz"])
    for counted in (merged, mk.count_terms(merged)):
        assert forms(counted, "künstliche* Intelligenz") == ["künstliche* Intelligenz"]


def test_families_have_a_word_among_their_parts(tokens: mk.Tokens) -> None:
    table = mk.match_terms(tokens, parts_of=["Krise", "Klima"], split=split)
    assert table.values.tolist() == [
        ["Krise", "Klimakrise", 2, 2],
        ["Krise", "Eurokrise", 1, 1],
        ["Krise", "Krise", 1, 1],
        ["Klima", "Klimakrise", 2, 2],
        ["Klima", "Klima", 1, 1],
    ]
    with pytest.raises(mk.MediakitError, match="no term has the part 'Rente'"):
        mk.match_terms(tokens, parts_of="Rente", split=split)


def test_families_reach_into_the_parts_of_parts() -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": ["Die Flusswärmepumpe und die Wärme."]}))
    assert forms_of_family(tokens, "Wärme") == ["Flusswärmepumpe", "Wärme"]


def forms_of_family(counted: mk.Tokens, word: str) -> list[str]:
    """List the terms of a compound family."""
    return mk.match_terms(counted, parts_of=word)["term"].tolist()


def test_trends_take_patterns_and_tables(tokens: mk.Tokens) -> None:
    matrix = mk.count_terms(tokens)
    published = pd.Series(pd.to_datetime(["2025-01-01"] * 3), index=list("abc"))
    family = mk.match_terms(matrix, parts_of="Krise")
    for terms in (["*krise"], {"Krise": ["*krise"]}, family[family["term"] != "Nichtkrise"]):
        trends = mk.term_trends(matrix, published=published, terms=terms)
        assert trends[["count", "articles"]].values.tolist() == [[4, 3]]


def test_a_term_matched_twice_counts_once(tokens: mk.Tokens) -> None:
    names, selection = select_terms(tokens.terms, patterns={"Krise": ["*krise", "Krise"]})
    assert names == ["Krise"]
    assert selection.sum() == 3


def test_what_matches_nothing_is_refused(tokens: mk.Tokens) -> None:
    matrix = mk.count_terms(tokens)
    for counted in (tokens, matrix):
        with pytest.raises(mk.MediakitError, match=r"no term 'Klimma' \(did you mean 'Klima'"):
            forms(counted, "Klimma")
        with pytest.raises(mk.EmptyError, match="no term matches 'KLIMA\\*'"):
            forms(counted, "KLIMA*")
    with pytest.raises(mk.MediakitError, match="a matrix knows no neighbours"):
        forms(matrix, "künstliche Intelligenz")
    with pytest.raises(mk.MediakitError, match="no phrase 'Die Intelligenz'"):
        mk.merge_terms(tokens, patterns=["Die Intelligenz"])
    with pytest.raises(mk.MediakitError, match="no terms given"):
        mk.match_terms(tokens, patterns=[])
    with pytest.raises(mk.MediakitError, match="pattern 3 is no word"):
        mk.match_terms(tokens, patterns=[3])  # type: ignore[list-item]
    with pytest.raises(mk.MediakitError, match="patterns are texts such as"):
        mk.match_terms(tokens, patterns=7)  # type: ignore[arg-type]
    with pytest.raises(mk.ColumnError, match="no column 'pattern'"):
        mk.match_terms(tokens, patterns=pd.DataFrame({"term": ["Klima"]}))


@given(st.lists(st.sampled_from(["Klima", "klima", "Krise", "das", "Klimakrise"]), min_size=1))
def test_merging_loses_no_word(words: list[str]) -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": [" ".join(words)]}), tokenizer=str.split)
    counts = mk.match_terms(tokens, patterns=["*"])["count"]
    assert counts.sum() == len(words)
    merged = mk.merge_terms(tokens, patterns={"alle": ["*"]})
    assert merged.to_frame()["term"].tolist() == ["alle"] * len(words)
    assert merged.starts.tolist() == tokens.starts.tolist()

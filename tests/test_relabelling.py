"""German asked of a whole corpus gives what it gives for each word."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk

WORDS = "Die Renten stiegen Klimawandel über Bürger:innen Wehre-Deich sagte Dr. Umsatzrückgänge"


def tokens_of(*texts: str) -> mk.Tokens:
    """Tokenize texts named 0, 1, 2 ..."""
    return mk.tokenize(pd.DataFrame({"text": list(texts)}))


def terms_of(tokens: mk.Tokens) -> list[str]:
    """List the terms of all tokens."""
    return tokens.terms.take(tokens.codes).tolist()


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_lemmas_of_tokens_are_those_of_their_forms(words: list[str]) -> None:
    tokens = tokens_of(" ".join(words))
    assert terms_of(mk.lemmas(tokens)) == [mk.lemmatize(term) for term in terms_of(tokens)]


def test_lemmas_keep_places_and_sentences() -> None:
    tokens = tokens_of("Die Renten stiegen. Alle klagten.", "Häuser")
    found = mk.lemmas(tokens)
    assert terms_of(found) == ["der", "Rente", "steigen", "alle", "klagen", "Haus"]
    assert found.starts.tolist() == tokens.starts.tolist()
    assert found.sentences.tolist() == tokens.sentences.tolist()
    assert set(found.terms) == set(terms_of(found))


def test_neighbours_decide_between_adjective_and_verb() -> None:
    tokens = tokens_of("Sie veränderten den Plan.", "die veränderten Pläne")
    assert terms_of(mk.lemmas(tokens))[1] == "verändern"
    assert terms_of(mk.lemmas(tokens))[5] == "verändert"


def test_another_lemmatizer_is_asked_once_per_form() -> None:
    asked = []
    tokens = tokens_of("Rente Rente Miete")
    found = mk.lemmas(tokens, lemmatizer=lambda form: asked.append(form) or form[:1])
    assert terms_of(found) == ["R", "R", "M"]
    assert sorted(asked) == ["Miete", "Rente"]


def test_nouns_are_found_by_capital_and_corpus() -> None:
    tokens = tokens_of("Neue Regeln gelten. Regeln helfen: neue, alte.", "Sie sagen es.")
    assert terms_of(mk.nouns(tokens)) == ["Regeln", "Regeln"]
    assert mk.nouns(tokens).offsets.tolist() == [0, 2, 2]


def test_parts_stand_where_their_compound_stood() -> None:
    tokens = tokens_of("Der Klimawandel kommt. Bald", "Staatsanwaltschaft")
    found = mk.parts(tokens)
    assert terms_of(found) == ["Der", "Klima", "Wandel", "kommt", "Bald", "Staatsanwaltschaft"]
    assert found.starts.tolist() == [0, 4, 4, 16, 23, 0]
    assert found.sentences.tolist() == [0, 4, 5, 6]
    assert found.offsets.tolist() == [0, 5, 6]


def test_compounds_are_listed_with_their_head() -> None:
    table = mk.split_compounds(tokens_of("Klimawandel Deich Rosengärten"))
    assert table.values.tolist() == [
        ["Klimawandel", "Klima", 1, False],
        ["Klimawandel", "Wandel", 2, True],
        ["Rosengärten", "Rose", 1, False],
        ["Rosengärten", "Garten", 2, True],
    ]


def test_nothing_to_relabel_is_no_error() -> None:
    empty = tokens_of("…", "")
    for function in (mk.lemmas, mk.nouns, mk.parts):
        assert len(function(empty)) == 0
    assert mk.split_compounds(empty).empty


def test_a_mask_must_fit_the_tokens() -> None:
    tokens = tokens_of("Rente und Miete")
    mask = mk.is_noun(tokens)
    assert mask.tolist() == [True, False, True]
    with pytest.raises(mk.MediakitError, match=r"keep\(\) needs one True or False for each of 3"):
        tokens.keep(mask[:2])

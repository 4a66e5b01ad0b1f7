"""Nouns by their capital: inside a sentence it decides, at the beginning the rest of the corpus."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import MediakitError
from mediakit.german.nouns import find_nouns, lowered_forms, noun_forms


def nouns_of(*sentences: str) -> list[str]:
    """Return the nouns of blank-separated tokens, one string a sentence."""
    tokens = [sentence.split() for sentence in sentences]
    starts = np.cumsum([0, *map(len, tokens)])
    flat = [token for sentence in tokens for token in sentence]
    terms = list(dict.fromkeys(flat))
    codes = [terms.index(token) for token in flat]
    found = find_nouns(codes, sentence_starts=starts, terms=terms)
    assert found.shape == (len(flat),)
    assert found.dtype == bool
    return [token for token, noun in zip(flat, found, strict=True) if noun]


def test_inside_a_sentence_the_capital_decides():
    assert nouns_of("am Montag hat der Rat neue Regeln für Berlin beschlossen .") == [
        "Montag",
        "Rat",
        "Regeln",
        "Berlin",
    ]


def test_first_words_follow_the_rest_of_the_corpus():
    corpus = [
        "er fand alte und neue Wege",
        "in der Stadt sind Wege gesperrt",
        "es gab offenbar Streit",
    ]
    assert nouns_of("Wege sind gesperrt", *corpus)[0] == "Wege"
    assert nouns_of("Offenbar sind sie gesperrt", *corpus)[0] != "Offenbar"


def test_upper_and_lower_case_are_counted_against_each_other():
    mostly_verb = ["wir essen", "sie essen", "das Essen war gut"]
    mostly_noun = ["das Essen war gut", "beim Essen und vor dem Essen", "sie essen"]
    assert nouns_of("Essen wir", *mostly_verb) == ["Essen"]
    assert nouns_of("Essen hilft", *mostly_noun) == ["Essen"] * 4


@pytest.mark.parametrize(
    "word",
    ["Bürgermeisterin", "Regierung", "Müller", "CDU", "Tische", "König", "Fleisch", "E-Mail"],
)
def test_unseen_first_words_are_nouns(word):
    assert nouns_of(f"{word} gegen alle") == [word]


@pytest.mark.parametrize(
    "word", ["Plötzlich", "Politische", "Möglicherweise", "Die", "Nach", "Nicht", "Würde"]
)
def test_unless_they_are_function_words_or_made_like_adjectives(word):
    assert nouns_of(f"{word} war alles anders") == []


@pytest.mark.parametrize("opener", [":", "„", "»", "«", '"', "–", "- „", ": „"])
def test_behind_opening_signs_a_capital_proves_nothing(opener):
    assert nouns_of(f"er sagte {opener} Plötzlich kam der Regen") == ["Regen"]


def test_punctuation_before_the_first_word_does_not_make_it_certain():
    assert nouns_of("„ ( Plötzlich ) “ kam er") == []


def test_polite_pronouns_are_no_nouns():
    assert nouns_of("haben Sie Ihr Auto und Ihre Papiere , fragte er Sie .") == ["Auto", "Papiere"]


def test_function_words_with_a_noun_of_the_same_form():
    assert nouns_of("die Würde des Menschen , ein klares Ja und zum ersten Mal") == [
        "Würde",
        "Menschen",
        "Ja",
        "Mal",
    ]


def test_adjectives_in_names_are_no_nouns_but_titles_are():
    assert nouns_of("bei der Deutschen Bank am Schwarzen Meer") == ["Bank", "Meer"]
    assert nouns_of("im Zweiten Weltkrieg und im Britischen Museum") == ["Weltkrieg", "Museum"]
    assert nouns_of("weil der Deutsche gewann") == ["Deutsche"]
    assert nouns_of("wie Minister Meyer dem Spiegel sagte") == ["Minister", "Meyer", "Spiegel"]


def test_an_adjective_of_any_make_is_known_by_its_lower_case():
    corpus = ["das eiserne Tor", "eine eiserne Regel"]
    assert nouns_of("hinter dem Eiserne Vorhang", *corpus)[:1] == ["Vorhang"]
    assert nouns_of("hinter dem Eiserne Vorhang")[:2] == ["Eiserne", "Vorhang"]


SIGNS = """E-Mail 20-Jährige 3D-Drucker Start-up Covid-19 iPhone #Wahl Bürger:innen Bürger/-innen
    al-Assad Hieb- USA Know-how"""


@pytest.mark.parametrize("form", SIGNS.split())
def test_forms_with_signs_that_are_nouns(form):
    assert nouns_of(f"wegen {form} gestern") == [form]


@pytest.mark.parametrize(
    "form",
    [
        "US-amerikanisch",
        "EU-weit",
        "3,5-prozentig",
        "2024",
        "z.B.",
        "–",
        "🙂",
        "\ud800",
        "1990er",
        "-",
    ],
)
def test_forms_with_signs_that_are_none(form):
    assert nouns_of(f"es ist {form} so") == []


def test_no_tokens_give_an_empty_mask():
    found = find_nouns([], sentence_starts=[], terms=[])
    assert found.shape == (0,)
    assert found.dtype == bool


def test_the_end_may_stand_among_the_starts_and_their_order_is_free():
    terms = ["Klar", "ist", "Streit", "klar", "."]
    codes = [0, 1, 2, 4, 2, 1, 3, 4]
    expected = [False, False, True, False, True, False, False, False]
    for starts in ([0, 4], [4, 0], [0, 4, 8], np.array([0, 4], dtype=np.uint8)):
        np.testing.assert_array_equal(
            find_nouns(codes, sentence_starts=starts, terms=terms), expected
        )


def test_input_is_not_changed():
    codes = np.array([0, 1])
    find_nouns(codes, sentence_starts=[0], terms=["Rat", "tagt"])
    np.testing.assert_array_equal(codes, [0, 1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"codes": [0.5]}, "whole numbers in one dimension as codes, got float64"),
        ({"codes": [[0]]}, "whole numbers in one dimension as codes"),
        ({"codes": [0, 2]}, "codes[1] is 2, but must lie in 0..1"),
        ({"codes": [-1]}, "codes[0] is -1"),
        ({"sentence_starts": [True, False]}, "turn a mask into positions with numpy.flatnonzero()"),
        ({"sentence_starts": [3]}, "sentence_starts[0] is 3, but must lie in 0..2"),
        ({"terms": ["Rat", None]}, "terms[1] is no str but NoneType None"),
    ],
)
def test_wrong_input_is_named(arguments, message):
    call = {"codes": [0, 1], "sentence_starts": [0], "terms": ["Rat", "tagt"]} | arguments
    with pytest.raises(MediakitError, match=re.escape(message)):
        find_nouns(call.pop("codes"), **call)


@given(st.lists(st.text(min_size=1), min_size=1), st.randoms())
def test_the_order_of_the_terms_does_not_matter(tokens, random):
    terms = sorted(set(tokens))
    shuffled = random.sample(terms, len(terms))
    masks = [
        find_nouns([names.index(token) for token in tokens], sentence_starts=[0], terms=names)
        for names in (terms, shuffled)
    ]
    np.testing.assert_array_equal(*masks)


@given(
    st.lists(st.sampled_from(["der", "Rat", "rat", "Klug", "klug", ".", "„"])), st.integers(0, 5)
)
def test_a_corpus_twice_gives_the_same_answer_twice(tokens, start):
    terms = sorted(set(tokens))
    codes = [terms.index(token) for token in tokens]
    starts = [0, min(start, len(codes))]
    once = find_nouns(codes, sentence_starts=starts, terms=terms)
    twice = find_nouns(
        codes * 2, sentence_starts=[*starts, *(s + len(codes) for s in starts)], terms=terms
    )
    np.testing.assert_array_equal(np.tile(once, 2), twice)


def forms_of(*forms: str) -> pa.LargeStringArray:
    return pa.array(forms, pa.large_string())


def test_forms_alone_have_the_capital_of_a_noun_or_not():
    nouns = ["Rente", "CDU", "E-Mail", "20-Jährige", "iPhone", "Start-up", "Élysée"]
    others = ["rot", "Und", "US-weit", "7", "z.B.", "…"]
    assert noun_forms(forms_of(*nouns, *others)).tolist() == [True] * 7 + [False] * 6


def test_forms_that_stand_more_often_in_lower_case_are_lowered():
    forms = forms_of("Essen", "Offenbar", "Rente", "essen", "offenbar", "Nachbar", "nachbar")
    lowered = lowered_forms(forms, counts=np.array([3, 2, 5, 2, 2, 1, 1]))
    # As often either way, the make decides: that of an adjective, not that of Nachbar.
    assert lowered.tolist() == [False, True, False, False, False, False, False]
    lowered = lowered_forms(forms, counts=np.array([3, 2, 5, 9, 2, 1, 1]))
    assert lowered.tolist()[:2] == [True, True]


def test_forms_and_tokens_agree_on_nearly_all_words():
    tokens = mk.tokenize(mk.sample_articles())
    forms = pa.array(tokens.terms, pa.large_string())
    counts = np.bincount(tokens.codes, minlength=len(forms))
    by_form = (noun_forms(forms) & ~lowered_forms(forms, counts=counts))[tokens.codes]
    assert (by_form == mk.is_noun(tokens)).mean() > 0.97

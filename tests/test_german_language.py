"""Is a text German? Hand-written sentences of five languages, headlines, odd input."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.errors import MediakitError
from mediakit.german.language import german_share, is_german

GOLD = Path(__file__).parent / "gold" / "languages.txt"
LINES = GOLD.read_text(encoding="utf-8").splitlines()
SENTENCES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_german_sentences_are_told_from_their_neighbours(language, sentence):
    assert is_german(sentence) == (language == "de")
    assert (german_share(sentence) >= 0.12) == (language == "de")


def test_all_five_languages_are_tested():
    languages = [language for language, _ in SENTENCES]
    assert {language: languages.count(language) for language in languages} == {
        "de": 10,
        "en": 8,
        "fr": 6,
        "nl": 6,
        "da": 6,
    }


def test_the_share_is_counted_word_by_word():
    assert german_share("Das Gesetz und die Folgen") == 3 / 5
    assert german_share("DAS GESETZ UND DIE FOLGEN") == 3 / 5
    assert german_share("Gesetze") == 0


@pytest.mark.parametrize(
    "headline", ["Scholz trifft Macron", "Breaking News", "Trump wins", "", "2:1", "–"]
)
def test_short_texts_prove_nothing_and_pass(headline):
    assert is_german(headline)


@pytest.mark.parametrize(
    "text", ["Москва сегодня", "محادثات جديدة", "שלום", "東京オリンピック", "Αθήνα"]
)
def test_other_scripts_are_not_german_however_short(text):
    assert not is_german(text)
    assert german_share(text) == 0


@pytest.mark.parametrize("text", ["", "12 : 3", "🙂", "\ud800"])
def test_a_text_without_words_has_no_share(text):
    assert math.isnan(german_share(text))
    assert is_german(text)


@pytest.mark.parametrize("measure", [german_share, is_german])
@pytest.mark.parametrize("value", [None, 1, float("nan"), b"Text"])
def test_anything_but_a_string_is_refused(measure, value):
    with pytest.raises(
        MediakitError, match=rf"{measure.__name__}\(\) takes text \(str\), got .*drop missing"
    ):
        measure(value)


def test_a_megabyte_without_a_blank_is_one_word():
    assert german_share("a" * 1_000_000) == 0


@given(st.text())
def test_no_string_raises(text):
    share = german_share(text)
    assert math.isnan(share) or 0 <= share <= 1
    assert is_german(text) in (True, False)

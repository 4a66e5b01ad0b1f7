"""Stop words: function words in all spellings, no content words, negations apart."""

import re
from importlib.resources import files

import pytest

from mediakit.german.stopwords import stopwords

DATA = files("mediakit.german").joinpath("data/stopwords.txt")


def test_there_are_enough_and_all_are_lower_case_single_words():
    words = stopwords()
    assert len(words) >= 450
    assert all(re.fullmatch(r"'?[a-zäöüß]+", word) for word in words)


@pytest.mark.parametrize(
    "words",
    [
        "der die das den dem des ein eine einen einem einer eines",
        "ich du er sie es wir ihr mich dich ihn uns euch sich man",
        "mein deine seinem ihren unserer eures dieser jene welches",
        "in an auf mit von zu aus bei nach seit über unter vor zwischen während wegen trotz",
        "und oder aber denn sondern weil dass ob wenn obwohl",
        "bin ist sind war waren gewesen sei wäre habe hat hatte hätte wird wurde worden würde",
        "kann könnte muss müsste darf durfte soll sollte will wollte mag möchte",
        "hier dort dann jetzt damals deshalb trotzdem außerdem",
    ],
)
def test_every_word_class_is_covered(words):
    assert set(words.split()) <= stopwords()


@pytest.mark.parametrize(
    "word", ["daß", "muß", "mußte", "läßt", "sodaß", "ausser", "draussen", "gemäss"]
)
def test_older_and_swiss_spelling_is_known(word):
    assert word in stopwords()


CONTENT = """zeit jahr jahre gut groß gross recht ende tag uhr viel viele wenig mehr weniger neu
    sagen sagt sagte geht gehen macht machen kommt gibt teil leben mensch menschen eins zwei drei
    erste million prozent heute gestern morgen deutschland leider angeblich laut dank"""


@pytest.mark.parametrize("word", CONTENT.split())
def test_words_with_content_stay_in_the_text(word):
    assert word not in stopwords(keep_negations=False)


NEGATIONS = """nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne kaum
    weder noch nein nirgends"""


@pytest.mark.parametrize("word", NEGATIONS.split())
def test_negations_stay_unless_asked_for(word):
    assert word not in stopwords()
    assert word in stopwords(keep_negations=False)


def test_without_negations_is_the_larger_list():
    assert stopwords() < stopwords(keep_negations=False)


def test_a_second_call_returns_the_same_object():
    assert stopwords() is stopwords()


def test_the_file_names_its_source_and_licence_and_repeats_no_word():
    lines = DATA.read_text(encoding="utf-8").splitlines()
    header = " ".join(line for line in lines if line.startswith("#"))
    words = " ".join(line for line in lines if line[:1] not in ("#", "[")).split()
    assert "Source:" in header
    assert "Licence:" in header
    assert len(words) == len(set(words)) == len(stopwords(keep_negations=False))

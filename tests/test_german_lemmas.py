"""Lemmas of single forms, of a vocabulary and of running tokens."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from HanTa.HanoverTagger import HanoverTagger
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mediakit.errors import MediakitError
from mediakit.german import lemma_lexicon
from mediakit.german.lemma_context import lemmatize_tokens
from mediakit.german.lemma_lexicon import lexicon
from mediakit.german.lemmas import lemmatize, lemmatize_all


def pairs(text: str) -> list[tuple[str, str]]:
    """Turn 'form lemma' lines into pairs."""
    return [(form, lemma) for form, lemma in (line.split() for line in text.strip().splitlines())]


NOUNS = """
    Häusern Haus
    Kindes Kind
    Gesetze Gesetz
    Museen Museum
    Themen Thema
    Ärzten Arzt
    Leuten Leute
    Schulden Schulden
    Bürgerinnen Bürgerin
    Flüsse Fluss
    Prozesse Prozess
    Passanten Passant
    Ikone Ikone
    Merkels Merkel
    Russlands Russland
    Sachsens Sachsen
    Wiener Wiener
    LKWs LKW
"""
USED_AS_NOUNS = """
    Verdächtiger Verdächtige
    Abgeordneten Abgeordnete
    Angestellter Angestellte
    Beamter Beamte
    Studierenden Studierende
    Verletzte Verletzte
    Vorsitzender Vorsitzende
    Angeklagten Angeklagte
"""
COMPOUNDS = """
    Umsatzrückgänge Umsatzrückgang
    Energiepreisbremsen Energiepreisbremse
    Bürgergeldempfängern Bürgergeldempfänger
    Klimaschutzgesetzes Klimaschutzgesetz
    Ampelkoalitionsstreitigkeiten Ampelkoalitionsstreitigkeit
    Fernwärmenetzbetreibern Fernwärmenetzbetreiber
    US-Präsidenten US-Präsident
    Corona-Maßnahmen Corona-Maßnahme
    CDU-geführten CDU-geführt
    deutsch-französischen deutsch-französisch
    18-Jähriger 18-Jährige
    3,5-prozentige 3,5-prozentig
    Nordrhein-Westfalens Nordrhein-Westfalen
"""
VERBS = """
    ging gehen
    zurückgetreten zurücktreten
    aufzustehen aufstehen
    angekündigt ankündigen
    abschafft abschaffen
    erklärte erklären
    demonstrierten demonstrieren
    tauschte tauschen
    weiß wissen
    wurde werden
    gewesen sein
    gelitten leiden
    aufgehalten aufhalten
    schloss schließen
    floss fließen
"""
ADJECTIVES = """
    größten groß
    höhere hoch
    besten gut
    teurer teuer
    dunkle dunkel
    politischen politisch
    nächste nah
    dritten dritt
    erste erst
    weitere weiterer
    gestiegene gestiegen
    protestierende protestierend
    gewählten gewählt
    klimaneutrale klimaneutral
    verheiratet verheiratet
"""
GENDERED = """
    Bürger:innen Bürger
    Bürger*innen Bürger
    Bürger_innen Bürger
    Bürger/-innen Bürger
    Bürger/innen Bürger
    BürgerInnen Bürger
    Bürger:in Bürger
    Ärzt:innen Arzt
    Kolleg:innen Kollege
    Französ:innen Franzose
    Beamt*innen Beamte
    Hausärzt:innen Hausarzt
    Abgeordnete:r Abgeordnete
    jede:r jeder
    Lehrer:innenverbände Lehrer:innenverband
"""
FUNCTION_WORDS = """
    die der
    Die der
    ihm er
    uns wir
    einem ein
    diesen dieser
    andere anderer
    Nach nach
    nicht nicht
"""
UNCHANGED = ["", ".", "„", "3.", "1.250,50", "2024", "Dr.", "z.B.", "Hieb-", "LinkedIn", "Наука"]


@pytest.mark.parametrize(("form", "lemma"), pairs(NOUNS))
def test_nouns_and_names_keep_their_capital(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(USED_AS_NOUNS))
def test_adjectives_used_as_nouns_give_the_weak_form(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(COMPOUNDS))
def test_compounds_change_in_their_head(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(VERBS))
def test_verbs_give_the_infinitive(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(ADJECTIVES))
def test_adjectives_give_the_positive_and_participles_stay(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(GENDERED))
def test_gendered_forms_give_the_masculine(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize(("form", "lemma"), pairs(FUNCTION_WORDS))
def test_function_words(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@pytest.mark.parametrize("form", UNCHANGED)
def test_what_has_no_lemma_comes_back(form: str) -> None:
    assert lemmatize(form) == form


@pytest.mark.parametrize(
    ("form", "lemma"), [("Hans'", "Hans"), ("Müller'schen", "Müller'sch"), ("1990ern", "1990er")]
)
def test_apostrophes_and_decades(form: str, lemma: str) -> None:
    assert lemmatize(form) == lemma


@given(st.text(max_size=40))
@example("\ud800")
@example("Ärzt:innen\udfff")
@example("😀-Häuser")
@example("البيت")
@example("ge")
@example("In")
@example("x'")
def test_no_string_raises(word: str) -> None:
    assert isinstance(lemmatize(word), str)


@given(st.text(alphabet="abcdeghinrstuäöüßABEGHST-:*'\u2019.", max_size=14))
def test_german_looking_strings_do_not_raise(word: str) -> None:
    assert isinstance(lemmatize(word), str)


def test_a_megabyte_without_a_blank_comes_back() -> None:
    word = "Haus" * 250_000
    assert lemmatize(word) == word


@given(st.lists(st.sampled_from(["Häusern", "ging", "Die", "3.", "Bürger:innen", "größten", ""])))
def test_a_vocabulary_gives_what_its_words_give(words: list[str]) -> None:
    assert lemmatize_all(words) == [lemmatize(word) for word in words]


@pytest.mark.parametrize("wrong", [None, float("nan"), 3, b"Haus"])
def test_other_types_are_refused(wrong: object) -> None:
    with pytest.raises(MediakitError, match=r"lemmatize\(\) takes a word \(str\), got"):
        lemmatize(wrong)  # type: ignore[arg-type]
    with pytest.raises(MediakitError, match=r"lemmatize_all\(\) takes words \(str\), got"):
        lemmatize_all(["Haus", wrong])  # type: ignore[list-item]


def test_one_string_is_no_vocabulary() -> None:
    with pytest.raises(MediakitError, match="for one use lemmatize"):
        lemmatize_all("Haus")


def test_threads_load_the_lexicon_once() -> None:
    lemma_lexicon._load.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(lambda _: lemma_lexicon.lexicon(), range(4)))
    assert all(one is loaded[0] for one in loaded)


def in_context(text: str) -> list[str]:
    """Lemmas of a text whose tokens stand between blanks; a bar starts a sentence."""
    tokens, starts = [], []
    for sentence in text.split("|"):
        words = sentence.split()
        tokens += words
        starts += [at == 0 for at in range(len(words))]
    forms = sorted(set(tokens))
    codes = [forms.index(token) for token in tokens]
    lemmas, lemma_codes = lemmatize_tokens(forms, codes=codes, sentence_starts=starts)
    return [lemmas[code] for code in lemma_codes]


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Die Bahn veränderte den Fahrplan .", "veränderte", "verändern"),
        ("Das veränderte Klima bleibt .", "veränderte", "verändert"),
        ("die stark veränderte politische Lage", "veränderte", "verändert"),
        ("Er sagt , dass sie die Lage veränderte . | Krieg droht .", "veränderte", "verändern"),
        ("die Deutsche Bank", "Deutsche", "deutsch"),
        ("Der Deutsche gewann .", "Deutsche", "Deutsche"),
    ],
)
def test_neighbours_decide_between_two_readings(text: str, form: str, lemma: str) -> None:
    tokens = text.replace("|", "").split()
    assert in_context(text)[tokens.index(form)] == lemma


def test_unambiguous_tokens_are_those_of_the_forms() -> None:
    text = "Die Renten stiegen in den Ländern der Union ."
    assert in_context(text) == lemmatize_all(text.split())


def test_no_tokens_give_no_lemmas() -> None:
    lemmas, codes = lemmatize_tokens([], codes=[])
    assert lemmas == []
    assert codes.dtype == np.int32
    assert codes.size == 0


def test_sentence_starts_must_fit_the_codes() -> None:
    with pytest.raises(MediakitError, match="one sentence start a token; found 1 for 2 codes"):
        lemmatize_tokens(["Haus"], codes=[0, 0], sentence_starts=[True])


def test_codes_must_be_positions_in_the_forms() -> None:
    with pytest.raises(MediakitError, match="codes from 0 to 0, the positions in forms; found 0"):
        lemmatize_tokens(["Haus"], codes=[0, 1])
    with pytest.raises(MediakitError, match=f"found {2**32} to {2**32}"):
        lemmatize_tokens(["Haus"], codes=np.array([2**32]))


WORDS = [
    *["Angaben", "Systeme", "verbesserten", "Aktien", "läuft", "Schifffahrtsgesellschaft"],
    *["", "a", "ab", "xyz", "123", "u.s.", "ẞ", "Zzzzyxw", "e-mail", "quietschvergnügt"],
]


@pytest.mark.parametrize("word", WORDS)
def test_the_faster_search_answers_as_hanta_does(word) -> None:
    ours, word = lexicon().tagger, word.lower()
    assert ours.analyze_forward(word) == HanoverTagger.analyze_forward(ours, word)
    for tag in ours.reachability:
        theirs = HanoverTagger.analyze_viterbi(ours, word, tag)
        assert ours.analyze_viterbi(word, tag) == theirs


@given(st.text("abcdefghiklmnoprstuzäöüß-", max_size=12))
@settings(max_examples=100, deadline=None)
def test_the_faster_search_agrees_on_any_letters(word) -> None:
    ours = lexicon().tagger
    found = ours.analyze_forward(word)
    assert found == HanoverTagger.analyze_forward(ours, word)
    best = -found[0][0]
    assert ours.analyze_viterbi(word, best) == HanoverTagger.analyze_viterbi(ours, word, best)

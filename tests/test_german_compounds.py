"""Compounds: what splits, what stays whole, what the corpus adds."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.errors import MediakitError
from mediakit.german.compounds import split_all_compounds, split_compound

GOLD = Path(__file__).parent / "gold" / "simplex.txt"
SIMPLEX = [w for w in GOLD.read_text(encoding="utf-8").splitlines() if w and w[0] != "#"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Klimawandel", ("Klima", "Wandel")),  # no linking element
        ("Meinungsumfrage", ("Meinung", "Umfrage")),  # -s-
        ("Tagesordnung", ("Tag", "Ordnung")),  # -es-
        ("Rosenbeet", ("Rose", "Beet")),  # -n-
        ("Studentenprotest", ("Student", "Protest")),  # -en-
        ("Kinderarmut", ("Kind", "Armut")),  # -er-
        ("Bücherregal", ("Buch", "Regal")),  # -er- with umlaut
        ("Hundehütte", ("Hund", "Hütte")),  # -e-
        ("Städtereise", ("Stadt", "Reise")),  # -e- with umlaut
        ("Herzensangelegenheit", ("Herz", "Angelegenheit")),  # -ens-
        ("Namensänderung", ("Name", "Änderung")),  # -ns-
        ("Schulbuch", ("Schule", "Buch")),  # dropped -e
        ("Hilfspaket", ("Hilfe", "Paket")),  # dropped -e and -s-
    ],
)
def test_linking_elements_are_taken_off(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Schreibtischlampe", ("Schreibtisch", "Lampe")),  # known parts stay whole
        ("Bundesverfassungsgericht", ("Bundesverfassung", "Gericht")),
        ("Straßenbahnfahrerin", ("Straßenbahn", "Fahrerin")),
        ("Mindestlohnerhöhung", ("Mindestlohn", "Erhöhung")),
    ],
)
def test_parts_that_are_words_stay_whole(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts


def test_inflected_compounds_give_the_heads_lemma() -> None:
    assert split_compound("Steuererhöhungen") == ("Steuer", "Erhöhung")
    assert split_compound("Umsatzrückgänge") == ("Umsatz", "Rückgang")
    assert split_compound("Haustieres") == ("Haus", "Tier")
    assert split_compound("Verwaltungsprozesse") == ("Verwaltung", "Prozess")


def test_heads_that_the_dictionary_takes_for_plurals_keep_their_e() -> None:
    # simplemma's lemma of Pumpe is Pump, that of Halle is Hall.
    assert split_compound("Wärmepumpe") == ("Wärme", "Pumpe")
    assert split_compound("Wärmepumpen") == ("Wärme", "Pumpe")
    assert split_compound("Wärmepumpe", vocabulary={"Pumpe": 5}) == ("Wärme", "Pumpe")
    assert split_compound("Turnhalle") == ("Turn", "Halle")
    assert split_compound("Feiertage") == ("Feier", "Tag")


def test_words_that_no_longer_mean_their_parts_stay_whole_in_every_form() -> None:
    assert split_compound("Haushalt") == ("Haushalt",)
    assert split_compound("Haushalte") == ("Haushalte",)
    assert split_compound("Haushaltsloch") == ("Haushalt", "Loch")


def test_first_parts_that_are_no_nouns_stand_in_lower_case() -> None:
    assert split_compound("Großbrand") == ("groß", "Brand")
    assert split_compound("Impfstoff") == ("impf", "Stoff")
    assert split_compound("Werbeverbot") == ("werbe", "Verbot")


def test_bound_first_parts_count_as_parts() -> None:
    assert split_compound("Elektroroller") == ("Elektro", "Roller")
    assert split_compound("Hauptproblem") == ("Haupt", "Problem")


def test_hyphens_split_before_a_noun_only() -> None:
    assert split_compound("CDU-Chef") == ("CDU", "Chef")
    assert split_compound("Corona-Maßnahmen") == ("Corona", "Maßnahme")
    assert split_compound("Grünen-nah") == ("Grünen-nah",)
    assert split_compound("Baden-Württemberg") == ("Baden-Württemberg",)
    assert split_compound("E-Mail") == ("E-Mail",)
    assert split_compound("Hieb-") == ("Hieb-",)


def test_lower_case_compounds_split_as_well_but_not_adjectives() -> None:
    assert split_compound("klimawandel") == ("Klima", "Wandel")
    assert split_compound("umweltfreundlichen") == ("umweltfreundlichen",)
    assert split_compound("unterschreiben") == ("unterschreiben",)


@pytest.mark.parametrize("word", ["Haus", "NATO", "Tee", "BUNDESTAG", "Bürger:innen", "G20Gipfel"])
def test_short_words_capitals_and_words_with_signs_stay_whole(word: str) -> None:
    assert split_compound(word) == (word,)


def test_simplex_words_stay_whole() -> None:
    assert len(SIMPLEX) == len(set(SIMPLEX)) == 300
    split = [parts for parts in split_all_compounds(SIMPLEX) if len(parts) > 1]
    assert split == []


def test_particles_make_derived_words_not_compounds() -> None:
    words = ["Aufstand", "Unterschied", "Übergang", "Nachrichten", "Widersprüche", "Mitglieder"]
    assert split_all_compounds(words) == [(word,) for word in words]


def test_the_corpus_teaches_new_parts() -> None:
    vocabulary = {"Wummsi": 12, "Kanzler": 80, "und": 900}
    assert split_compound("Kanzlerwummsi") == ("Kanzlerwummsi",)
    assert split_compound("Kanzlerwummsi", vocabulary=vocabulary) == ("Kanzler", "Wummsi")
    assert split_compound("Wummsikanzler", vocabulary=vocabulary) == ("Wummsi", "Kanzler")


@pytest.mark.parametrize("vocabulary", [{"Wummsi": 1}, {"Wummsi": 5, "wummsi": 40}])
def test_a_word_seen_once_or_mostly_in_lower_case_is_no_new_part(
    vocabulary: dict[str, int],
) -> None:
    assert split_compound("Kanzlerwummsi", vocabulary=vocabulary) == ("Kanzlerwummsi",)


def test_the_batch_is_the_single_word_repeated() -> None:
    words = ["Haustür", "Regierung", "Haustür", "", "Ölpreis", "…"]
    vocabulary = {"Tür": 3, "Öl": 7, "Preis": 9}
    for known in (None, vocabulary):
        assert split_all_compounds(words, vocabulary=known) == [
            split_compound(word, vocabulary=known) for word in words
        ]


def test_the_batch_takes_any_iterable_and_an_empty_one() -> None:
    assert split_all_compounds(iter(["Haustür"])) == [("Haus", "Tür")]
    assert split_all_compounds([]) == []


def test_threads_see_the_same_answers() -> None:
    words = [f"{first}{head}" for first in ("Haus", "Wasser", "Partei") for head in ("tor", "tag")]
    alone = split_all_compounds(words * 20)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(split_all_compounds, [words * 20] * 8))
    assert together == [alone] * 8


@pytest.mark.parametrize(
    "word",
    [
        "",
        "-",
        "--------",
        "a-",
        "-Chef",
        "\ud800\udfffKanzler",
        "Kanz\ud800ler",
        "😀😀😀😀😀😀",
        "Здравствуйте",
        "السلام عليكم",
        "x" * 1_000_000,
        "Haus" * 250_000,
        "Haus-" * 200_000,
    ],
)
def test_strange_strings_come_back_whole(word: str) -> None:
    assert split_compound(word) == (word,)


@pytest.mark.parametrize("bad", [None, 3, float("nan"), b"Haus", ["Haus"]])
def test_anything_but_text_is_refused(bad: object) -> None:
    with pytest.raises(MediakitError, match=r"takes one word \(str\), got"):
        split_compound(bad)  # type: ignore[arg-type]
    with pytest.raises(MediakitError, match="at position 1; drop missing words first"):
        split_all_compounds(["Haus", bad])  # type: ignore[list-item]


def test_the_batch_refuses_one_string() -> None:
    with pytest.raises(MediakitError, match=r"use split_compound\(\) for one word"):
        split_all_compounds("Haustür")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=100))
def test_no_string_raises_and_one_part_is_the_word_itself(word: str) -> None:
    parts = split_compound(word)
    assert parts == (word,) if len(parts) == 1 else all(parts)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SIMPLEX), st.sampled_from(SIMPLEX))
def test_parts_cover_the_word_in_order(first: str, head: str) -> None:
    word = first + head.lower()
    parts = split_compound(word)
    assert len(parts) <= 4
    assert sum(len(part) for part in parts) <= len(word) + 4 * len(parts)
    assert parts == split_compound(word)


def test_importing_reads_no_dictionary() -> None:
    source = "import sys, mediakit.german.compounds; print('HanTa' in sys.modules)"
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

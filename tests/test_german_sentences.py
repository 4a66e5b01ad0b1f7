"""Sentences: where a German text is cut, on hand-coded traps and on any text at all."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.errors import MediakitError
from mediakit.german import sentences
from mediakit.german.sentences import (
    Feature,
    chunk_features,
    gap_break,
    sentence_borders,
    split_sentences,
)

GOLD = Path(__file__).parent / "gold" / "sentences.txt"
CHUNKS = """Der Haus. 3. Oktober „Ja!“ rief z. B. Dr. usw. XVI. Platz 2019 – “ ) (63.) Art. J. und
er: … […] 12. „Wir 100. iPhone § Mio. \ud800 😀"""
PIECES = st.sampled_from(CHUNKS.split())
GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\r\n", "\u00a0"])


def gold_lines() -> list[str]:
    lines = GOLD.read_text("utf-8").split("\n\n", 1)[1].splitlines()
    return [line for line in lines if line and not line.startswith("## ")]


@pytest.mark.parametrize("line", gold_lines())
def test_hand_coded_line_is_split_as_coded(line: str) -> None:
    line = line.replace("¶", "\n\n").replace("↵", "\n")
    expected = [sentence.strip() for sentence in line.split("||")]
    assert split_sentences(line.replace("||", "")) == expected


def test_gold_file_holds_what_it_promises() -> None:
    assert len(gold_lines()) >= 150


def test_words_and_lists_decide_after_a_number() -> None:
    assert split_sentences("Auf Platz 3. Trainer Huber jubelt.")[0] == "Auf Platz 3."
    assert len(split_sentences("Die 3. Trainer Huber jubelt.")) == 1


def test_an_empty_line_is_always_a_border_and_a_line_break_mostly() -> None:
    assert split_sentences("von\n\nder") == ["von", "der"]
    assert split_sentences("Sturm über Wien\nVerletzte") == ["Sturm über Wien", "Verletzte"]
    assert split_sentences("Sturm über der\nStadt") == ["Sturm über der\nStadt"]


@pytest.mark.parametrize(
    ("gap", "kind"),
    [
        (" ", 0),
        ("\u00a0", 0),
        ("\n", 1),
        ("\r\n", 1),
        (" \r\n ", 1),
        ("\n\n", 2),
        ("\n \t\n\n", 2),
        ("\u2029", 2),
        ("", 0),
    ],
)
def test_gaps_are_told_apart_by_their_line_breaks(gap: str, kind: int) -> None:
    assert gap_break(gap) == kind


def test_features_can_be_read() -> None:
    assert chunk_features("(Oktober,") == Feature.UPPER | Feature.ORDINAL_NOUN | Feature.UNFINISHED
    assert chunk_features("3.") == Feature.STOP | Feature.DOT | Feature.ORDINAL | Feature.DIGIT
    assert chunk_features("3.“") == Feature.STOP | Feature.DIGIT


@given(st.lists(st.tuples(PIECES, GAPS), max_size=12))
def test_the_rule_is_the_same_on_numbers_and_on_arrays(pairs: list[tuple[str, str]]) -> None:
    features = [0, 0, *(chunk_features(chunk) for chunk, _ in pairs), 0]
    breaks = [2, *([2] if pairs else []), *(gap_break(gap) for _, gap in pairs[:-1]), 2]
    one_by_one = [
        bool(
            sentences._begins(
                *features[i : i + 3],
                features[i + 3] * (breaks[i + 2] < 2),
                breaks[i],
                breaks[i + 1],
            )
        )
        for i in range(len(pairs))
    ]
    one_by_one[:1] = [True] * len(one_by_one[:1])
    at_once = sentence_borders(np.array(features[2:-1], int), breaks=np.array(breaks[1:-1], int))
    assert at_once.tolist() == one_by_one


@given(st.lists(st.lists(st.tuples(PIECES, GAPS), min_size=1, max_size=8), max_size=4))
def test_a_corpus_in_one_row_is_split_as_its_texts_are(texts: list[list[tuple[str, str]]]) -> None:
    features = [chunk_features(chunk) for text in texts for chunk, _ in text]
    breaks = [kind for text in texts for kind in [2, *(gap_break(gap) for _, gap in text[:-1])]]
    borders = sentence_borders(np.array(features, int), breaks=np.array(breaks, int))
    alone = [split_sentences("".join(chunk + gap for chunk, gap in text)) for text in texts]
    assert borders.sum() == sum(map(len, alone))


@given(
    st.one_of(st.text(), st.lists(st.tuples(PIECES, GAPS)).map(lambda p: "".join(map("".join, p))))
)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    found = split_sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in found)
    place = 0
    for sentence in found:
        place = text.index(sentence, place) + len(sentence)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        (" \n", 0),
        ("...", 1),
        ("\ud800. \ud801", 1),
        ("Привет. Мир!", 2),
        ("שלום. עולם.", 2),
        ("😀 😀", 1),
    ],
)
def test_no_text_raises(text: str, number: int) -> None:
    assert len(split_sentences(text)) == number


@pytest.mark.parametrize("unit", ["x", "a.", "1.", "„", ".)", "str", "A-"])
def test_a_megabyte_without_a_blank_is_one_sentence_soon(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    assert split_sentences(text) == [text]
    assert time.process_time() - start < 3


@pytest.mark.parametrize("function", [split_sentences, chunk_features])
@pytest.mark.parametrize("value", [None, 3, float("nan"), b"Haus"])
def test_anything_but_text_is_refused(function, value) -> None:
    with pytest.raises(MediakitError, match=rf"{function.__name__}\(\) takes .* \(str\), got "):
        function(value)


def test_breaks_must_match_the_chunks() -> None:
    with pytest.raises(MediakitError, match="one break a chunk, got 2 features and 1 breaks"):
        sentence_borders(np.array([0, 0]), breaks=np.array([2]))

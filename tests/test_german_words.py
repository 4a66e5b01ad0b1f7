"""Words: where the chunks of a German text are cut, and that nothing gets lost."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.errors import MediakitError
from mediakit.german.words import RULES, Rule, chunk_splitter, is_word, split_chunk, split_words

GOLD = Path(__file__).parent / "gold" / "tokens.txt"


def gold_lines() -> list[str]:
    lines = GOLD.read_text("utf-8").split("\n\n", 1)[1].splitlines()
    return [line for line in lines if line and not line.startswith("## ")]


@pytest.mark.parametrize("line", gold_lines())
def test_hand_coded_line_is_split_as_coded(line: str) -> None:
    expected = [piece for chunk in line.split() for piece in chunk.split("|")]
    assert [word.text for word in split_words(line.replace("|", ""))] == expected


def test_gold_file_holds_what_it_promises() -> None:
    assert len(gold_lines()) >= 200


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_does_what_its_example_shows(rule: Rule) -> None:
    assert split_chunk(rule.example.replace("|", "")) == rule.example.split("|")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_is_needed_for_its_example(rule: Rule) -> None:
    split = chunk_splitter(tuple(other for other in RULES if other is not rule))
    assert split(rule.example.replace("|", "")) != rule.example.split("|")


@pytest.mark.parametrize(
    "form",
    [
        "Bürger:innen",
        "Bürger*innen",
        "Bürger_innen",
        "Bürger/-innen",
        "Bürger/innen",
        "BürgerInnen",
        "Bürger·innen",
        "Bürger(innen)",
    ],
)
def test_gender_form_is_one_word_in_any_spelling(form: str) -> None:
    assert split_chunk(f"„{form}“,") == ["„", form, "“", ","]


def test_sharp_s_and_double_s_are_kept_as_written() -> None:
    assert [word.text for word in split_words("Maß Mass")] == ["Maß", "Mass"]


def test_letters_with_combining_marks_stay_whole() -> None:
    assert split_chunk("Mu\u0308ller,") == ["Mu\u0308ller", ","]


def test_positions_count_characters_of_the_text() -> None:
    assert [tuple(word) for word in split_words(" Öl,\n\n😀 z. B.")] == [
        ("Öl", 1),
        (",", 3),
        ("😀", 6),
        ("z.", 8),
        ("B.", 11),
    ]


def test_a_reader_can_add_a_rule() -> None:
    rules = (Rule("file number", r"\d+[A-Z][a-z]\d+/\d+", "5Ob12/20|."), *RULES)
    assert [word.text for word in split_words("5Ob12/20.", rules=rules)] == ["5Ob12/20", "."]
    assert [word.text for word in split_words("5Ob12/20.")] == ["5Ob12", "/", "20."]


@pytest.mark.parametrize("pattern", ["(a)b", "a*"])
def test_a_rule_that_would_lose_text_is_refused(pattern: str) -> None:
    with pytest.raises(
        MediakitError, match="rule 'bad' has a capturing group or matches the empty"
    ):
        chunk_splitter((Rule("bad", pattern, "ab"), *RULES))


def test_is_word_needs_a_letter_or_a_digit() -> None:
    assert [piece for piece in split_chunk("„Na,§218…!“") if is_word(piece)] == ["Na", "218"]
    assert not is_word("")


@given(st.text())
def test_tokens_and_white_space_give_the_text_back(text: str) -> None:
    end, gaps = 0, []
    for piece, start in split_words(text):
        assert text[start : start + len(piece)] == piece != ""
        gaps.append(text[end:start])
        end = start + len(piece)
    assert "".join([*gaps, text[end:]]).strip() == ""


@given(st.text(alphabet="aAzB1.,-–/:*'’_%\"„“()[]@#§+\u0308 \ud800😀", max_size=40))
def test_a_text_is_split_chunk_by_chunk(text: str) -> None:
    by_chunk = [piece for chunk in text.split() for piece in split_chunk(chunk)]
    assert [word.text for word in split_words(text)] == by_chunk
    assert "".join(by_chunk) == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["\ud800", "😀👩‍🚀🇦🇹", "Привет, мир", "שלום!", "...", "", "\x00", "\u0308"]
)
def test_no_text_raises(text: str) -> None:
    assert "".join(word.text for word in split_words(text)) == "".join(text.split())


@pytest.mark.parametrize("unit", ["x", "1-2-", "a.b.", "a@", "www.!", "Hans'", "a:", "'"])
def test_a_text_without_a_blank_takes_linear_time(unit: str) -> None:
    times = []
    for size in (20_000, 200_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        assert "".join(split_chunk(text)) == text
        times.append(time.process_time() - start)
    assert times[1] < 40 * times[0] + 0.2


@pytest.mark.parametrize("function", [split_words, split_chunk, is_word])
@pytest.mark.parametrize("value", [None, 3, float("nan"), b"Haus"])
def test_anything_but_text_is_refused(function, value) -> None:
    with pytest.raises(MediakitError, match=rf"{function.__name__}\(\) takes .* \(str\), got "):
        function(value)

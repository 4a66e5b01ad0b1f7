"""Passages that two texts have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk


def test_rearranged_passages_by_hand() -> None:
    a = "Eins zwei drei vier. Fünf sechs sieben acht!"
    b = "„Fünf sechs, sieben acht“; eins zwei drei vier und neun"
    reuse = mk.text_reuse(a, b, min_words=3)
    assert reuse.passages["text"].tolist() == ["Eins zwei drei vier", "Fünf sechs sieben acht"]
    places = reuse.passages[["start_a", "end_a", "start_b", "end_b", "words"]]
    assert places.values.tolist() == [[0, 19, 27, 46, 4], [21, 43, 1, 24, 4]]
    assert reuse.share_a == 1
    assert reuse.share_b == 0.8
    assert repr(reuse) == "<TextReuse: 2 passages, 100 % of the first text, 80 % of the second>"


def test_no_word_is_counted_twice() -> None:
    reuse = mk.text_reuse("a b c a b c", "a b c", min_words=3)
    assert len(reuse.passages) == 1
    assert (reuse.share_a, reuse.share_b) == (0.5, 1)


@given(*[st.lists(st.sampled_from("abcd"), max_size=25).map(" ".join)] * 2, st.integers(1, 4))
def test_passages_are_equal_and_apart(a: str, b: str, n: int) -> None:
    reuse = mk.text_reuse(a, b, min_words=n)
    for row in reuse.passages.itertuples():
        assert a[row.start_a : row.end_a] == b[row.start_b : row.end_b] == row.text
        assert row.words >= n
    for side in "ab":
        spans = reuse.passages[[f"start_{side}", f"end_{side}"]].sort_values(f"start_{side}")
        assert (spans.iloc[:, 1].shift(fill_value=0) <= spans.iloc[:, 0]).all()
    other = mk.text_reuse(b, a, min_words=n)
    assert bool(len(other.passages)) == bool(len(reuse.passages))


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40).map(" ".join))
def test_a_text_reuses_itself_wholly(text: str) -> None:
    assert mk.text_reuse(text, text, min_words=1).share_a == 1


def test_articles_are_shown_as_text() -> None:
    hostile = "<script>alert(1)</script> eins zwei drei $x$"
    shown = mk.text_reuse(hostile, hostile + " vier", min_words=2)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown or "lt;<mark" in shown
    assert shown.count("<mark") == 2
    assert "mathjax_ignore" in shown
    assert "a: 100% in common" in shown


def test_nothing_in_common_and_bad_input() -> None:
    none = mk.text_reuse("", "eins")
    assert (none.share_a, none.share_b, len(none.passages)) == (0, 0, 0)
    assert "<mark" not in none._repr_html_()
    with pytest.raises(mk.MediakitError, match="b must be a text, not NoneType"):
        mk.text_reuse("eins", None)
    with pytest.raises(mk.MediakitError, match="min_words must be 1 or more, not 0"):
        mk.text_reuse("eins", "eins", min_words=0)

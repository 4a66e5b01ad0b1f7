"""Word shifts: what each word contributes adds up to the difference."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk

FREQUENCIES = st.dictionaries(
    st.sampled_from(["Rente", "Krise", "Gewinn", "Kanzler", "und"]), st.integers(1, 50), min_size=1
)
SCORES = st.dictionaries(st.sampled_from(["Rente", "Krise", "Gewinn"]), st.floats(-1, 1))


def entropy(frequencies: dict[str, int]) -> float:
    """Compute the entropy in bits."""
    total = sum(frequencies.values())
    return -sum(n / total * math.log2(n / total) for n in frequencies.values())


def average(frequencies: dict[str, int], *, scores: dict[str, float]) -> float:
    """Compute the mean score of all tokens."""
    total = sum(frequencies.values())
    return sum(n * scores.get(term, 0) for term, n in frequencies.items()) / total


def test_shares_by_hand() -> None:
    table = mk.word_shift({"Rente": 3, "Krise": 1}, pd.Series({"Rente": 1, "Gewinn": 1}))
    assert table.loc[:, "term":"proportion"].sort_values("term").values.tolist() == [
        ["Gewinn", 0, 1, 0.0, 0.5, 0.5],
        ["Krise", 1, 0, 0.25, 0.0, -0.25],
        ["Rente", 3, 1, 0.75, 0.5, -0.25],
    ]
    assert table["term"].tolist() == ["Gewinn", "Krise", "Rente"]


def test_tables_of_frequencies_are_lists(articles) -> None:
    matrix = mk.count_terms(mk.tokenize(articles))
    table = mk.term_frequencies(matrix, by=articles["outlet"])
    groups = [rows for _, rows in table.groupby("group")]
    shift = mk.word_shift(*groups).set_index("term")
    assert shift.loc["Tor", ["count_a", "count_b"]].tolist() == [3, 0]
    assert "score" not in shift.columns


@given(FREQUENCIES, FREQUENCIES, SCORES, SCORES, st.floats(-1, 1))
def test_contributions_sum_to_the_difference(a, b, before, after, neutral) -> None:
    table = mk.word_shift(a, b, scores=(before, after), reference_score=neutral)
    assert table["proportion"].sum() == pytest.approx(0, abs=1e-9)
    assert table["entropy_bits"].sum() == pytest.approx(entropy(b) - entropy(a), abs=1e-9)
    assert 0 <= table["jensen_shannon_bits"].sum() <= 1 + 1e-9
    assert (table["jensen_shannon_bits"] >= 0).all()
    difference = average(b, scores=after) - average(a, scores=before)
    assert table["weighted_average"].sum() == pytest.approx(difference, abs=1e-9)


@given(FREQUENCIES, FREQUENCIES)
def test_swapping_the_texts_turns_the_signs(a, b) -> None:
    there = mk.word_shift(a, b).set_index("term").sort_index()
    back = mk.word_shift(b, a).set_index("term").sort_index()
    for column, sign in (("proportion", -1), ("entropy_bits", -1), ("jensen_shannon_bits", 1)):
        assert there[column].tolist() == pytest.approx((sign * back[column]).tolist(), abs=1e-12)


@given(FREQUENCIES, FREQUENCIES, st.integers(2, 9))
def test_longer_texts_of_the_same_words_shift_the_same(a, b, times: int) -> None:
    longer = mk.word_shift({term: n * times for term, n in a.items()}, b)
    pd.testing.assert_frame_equal(
        longer.drop(columns="count_a"), mk.word_shift(a, b).drop(columns="count_a")
    )


def test_equal_texts_do_not_shift_and_strange_ones_by_one_bit() -> None:
    same = mk.word_shift({"Rente": 2, "und": 2}, {"Rente": 1, "und": 1})
    assert same["jensen_shannon_bits"].tolist() == [0, 0]
    strange = mk.word_shift({"Rente": 2}, {"Miete": 1, "Kredit": 3})
    assert strange["jensen_shannon_bits"].sum() == pytest.approx(1)


def test_what_counts_nothing_is_refused() -> None:
    with pytest.raises(mk.EmptyError, match="b counts no token"):
        mk.word_shift({"Rente": 1}, {})
    with pytest.raises(mk.MediakitError, match=r"a counts 'Rente' -1\.0 times"):
        mk.word_shift({"Rente": -1}, {"Rente": 1})
    with pytest.raises(mk.MediakitError, match="a must be a table, Series or dict of counts"):
        mk.word_shift(["Rente"], {"Rente": 1})  # type: ignore[arg-type]
    with pytest.raises(mk.ColumnError, match="no column 'count'"):
        mk.word_shift(pd.DataFrame({"term": ["Rente"]}), {"Rente": 1})
    one = {"Rente": 1}
    with pytest.raises(mk.MediakitError, match="scores= gives 'Rente' no number, but nan"):
        mk.word_shift(one, one, scores={"Rente": float("nan")})
    with pytest.raises(mk.MediakitError, match="scores= must be a dict or Series"):
        mk.word_shift(one, one, scores=[1])  # type: ignore[arg-type]
    with pytest.raises(mk.MediakitError, match="scores= scores 'Rente' twice"):
        mk.word_shift(one, one, scores=pd.Series([1.0, 2.0], index=["Rente", "Rente"]))

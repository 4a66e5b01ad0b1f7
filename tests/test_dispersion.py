"""Evenness, by hand and by what must hold of it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

import mediakit as mk

EVEN_IS_ONE = ["juilland_d", "carroll_d2", "burch_da", "rosengren_s", "kl_dispersion"]


def matrix_of(rows: list[list[int]]) -> mk.TermMatrix:
    """Make a matrix of the counts of terms a, b ..., one row an article."""
    counts = sparse.csr_array(np.array(rows, dtype=np.int64))
    return mk.TermMatrix(counts, pd.RangeIndex(len(rows)), pd.Index(list("abcdef")[: len(rows[0])]))


def test_an_even_word_and_a_word_of_one_part() -> None:
    table = mk.dispersion(matrix_of([[2, 0, 8], [2, 5, 3]])).set_index("term")
    assert table.index.tolist() == ["c", "b", "a"]
    assert table.loc["a", ["count", "parts", "range"]].tolist() == [4, 2, 2]
    assert table.loc["a", EVEN_IS_ONE].tolist() == pytest.approx([1] * 5)
    assert table.loc["a", ["gries_dp", "gries_dp_norm", "kl_bits"]].tolist() == [0, 0, 0]
    assert table.loc["b", ["juilland_d", "carroll_d2", "burch_da"]].tolist() == [0, 0, 0]
    assert table.loc["b", ["gries_dp", "gries_dp_norm", "kl_bits"]].tolist() == [0.5, 1, 1]


def test_parts_are_groups_of_articles() -> None:
    matrix = matrix_of([[1, 1], [0, 2], [2, 2], [9, 9]])
    outlets = pd.Series(["taz", "taz", "FAZ", None])
    table = mk.dispersion(matrix, by=outlets).set_index("term")
    merged = mk.dispersion(matrix_of([[1, 3], [2, 2]])).set_index("term")
    pd.testing.assert_frame_equal(table, merged)


def test_parts_without_a_token_do_not_count() -> None:
    with_gap = mk.dispersion(matrix_of([[1, 1], [0, 0], [0, 2]]))
    pd.testing.assert_frame_equal(with_gap, mk.dispersion(matrix_of([[1, 1], [0, 2]])))


def test_terms_asked_for_are_spread_over_parts_of_all_tokens() -> None:
    table = pd.DataFrame({"text": ["Rente Rentner b c", "Rente b", "b c"]})
    matrix = mk.count_terms(mk.tokenize(table))
    family = mk.dispersion(matrix, terms={"Alter": ["Rent*"]})
    assert family[["term", "count", "parts", "range"]].values.tolist() == [["Alter", 3, 3, 2]]
    # v / f is 2/3, 1/3, 0; s is 1/2, 1/4, 1/4.
    assert family.loc[0, "gries_dp"] == pytest.approx(1 / 4)
    alone = mk.dispersion(matrix).set_index("term").loc["Rente"]
    asked = mk.dispersion(matrix, terms=["Rente"]).set_index("term").loc["Rente"]
    pd.testing.assert_series_equal(alone, asked)


def test_one_part_is_refused() -> None:
    with pytest.raises(mk.MediakitError, match="there is one part only"):
        mk.dispersion(matrix_of([[1, 1]]))
    with pytest.raises(mk.MediakitError, match="there is one part only"):
        mk.dispersion(matrix_of([[1, 1], [2, 1]]), by=pd.Series(["taz", "taz"]))
    with pytest.raises(mk.EmptyError, match="no tokens to spread"):
        mk.dispersion(matrix_of([[1, 1], [2, 1]]), by=pd.Series([None, None], dtype=object))


COUNTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 30)), min_size=2, max_size=8
)


@given(COUNTS, st.randoms(use_true_random=False))
def test_measures_keep_their_range_and_ignore_the_order_of_parts(rows, random) -> None:
    table = mk.dispersion(matrix_of([list(row) for row in rows]))
    measures = table.drop(columns=["term", "count", "parts", "range", "kl_bits"])
    assert ((measures > -1e-9) & (measures < 1 + 1e-9)).all(axis=None)
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(table, mk.dispersion(matrix_of([list(row) for row in shuffled])))


@given(COUNTS)
def test_measures_are_those_of_loops_over_all_parts(rows) -> None:
    matrix = np.array(rows, dtype=float)
    table = mk.dispersion(matrix_of([list(row) for row in rows])).set_index("term")
    size = matrix.sum(axis=1)
    for column, term in enumerate("abc"):
        v = matrix[:, column]
        if not v.any():
            assert term not in table.index
            continue
        p, n = v / size, len(v)
        pairs = np.mean([abs(p[i] - p[j]) for i in range(n) for j in range(i)])
        assert table.loc[term, "burch_da"] == pytest.approx(1 - pairs / (2 * p.mean()), abs=1e-9)
        juilland = 1 - p.std() / p.mean() / np.sqrt(n - 1)
        assert table.loc[term, "juilland_d"] == pytest.approx(juilland, abs=1e-9)
        gries = np.abs(v / v.sum() - size / size.sum()).sum() / 2
        assert table.loc[term, "gries_dp"] == pytest.approx(gries, abs=1e-9)


def test_reduced_frequency_lies_between_one_and_the_count() -> None:
    table = mk.average_reduced_frequency(mk.tokenize(mk.sample_articles()))
    reduced = table["average_reduced_frequency"]
    assert (reduced <= table["count"] + 1e-9).all()
    assert (reduced >= 1 - 1e-9).all()
    assert table["term"].is_unique
    tokens = mk.tokenize(pd.DataFrame({"text": ["und"]})).drop(["und"])
    with pytest.raises(mk.EmptyError, match="no tokens to count"):
        mk.average_reduced_frequency(tokens)


def test_reduced_frequency_after_dropping_terms() -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": ["a b a b c c"]})).drop(["b"])
    table = mk.average_reduced_frequency(tokens).set_index("term")
    # Four tokens a a c c: distances 1 and 3, of which at most 4 / 2 count.
    assert table["average_reduced_frequency"].to_dict() == {"a": 1.5, "c": 1.5}


def test_positions_by_hand(articles) -> None:
    tokens = mk.tokenize(articles)
    table = mk.term_positions(
        tokens,
        terms={"Rente": ["Rente", "Rente sinkt"], "Tor": ["Tor"]},
        published=articles["published"].iloc[::-1],
        by=articles["outlet"].where(articles["section"] == "Politik"),
    )
    rente = table[table["term"] == "Rente"]
    assert rente.drop(columns="published").values.tolist() == [
        ["Rente", "taz", "a1", 1 / 6],
        ["Rente", "taz", "a1", 4 / 6],
        ["Rente", "taz", "a2", 0.0],
        ["Rente", "FAZ", "b1", pytest.approx(np.nan, nan_ok=True)],
    ]
    assert table[table["term"] == "Tor"]["position"].isna().all()
    assert rente["published"].tolist()[2] == articles.loc["a2", "published"]


def test_positions_need_what_they_name(articles) -> None:
    tokens = mk.tokenize(articles)
    published = articles["published"]
    with pytest.raises(mk.MediakitError, match="published= does not know article 'b2'"):
        mk.term_positions(tokens, terms=["Tor"], published=published.drop("b2"))
    with pytest.raises(mk.EmptyError, match="no article has a date and a group"):
        mk.term_positions(tokens, terms=["Tor"], published=published.where(published.isna()))
    with pytest.raises(mk.MediakitError, match="no term 'Thor'"):
        mk.term_positions(tokens, terms=["Thor"], published=published)

"""Words that stand together: collocations, cooccurrences."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk

SLOW = settings(deadline=None, max_examples=30)
SENTENCES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=7).map(" ".join)
CORPORA = st.lists(st.lists(SENTENCES, max_size=3).map("\n\n".join), min_size=1, max_size=4)


def table_of(*texts: str) -> pd.DataFrame:
    """Make an article table of texts named 0, 1, 2 ..."""
    return pd.DataFrame({"text": pd.Series(texts, dtype=object)})


def slow_window_pairs(tokens: mk.Tokens, *, window: int, side: str) -> list[tuple[str, str]]:
    """List every place in every span: the term, and the word that stands there."""
    words = tokens.terms.take(tokens.codes).tolist()
    found = []
    for begin, end in zip(tokens.sentences[:-1], tokens.sentences[1:], strict=True):
        for i in range(begin, end):
            for j in range(begin, end):
                near = 0 < abs(i - j) <= window
                wanted = side == "both" or (j > i) == (side == "right")
                if near and wanted:
                    found.append((words[i], words[j]))
    return found


def slow_table(places: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Count pairs, margins and the total of listed places."""
    together = Counter(places)
    first = Counter(term for term, _ in places)
    second = Counter(collocate for _, collocate in places)
    return {
        pair: (count, first[pair[0]], second[pair[1]], len(places))
        for pair, count in together.items()
    }


def fast_table(pairs: pd.DataFrame) -> dict[tuple[str, str], tuple[int, ...]]:
    """Show a table of collocations or cooccurrences in the same way."""
    columns = pairs.iloc[:, [0, 1, 2, 4, 5, 6]]
    return {
        (term, other): tuple(counts)
        for term, other, *counts in columns.itertuples(index=False, name=None)
    }


def test_bigrams_by_hand() -> None:
    tokens = mk.tokenize(table_of("sehr sehr gut\n\nsehr gut", "gut")).map(str.lower)
    pairs = mk.collocations(tokens, window=1, side="right", min_count=1)
    # Three places: sehr sehr, sehr gut, sehr gut.
    assert fast_table(pairs) == {("sehr", "gut"): (2, 3, 2, 3), ("sehr", "sehr"): (1, 3, 1, 3)}
    assert pairs["expected"].tolist() == [2.0, 1.0]
    assert pairs["pmi"].tolist() == [0.0, 0.0]


def test_a_node_has_its_spans_on_both_sides() -> None:
    tokens = mk.tokenize(table_of("die alte Rente steigt\n\ndie Rente"))
    near = mk.collocations(tokens, node="Rente", window=1, min_count=1)
    assert fast_table(near) == {
        ("Rente", "alte"): (1, 3, 2, 8),
        ("Rente", "steigt"): (1, 3, 1, 8),
        ("Rente", "die"): (1, 3, 2, 8),
    }


def test_a_pattern_is_one_word_as_a_node() -> None:
    text = "die künstliche Intelligenz lernt\n\nkünstliche Intelligenz hilft"
    tokens = mk.tokenize(table_of(text))
    near = mk.collocations(tokens, node="künstliche Intel*", window=1, min_count=1)
    assert near["term"].unique().tolist() == ["künstliche Intel*"]
    assert sorted(near["collocate"]) == ["die", "hilft", "lernt"]
    assert near["term_count"].tolist() == [3, 3, 3]
    assert near["total"].tolist() == [6, 6, 6]


def test_sentences_are_counted_once_whatever_stands_twice_in_them() -> None:
    tokens = mk.tokenize(table_of("Rente Rente steigt\n\nRente sinkt\n\nMiete steigt", "Tor"))
    pairs = mk.collocations(tokens, unit="sentence", min_count=1)
    assert fast_table(pairs) == {
        ("Rente", "steigt"): (1, 2, 2, 4),
        ("Rente", "sinkt"): (1, 2, 1, 4),
        ("Miete", "steigt"): (1, 1, 2, 4),
    }
    node = mk.collocations(tokens, unit="sentence", node="steigt", min_count=1)
    assert fast_table(node) == {
        ("steigt", "Miete"): (1, 2, 1, 4),
        ("steigt", "Rente"): (1, 2, 2, 4),
    }


def test_edges_are_pairs_without_loops_between_the_terms_asked_for() -> None:
    tokens = mk.tokenize(table_of("a b c a\n\nb a\n\nc c"))
    edges = mk.cooccurrences(tokens, unit="word", window=1, min_count=1)
    assert fast_table(edges) == {
        ("a", "b"): (2, 3, 3, 10),
        ("a", "c"): (1, 3, 4, 10),
        ("b", "c"): (1, 3, 4, 10),
    }
    some = mk.cooccurrences(tokens, unit="word", window=1, min_count=1, terms=["c", "a"])
    assert fast_table(some) == {("a", "c"): (1, 3, 4, 10)}


def test_tables_are_sorted_by_strength_then_by_name() -> None:
    pairs = mk.collocations(
        mk.tokenize(table_of("a b\n\nc d\n\na d")), unit="sentence", min_count=1
    )
    assert pairs["log_dice"].is_monotonic_decreasing
    tied = pairs[pairs["log_dice"] == pairs["log_dice"].max()]
    assert tied[["term", "collocate"]].values.tolist() == [["a", "b"], ["c", "d"]]


def test_what_collocations_cannot_do_they_say() -> None:
    tokens = mk.tokenize(table_of("Rente steigt"))
    with pytest.raises(mk.EmptyError, match="no term 'Miete'"):
        mk.collocations(tokens, node="Miete")
    with pytest.raises(mk.MediakitError, match="node= must be one word, but 'Rente' and 'steigt'"):
        mk.collocations(tokens, node=["Rente", "steigt"])
    with pytest.raises(mk.EmptyError, match="no pair stands together 5 times"):
        mk.collocations(tokens)
    with pytest.raises(mk.MediakitError, match="unit= must be one of word, sentence, not 'page'"):
        mk.collocations(tokens, unit="page")
    with pytest.raises(mk.MediakitError, match="side= must be one of both, left, right"):
        mk.collocations(tokens, side="top")
    with pytest.raises(mk.MediakitError, match="window= and side= count words"):
        mk.collocations(tokens, unit="sentence", window=3)
    with pytest.raises(mk.MediakitError, match="window= must be a number from 1, not 0"):
        mk.collocations(tokens, window=0)
    with pytest.raises(mk.MediakitError, match="min_count= must be a number from 1, not 0"):
        mk.cooccurrences(tokens, min_count=0)
    with pytest.raises(mk.MediakitError, match=r"no term 'Rentn' .*did you mean 'Rente'"):
        mk.cooccurrences(tokens, terms=["Rentn", "steigt"])
    with pytest.raises(
        mk.MediakitError, match="terms= must be two or more terms to join, not 'Rente' alone"
    ):
        mk.cooccurrences(tokens, terms="Rente")


@SLOW
@given(CORPORA, st.integers(1, 6), st.sampled_from(["both", "left", "right"]), st.integers(1, 3))
def test_fast_pairs_are_those_of_the_plain_way(texts, window, side, least) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b a b a b"))
    expected = slow_table(slow_window_pairs(tokens, window=window, side=side))
    wanted = {
        pair: counts
        for pair, counts in expected.items()
        if counts[0] >= least and (side != "both" or pair[0] <= pair[1])
    }
    if not wanted:
        with pytest.raises(mk.EmptyError, match="no pair stands together"):
            mk.collocations(tokens, window=window, side=side, min_count=least)
        return
    pairs = mk.collocations(tokens, window=window, side=side, min_count=least)
    assert fast_table(pairs) == wanted


@SLOW
@given(CORPORA, st.integers(1, 6), st.sampled_from(["both", "left", "right"]))
def test_a_node_gives_its_rows_of_all_pairs(texts, window, side) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    expected = slow_table(slow_window_pairs(tokens, window=window, side=side))
    near = {pair: counts for pair, counts in expected.items() if pair[0] == "b"}
    if not near:
        return
    assert (
        fast_table(mk.collocations(tokens, node="b", window=window, side=side, min_count=1)) == near
    )


@SLOW
@given(CORPORA)
def test_fast_sentences_are_those_of_the_plain_way(texts: list[str]) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b"))
    words = tokens.terms.take(tokens.codes).tolist()
    borders = zip(tokens.sentences[:-1], tokens.sentences[1:], strict=True)
    sentences = [set(words[begin:end]) for begin, end in borders]
    counts = Counter(word for sentence in sentences for word in sentence)
    together = Counter(pair for sentence in sentences for pair in combinations(sorted(sentence), 2))
    expected = {
        pair: (count, counts[pair[0]], counts[pair[1]], len(sentences))
        for pair, count in together.items()
    }
    assert fast_table(mk.cooccurrences(tokens, min_count=1)) == expected
    node = mk.collocations(tokens, node="a", unit="sentence", min_count=1)
    assert fast_table(node) == {p: c for p, c in expected.items() if p[0] == "a"}


@SLOW
@given(CORPORA)
def test_symmetric_measures_do_not_care_who_is_the_node(texts: list[str]) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    one = mk.collocations(tokens, node="a", min_count=1).set_index("collocate").loc["b"]
    other = mk.collocations(tokens, node="b", min_count=1).set_index("collocate").loc["a"]
    for measure in ("count", "pmi", "npmi", "log_dice", "g2", "t", "min_sensitivity"):
        assert one[measure] == pytest.approx(other[measure]), measure
    assert one["delta_p_collocate"] == pytest.approx(other["delta_p_term"], nan_ok=True)


@SLOW
@given(CORPORA, st.integers(2, 4))
def test_repeating_the_corpus_scales_what_it_should(texts: list[str], times: int) -> None:
    tokens = mk.tokenize(table_of(*texts, "a b c"))
    more = mk.tokenize(table_of(*[*texts, "a b c"] * times))
    keys = ["term", "collocate"]
    once = mk.collocations(tokens, min_count=1).set_index(keys).sort_index()
    often = mk.collocations(more, min_count=times).set_index(keys).sort_index()
    assert np.allclose(often["count"], times * once["count"])
    assert np.allclose(often["g2"], times * once["g2"], atol=1e-8)
    for measure in ("pmi", "npmi", "log_dice", "delta_p_term", "min_sensitivity"):
        assert np.allclose(often[measure], once[measure], equal_nan=True), measure


@SLOW
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], order) -> None:
    articles = table_of(*texts, "a b c")
    rows = articles.index.tolist()
    order.shuffle(rows)
    first, second = mk.tokenize(articles), mk.tokenize(articles.loc[rows])
    for measure in (mk.collocations, mk.cooccurrences):
        pd.testing.assert_frame_equal(measure(first, min_count=1), measure(second, min_count=1))

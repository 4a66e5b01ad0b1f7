"""Keywords: who is compared with whom, and how often chance looks like a finding."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

import mediakit as mk
from mediakit.keyness import blocks, by_article
from mediakit.keyness.formulas import adjust
from mediakit.matrix import weigh

SIGNED = ["log_ratio", "conservative_log_ratio", "g2", "chi2", "z"]


@pytest.fixture
def matrix(articles: pd.DataFrame) -> mk.TermMatrix:
    """Count the small articles."""
    return mk.count_terms(mk.tokenize(articles))


def matrix_of(counts: np.ndarray) -> mk.TermMatrix:
    """Make a matrix of numbered terms, one row an article."""
    terms = pd.Index([f"t{number:04d}" for number in range(counts.shape[1])], dtype="str")
    return mk.TermMatrix(sparse.csr_array(counts), pd.RangeIndex(len(counts)), terms)


def bursty_matrix() -> mk.TermMatrix:
    """Invent 200 articles; most words stand in few of them, and there several times."""
    random = np.random.default_rng(1)
    counts = np.zeros((200, 301), dtype=np.int64)
    for term in range(300):
        holds = random.random(200) < random.uniform(0.03, 0.5)
        counts[holds, term] = 1 + random.poisson(random.uniform(1, 6), size=holds.sum())
    counts[:, 300] = np.maximum(random.lognormal(5.8, 0.5, size=200) - counts.sum(axis=1), 50)
    return matrix_of(counts)


def test_counts_and_sizes_by_hand(articles, matrix) -> None:
    table = mk.keyness(matrix, target=articles["outlet"] == "taz")
    row = table.set_index("term").loc["steigt"]
    assert row[["count", "reference_count", "articles", "reference_articles"]].tolist() == [
        2,
        1,
        1,
        1,
    ]
    assert row["per_million"] == pytest.approx(2e6 / 9)
    assert row["reference_per_million"] == pytest.approx(1e6 / 6)
    assert row["log_ratio"] == pytest.approx(np.log2(2 / 9 * 6))
    assert row["percent_difference"] == pytest.approx(100 / 3)
    assert row["odds_ratio"] == pytest.approx(2 * 5 / (1 * 7))
    assert table["term"].tolist()[0] == "Rente"
    assert table["term"].tolist()[-1] == "Tor"
    assert table.set_index("term").loc["Rente", ["percent_difference", "odds_ratio"]].tolist() == [
        np.inf,
        np.inf,
    ]


def test_masks_and_groups_name_the_same_articles(articles, matrix) -> None:
    mask, outlets = articles["outlet"] == "taz", articles["outlet"]
    expected = mk.keyness(matrix, target=mask)
    others = [
        mk.keyness(matrix, target="taz", by=outlets),
        mk.keyness(matrix, target="taz", reference="FAZ", by=outlets),
        mk.keyness(matrix, target=mask, reference=~mask),
        mk.keyness(matrix, target=mask, reference="FAZ", by=outlets),
    ]
    for table in others:
        pd.testing.assert_frame_equal(table, expected)


def test_articles_without_a_group_are_no_reference(articles, matrix) -> None:
    outlets = articles["outlet"].where(articles["section"] != "Sport")
    table = mk.keyness(matrix, target="taz", by=outlets)
    assert "Tor" not in table["term"].tolist()
    assert table["reference_count"].sum() == 3


def test_a_frequency_list_can_be_the_reference(articles, matrix) -> None:
    mask = articles["outlet"] == "taz"
    by_articles = mk.keyness(matrix, target=mask).set_index("term").sort_index()
    listed = mk.term_frequencies(matrix, by=articles["outlet"]).query("group == 'FAZ'")
    as_dict = dict(zip(listed["term"], listed["count"], strict=True))
    for reference in (listed, as_dict, pd.Series(as_dict)):
        table = mk.keyness(matrix, target=mask, reference=reference).set_index("term").sort_index()
        same = by_articles.columns.difference(
            ["reference_articles", "p_articles", "p_articles_holm", "p_articles_bh"]
        ).difference(["log_ratio_low", "log_ratio_high"])
        pd.testing.assert_frame_equal(table[same], by_articles[same])
        unknown = table[["reference_articles", "p_articles", "p_articles_holm", "p_articles_bh"]]
        assert unknown.isna().all(axis=None)
    foreign = mk.keyness(matrix, target=mask, reference={"Wort": 5, "Rente": 1})
    assert foreign.iloc[-1][["term", "count", "articles"]].tolist() == ["Wort", 0, 0]


def test_patterns_are_compared_as_terms(articles) -> None:
    tokens = mk.merge_terms(mk.tokenize(articles), patterns={"Geld": ["Rente*", "miete"]})
    table = mk.keyness(mk.count_terms(tokens), target="taz", by=articles["outlet"])
    row = table.set_index("term").loc["Geld"]
    assert not {"Rente", "Miete"} & set(table["term"])
    outlet = articles["outlet"] == "taz"
    texts = articles["text"].str.count("Rente") + articles["text"].str.count("Miete")
    assert row["count"] == texts[outlet].sum()
    assert row["reference_count"] == texts[~outlet].sum()


def test_without_the_article_level_its_columns_are_missing(articles, matrix) -> None:
    mask = articles["outlet"] == "taz"
    table = mk.keyness(matrix, target=mask, article_level=False)
    full = mk.keyness(matrix, target=mask)
    assert table.columns.tolist() == full.columns.tolist()
    assert table["p_articles"].isna().all()
    assert (table["log_ratio_low"] >= full["log_ratio_low"] - 1e-12).all()
    pd.testing.assert_series_equal(table["p"], full["p"])


def test_p_values_are_adjusted_for_their_number() -> None:
    # R: p.adjust(c(.01, .04, .03, .005), "holm") and "BH".
    p = np.array([0.01, np.nan, 0.04, 0.03, 0.005])
    holm, benjamini_hochberg = adjust(p)
    assert holm == pytest.approx([0.03, np.nan, 0.06, 0.06, 0.02], nan_ok=True)
    assert benjamini_hochberg == pytest.approx([0.02, np.nan, 0.04, 0.04, 0.02], nan_ok=True)
    assert stats.false_discovery_control(p[[0, 2, 3, 4]]) == pytest.approx(
        benjamini_hochberg[[0, 2, 3, 4]]
    )


def test_small_p_does_not_become_zero() -> None:
    table = mk.keyness(
        matrix_of(np.array([[150, 850], [1, 1999]])), target=pd.Series([True, False])
    )
    row = table.iloc[0]
    assert 0 < row["p"] < 1e-40
    assert row["p"] == pytest.approx(stats.chi2.sf(row["g2"], 1))


@pytest.mark.parametrize("times", [1, 20_000], ids=["articles", "archives of millions of tokens"])
def test_the_article_test_is_that_of_mann_and_whitney(times: int) -> None:
    matrix = matrix_of(bursty_matrix().counts.toarray() * times)
    mask = np.random.default_rng(3).random(200) < 0.4
    table = mk.keyness(matrix, target=pd.Series(mask)).set_index("term")
    counts = matrix.counts.toarray()
    rates = counts / counts.sum(axis=1, keepdims=True)
    for column in range(0, 300, 20):
        assert (counts[:, column] > 0).sum() >= 7
        seen = stats.mannwhitneyu(
            rates[mask, column], rates[~mask, column], method="asymptotic", use_continuity=False
        )
        found = table.loc[matrix.terms[column], "p_articles"]
        assert found == pytest.approx(seen.pvalue, rel=1e-9)


def test_weights_change_no_rate_and_break_no_tie() -> None:
    matrix = matrix_of(bursty_matrix().counts.toarray())
    mask, weights = pd.Series(np.arange(200) < 80), pd.Series(1 / (np.arange(200) % 7 + 1))
    table = mk.keyness(matrix, target=mask).set_index("term")
    light = mk.keyness(weigh(matrix, weights=weights), target=mask).set_index("term")
    pd.testing.assert_series_equal(table["p_articles"], light["p_articles"][table.index])


def test_articles_of_weight_0_hold_no_term(articles) -> None:
    weights = pd.Series(1.0, index=articles.index)
    weights.iloc[0] = 0
    matrix = mk.count_terms(mk.tokenize(articles), weights=weights)
    without = mk.keyness(matrix, target=articles["outlet"] == "taz")
    assert without["articles"].sum() == 2
    assert without["p_articles"].between(0, 1).all()


def test_rare_terms_are_tested_by_the_articles_that_hold_them() -> None:
    counts = np.zeros((40, 2), dtype=np.int64)
    counts[:, 1] = 100
    counts[:4, 0] = 30
    target = pd.Series(np.arange(40) < 20)
    row = mk.keyness(matrix_of(counts), target=target).set_index("term").loc["t0000"]
    # All four in the target: both tails have the probability of that table, counted half.
    chance = stats.hypergeom(40, 4, 20).pmf(4)
    assert row["p_articles"] == pytest.approx(chance)
    assert row["p"] < 1e-20
    assert row["p_articles"] > 0.05
    assert row["log_ratio_low"] > 0


@pytest.mark.parametrize("weighed", [False, True])
def test_few_articles_and_terms_at_a_time_give_the_same(monkeypatch, weighed: bool) -> None:
    matrix = bursty_matrix()
    if weighed:
        matrix = weigh(matrix, weights=pd.Series(0.75, index=matrix.articles))
    by = pd.Series(matrix.articles % 5, index=matrix.articles)
    asked = ({"target": 1}, {"target": 1, "reference": 2}, {"target": 0, "reference": {"t0001": 3}})
    whole = [mk.keyness(matrix, by=by, **sides) for sides in asked]
    monkeypatch.setattr(blocks, "_ROWS", 37)
    monkeypatch.setattr(by_article, "_HELD", 500)
    monkeypatch.setattr(by_article, "_BLOCK", 60)
    for sides, expected in zip(asked, whole, strict=True):
        assert mk.keyness(matrix, by=by, **sides).equals(expected)


def rejections(matrix: mk.TermMatrix, *, times: int, share: float = 0.5) -> tuple[float, float]:
    """Split articles by chance; tell in which share of tests G² and the articles say p < 0.05."""
    random = np.random.default_rng(0)
    n = len(matrix.articles)
    told = []
    for _ in range(times):
        mask = pd.Series(random.permutation(n) < share * n, index=matrix.articles)
        table = mk.keyness(matrix, target=mask)
        # With fewer than five articles no test of articles can reach 0.05.
        tested = table[table["articles"] + table["reference_articles"] >= 5]
        told.append([(tested["p"] < 0.05).mean(), (tested["p_articles"] < 0.05).mean()])
    tokens, articles = np.mean(told, axis=0)
    return tokens, articles


def test_halves_of_a_bursty_corpus_differ_by_tokens_but_not_by_articles() -> None:
    tokens, articles = rejections(bursty_matrix(), times=40)
    assert tokens > 0.25
    assert 0.03 <= articles <= 0.07


def test_a_quarter_of_a_bursty_corpus_does_not_differ_either() -> None:
    _, articles = rejections(bursty_matrix(), times=40, share=0.25)
    assert 0.03 <= articles <= 0.07


def test_halves_of_the_sample_corpus_do_not_differ_by_articles() -> None:
    matrix = mk.count_terms(mk.tokenize(mk.sample_articles()))
    tokens, articles = rejections(matrix, times=40)
    assert tokens > articles
    assert 0.03 <= articles <= 0.07


def test_what_differs_is_found_by_articles_too() -> None:
    matrix = bursty_matrix()
    counts = matrix.counts.toarray()
    counts[:100, 0] += 2
    table = mk.keyness(matrix_of(counts), target=pd.Series(np.arange(200) < 100)).set_index("term")
    assert table.loc["t0000", "p_articles_holm"] < 1e-6
    assert table.loc["t0000", "log_ratio_low"] > 0


COUNTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(1, 20)), min_size=4, max_size=8
)


@settings(max_examples=40)
@given(COUNTS)
def test_swapping_target_and_reference_turns_the_signs(rows) -> None:
    matrix = matrix_of(np.array(rows, dtype=np.int64))
    mask = pd.Series(np.arange(len(rows)) % 2 == 0)
    there = mk.keyness(matrix, target=mask).set_index("term").sort_index()
    back = mk.keyness(matrix, target=~mask).set_index("term").sort_index()
    for column in SIGNED:
        assert there[column].tolist() == pytest.approx((-back[column]).tolist(), abs=1e-9)
    for column in ("p", "p_holm", "p_bh", "bic", "p_articles"):
        assert there[column].tolist() == pytest.approx(back[column].tolist(), abs=1e-9)
    assert there["log_ratio_low"].tolist() == pytest.approx((-back["log_ratio_high"]).tolist())


@settings(max_examples=40)
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(rows, random) -> None:
    order = random.sample(range(len(rows)), len(rows))
    mask = np.arange(len(rows)) % 2 == 0
    counts = np.array(rows, dtype=np.int64)
    first = mk.keyness(matrix_of(counts), target=pd.Series(mask))
    second = mk.keyness(matrix_of(counts[order]), target=pd.Series(mask[order]))
    pd.testing.assert_frame_equal(first, second)


@settings(max_examples=40)
@given(COUNTS, st.integers(2, 9))
def test_more_of_the_same_keeps_sizes_and_multiplies_evidence(rows, times: int) -> None:
    counts = np.array(rows, dtype=np.int64)
    mask = pd.Series(np.arange(len(rows)) % 2 == 0)
    once = mk.keyness(matrix_of(counts), target=mask).set_index("term").sort_index()
    often = mk.keyness(matrix_of(counts * times), target=mask).set_index("term").sort_index()
    both = (once["count"] > 0) & (once["reference_count"] > 0)
    assert often["g2"].tolist() == pytest.approx((once["g2"] * times).tolist(), abs=1e-6)
    assert often["p_articles"].tolist() == pytest.approx(once["p_articles"].tolist())
    assert often["log_ratio"][both].tolist() == pytest.approx(once["log_ratio"][both].tolist())
    inside = (once["log_ratio_low"] <= once["log_ratio"]) & (
        once["log_ratio"] <= once["log_ratio_high"]
    )
    assert inside.all()


def test_sides_that_cannot_be_compared_are_refused(articles, matrix) -> None:
    with pytest.raises(mk.MediakitError, match="by='outlet': with a matrix, pass the column"):
        mk.keyness(matrix, target="taz", by="outlet")
    mask, outlets = articles["outlet"] == "taz", articles["outlet"]
    with pytest.raises(mk.MediakitError, match=r"by= has no group 'tatz' \(did you mean 'taz'\?\)"):
        mk.keyness(matrix, target="tatz", by=outlets)
    with pytest.raises(mk.MediakitError, match=r"target='taz' is no mask\. Name a group of by="):
        mk.keyness(matrix, target="taz")
    with pytest.raises(mk.MediakitError, match="target= must be true or false for each article"):
        mk.keyness(matrix, target=outlets)
    with pytest.raises(mk.MediakitError, match="article 'a1' is in target= and in reference="):
        mk.keyness(matrix, target=mask, reference=mask)
    with pytest.raises(mk.EmptyError, match="reference= holds no article with a token"):
        mk.keyness(matrix, target=pd.Series(data=True, index=mask.index))
    with pytest.raises(mk.EmptyError, match="target= holds no article with a token"):
        mk.keyness(matrix, target=mask & ~mask)
    with pytest.raises(mk.MediakitError, match="target= does not know article 'b2'"):
        mk.keyness(matrix, target=mask.drop("b2"))
    with pytest.raises(mk.EmptyError, match="reference= counts no token"):
        mk.keyness(matrix, target=mask, reference={"Rente": 0})
    with pytest.raises(mk.MediakitError, match="both sides consist of 't0000' alone"):
        mk.keyness(matrix_of(np.array([[3], [2]])), target=pd.Series([True, False]))
    with pytest.raises(mk.MediakitError, match="prior must be above 0, not 0"):
        mk.keyness(matrix, target=mask, prior=0)

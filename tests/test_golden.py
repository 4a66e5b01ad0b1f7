"""Values from the literature and from reference programs, each with its source."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

import mediakit as mk
from mediakit.keyness import formulas
from mediakit.keyness.blocks import read_counts, sum_sides
from mediakit.keyness.by_article import article_test
from mediakit.keyness.formulas import Table

# Gries (2008), International Journal of Corpus Linguistics 13(4), p. 406: five parts, 50 words.
GRIES = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)


def matrix_of(rows: list[list[int]], *, terms: list[str]) -> mk.TermMatrix:
    """Make a matrix of given counts, one row an article."""
    counts = sparse.csr_array(np.array(rows, dtype=np.int64))
    return mk.TermMatrix(counts, pd.RangeIndex(len(rows)), pd.Index(terms, dtype="str"))


def words_of(texts: tuple[str, ...]) -> mk.Tokens:
    """Tokenize texts at white space."""
    return mk.tokenize(pd.DataFrame({"text": list(texts)}), tokenizer=str.split)


DISPERSIONS = ["range", "juilland_d", "carroll_d2", "rosengren_s"]
DISPERSIONS += ["gries_dp", "gries_dp_norm", "kl_bits", "burch_da"]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        # R, Gries (2020), and scattertext's test of the same corpus.
        ("a", [5, 0.785150, 0.937921, 0.949816, 0.18, 0.219512, 0.136972, 0.697450]),
        ("b", [5, 0.968091, 0.998740, 0.998997, 0.02, 0.024390, 0.002900, 0.959759]),
        ("i", [1, 0, 0, 0.18, 0.82, 1, 2.473931, 0]),
        ("q", [1, 0, 0, 0.20, 0.80, 0.975610, 2.321928, 0]),
        ("x", [1, 0, 0, 0.22, 0.78, 0.951220, 2.184425, 0]),
    ],
)
def test_dispersion_of_the_corpus_of_gries(term: str, expected: list[float]) -> None:
    table = mk.dispersion(mk.count_terms(words_of(GRIES))).set_index("term")
    assert table.loc[term, DISPERSIONS].tolist() == pytest.approx(expected, abs=6e-7)


def test_dispersion_over_unequal_parts() -> None:
    # ALLEMAND in Lyne (1985), after the R package tlda; its unnormalised DP is printed as .5009295.
    counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    rows = [[n, size - n] for n, size in zip(counts, sizes, strict=True)]
    row = mk.dispersion(matrix_of(rows, terms=["Allemand", "other"])).set_index("term").iloc[1]
    assert row["juilland_d"] == pytest.approx(0.6038797, abs=1e-7)
    assert row["carroll_d2"] == pytest.approx(0.6521444, abs=1e-7)
    assert row["rosengren_s"] == pytest.approx(0.4763652, abs=1e-7)
    assert row["burch_da"] == pytest.approx(0.3081640, abs=1e-7)
    assert row["kl_dispersion"] == pytest.approx(0.4665078, abs=1e-7)
    assert 1 - row["gries_dp"] == pytest.approx(0.5009295, abs=1e-7)
    # The norm of Egbert et al. (2020) takes the smallest part that holds the word.
    assert 1 - row["gries_dp"] / (1 - 7959 / sum(sizes)) == pytest.approx(0.446231, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "column", "expected"),
    [
        # Carroll (1970) and Gries (2008), five parts of equal size.
        ([0, 4, 3, 2, 1], "juilland_d", 0.6464),
        ([2, 1, 1, 1, 0], "carroll_d2", 0.8277),
        ([1, 2, 3, 4, 5], "rosengren_s", 0.937),
    ],
)
def test_dispersion_over_equal_parts(counts: list[int], column: str, expected: float) -> None:
    matrix = matrix_of([[n, 1000 - n] for n in counts], terms=["a", "other"])
    table = mk.dispersion(matrix).set_index("term")
    assert table.loc["a", column] == pytest.approx(expected, abs=5e-4)


def test_average_reduced_frequency() -> None:
    # Gries (2008), p. 410: his corpus there has a k at the end of the first part, no t at the end.
    tokens = words_of((f"{GRIES[0]} k", *GRIES[1:4], "b a h a a b e a x a"))
    table = mk.average_reduced_frequency(tokens).set_index("term")
    assert table.loc["a"].tolist() == [15, pytest.approx(10.8)]


def table_of(a: float, n1: float, b: float, n2: float) -> Table:
    """Make the table of one word."""
    return Table(np.array([a], dtype=float), np.array([b], dtype=float), n1, n2)


@pytest.mark.parametrize(
    ("a", "n1", "b", "n2", "expected"),
    [
        (10, 100, 5, 200, 7.329812),  # quanteda.extras, test of keyness
        (120, 1000, 30, 2000, 145.711440),  # quanteda, textstat_keyness
        (10, 10, 3, 31767, 167.23),  # Dunning (1993), p. 72
        (1200, 10000, 30, 197030, 7136.378),  # quanteda
    ],
)
def test_log_likelihood(a: float, n1: float, b: float, n2: float, expected: float) -> None:
    assert formulas.log_likelihood(table_of(a, n1, b, n2))[0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("a", "n1", "b", "n2", "expected"),
    [
        (120, 1000, 30, 2000, 154.736842),  # quanteda, correction = "none"
        (3, 3, 0, 31774, 31777),  # Pedersen (1996), after a test of Wordless
        (1, 4, 3, 4, 2),  # Wordless, where it is 0.5 with Yates' correction
    ],
)
def test_chi_squared(a: float, n1: float, b: float, n2: float, expected: float) -> None:
    assert formulas.chi_squared(table_of(a, n1, b, n2))[0] == pytest.approx(expected, rel=1e-7)


def test_keyness_of_the_two_texts_of_quanteda() -> None:
    # quanteda, textstat_keyness, correction = "none", target d1.
    texts = ("a a a b b c c c c c c d e f g h h", "a a b c c d d d d e f h")
    target = pd.Series([True, False])
    table = mk.keyness(mk.count_terms(words_of(texts)), target=target).set_index("term")
    g2 = {"a": 0.004751467, "b": 0.091241952, "c": 1.274238068, "d": -3.779440591}
    g2 |= {"e": -0.064900531, "f": -0.064900531, "g": 1.093291040, "h": 0.091241952}
    chi2 = {"a": 0.004738562, "b": 0.089303670, "c": 1.221872082, "d": -3.715032680}
    chi2 |= {"e": -0.065813362, "g": 0.731092437}
    assert table["g2"].loc[list(g2)].tolist() == pytest.approx(list(g2.values()), abs=1e-7)
    assert table["chi2"].loc[list(chi2)].tolist() == pytest.approx(list(chi2.values()), abs=1e-7)


def test_effect_sizes() -> None:
    small, large = table_of(10, 100, 5, 200), table_of(120, 1000, 30, 2000)
    # Hardie (2014), and Walter (1975) with 0.5 added; association-measures 0.3.2.
    assert formulas.log_ratio(small)[0] == pytest.approx(2)
    assert formulas.log_ratio(large)[0] == pytest.approx(3)
    assert formulas.walter_log_ratio(small)[0] == pytest.approx(1.929293, abs=1e-6)
    assert formulas.walter_log_ratio(large)[0] == pytest.approx(2.981791, abs=1e-6)
    # Conservative log ratio, one test at 0.1 %: association-measures 0.3.2.
    assert formulas.conservative_log_ratio(large)[0] == pytest.approx(2.057983, abs=1e-6)
    assert formulas.conservative_log_ratio(small)[0] == 0
    # %DIFF: Gabrielatos & Marchi (2011).
    percent = formulas.percent_difference(table_of(206523, 959641, 178174, 1562358))
    assert percent[0] == pytest.approx(88.7, abs=0.05)
    # Odds ratio: Pojanapunya & Todd (2018).
    odds = formulas.odds_ratio(table_of(16217, 2796938, 735, 2087946))
    assert odds[0] == pytest.approx(16.6, abs=0.05)


@pytest.mark.parametrize(
    ("f", "f2", "log_ratio", "conservative"),
    [
        (1189, 2157, 7.156575955874566, 6.910068549501856),  # eingebracht
        (49, 88, 7.189213818656465, 5.941562136184079),  # unionsgeführt
        (150, 349, 6.452100263355738, 5.821970068053486),  # Befragung
        (15, 18, 9.181834288290867, 5.991330482867978),  # -eingebrachten
        (7, 32, 5.023404925686385, 1.8670533528394895),  # Demografiebericht
    ],
)
def test_log_ratios_near_bundesregierung(f, f2, log_ratio, conservative) -> None:
    # pandas-association-measures, tests/data/log-ratio-gold.tsv: 599 collocates, R code of Evert
    # (2022). Its column lrc is the exact interval meant here, at 5 % over all 599; its column clr,
    # 6.888132 and so on, is CQPweb's normal approximation at 1 %, another measure.
    table = table_of(f, 168329, f2 - f, 19720567 - 168329)
    assert formulas.log_ratio(table)[0] == pytest.approx(log_ratio, abs=1e-9)
    tests = 599 * formulas.ALPHA / 0.05
    found = formulas.conservative_log_ratio(table, tests=tests)
    assert found[0] == pytest.approx(conservative, abs=1e-9)
    swapped = table_of(f2 - f, 19720567 - 168329, f, 168329)
    assert formulas.conservative_log_ratio(swapped, tests=tests)[0] == pytest.approx(-conservative)


@pytest.mark.parametrize(
    ("f", "f2", "expected"),
    [
        (1, 2, 3.526202),  # appreciated
        (7, 120, -0.486429),  # certain
        (1, 8, 0.720083),  # measuring
        (2, 47, -0.964962),  # particularly
        (2, 5, 2.941480),  # arrived
    ],
)
def test_log_ratios_of_the_ucs_toolkit(f: int, f2: int, expected: float) -> None:
    # pandas-association-measures on ucs-gold-100.ds, where 0.001 is added to all four numbers.
    table = table_of(f, 15334, f2 - f, 191998 - 15334)
    assert formulas.log_ratio(table)[0] == pytest.approx(expected, abs=2e-3)


def test_strong_words_have_a_p_above_zero() -> None:
    # chi2.sf of scipy; 1 - cdf, as in quanteda, is 0 here.
    matrix = matrix_of([[120, 880], [30, 1970]], terms=["a", "other"])
    row = mk.keyness(matrix, target=pd.Series([True, False])).set_index("term").loc["a"]
    assert row["g2"] == pytest.approx(145.711440, abs=1e-6)
    assert row["p"] == pytest.approx(stats.chi2.sf(145.71143982, 1), rel=1e-6)
    assert 0 < row["p"] < 1e-32


def test_bic() -> None:
    # Wilson (2013): G² of 6.931472 among 300 tokens gives 1.227689.
    matrix = matrix_of([[10, 90], [5, 195]], terms=["a", "other"])
    row = mk.keyness(matrix, target=pd.Series([True, False])).set_index("term").loc["a"]
    assert row["bic"] - row["g2"] + 6.931472 == pytest.approx(1.227689, abs=1e-6)


def test_fightin_words() -> None:
    # Monroe, Colaresi & Quinn (2008), 120 of 1000 against 30 of 2000; numbers of the formula.
    matrix = matrix_of([[120, 880], [30, 1970]], terms=["a", "other"])
    target = pd.Series([True, False])
    informed = mk.keyness(matrix, target=target).set_index("term")
    assert informed.loc["a", "z"] == pytest.approx(6.877947, abs=1e-6)
    plain = mk.keyness(matrix, target=target, prior=0.01).set_index("term")
    assert plain.loc["a", "z"] == pytest.approx(10.739619, abs=1e-6)


def test_ranks_of_articles() -> None:
    # Kilgarriff (2001), Comparing corpora: the ranks of the first sum up to 31. p is scipy's.
    first, second = [12, 15, 18, 24, 88], [3, 3, 13, 27, 33]
    matrix = matrix_of([[n, 1000 - n] for n in first + second], terms=["a", "other"])
    target = np.repeat([True, False], 5)
    counted, _ = read_counts(matrix)
    sums = sum_sides(counted, sides=[target, ~target], squares=False)
    seen = stats.mannwhitneyu(first, second, use_continuity=False, method="asymptotic")
    assert seen.statistic + 15 == 31
    p = article_test(counted, target=target, reference=~target, sums=sums)
    assert p[0] == pytest.approx(seen.pvalue)


def test_fishers_test() -> None:
    # Pedersen (1996) and Wordless, of [[1, 3], [3, 1]]: the left tail is .243, both are .486. Half
    # the probability of the table itself, 16 / 70, is taken off each: the mid-p.
    matrix = matrix_of([[n, 9 - n] for n in (1, 0, 0, 0, 1, 1, 1, 0)], terms=["a", "other"])
    table = mk.keyness(matrix, target=pd.Series([True] * 4 + [False] * 4)).set_index("term")
    assert table.loc["a", "p_articles"] == pytest.approx(0.486 - 16 / 70, abs=5e-4)


BEFORE = {"rente": 6, "bundestag": 3, "kanzler": 1, "krise": 2}
AFTER = {"rente": 2, "bundestag": 3, "kanzler": 4, "gewinn": 3}


def test_word_shifts() -> None:
    # Gallagher et al. (2021), after shifterator on the same two lists.
    scores = {"krise": -0.7, "gewinn": 0.6, "rente": 0.1}
    table = mk.word_shift(BEFORE, AFTER, scores=scores).set_index("term")
    assert table["proportion"].to_dict() == pytest.approx(
        {"rente": -1 / 3, "gewinn": 0.25, "kanzler": 0.25, "krise": -1 / 6, "bundestag": 0}
    )
    assert table["jensen_shannon_bits"].sum() == pytest.approx(0.329172272, abs=1e-9)
    assert table["entropy_bits"].sum() == pytest.approx(0.229573959, abs=1e-9)
    weighted = table["weighted_average"]
    assert weighted.sum() == pytest.approx(0.233333333, abs=1e-9)
    shares = weighted / weighted.abs().sum()
    # The Kullback-Leibler shift has no value, since each side lacks a word of the other.
    assert shares.loc[["gewinn", "krise", "rente"]].tolist() == pytest.approx(
        [0.5, 0.388889, -0.111111], abs=1e-6
    )

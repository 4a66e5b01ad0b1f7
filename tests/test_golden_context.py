"""Values of the literature and of other programs, their source beside each."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.context.association import associate

RENTE = (
    "der bundestag debattiert über die rente die ministerin verteidigt die rente "
    "die opposition kritisiert die ministerin über die rente entscheidet der bundestag am freitag"
)
# The README of LexicalRichness (MIT licence), without figures and punctuation, in lower case.
RICHNESS = (
    "measure of textual lexical diversity computed as the mean length of sequential words in a "
    "text that maintains a minimum threshold ttr score iterates over words until ttr scores falls "
    "below a threshold then increase factor counter by and start over mccarthy and jarvis pg "
    "recommends a factor threshold in the range of mccarthy mccarthy and jarvis"
)
PARTIES = (
    "Alle Parteien widmen dem Thema rein quantitativ betrachtet nennenswerte Aufmerksamkeit, "
    "die Grünen wenig überraschend am meisten."
)


def measured(o11: int, r1: int, c1: int, n: int) -> dict[str, float]:
    """Measure one pair."""
    numbers = {"r1": np.array([r1]), "c1": np.array([c1]), "n": np.array([n])}
    return {name: value[0] for name, value in associate(np.array([o11]), **numbers).items()}


def diversity(text: str, *, window: int = 100) -> pd.Series:
    """Measure one text."""
    tokens = mk.tokenize(pd.DataFrame({"text": [text]}), tokenizer=str.split)
    return mk.lexical_diversity(tokens, window=window).loc[0]


@pytest.mark.parametrize(
    ("item", "f", "f2", "t", "g2", "mi", "dice", "liddell"),
    [
        ("appreciated", 1, 2, 0.840269, 2.448757, 0.796611, 0.000130, 0.420139),
        ("certain", 7, 120, -0.976603, -0.829802, -0.136442, 0.000906, -0.021546),
        ("measuring", 1, 8, 0.361077, 0.191806, 0.194551, 0.000130, 0.045136),
        ("particularly", 2, 47, -1.240035, -1.059386, -0.273427, 0.000260, -0.037321),
        ("arrived", 2, 5, 1.131847, 3.879126, 0.699701, 0.000261, 0.320143),
    ],
)
def test_pairs_of_the_ucs_toolkit(item, f, f2, t, g2, mi, dice, liddell) -> None:
    # Evert's UCS toolkit, as in pandas-association-measures tests/data/ucs-gold-100.ds.
    found = measured(f, 15334, f2, 191998)
    assert found["t"] == pytest.approx(t, abs=1e-6), item
    assert found["g2"] == pytest.approx(g2, abs=1e-6)
    assert found["pmi"] * np.log10(2) == pytest.approx(mi, abs=1e-6)
    assert 2 ** (found["log_dice"] - 14) == pytest.approx(dice, abs=1e-6)
    # Liddell's measure is the Delta P of the term given the collocate.
    assert found["delta_p_first"] == pytest.approx(liddell, abs=1e-6)


@pytest.mark.parametrize(
    ("a", "n1", "b", "n2", "g2"),
    [
        (10, 10, 3, 31767, 167.2298),  # Dunning 1993, p. 72
        (10, 100, 5, 200, 7.329812),  # quanteda.extras, tests
        (120, 1000, 30, 2000, 145.711440),  # quanteda textstat_keyness(correction = "none")
        (1200, 10000, 30, 197030, 7136.378),  # the same
        (3, 17, 2, 12, 0.004751467),  # the same, terms a, b, c, d, e, g, h of its example
        (2, 17, 1, 12, 0.091241952),
        (6, 17, 2, 12, 1.274238068),
        (1, 17, 4, 12, -3.779440591),
        (1, 17, 1, 12, -0.064900531),
        (1, 17, 0, 12, 1.093291040),
    ],
)
def test_log_likelihood_of_four_cells(a: int, n1: int, b: int, n2: int, g2: float) -> None:
    # quanteda adds 1e-9 to every ratio before it takes the logarithm.
    assert measured(a, n1, a + b, n1 + n2)["g2"] == pytest.approx(g2, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(
    ("a", "b", "pmi"),
    [(3, 2, 0.023256863), (6, 2, 0.246400414), (1, 4, -1.075355424), (1, 0, 0.534082487)],
)
def test_mutual_information_of_quanteda(a: int, b: int, pmi: float) -> None:
    # textstat_keyness(measure = "pmi") of its example, in natural logarithms.
    assert measured(a, 17, a + b, 29)["pmi"] * np.log(2) == pytest.approx(pmi, abs=1e-8)


def test_doctors_and_nurses() -> None:
    # Church and Hanks 1990: f(doctor nurse) 8, f(doctor) 1105, f(nurse) 44, N 15 million: 11.3.
    found = measured(8, 1105, 44, 15_000_000)
    assert found["pmi"] == pytest.approx(11.269197, abs=1e-6)
    # Rychlý 2008, with its 14.
    assert found["log_dice"] == pytest.approx(7.833837, abs=1e-6)


def test_npmi_of_bouma_and_gensim() -> None:
    assert measured(5, 5, 5, 100)["npmi"] == 1
    assert measured(5, 5, 5, 5)["npmi"] == 1
    assert measured(2, 10, 20, 100)["npmi"] == pytest.approx(0)
    assert measured(0, 10, 20, 100)["npmi"] == -1
    # gensim, test_log_ratio_measure.
    found = measured(1, 3, 2, 5)
    assert found["pmi"] * np.log(2) == pytest.approx(-0.182321557, abs=1e-8)
    assert found["npmi"] == pytest.approx(-0.113282753, abs=1e-8)


def test_log_dice_has_its_14() -> None:
    assert measured(7, 7, 7, 1000)["log_dice"] == 14
    assert measured(0, 7, 7, 1000)["log_dice"] == -np.inf
    assert measured(3, 9, 5, 50)["log_dice"] == measured(3, 9, 5, 5_000_000)["log_dice"]


def test_delta_p_of_gries() -> None:
    # Gries 2013, "of course": .697 and .032.
    a, b, c, d = 5610, 168938, 2257, 10233063
    found = measured(a, a + b, a + c, a + b + c + d)
    assert found["delta_p_second"] == pytest.approx(0.032, abs=5e-4)
    assert found["delta_p_first"] == pytest.approx(0.697, abs=5e-4)


def test_minimum_sensitivity_of_pedersen() -> None:
    assert measured(17, 1018, 98, 100_000)["min_sensitivity"] == pytest.approx(0.016699, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "k"),
    [("a b c d d e e f f f", 1000), ("a b c d d e e f f f g g g g", 1122.449)],
)
def test_yules_k_of_korpus(text: str, k: float) -> None:
    # koRpus; quanteda issue 46.
    assert diversity(text)["yule_k"] == pytest.approx(k, abs=1e-3)


def test_yules_k_of_the_gospel_of_john() -> None:
    # Miranda-Garcia & Calle-Martin (2005), table 1: so many words stand once, twice ... in chapter
    # 1. Their 113.0916 cannot be: K * 755**2 / 10**4 must be a whole number, and is 6446.5.
    spectrum = {1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1}
    spectrum |= {17: 1, 19: 1, 21: 1, 59: 1}
    words = [
        f"w{i}-{n}" for i, n_words in spectrum.items() for n in range(n_words) for _ in range(i)
    ]
    row = diversity(" ".join(words))
    assert row[["tokens", "types"]].tolist() == [755, 331]
    assert row["yule_k"] == pytest.approx(1e4 * (7183 - 755) / 755**2, abs=1e-9)
    assert row["yule_k"] == pytest.approx(112.766984, abs=1e-6)


@pytest.mark.parametrize(("window", "mattr"), [(2, 5 / 6), (3, 2 / 3), (4, 0.5)])
def test_moving_average(window: int, mattr: float) -> None:
    # quanteda, tests of textstat_lexdiv: (1/2 + 1 + 1 + 1/2 + 1 + 1) / 6 with two words, not the
    # .75 that is told of it elsewhere.
    assert diversity("one one two one one two one", window=window)["mattr"] == pytest.approx(mattr)


def test_german_text_of_quanteda() -> None:
    row = diversity(RENTE, window=10)
    assert row["tokens"] == 24
    assert row["ttr"] == pytest.approx(0.541667, abs=1e-6)
    assert row["cttr"] == pytest.approx(2.653614 / np.sqrt(2), abs=1e-6)  # its R is V / sqrt(N)
    assert np.sqrt(row["maas"]) == pytest.approx(0.373864, abs=1e-6)  # it returns the root
    assert row["mattr"] == pytest.approx(0.713333, abs=1e-6)
    assert row["yule_k"] == pytest.approx(763.888889, abs=1e-6)
    assert row["mtld"] == pytest.approx(15.247706, abs=1e-6)


def test_english_text_of_lexicalrichness() -> None:
    row = diversity(RICHNESS, window=25)
    assert row[["tokens", "types"]].tolist() == [57, 39]
    assert row["maas"] == pytest.approx(0.0534561, abs=1e-7)
    # LexicalRichness takes natural logarithms.
    assert row["maas"] / np.log(10) == pytest.approx(0.0232157, abs=1e-7)
    assert row["mattr"] == pytest.approx(0.835152, abs=1e-6)
    assert row["hdd"] == pytest.approx(0.746870, abs=1e-6)
    assert row["yule_k"] == pytest.approx(153.893506, abs=1e-6)
    # LexicalRichness itself gives 46.792264, since it ends a factor at 0.72 and not below.
    assert row["mtld"] == pytest.approx(48.009464, abs=1e-6)


def test_readability_of_a_counted_sentence() -> None:
    # Ingredients counted by hand; Wiener Sachtextformeln also as textstat and textacy give them.
    row = mk.readability(mk.tokenize(pd.DataFrame({"text": [PARTIES]}))).loc[0]
    assert row["sentences":"monosyllables"].tolist() == [1, 16, 38, 7, 6, 4]
    assert row["flesch_amstad"] == pytest.approx(25.06, abs=5e-3)
    assert row["lix"] == 59.75
    assert row["wstf1":"wstf4"].astype(float).to_numpy() == pytest.approx(
        [13.913, 13.445, 13.045, 12.847], abs=5e-4
    )
    # 7 long words and 6 of three syllables or more, in one sentence.
    assert row["rix"] == 7
    assert row["smog"] == pytest.approx(np.sqrt(30 * 6) - 2)
    assert row["syllables_per_word"] == 38 / 16

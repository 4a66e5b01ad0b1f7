"""Style: how varied and how hard to read, article by article."""

import random
from collections import Counter
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk

LETTERS = st.lists(st.sampled_from("abcdefg"), max_size=60).map(" ".join)
SLOW = settings(deadline=None, max_examples=60)


def tokens_of(*texts: str) -> mk.Tokens:
    """Tokenize texts named 0, 1, 2 ..."""
    return mk.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))


def slow_mattr(words: list[str], *, window: int) -> float:
    """Average the type-token ratio of every window."""
    ratios = [
        len(set(words[begin : begin + window])) / window for begin in range(len(words) - window + 1)
    ]
    return sum(ratios) / len(ratios) if ratios else np.nan


def slow_hdd(words: list[str]) -> float:
    """Add the chance of every type to be drawn, with exact integers."""
    n = len(words)
    if n < 42:
        return np.nan
    return sum(1 - comb(n - f, 42) / comb(n, 42) for f in Counter(words).values()) / 42


def test_diversity_of_a_short_text_by_hand() -> None:
    row = mk.lexical_diversity(tokens_of("one one two one one two one"), window=3).loc[0]
    assert row[["tokens", "types"]].tolist() == [7, 2]
    assert row["ttr"] == pytest.approx(2 / 7)
    assert row["cttr"] == pytest.approx(2 / np.sqrt(14))
    assert row["mattr"] == pytest.approx(2 / 3)
    assert row["yule_k"] == pytest.approx(1e4 * (25 + 4 - 7) / 49)


def test_what_is_too_short_is_missing_and_says_why() -> None:
    table = mk.lexical_diversity(tokens_of("Tor", "", "Tor Tor " * 21, "Elf Meter"), window=50)
    assert table["missing"].tolist() == [
        "maas: 1 word, 2 needed; mattr: 1 words, 50 needed; mtld: no word repeats; "
        "hdd: 1 words, 42 needed",
        "all: no words",
        "mattr: 42 words, 50 needed",
        "mattr: 2 words, 50 needed; mtld: no word repeats; hdd: 2 words, 42 needed",
    ]
    assert table.loc[1, "ttr":"yule_k"].isna().all()
    assert table.loc[0, ["maas", "mattr", "mtld", "hdd"]].isna().all()
    assert table.loc[2, "hdd"] == pytest.approx(1 / 42)


def test_the_window_of_one_article_is_that_of_all() -> None:
    long, short = "die rente steigt und die miete sinkt", "tor"
    alone = mk.lexical_diversity(tokens_of(long), window=5).loc[0, "mattr"]
    together = mk.lexical_diversity(tokens_of(long, short), window=5)
    assert together.loc[0, "mattr"] == alone
    assert np.isnan(together.loc[1, "mattr"])


def test_tables_join_the_articles(articles: pd.DataFrame) -> None:
    tokens = mk.tokenize(articles)
    for table in (mk.lexical_diversity(tokens), mk.readability(tokens)):
        assert articles.join(table).index.tolist() == articles.index.tolist()
        assert table.index.name == "article"


def test_nothing_to_measure_is_an_error() -> None:
    for measure in (mk.lexical_diversity, mk.readability):
        with pytest.raises(mk.EmptyError, match="no tokens to measure"):
            measure(tokens_of("", ""))
    with pytest.raises(mk.MediakitError, match="window= must be a number from 1, not 0"):
        mk.lexical_diversity(tokens_of("a"), window=0)


@SLOW
@given(st.lists(LETTERS, min_size=1, max_size=4), st.integers(1, 30))
def test_fast_diversity_is_that_of_the_plain_way(texts: list[str], window: int) -> None:
    table = mk.lexical_diversity(tokens_of(*texts, "a"), window=window)
    for row, text in enumerate(texts):
        words = text.split()
        assert table.loc[row, "mattr"] == pytest.approx(
            slow_mattr(words, window=window), nan_ok=True
        )
        assert table.loc[row, "hdd"] == pytest.approx(slow_hdd(words), nan_ok=True, abs=1e-9)


@SLOW
@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=60))
def test_renaming_words_and_reading_backwards_change_nothing(letters: list[str]) -> None:
    measures = ["ttr", "cttr", "maas", "mattr", "mtld", "hdd", "yule_k"]
    tokens = tokens_of(" ".join(letters), " ".join(letters[::-1]))
    table = mk.lexical_diversity(tokens, window=5)
    renamed = mk.lexical_diversity(tokens.map(lambda term: "x" + term), window=5)
    pd.testing.assert_frame_equal(table[measures], renamed[measures])
    first, last = table.loc[0, measures], table.loc[1, measures]
    assert first.astype(float).to_numpy() == pytest.approx(last.astype(float), nan_ok=True)


def test_hdd_is_the_mean_of_random_draws() -> None:
    words = ["der"] * 20 + ["die"] * 10 + [f"w{n}" for n in range(40)]
    draw = random.Random(1)
    ratios = [len(set(draw.sample(words, 42))) / 42 for _ in range(4000)]
    exact = mk.lexical_diversity(tokens_of(" ".join(words))).loc[0, "hdd"]
    assert exact == pytest.approx(np.mean(ratios), abs=0.003)


def test_ingredients_of_readability_by_hand() -> None:
    # Die Re-gie-rung er-höht die Ren-te. Das är-gert vie-le.
    row = mk.readability(tokens_of("Die Regierung erhöht die Rente. Das ärgert viele.")).loc[0]
    assert row["sentences":"monosyllables"].tolist() == [2, 8, 14, 1, 1, 3]
    assert row["words_per_sentence"] == 4
    assert row["syllables_per_word"] == 14 / 8
    assert row["flesch_amstad"] == pytest.approx(180 - 4 - 58.5 * 14 / 8)
    assert row["wstf1"] == pytest.approx(
        0.1935 * 12.5 + 0.1672 * 4 + 0.1297 * 12.5 - 0.0327 * 37.5 - 0.875
    )
    assert row["wstf2"] == pytest.approx(0.2007 * 12.5 + 0.1682 * 4 + 0.1373 * 12.5 - 2.779)
    assert row["wstf3"] == pytest.approx(0.2963 * 12.5 + 0.1905 * 4 - 1.1144)
    assert row["wstf4"] == pytest.approx(0.2744 * 12.5 + 0.2656 * 4 - 1.693)
    assert row["lix"] == 4 + 12.5
    assert row["rix"] == 1 / 2
    assert row["smog"] == pytest.approx(np.sqrt(30 * 1 / 2) - 2)
    assert row["remarks"] == ""


def test_a_word_is_long_from_seven_letters_hyphens_and_figures_do_not_count() -> None:
    row = mk.readability(tokens_of("Rentner Renten E-Mail-Abc 12345678")).loc[0]
    assert row["long_words"] == 2


def test_smog_is_never_negative_and_an_empty_article_has_no_value() -> None:
    table = mk.readability(tokens_of("Das ist gut.", ""))
    assert table["smog"].tolist()[0] == 0
    assert table["remarks"].tolist() == ["smog below 0", "no words"]
    assert table.loc[1, "words_per_sentence":"smog"].isna().all()
    assert table.loc[1, "sentences":"monosyllables"].tolist() == [0] * 6


def test_syllables_are_asked_once_per_distinct_form(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(
        "mediakit.style.reading.count_syllables", lambda word: asked.append(word) or 1
    )
    mk.readability(tokens_of("Tor Tor Tor", "Tor Elf"))
    assert asked == ["Elf", "Tor"]


@SLOW
@given(st.lists(LETTERS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], order) -> None:
    table = pd.DataFrame({"text": pd.Series([*texts, "a"], dtype=object)})
    rows = table.index.tolist()
    order.shuffle(rows)
    for measure in (mk.lexical_diversity, mk.readability):
        first = measure(mk.tokenize(table))
        second = measure(mk.tokenize(table.loc[rows])).loc[first.index]
        pd.testing.assert_frame_equal(first, second)

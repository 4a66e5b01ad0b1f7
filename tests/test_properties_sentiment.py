"""What must hold for every text: invariants of the tone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk

LEXICON = pd.DataFrame(
    {"term": ["Erfolg", "Krise", "gut", "böse", "Hass"], "polarity": [1.0, -1.0, 0.7, -0.4, -0.9]}
)
WORDS = st.sampled_from(
    (
        *("Erfolg", "Krise", "gut", "böse", "Hass", "nicht", "kein", "ohne", "weder", "noch"),
        *("aber", "sehr", "kaum", "etwas", "nur", "sondern", "der", "Rat", "tagt", "und"),
        *(",", ".", ":", "!"),
    )
)
NEUTRAL = st.lists(st.sampled_from(["der", "Rat", "tagt", "heute"]), min_size=1, max_size=6)
TEXTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)


def polarities(texts: list[str], lexicon: pd.DataFrame = LEXICON) -> np.ndarray:
    return mk.score_sentiment(pd.DataFrame({"text": texts}), lexicon=lexicon)["polarity"].to_numpy()


@settings(max_examples=60)
@given(TEXTS)
def test_swapping_the_signs_of_the_lexicon_flips_the_score(text: str) -> None:
    swapped = LEXICON.assign(polarity=-LEXICON["polarity"])
    np.testing.assert_array_equal(polarities([text]), -polarities([text], swapped))


@settings(max_examples=60)
@given(TEXTS)
def test_doubling_a_text_leaves_its_score(text: str) -> None:
    once, twice = polarities([text, f"{text}\n\n{text}"])
    assert twice == pytest.approx(once, nan_ok=True)


@settings(max_examples=60)
@given(TEXTS, NEUTRAL)
def test_neutral_words_never_change_the_sign(text: str, neutral: list[str]) -> None:
    before, after = polarities([text, f"{text}\n\n{' '.join(neutral)}."])
    assert np.isnan(before) == np.isnan(after)
    assert np.sign(before) == np.sign(after) or np.isnan(before) or abs(before) < 1e-12
    assert np.isnan(before) or abs(after) <= abs(before)


@settings(max_examples=30)
@given(st.lists(TEXTS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(texts: list[str], rng) -> None:
    table = pd.DataFrame({"text": texts})
    order = list(range(len(texts)))
    rng.shuffle(order)
    scores = mk.score_sentiment(table, lexicon=LEXICON)
    shuffled = mk.score_sentiment(table.iloc[order], lexicon=LEXICON)
    pd.testing.assert_frame_equal(scores, shuffled.loc[scores.index])


@settings(max_examples=60)
@given(TEXTS)
def test_evidence_explains_every_score(text: str) -> None:
    articles = pd.DataFrame({"text": [text]})
    shares = mk.sentiment_evidence(articles, lexicon=LEXICON).words["share"]
    (polarity,) = polarities([text])
    assert shares.empty if np.isnan(polarity) else shares.sum() == pytest.approx(polarity)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_can_be_scored(text: str) -> None:
    articles = pd.DataFrame({"text": [text]}, index=["a"])
    score = mk.score_sentiment(articles).iloc[0]
    assert np.isnan(score["polarity"]) == (score["n_scored"] == 0)
    assert np.isnan(score["polarity"]) or -1 <= score["polarity"] <= 1
    assert -1 <= mk.score_sentiment(articles, method="textblob")["polarity"].iloc[0] <= 1

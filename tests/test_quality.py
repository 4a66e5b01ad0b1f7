"""Floors that fail when quality drops, on the codings of the sample corpus."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from sklearn.metrics import adjusted_rand_score, v_measure_score

import mediakit as mk


@pytest.fixture(scope="module")
def codings() -> pd.DataFrame:
    """Read what a careful reader coded."""
    return pd.read_csv(ROOT / "data" / "codings.csv", index_col="article")


def b_cubed(gold: pd.Series, found: pd.Series) -> float:
    """F1 of Bagga and Baldwin (1998)."""
    same = np.equal.outer(pd.factorize(gold)[0], pd.factorize(gold)[0])
    joined = np.equal.outer(pd.factorize(found)[0], pd.factorize(found)[0])
    both = (same & joined).sum(axis=1)
    precision, recall = (both / joined.sum(axis=1)).mean(), (both / same.sum(axis=1)).mean()
    return 2 * precision * recall / (precision + recall)


def test_the_five_pairs_of_agency_copy_are_found_and_no_others(codings: pd.DataFrame) -> None:
    pairs = mk.near_duplicates(mk.sample_articles())
    found = {frozenset(pair) for pair in zip(pairs["article"], pairs["copy"], strict=True)}
    groups = codings.dropna(subset=["copy_group"]).groupby("copy_group").groups
    assert found == {frozenset(members) for members in groups.values()}


def test_story_lines_are_found(codings: pd.DataFrame) -> None:
    chains = mk.story_chains(mk.sample_articles(), window=None).set_index("article")
    story = codings["story"].where(codings["story"] != "none", codings.index)
    assert b_cubed(story, chains.loc[codings.index, "story"]) >= 0.93


def test_all_agency_copy_is_credited(codings: pd.DataFrame) -> None:
    table = mk.agency_credits(mk.sample_articles())
    credited = set(table.loc[table["kind"] == "credit", "article"])
    assert set(codings.index[codings["agency_copy"] == 1]) <= credited


def test_the_tone_agrees_with_the_reader(codings: pd.DataFrame) -> None:
    scores = mk.score_sentiment(mk.sample_articles())
    table = mk.validate_scores(scores, codings=codings["tone"]).set_index("figure")["value"]
    assert table["auc"] >= 0.85
    assert table["accuracy"] >= 0.6


def test_topics_gather_story_lines(codings: pd.DataFrame) -> None:
    stories = codings.loc[codings["story"] != "none", "story"]
    topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    found = topics.articles.set_index("article").loc[stories.index, "topic"]
    assert adjusted_rand_score(stories, found) >= 0.95
    assert v_measure_score(stories, found) >= 0.95

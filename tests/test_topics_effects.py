"""Shares of topics and what moves them, with intervals that keep their word."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.topics.effects import _interval, _pool, _prior_size
from mediakit.topics.value import TopicModel, Topics


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """Read the sample corpus."""
    return mk.sample_articles()


@pytest.fixture(scope="module")
def topics(articles: pd.DataFrame) -> mk.Topics:
    """Fit four topics once."""
    return mk.fit_topics(mk.tokenize(articles), n_topics=4)


def make_topics(shares: list[list[float]], *, words: int = 50) -> Topics:
    """Make topics of known shares."""
    index = pd.Index([f"a{row}" for row in range(len(shares))])
    table = pd.DataFrame(shares, index=index, columns=pd.RangeIndex(1, len(shares[0]) + 1))
    told = pd.DataFrame({"article": index, "words": words})
    model = TopicModel(None, None, np.eye(table.shape[1]), pd.Index([]))
    return Topics(pd.DataFrame(), told, table, None, np.zeros((len(table), 1)), model)


def test_shares_are_means_of_the_articles_of_a_group() -> None:
    topics = make_topics([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [0.0, 0.0]])
    by = pd.Series(["taz", "taz", "FAZ", "FAZ"], index=topics.shares.index)
    table = mk.topic_prevalence(topics, by=by)
    assert table["group"].tolist() == ["FAZ", "FAZ", "taz", "taz"]
    assert table["share"].tolist() == [0.0, 1.0, 0.75, 0.25]
    # An article without a topic stays out, and one alone has no interval.
    assert table["articles"].tolist() == [1, 1, 2, 2]
    assert table["share_low"].isna().tolist() == [True, True, False, False]


def test_weights_let_copies_count_once() -> None:
    topics = make_topics([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    weights = pd.Series([0.5, 0.5, 1.0], index=topics.shares.index)
    assert mk.topic_prevalence(topics, weights=weights)["share"].tolist() == [0.5, 0.5]
    plain = mk.topic_prevalence(topics, interval=None)
    assert plain["share"].round(3).tolist() == [0.667, 0.333]
    assert plain["share_low"].isna().all()
    with pytest.raises(mk.MediakitError, match="weights= has nan for article 'a2'"):
        mk.topic_prevalence(topics, weights=weights[:2])


def test_periods_are_those_of_the_calendar(topics: mk.Topics, articles: pd.DataFrame) -> None:
    table = mk.topic_prevalence(topics, published=articles["published"], freq="W")
    assert (table["period"].dt.day_of_week == 0).all()
    assert str(table["period"].dt.tz) == "Europe/Berlin"
    assert np.allclose(table.groupby("period")["share"].sum(), 1, atol=1e-5)
    assert table.groupby("period")["articles"].first().sum() == 81
    several = table[table["articles"] > 1]
    assert (several["share_low"] <= several["share"]).all()
    assert (several["share"] <= several["share_high"]).all()


def test_periods_without_articles_are_told() -> None:
    topics = make_topics([[1.0, 0.0], [0.0, 1.0], [0.25, 0.75]])
    index = topics.shares.index
    days = pd.Series(
        pd.to_datetime(["2025-01-05 12:00", "2025-03-01 00:10", "2025-03-09 12:00"]), index=index
    )
    table = mk.topic_prevalence(
        topics,
        by=pd.Series(["taz", "FAZ", "taz"], index=index),
        published=days.dt.tz_localize("Europe/Berlin"),
    )
    first = table[table["topic"] == 1]
    assert first["group"].tolist() == ["FAZ"] * 3 + ["taz"] * 3
    assert first["period"].dt.month.tolist() == [1, 2, 3] * 2
    assert first["articles"].tolist() == [0, 0, 1, 1, 0, 1]
    assert first["share"].fillna(-1).tolist() == [-1, -1, 0, 1, -1, 0.25]


def test_the_bootstrap_interval_is_that_of_a_mean() -> None:
    random = np.random.default_rng(2)
    share = random.beta(2, 5, size=400)
    topics = make_topics(np.column_stack([share, 1 - share]).tolist())
    row = mk.topic_prevalence(topics).iloc[0]
    reach = 1.96 * share.std() / 20
    assert row["share_low"] == pytest.approx(share.mean() - reach, abs=0.003)
    assert row["share_high"] == pytest.approx(share.mean() + reach, abs=0.003)


def test_wrong_groups_and_times_are_refused(topics: mk.Topics, articles: pd.DataFrame) -> None:
    with pytest.raises(mk.MediakitError, match="by= does not know article 'ak01'"):
        mk.topic_prevalence(topics, by=articles["outlet"].drop("ak01"))
    with pytest.raises(mk.MediakitError, match="freq= needs published="):
        mk.topic_prevalence(topics, freq="W")
    with pytest.raises(mk.MediakitError, match="freq must be one of D, W, M"):
        mk.topic_prevalence(topics, published=articles["published"], freq="h")
    with pytest.raises(mk.MediakitError, match="published= must be a Series of times"):
        mk.topic_prevalence(topics, published=articles["title"])
    with pytest.raises(mk.MediakitError, match="interval must be None or 'bootstrap', not 'wald'"):
        mk.topic_prevalence(topics, interval="wald")
    with pytest.raises(mk.EmptyError, match="no article has a topic, a group and a date"):
        mk.topic_prevalence(topics, by=articles["outlet"].where(articles["outlet"] == ""))


def test_expected_shares_of_one_factor_are_the_means_of_its_groups(
    topics: mk.Topics, articles: pd.DataFrame
) -> None:
    effects = mk.topic_effects(topics, formula="share ~ outlet", data=articles, draws=200)
    means = mk.topic_prevalence(topics, by=articles["outlet"], interval=None)
    assert np.allclose(effects.predictions["share"], means["share"], atol=0.01)
    levels = effects.predictions.groupby("value")["difference"].agg(lambda d: d.abs().max())
    assert levels["abendkurier"] == 0
    first = effects.coefficients.query("topic == 1 and term == 'outlet[T.tagblatt]'")
    told = effects.predictions.query("topic == 1 and value == 'tagblatt'")
    assert told["difference"].item() == pytest.approx(first["estimate"].item())
    assert told["difference_low"].item() == pytest.approx(first["low"].item())
    assert effects.n_articles == 81


def test_numbers_can_be_levels(topics: mk.Topics, articles: pd.DataFrame) -> None:
    data = articles.assign(edition=np.arange(81) % 3 + 9)
    effects = mk.topic_effects(topics, formula="share ~ C(edition)", data=data)
    assert effects.predictions["value"].unique().tolist() == ["9", "10", "11"]
    means = mk.topic_prevalence(topics, by=data["edition"], interval=None)
    assert np.allclose(effects.predictions["share"], means["share"], atol=0.02)


def test_splines_of_time_are_told_in_times(topics: mk.Topics, articles: pd.DataFrame) -> None:
    effects = mk.topic_effects(
        topics, formula="share ~ outlet + bs(published, df=4)", data=articles
    )
    course = effects.predictions[effects.predictions["variable"] == "published"]
    assert course["value"].min() == articles["published"].min()
    assert abs(course["value"].max() - articles["published"].max()) < pd.Timedelta(seconds=1)
    assert len(course) == 50 * 4
    sums = course.groupby("value")["share"].sum()
    assert np.allclose(sums, 1, atol=1e-4)


@pytest.mark.parametrize(
    ("words", "alike"),
    [(60, 1.0), (60, 20.0), (8, 1.0), (8, 20.0)],
    ids=["articles", "articles alike", "headlines", "headlines alike"],
)
def test_intervals_of_effects_cover_in_92_to_98_of_100_simulations(
    words: int, alike: float
) -> None:
    """Shares from a Dirichlet regression, known only by the words that were drawn from them."""
    truth = np.array([[0.2, 0.35, 0.45], [0.15, -0.05, -0.1], [0.1, 0.0, -0.1]])
    covered = []
    for seed in range(250):
        random = np.random.default_rng(seed)
        design = np.column_stack([np.ones(150), random.integers(2, size=150), random.random(150)])
        shares = random.standard_gamma(alike * design @ truth)
        shares /= shares.sum(axis=1, keepdims=True)
        lengths = random.poisson(words, size=150) + 1
        told = random.multinomial(lengths, shares) / lengths[:, None]
        pooled = _pool(design, shares=told, words=lengths, draws=10, random=random)
        _, low, high = _interval(np.eye(3), pooled=pooled)
        covered.append((low <= truth) & (truth <= high))
    assert 0.92 <= np.mean(covered) <= 0.98


def test_the_chance_of_few_words_counts_once() -> None:
    """Scatter that few words explain is not added to the scatter that is seen."""
    random = np.random.default_rng(4)
    design = np.column_stack([np.ones(400), np.arange(400) / 400])
    words = np.full(400, 5)
    shares = random.multinomial(words, [0.2, 0.3, 0.5]) / 5
    pooled = _pool(design, shares=shares, words=words, draws=200, random=random)
    plain = shares - design @ np.linalg.lstsq(design, shares)[0]
    bread = np.linalg.inv(design.T @ design)
    for topic in range(3):
        spread = bread @ design.T * plain[:, topic]
        expected = (spread @ spread.T)[1, 1]
        assert pooled.covariances[topic, 1, 1] == pytest.approx(expected, rel=0.2)


def test_the_prior_is_as_large_as_the_scatter_says() -> None:
    random = np.random.default_rng(0)
    mean = np.tile([0.2, 0.3, 0.5], (20_000, 1))
    words = random.poisson(12, size=20_000) + 1
    told = random.multinomial(words, random.dirichlet([0.8, 1.2, 2.0], size=20_000))
    off = told / words[:, None] - mean
    assert _prior_size(off, expected=mean, words=words) == pytest.approx(4, rel=0.05)


def test_wrong_formulas_are_refused(topics: mk.Topics, articles: pd.DataFrame) -> None:
    for formula, reason in (
        ("outlet", 'must be such as "share ~ outlet"'),
        ("topic ~ outlet", 'must be such as "share ~ outlet"'),
        ("share ~ outlett", "cannot be read: .*outlett"),
        ("share ~ outlet +* section", "cannot be read"),
    ):
        with pytest.raises(mk.MediakitError, match=reason):
            mk.topic_effects(topics, formula=formula, data=articles)
    gaps = articles.assign(section=articles["section"].where(articles.index != "ak02"))
    with pytest.raises(mk.MediakitError, match="article 'ak02' has no 'section'"):
        mk.topic_effects(topics, formula="share ~ section", data=gaps)
    endless = articles.assign(n=[np.inf, *range(80)])
    with pytest.raises(mk.MediakitError, match="article 'ak01' has no 'n'"):
        mk.topic_effects(topics, formula="share ~ n", data=endless)
    twice = pd.concat([articles, articles[:1]])
    with pytest.raises(mk.MediakitError, match="data= knows article 'ak01' twice"):
        mk.topic_effects(topics, formula="share ~ outlet", data=twice)
    with pytest.raises(mk.MediakitError, match="data= does not know article 'ak01'"):
        mk.topic_effects(topics, formula="share ~ outlet", data=articles.drop(index="ak01"))
    two = make_topics([[1.0, 0.0], [0.0, 1.0]])
    data = pd.DataFrame({"day": [1.0, 2.0]}, index=two.shares.index)
    with pytest.raises(mk.EmptyError, match="2 articles are too few for 2 terms"):
        mk.topic_effects(two, formula="share ~ day", data=data)
    with pytest.raises(mk.MediakitError, match="draws must be 2 or more, not 1"):
        mk.topic_effects(topics, formula="share ~ outlet", data=articles, draws=1)

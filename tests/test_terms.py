"""Frequencies and trends, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk


@pytest.fixture
def matrix(articles: pd.DataFrame) -> mk.TermMatrix:
    """Count the small articles."""
    return mk.count_terms(mk.tokenize(articles))


def test_frequencies_by_hand(articles, matrix) -> None:
    table = mk.term_frequencies(matrix, by=articles["outlet"])
    assert table[table["group"] == "taz"].values.tolist() == [
        ["taz", "Rente", 3, pytest.approx(3e6 / 9), 2, 1],
        ["taz", "Die", 2, pytest.approx(2e6 / 9), 1, 2],
        ["taz", "steigt", 2, pytest.approx(2e6 / 9), 1, 2],
        ["taz", "schnell", 1, pytest.approx(1e6 / 9), 1, 4],
        ["taz", "sinkt", 1, pytest.approx(1e6 / 9), 1, 4],
    ]


def test_frequencies_without_groups_are_of_all_articles(matrix) -> None:
    table = mk.term_frequencies(matrix)
    assert table["group"].unique().tolist() == ["all"]
    assert table["per_million"].sum() == pytest.approx(1e6)
    assert table.loc[0, ["term", "count", "articles"]].tolist() == ["Die", 3, 2]


def test_articles_without_a_group_stay_out(articles, matrix) -> None:
    only = mk.term_frequencies(matrix, by=articles["outlet"].where(articles["outlet"] == "taz"))
    assert only["group"].unique().tolist() == ["taz"]
    with pytest.raises(mk.EmptyError, match="no tokens to count"):
        mk.term_frequencies(matrix, by=articles["outlet"].where(articles["outlet"] == "FR"))


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (lambda articles: articles["outlet"] == "taz", [False, True]),
        (lambda articles: articles["published"].dt.month, [1, 3]),
        (lambda articles: articles["published"].dt.strftime("%Y-%m"), ["2025-01", "2025-03"]),
        (lambda articles: articles["outlet"].astype("category"), ["FAZ", "taz"]),
        (
            lambda articles: articles["outlet"] + ", " + articles["section"],
            ["FAZ, Politik", "FAZ, Sport", "taz, Politik"],
        ),
    ],
)
def test_anything_can_group(articles, matrix, by, groups) -> None:
    table = mk.term_frequencies(matrix, by=by(articles))
    assert table["group"].unique().tolist() == groups
    assert table["count"].sum() == matrix.counts.sum()


def test_intervals_come_from_drawing_articles_anew() -> None:
    # Two articles: a draw takes the first twice, both, or the second twice.
    table = pd.DataFrame({"text": ["Rente Rente Rente", "Miete"], "outlet": ["taz", "FAZ"]})
    matrix = mk.count_terms(mk.tokenize(table))
    ends = mk.term_frequencies(matrix, interval="bootstrap").set_index("term")
    assert ends.columns[-2:].tolist() == ["per_million_low", "per_million_high"]
    assert ends.loc["Rente"].tolist()[-2:] == [0, 1e6]
    assert ends.loc["Rente", "per_million"] == 750_000
    alone = mk.term_frequencies(matrix, by=table["outlet"], interval="bootstrap")
    assert alone[["per_million_low", "per_million_high"]].isna().all(axis=None)


def test_intervals_hold_the_rate_and_depend_on_the_seed_alone() -> None:
    articles = mk.sample_articles()
    matrix = mk.count_terms(mk.tokenize(articles))
    by = articles["outlet"]
    first, same, other = (
        mk.term_frequencies(matrix, by=by, interval="bootstrap", draws=200, random_state=seed)
        for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(first, same)
    assert not first.equals(other)
    pd.testing.assert_frame_equal(first.iloc[:, :6], mk.term_frequencies(matrix, by=by))
    frequent = first[first["articles"] >= 10]
    assert (frequent["per_million_low"] < frequent["per_million"]).all()
    assert (frequent["per_million"] < frequent["per_million_high"]).all()


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # 60 articles drawn from an endless corpus in which a bursty word has a known rate.
    random = np.random.default_rng(5)
    held = []
    for seed in range(120):
        bursts = random.binomial(1, 0.3, size=60) * (1 + random.poisson(4, size=60))
        texts = ["Streik " * n + "Wort " * (100 - n) for n in bursts]
        matrix = mk.count_terms(mk.tokenize(pd.DataFrame({"text": texts})))
        ends = mk.term_frequencies(matrix, interval="bootstrap", draws=200, random_state=seed)
        low, high = ends.set_index("term").iloc[:, -2:].loc["Streik"]
        held.append(low <= 0.3 * 5 / 100 * 1e6 <= high)
    assert 0.88 <= np.mean(held) <= 0.99


def test_terms_asked_for_are_counted_in_all_groups_per_million_of_all_tokens(
    articles, matrix
) -> None:
    terms = {"Rente": ["rente*"], "Tor oder Miete": ["Tor", "Miete"]}
    table = mk.term_frequencies(matrix, by=articles["outlet"], terms=terms)
    assert table.groupby("group")["term"].apply(sorted).tolist() == [sorted(terms)] * 2
    everything = mk.term_frequencies(matrix, by=articles["outlet"])
    alone = everything.set_index(["group", "term"])["per_million"]
    asked = table.set_index(["group", "term"])["per_million"]
    for group in ("FAZ", "taz"):
        assert asked[group, "Rente"] == alone.get((group, "Rente"), 0)
        both = alone.get((group, "Tor"), 0) + alone.get((group, "Miete"), 0)
        assert asked[group, "Tor oder Miete"] == pytest.approx(both)
    assert 0 in table["count"].tolist()
    drawn = mk.term_frequencies(matrix, terms=["Rente"], interval="bootstrap", draws=200)
    of_all = mk.term_frequencies(matrix, interval="bootstrap", draws=200)
    columns = ["count", "per_million", "per_million_low", "per_million_high"]
    expected = of_all[of_all["term"] == "Rente"][columns].values.tolist()
    assert drawn[columns].values.tolist() == expected


def test_unknown_intervals_are_refused(articles, matrix) -> None:
    with pytest.raises(mk.MediakitError, match="interval must be None or 'bootstrap', not 'wald'"):
        mk.term_frequencies(matrix, interval="wald")
    with pytest.raises(mk.MediakitError, match="draws must be 100 or more"):
        mk.term_frequencies(matrix, interval="bootstrap", draws=10)
    with pytest.raises(mk.MediakitError, match="interval must be None or 'bootstrap'"):
        mk.term_trends(matrix, published=articles["published"], terms=["Tor"], interval="t")


def test_trends_by_hand_with_zeros_for_empty_months(articles, matrix) -> None:
    trends = mk.term_trends(
        matrix, published=articles["published"], terms=["steigt", "Tor"], freq="M"
    )
    assert trends["period"].dt.strftime("%d.%m.%Y %z").tolist() == [
        day for day in ("01.01.2025 +0100", "01.02.2025 +0100", "01.03.2025 +0100") for _ in "ab"
    ]
    assert trends.drop(columns="period").values.tolist() == [
        ["steigt", 2, pytest.approx(2e6 / 9), 1, 50.0, 9, 2],
        ["Tor", 0, 0.0, 0, 0.0, 9, 2],
        ["steigt", 0, 0.0, 0, 0.0, 0, 0],
        ["Tor", 0, 0.0, 0, 0.0, 0, 0],
        ["steigt", 1, pytest.approx(1e6 / 6), 1, 50.0, 6, 2],
        ["Tor", 3, pytest.approx(3e6 / 6), 1, 50.0, 6, 2],
    ]


def test_smoothing_divides_sums_by_sums(articles, matrix) -> None:
    published = articles["published"]
    trends = mk.term_trends(matrix, published=published, terms=["steigt"], freq="M", smooth=3)
    # At both ends two months are there, in the middle all three.
    assert trends["per_million"].tolist() == pytest.approx([2e6 / 9, 3e6 / 15, 1e6 / 6])
    assert trends["percent_of_articles"].tolist() == [50, 50, 50]
    assert trends[["count", "articles", "tokens"]].values.tolist() == [
        [2, 1, 9],
        [0, 0, 0],
        [1, 1, 6],
    ]
    with pytest.raises(mk.MediakitError, match="smooth must be an odd number of periods"):
        mk.term_trends(matrix, published=published, terms=["steigt"], smooth=2)


def test_trends_have_intervals_where_there_are_articles(articles, matrix) -> None:
    trends = mk.term_trends(
        matrix, published=articles["published"], terms=["Tor"], freq="M", interval="bootstrap"
    )
    # In March one of two articles is all goals: draws give none, some or nothing but them.
    assert trends["per_million_high"].tolist() == [0, pytest.approx(np.nan, nan_ok=True), 1e6]
    assert trends["per_million_low"].tolist()[::2] == [0, 0]


def test_shortly_after_midnight_is_the_new_month_in_berlin(articles, matrix) -> None:
    in_utc = articles["published"].dt.tz_convert("UTC")
    for published in (articles["published"], in_utc):
        trends = mk.term_trends(matrix, published=published, terms=["Miete"], freq="MS")
        assert trends["count"].tolist() == [0, 0, 1]


def test_weeks_begin_on_monday_also_across_the_change_of_clocks() -> None:
    days = pd.to_datetime(["2025-03-24 00:00", "2025-03-31 00:30"]).tz_localize("Europe/Berlin")
    table = pd.DataFrame({"text": ["Wort", "Wort"]})
    matrix = mk.count_terms(mk.tokenize(table))
    trends = mk.term_trends(matrix, published=pd.Series(days), terms=["Wort"], freq="W")
    assert [str(day) for day in trends["period"]] == [
        "2025-03-24 00:00:00+01:00",
        "2025-03-31 00:00:00+02:00",
    ]


def test_light_articles_keep_their_rates(articles) -> None:
    published = articles["published"]
    tokens = mk.tokenize(articles)
    weights = pd.Series(0.01, index=articles.index)
    light = mk.count_terms(tokens, weights=weights)
    rates = [
        mk.term_trends(m, published=published, terms=["Rente"], freq="M", interval="bootstrap")
        for m in (mk.count_terms(tokens), light)
    ]
    columns = ["per_million", "percent_of_articles", "per_million_low", "per_million_high"]
    pd.testing.assert_frame_equal(rates[0][columns], rates[1][columns], rtol=1e-5)


def test_undated_articles_stay_out(articles, matrix) -> None:
    published = articles["published"].where(articles["outlet"] == "taz")
    trends = mk.term_trends(matrix, published=published, terms=["Rente"], freq="Y")
    assert trends[["count", "tokens"]].values.tolist() == [[3, 9]]
    with pytest.raises(mk.EmptyError, match="no article has a date"):
        mk.term_trends(matrix, published=published.where(published.isna()), terms=["Rente"])


def test_what_cannot_be_followed_is_refused(articles, matrix) -> None:
    published = articles["published"]
    with pytest.raises(mk.MediakitError, match=r"no term 'Rennte' \(did you mean 'Rente'\?\)"):
        mk.term_trends(matrix, published=published, terms=["Rennte"])
    with pytest.raises(mk.MediakitError, match=r"patterns are texts such as 'Klima\*', not 3"):
        mk.term_trends(matrix, published=published, terms=3)
    with pytest.raises(mk.MediakitError, match="'Alter' has no pattern"):
        mk.term_trends(matrix, published=published, terms={"Alter": []})
    with pytest.raises(mk.MediakitError, match="freq must be one of D, W, M"):
        mk.term_trends(matrix, published=published, terms=["Rente"], freq="H")
    with pytest.raises(mk.MediakitError, match="published= must be a Series of times, not str"):
        mk.term_trends(matrix, published=published.astype(str), terms=["Rente"])

"""Frequencies and trends, worked out by hand."""

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


def test_trends_by_hand_with_zeros_for_empty_months(articles, matrix) -> None:
    trends = mk.term_trends(
        matrix, published=articles["published"], terms=["steigt", "Tor"], freq="M"
    )
    assert trends["period"].dt.strftime("%d.%m.%Y %z").tolist() == [
        day for day in ("01.01.2025 +0100", "01.02.2025 +0100", "01.03.2025 +0100") for _ in "ab"
    ]
    assert trends.drop(columns="period").values.tolist() == [
        ["steigt", 2, pytest.approx(2e6 / 9), 1, 9],
        ["Tor", 0, 0.0, 0, 9],
        ["steigt", 0, 0.0, 0, 0],
        ["Tor", 0, 0.0, 0, 0],
        ["steigt", 1, pytest.approx(1e6 / 6), 1, 6],
        ["Tor", 3, pytest.approx(3e6 / 6), 1, 6],
    ]


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
    with pytest.raises(mk.MediakitError, match="terms= must be a list of one or more terms"):
        mk.term_trends(matrix, published=published, terms="Rente")
    with pytest.raises(mk.MediakitError, match="freq must be one of D, W, M"):
        mk.term_trends(matrix, published=published, terms=["Rente"], freq="H")
    with pytest.raises(mk.MediakitError, match="published= must be a Series of times, not str"):
        mk.term_trends(matrix, published=published.astype(str), terms=["Rente"])

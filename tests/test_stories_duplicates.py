"""Copies: which, how much of them, and that none is missed."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.stories import spans
from mediakit.stories.shingles import build_sets, find_pairs

LEAD = "Der Deich bei Mühlgrund hat in der Nacht gehalten, teilte der Krisenstab mit."
MORE = "Rund 350 Helfer waren mit Sandsäcken und Pumpen bis zum Morgen im Einsatz."


def make(rows: list[tuple[str, str, str, str]], **further: list[object]) -> pd.DataFrame:
    """Make an article table of (day and hour, outlet, title, text), named a, b, c ..."""
    published, outlets, titles, texts = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "published": pd.to_datetime(list(published)).tz_localize("Europe/Berlin"),
            "outlet": outlets,
            "title": titles,
            "text": texts,
            **further,
        },
        index=pd.Index(list("abcdefgh")[: len(rows)], name="article"),
    )


def words(first: int, last: int) -> str:
    """Write a text of distinct words."""
    return " ".join(f"wort{number}" for number in range(first, last))


def test_shares_by_hand() -> None:
    # 60 words have 56 shingles of 5; the copy has the first 30 of them, so 26 of its 26.
    long, short = words(0, 60), words(0, 30)
    articles = make([("2025-01-01 10:00", "A", "x", long), ("2025-01-01 13:30", "B", "", short)])
    (row,) = mk.near_duplicates(articles).itertuples(index=False)
    assert row.article == "a"
    assert row.copy == "b"
    assert row.jaccard == pytest.approx(26 / 56)
    assert row.in_copy == pytest.approx(26 / 56)
    assert row.in_article == 1
    assert row.lag_hours == 3.5
    assert not row.same_outlet
    assert row.unit == "words"


def test_a_text_is_a_copy_under_another_headline_and_in_other_order() -> None:
    rest = words(0, 80)
    articles = make(
        [
            ("2025-01-01 10:00", "A", "Deich hält", f"Berlin (dpa) - {LEAD} {MORE} {rest}"),
            ("2025-01-02 10:00", "A", "Entwarnung am Fluss", f"{rest} {MORE} {LEAD}"),
        ]
    )
    (row,) = mk.near_duplicates(articles).itertuples(index=False)
    assert row.same_outlet
    assert row.in_copy > 0.85


def test_headlines_alone_are_compared_by_characters_without_kicker() -> None:
    articles = make(
        [
            ("2025-01-01 10:00", "A", "Kriminalität: Mann flieht aus Klinik in Brückstedt", ""),
            ("2025-01-01 10:05", "B", "Mann flieht aus Klinik in Brückstedt", ""),
            ("2025-01-01 10:05", "C", "Frau flieht aus Haus in Hohenwerder", ""),
        ]
    )
    pairs = mk.near_duplicates(articles)
    assert pairs[["article", "copy", "unit"]].values.tolist() == [["a", "b", "characters"]]
    assert pairs.loc[0, "jaccard"] == 1


def test_headlines_that_differ_in_a_number_are_two_reports() -> None:
    headline = (
        "Tödlicher Unfall auf der Landstraße bei Brückstedt: {}-Jähriger stirbt an der Brücke"
    )
    rows = [(f"2025-01-0{age % 10} 10:00", "A", headline.format(age), "") for age in (31, 52, 31)]
    pairs = mk.near_duplicates(make(rows))
    assert pairs[["article", "copy"]].values.tolist() == [["a", "c"]]


def test_versions_under_one_address_are_found_however_they_differ() -> None:
    rows = [
        ("2025-01-01 10:00", "A", "Deich hält", ""),
        ("2025-01-01 12:00", "A", "Entwarnung an der Wehre", ""),
        ("2025-01-01 12:00", "A", "Pokalsieg für Hohenwerder", ""),
    ]
    pairs = mk.near_duplicates(make(rows, url=["u/1", "u/1", ""]))
    assert pairs[["article", "copy", "same_url"]].values.tolist() == [["a", "b", True]]
    assert mk.near_duplicates(make(rows)).empty
    late = make([*rows[:1], ("2025-02-01 12:00", *rows[1][1:])], url=["u/1", "u/1"])
    assert mk.near_duplicates(late).empty


def test_the_window_limits_and_ties_go_by_name() -> None:
    text = words(0, 60)
    articles = make([(f"2025-01-0{day} 08:00", "A", "", text) for day in (5, 1, 5, 4)])
    ordered = ["article", "copy", "lag_hours"]
    pairs = mk.near_duplicates(articles, window="36h")
    assert pairs[ordered].values.tolist() == [["d", "a", 24], ["d", "c", 24], ["a", "c", 0]]
    everything = mk.near_duplicates(articles, window=None)
    assert len(everything) == 6
    pd.testing.assert_frame_equal(everything, mk.near_duplicates(articles.iloc[::-1], window=None))


def test_missing_dates_empty_texts_and_single_articles() -> None:
    text = words(0, 60)
    articles = make([("2025-01-01", "A", "", text), ("2025-01-02", "B", "", text)] * 2)
    undated = articles.assign(published=articles["published"].where([True, False, True, True]))
    with pytest.raises(mk.ArticleError, match=r"1 articles have no date.*: 'b'\. Drop them, or"):
        mk.near_duplicates(undated)
    pairs = mk.near_duplicates(undated, window=None)
    assert pairs[pairs["copy"] == "b"]["lag_hours"].isna().all()
    assert len(pairs) == 6
    assert mk.near_duplicates(articles.assign(text="", title="")).empty
    one = mk.near_duplicates(articles.head(1))
    assert one.columns.tolist() == pairs.columns.tolist()
    with pytest.raises(mk.EmptyError, match="no articles to compare"):
        mk.near_duplicates(articles.head(0))
    with pytest.raises(mk.ArticleError, match="article 'a' has no title"):
        mk.near_duplicates(articles.assign(title=None))
    with pytest.raises(mk.MediakitError, match="window must be a length of time"):
        mk.near_duplicates(articles, window="drei Tage")
    with pytest.raises(mk.MediakitError, match="threshold must be above 0 and at most 1, not 0"):
        mk.near_duplicates(articles, threshold=0)


@given(
    st.lists(st.sets(st.integers(0, 30), max_size=12), min_size=2, max_size=12),
    st.sampled_from([0.2, 0.5, 0.8, 0.93, 1.0]),
    st.sampled_from([2.0, np.inf]),
)
def test_no_pair_is_missed_and_every_count_is_exact(sets, threshold: float, window: float) -> None:
    hashes = np.array([v * 0x9E3779B97F4A7C15 % 2**64 for s in sets for v in s], dtype=np.uint64)
    texts = np.repeat(np.arange(len(sets), dtype=np.int32), [len(s) for s in sets])
    hours = np.arange(len(sets), dtype=np.float64)
    built = build_sets(hashes, texts=texts, n_texts=len(sets))
    assert built.sizes.tolist() == [len(s) for s in sets]
    found = find_pairs(built, hours=hours, window=window, threshold=threshold)
    wanted = {
        (i, j, len(sets[i] & sets[j]))
        for i, j in combinations(range(len(sets)), 2)
        if j - i <= window
        and sets[i] & sets[j]
        and len(sets[i] & sets[j]) >= threshold * min(len(sets[i]), len(sets[j])) - 1e-9
    }
    assert set(zip(*(part.tolist() for part in found), strict=True)) == wanted


def test_groups_join_copies_of_copies_and_name_the_earliest() -> None:
    pairs = pd.DataFrame({"article": ["a", "b"], "copy": ["b", "d"]})
    articles = make([(f"2025-01-0{day}", "A", "", "x") for day in (2, 1, 3, 4)])
    groups = mk.duplicate_groups(articles, pairs=pairs)
    assert groups.to_dict("list") == {
        "group": [1, 1, 2, 1],
        "earliest": ["b", "b", "c", "b"],
        "copies": [3, 3, 1, 3],
    }
    assert articles.join(groups).shape == (4, 7)
    with pytest.raises(mk.MediakitError, match="pairs= names article 'z', which the table does"):
        mk.duplicate_groups(articles, pairs=pairs.replace("d", "z"))


def test_weights_let_each_group_and_each_story_count_once() -> None:
    groups = pd.DataFrame({"group": [1, 2, 1, 1]}, index=pd.Index(list("abcd"), name="article"))
    assert mk.story_weights(groups).to_dict() == {"a": 1 / 3, "b": 1, "c": 1 / 3, "d": 1 / 3}
    chains = pd.DataFrame({"story": [1, 1, 2], "article": ["b", "a", "c"]})
    assert mk.story_weights(chains).to_dict() == {"b": 0.5, "a": 0.5, "c": 1}
    with pytest.raises(mk.ColumnError, match="no column 'group'"):
        mk.story_weights(pd.DataFrame({"x": []}))


def test_weighed_counts_by_hand() -> None:
    texts = ["Rente steigt", "Rente steigt", "Miete steigt"]
    articles = make([("2025-01-01", "A", "", text) for text in texts])
    weights = pd.Series([0.5, 0.5, 1.0], index=list("abc"))
    tokens = mk.tokenize(articles)
    table = mk.term_frequencies(mk.count_terms(tokens, weights=weights))
    assert table[["term", "count", "per_million", "articles"]].values.tolist() == [
        ["steigt", 2.0, 500_000, 3],
        ["Miete", 1.0, 250_000, 1],
        ["Rente", 1.0, 250_000, 2],
    ]
    assert mk.count_terms(tokens).counts.dtype == np.int32
    asked = {"published": articles["published"], "terms": ["Rente"], "freq": "Y"}
    trends = mk.term_trends(mk.count_terms(tokens), weights=weights, **asked)
    assert trends[["count", "tokens", "articles"]].values.tolist() == [[1.0, 4.0, 2]]
    weighed = mk.count_terms(tokens, weights=weights)
    pd.testing.assert_frame_equal(mk.term_trends(weighed, **asked), trends)


def test_weights_must_fit_the_articles() -> None:
    tokens = mk.tokenize(make([("2025-01-01", "A", "", "Rente"), ("2025-01-01", "A", "", "Tor")]))
    with pytest.raises(mk.MediakitError, match="weights= has nan for article 'b'"):
        mk.count_terms(tokens, weights=pd.Series({"a": 1.0}))
    with pytest.raises(mk.MediakitError, match=r"weights= has -1\.0 for article 'a'"):
        mk.count_terms(tokens, weights=pd.Series({"a": -1.0, "b": 1}))
    with pytest.raises(mk.MediakitError, match="weights= must be a Series indexed by article"):
        mk.count_terms(tokens, weights=[1, 1])
    with pytest.raises(mk.MediakitError, match="weights= has two weights for article 'a'"):
        mk.count_terms(tokens, weights=pd.Series([1, 1], index=["a", "a"]))


@pytest.fixture
def mixed() -> pd.DataFrame:
    """Copy some articles of the sample an hour to five days later, and shuffle all."""
    articles = mk.sample_articles()
    articles.attrs = {}
    copies = articles.iloc[::3].rename(index=lambda name: f"{name}-2").rename_axis("article")
    lags = pd.to_timedelta(np.linspace(1, 120, len(copies)).round(), unit="h")
    copies = copies.assign(published=copies["published"] + lags)
    # At the very end of the window, at the same time, and under one address.
    copies.iloc[0, 0] = articles["published"].iloc[0] + pd.Timedelta("3D")
    copies.iloc[1, 0] = articles["published"].iloc[3]
    both = pd.concat([articles, copies]).sample(frac=1, random_state=0)
    return both.assign(url=[f"https://a.de/{number // 2}" for number in range(len(both))])


@pytest.mark.parametrize("window", ["12h", "3D", "60D", None])
def test_a_corpus_has_the_pairs_of_its_articles(mixed, tmp_path, monkeypatch, window) -> None:
    mk.store_corpus(mixed.head(40).drop(columns="url"), tmp_path, part_size=9)
    corpus = mk.store_corpus(mixed, tmp_path, part_size=9)
    mixed.loc[mixed.index[:40], "url"] = None
    whole = mk.near_duplicates(mixed, window=window)
    assert len(whole) > 2
    assert whole["same_url"].any() or window == "12h"
    # Borders between spans lie between copies; or there are two articles at a time.
    for size in (2, 10):
        monkeypatch.setattr(spans, "_ARTICLES", size)
        assert mk.near_duplicates(corpus, window=window).equals(whole)
    pairs = None if window == "3D" else whole
    groups = mk.duplicate_groups(mixed, pairs=whole)
    assert mk.duplicate_groups(corpus, pairs=pairs).equals(groups)


def test_what_a_corpus_cannot_be_asked_is_told(tmp_path) -> None:
    articles = mk.sample_articles()
    corpus = mk.store_corpus(articles.head(20), tmp_path, part_size=9)
    assert mk.agency_credits(corpus).equals(mk.agency_credits(articles.head(20)))
    with pytest.raises(
        mk.MediakitError, match=r"so a Corpus will not do: pass corpus.articles\(\)"
    ):
        mk.story_chains(corpus)
    corpus = mk.store_corpus(
        articles.iloc[20:].assign(
            published=pd.Series(pd.NaT, articles.index, articles["published"].dtype)
        ),
        tmp_path,
    )
    with pytest.raises(mk.ArticleError, match="61 articles have no date, so that window= cannot"):
        mk.near_duplicates(corpus)

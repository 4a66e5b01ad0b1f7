"""Story chains: one event in other words, and who followed whom."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_stories_duplicates import make

import mediakit as mk

ROWS = [
    ("2025-01-01 08:00", "taz", "Judoka Trippel holt Silber in Tokio", ""),
    ("2025-01-01 09:00", "FAZ", "Taifun nähert sich der Küste", ""),
    ("2025-01-01 10:00", "FAZ", "Silber für Judoka Trippel", ""),
    ("2025-01-01 20:00", "SZ", "Taifun an der Küste: Tausende fliehen", ""),
    ("2025-01-02 08:00", "SZ", "Trippel feiert Judo-Silber", ""),
]


def test_two_events_become_two_stories() -> None:
    chains = mk.story_chains(make(ROWS))
    assert chains["story"].tolist() == [1, 1, 1, 2, 2]
    assert chains["article"].tolist() == ["a", "c", "e", "b", "d"]
    assert chains["first"].tolist() == ["a", "a", "a", "b", "b"]
    assert chains["lag_hours"].tolist() == [0, 2, 24, 0, 11]
    assert chains["size"].tolist() == [3, 3, 3, 2, 2]
    assert chains["outlets"].tolist() == [3, 3, 3, 2, 2]
    assert chains["follows"].isna().tolist() == [True, False, False, True, False]
    assert chains["similarity"].dropna().between(0.2, 1).all()


def test_text_is_read_with_the_headline_but_not_twice() -> None:
    articles = make(ROWS)
    in_text = articles.assign(text=articles["title"], title="")
    columns = ["story", "article", "similarity"]
    expected = mk.story_chains(articles)[columns]
    pd.testing.assert_frame_equal(mk.story_chains(in_text)[columns], expected)
    both = articles.assign(text=articles["title"])
    pd.testing.assert_frame_equal(mk.story_chains(both)[columns], expected)


def test_beyond_the_window_the_same_headline_is_another_story() -> None:
    articles = make([ROWS[0], ("2025-01-09 08:00", *ROWS[0][1:])])
    assert mk.story_chains(articles)["story"].tolist() == [1, 2]
    assert mk.story_chains(articles, window="30D")["story"].tolist() == [1, 1]
    (_, follower) = mk.story_chains(articles, window=None).itertuples()
    assert follower.similarity == pytest.approx(1)


@given(st.permutations(range(5)), st.integers(1, 5))
def test_later_articles_and_the_order_of_the_table_change_nothing(order, n: int) -> None:
    columns = ["article", "story", "follows", "similarity"]
    whole = mk.story_chains(make(ROWS))
    shuffled = mk.story_chains(make(ROWS).iloc[order])
    pd.testing.assert_frame_equal(whole, shuffled)
    part = mk.story_chains(make(ROWS[:n]))[columns]
    seen = whole[whole["article"].isin(part["article"])][columns]
    pd.testing.assert_frame_equal(part, seen.reset_index(drop=True), check_dtype=False)


def test_ties_single_undated_and_empty_articles() -> None:
    tied = make([("2025-01-01 08:00", "taz", "Trippel holt Silber", "")] * 2)
    assert mk.story_chains(tied)["first"].tolist() == ["a", "a"]
    assert mk.story_chains(tied.head(1))["story"].tolist() == [1]
    blank = tied.assign(title="", text="")
    assert mk.story_chains(blank)["story"].tolist() == [1, 2]
    undated = tied.assign(published=tied["published"].where([False, True]))
    with pytest.raises(mk.ArticleError, match="1 articles have no date"):
        mk.story_chains(undated)
    chains = mk.story_chains(undated, window=None)
    assert chains["article"].tolist() == ["b", "a"]
    assert chains["lag_hours"].isna().tolist() == [False, True]
    with pytest.raises(mk.MediakitError, match="threshold must be above 0"):
        mk.story_chains(tied, threshold=1.5)


def test_followers_by_hand() -> None:
    chains = pd.DataFrame(
        {
            "story": [1, 1, 1, 1, 2, 2, 3, 3],
            "outlet": ["taz", "FAZ", "taz", "SZ", "FAZ", "taz", "SZ", "taz"],
            "published": pd.to_datetime(
                [f"2025-01-01 {hour}:00" for hour in (8, 10, 11, 12)]
                + [f"2025-01-02 {hour}:00" for hour in (8, 9)]
                + [f"2025-01-03 {hour}:00" for hour in (8, 8)]
            ),
        }
    )
    assert mk.story_followers(chains).values.tolist() == [
        ["FAZ", "SZ", 1, 1, 1.0, 2.0],
        ["FAZ", "taz", 1, 2, 0.5, 1.0],
        ["taz", "FAZ", 1, 2, 0.5, 2.0],
        ["taz", "SZ", 1, 2, 0.5, 4.0],
    ]
    alone = mk.story_followers(chains.head(1))
    assert alone.empty
    assert alone.columns.tolist() == mk.story_followers(chains).columns.tolist()


def test_a_long_story_stays_one_though_only_its_latest_articles_are_looked_up() -> None:
    n = 300
    articles = pd.DataFrame(
        {
            "published": pd.date_range("2025-01-01", periods=n, freq="min", tz="Europe/Berlin"),
            "outlet": [f"Zeitung {number % 7}" for number in range(n)],
            "title": "Trippel holt Silber in Tokio",
            "text": "",
        }
    )
    chains = mk.story_chains(articles)
    assert chains["size"].unique().tolist() == [n]
    assert (chains["article"] - chains["follows"]).max() < 128
    earlier = mk.story_chains(articles.head(200))
    columns = ["article", "follows", "similarity"]
    pd.testing.assert_frame_equal(earlier[columns], chains[columns].head(200))

import pandas as pd
import pytest

import mediakit as mk

ARTICLES = pd.DataFrame({"text": ["Rente rauf"] * 2}, index=["a", "b"])
DAYS = pd.Series(pd.to_datetime(["2025-01-06", "2025-01-07"]), index=["a", "b"])


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (["taz", "FAZ"], "by= must be a Series indexed by article, not list"),
        (ARTICLES, "by= must be a Series indexed by article, not DataFrame"),
        (pd.Series({"a": "taz"}), "by= does not know article 'b'. Pass that of the same articles"),
        (pd.Series(["taz"] * 3, index=list("aab")), "by= knows article 'a' twice"),
    ],
)
def test_one_guard_names_what_is_wrong_with_a_column(by: object, message: str) -> None:
    scores = pd.DataFrame({"polarity": [0.1, 0.2]}, index=ARTICLES.index)
    tokens = mk.tokenize(ARTICLES)
    for call in (
        lambda: mk.sentiment_trends(scores, by=by),
        lambda: mk.plot_sentiment(scores, by=by),
        lambda: mk.term_positions(tokens, terms=["Rente"], published=DAYS, by=by),
        lambda: mk.term_frequencies(mk.count_terms(tokens), by=by),
    ):
        with pytest.raises(mk.MediakitError, match=message):
            call()


def test_order_and_other_articles_do_not_matter() -> None:
    scores = pd.DataFrame({"polarity": [0.1, 0.2]}, index=ARTICLES.index)
    by = pd.Series(["FAZ", "taz", "SZ"], index=["b", "a", "c"])
    table = mk.sentiment_trends(scores, by=by)
    assert table["group"].tolist() == ["FAZ", "taz"]
    assert table["polarity"].tolist() == [0.2, 0.1]

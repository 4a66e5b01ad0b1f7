"""Topics: two tables, the same on every run."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk


@pytest.fixture(scope="module")
def tokens() -> mk.Tokens:
    """Tokenize the sample corpus once."""
    return mk.tokenize(mk.sample_articles())


def test_two_stories_become_two_topics() -> None:
    texts = ["Deich Flut Pegel", "Flut Pegel Sirene", "Tor Elfmeter Trainer", "Trainer Tor Fans"]
    topics = mk.fit_topics(mk.tokenize(pd.DataFrame({"text": texts * 2})), n_topics=2)
    topic = topics.articles["topic"].tolist()
    assert topic[:4] == topic[4:]
    assert topic[0] == topic[1] != topic[2] == topic[3]
    first = topics.terms.query("rank <= 2").groupby("topic")["term"].agg(set)
    assert {frozenset(terms) for terms in first} == {
        frozenset({"Flut", "Pegel"}),
        frozenset({"Tor", "Trainer"}),
    }


def test_tables_are_complete_and_sorted(tokens: mk.Tokens) -> None:
    topics = mk.fit_topics(tokens, n_topics=6)
    assert topics.articles["article"].tolist() == tokens.articles.tolist()
    assert topics.articles["share"].between(0, 1).all()
    assert topics.terms.groupby("topic")["rank"].agg(list).tolist() == [list(range(1, 51))] * 6
    falling = topics.terms.groupby("topic")["weight"].apply(lambda w: w.is_monotonic_decreasing)
    assert falling.all()
    assert repr(topics) == "<Topics: 6 topics, 81 articles>"


def test_the_same_seed_gives_the_same_topics(tokens: mk.Tokens) -> None:
    first, second = (mk.fit_topics(tokens, n_topics=5, random_state=3) for _ in range(2))
    pd.testing.assert_frame_equal(first.terms, second.terms)
    pd.testing.assert_frame_equal(first.articles, second.articles)


def test_an_article_without_topical_words_has_no_topic() -> None:
    texts = ["Deich Flut", "Deich Flut", "Tor Trainer", "Tor Trainer", "und der die das", "7"]
    topics = mk.fit_topics(mk.tokenize(pd.DataFrame({"text": texts})), n_topics=2)
    assert topics.articles["topic"].isna().tolist() == [False] * 4 + [True] * 2
    assert topics.articles["share"].tolist()[4:] == [0.0, 0.0]


def test_labels_name_topics_by_their_heaviest_terms(tokens: mk.Tokens) -> None:
    topics = mk.fit_topics(tokens, n_topics=6)
    labels = mk.topic_labels(topics, n=2, measure="c_tf_idf")
    first = topics.terms.query("topic == 1 and rank <= 2")["term"].tolist()
    assert labels["label"][0] == ", ".join(first)
    assert labels["articles"].sum() == topics.articles["topic"].notna().sum()


def test_too_little_to_cluster_says_what_to_change() -> None:
    one = mk.tokenize(pd.DataFrame({"text": ["Deich Flut"]}))
    with pytest.raises(mk.EmptyError, match=r"1 articles are too few for 6 topics\. Read more"):
        mk.fit_topics(one, n_topics=6)
    strangers = mk.tokenize(pd.DataFrame({"text": ["Deich", "Tor", "Oper"]}))
    with pytest.raises(mk.EmptyError, match="only 0 words stand in two or more articles"):
        mk.fit_topics(strangers, n_topics=2)
    empty = mk.tokenize(pd.DataFrame({"text": ["und", "der die", "7"]}))
    with pytest.raises(mk.EmptyError, match="no words are left without stop words"):
        mk.fit_topics(empty, n_topics=2)
    with pytest.raises(mk.MediakitError, match="n_topics must be 2 or more, not 1"):
        mk.fit_topics(one, n_topics=1)
    with pytest.raises(
        mk.MediakitError, match="method must be one of clusters, nmf, lda, not 'magic'"
    ):
        mk.fit_topics(one, n_topics=2, method="magic")


def test_shares_compare_across_topics(tokens: mk.Tokens) -> None:
    topics = mk.fit_topics(tokens, n_topics=6)
    sizes = topics.articles["topic"].value_counts()
    assert np.isclose(topics.terms.groupby("topic")["weight"].sum().max(), 1, atol=1)
    assert sizes.max() <= len(tokens.articles) / 2

"""Topics: tables, the same on every run and machine, and what to do where there are none."""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

import mediakit as mk
from mediakit.topics.words import read_words, stem

TEXTS = ["Deich Flut Pegel", "Flut Pegel Sirene", "Tor Elfmeter Trainer", "Trainer Tor Fans"]
METHODS = ["clusters", "nmf", "lda"]


@pytest.fixture(scope="module")
def tokens() -> mk.Tokens:
    """Tokenize the sample corpus once."""
    return mk.tokenize(mk.sample_articles())


@pytest.fixture(scope="module")
def topics(tokens: mk.Tokens) -> mk.Topics:
    """Fit six topics once."""
    return mk.fit_topics(tokens, n_topics=6)


def tokenize(texts: list[str]) -> mk.Tokens:
    return mk.tokenize(pd.DataFrame({"text": texts}))


@pytest.mark.parametrize("method", METHODS)
def test_two_stories_become_two_topics(method: str) -> None:
    topics = mk.fit_topics(tokenize(TEXTS * 4), n_topics=2, method=method)
    topic = topics.articles["topic"].tolist()
    assert topic[:4] == topic[4:8]
    assert topic[0] == topic[1] != topic[2] == topic[3]
    first = topics.terms.query("rank <= 2").groupby("topic")["term"].agg(set)
    assert {frozenset(terms) for terms in first} == {
        frozenset({"Flut", "Pegel"}),
        frozenset({"Tor", "Trainer"}),
    }


@pytest.mark.parametrize("method", METHODS)
def test_tables_are_complete_and_sorted(tokens: mk.Tokens, method: str) -> None:
    topics = mk.fit_topics(tokens, n_topics=4, method=method)
    assert topics.articles["article"].tolist() == tokens.articles.tolist()
    assert topics.articles["share"].between(0, 1).all()
    assert topics.terms.groupby("topic")["rank"].agg(list).tolist() == [list(range(1, 51))] * 4
    falling = topics.terms.groupby("topic")["weight"].apply(lambda w: w.is_monotonic_decreasing)
    assert falling.all()
    sizes = topics.articles["topic"].value_counts().sort_index().tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert np.allclose(topics.shares.sum(axis=1), 1, atol=1e-5)
    assert topics.shares.max(axis=1).tolist() == topics.articles["share"].tolist()
    assert repr(topics) == "<Topics: 4 topics, 81 articles>"


def test_the_same_seed_gives_the_same_topics(tokens: mk.Tokens) -> None:
    first, second = (mk.fit_topics(tokens, n_topics=5, random_state=3) for _ in range(2))
    pd.testing.assert_frame_equal(first.terms, second.terms)
    pd.testing.assert_frame_equal(first.articles, second.articles)


def test_processes_and_threads_agree_to_the_last_digit() -> None:
    script = (
        "import sys, mediakit as mk\n"
        "tokens = mk.tokenize(mk.sample_articles())\n"
        "topics = mk.fit_topics(tokens, n_topics=6)\n"
        "for table in (topics.articles, topics.terms, topics.shares):\n"
        "    sys.stdout.write(table.to_csv())\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            env=os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for threads in ("1", "2")
    ]
    digests = {hashlib.sha256(run.communicate()[0]).hexdigest() for run in runs}
    topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    tables = "".join(table.to_csv() for table in (topics.articles, topics.terms, topics.shares))
    assert digests == {hashlib.sha256(tables.encode()).hexdigest()}


def test_doubt_is_a_second_topic_more_than_half_as_strong(topics: mk.Topics) -> None:
    ranked = -np.sort(-topics.shares.to_numpy(), axis=1)
    assert topics.articles["doubtful"].tolist() == (2 * ranked[:, 1] > ranked[:, 0]).tolist()


def test_an_article_without_topical_words_has_no_topic() -> None:
    topics = mk.fit_topics(tokenize([*TEXTS, *TEXTS, "und der die das", "7"]), n_topics=2)
    assert topics.articles["topic"].isna().tolist() == [False] * 8 + [True] * 2
    assert topics.articles["share"].tolist()[8:] == [0.0, 0.0]
    assert topics.articles["words"].tolist()[8:] == [0, 0]


def test_stems_join_forms_and_parts_join_compounds() -> None:
    assert stem(["Häuser", "Hause", "Haus"]) == ["haus"] * 3
    words = read_words(tokenize(["Der Klimawandel kommt.", "Das Klima und die Häuser."]))
    counts = dict(zip(words.stems, words.counts.toarray().T.tolist(), strict=True))
    assert counts["klima"] == [1.0, 1.0]
    assert counts["klimawandel"] == [1.0, 0.0]
    # What is no noun counts less.
    assert counts[stem(["kommt"])[0]] == [0.3, 0.0]
    # What a page of the web left over tells nothing.
    assert list(read_words(tokenize(["<br> Rente &nbsp;"])).stems) == ["rent"]


def test_words_of_one_family_share_their_beginning() -> None:
    words = read_words(tokenize(["Die Polizei kommt.", "Der Polizist und der Wald."]))
    counts = dict(zip(words.stems, words.counts.toarray().T.tolist(), strict=True))
    assert counts["poliz…"] == [0.5, 0.5]
    assert counts["polizist"] == [0, 1]
    assert not [name for name in counts if name.startswith("wald") and name != "wald"]


def test_words_are_shown_in_their_most_frequent_form(topics: mk.Topics) -> None:
    words = read_words(tokenize(["Die Renten steigen.", "Alle Renten.", "Eine Rente steigt."]))
    assert set(words.lexemes.terms) == {"Renten", "steigen", "steigt"}
    forms = set(mk.tokenize(mk.sample_articles()).terms.str.lower())
    assert topics.terms["term"].str.lower().isin(forms).all()


def test_abbreviations_and_initials_are_not_shown() -> None:
    flood = "Dr. J. Meyer z. B. zahlt 5 Mio. Euro, d.h. 5 Mio für Deich und Flut am Pegel."
    match = "Prof. K. Schulz (u. a.) lobt bzw. tadelt Tor, Trainer und Fans, St. Pauli."
    topics = mk.fit_topics(tokenize([flood, match] * 4), n_topics=2)
    shown = set(topics.counts.terms)
    assert {"Deich", "Flut", "Meyer", "Trainer", "Schulz", "Pauli", "Euro"} <= shown
    assert not [term for term in shown if "." in term or term in ("Mio", "Dr", "bzw")]
    labels = mk.topic_labels(topics, n=20)["label"]
    assert not labels.str.contains(r"\.|Mio").any()
    # A corpus of nothing else still has topics.
    odd = mk.fit_topics(tokenize(["Dr. Mio.", "Prof. Mrd."] * 4), n_topics=2)
    assert odd.articles["topic"].nunique() == 2


def test_an_estimator_takes_the_place_of_the_method(tokens: mk.Tokens) -> None:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.decomposition import TruncatedSVD

    for estimator in (AgglomerativeClustering(), TruncatedSVD()):
        topics = mk.fit_topics(tokens, n_topics=5, estimator=estimator)
        assert topics.shares.shape == (81, 5)
        assert topics.articles["topic"].notna().all()
    with pytest.raises(mk.MediakitError, match=r"str has neither\. Pass a clusterer"):
        mk.fit_topics(tokens, n_topics=5, estimator="kmeans")


def test_outliers_of_a_clusterer_have_no_topic(tokens: mk.Tokens) -> None:
    from sklearn.cluster import DBSCAN

    topics = mk.fit_topics(tokens, n_topics=5, estimator=DBSCAN(eps=0.3, min_samples=3))
    assert topics.articles["topic"].isna().any()
    with pytest.raises(mk.EmptyError, match="DBSCAN found no cluster"):
        mk.fit_topics(tokens, n_topics=5, estimator=DBSCAN(eps=1e-9, min_samples=9))


def test_embeddings_take_the_place_of_words() -> None:
    embeddings = np.array([[1.0, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]] * 2)
    # Against the words: the first and third text of each four, and the second and fourth.
    topics = mk.fit_topics(tokenize(TEXTS * 2), n_topics=2, embeddings=embeddings)
    topic = topics.articles["topic"].tolist()
    assert topic[0] == topic[1] != topic[2] == topic[3]
    with pytest.raises(
        mk.MediakitError, match=r"one row for each of 8 articles, not shape \(3, 2\)"
    ):
        mk.fit_topics(tokenize(TEXTS * 2), n_topics=2, embeddings=embeddings[:3])
    embeddings[5, 1] = np.nan
    with pytest.raises(mk.MediakitError, match="no finite numbers in row 5"):
        mk.fit_topics(tokenize(TEXTS * 2), n_topics=2, embeddings=embeddings)


def test_too_little_to_cluster_says_what_to_change() -> None:
    one = tokenize(["Deich Flut"])
    with pytest.raises(mk.EmptyError, match=r"1 articles are too few for 6 topics\. Read more"):
        mk.fit_topics(one, n_topics=6)
    with pytest.raises(mk.EmptyError, match="only 0 words stand in two or more articles"):
        mk.fit_topics(tokenize(["Deich", "Tor", "Oper"]), n_topics=2)
    with pytest.raises(mk.EmptyError, match=r"and not in all: too few for 2 topics\. Read"):
        mk.fit_topics(tokenize(["Deich und Flut"] * 9), n_topics=2)
    with pytest.raises(mk.EmptyError, match="no words are left without stop words"):
        mk.fit_topics(tokenize(["und", "der die", "7"]), n_topics=2)
    with pytest.raises(mk.EmptyError, match="only 2 articles have different words: too few for 3"):
        mk.fit_topics(tokenize(["Deich Flut"] * 2 + ["Tor Elfmeter"] * 2 + ["7"] * 6), n_topics=3)
    with pytest.raises(mk.MediakitError, match="n_topics must be 2 or more, not 1"):
        mk.fit_topics(one, n_topics=1)
    with pytest.raises(mk.MediakitError, match="method must be one of clusters, nmf, lda, not 'x'"):
        mk.fit_topics(one, n_topics=2, method="x")


def test_new_articles_find_the_topics_of_the_old(tokens: mk.Tokens, topics: mk.Topics) -> None:
    again = mk.assign_topics(topics, tokens)
    assert (again["topic"] == topics.articles["topic"]).mean() >= 0.95
    new = pd.DataFrame({"text": ["Der Pegel steigt, die Deiche halten die Flut.", "Xyz und der."]})
    found = mk.assign_topics(topics, new)
    flood = topics.terms.query("term == 'Pegel'").nsmallest(1, "rank")["topic"].item()
    assert found["topic"].tolist() == [flood, pd.NA]
    assert found["words"][1] == 0
    numbers = mk.fit_topics(tokens, n_topics=2, embeddings=topics.places)
    with pytest.raises(mk.MediakitError, match="found in embeddings="):
        mk.assign_topics(numbers, new)


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_decompositions_take_new_articles_too(tokens: mk.Tokens, method: str) -> None:
    topics = mk.fit_topics(tokens, n_topics=3, method=method)
    again = mk.assign_topics(topics, tokens)
    assert (again["topic"] == topics.articles["topic"]).mean() >= 0.95


def test_merged_topics_add_up(topics: mk.Topics, tokens: mk.Tokens) -> None:
    merged = mk.merge_topics(topics, groups=[(2, 5)])
    assert merged.shares.shape == (81, 5)
    both = topics.shares[2] + topics.shares[5]
    assert any(np.allclose(merged.shares[topic], both, atol=1e-5) for topic in merged.shares)
    assert merged.counts.counts.sum() == pytest.approx(topics.counts.counts.sum())
    # New articles find the merged topics.
    again = mk.assign_topics(merged, tokens)
    assert (again["topic"] == merged.articles["topic"]).mean() >= 0.95
    for groups, reason in (
        ([(1, 9)], "no topic 9; there are 1 to 6"),
        ([(1, 2), (2, 3)], "topic 2 stands in groups= twice"),
        ([(1, 2, 3, 4, 5, 6)], "would leave one topic only"),
    ):
        with pytest.raises(mk.MediakitError, match=reason):
            mk.merge_topics(topics, groups=groups)


def test_the_tree_joins_all_topics(topics: mk.Topics) -> None:
    tree = mk.topic_hierarchy(topics)
    assert tree["distance"].is_monotonic_increasing
    assert tree["topics"].iloc[-1] == "1, 2, 3, 4, 5, 6"
    assert tree["articles"].iloc[-1] == 81
    joined = [*tree["left"], *tree["right"]]
    assert sorted(joined) == list(range(1, 11))


def test_the_map_keeps_neighbours(topics: mk.Topics) -> None:
    places = mk.topic_map(topics)
    pd.testing.assert_frame_equal(places, mk.topic_map(topics))
    centres = places.groupby("topic")[["x", "y"]].transform("mean")
    own = np.hypot(*(places[["x", "y"]] - centres).to_numpy().T).mean()
    assert own < np.hypot(places["x"], places["y"]).mean() / 2
    assert len(mk.topic_map(topics, n=10)) == 10
    with pytest.raises(mk.MediakitError, match="n must be 5 articles or more, not 2"):
        mk.topic_map(topics, n=2)

"""Whether topics can be trusted: runs compared, numbers of topics, coherence."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

import mediakit as mk
from mediakit.topics.runs import agreement, prototype
from mediakit.topics.selection import recommend
from mediakit.topics.stability import jaccard, linear_match, s_clop

# The nine texts of gensim.test.utils.common_texts (Deerwester et al. 1990).
DEERWESTER = [
    "human interface computer",
    "survey user computer system response time",
    "eps user interface system",
    "system human system eps",
    "user response time",
    "trees",
    "graph trees",
    "graph minors trees",
    "graph minors survey",
]


@pytest.fixture(scope="module")
def tokens() -> mk.Tokens:
    """Tokenize the sample corpus once."""
    return mk.tokenize(mk.sample_articles())


@pytest.fixture(scope="module")
def stability(tokens: mk.Tokens) -> mk.TopicStability:
    """Compare twenty runs once."""
    return mk.topic_stability(tokens, n_topics=6)


def words(*topics: str) -> np.ndarray:
    return np.array([[letter in topic for letter in "abcdef"] for topic in topics])


def terms_of(*topics: str) -> pd.DataFrame:
    rows = [
        (number, term, rank)
        for number, topic in enumerate(topics, start=1)
        for rank, term in enumerate(topic.split(), start=1)
    ]
    return pd.DataFrame(rows, columns=["topic", "term", "rank"])


@pytest.mark.parametrize(
    ("measure", "first", "second"),
    [
        ("c_npmi", 0.276803, -0.221157),
        ("c_v", 0.817570, 0.456595),
        ("u_mass", -0.405465, -2.890372),
    ],
)
def test_coherence_is_that_of_gensim_and_of_mimno(
    measure: str, first: float, second: float
) -> None:
    texts = mk.tokenize(pd.DataFrame({"text": DEERWESTER}))
    terms = terms_of("human computer system interface", "graph minors trees eps")
    found = mk.topic_coherence(terms, tokens=texts, measure=measure)["coherence"]
    assert found.tolist() == pytest.approx([first, second], abs=1e-6)


def test_windows_of_c_v_are_those_counted_one_by_one() -> None:
    random = np.random.default_rng(5)
    texts = [" ".join(random.choice(["Alpha", "Beta", "Gamma", "und"], 130)) for _ in range(2)]
    texts[1] = "Alpha " + "und " * 200 + "Beta Gamma"
    tokens = mk.tokenize(pd.DataFrame({"text": texts}))
    windows = [
        set(text.split()[start : start + 110])
        for text in texts
        for start in range(max(1, len(text.split()) - 109))
    ]
    names = ["Alpha", "Beta", "Gamma"]
    share = np.array([[np.mean([{a, b} <= w for w in windows]) for a in names] for b in names])
    single = np.diag(share)
    npmi = np.log((share + 1e-12) / np.outer(single, single)) / -np.log(share + 1e-12)
    whole = npmi.sum(axis=0)
    cosines = npmi @ whole / np.linalg.norm(npmi, axis=1) / np.linalg.norm(whole)
    found = mk.topic_coherence(terms_of("Alpha Beta Gamma"), tokens=tokens, measure="c_v")
    assert found["coherence"].item() == pytest.approx(cosines.mean(), abs=1e-9)


def test_words_that_the_articles_lack_are_counted() -> None:
    tokens = mk.tokenize(pd.DataFrame({"text": ["Deich Flut", "Deich Tor"]}))
    found = mk.topic_coherence(terms_of("Deich Flut Oper", "Oper Tor"), tokens=tokens)
    assert found["words"].tolist() == [2, 1]
    assert found["coherence"].isna().tolist() == [False, True]
    with pytest.raises(
        mk.EmptyError, match="no article holds a word of the topics, such as 'Oper'"
    ):
        mk.topic_coherence(terms_of("Oper Ballett"), tokens=tokens)
    with pytest.raises(mk.MediakitError, match="measure must be one of c_npmi, c_v, u_mass"):
        mk.topic_coherence(terms_of("Deich Flut"), tokens=tokens, measure="c_uci")
    with pytest.raises(mk.MediakitError, match="n must be 2 words or more, not 1"):
        mk.topic_coherence(terms_of("Deich Flut"), tokens=tokens, n=1)


def test_agreement_is_the_adjusted_rand_index() -> None:
    random = np.random.default_rng(1)
    labels = [random.integers(4, size=60) for _ in range(3)]
    expected = [[adjusted_rand_score(a, b) for b in labels] for a in labels]
    assert np.allclose(agreement(labels), expected)
    assert prototype([labels[0], labels[1], labels[1].copy()]) == 1


def test_s_clop_is_one_for_equal_runs_and_none_for_strangers() -> None:
    same = words("ab", "cd", "ef")
    assert s_clop(same, same[::-1]) == 1
    # Two topics of each run meet, the third pair shares nothing: 1 - 2 * 0.5 / 3.
    assert s_clop(words("ab", "cd"), words("ab", "ef")) == pytest.approx(0.5)
    assert s_clop(words("ab", "cd", "e"), words("ab", "cd", "f")) == pytest.approx(2 / 3)


def test_topics_are_matched_so_that_the_sum_is_largest() -> None:
    alike = jaccard(words("ab", "abc"), words("abc", "abcd"))
    assert alike.round(3).tolist() == [[0.667, 0.5], [1.0, 0.75]]
    # Greedy matching gives 1 + .5, the Hungarian algorithm the same here; both beat .667 + .75.
    assert linear_match(alike).tolist() == [1, 0]


def test_the_prototype_is_what_fit_topics_returns(
    tokens: mk.Tokens, stability: mk.TopicStability
) -> None:
    topics = mk.fit_topics(tokens, n_topics=6)
    pd.testing.assert_frame_equal(topics.terms, stability.prototype.terms)
    pd.testing.assert_frame_equal(topics.articles, stability.prototype.articles)
    best = stability.runs["adjusted_rand"].idxmax()
    assert stability.runs["prototype"].tolist() == [run == best for run in range(20)]


def test_clear_stories_come_back_and_agreement_tells(stability: mk.TopicStability) -> None:
    assert stability.topics["similarity"].between(0, 1).all()
    assert stability.topics["articles_kept"].max() > 0.95
    assert stability.articles["agreement"].between(0, 1).all()
    mean = stability.articles.groupby("topic")["agreement"].mean()
    assert np.allclose(mean, stability.topics["articles_kept"], atol=1e-5)
    assert 0 <= stability.s_clop <= 1
    assert "20 runs, S-CLOP" in repr(stability)
    with pytest.raises(mk.MediakitError, match="runs must be 2 or more, not 1"):
        mk.topic_stability(mk.tokenize(mk.sample_articles()), n_topics=3, runs=1)


def test_numbers_of_topics_are_measured_and_one_recommended(tokens: mk.Tokens) -> None:
    table = mk.topic_selection(tokens, n_topics=[8, 3, 6], runs=4)
    assert table["n_topics"].tolist() == [3, 6, 8]
    assert table["recommended"].sum() == 1
    chosen = table[table["recommended"]]
    assert "of 3 numbers: c_npmi" in chosen["reason"].item()
    assert table["reason"].ne("").sum() == 1
    with pytest.raises(mk.MediakitError, match="names no number of topics"):
        mk.topic_selection(tokens, n_topics=[])
    with pytest.raises(mk.EmptyError, match="81 articles are too few for 99 topics"):
        mk.topic_selection(tokens, n_topics=[3, 99])


def test_fewer_topics_are_recommended_if_nearly_as_good() -> None:
    table = pd.DataFrame(
        {
            "n_topics": [4, 6, 8],
            "c_npmi": [0.0, 0.97, 1.0],
            "exclusivity": [0.0, 0.97, 1.0],
            "adjusted_rand": [0.5, 0.5, 0.5],
        }
    )
    found = recommend(table)
    assert found["recommended"].tolist() == [False, True, False]
    assert found["reason"][1].startswith("nearly as good as 8, with fewer topics, of 3 numbers")

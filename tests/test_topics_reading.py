"""Reading aids: labels, typical articles and sentences, intrusion tasks."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import mediakit as mk
from mediakit.topics.ranking import score_terms


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """Read the sample corpus."""
    return mk.sample_articles()


@pytest.fixture(scope="module")
def topics(articles: pd.DataFrame) -> mk.Topics:
    """Fit six topics once."""
    return mk.fit_topics(mk.tokenize(articles), n_topics=6)


def counts(*rows: list[int]) -> mk.TermMatrix:
    terms = pd.Index(list("abcdefgh")[: len(rows[0])])
    return mk.TermMatrix(sparse.csr_array(np.array(rows)), pd.RangeIndex(len(rows)), terms)


def test_c_tf_idf_is_share_times_rarity() -> None:
    found = score_terms(counts([3, 1, 0], [1, 0, 5]), measure="c_tf_idf")
    # Mean size of a topic is 5; a stands 4 times in all, b once.
    assert found[0, :2].tolist() == pytest.approx([0.75 * np.log(1 + 5 / 4), 0.25 * np.log(6)])
    assert found[0, 2] == -np.inf


def test_relevance_is_that_of_sievert_and_shirley() -> None:
    found = score_terms(counts([3, 1, 0], [1, 0, 5]), measure="relevance")
    assert found[0, 0] == pytest.approx(0.6 * np.log(0.75) + 0.4 * np.log(0.75 / 0.4))


def test_frex_is_that_of_stm() -> None:
    found = score_terms(counts([3, 1, 0], [1, 0, 5]), measure="frex")
    # In the first topic b is the most exclusive (rank 3 of 3), a the most frequent (3 of 3).
    assert found[0, 0] == pytest.approx(1 / (0.7 / (2 / 3) + 0.3 / 1))
    assert found[0, 1] == pytest.approx(1 / (0.7 / 1 + 0.3 / (2 / 3)))
    with pytest.raises(mk.MediakitError, match="measure must be one of frex, relevance, c_tf_idf"):
        score_terms(counts([1, 1]), measure="lift")


def test_labels_name_topics_by_their_heaviest_terms(topics: mk.Topics) -> None:
    labels = mk.topic_labels(topics, n=2, measure="c_tf_idf")
    first = topics.terms.query("topic == 1 and rank <= 2")["term"].tolist()
    assert labels["label"][0] == ", ".join(first)
    assert labels["articles"].sum() == topics.articles["topic"].notna().sum()


@pytest.mark.parametrize("measure", ["relevance", "frex", "c_tf_idf"])
def test_labels_are_words_as_they_stand_in_the_text(
    topics: mk.Topics, articles: pd.DataFrame, measure: str
) -> None:
    labels = mk.topic_labels(topics, n=6, measure=measure, articles=articles)
    forms = set(mk.tokenize(articles).terms.str.lower())
    for label in labels["label"]:
        assert {word.lower() for word in label.split(", ")} <= forms
    first = mk.typical_articles(topics, articles, n=1)
    assert labels["headline"].tolist() == first["title"].tolist()


def test_typical_articles_are_the_nearest_of_their_topic(
    topics: mk.Topics, articles: pd.DataFrame
) -> None:
    found = mk.typical_articles(topics, articles, n=3)
    assert found.groupby("topic")["rank"].agg(list).tolist() == [[1, 2, 3]] * 6
    assert found.groupby("topic")["closeness"].apply(lambda c: c.is_monotonic_decreasing).all()
    of = topics.articles.set_index("article")
    assert of.loc[found["article"], "topic"].tolist() == found["topic"].tolist()
    with pytest.raises(mk.MediakitError, match=r"articles= does not know article 'tb24'\. Pass"):
        mk.typical_articles(topics, articles.drop(index="tb24"))
    with pytest.raises(mk.ColumnError, match="no column 'title'"):
        mk.typical_articles(topics, articles.drop(columns="title"))


def test_typical_sentences_stand_in_the_text_and_say_the_topic(
    topics: mk.Topics, articles: pd.DataFrame
) -> None:
    found = mk.typical_sentences(topics, articles, n=2)
    for row in found.itertuples():
        text = " ".join(articles.loc[row.article, "text"].split())
        assert row.sentence in text
        heavy = topics.terms.query(f"topic == {row.topic}")["term"].str.lower()
        assert any(word in row.sentence.lower() for word in heavy)


def test_word_questions_hide_one_stranger(topics: mk.Topics, articles: pd.DataFrame) -> None:
    sheet = mk.topic_intrusion_sheet(topics, articles=articles, n=2)
    assert sheet["task"].value_counts().to_dict() == {"word": 12, "topic": 12}
    assert sheet["item"].tolist() == list(range(1, 25))
    scores = pd.DataFrame(
        topics.counts.counts.toarray(), columns=topics.counts.terms, index=range(1, 7)
    )
    shares = scores.div(scores.sum(axis=1), axis=0)
    for row in sheet[sheet["task"] == "word"].to_dict("records"):
        choices = [row[f"choice_{place}"] for place in range(1, 7)]
        intruder = choices.pop(row["intruder"] - 1)
        assert len({*choices, intruder}) == 6
        assert shares.loc[row["topic"], intruder] < shares.loc[row["topic"], choices].min()
    for row in sheet[sheet["task"] == "topic"].to_dict("records"):
        assert row["question"] in set(articles["title"])
        assert row["choice_5"] == row["choice_6"] == ""
    # Chance decides the place of the intruder.
    assert sheet["intruder"].nunique() > 2
    again = mk.topic_intrusion_sheet(topics, articles=articles, n=2)
    pd.testing.assert_frame_equal(sheet, again)


def test_answers_are_scored_by_number_or_by_word(topics: mk.Topics) -> None:
    sheet = mk.topic_intrusion_sheet(topics, n=1)
    right = [row[f"choice_{row['intruder']}"] for row in sheet.to_dict("records")]
    wrong = sheet["intruder"] % 6 + 1
    coded = pd.concat([sheet.assign(answer=right), sheet.assign(answer=wrong)]).astype(
        {"answer": "object"}
    )
    coded.iloc[0, coded.columns.get_loc("answer")] = ""
    scores = mk.score_intrusion(coded, sheet=sheet)
    whole = scores[scores["topic"].isna()].iloc[0]
    assert (whole["answers"], whole["correct"]) == (11, 5)
    assert whole["precision"] == pytest.approx(5 / 11)
    # Wilson's interval of 5 of 11, by the formula in Newcombe (1998).
    assert whole["precision_low"] == pytest.approx(0.2127, abs=1e-4)
    assert whole["precision_high"] == pytest.approx(0.7199, abs=1e-4)
    assert whole["chance"] == pytest.approx(1 / 6)


def test_foreign_answers_are_refused(topics: mk.Topics) -> None:
    sheet = mk.topic_intrusion_sheet(topics, n=1)
    with pytest.raises(mk.MediakitError, match="the sheet has no item 99"):
        mk.score_intrusion(pd.DataFrame({"item": [99], "answer": [1]}), sheet=sheet)
    with pytest.raises(mk.MediakitError, match="item 1 has the answer 7, which is none of its 6"):
        mk.score_intrusion(pd.DataFrame({"item": [1], "answer": [7]}), sheet=sheet)
    three = mk.merge_topics(topics, groups=[(1, 2), (3, 4), (5, 6)])
    with pytest.raises(mk.MediakitError, match=r"needs 4 topics or more, not 3\. Leave articles="):
        mk.topic_intrusion_sheet(three, articles=mk.sample_articles())

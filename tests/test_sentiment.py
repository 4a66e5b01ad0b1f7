"""The tone of articles: the default score, its evidence, and what it is worth."""

import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

import mediakit as mk
from mediakit.sentiment import batches, sharing
from mediakit.sentiment.scoring import COLUMNS

LEXICON = pd.DataFrame(
    {
        "term": ["Erfolg", "Krise", "gut", "schlecht", "verbessern", "Sorge", "Fortschritt", "alt"],
        "polarity": [1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 0.0],
    }
)
NEGATED = -0.6


def one(text: str, **options) -> pd.Series:
    return mk.score_sentiment(pd.DataFrame({"text": [text]}), lexicon=LEXICON, **options).iloc[0]


def balance(text: str) -> float:
    """What speaks for a positive tone less what speaks for a negative one."""
    score = one(text)
    return round(score["positive"] - score["negative"], 6)


def test_polarity_is_the_softened_sum_per_twenty_words() -> None:
    score = one("Der Erfolg ist gut, die Krise auch.")  # 7 words, 1 + 1 - 1
    x = 1 / 7 * 20
    assert score["polarity"] == pytest.approx(x / (x**2 + 4) ** 0.5)
    assert (score["positive"], score["negative"], score["n_scored"]) == (2.0, 1.0, 3)
    assert score["coverage"] == pytest.approx(3 / 7)
    assert score["label"] == "positive"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das ist gut.", 1.0),
        ("Das ist nicht gut.", NEGATED),
        ("Das ist nicht besonders gut.", 1.4 * NEGATED),  # not only the next word
        ("Kein Erfolg.", NEGATED),
        ("Kein schneller Weg, der Erfolg war da.", 1.0),  # not beyond the noun
        ("Kaum Fortschritt.", -0.4),
        ("Ohne Sorge.", -NEGATED),
        ("Es war weder gut noch schlecht.", NEGATED - NEGATED),
        ("Das ist noch gut.", 1.0),  # "noch" negates only behind "weder"
        ("Sie ist nicht nur gut, sondern auch ein Erfolg.", 0.7 + 1.2),
        ("Er hat die Lage nicht verbessert.", NEGATED),
        ("Die Lage verbesserte sich nicht.", NEGATED),  # back, where nothing follows
        ("Nicht heute, der Erfolg kommt.", 1.0),  # a sign ends the clause
        ("Niemals gut.", NEGATED),
        ("Keineswegs gut.", NEGATED),
        ("Das ist nicht ohne Erfolg.", 1.0 * NEGATED * NEGATED),
        ("Das ist sehr gut.", 1.4),
        ("Das ist etwas schlecht.", -0.6),
        ("Es ist gut, aber die Krise bleibt.", 0.7 - 1.2),
        ("Sie nimmt die Lage nicht wahr.", 0.0),  # a verb with its prefix apart, unknown here
    ],
)
def test_german_negation_intensity_and_contrast(text: str, expected: float) -> None:
    assert balance(text) == pytest.approx(expected)


def test_words_are_matched_by_lemma_participle_and_compound_head() -> None:
    assert balance("Erfolge, Krisen.") == 0.0
    assert balance("Die Lage hat sich verbessert.") == 1.0
    assert balance("Die verbesserte Lage.") == 1.0
    assert balance("Die Flüchtlingskrise.") == -1.0
    assert balance("Das Krisentreffen.") == -0.5  # a first part says half
    assert balance("Die alte Stadt.") == 0.0


def test_verbs_are_joined_with_the_prefix_that_ends_their_clause() -> None:
    text = (
        "Der Ausschuss lehnt den Antrag ab, die Ministerin trat gestern zurück. Ab Montag gilt es."
    )
    words = mk.sentiment_evidence(pd.DataFrame({"text": [text]})).words
    assert words[["word", "entry"]].to_numpy().tolist() == [
        ["lehnt", "ablehnen"],
        ["trat", "zurücktreten"],
    ]
    turned = mk.sentiment_evidence(pd.DataFrame({"text": ["Sie lehnt den Antrag nicht ab."]})).words
    assert turned.set_index("entry")["factor"].to_dict() == {"ablehnen": NEGATED, "nicht": 1.0}


@pytest.mark.parametrize(
    ("text", "n_scored"), [("Aus für das Werk.", 1), ("Aus Bonn kam die Post.", 0), ("Aus", 0)]
)
def test_a_preposition_is_no_noun_because_it_begins_a_sentence(text: str, n_scored: int) -> None:
    scores = mk.score_sentiment(pd.DataFrame({"text": [text]}))
    assert scores["n_scored"].tolist() == [n_scored]


def test_people_and_topics_have_no_tone_of_their_own() -> None:
    text = "Muslime, Migranten, Flüchtlinge, Soldaten und Demonstranten. Der Rat tagt im Winter."
    assert mk.score_sentiment(pd.DataFrame({"text": [text]}))["n_scored"].tolist() == [0]


def test_the_default_lexicon_knows_nouns_that_textblob_de_cannot_match() -> None:
    texts = ["Krieg, Krise, Katastrophe.", "Ein Erfolg, ein Sieg."]
    articles = pd.DataFrame({"text": texts})
    assert mk.score_sentiment(articles, method="textblob")["polarity"].tolist() == [0.0, 0.0]
    assert mk.score_sentiment(articles)["label"].tolist() == ["negative", "positive"]


def test_texts_without_a_scored_word_have_no_polarity() -> None:
    scores = mk.score_sentiment(pd.DataFrame({"text": ["", "Xyz.", "Das ist gut."]}))
    assert scores["polarity"].isna().tolist() == [True, True, False]
    assert scores["label"].isna().tolist() == [True, True, False]
    assert scores["n_scored"].tolist() == [0, 0, 1]
    assert scores["coverage"].tolist()[:2] == [0.0, 0.0]


def test_scores_join_the_articles(articles: pd.DataFrame) -> None:
    scores = mk.score_sentiment(articles)
    assert scores.index.equals(articles.index)
    assert scores.columns.tolist() == list(COLUMNS)
    joined = articles.join(scores)
    assert joined["polarity"].dropna().between(-1, 1).all()
    assert scores.loc["a2", "polarity"] == scores.loc["a2", "headline_polarity"]


def test_headlines_are_scored_apart() -> None:
    articles = pd.DataFrame({"title": ["Krise", None], "text": ["Erfolg!", "Erfolg!"]})
    scores = mk.score_sentiment(articles, lexicon=LEXICON)
    assert scores["headline_polarity"].tolist()[0] < 0 < scores["polarity"].tolist()[0]
    assert scores["headline_polarity"].isna().tolist() == [False, True]


def test_no_articles_give_no_scores() -> None:
    empty = pd.DataFrame({"text": pd.Series(dtype="str")})
    assert mk.score_sentiment(empty).columns.tolist() == list(COLUMNS)
    assert mk.sentence_sentiment(empty).empty


def test_any_callable_can_score() -> None:
    articles = pd.DataFrame({"text": ["kurz", "etwas länger"]}, index=["a", "b"])
    scores = mk.score_sentiment(articles, method=lambda texts: [len(text) / 20 for text in texts])
    assert scores["polarity"].tolist() == [0.2, 0.6]
    assert scores["n_scored"].isna().all()
    with pytest.raises(mk.MediakitError, match=r"gave \(1,\) values for 2 texts"):
        mk.score_sentiment(articles, method=lambda texts: [0.0])
    with pytest.raises(mk.MediakitError, match=r"gave 2.0 for article 'a'"):
        mk.score_sentiment(articles, method=lambda texts: [2.0, 0.0])


def test_what_cannot_be_scored_is_named() -> None:
    good = pd.DataFrame({"text": ["gut"]})
    with pytest.raises(mk.ArticleError, match="article 'b' has no text in 'text', but None"):
        mk.score_sentiment(pd.DataFrame({"text": ["gut", None]}, index=["a", "b"], dtype=object))
    with pytest.raises(mk.ArticleError, match="article 'a' stands twice"):
        mk.score_sentiment(pd.DataFrame({"text": ["gut", "gut"]}, index=["a", "a"]))
    with pytest.raises(mk.ColumnError, match="no column 'text'"):
        mk.score_sentiment(pd.DataFrame({"body": ["gut"]}))
    with pytest.raises(
        mk.MediakitError, match="one of lexicon, textblob, transformer, not 'magic'"
    ):
        mk.score_sentiment(good, method="magic")
    with pytest.raises(mk.MediakitError, match="lexicon= belongs to method='lexicon'"):
        mk.score_sentiment(good, method="textblob", lexicon=LEXICON)
    with pytest.raises(mk.MediakitError, match="model= belong together"):
        mk.score_sentiment(good, model="some/model")
    with pytest.raises(mk.MediakitError, match="neutral_band= must be two numbers"):
        mk.label_polarity(pd.Series([0.1]), neutral_band=(0.5, -0.5))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"polarity": [1.0, float("nan")]}, r"row 1 \('b'\) has no finite polarity"),
        ({"term": ["a", "a"]}, r"row 1 \('a'\) stands twice"),
        ({"term": ["a", " "]}, r"row 1 \(' '\) has no word"),
        ({"role": ["word", "magic"]}, r"row 1 \('b'\) has a role that is none of word"),
    ],
)
def test_a_wrong_lexicon_is_named(change: dict, message: str) -> None:
    lexicon = pd.DataFrame({"term": ["a", "b"], "polarity": [1.0, -1.0]} | change)
    with pytest.raises(mk.MediakitError, match=message):
        mk.score_sentiment(pd.DataFrame({"text": ["gut"]}), lexicon=lexicon)


def test_intensifiers_and_shifters_of_a_lexicon_act() -> None:
    lexicon = pd.DataFrame(
        {
            "term": ["Krise", "riesig", "verhindern"],
            "polarity": [-1.0, 2.0, 0.0],
            "role": ["word", "intensifier", "shifter"],
        }
    )
    texts = pd.DataFrame({"text": ["Die riesige Krise.", "Sie verhindern die Krise."]})
    scores = mk.score_sentiment(texts, lexicon=lexicon)
    assert (scores["positive"] - scores["negative"]).tolist() == pytest.approx([-2.0, -NEGATED])


def test_the_default_lexicon_cannot_be_changed_from_outside() -> None:
    lexicon = mk.default_lexicon()
    lexicon["polarity"] = 0.0
    assert mk.default_lexicon()["polarity"].abs().sum() > 1_000


def test_sentences_have_their_place_and_part() -> None:
    text = "Der Erfolg ist da. Alles gut.\n\nDie Krise kommt."
    articles = pd.DataFrame({"title": ["Krise"], "text": [text]}, index=["a"])
    table = mk.sentence_sentiment(articles, lexicon=LEXICON)
    assert table["part"].tolist() == ["headline", "lead", "lead", "body"]
    assert table["sentence"].tolist() == [0, 0, 1, 2]
    body = table[table["part"] != "headline"]
    found = [text[start:end] for start, end in zip(body["start"], body["end"], strict=True)]
    assert found == ["Der Erfolg ist da", "Alles gut", "Die Krise kommt"]
    assert table["polarity"].round(3).tolist() == [-0.447, 0.447, 0.447, -0.447]


def test_evidence_adds_up_and_is_escaped() -> None:
    text = "Kein Erfolg & <b>Krise</b>\nund gut."
    articles = pd.DataFrame({"text": [text]}, index=["<a>"])
    evidence = mk.sentiment_evidence(articles, lexicon=LEXICON)
    words = evidence.words
    assert words["word"].tolist() == ["Erfolg", "Krise", "gut"]
    assert words["contribution"].tolist() == [NEGATED, -1.0, 1.0]
    assert [text[s:e] for s, e in zip(words["start"], words["end"], strict=True)] == [
        "Erfolg",
        "Krise",
        "gut",
    ]
    polarity = mk.score_sentiment(articles, lexicon=LEXICON)["polarity"].iloc[0]
    assert words["share"].sum() == pytest.approx(polarity)
    shown = evidence._repr_html_()
    assert "&lt;a&gt;" in shown
    assert "&amp; &lt;b&gt;<mark" in shown
    assert shown.count("<mark") == 3
    assert shown.count('mk-turned"') == 1
    assert "<br>und" in shown


def test_evidence_shows_the_first_articles_only() -> None:
    articles = pd.DataFrame({"text": ["gut"] * 8})
    assert "… 3 more" in mk.sentiment_evidence(articles, lexicon=LEXICON)._repr_html_()
    with pytest.raises(mk.EmptyError, match="no articles to score"):
        mk.sentiment_evidence(articles.head(0))


def test_evidence_of_the_sample_corpus_explains_every_score() -> None:
    articles = mk.sample_articles()
    scores = mk.score_sentiment(articles)
    shares = mk.sentiment_evidence(articles).words.groupby("article")["share"].sum()
    pd.testing.assert_series_equal(
        shares.reindex(scores.index), scores["polarity"], check_names=False
    )


def test_the_critical_outlet_of_the_sample_stands_clear_of_the_others() -> None:
    articles = mk.sample_articles()
    scores = mk.score_sentiment(articles)
    trends = mk.sentiment_trends(scores, by=articles["outlet"]).set_index("group")
    assert trends.loc["abendkurier", "high"] < trends.loc[["rundschau", "tagblatt"], "low"].min()


@pytest.mark.parametrize("few", [0, 2_000])
def test_processes_give_the_same_scores(few, monkeypatch) -> None:
    # Words that a process does not know are shared out if there are more than these.
    monkeypatch.setattr(sharing, "_FEW", few)
    monkeypatch.setattr(sharing, "_ROUND", 2)
    monkeypatch.setattr(batches, "BATCH", 30)
    articles = mk.sample_articles()
    pd.testing.assert_frame_equal(
        mk.score_sentiment(articles, lexicon=LEXICON, n_jobs=2),
        mk.score_sentiment(articles, lexicon=LEXICON),
    )
    pd.testing.assert_frame_equal(
        mk.sentence_sentiment(articles, lexicon=LEXICON, n_jobs=2),
        mk.sentence_sentiment(articles, lexicon=LEXICON),
    )
    for wrong in (0, -2, 1.5):
        with pytest.raises(mk.MediakitError, match="n_jobs= must be a number of processes"):
            mk.score_sentiment(articles, n_jobs=wrong)


SLOW = """
import os, signal, sys, time
import pandas as pd
from mediakit.sentiment import batches, sharing

def sleep(*_):
    open(os.path.join(sys.argv[1], str(os.getpid())), "w").close()
    time.sleep(3600)

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
batches.BATCH = 1
texts = pd.Series(["a", "b"])
CALL
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize(
    "call",
    [
        "batches.map_batches(sleep, texts, n_jobs=2)",
        "sharing.map_weighed(sleep, texts, lexicon=None, n_jobs=2)",
    ],
)
def test_control_c_ends_all_processes(call, tmp_path) -> None:
    code = SLOW.replace("sys.argv[1]", repr(str(tmp_path))).replace("CALL", call)
    command = [sys.executable, "-c", code]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while run.poll() is None and len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.05)
    workers = [int(file.name) for file in tmp_path.iterdir()]
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)  # the work itself would take an hour
    assert "KeyboardInterrupt" in errors
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)

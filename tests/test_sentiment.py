"""The tone of articles: textblob-de's own value, offline."""

import subprocess
import sys

import pandas as pd
import pytest

import mediakit as mk
from mediakit.sentiment import textblob


def test_polarity_is_what_textblob_de_returns() -> None:
    texts = mk.sample_articles()["text"].head(20)
    scores = mk.score_sentiment(texts.to_frame())
    textblob_de = textblob.load()[0]
    for article, text in texts.items():
        tokenizer = textblob_de.PatternTokenizer()
        analyzer = textblob_de.PatternAnalyzer(tokenizer=tokenizer)
        blob = textblob_de.TextBlobDE(text, tokenizer=tokenizer, analyzer=analyzer)
        assert scores.loc[article, "polarity"] == blob.sentiment.polarity
    assert scores["polarity"].nunique() > 10


def test_scores_join_the_articles(articles: pd.DataFrame) -> None:
    scores = mk.score_sentiment(articles)
    assert scores.index.equals(articles.index)
    assert articles.join(scores)["polarity"].between(-1, 1).all()


def test_texts_without_a_known_word_count_as_neutral() -> None:
    table = pd.DataFrame({"text": ["", "Xyz.", "Das ist sehr schlecht."]})
    assert mk.score_sentiment(table)["polarity"].tolist() == [0.0, 0.0, -1.0]


def test_what_cannot_be_scored_is_named() -> None:
    with pytest.raises(mk.ArticleError, match="article 'b' has no text in 'text', but None"):
        mk.score_sentiment(pd.DataFrame({"text": ["gut", None]}, index=["a", "b"], dtype=object))
    with pytest.raises(mk.ColumnError, match="no column 'text'"):
        mk.score_sentiment(pd.DataFrame({"body": ["gut"]}))
    with pytest.raises(mk.MediakitError, match="method must be one of textblob, not 'magic'"):
        mk.score_sentiment(pd.DataFrame({"text": ["gut"]}), method="magic")


def test_first_use_is_safe_in_threads() -> None:
    program = """
import threading, pandas as pd, mediakit as mk
texts = pd.DataFrame({"text": ["Das ist gut und schön.", "Ein schlimmes, böses Ende."] * 2})
found = []
work = lambda: found.append(mk.score_sentiment(texts)["polarity"].tolist())
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(found) == 8 and all(scores == found[0] for scores in found), found
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_missing_modules_of_textblob_are_filled_in(monkeypatch) -> None:
    monkeypatch.delitem(sys.modules, "textblob.translate", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    textblob.fill_gaps()
    assert sys.modules["textblob.translate"].Translator()
    meta = sys.modules["textblob.compat"].with_metaclass(type, object)
    assert isinstance(meta, type)


def test_a_current_textblob_keeps_its_own_modules(monkeypatch) -> None:
    own = object()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: own)
    before = sys.modules.get("textblob.translate")
    textblob.fill_gaps()
    assert sys.modules.get("textblob.translate") is before

"""textblob-de exactly: the fast way gives its own value, bit for bit, in threads as well."""

import math
import struct
import subprocess
import sys

import pandas as pd
import pytest
from fuzz_german import fuzzed_texts

import mediakit as mk
from mediakit.sentiment import textblob
from mediakit.sentiment.lexicon import _read_textblob
from mediakit.sentiment.textblob_exact import textblob_polarity


def same_bits(text: str) -> bool:
    values = textblob_polarity(text), textblob.original_polarity(text)
    return struct.pack("d", values[0]) == struct.pack("d", values[1])


def test_polarity_is_what_textblob_de_returns() -> None:
    texts = mk.sample_articles()["text"]
    assert [article for article, text in texts.items() if not same_bits(text)] == []
    assert mk.score_sentiment(texts.to_frame(), method="textblob")["polarity"].nunique() > 50


def test_polarity_of_two_thousand_fuzzed_strings_is_the_same() -> None:
    assert [text for text in fuzzed_texts(2_000, random_state=0) if not same_bits(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "gut gut schlecht",  # adjectives modify each other: the last one wins
        "Das ist nicht gut. Das ist nicht besonders gut.",
        "wirklich nicht freundlich nicht gut",
        ":) Die Lage ist gut :-) oder : - ) nicht :(",
        "; \n\n) gut",  # an emoticon across the paragraph, since it forgets the break
        "Na gut (!) sagte er ( ! ) und ging.",
        "komplex D gut. Marx der gute.",
        "Die Regeln sind gut/schlecht, km/h und A/B.",
        "Er ist schuldig gesprochen worden. Das ist schön worden.",
        "„Gut“, sagte er. ‚Schlecht‘, sagte sie. Geht's gut?",
        "Die Straße ist häßlich, der Schluß mißlungen.",
        "Das ist extrem gut, kaum gut, wenig gut, viel mehr gut!",
        "Gut usw. Schlecht u.a. Dr. Gut. Z.B. gut ... Ende...",
        "8 D x D xD X-D o _O 2 : 3 (8) ♥ <3",
    ],
)
def test_odd_texts_are_the_same(text: str) -> None:
    assert same_bits(text)


def test_where_textblob_de_fails_there_is_no_polarity() -> None:
    text = "Gut. (c-64)"
    textblob_de, tokenizer, analyzer = textblob.load()
    with pytest.raises(AttributeError, match="synonyms"):
        textblob_de.TextBlobDE(text, tokenizer=tokenizer, analyzer=analyzer).sentiment  # noqa: B018
    assert math.isnan(textblob_polarity(text))
    scores = mk.score_sentiment(pd.DataFrame({"text": [text]}), method="textblob")
    assert scores["polarity"].isna().all()


def test_texts_without_a_known_word_keep_its_zero() -> None:
    table = pd.DataFrame({"text": ["", "Xyz.", "Das ist sehr schlecht."]})
    scores = mk.score_sentiment(table, method="textblob")
    assert scores["polarity"].tolist() == [0.0, 0.0, -1.0]
    assert scores["label"].tolist() == ["neutral", "neutral", "negative"]
    assert scores["n_scored"].isna().all()


def test_a_full_memory_forgets_and_stays_right(monkeypatch) -> None:
    monkeypatch.setattr("mediakit.sentiment.memory._MOST", 50)
    texts = mk.sample_articles()["text"].head(10)
    assert all(same_bits(text) for text in texts)


def test_first_use_is_safe_in_threads() -> None:
    program = """
import threading, mediakit as mk
articles = mk.sample_articles().head(24)
found = []
def work():
    found.append(mk.score_sentiment(articles, method="textblob")["polarity"].tolist())
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
from mediakit.sentiment.textblob import original_polarity
expected = [original_polarity(text) for text in articles["text"]]
assert len(found) == 8 and all(scores == expected for scores in found), found
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_processes_give_the_same() -> None:
    program = """
from concurrent.futures import ProcessPoolExecutor
import mediakit as mk
from mediakit.sentiment.textblob_exact import textblob_polarity
if __name__ == "__main__":
    texts = mk.sample_articles()["text"].head(8).tolist()
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(textblob_polarity, texts)) == [textblob_polarity(t) for t in texts]
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


def test_the_lexicon_is_read_as_textblob_de_reads_it() -> None:
    textblob.load()
    from textblob_de.sentiments import sentiment

    assert _read_textblob() == {word: entry[None][0] for word, entry in sentiment.items()}

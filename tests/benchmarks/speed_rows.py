"""The comparisons of ``speed.py``: each function, and what a user would pick instead."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from speed_loading import long_texts, press_folder, read_naively

import mediakit as mk

PATTERN = r"(?u)\w+(?:-\w+)*"
_SLOW = 200
Work = Callable[[], object]


class Row(NamedTuple):
    """One comparison: what is done, our way, the peer's name, its way, and the factor aimed at."""

    what: str
    ours: Work
    peer: str
    theirs: Work
    goal: float
    module: str = "sklearn"
    memory: bool = False
    wall: bool = False


@cache
def read(data: str, n: int) -> pd.DataFrame:
    """Make an article table of `n` texts."""
    if data:
        texts = pd.read_parquet(data, columns=["text"])["text"].dropna().tolist()
    else:
        texts = [body for _, body in long_texts(min(n, 10_000))]
    rows = np.resize(np.arange(len(texts)), n)
    return pd.DataFrame(
        {
            "published": pd.date_range("2015-01-01", periods=n, freq="h", tz="Europe/Berlin"),
            "outlet": pd.array(np.resize(["A", "B", "C"], n).tolist(), dtype="str"),
            "title": pd.array([texts[row][:60] for row in rows], dtype="str"),
            "text": pd.array([texts[row] for row in rows], dtype="str"),
        },
        index=pd.Index([f"a{row}" for row in range(n)], name="article", dtype="str"),
    )


def rows(articles: pd.DataFrame) -> dict[str, Row]:
    """Name all comparisons."""
    groups = (loading, counting, counted, context, language, whole, style)
    return {name: row for group in groups for name, row in group(articles).items()}


def loading(articles: pd.DataFrame) -> dict[str, Row]:
    """From files to the table, an article a file."""
    folder = press_folder(len(articles))
    load, loop = partial(mk.read_articles, folder), partial(read_naively, folder)
    return {"loading": Row("articles from text files", load, "loop over files", loop, 2, "re")}


def vectorize(texts: pd.Series, **options: Any) -> object:
    """Count words or n-grams with scikit-learn."""
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(token_pattern=PATTERN, **options).fit_transform(texts)


def gensim(texts: pd.Series) -> object:
    """Count words with gensim."""
    from gensim.corpora import Dictionary

    words = Dictionary()
    pattern = re.compile(PATTERN)
    return [words.doc2bow(pattern.findall(t.lower()), allow_update=True) for t in texts]


def counting(articles: pd.DataFrame) -> dict[str, Row]:
    """Matrices: from texts to counts."""
    texts = articles["text"]
    task, vectorizer = "document-term matrix", "CountVectorizer"

    def matrix() -> mk.TermMatrix:
        return mk.count_terms(mk.tokenize(articles).map(str.lower))

    def peer() -> object:
        return vectorize(texts)

    def pairs() -> object:
        return mk.count_terms(mk.ngrams(mk.tokenize(articles), n=(1, 2)))

    def vectorize_pairs() -> object:
        return vectorize(texts, ngram_range=(1, 2), lowercase=False)

    return {
        "matrix": Row(task, matrix, vectorizer, peer, 3, memory=True),
        "gensim": Row(task, matrix, "gensim doc2bow", lambda: gensim(texts), 3, "gensim"),
        "ngrams": Row("1-and-2-grams", pairs, vectorizer, vectorize_pairs, 6, memory=True),
    }


def counted(articles: pd.DataFrame) -> dict[str, Row]:
    """Keyness and trends, from a matrix that is there."""
    texts = articles["text"]
    matrix = mk.count_terms(mk.tokenize(articles))
    target = articles["outlet"] == "A"

    def trends() -> object:
        return mk.term_trends(matrix, published=articles["published"], terms=["und"], freq="M")

    def loop() -> object:
        months = articles["published"].dt.strftime("%Y-%m")
        return texts.str.count(r"\bund\b").groupby(months).sum()

    def keyness() -> object:
        return mk.keyness(matrix, target=target, article_level=False)

    def counters() -> object:
        inside, outside = (count_words(texts[side]) for side in (target, ~target))
        n, m = sum(inside.values()), sum(outside.values())
        return {word: g2(inside[word], outside[word], n, m) for word in inside | outside}

    month, all_terms = "one word a month, from the matrix", "G2 of all terms, from the matrix"
    return {
        "trends": Row(month, trends, "pandas loop", loop, 10, "pandas"),
        "keyness": Row(all_terms, keyness, "Counter", counters, 10, "re"),
    }


def count_words(texts: pd.Series) -> Counter[str]:
    """Count words as one does without a library."""
    found = re.compile(PATTERN)
    return Counter(word for text in texts for word in found.findall(text))


def g2(a: int, b: int, n: int, m: int) -> float:
    """Compute the log-likelihood ratio of one word."""
    share = (a + b) / (n + m)
    return 2 * sum(x * np.log(x / (size * share)) for x, size in ((a, n), (b, m)) if x)


def context(articles: pd.DataFrame) -> dict[str, Row]:
    """Concordance, collocations, copies."""
    texts = articles["text"]
    tokens = mk.tokenize(articles)
    words = tokens.terms.take(tokens.codes).tolist()
    _ = tokens.starts, tokens.sentences

    def nltk(window: int) -> object:
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

        finder = BigramCollocationFinder.from_words(words, window_size=window)
        finder.apply_freq_filter(5)
        names = ("pmi", "student_t", "likelihood_ratio")
        return [finder.score_ngrams(getattr(BigramAssocMeasures(), name)) for name in names]

    def lines() -> object:
        return mk.concordance(tokens, articles=articles, pattern="Stadt")

    def search() -> object:
        find = re.compile(r"\bStadt\b").finditer
        return [text[max(m.start() - 60, 0) : m.end() + 60] for text in texts for m in find(text)]

    def bigrams() -> object:
        return mk.collocations(tokens, window=1, side="right")

    def window() -> object:
        return mk.cooccurrences(tokens, unit="word", window=5)

    return {
        "concordance": Row("concordance of one word", lines, "re.finditer", search, 2, "re"),
        "bigrams": Row("bigrams, three measures", bigrams, "nltk", lambda: nltk(2), 20, "nltk"),
        "window": Row("pairs within five words", window, "nltk", lambda: nltk(6), 3, "nltk"),
    }


def language(articles: pd.DataFrame) -> dict[str, Row]:
    """Lemmas, tone, copies: on fewer articles where the peer takes minutes."""
    some = articles.head(_SLOW)
    tokens = mk.tokenize(articles)
    forms = tokens.terms.take(tokens.codes).tolist()

    def simplemma() -> object:
        from simplemma import lemmatize

        return [lemmatize(form, lang="de") for form in forms]

    def plain() -> object:
        from mediakit.sentiment.textblob import load, original_polarity

        load()
        return [original_polarity(text) for text in some["text"]]

    def scores() -> object:
        return mk.score_sentiment(some[["text"]], method="textblob")

    def brute_force() -> object:
        from sklearn.feature_extraction.text import TfidfVectorizer

        weights = TfidfVectorizer(sublinear_tf=True).fit_transform(articles["text"].head(1_000))
        return (weights @ weights.T) > 0.6

    few = articles.head(1_000)
    return {
        "lemmas": Row("lemmas", lambda: mk.lemmas(tokens), "simplemma", simplemma, 1, "simplemma"),
        "processes": Row(
            "lemmas, two processes",
            lambda: mk.lemmas(tokens, n_jobs=2),
            "one process",
            lambda: mk.lemmas(tokens),
            1.7,
            "joblib",
            wall=True,
        ),
        "textblob": Row(
            f"textblob-de's polarity, {_SLOW} articles",
            scores,
            "textblob-de",
            plain,
            2.5,
            "textblob_de",
        ),
        "copies": Row(
            "near-duplicates, 1,000 articles",
            lambda: mk.near_duplicates(few),
            "TF-IDF, all pairs",
            brute_force,
            1,
        ),
    }


def whole(articles: pd.DataFrame) -> dict[str, Row]:
    """Measures of whole articles: tone, style, topics."""
    texts, tokens = articles["text"], mk.tokenize(articles)
    lexicon = mk.default_lexicon().set_index("term")["polarity"].to_dict()
    find = re.compile(PATTERN).findall

    def scores(n_jobs: int = 1) -> object:
        return mk.score_sentiment(articles[["text"]], n_jobs=n_jobs)

    def sums() -> object:
        return texts.map(lambda text: sum(lexicon.get(word, 0.0) for word in find(text)))

    def syllables() -> object:
        vowels = re.compile(r"[aeiouyäöü]+", re.IGNORECASE).findall
        return texts.map(lambda text: sum(len(vowels(word)) for word in find(text)))

    def kmeans() -> object:
        from sklearn.cluster import KMeans
        from sklearn.feature_extraction.text import TfidfVectorizer

        weights = TfidfVectorizer().fit_transform(texts)
        return KMeans(n_clusters=10, n_init=10, random_state=0).fit(weights)

    def topics(some: pd.DataFrame = articles) -> object:
        return mk.fit_topics(mk.tokenize(some), n_topics=10)

    loop, half = "loop over words", articles.head(len(articles) // 2)
    return {
        "scores": Row("tone of articles", scores, "lexicon without grammar", sums, 0.3, "re"),
        "score_processes": Row(
            "tone, two processes",
            lambda: scores(n_jobs=2),
            "one process",
            scores,
            1.7,
            "joblib",
            wall=True,
        ),
        "readability": Row(
            "readability, all formulas", lambda: mk.readability(tokens), loop, syllables, 1, "re"
        ),
        "topics": Row("ten topics", topics, "TF-IDF + KMeans, ten starts", kmeans, 1),
        "topics_growth": Row(
            "ten topics of half the articles", lambda: topics(half), "of all", topics, 1
        ),
    }


def style(articles: pd.DataFrame) -> dict[str, Row]:
    """How varied words are; the peer slides a window in a loop over words, as packages do."""
    some = articles.head(_SLOW)
    find = re.compile(PATTERN).findall

    def ratios(text: str, size: int = 100) -> float:
        words = find(text)
        windows = [words[at : at + size] for at in range(len(words) - size + 1)]
        return sum(len(set(window)) for window in windows) / size / max(len(windows), 1)

    def loops() -> object:
        return some["text"].map(ratios)

    tokens = mk.tokenize(some)
    what = f"lexical diversity, {_SLOW} articles"

    def ours() -> object:
        return mk.lexical_diversity(tokens)

    return {"diversity": Row(what, ours, "MATTR in a loop", loops, 2, "re")}

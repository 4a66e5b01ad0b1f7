"""Measure how long the explorer takes to answer.

    python tests/benchmarks/speed_explore.py fulltext_news.parquet [--articles 100000]

The texts of the column ``text`` are repeated to the number of articles asked for; every copy but
the first gets some words of its own, so that the vocabulary grows as in a real corpus. Times are
medians of processor seconds that the kernel needs from a message to its answer, JSON included, each
question asked of a search that remembers nothing.
"""

import argparse
import json
import statistics
import time
from dataclasses import replace

import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.explorer.corpus import make_corpus
from mediakit.explorer.searching import Search
from mediakit.explorer.widget import answer

QUESTIONS = {
    "no pattern": {},
    "no pattern, oldest, page 40": {"sort": "oldest", "offset": 2_000},
    "rare word": {"pattern": "Zugverspätung"},
    "word in any case": {"pattern": "regierung"},
    "word": {"pattern": "Regierung"},
    "word, filtered": {"pattern": "Regierung", "outlet": [0, 2], "first": "2015-01-01"},
    "word, by the words behind": {"pattern": "Regierung", "sort": "right"},
    "star behind": {"pattern": "klima*"},
    "star before": {"pattern": "*krise"},
    "star in the middle": {"pattern": "b*rat"},
    "one letter and a star": {"pattern": "d*"},
    "phrase": {"pattern": "in der Regierung"},
    "phrase of frequent words": {"pattern": "in der"},
    "most frequent word": {"pattern": "die"},
    "most frequent word, page 100": {"pattern": "die", "offset": 5_000},
    "most frequent word, by the words before": {"pattern": "die", "sort": "left"},
    "an article": {"kind": "article", "row": 77, "pattern": "die"},
    "a topic": {"kind": "topic", "number": 1},
}


def main() -> None:
    """Ask all questions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parquet")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = repeat(
        pd.read_parquet(options.parquet, columns=["text"])["text"], n=options.articles
    )
    begin = time.perf_counter()
    tokens = mk.tokenize(articles)
    print(f"{tokens}\ntokenizing: {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    corpus = make_corpus(articles, tokens=tokens, topics=some_topics(articles))
    print(f"preparing: {time.perf_counter() - begin:.1f} s")
    for name, question in QUESTIONS.items():
        seconds = []
        for _ in range(options.rounds):
            search = Search(corpus)
            begin = time.process_time()
            told = json.dumps(answer(search, message={"kind": "search", **question}))
            seconds.append(time.process_time() - begin)
        hits = json.loads(told).get("hits", "")
        print(f"{name:42} {1e3 * statistics.median(seconds):6.0f} ms  {hits}")


def repeat(texts: pd.Series, *, n: int) -> pd.DataFrame:
    """Make an article table of `n` texts over ten years, of eight outlets and six sections."""
    random = np.random.default_rng(0)
    many = pd.concat([texts] * (n // len(texts) + 1), ignore_index=True).head(n).tolist()
    first = len(texts)
    own = [" ".join(f"Wort{at}teil{part}" for part in range(5)) for at in range(n)]
    many[first:] = [
        f"{text} {words}." for text, words in zip(many[first:], own[first:], strict=True)
    ]
    hours = random.integers(0, 10 * 365 * 24, n)
    published = pd.Timestamp("2012-01-01", tz="Europe/Berlin") + pd.to_timedelta(hours, unit="h")
    return pd.DataFrame(
        {
            "published": published.as_unit("us"),
            "outlet": random.choice(list("ABCDEFGH"), n),
            "section": random.choice(list("UVWXYZ"), n),
            "title": [f"Überschrift {at}" for at in range(n)],
            "text": many,
        },
        index=pd.Index([f"a{at}" for at in range(n)], name="article"),
    )


def some_topics(articles: pd.DataFrame) -> mk.Topics:
    """Make up topics, so that only the explorer is measured."""
    random = np.random.default_rng(1)
    terms = pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, 21), 50),
            "term": [f"Wort{at}" for at in range(1_000)],
            "weight": 0.01,
            "rank": np.tile(np.arange(1, 51), 20),
        }
    )
    strongest = pd.array(random.integers(1, 21, len(articles)), dtype="Int64")
    shares = random.random(len(articles))
    table = {"article": articles.index, "topic": strongest, "share": shares}
    fitted = mk.fit_topics(mk.tokenize(articles.head(200)), n_topics=2)
    return replace(fitted, terms=terms, articles=pd.DataFrame(table))


if __name__ == "__main__":
    main()

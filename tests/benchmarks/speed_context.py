"""Measure n-grams, concordance, collocations and style against peers.

    python tests/benchmarks/speed_context.py fulltext_news.parquet [--articles 10000]

The texts of the column ``text`` are repeated to the number of articles asked for. Peers and
mediakit alternate within one run; times are medians of processor seconds, ratios are what counts.
Peers get ready token lists, mediakit its Tokens, except where tokenizing is part of the task.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import pandas as pd

import mediakit as mk

MEASURES = ("pmi", "student_t", "likelihood_ratio")


def main() -> None:
    """Run all comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parquet")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = pd.read_parquet(options.parquet, columns=["text"])["text"]
    articles = repeat(texts, n=options.articles)
    tokens = mk.tokenize(articles)
    print(f"{len(articles)} articles, {tokens}")
    compare(against_peers(articles, tokens=tokens), rounds=options.rounds)
    alone(articles, tokens=tokens, rounds=options.rounds)


def repeat(texts: pd.Series, *, n: int) -> pd.DataFrame:
    """Make an article table of `n` texts."""
    many = pd.concat([texts] * (n // len(texts) + 1), ignore_index=True).head(n)
    published = pd.Timestamp("2025-01-01", tz="Europe/Berlin")
    return pd.DataFrame({"published": published, "outlet": "A", "text": many.astype("str")})


def against_peers(articles: pd.DataFrame, *, tokens: mk.Tokens) -> list[tuple]:
    """List task, our way, the peer's way, and the ratio asked for."""
    from nltk import ConcordanceIndex
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
    from sklearn.feature_extraction.text import CountVectorizer

    words = tokens.terms.take(tokens.codes).tolist()

    def nltk_pairs(window: int) -> None:
        finder = BigramCollocationFinder.from_words(words, window_size=window)
        finder.apply_freq_filter(5)
        for name in MEASURES:
            finder.score_ngrams(getattr(BigramAssocMeasures(), name))

    def vectorize() -> None:
        CountVectorizer(ngram_range=(1, 2), lowercase=False, token_pattern=r"\w+(?:-\w+)*").fit(
            articles["text"]
        )

    def concordance() -> pd.DataFrame:
        return mk.concordance(tokens, articles=articles, pattern="Regierung")

    return [
        ("1-and-2-gram matrix from Tokens", lambda: matrix(tokens), vectorize, 6.0),
        ("the same with tokenizing", lambda: matrix(mk.tokenize(articles)), vectorize, 6.0),
        ("bigram collocations", lambda: bigrams(tokens), lambda: nltk_pairs(2), 20.0),
        ("window-5 cooccurrence", lambda: window(tokens), lambda: nltk_pairs(6), 3.0),
        (
            "concordance of one word",
            concordance,
            lambda: ConcordanceIndex(words).find_concordance("Regierung"),
            1.0,
        ),
    ]


def matrix(tokens: mk.Tokens) -> mk.TermMatrix:
    """Count words and pairs."""
    return mk.count_terms(mk.ngrams(tokens, n=(1, 2)))


def bigrams(tokens: mk.Tokens) -> pd.DataFrame:
    """Measure all bigrams."""
    return mk.collocations(tokens, window=1, side="right")


def window(tokens: mk.Tokens) -> pd.DataFrame:
    """Measure all pairs at most five words apart."""
    return mk.cooccurrences(tokens, unit="word", window=5)


def clock(run: Callable[[], object]) -> float:
    """Time one run, in seconds of the processor, which a busy machine disturbs less."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def compare(tasks: list[tuple], *, rounds: int) -> None:
    """Print both times and their ratio, turn by turn."""
    for name, ours, peer, goal in tasks:
        pairs = [(clock(ours), clock(peer)) for _ in range(rounds)]
        fast, slow = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"{name:34} {fast:8.3f} s  peer {slow:8.3f} s  {slow / fast:7.1f}x  (goal {goal}x)")


def alone(articles: pd.DataFrame, *, tokens: mk.Tokens, rounds: int) -> None:
    """Print the times of what has no peer here."""
    dictionary = {"krise": ["*krise", "Krise*"], "staat": ["Regierung*", "Bundes*", "im Bundestag"]}
    tasks: dict[str, Callable[[], object]] = {
        "concordance, goal 0.05 s": lambda: mk.concordance(
            tokens, articles=articles, pattern="Regierung"
        ),
        "concordance of Klima*, sorted": lambda: mk.concordance(
            tokens, articles=articles, pattern="Klima*", sort=["R1", "L1"]
        ),
        "collocations of one node": lambda: mk.collocations(tokens, node="Regierung"),
        "cooccurrences in sentences": lambda: mk.cooccurrences(tokens),
        "lexical diversity": lambda: mk.lexical_diversity(tokens),
        "readability": lambda: mk.readability(tokens),
        "dictionary scores": lambda: mk.dictionary_scores(tokens, dictionary=dictionary),
    }
    for name, run in tasks.items():
        seconds = statistics.median(clock(run) for _ in range(rounds))
        print(f"{name:34} {seconds:8.3f} s")


if __name__ == "__main__":
    main()

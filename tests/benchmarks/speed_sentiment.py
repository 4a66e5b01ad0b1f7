"""Measure speed and memory of the tone: ``python tests/benchmarks/speed_sentiment.py FILE``.

FILE is a Parquet file with a column ``text``. Times are processor time of one process. The first
pass meets every word for the first time, the warm pass none. textblob-de itself is measured on
every n-th article between two passes, so that a busy machine slows both alike.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

import mediakit as mk
from mediakit.sentiment.textblob import load, original_polarity


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure_textblob(articles: pd.DataFrame, *, every: int) -> None:
    """Print articles a second, first pass and warm, and how many times as fast that is."""
    load()
    blocks = [articles.iloc[first : first + 100] for first in range(0, len(articles), 100)]
    slow = first = 0.0
    n_slow = 0
    for block in blocks:
        first += seconds(lambda block=block: mk.score_sentiment(block, method="textblob"))
        sample: Sequence[str] = block["text"].iloc[::every].tolist()
        slow += seconds(lambda sample=sample: [original_polarity(text) for text in sample])
        n_slow += len(sample)
    warm = seconds(lambda: mk.score_sentiment(articles, method="textblob"))
    own = n_slow / slow
    for name, spent in (("first pass", first), ("warm", warm)):
        speed = len(articles) / spent
        print(f"textblob, {name}: {speed:,.0f} articles/s, {speed / own:.1f} times textblob-de")
    print(f"textblob-de itself: {own:.1f} articles/s on {n_slow} of them")


def measure_lexicon(articles: pd.DataFrame) -> None:
    """Print articles a second of the default method, first pass and warm."""
    for name in ("first pass", "warm", "warm again"):
        spent = seconds(lambda: mk.score_sentiment(articles))
        print(f"lexicon, {name}: {len(articles) / spent:,.0f} articles/s ({spent:.2f} s)")


def measure_memory(articles: pd.DataFrame, *, n: int) -> None:
    """Print by how much the peak grows while n articles are scored."""
    many = articles.sample(n, replace=True, random_state=0, ignore_index=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent = seconds(lambda: mk.score_sentiment(many))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"lexicon, {n:,} articles: {spent:.1f} s, peak grows by {grown:,.0f} MB")


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description="Measure speed and memory of the tone.")
    parser.add_argument("file", type=Path, help="a Parquet file with a column text")
    parser.add_argument("--every", type=int, default=10, help="textblob-de on every n-th article")
    parser.add_argument("--many", type=int, default=100_000, help="articles for the memory")
    options = parser.parse_args()
    table = pd.read_parquet(options.file)
    articles = table.loc[table["text"].map(lambda text: isinstance(text, str)), ["text"]]
    articles = articles.reset_index(drop=True)
    print(f"{len(articles):,} articles, {articles['text'].str.split().str.len().mean():.0f} words")
    measure_textblob(articles, every=options.every)
    measure_lexicon(articles)
    measure_memory(articles, n=options.many)


if __name__ == "__main__":
    main()

"""Print the speed of fit_topics: ``python tests/benchmarks/speed_topics.py FOLDER [N ...]``.

On the labelled sets of `topics_quality.py`, beside TF-IDF and k-means of ten starts; then on
pseudo-articles of real sentences, each size in a process of its own, so that peak memory is that
size's. Seconds are of processor time, with one thread for both, medians of five in turn.
"""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from stories_copies import make_articles, read_sentences
from threadpoolctl import threadpool_limits
from topics_quality import Corpus, read

import mediakit as mk

_REPEATS = 5
_TOPICS = 30
# Processor seconds and gigabytes that are allowed.
_LIMITS = {10_000: (30, 1.5), 100_000: (360, None)}


def tf_idf_kmeans(corpus: Corpus) -> object:
    """Do what scikit-learn does unasked, with ten starts."""
    weights = TfidfVectorizer().fit_transform(corpus.articles["text"])
    return KMeans(corpus.k, n_init=10, random_state=0).fit(weights)


def from_tokens(corpus: Corpus) -> object:
    """Fit topics of tokens that are there."""
    return mk.fit_topics(corpus.tokens, n_topics=corpus.k)


def from_articles(corpus: Corpus) -> object:
    """Fit topics of articles."""
    return mk.fit_topics(mk.tokenize(corpus.articles), n_topics=corpus.k)


def compare(corpus: Corpus) -> None:
    """Time all ways in turn, the first time apart: it loads dictionaries and splits compounds."""
    ways: tuple[Callable[[Corpus], object], ...] = (tf_idf_kmeans, from_tokens, from_articles)
    seconds: dict[str, list[float]] = {way.__name__: [] for way in ways}
    with threadpool_limits(1):
        for _ in range(_REPEATS + 1):
            for way in ways:
                begin = time.process_time()
                way(corpus)
                seconds[way.__name__].append(time.process_time() - begin)
    yardstick = median(seconds["tf_idf_kmeans"][1:])
    print(f"{corpus.name}: TF-IDF + KMeans, ten starts: {yardstick:.2f} s", flush=True)
    for name in ("from_tokens", "from_articles"):
        first, *later = seconds[name]
        ratio = median(later) / yardstick
        print(
            f"{corpus.name}: fit_topics {name}: {median(later):.2f} s, ratio {ratio:.2f}; "
            f"the first time {first:.2f} s",
            flush=True,
        )


def measure(folder: Path, n: int) -> None:
    """Time one size, and print how much memory its process took."""
    articles, _, _ = make_articles(read_sentences(folder), n=n, n_copies=0)
    tokens = mk.tokenize(articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    begin, cpu = time.perf_counter(), time.process_time()
    mk.fit_topics(tokens, n_topics=_TOPICS)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    limit = f" (limit {_LIMITS[n]})" if n in _LIMITS else ""
    print(
        f"{n:,} articles, {len(tokens):,} tokens, {len(tokens.terms):,} forms, {_TOPICS} topics: "
        f"{cpu:.1f} s of processor, {seconds:.1f} s, peak of the process {peak:.2f} GB "
        f"(with articles and tokens alone {before:.2f}){limit}",
        flush=True,
    )


def main() -> None:
    """Measure ratios, then sizes."""
    parser = argparse.ArgumentParser(description="Print the speed of fit_topics.")
    parser.add_argument("folder", type=Path, help="folder of labelled data")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    options = parser.parse_args()
    for corpus in read(options.folder):
        compare(corpus)
    context = multiprocessing.get_context("spawn")
    for n in options.sizes:
        process = context.Process(target=measure, args=(options.folder, n))
        process.start()
        process.join()


if __name__ == "__main__":
    main()

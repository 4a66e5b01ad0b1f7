"""Print the speed of fit_topics: ``python tests/benchmarks/speed_topics.py FOLDER [N ...]``.

On the labelled sets of `topics_quality.py`, beside TF-IDF and k-means of ten starts: articles with
articles and words with words, with one thread and with all, medians of nine in turn. Then on
pseudo-articles of real sentences, each size in a process of its own, so that peak memory is that
size's.
"""

import argparse
import multiprocessing
import resource
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from stories_copies import make_articles, read_sentences
from threadpoolctl import threadpool_limits
from topics_quality import Corpus, read

import mediakit as mk

_REPEATS = 9
_TOPICS = 30
# Processor seconds and gigabytes that are allowed.
_LIMITS = {10_000: (30, 1.5), 100_000: (360, None)}


def sklearn_articles(corpus: Corpus) -> object:
    """Do what scikit-learn does unasked, with ten starts."""
    weights = TfidfVectorizer().fit_transform(corpus.articles["text"])
    return KMeans(corpus.k, n_init=10, random_state=0).fit(weights)


def sklearn_tokens(corpus: Corpus) -> object:
    """Do the same with lists of words that are there."""
    weights = TfidfVectorizer(analyzer=list).fit_transform(word_lists(corpus.name))
    return KMeans(corpus.k, n_init=10, random_state=0).fit(weights)


def ours_articles(corpus: Corpus) -> object:
    """Fit topics of articles."""
    return mk.fit_topics(mk.tokenize(corpus.articles), n_topics=corpus.k)


def ours_tokens(corpus: Corpus) -> object:
    """Fit topics of tokens that are there."""
    return mk.fit_topics(corpus.tokens, n_topics=corpus.k)


_LISTS: dict[str, list[list[str]]] = {}


def word_lists(name: str) -> list[list[str]]:
    """Give the words of each article, lower-case as scikit-learn has them."""
    return _LISTS[name]


def compare(corpus: Corpus, *, threads: int | None) -> None:
    """Time all ways in turn, the first time apart: it loads dictionaries and splits compounds."""
    words = corpus.tokens.map(str.lower)
    forms = words.terms.take(words.codes).tolist()
    ends = pairwise(words.offsets.tolist())
    _LISTS[corpus.name] = [forms[first:last] for first, last in ends]
    ways = (sklearn_articles, ours_articles, sklearn_tokens, ours_tokens)
    seconds: dict[str, list[tuple[float, float]]] = {way.__name__: [] for way in ways}
    with threadpool_limits(threads):
        for _ in range(_REPEATS + 1):
            for way in ways:
                begin = time.process_time(), time.perf_counter()
                way(corpus)
                end = time.process_time(), time.perf_counter()
                seconds[way.__name__].append((end[0] - begin[0], end[1] - begin[1]))
    first = {name: times.pop(0)[0] for name, times in seconds.items()}
    for what in ("articles", "tokens"):
        theirs, ours = (
            [median(clock) for clock in zip(*seconds[f"{who}_{what}"], strict=True)]
            for who in ("sklearn", "ours")
        )
        print(
            f"{corpus.name}, from {what}, {threads or 'all'} threads: TF-IDF + KMeans, ten starts "
            f"{theirs[0]:.3f} s of processor, {theirs[1]:.3f} s; fit_topics {ours[0]:.3f} s, "
            f"{ours[1]:.3f} s: ratios {ours[0] / theirs[0]:.2f} and {ours[1] / theirs[1]:.2f}; "
            f"the first time {first[f'ours_{what}']:.2f} s",
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
        for threads in (1, None):
            compare(corpus, threads=threads)
    context = multiprocessing.get_context("spawn")
    for n in options.sizes:
        process = context.Process(target=measure, args=(options.folder, n))
        process.start()
        process.join()


if __name__ == "__main__":
    main()

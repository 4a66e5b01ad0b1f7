"""Measure one process against two: ``python tests/benchmarks/speed_processes.py``.

``[WORK ...] [--articles N] [--data FILE.parquet]``; WORK is lemmas, sentences, scores, textblob or
borders, which are words and sentences found by threads (all). Each number of processes works in a
fresh Python: cold, with all dictionaries to load, then warm. Seconds are by the clock, so
nothing else should run.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable

import pandas as pd
from speed_rows import read

import mediakit as mk

Work = Callable[[int], object]


def works(articles: pd.DataFrame) -> dict[str, Work]:
    """Name what can be shared."""
    texts, tokens = articles[["text"]], mk.tokenize(articles)
    repr(tokens)  # its sentences are found by now
    return {
        "lemmas": lambda n_jobs: mk.lemmas(tokens, n_jobs=n_jobs),
        "sentences": lambda n_jobs: mk.sentence_sentiment(texts, n_jobs=n_jobs),
        "scores": lambda n_jobs: mk.score_sentiment(texts, n_jobs=n_jobs),
        "textblob": lambda n_jobs: mk.score_sentiment(texts, method="textblob", n_jobs=n_jobs),
        "borders": lambda n_jobs: mk.tokenize(articles, n_jobs=n_jobs).sentences,
    }


def clock(work: Work, *, n_jobs: int) -> list[float]:
    """Give the seconds of five runs, the first of them cold."""
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        work(n_jobs)
        seconds.append(time.perf_counter() - begin)
    return seconds


def main() -> None:
    """Print a line for each work."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("works", nargs="*", metavar="WORK")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--data", default="")
    parser.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.jobs:
        known = works(read(options.data, options.articles))
        print(json.dumps(clock(known[options.works[0]], n_jobs=options.jobs)))
        return
    for name in options.works or works(read("", 10)):
        command = [sys.executable, __file__, name, "--articles", str(options.articles)]
        command += ["--data", options.data, "--jobs"]
        runs = [
            json.loads(subprocess.run([*command, n], check=True, stdout=subprocess.PIPE).stdout)
            for n in ("1", "2")
        ]
        (cold, *warm), (cold_two, *warm_two) = runs
        cold_line = f"cold {cold:.2f} s, two processes {cold_two:.2f} s ({cold / cold_two:.2f}x)"
        ratio = min(warm) / min(warm_two)
        print(f"{name}: {cold_line}; warm {min(warm):.2f} s, {min(warm_two):.2f} s ({ratio:.2f}x)")


if __name__ == "__main__":
    main()

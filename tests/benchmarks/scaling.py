"""Show that no measure of words is quadratic: ``python tests/benchmarks/scaling.py FILE.parquet``.

The texts of the column ``text`` are repeated to 100,000 articles, and to a half, a quarter and an
eighth of these. Each size has a process of its own, as a user's corpus has, and sizes take turns;
what is loaded once is loaded before, and the best of three runs counts, since the first ones also
wait for the system to hand out memory. A line tells the time at each size, in seconds of the
processor, the median of so many turns, and by what each doubling multiplied it; the goal is 2.3 at
most. What else runs on the machine takes its caches and its memory: repeat a miss with ``--only``
on a quiet one.
"""

import argparse
import itertools
import json
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk

GOAL = 2.3
DICTIONARY = {"krise": ["*krise", "krise*"], "staat": ["Regierung*", "Bundes*", "im Bundestag"]}
Task = Callable[[pd.DataFrame, mk.Tokens, mk.TermMatrix], object]
TASKS: dict[str, Task] = {
    "matrix of words": lambda a, t, m: mk.count_terms(t),
    "matrix of words and pairs": lambda a, t, m: mk.count_terms(mk.ngrams(t, n=(1, 2))),
    "frequencies by outlet": lambda a, t, m: mk.term_frequencies(m, by=a["outlet"]),
    "frequencies, 100 draws": lambda a, t, m: mk.term_frequencies(
        m, terms=["Bundes*", "die"], interval="bootstrap", draws=100
    ),
    "trends by month": lambda a, t, m: mk.term_trends(
        m, published=a["published"], terms=["Bundes*", "*krise", "die"], freq="M"
    ),
    "match a word and a phrase": lambda a, t, m: mk.match_terms(
        t, patterns=["Bundes*", "in der *"]
    ),
    "merge a word and a phrase": lambda a, t, m: mk.merge_terms(
        t, patterns=["Bundes*", "in der *"]
    ),
    "dispersion over articles": lambda a, t, m: mk.dispersion(m),
    "average reduced frequency": lambda a, t, m: mk.average_reduced_frequency(t),
    "positions of a word": lambda a, t, m: mk.term_positions(
        t, terms=["Bundes*"], published=a["published"]
    ),
    "keyness with articles": lambda a, t, m: mk.keyness(m, target="taz", by=a["outlet"]),
    "concordance of Bundes*": lambda a, t, m: mk.concordance(
        t, articles=a, pattern="Bundes*", sort=["R1"]
    ),
    "bigram collocations": lambda a, t, m: mk.collocations(t, window=1, side="right"),
    "collocations of one node": lambda a, t, m: mk.collocations(t, node="Regierung"),
    "window-5 cooccurrence": lambda a, t, m: mk.cooccurrences(t, unit="word", window=5),
    "cooccurrence in sentences": lambda a, t, m: mk.cooccurrences(t),
    "lexical diversity": lambda a, t, m: mk.lexical_diversity(t),
    "readability": lambda a, t, m: mk.readability(t),
    "dictionary scores": lambda a, t, m: mk.dictionary_scores(t, dictionary=DICTIONARY),
}


def repeated(articles: pd.DataFrame, *, times: int) -> pd.DataFrame:
    """Repeat articles, a minute apart, in three outlets."""
    texts = pd.concat([articles["text"]] * times, ignore_index=True)
    n = len(texts)
    return pd.DataFrame(
        {
            "published": pd.date_range("2015-01-01", periods=n, freq="min", tz="Europe/Berlin"),
            "outlet": np.resize(["taz", "FAZ", "Welt"], n),
            "text": texts,
        }
    )


def tiled(tokens: mk.Tokens, *, times: int) -> mk.Tokens:
    """Repeat tokens, as if the articles had been tokenized so many times."""
    shifts = np.repeat(np.arange(times) * len(tokens), len(tokens.offsets) - 1)
    sentences = np.repeat(np.arange(times) * len(tokens), len(tokens.sentences) - 1)
    return replace(
        tokens,
        codes=np.tile(tokens.codes, times),
        offsets=np.append(np.tile(tokens.offsets[:-1], times) + shifts, times * len(tokens)),
        articles=pd.RangeIndex(times * len(tokens.articles)),
        starts=np.tile(tokens.starts, times),
        sentences=np.append(np.tile(tokens.sentences[:-1], times) + sentences, times * len(tokens)),
    )


def clock_all(path: Path, *, times: int, only: str) -> dict[str, float]:
    """Time each task on the tokens of a file, repeated so many times."""
    small, tokens = pickle.loads(path.read_bytes())
    many = tiled(tokens, times=times)
    articles, matrix = repeated(articles_of(path), times=times), mk.count_terms(many)
    some, few = (
        repeated(articles_of(path).head(len(small.articles)), times=1),
        mk.count_terms(small),
    )
    seconds = {}
    for name, task in TASKS.items():
        if only in name:
            task(some, small, few)
            seconds[name] = min(clock(task, articles, many, matrix) for _ in range(3))
    return seconds


def clock(task: Task, *values: object) -> float:
    """Give the seconds of the processor that a task takes."""
    begin = time.process_time()
    task(*values)  # type: ignore[arg-type]
    return time.process_time() - begin


def articles_of(path: Path) -> pd.DataFrame:
    """Read the articles beside a file of tokens."""
    return pd.read_parquet(path.with_suffix(".parquet"))


def measure(path: Path, *, sizes: list[int], turns: int, only: str) -> dict[str, list[float]]:
    """Give the median seconds of each task at each size, every turn in a fresh process."""
    found: dict[tuple[str, int], list[float]] = {}
    for _, size in itertools.product(range(turns), sizes):
        command = [sys.executable, __file__, str(path), "--times", str(size), "--only", only]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        for name, seconds in json.loads(done.stdout).items():
            found.setdefault((name, size), []).append(seconds)
    names = dict.fromkeys(name for name, _ in found)
    return {name: [statistics.median(found[name, size]) for size in sizes] for name in names}


def main() -> int:
    """Print one line a task; return 1 if a doubling costs more than the goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="a Parquet file with a column text")
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", default="", help="tasks whose name holds this")
    parser.add_argument("--times", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.times:
        print(json.dumps(clock_all(options.file, times=options.times, only=options.only)))
        return 0
    texts = pd.read_parquet(options.file, columns=["text"])["text"]
    eighth = pd.DataFrame({"text": np.resize(texts.to_numpy(), options.most // 8)})
    sizes = [1, 2, 4, 8]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tokens.pickle")
        eighth.to_parquet(path.with_suffix(".parquet"))
        path.write_bytes(pickle.dumps([mk.tokenize(some) for some in (eighth.head(1000), eighth)]))
        times = measure(path, sizes=sizes, turns=options.turns, only=options.only)
    print("articles:", *[size * len(eighth) for size in sizes])
    slow = 0
    for name, found in times.items():
        growth = [later / before for before, later in itertools.pairwise(found)]
        slow += max(growth) > GOAL
        seconds = " ".join(f"{value:7.3f}" for value in found)
        ratios = " ".join(f"{value:.2f}" for value in growth)
        print(f"{name:28} {seconds} s, growth {ratios}{', MISSED' * (max(growth) > GOAL)}")
    return int(slow > 0)


if __name__ == "__main__":
    raise SystemExit(main())

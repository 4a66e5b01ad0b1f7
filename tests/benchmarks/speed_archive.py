"""Measure a corpus on disk, each task in a process of its own, so that its peak memory is its own.

    python tests/benchmarks/speed_archive.py FILE [--articles 1000000] [--folder DIR]

FILE is a Parquet file with a column ``text``. Its sentences are recombined to so many articles of
about 2,500 characters, spread over ten years and ten outlets; 10,000 are measured for comparison,
three times, of which the median counts. Needs 8 GB on disk for a million articles, and a quarter of
an hour. Prints the table of the README: seconds of processor time, time per article beside that of
10,000, peak memory, and how much of it were pages of files, which the system takes back at will.
"""

import argparse
import json
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

import mediakit as mk

_CHARACTERS = 2_500
_PART = 20_000
_DAYS = 3_650
_FEW = 10_000
_TIMES = 3


def make_articles(texts: list[str], *, n: int) -> Iterator[pd.DataFrame]:
    """Put runs of sentences of several articles together, in order of time."""
    dice = random.Random(0)
    sentences = [mk.split_sentences(text) for text in texts]
    sentences = [found for found in sentences if len(found) > 4]
    times = pd.date_range(
        "2015-01-01", periods=n, freq=f"{_DAYS * 86_400 // n}s", tz="Europe/Berlin"
    )
    for first in range(0, n, _PART):
        rows = range(first, min(first + _PART, n))
        made = [_make_text(sentences, dice=dice) for _ in rows]
        yield pd.DataFrame(
            {
                "published": times[first : rows.stop].as_unit("us"),
                "outlet": pd.array([f"Zeitung {dice.randint(0, 9)}" for _ in rows], dtype="str"),
                "section": pd.array([dice.choice(["Politik", "Sport"]) for _ in rows], dtype="str"),
                "title": pd.array([text[:60] for text in made], dtype="str"),
                "text": pd.array(made, dtype="str"),
                "path": pd.array([""] * len(made), dtype="str"),
            },
            index=pd.Index([f"a{row:07}" for row in rows], name="article", dtype="str"),
        )


def _make_text(sentences: list[list[str]], *, dice: random.Random) -> str:
    parts: list[str] = []
    length = 0
    while length < _CHARACTERS:
        some = dice.choice(sentences)
        begin = dice.randrange(len(some))
        parts.append(" ".join(some[begin : begin + 4]))
        length += len(parts[-1])
    return "\n\n".join(parts)


def _store(folder: Path) -> int:
    shutil.rmtree(folder / "corpus", ignore_errors=True)
    return len(mk.store_corpus(folder / "in", folder / "corpus"))


def _open(folder: Path) -> mk.Corpus:
    return mk.open_corpus(folder / "corpus")


TASKS: dict[str, Callable[[Path], object]] = {
    "read, tokenize, store": _store,
    "count all terms, `count_terms`": lambda folder: mk.count_terms(_open(folder)),
    "frequencies by ten outlets": lambda folder: len(
        mk.term_frequencies(_open(folder), by="outlet")
    ),
    "trend of a word by month": lambda folder: len(
        mk.term_trends(_open(folder), published="published", terms=["Regierung"], freq="M")
    ),
    "keyness of an outlet, with tests by article": lambda folder: len(
        mk.keyness(_open(folder), target="Zeitung 1", by="outlet")
    ),
    "concordance of a word": lambda folder: len(
        mk.concordance(_open(folder), articles=_open(folder), pattern="Klimawandel")
    ),
    "near-duplicates within three days": lambda folder: len(mk.near_duplicates(_open(folder))),
}


def measure(task: str, folder: Path) -> None:
    """Measure one task in this process, and print its figures as JSON."""
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings(action="ignore"):
        # What is imported and read for the first call is no part of a task; no pattern matches.
        sample = mk.sample_articles().assign(outlet=["Zeitung 1", "Zeitung 2", "Zeitung 3"] * 27)
        told = "Die Regierung sprach vom Klimawandel."
        mk.write_articles(sample.assign(text=told), Path(place, "in", "a.parquet"))
        mk.store_corpus(Path(place, "in"), Path(place, "corpus"))
        TASKS[task](Path(place))
    mapped = [0.0]
    threading.Thread(target=_watch, args=[mapped], daemon=True).start()
    begin = time.process_time()
    result = TASKS[task](folder)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(task, result, round(seconds, 2), file=sys.stderr, flush=True)
    print(json.dumps({"seconds": seconds, "peak": peak, "mapped": max(mapped)}))


def _watch(mapped: list[float]) -> None:
    """Look up again and again how much of the memory are pages of files, where Linux tells."""
    status = Path("/proc/self/status")
    while status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("RssFile"))
        mapped.append(int(line.split()[1]) / 1e6)
        time.sleep(0.1)


def make(texts: list[str], *, n: int, folder: Path) -> None:
    """Make `n` articles and write them as files."""
    size = 0
    for number, articles in enumerate(make_articles(texts, n=n)):
        size += articles["text"].str.len().sum()
        mk.write_articles(articles, folder / "in" / f"{number:04}.parquet")
    print(f"{n:,} articles, {size / 1e6:,.0f} million characters", file=sys.stderr, flush=True)


def run(task: str, *, folder: Path, times: int) -> dict[str, float]:
    """Measure a task in fresh processes; give the medians."""
    command = [sys.executable, __file__, "--task", task, str(folder)]
    told = [
        json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        for _ in range(times)
    ]
    return {name: statistics.median(each[name] for each in told) for name in told[0]}


def main() -> None:
    """Print a table of both sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--task", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        measure(options.task, options.file)
        return
    texts = pd.read_parquet(options.file, columns=["text"])["text"].dropna().tolist()
    with tempfile.TemporaryDirectory(prefix="mediakit-archive-", dir=options.folder) as place:
        few, many = Path(place, "few"), Path(place, "many")
        make(texts, n=_FEW, folder=few)
        make(texts, n=options.articles, folder=many)
        print(f"| task | {_FEW:,} articles | {options.articles:,} articles ", end="")
        print("| time per article, 10,000 = 1 | peak memory | of it mapped files |")
        print("|---|---|---|---|---|---|", flush=True)
        for task in TASKS:
            small, large = run(task, folder=few, times=_TIMES), run(task, folder=many, times=1)
            growth = large["seconds"] / small["seconds"] / (options.articles / _FEW)
            print(f"| {task} | {small['seconds']:.2f} s | {large['seconds']:.1f} s ", end="")
            print(
                f"| {growth:.2f} | {large['peak']:.1f} GB | {large['mapped']:.1f} GB |", flush=True
            )
        stored = sum(path.stat().st_size for path in (many / "corpus").iterdir()) / 1e9
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"\n{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}, ", end="")
    print(f"{os.cpu_count()} processors{load}; {stored:.1f} GB on disk.")


if __name__ == "__main__":
    main()

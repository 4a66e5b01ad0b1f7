"""Measure each function against what a user would pick instead.

    python tests/benchmarks/speed.py [ROW ...] [--articles N] [--data FILE] [--quick] [--out DIR]

FILE is any Parquet file with a column ``text``; its texts are repeated to N articles (10,000).
Without it texts are put together from the sample corpus. Both ways take turns in one run; seconds
are medians of processor time, ratios are what counts. Memory is the growth at the peak of a fresh
process. A peer that is not installed is passed over with a line. Writes ``speed.md``, ``speed.csv``
and a figure to DIR (reports/speed); ``--readme README.md`` puts the table into that file.
``--quick``: 1,000 articles, one turn, within two minutes.

Beside it, each with its own figures: ``speed_loading.py``, ``speed_tokens.py``, ``speed_terms.py``,
``speed_context.py``, ``speed_sentiment.py``, ``speed_stories.py``, ``speed_processes.py``,
``speed_topics.py`` (also how topics grow with the articles), ``speed_archive.py``.
"""

import argparse
import ctypes
import gc
import importlib.util
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from speed_report import write, write_readme
from speed_rows import Row, Work, counting, read, rows


def compare(row: Row, *, turns: int) -> tuple[float, float]:
    """Give the medians of our seconds and of the peer's, turn by turn."""
    clock = time.perf_counter if row.wall else time.process_time

    def take(work: Work) -> float:
        begin = clock()
        work()
        return clock() - begin

    first = take(row.ours), take(row.theirs)  # what is loaded once is not what is measured
    if turns == 1 and first[1] > 1 and not row.wall:
        return take(row.ours), first[1]  # loading is little of a slow peer's time
    pairs = [(take(row.ours), take(row.theirs)) for _ in range(turns)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, theirs


def grow(work: Work) -> float:
    """Tell by how many MB this process grows at its peak; on Linux."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    ctypes.CDLL(None).malloc_trim(0)  # what reading has left free would hide the growth
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak so far is forgotten
    before = read_status("VmRSS")
    result = work()
    grown = read_status("VmHWM") - before
    del result
    return grown


def read_status(name: str) -> float:
    """Read a figure of this process, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def grow_alone(name: str, way: str, *, options: argparse.Namespace) -> float:
    """Do the same in a fresh process."""
    command = [sys.executable, __file__, name, "--memory", way]
    command += ["--articles", str(options.articles), "--data", options.data]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def measure(options: argparse.Namespace) -> pd.DataFrame:
    """Measure the rows asked for, and print each as soon as it is known."""
    known = rows(read(options.data, options.articles))
    table = []
    for name in options.rows or known:
        row = known[name]
        if importlib.util.find_spec(row.module) is None:
            print(f"{row.what}: {row.peer} is not installed, passed over", flush=True)
            continue
        ours, theirs = compare(row, turns=options.turns)
        sizes = [np.nan, np.nan]
        if row.memory and not options.quick:
            sizes = [grow_alone(name, way, options=options) for way in ("ours", "peer")]
        figures = (row.what, row.peer, ours, theirs, theirs / ours, row.goal, *sizes)
        table.append(figures)
        print(
            f"{row.what}: {ours:.3f} s, {row.peer} {theirs:.3f} s, {theirs / ours:.1f}x", flush=True
        )
    columns = ["task", "peer", "seconds", "peer_seconds", "ratio", "goal", "mb", "peer_mb"]
    return pd.DataFrame(table, columns=columns)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", metavar="ROW", help="names of comparisons (all)")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--data", default="", help="a Parquet file with a column text")
    parser.add_argument("--quick", action="store_true", help="1,000 articles, one turn")
    parser.add_argument("--out", type=Path, default=Path("reports/speed"))
    parser.add_argument("--readme", type=Path, help="a file to put the table into, as README.md")
    parser.add_argument("--memory", choices=["ours", "peer"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.articles = options.articles or (1_000 if options.quick else 10_000)
    options.turns = 1 if options.quick else 3
    if options.memory:
        first = counting(read(options.data, 3_000))["matrix"]
        first.ours(), first.theirs()  # imports are not what is measured
        row = counting(read(options.data, options.articles))[options.rows[0]]
        print(grow(row.ours if options.memory == "ours" else row.theirs))
        return
    write(measure(options), options=options)
    if options.readme:
        write_readme(options.readme, table=(options.out / "speed.md").read_text("utf-8"))


if __name__ == "__main__":
    main()

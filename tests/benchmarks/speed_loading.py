"""Speed and size of loading, as ratios to a plain yardstick measured in the same run.

Run ``python tests/benchmarks/speed_loading.py``, or with the names of rows. Seconds depend on the
machine, ratios hardly do. A row is one function that returns `Figure`; write it here and add it to
``ROWS``.
"""

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.articles import load_report, read_articles, sample_articles

N_FILES = 10_000
N_ARTICLES = 100_000
N_CHARACTERS = 2_900
REPEATS = 5


class Figure(NamedTuple):
    """What was measured: ours, the yardstick, and the ratio that is asked for."""

    what: str
    ours: float
    yardstick: float
    unit: str
    ratio: float
    goal: str
    reached: bool


def best(*works: Callable[[], object], repeats: int = REPEATS) -> list[float]:
    """Time works in turn; of each the best, in seconds of processor time, children included.

    Processor time, because whatever else the machine does would weigh on one work and not on the
    other; for works on one thread it is what the clock shows on an idle machine.
    """
    seconds = [[] for _ in works]  # type: list[list[float]]
    for _ in range(repeats):
        for work, taken in zip(works, seconds, strict=True):
            start = _processor_time()
            work()
            taken.append(_processor_time() - start)
    return [min(taken) for taken in seconds]


def _processor_time() -> float:
    usages = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@cache
def long_texts(count: int) -> list[tuple[str, str]]:
    """Make headlines and bodies of about 2,900 characters from the sample corpus."""
    dice = random.Random(1)
    articles = sample_articles()
    paragraphs = [part for text in articles["text"] for part in text.split("\n\n")]
    titles = articles["title"].tolist()
    openings = [part.split() for part in paragraphs if len(part.split()) > 20]
    made = []
    for _ in range(count):
        # Every text has an opening of its own, as articles have.
        body = [" ".join(dice.choice(openings)[dice.randint(1, 9) :])]
        while sum(map(len, body)) < N_CHARACTERS:
            body.append(dice.choice(paragraphs))
        made.append((dice.choice(titles), "\n\n".join(body)))
    return made


@cache
def press_folder(n_files: int = N_FILES) -> Path:
    """Write press texts into a temporary folder."""
    dice = random.Random(2)
    folder = Path(tempfile.mkdtemp(prefix="mediakit-speed-"), "tagblatt")
    folder.mkdir()
    for number, (title, body) in enumerate(long_texts(n_files)):
        day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2015, 2025)
        date = f"{day:02}.{month:02}.{year} {dice.randint(4, 23):02}:{dice.randint(0, 59):02}"
        content = f"Veröffentlichungsdatum: {date} / Lokales\n\n{title}\n\n{title}\n\n{body}\n"
        (folder / f"{number:05}.txt").write_text(content, encoding="utf-8")
    return folder


def read_naively(folder: Path) -> pd.DataFrame:
    """Read press texts with the loop that everybody writes first."""
    header = re.compile(r"Veröffentlichungsdatum: (\S+ \S+)(?: / (.*))?")
    zone = ZoneInfo("Europe/Berlin")
    rows = []
    for path in sorted(folder.glob("*.txt")):
        first, title, again, *body = path.read_text(encoding="utf-8").strip().split("\n\n")
        match = header.match(first)
        assert match is not None
        rows.append(
            {
                "article": path.stem,
                "published": datetime.strptime(match[1], "%d.%m.%Y %H:%M").replace(tzinfo=zone),
                "outlet": path.parent.name,
                "section": match[2] or "",
                "title": title,
                "text": "\n\n".join(body if again == title else [again, *body]),
                "path": str(path),
            }
        )
    return pd.DataFrame(rows).set_index("article")


def naive_press_text() -> Figure:
    """Compare with the loop that everybody writes first."""

    def naive() -> pd.DataFrame:
        return read_naively(press_folder())

    theirs, ours = naive(), read_articles(press_folder())
    assert all(theirs[name].tolist() == ours[name].tolist() for name in theirs)
    yardstick, seconds = best(naive, lambda: read_articles(press_folder()))
    ratio = yardstick / seconds
    what = f"{N_FILES:,} press texts, naive loop / ours"
    return Figure(what, seconds, yardstick, "s", ratio, ">= 2", ratio >= 2)


def cat_press_text() -> Figure:
    """Compare with the shell, which only copies bytes."""
    command = f"cat {press_folder()}/* > {os.devnull}"
    yardstick, seconds = best(
        lambda: subprocess.run(command, shell=True, check=True),
        lambda: read_articles(press_folder()),
    )
    ratio = seconds / yardstick
    what = f"{N_FILES:,} press texts, ours / cat folder/*"
    return Figure(what, seconds, yardstick, "s", ratio, "<= 1.5", ratio <= 1.5)


def memory_of_parquet() -> Figure:
    """Compare the memory of 100,000 articles from Parquet with the size of their text."""
    path = Path(tempfile.mkdtemp(prefix="mediakit-speed-"), "articles.parquet")
    made = long_texts(N_FILES)
    times = pd.date_range("2015-01-01", periods=N_ARTICLES, freq="h", tz="Europe/Berlin")
    pd.DataFrame(
        {
            "datum": times.strftime("%d.%m.%Y %H:%M"),
            "quelle": "tagblatt",
            "headline": [made[n % N_FILES][0] for n in range(N_ARTICLES)],
            "volltext": [f"{made[n % N_FILES][1]} ({n})" for n in range(N_ARTICLES)],
        }
    ).to_parquet(path, compression="zstd")
    done = subprocess.run(
        [sys.executable, __file__, _CHILD, str(path)], capture_output=True, text=True, check=True
    )
    text, peak = map(float, done.stdout.split())
    ratio = peak / text
    what = f"{N_ARTICLES:,} articles from Parquet, growth of the process at its peak / text"
    return Figure(what, peak / 1e6, text / 1e6, "MB", ratio, "<= 2", ratio <= 2)


def print_memory(path: str) -> None:
    """Print the size of the text and how much reading made the process grow, in bytes."""
    # Whatever the first use of the libraries takes is not the articles'.
    small = Path(path).with_name("small.parquet")
    sample_articles().reset_index().to_parquet(small)
    read_articles(small)
    before = _status("VmRSS")
    articles = read_articles(path)
    peak = _status("VmHWM")
    text = pc.sum(pc.binary_length(pa.array(articles["text"]))).as_py()
    print(text, peak - before)


def _status(name: str) -> int:
    """Read a size of this process, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) * 1024


def filtering_with_report() -> Figure:
    """Compare a filter of the articles with the same filter without their load report."""
    articles = read_articles(press_folder())
    bare = articles.copy()
    bare.attrs = {}
    mask = articles["published"].dt.year == 2020
    assert len(load_report(articles[mask])) >= N_FILES
    yardstick, seconds = best(
        lambda: [bare[mask] for _ in range(20)], lambda: [articles[mask] for _ in range(20)]
    )
    ratio = seconds / yardstick
    what = "20 filters of articles with a report of 10,000 lines / without"
    return Figure(what, seconds, yardstick, "s", ratio, "<= 1.5", ratio <= 1.5)


_CHILD = "--memory"
ROWS: tuple[Callable[[], Figure], ...] = (
    naive_press_text,
    cat_press_text,
    memory_of_parquet,
    filtering_with_report,
)


def main(names: list[str]) -> int:
    """Print one line a row; return 1 if a goal is missed."""
    if names[:1] == [_CHILD]:
        print_memory(names[1])
        return 0
    missed = 0
    for row in ROWS:
        if names and row.__name__ not in names:
            continue
        figure = row()
        missed += not figure.reached
        print(
            f"{figure.what}: {figure.ours:.3f} {figure.unit} to {figure.yardstick:.3f} "
            f"{figure.unit}, ratio {figure.ratio:.2f} (goal {figure.goal}"
            f"{'' if figure.reached else ', MISSED'})"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

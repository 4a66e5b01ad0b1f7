"""How fast words are counted: ``python tests/benchmarks/speed_tokens.py [ARTICLES.parquet] [N]``.

The texts are repeated to N articles (10,000). CountVectorizer, `tokenize` and `count_terms` by
both ways, compiled (extra ``mediakit[fast]``) and by Arrow, with one thread and with two, and a
plain C program (``reference.c``, if there is a compiler) take turns; medians of five. One thread
is told in seconds of the processor, two in seconds of the clock. The matrices of all our ways are
the same; that they are CountVectorizer's under the same rule of words holds
``tests/test_matrix.py``.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from speed_rows import read, vectorize

import mediakit as mk
from mediakit.tokens import numbering

_TURNS = 5


def count(articles: pd.DataFrame, *, compiled: bool, n_jobs: int = 1) -> mk.TermMatrix:
    """Tokenize and count by one of both ways."""
    numbering._FROM = 0 if compiled else len(articles) + 1
    return mk.count_terms(mk.tokenize(articles, n_jobs=n_jobs))


def take(work: Callable[[], object], *, clock: Callable[[], float]) -> float:
    """Measure once."""
    begin = clock()
    work()
    return clock() - begin


def build(texts: pd.Series, folder: str) -> list[str]:
    """Compile the C program and write its texts; give the command."""
    program, data = f"{folder}/reference", Path(folder, "texts")
    source = str(Path(__file__).parent / "reference.c")
    subprocess.run(["cc", "-O3", "-march=native", source, "-o", program], check=True)
    data.write_bytes("".join(f"{text}\0" for text in texts).encode("utf-8", "replace"))
    return [program, str(data)]


def run(command: list[str]) -> float:
    """Give the seconds that the C program tells of itself."""
    return float(subprocess.run(command, check=True, capture_output=True).stdout.split()[0])


def check(matrices: list[mk.TermMatrix]) -> None:
    """Hold all matrices to the first."""
    for matrix in matrices[1:]:
        for part in ("indptr", "indices", "data"):
            assert np.array_equal(getattr(matrix.counts, part), getattr(matrices[0].counts, part))
        assert matrix.terms.equals(matrices[0].terms)


def main(data: str = "", n: str = "10000") -> None:
    """Measure and print."""
    articles = read(data, int(n))
    cpu, wall = time.process_time, time.perf_counter
    ours: dict[str, Callable[[], mk.TermMatrix]] = {
        "compiled": lambda: count(articles, compiled=True),
        "compiled, two threads": lambda: count(articles, compiled=True, n_jobs=2),
        "Arrow": lambda: count(articles, compiled=False),
        "Arrow, two threads": lambda: count(articles, compiled=False, n_jobs=2),
    }
    check([work() for work in ours.values()])  # what is loaded once is not measured
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        command = build(articles["text"], folder) if shutil.which("cc") else []
        for _ in range(_TURNS):
            for name, work in ours.items():
                clock = wall if "two" in name else cpu
                seconds.setdefault(name, []).append(take(work, clock=clock))
            for name, clock in (("CountVectorizer", cpu), ("CountVectorizer, wall", wall)):
                peer = take(lambda: vectorize(articles["text"], lowercase=False), clock=clock)
                seconds.setdefault(name, []).append(peer)
            if command:
                seconds.setdefault("C program", []).append(run(command))
    tell({name: statistics.median(times) for name, times in seconds.items()})


def tell(medians: dict[str, float]) -> None:
    """Print seconds and ratios."""
    for name, median in medians.items():
        peer = medians["CountVectorizer, wall" if "two" in name else "CountVectorizer"]
        print(f"{name}: {median:.3f} s, {peer / median:.1f} times CountVectorizer")
    if "C program" in medians:
        print(f"compiled: {medians['compiled'] / medians['C program']:.2f} times the C program")
    else:
        print("no C compiler (cc), its program passed over")


if __name__ == "__main__":
    main(*sys.argv[1:])

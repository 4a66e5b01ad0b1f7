"""Measure a corpus on disk, each size in a process of its own, so that its peak memory is its own.

    python tests/benchmarks/speed_archive.py FILE [--articles 1000000] [--folder DIR]

FILE is a Parquet file with a column ``text``. Its sentences are recombined to so many articles of
about 2,500 characters, spread over ten years and ten outlets; 10,000 are measured for comparison.
Prints seconds of processor time a step, per article beside those of 10,000, and peak memory.
"""

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import mediakit as mk

_CHARACTERS = 2_500
_PART = 20_000
_DAYS = 3_650


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


def find_copies(corpus: mk.Corpus) -> int:
    """Find near-duplicates part by part, each with the three days behind it."""
    found = 0
    columns = ["published", "outlet", "title", "text"]
    parts = corpus.parts
    for number, part in enumerate(parts):
        articles = part.articles(columns=columns)
        if number + 1 < len(parts):
            until = articles["published"].max() + pd.Timedelta("3D")
            following = parts[number + 1].articles(columns=columns)
            articles = pd.concat([articles, following[following["published"] <= until]])
        pairs = mk.near_duplicates(articles)
        found += int(pairs["article"].isin(part.names).sum())
    return found


def measure(folder: Path) -> None:
    """Measure every step in this process, and print the figures as JSON."""
    figures: dict[str, float] = {}

    def step(name: str, work: Callable[[], object]) -> object:
        begin = time.process_time()
        result = work()
        figures[name] = time.process_time() - begin
        figures[f"{name}, peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(name, result, round(figures[name], 1), file=sys.stderr, flush=True)
        return result

    corpus = step(
        "read, tokenize, store", lambda: mk.store_corpus(folder / "in", folder / "corpus")
    )
    assert isinstance(corpus, mk.Corpus)
    step("open", lambda: mk.open_corpus(folder / "corpus"))
    step("trends of one word", lambda: len(trends(corpus)))
    step("frequencies by outlet", lambda: len(mk.term_frequencies(corpus, by="outlet")))
    step("concordance of one word", lambda: len(concordance(corpus)))
    step("near-duplicates", lambda: find_copies(corpus))
    matrix = step("count all terms", lambda: mk.count_terms(corpus))
    assert isinstance(matrix, mk.TermMatrix)
    outlets = corpus.articles(columns=["outlet"])["outlet"]
    step(
        "keyness of one outlet, tokens",
        lambda: len(mk.keyness(matrix, target="Zeitung 1", by=outlets, article_level=False)),
    )
    print(json.dumps(figures))


def trends(corpus: mk.Corpus) -> pd.DataFrame:
    """Count one word a month."""
    return mk.term_trends(corpus, published="published", terms=["Regierung"], freq="M")


def concordance(corpus: mk.Corpus) -> pd.DataFrame:
    """Show a word that is neither rare nor frequent."""
    return mk.concordance(corpus, articles=corpus, pattern="Klimawandel")


def run(texts: list[str], *, n: int, folder: Path) -> dict[str, float]:
    """Make `n` articles, and measure them in a fresh process."""
    folder.mkdir(parents=True)
    size = 0
    for number, articles in enumerate(make_articles(texts, n=n)):
        size += articles["text"].str.len().sum()
        mk.write_articles(articles, folder / "in" / f"{number:04}.parquet")
    print(f"{n:,} articles, {size / 1e6:,.0f} million characters", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, "--measure", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    stored = sum(path.stat().st_size for path in (folder / "corpus").iterdir())
    shutil.rmtree(folder)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures | {"on disk, MB": stored / 1e6}


def main() -> None:
    """Print a table of both sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure)
        return
    texts = pd.read_parquet(options.file, columns=["text"])["text"].dropna().tolist()
    with tempfile.TemporaryDirectory(prefix="mediakit-archive-", dir=options.folder) as place:
        few = run(texts, n=10_000, folder=Path(place, "few"))
        many = run(texts, n=options.articles, folder=Path(place, "many"))
    print(f"| step | 10,000 articles | {options.articles:,} articles | per article | peak so far |")
    print("|---|---|---|---|---|")
    for name in [name for name in few if "MB" not in name]:
        growth = many[name] / few[name] / (options.articles / 10_000)
        peak = f"{many[f'{name}, peak MB'] / 1000:.2f} GB"
        print(f"| {name} | {few[name]:.2f} s | {many[name]:.1f} s | {growth:.2f} | {peak} |")
    print(f"On disk: {few['on disk, MB']:,.0f} MB and {many['on disk, MB']:,.0f} MB.")


if __name__ == "__main__":
    main()

"""Print the speed of near_duplicates: ``python tests/benchmarks/speed_stories.py FOLDER [N ...]``.

Full articles within three days, a tenth of them edited copies. They are made in a process of their
own and written as Parquet; each way reads that file in a fresh process, so that peak memory is that
of reading and of the function, and the memory before the call is told as well. Peers, up to 10,000
articles: datasketch (MinHash of 128 hashes and LSH) and brute-force TF-IDF cosine. datasketch is no
dependency of this project: whoever wants the comparison installs it beside (``pip install
datasketch``), else its line says that it is not installed. The last line of a size is story_chains,
which finds no copies but links.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from stories_copies import make_articles, read_sentences

import mediakit as mk
from mediakit.stories.texts import plain_words

_PEERS_UP_TO = 10_000
_BLOCK = 1_000


def ours(articles: pd.DataFrame) -> set[frozenset[str]]:
    """Find pairs with mediakit."""
    pairs = mk.near_duplicates(articles)
    return {frozenset(pair) for pair in zip(pairs["article"], pairs["copy"], strict=True)}


def datasketch(articles: pd.DataFrame) -> set[frozenset[str]]:
    """Find pairs with MinHash and LSH at a Jaccard similarity of .5."""
    from datasketch import MinHash, MinHashLSH

    lsh, found = MinHashLSH(threshold=0.5, num_perm=128), set()
    for name, text in articles["text"].items():
        words = plain_words(text)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
        found |= {frozenset((name, other)) for other in lsh.query(sketch)}
        lsh.insert(name, sketch)
    return found


def brute_force(articles: pd.DataFrame) -> set[frozenset[str]]:
    """Compare all articles by TF-IDF cosine, .6 or more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(sublinear_tf=True).fit_transform(articles["text"])
    found, names = set(), articles.index
    for first in range(0, len(names), _BLOCK):
        block = (weights[first : first + _BLOCK] @ weights.T).tocoo()
        near = (block.data >= 0.6) & (block.row + first < block.col)
        pairs = zip(block.row[near] + first, block.col[near], strict=True)
        found |= {frozenset((names[a], names[b])) for a, b in pairs}
    return found


def chains(articles: pd.DataFrame) -> set[frozenset[str]]:
    """Link stories with mediakit."""
    linked = mk.story_chains(articles).dropna(subset=["follows"])
    return {frozenset(pair) for pair in zip(linked["article"], linked["follows"], strict=True)}


WAYS: dict[str, Callable[[pd.DataFrame], set[frozenset[str]]]] = {
    "mediakit": ours,
    "datasketch": datasketch,
    "TF-IDF, all pairs": brute_force,
    "mediakit, story chains": chains,
}


OURS = ("mediakit", "mediakit, story chains")


def make(folder: Path, file: Path, n: int) -> None:
    """Write articles as Parquet, with the original of each copy in a column."""
    articles, originals, _ = make_articles(read_sentences(folder), n=n, n_copies=n // 10)
    articles.assign(original=articles.index.map(originals)).to_parquet(file)


def measure(file: Path, name: str) -> None:
    """Time one way on one file, and print what it found."""
    articles = pd.read_parquet(file)
    original = articles.pop("original").dropna()
    planted = {frozenset(pair) for pair in original.items()}
    size = articles["text"].str.len().sum() / 1e6
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    begin, cpu = time.perf_counter(), time.process_time()
    try:
        found = WAYS[name](articles)
    except ImportError:
        print(f"{name}: not installed", flush=True)
        return
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    recall = len(found & planted) / len(planted)
    print(
        f"{name}: {len(articles):,} articles, {size:.0f} million characters: {seconds:.1f} s "
        f"({cpu:.1f} s of processor), peak {peak:.2f} GB ({before:.2f} GB before), "
        f"recall {recall:.4f}, other pairs {len(found - planted)}",
        flush=True,
    )


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description="Print the speed of near_duplicates.")
    parser.add_argument("folder", type=Path, help="folder of labelled data")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "articles.parquet"
        for n in options.sizes:
            steps = [(make, (options.folder, file, n))]
            steps += [(measure, (file, name)) for name in (WAYS if n <= _PEERS_UP_TO else OURS)]
            for step, given in steps:
                process = context.Process(target=step, args=given)
                process.start()
                process.join()


if __name__ == "__main__":
    main()

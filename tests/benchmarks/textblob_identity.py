"""Compare the fast polarity with textblob-de's own, bit for bit.

``python tests/benchmarks/textblob_identity.py ARTICLES.parquet [--strings 20000]``: every text of
the file, then as many fuzzed strings, half of their words taken from the file.
"""

import argparse
import random
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))
from fuzz_german import fuzzed_texts

from mediakit.progress import progress
from mediakit.sentiment.textblob import original_polarity
from mediakit.sentiment.textblob_exact import textblob_polarity


def differences(texts: Sequence[str]) -> list[tuple[str, float, float]]:
    """List the texts on which the two differ in any bit, with both values."""
    found = []
    for text in progress(texts, label="comparing"):
        fast, slow = textblob_polarity(text), original_polarity(text)
        if struct.pack("d", fast) != struct.pack("d", slow):
            found.append((text, fast, slow))
    return found


def main() -> None:
    """Print how many texts were compared and the first that differ."""
    parser = argparse.ArgumentParser(description="Compare with textblob-de, bit for bit.")
    parser.add_argument("file", type=Path, help="a Parquet file with a column text")
    parser.add_argument("--strings", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    texts = [text for text in pd.read_parquet(options.file)["text"] if isinstance(text, str)]
    words = [
        word for text in random.Random(options.seed).sample(texts, 50) for word in text.split()
    ]
    sets = {
        "articles": texts,
        "fuzzed strings": fuzzed_texts(options.strings, random_state=options.seed, words=words),
    }
    for name, compared in sets.items():
        found = differences(compared)
        print(f"{name}: {len(compared)} compared, {len(found)} differ", flush=True)
        for text, fast, slow in found[:5]:
            print(f"  {fast!r} is not {slow!r}: {text[:200]!r}")


if __name__ == "__main__":
    main()

"""How fast term statistics are: ``python tests/benchmarks/speed_terms.py ARTICLES.parquet``.

The articles are repeated to 10,000; each line is the best of three, in one run, in seconds of
the processor (all of this runs on one thread), so that other programs disturb little. How the
times grow with the articles tells ``scaling.py``.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

import mediakit as mk

N = 10_000


def best(work: Callable[[], object], *, times: int = 3) -> float:
    """Give the shortest of several times, in seconds of the processor."""
    seconds = []
    for _ in range(times):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def repeated(articles: pd.DataFrame, *, n: int) -> pd.DataFrame:
    """Repeat articles until there are `n`, an hour apart, in three outlets."""
    rows = np.resize(np.arange(len(articles)), n)
    hours = pd.date_range("2020-01-01", periods=n, freq="h", tz="Europe/Berlin")
    outlets = np.resize(["taz", "FAZ", "Welt"], n)
    return pd.DataFrame(
        {"text": articles["text"].to_numpy()[rows], "published": hours, "outlet": outlets}
    )


def tasks(articles: pd.DataFrame) -> dict[str, Callable[[], object]]:
    """Prepare the values, and name what is measured."""
    tokens = mk.tokenize(articles)
    matrix = mk.count_terms(tokens)
    target, published, outlet = (
        articles["outlet"] == "taz",
        articles["published"],
        articles["outlet"],
    )
    frequencies = mk.term_frequencies(matrix, by=outlet)
    terms = mk.term_frequencies(matrix)["term"].head(5).tolist()
    sides = [rows for _, rows in frequencies.groupby("group")][:2]
    return {
        "keyness, tokens": lambda: mk.keyness(matrix, target=target, article_level=False),
        "keyness, with articles": lambda: mk.keyness(matrix, target=target),
        "trends by month, five terms": lambda: mk.term_trends(
            matrix, published=published, terms=terms, freq="M"
        ),
        "trends by month, Bundes*": lambda: mk.term_trends(
            matrix, published=published, terms=["Bundes*"], freq="M"
        ),
        "trends by month, bootstrap": lambda: mk.term_trends(
            matrix, published=published, terms=terms, freq="M", interval="bootstrap"
        ),
        "frequencies by outlet": lambda: mk.term_frequencies(matrix, by=outlet),
        "dispersion over articles": lambda: mk.dispersion(matrix),
        "reduced frequency": lambda: mk.average_reduced_frequency(tokens),
        "match Bundes*, a phrase": lambda: mk.match_terms(tokens, patterns=["Bundes*", "in der *"]),
        "merge Bundes*, a phrase": lambda: mk.merge_terms(tokens, patterns=["Bundes*", "in der *"]),
        "word shift": lambda: mk.word_shift(*sides),
    }


def peers(articles: pd.DataFrame) -> dict[str, float]:
    """Measure keyness as it is done without arrays."""
    tokens = mk.tokenize(articles)
    matrix = mk.count_terms(tokens)
    words = tokens.to_frame()["term"].tolist()
    cut = int(tokens.offsets[len(articles) // 3])

    def count() -> dict[str, float]:
        first, second = Counter(words[:cut]), Counter(words[cut:])
        n1, n2 = cut, len(words) - cut
        result = {}
        for term in first | second:
            a, b = first[term], second[term]
            cells = ((a, n1), (b, n2), (n1 - a, n1), (n2 - b, n2))
            shares = [(a + b) / (n1 + n2)] * 2 + [1 - (a + b) / (n1 + n2)] * 2
            result[term] = 2 * sum(
                seen * np.log(seen / (n * share))
                for (seen, n), share in zip(cells, shares, strict=True)
                if seen
            )
        return result

    table = np.array([[120, 880], [30, 1970]])
    one = best(lambda: [chi2_contingency(table, lambda_="log-likelihood") for _ in range(50)]) / 50
    return {
        "Counter loop, G² only": best(count, times=1),
        "scipy term by term, G² only": one * len(matrix.terms),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", help="a Parquet file with a column text")
    parser.add_argument("--n", type=int, default=N)
    options = parser.parse_args()
    articles = pd.read_parquet(options.articles)
    once = {k: best(w) for k, w in tasks(repeated(articles, n=options.n)).items()}
    for name, seconds in once.items():
        print(f"{name:32} {seconds * 1000:9.1f} ms")
    for name, seconds in peers(repeated(articles, n=options.n)).items():
        ratio = seconds / once["keyness, tokens"]
        print(f"{name:32} {seconds * 1000:9.1f} ms   {ratio:.0f} times keyness, tokens")
    matrix = mk.count_terms(mk.tokenize(repeated(articles, n=options.n)))
    seconds = best(lambda: mk.term_frequencies(matrix, interval="bootstrap"), times=1)
    print(f"{'frequencies, bootstrap of 1000':32} {seconds * 1000:9.1f} ms")


if __name__ == "__main__":
    main()

"""Topic clusters without labels, on ``topics/``: ``gnad10.csv`` (9) and ``sections.csv`` (8).

V-measure, adjusted Rand and purity against the labels, and coherence of the ten heaviest words.
"""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score
from sklearn.metrics.cluster import contingency_matrix
from sklearn.preprocessing import normalize

import mediakit as mk

SEEDS = range(10)
# Slower methods vary less than that matters here.
FEW_SEEDS = range(3)


class Corpus(NamedTuple):
    """Articles, their tokens and their labels."""

    name: str
    articles: pd.DataFrame
    tokens: mk.Tokens
    labels: np.ndarray
    k: int


Method = Callable[[Corpus, int], np.ndarray]


def read(folder: Path) -> list[Corpus]:
    """Read both sets."""
    gnad = pd.read_csv(folder / "topics" / "gnad10.csv")
    sections = pd.read_csv(folder / "topics" / "sections.csv")
    teasers = sections["title_clean"].fillna("") + ". " + sections["teaser"].fillna("")
    return [
        Corpus(name, table, mk.tokenize(table), labels.to_numpy(), labels.nunique())
        for name, table, labels in (
            ("gnad10", gnad[["text"]], gnad["label"]),
            ("sections", teasers.to_frame("text"), sections["section"]),
        )
    ]


def ours(method: str) -> Method:
    """Cluster by `fit_topics`."""

    def run(corpus: Corpus, seed: int) -> np.ndarray:
        # Seeds far apart, so that no two runs share one of their twenty.
        topics = mk.fit_topics(
            corpus.tokens, n_topics=corpus.k, method=method, random_state=1_000 * seed
        )
        return topics.articles["topic"].fillna(0).to_numpy(dtype=np.int64)

    return run


def weights(corpus: Corpus, *, plain: bool) -> np.ndarray:
    """Weigh words as scikit-learn does, plainly or without stop words and sublinear."""
    settings = {} if plain else {"sublinear_tf": True, "min_df": 2, "max_df": 0.5}
    words = None if plain else sorted(mk.stopwords(keep_negations=False))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return TfidfVectorizer(stop_words=words, **settings).fit_transform(corpus.articles["text"])


def tf_idf_kmeans(corpus: Corpus, seed: int) -> np.ndarray:
    """Cluster plain TF-IDF by k-means of ten starts."""
    return KMeans(corpus.k, n_init=10, random_state=seed).fit_predict(weights(corpus, plain=True))


def lsa_kmeans(corpus: Corpus, seed: int) -> np.ndarray:
    """Cluster 100 dimensions of TF-IDF."""
    places = TruncatedSVD(100, random_state=seed).fit_transform(weights(corpus, plain=False))
    return KMeans(corpus.k, n_init=10, random_state=seed).fit_predict(normalize(places))


def nmf(corpus: Corpus, seed: int) -> np.ndarray:
    """Factorise TF-IDF."""
    model = NMF(corpus.k, init="nndsvda", random_state=seed, max_iter=1_000)
    return model.fit_transform(weights(corpus, plain=False)).argmax(axis=1)


def lda(corpus: Corpus, seed: int) -> np.ndarray:
    """Fit latent Dirichlet allocation to counts."""
    words = sorted(mk.stopwords(keep_negations=False))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        vectorizer = CountVectorizer(stop_words=words, min_df=2, max_df=0.5)
        counts = vectorizer.fit_transform(corpus.articles["text"])
    model = LatentDirichletAllocation(corpus.k, random_state=seed, max_iter=30)
    return model.fit_transform(counts).argmax(axis=1)


METHODS: dict[str, tuple[Method, range]] = {
    "fit_topics clusters": (ours("clusters"), SEEDS),
    "fit_topics nmf": (ours("nmf"), FEW_SEEDS),
    "fit_topics lda": (ours("lda"), range(1)),
    "TF-IDF + KMeans": (tf_idf_kmeans, SEEDS),
    "LSA-100 + KMeans": (lsa_kmeans, SEEDS),
    "NMF": (nmf, FEW_SEEDS),
    "LDA": (lda, FEW_SEEDS),
}


def purity(labels: np.ndarray, found: np.ndarray) -> float:
    """Give the share of articles that have the most frequent label of their cluster."""
    return float(contingency_matrix(labels, found).max(axis=0).sum() / len(labels))


def coherence(corpus: Corpus, found: np.ndarray) -> float:
    """Give the C_NPMI of the ten heaviest words by c-TF-IDF, by the same words for all methods."""
    lexemes = mk.count_terms(corpus.tokens.drop(mk.stopwords(keep_negations=False)).map(str.lower))
    members = np.equal.outer(np.unique(found), found).astype(float)
    used = members @ lexemes.counts
    shares = used / used.sum(axis=1, keepdims=True)
    heavy = shares * np.log1p(used.sum(axis=1).mean() / used.sum(axis=0))
    order = np.argsort(-heavy, axis=1, kind="stable")[:, :10]
    terms = pd.DataFrame(
        {
            "topic": np.repeat(np.arange(len(order)), 10),
            "term": lexemes.terms.take(order.ravel()),
            "rank": np.tile(np.arange(1, 11), len(order)),
        }
    )
    return float(mk.topic_coherence(terms, tokens=corpus.tokens)["coherence"].mean())


def main(folder: Path) -> None:
    """Print one line a set and method."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    for corpus in read(folder):
        for name, (method, seeds) in METHODS.items():
            runs = [method(corpus, seed) for seed in seeds]
            v = [v_measure_score(corpus.labels, found) for found in runs]
            rand = np.mean([adjusted_rand_score(corpus.labels, found) for found in runs])
            pure = np.mean([purity(corpus.labels, found) for found in runs])
            print(
                f"{corpus.name}, k = {corpus.k}, {name}: V {np.mean(v):.3f} (sd {np.std(v):.3f}) "
                f"ARI {rand:.3f} purity {pure:.3f} C_NPMI {coherence(corpus, runs[0]):.3f} "
                f"({len(runs)} seeds)",
                flush=True,
            )

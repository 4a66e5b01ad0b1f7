"""Runs of a method from different seeds, and the run that is most like all others."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.errors import EmptyError, MediakitError
from mediakit.progress import progress
from mediakit.tokens import Tokens
from mediakit.topics.space import Space, make_space, select_stems, weigh_stems
from mediakit.topics.words import Words, read_words

_Floats = npt.NDArray[np.float64]

METHODS = ("clusters", "nmf", "lda")
# Runs among which the most typical is sought.
RUNS = {"clusters": 20, "nmf": 5, "lda": 3}
# Centres that move less, relative to the variance, stand: later steps change few articles.
_TOLERANCE = 3e-3
# Two articles at the same place, to so many digits, are one for the clusters.
_DIGITS = 9
# Measured on labelled news: with it an article of share .6 lies with its like in 6 cases of 10.
_POWER = 2.5


class Data(NamedTuple):
    """What methods work on.

    Attributes
    ----------
    words : Words
        The words of the articles.
    kept : ndarray of bool, shape (n_stems,)
        Which stems can tell topics apart.
    weights : csr_array, shape (n_articles, n_kept)
        Their weights in each article.
    space : Space or None
        For new articles; None where places are embeddings.
    places : ndarray, shape (n_articles, n_dimensions)
        Where each article lies, rows of length 1 or 0.
    """

    words: Words
    kept: npt.NDArray[np.bool_]
    weights: sparse.csr_array
    space: Space | None
    places: _Floats


class Run(NamedTuple):
    """One run: each article's strongest topic, -1 for none, and the fitted model.

    The shares of topics in articles are None where they follow from places and the model, which
    is an array of centres: of twenty runs only one is described.
    """

    labels: npt.NDArray[np.int64]
    model: Any
    shares: _Floats | None
    n_topics: int


def shares_of(run: Run, *, places: _Floats) -> _Floats:
    """Give the share of each topic in each article, (n_articles, n_topics)."""
    return soft_shares(places, centres=run.model) if run.shares is None else run.shares


def _shared(shares: _Floats, model: Any) -> Run:
    return Run(strongest(shares), model, shares, shares.shape[1])


def strongest(shares: _Floats) -> npt.NDArray[np.int64]:
    """Give the number of each article's strongest topic, -1 where it has none."""
    return np.where(shares.any(axis=1), shares.argmax(axis=1), -1)


def read_data(tokens: Tokens, *, n_topics: int, embeddings: npt.ArrayLike | None = None) -> Data:
    """Read words and places of articles."""
    words = read_words(tokens)
    return place_data(words, n_topics=n_topics, embeddings=embeddings)


def place_data(words: Words, *, n_topics: int, embeddings: npt.ArrayLike | None = None) -> Data:
    """Weigh the words for so many topics, and lay the articles out."""
    kept, rarity = select_stems(words.counts, n_topics=n_topics)
    weights = weigh_stems(words.counts[:, kept], rarity=rarity)
    if embeddings is not None:
        return Data(words, kept, weights, None, _check_embeddings(embeddings, n=weights.shape[0]))
    space, places = make_space(weights, stems=words.stems[kept], rarity=rarity)
    return Data(words, kept, weights, space, places)


def run_method(
    data: Data, *, n_topics: int, method: str, estimator: Any, seeds: Iterable[int]
) -> list[Run]:
    """Run a method once a seed."""
    if estimator is not None:
        return [
            _run_estimator(data, n_topics=n_topics, estimator=estimator, seed=next(iter(seeds)))
        ]
    one = {"clusters": _run_clusters, "nmf": _run_nmf, "lda": _run_lda}[method]
    if method == "clusters":
        _check_places(data.places, n_topics=n_topics)
    return [one(data, n_topics=n_topics, seed=seed) for seed in progress(list(seeds), label="runs")]


def agreement(labels: list[npt.NDArray[np.int64]]) -> _Floats:
    """Give the adjusted Rand index of every two runs, (n_runs, n_runs)."""
    kept = np.all([row >= 0 for row in labels], axis=0)
    n = int(kept.sum())
    sizes = [int(row.max(initial=-1)) + 1 for row in labels]
    starts = np.cumsum([0, *sizes[:-1]])
    columns = np.concatenate([row[kept] + start for row, start in zip(labels, starts, strict=True)])
    shape = (n, sum(sizes))
    rows = np.tile(np.arange(n), len(labels))
    members = sparse.csr_array((np.ones(len(columns)), (rows, columns)), shape=shape)
    both = (members.T @ members).toarray()
    pairs = np.add.reduceat(np.add.reduceat(both * (both - 1) / 2, starts, axis=0), starts, axis=1)
    own = np.diag(pairs)
    expected = np.outer(own, own) / max(n * (n - 1) / 2, 1)
    most = (own[:, None] + own) / 2
    spread = most - expected
    return np.where(spread > 0, (pairs - expected) / np.where(spread > 0, spread, 1), 1.0)


def prototype(labels: list[npt.NDArray[np.int64]]) -> int:
    """Give the number of the run that is most like all others; of equals the first."""
    return int(agreement(labels).mean(axis=1).round(_DIGITS).argmax())


def soft_shares(places: _Floats, *, centres: _Floats) -> _Floats:
    """Share articles among centres: each share falls with the fifth power of the distance."""
    distances = np.maximum(
        (places**2).sum(axis=1)[:, None] - 2 * places @ centres.T + (centres**2).sum(axis=1), 1e-9
    )
    # Fuzzy c-means with m = 7/5; relative to the nearest, so that nothing overflows.
    shares = (distances.min(axis=1, keepdims=True) / distances) ** _POWER
    shares /= shares.sum(axis=1, keepdims=True)
    shares[~places.any(axis=1)] = 0
    return shares


def _run_clusters(data: Data, *, n_topics: int, seed: int) -> Run:
    from sklearn.cluster import KMeans

    present = np.asarray(data.places.any(axis=1))
    model = KMeans(n_topics, n_init=1, tol=_TOLERANCE, random_state=seed).fit(data.places[present])
    labels = np.full(len(present), -1)
    labels[present] = model.labels_
    return Run(labels, model.cluster_centers_, None, n_topics)


def _run_nmf(data: Data, *, n_topics: int, seed: int) -> Run:
    from sklearn.decomposition import NMF

    model = NMF(n_topics, init="random", random_state=seed, max_iter=1_000)
    return _shared(decomposed_shares(model, model.fit_transform(data.weights)), model)


def _run_lda(data: Data, *, n_topics: int, seed: int) -> Run:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(n_topics, random_state=seed, max_iter=30)
    counts = data.words.counts[:, data.kept]
    shares = model.fit_transform(counts)
    shares[np.asarray(counts.sum(axis=1)).ravel() == 0] = 0
    return _shared(shares, model)


def _run_estimator(data: Data, *, n_topics: int, estimator: Any, seed: int) -> Run:
    """Run the user's own clusterer or decomposition."""
    from sklearn.base import clone

    if not (hasattr(estimator, "fit_predict") or hasattr(estimator, "fit_transform")):
        raise MediakitError(
            f"estimator= must have fit_predict() or fit_transform(); {type(estimator).__name__} "
            "has neither. Pass a clusterer or a decomposition of scikit-learn."
        )
    model = clone(estimator)
    wanted = {"n_clusters": n_topics, "n_components": n_topics, "random_state": seed}
    known = model.get_params()
    settings = {name: value for name, value in wanted.items() if name in known}
    if known.get("random_state") is not None:
        settings.pop("random_state")
    model.set_params(**settings)
    if hasattr(model, "fit_predict"):
        present = np.asarray(data.places.any(axis=1))
        return _cluster_shares(model, places=data.places, present=present)
    return _shared(decomposed_shares(model, model.fit_transform(data.weights)), model)


def _cluster_shares(model: Any, *, places: _Floats, present: npt.NDArray[np.bool_]) -> Run:
    found = np.full(len(places), -1)
    found[present] = model.fit_predict(places[present])
    numbers = np.unique(found[found >= 0])
    if not len(numbers):
        raise EmptyError(
            f"{type(model).__name__} found no cluster. Give it other settings or more articles."
        )
    centres = np.array([places[found == number].mean(axis=0) for number in numbers])
    shares = soft_shares(places, centres=centres)
    # The clusterer decides; where it differs from the nearest centre, both are as strong.
    own = np.searchsorted(numbers, np.where(found >= 0, found, numbers[0]))
    rows = np.arange(len(places))
    shares[rows, own] = np.maximum(shares[rows, own], shares.max(axis=1) * (1 + 1e-6))
    shares /= np.where(shares.sum(axis=1) > 0, shares.sum(axis=1), 1)[:, None]
    shares[found < 0] = 0
    return _shared(shares, centres)


def decomposed_shares(model: Any, weights: _Floats) -> _Floats:
    """Make what a decomposition gives each article shares that compare across topics."""
    sized = np.abs(weights) * np.abs(model.components_).sum(axis=1)
    whole = sized.sum(axis=1, keepdims=True)
    return sized / np.where(whole > 0, whole, 1)


def _check_places(places: _Floats, *, n_topics: int) -> None:
    rounded = places[places.any(axis=1)].round(_DIGITS)
    # Enough different first numbers spare the slow look at whole rows.
    different = len(np.unique(rounded[:, 0]))
    if different < n_topics:
        different = len(np.unique(rounded, axis=0))
    if different < n_topics:
        raise EmptyError(
            f"only {different} articles have different words: too few for {n_topics} topics. "
            "Read more articles, or lower n_topics."
        )


def _check_embeddings(embeddings: npt.ArrayLike, *, n: int) -> _Floats:
    places = np.asarray(embeddings, dtype=np.float64)
    if places.ndim != 2 or len(places) != n:
        raise MediakitError(
            f"embeddings= must have one row for each of {n} articles, not shape {places.shape}"
        )
    wrong = np.flatnonzero(~np.isfinite(places).all(axis=1))
    if len(wrong):
        raise MediakitError(f"embeddings= has no finite numbers in row {wrong[0]}.")
    places = places - places.mean(axis=0)
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    return places / np.where(lengths > 0, lengths, 1)

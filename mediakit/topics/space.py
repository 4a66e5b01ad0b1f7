"""Where articles lie: near each other if they, or their neighbours, share words."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import EmptyError
from mediakit.progress import progress

_Floats = npt.NDArray[np.float64]

# Each article is averaged with so many neighbours, so many times.
_NEIGHBOURS, _ROUNDS = 15, 3
# Dimensions in which neighbours are averaged, and in which clusters are sought.
_WIDE, _NARROW = 50, 20
# Neighbours are sought among at most so many articles, so that time grows with their number.
_LANDMARKS = 10_000
_BLOCK = 500
# So few articles or words are decomposed whole.
_FEW = 600
# Vectors beside those sought: fewer take more products, more take longer each.
_SPARE = 30
# Digits of singular values; those of articles in the results are fewer.
_TOLERANCE = 1e-8
# Relative to the largest, a direction of less variance is none.
_NOTHING = 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class Space:
    """All that places new articles among the old.

    Attributes
    ----------
    stems : Index of str, shape (n_stems,)
        The words that count.
    rarity : ndarray, shape (n_stems,)
        ln(n / df) of each.
    axes : ndarray, shape (n_stems, n_wide)
        Directions of the wide space.
    landmarks : csr_array, shape (n_landmarks, n_stems)
        Weights of the articles among which neighbours are sought.
    layers : tuple of ndarray, shape (n_landmarks, n_wide)
        Where the landmarks lie before each round of averaging.
    centre : ndarray, shape (n_wide,)
        What all articles share.
    turn : ndarray, shape (n_wide, n_narrow)
        From the wide space to the narrow.
    """

    stems: pd.Index
    rarity: _Floats
    axes: _Floats
    landmarks: sparse.csr_array
    layers: tuple[_Floats, ...]
    centre: _Floats
    turn: _Floats


def select_stems(
    counts: sparse.csr_array, *, n_topics: int
) -> tuple[npt.NDArray[np.bool_], _Floats]:
    """Tell which stems can tell topics apart, and how rare each is."""
    n_articles = counts.shape[0]
    articles = counts.count_nonzero(axis=0)
    # A topic's words may stand in all of its articles, so few topics need frequent words.
    limit = max(2.0, n_articles * max(0.2, 1 / n_topics))
    shared = (articles >= 2) & (articles <= limit)
    if shared.sum() < n_topics:
        raise EmptyError(
            f"only {shared.sum()} words stand in two or more articles and not in all: too few for "
            f"{n_topics} topics. Read more, or more different, articles, or lower n_topics."
        )
    return shared, np.log(n_articles / articles[shared])


def weigh_stems(counts: sparse.csr_array, *, rarity: _Floats) -> sparse.csr_array:
    """Weigh counts by ln(1 + tf) * ln(n / df), and give every article the length 1."""
    weights = sparse.csr_array(counts.astype(np.float64))
    weights.data = np.log1p(weights.data) * rarity[weights.indices]
    lengths = np.sqrt(weights.power(2).sum(axis=1))
    weights.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(weights.indptr))
    return weights


def make_space(
    weights: sparse.csr_array, *, stems: pd.Index, rarity: _Floats
) -> tuple[Space, _Floats]:
    """Lay articles out; returns the space and their places in it, (n_articles, n_narrow)."""
    n_articles = weights.shape[0]
    axes = _main_axes(weights)
    at = np.unique(np.linspace(0, n_articles - 1, min(n_articles, _LANDMARKS)).astype(np.int64))
    own = np.full(n_articles, -1)
    own[at] = np.arange(len(at))
    near = _rows_to_one(_both_ways(find_neighbours(weights, landmarks=weights[at], own=own), at=at))
    places, layers = _unit(weights @ axes), []
    for _ in range(_ROUNDS):
        layers.append(places[at])
        places = _unit((places + near @ layers[-1]) / 2)
    present = np.flatnonzero(places.any(axis=1))
    centre = places[present].mean(axis=0)
    centred = _unit(places - centre)
    spread, turn = np.linalg.eigh(centred[present].T @ centred[present])
    # What differs much counts more, by the root of its deviation: clusters come out steadier.
    turn = (turn * spread.clip(0) ** 0.25)[:, ::-1][:, :_NARROW]
    space = Space(stems, rarity, axes, weights[at], tuple(layers), centre, turn)
    narrow = _unit(centred @ turn)
    narrow[~places.any(axis=1)] = 0
    return space, narrow


def place_articles(space: Space, *, weights: sparse.csr_array) -> _Floats:
    """Place new articles among the old ones, (n_articles, n_narrow)."""
    near = _rows_to_one(find_neighbours(weights, landmarks=space.landmarks))
    places = _unit(weights @ space.axes)
    for layer in space.layers:
        places = _unit((places + near @ layer) / 2)
    narrow = _unit(_unit(places - space.centre) @ space.turn)
    narrow[~places.any(axis=1)] = 0
    return narrow


def find_neighbours(
    weights: sparse.csr_array,
    *,
    landmarks: sparse.csr_array,
    own: npt.NDArray[np.int64] | None = None,
) -> sparse.csr_array:
    """Find the most similar landmarks of each article, and their cosines.

    Articles that are landmarks themselves, as `own` says, are not their own neighbours.
    """
    n = min(_NEIGHBOURS, max(1, landmarks.shape[0] // 10))
    words = sparse.csc_array(landmarks.T).tocsr()
    columns, values, counts = [], [], []
    blocks = range(0, weights.shape[0], _BLOCK)
    for first in progress(blocks, label="finding neighbours"):
        alike = weights[first : first + _BLOCK] @ words
        if own is not None:
            rows = np.repeat(own[first : first + _BLOCK], np.diff(alike.indptr))
            alike.data[alike.indices == rows] = 0
        cosines = alike.data
        at = [
            start + cosines[start:end].argpartition(-n)[-n:]
            if end - start > n
            else np.arange(start, end)
            for start, end in pairwise(alike.indptr.tolist())
        ]
        best = np.concatenate(at)
        columns.append(alike.indices[best])
        values.append(cosines[best])
        counts.append(np.diff(alike.indptr).clip(max=n))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    shape = (weights.shape[0], landmarks.shape[0])
    return sparse.csr_array((np.concatenate(values), np.concatenate(columns), offsets), shape=shape)


def _main_axes(weights: sparse.csr_array) -> _Floats:
    """Find the directions of the largest singular values, (n_stems, n_wide), exactly."""
    from scipy.linalg import eigh
    from scipy.sparse.linalg import LinearOperator, eigsh

    turned = sparse.csc_array(weights.T).tocsr()
    by_article = weights.shape[0] < weights.shape[1]
    left, right = (weights, turned) if by_article else (turned, weights)
    size = left.shape[0]
    wide = min(_WIDE, *(size - 1 for size in weights.shape))
    if size <= _FEW:
        span = (size - wide, size - 1)
        values, vectors = eigh((left @ right).toarray(), subset_by_index=span, driver="evr")
    else:
        product = LinearOperator((size, size), matvec=lambda v: left @ (right @ v), dtype=float)
        start = np.random.default_rng(0).uniform(-1, 1, size)
        values, vectors = eigsh(
            product, k=wide, ncv=min(size, wide + _SPARE), v0=start, tol=_TOLERANCE
        )
    vectors = vectors[:, values > _NOTHING * values.max()]
    return _unit((turned @ vectors).T).T if by_article else vectors


def _both_ways(near: sparse.csr_array, *, at: npt.NDArray[np.int64]) -> sparse.csr_array:
    """Make landmarks neighbours of their neighbours."""
    among = near[at]
    joined = sparse.csr_array(among.maximum(among.T))
    if near.shape[0] == len(at):
        return joined
    others = np.ones(near.shape[0])
    others[at] = 0
    rows = sparse.csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=near.shape)
    return sparse.csr_array(sparse.diags_array(others) @ near + rows @ joined)


def _rows_to_one(near: sparse.csr_array) -> sparse.csr_array:
    sums = np.asarray(near.sum(axis=1)).ravel()
    near.data /= np.repeat(np.where(sums > 0, sums, 1), np.diff(near.indptr))
    return near


def _unit(places: _Floats) -> _Floats:
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    return places / np.where(lengths > 0, lengths, 1)

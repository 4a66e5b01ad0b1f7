"""Which earlier articles are most similar to each: found in a time that grows with the articles.

Comparing all with all is quadratic. So an article is described by its strongest runs of characters
alone, and each of these looks up only the latest articles that have it too: what an older one had
to say about the event, later ones of the same story say as well.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.german import stopwords
from mediakit.progress import progress
from mediakit.stories.shingles import cut_blocks, multiply_pairs
from mediakit.stories.texts import Timeline, join_titles, plain_words
from mediakit.tokens.chunks import split_chunks

_N = 4
_STRONGEST = 128
_LATEST = 64
_NEIGHBOURS = 20
_Positions = npt.NDArray[np.int64]


class Neighbours(NamedTuple):
    """Earlier articles like each one, by position in time; article after article."""

    offsets: _Positions
    """Article ``i`` has the neighbours ``offsets[i]`` to ``offsets[i + 1]``, (n_articles + 1,)."""
    articles: _Positions
    """The neighbours, at most 20 an article, (n_neighbours,)."""
    similarity: npt.NDArray[np.float64]
    """How similar each is, above 0 to 1, (n_neighbours,)."""
    late: npt.NDArray[np.float64]
    """The same, diminished by time, (n_neighbours,)."""


def find_nearest(timeline: Timeline) -> Neighbours:
    """Find the most similar of the articles before each one, within the window."""
    vectors, strongest = _weigh(timeline.articles)
    asked, listed = _list_latest(strongest)
    del strongest
    costs = np.concatenate([[0], np.cumsum(np.diff(listed.indptr)[asked.indices])])[asked.indptr]
    begins, counts = timeline.begins(), np.zeros(len(timeline.hours), dtype=np.int64)
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))]
    for low, high in progress(cut_blocks(costs), label="linking"):
        choose = partial(_choose, begins=begins, low=low, timeline=timeline)
        product = asked[low:high] @ listed
        parts = [choose(product, row=row) for row in range(low, high)]
        counts[low:high] = [len(part) for part in parts]
        right = np.concatenate(parts)
        left = np.repeat(np.arange(low, high), counts[low:high])
        exact = np.minimum(multiply_pairs(vectors, left=left, right=right), 1.0)
        found.append((right, exact, exact * timeline.fade(left, right)))
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return Neighbours(offsets, *map(np.concatenate, zip(*found, strict=True)))


def _choose(
    product: sparse.csr_array, *, begins: _Positions, low: int, row: int, timeline: Timeline
) -> _Positions:
    """Keep the most similar articles before one, of equals the earlier ones."""
    span = slice(product.indptr[row - low], product.indptr[row - low + 1])
    places = product.indices[span].astype(np.int64)
    near = (places >= begins[row]) & (places < row)
    places = places[near]
    values = product.data[span][near] * timeline.fade(row, places)
    if len(places) > _NEIGHBOURS:
        kept = values >= np.partition(values, -_NEIGHBOURS)[-_NEIGHBOURS]
        places, values = places[kept], values[kept]
    return places[np.lexsort((places, -values))[:_NEIGHBOURS]]


def _list_latest(vectors: sparse.csr_array) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Cut the list of articles that have a run into parts: each asks its own and the one before.

    Returns
    -------
    asked : csr_array, shape (n_articles, n_parts)
        The weights, in the parts to look up.
    listed : csr_array, shape (n_parts, n_articles)
        The weights, in the part where an article stands.
    """
    columns = vectors.tocsc()
    columns.sort_indices()
    n_parts = -(-np.diff(columns.indptr) // _LATEST)
    ranks = np.arange(n_parts.sum()) - np.repeat(np.cumsum(n_parts) - n_parts, n_parts)
    begins = np.repeat(columns.indptr[:-1], n_parts) + ranks * _LATEST
    sizes = np.diff(begins, append=columns.nnz)
    shape = (len(ranks), vectors.shape[0])
    ends = np.append(begins, columns.nnz).astype(np.int32)
    listed = sparse.csr_array((columns.data, columns.indices, ends), shape=shape)
    # What stands in a later part of a list asks the part before as well.
    later = np.repeat(ranks > 0, sizes)
    moved = np.append(np.where(ranks > 0, sizes, 0), 0)[1:]
    ends = np.concatenate([[0], np.cumsum(moved)]).astype(np.int32)
    before = sparse.csr_array((columns.data[later], columns.indices[later], ends), shape=shape)
    return (listed + before).T.tocsr(), listed


class _Rows:
    """Rows of a matrix, batch after batch: its arrays grow, since parts would need memory twice."""

    def __init__(self, n_columns: int) -> None:
        self.n_columns = n_columns
        self.data, self.indices = np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int32)
        self.counts: list[npt.NDArray[np.integer]] = []

    def add(self, batch: sparse.csr_array) -> None:
        """Put rows behind those before."""
        known, size = len(self.data), len(self.data) + batch.nnz
        for array, values in ((self.data, batch.data), (self.indices, batch.indices)):
            array.resize(size, refcheck=False)
            array[known:] = values
        self.counts.append(np.diff(batch.indptr))

    def matrix(self) -> sparse.csr_array:
        """Give the matrix of all rows."""
        ends = np.concatenate([[0], *self.counts]).cumsum()
        if len(self.data) <= np.iinfo(np.int32).max:
            ends = ends.astype(np.int32)
        shape = (len(ends) - 1, self.n_columns)
        return sparse.csr_array((self.data, self.indices, ends), shape=shape)


def _weigh(articles: pd.DataFrame) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Make a vector of length 1 of each article, weighed by what was known when it appeared.

    Returns
    -------
    vectors, strongest : csr_array of float32, shape (n_articles, n_grams)
        All weights, and the strongest of each article.
    """
    batches, forms = split_chunks(join_titles(articles))
    grams, codes, ends = _ask_grams(forms)
    members = sparse.csr_array((np.ones(len(codes)), codes, ends), shape=(len(forms), grams))
    known, n = np.zeros(grams, dtype=np.int64), 0
    vectors, strongest = _Rows(grams), _Rows(grams)
    # What has been weighed is let go, since all of it together is large.
    batches.reverse()
    while batches:
        chunks = batches.pop()
        shape = (len(chunks.offsets) - 1, len(forms))
        ones = np.ones(len(chunks.codes))
        offsets = chunks.offsets.astype(np.int32)
        counts = sparse.csr_array((ones, chunks.codes, offsets), shape=shape) @ members
        weights = _weigh_batch(counts, known=known, n=n)
        vectors.add(weights)
        strongest.add(_keep_strongest(weights))
        known += np.bincount(counts.indices, minlength=grams)
        n += shape[0]
    return vectors.matrix(), strongest.matrix()


def _weigh_batch(
    counts: sparse.csr_array, *, known: npt.NDArray[np.int64], n: int
) -> sparse.csr_array:
    """Weigh articles by what `n` articles before them, and those among themselves, have told."""
    # Turned to columns, the k-th entry of a column is the k-th article that has this run.
    columns = counts.tocsc()
    columns.sort_indices()
    lengths = np.diff(columns.indptr)
    ranks = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1] - known, lengths)
    rarity = 1 + np.log((2 + n + columns.indices) / (2 + ranks))
    columns.data = np.sqrt(columns.data) * rarity
    weights = columns.tocsr()
    norms = np.sqrt(weights.multiply(weights).sum(axis=1))
    weights.data = weights.data / np.repeat(norms, np.diff(weights.indptr))
    return weights.astype(np.float32)


def _keep_strongest(weights: sparse.csr_array) -> sparse.csr_array:
    """Keep the strongest entries of each row, and those as strong."""
    strongest = weights.copy()
    for begin, end in zip(weights.indptr[:-1], weights.indptr[1:], strict=True):
        if end - begin > _STRONGEST:
            row = strongest.data[begin:end]
            row[row < np.partition(row, -_STRONGEST)[-_STRONGEST]] = 0
    strongest.eliminate_zeros()
    return strongest


def _ask_grams(forms: list[str]) -> tuple[int, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Give the runs of characters of each distinct chunk numbers; stop words have none."""
    empty = stopwords(keep_negations=False)
    numbers: dict[str, int] = {}
    codes: list[int] = []
    ends = [0]
    for form in forms:
        for word in plain_words(form):
            if word in empty:
                continue
            padded = f"_{word}_"
            last = max(len(padded) - _N, 0)
            runs = (padded[at : at + _N] for at in range(last + 1))
            codes.extend(numbers.setdefault(run, len(numbers)) for run in runs)
        ends.append(len(codes))
    # Not wider than needed: a product takes the widest numbers for all its places.
    return len(numbers), np.array(codes, dtype=np.int32), np.array(ends, dtype=np.int32)

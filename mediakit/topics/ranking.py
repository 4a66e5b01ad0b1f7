"""Which words a topic is told by."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix

_Floats = npt.NDArray[np.float64]

MEASURES = ("frex", "relevance", "c_tf_idf")
TERMS_KEPT = 50
# What exclusivity counts beside frequency in FREX, and frequency beside lift in relevance.
_EXCLUSIVITY, _LAMBDA = 0.7, 0.6


def score_terms(counts: TermMatrix, *, measure: str) -> _Floats:
    """Score each word in each topic, (n_topics, n_terms); -inf where the topic lacks it."""
    if measure not in MEASURES:
        raise MediakitError(f"measure must be one of {', '.join(MEASURES)}, not {measure!r}")
    used = counts.counts.toarray().astype(np.float64)
    scores = {"frex": _frex, "relevance": _relevance, "c_tf_idf": c_tf_idf}[measure](used)
    return np.where(used > 0, scores, -np.inf)


def c_tf_idf(used: _Floats) -> _Floats:
    """Weigh words by their share of the topic and their rarity in all (Grootendorst 2022)."""
    sizes = used.sum(axis=1, keepdims=True)
    shares = used / np.where(sizes > 0, sizes, 1)
    everywhere = used.sum(axis=0)
    weights: _Floats = shares * np.log1p(sizes.mean() / np.where(everywhere > 0, everywhere, 1))
    return weights


def rank_terms(counts: TermMatrix) -> pd.DataFrame:
    """List the heaviest words of each topic."""
    weights = c_tf_idf(counts.counts.toarray().astype(np.float64))
    whole = weights.sum(axis=1, keepdims=True)
    weights = (weights / np.where(whole > 0, whole, 1)).round(6)
    kept = min(TERMS_KEPT, len(counts.terms))
    order = np.argsort(-weights, axis=1, kind="stable")[:, :kept]
    return pd.DataFrame(
        {
            "topic": np.repeat(np.arange(1, len(weights) + 1), kept),
            "term": counts.terms.take(order.ravel()),
            "weight": np.take_along_axis(weights, order, axis=1).ravel(),
            "rank": np.tile(np.arange(1, kept + 1), len(weights)),
        }
    )


def _frex(used: _Floats) -> _Floats:
    """Harmonic mean of the ranks by exclusivity and by frequency (Bischof and Airoldi 2012)."""
    sizes = used.sum(axis=1, keepdims=True)
    shares = used / np.where(sizes > 0, sizes, 1)
    whole = shares.sum(axis=0)
    exclusive = shares / np.where(whole > 0, whole, 1)
    return np.array(
        [
            1 / (_EXCLUSIVITY / _share_below(rare) + (1 - _EXCLUSIVITY) / _share_below(frequent))
            for rare, frequent in zip(exclusive, shares, strict=True)
        ]
    )


def _share_below(values: _Floats) -> _Floats:
    """Give the share of values that are no larger: the empirical distribution function."""
    return np.searchsorted(np.sort(values), values, side="right") / len(values)


def _relevance(used: _Floats) -> _Floats:
    """Weigh frequency and lift (Sievert and Shirley 2014)."""
    sizes = used.sum(axis=1, keepdims=True)
    shares = used / np.where(sizes > 0, sizes, 1)
    everywhere = used.sum(axis=0) / used.sum()
    with np.errstate(divide="ignore"):
        log = np.log(shares)
        lift = log - np.log(everywhere)
    relevant: _Floats = _LAMBDA * log + (1 - _LAMBDA) * lift
    return relevant

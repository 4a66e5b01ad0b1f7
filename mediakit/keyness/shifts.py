"""Word shifts: which words make the difference between two frequency lists."""

import math
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import special

from mediakit.errors import MediakitError
from mediakit.keyness.formulas import Floats
from mediakit.keyness.sides import read_list

Frequencies: TypeAlias = pd.DataFrame | pd.Series | Mapping[str, float]
Scores: TypeAlias = pd.Series | Mapping[str, float]


def word_shift(
    a: Frequencies,
    b: Frequencies,
    *,
    scores: Scores | tuple[Scores, Scores] | None = None,
    reference_score: float = 0.0,
) -> pd.DataFrame:
    """Split the difference between two texts into what each word contributes.

    Parameters
    ----------
    a, b : DataFrame with ``term`` and ``count``, or Series or mapping of term to count
        Frequencies before and after, here and there: rows of one group of `term_frequencies`.
    scores : mapping or Series of term to number, optional
        What a word weighs, such as its tone; words without a score weigh 0. With a tuple of two,
        words may weigh differently in `a` and `b`. Two more columns then stand behind the others
        and order the table: ``score``, the mean of both, and ``weighted_average``, whose sum is
        the difference of the average scores of `b` and `a`.
    reference_score : float
        The score regarded as neutral; it moves contributions from word to word, not their sum.

    Returns
    -------
    DataFrame
        One row a term, the largest contribution first, whatever its sign, ties by term. Each
        contribution sums up to the difference that it explains:

        ``term``
            The term.
        ``count_a``
            Its tokens in `a`.
        ``count_b``
            Its tokens in `b`.
        ``share_a``
            p, its share of all tokens of `a`.
        ``share_b``
            q, its share of all tokens of `b`.
        ``proportion``
            q - p; the sum is 0.
        ``entropy_bits``
            p log p - q log q; the sum is how much more diverse `b` is.
        ``jensen_shannon_bits``
            (p log p + q log q) / 2 - m log m with m the mean of p and q: never negative; the sum
            is the Jensen-Shannon divergence, 0 for equal and 1 for texts without a common word.

    Raises
    ------
    EmptyError
        If `a` or `b` counts nothing.
    MediakitError
        Naming the first term with a negative or missing count, or with a score that is no number.

    See Also
    --------
    plot_word_shift : Draw the result.

    References
    ----------
    Gallagher et al. (2021), Generalized word shift graphs, EPJ Data Science 10(4). The
    Kullback-Leibler shift is left out: it has no value where one text lacks a word.

    Examples
    --------
    >>> import mediakit as mk
    >>> shift = mk.word_shift({"Rente": 3, "Krise": 1}, {"Rente": 1, "Gewinn": 3})
    >>> shift[["term", "proportion", "jensen_shannon_bits"]].round(3)
         term  proportion  jensen_shannon_bits
    0  Gewinn        0.75                0.375
    1   Krise       -0.25                0.125
    2   Rente       -0.50                0.094
    """
    first, second = read_list(a, name="a"), read_list(b, name="b")
    terms = first.index.union(second.index)
    counts = [side.reindex(terms, fill_value=0.0).to_numpy() for side in (first, second)]
    p, q = (count / count.sum() for count in counts)
    middle = (p + q) / 2
    jensen_shannon = (_bits(middle) - (_bits(p) + _bits(q)) / 2).clip(min=0)
    table = pd.DataFrame(
        {
            "term": pd.Index(terms, dtype="str"),
            "count_a": _whole(counts[0]),
            "count_b": _whole(counts[1]),
            "share_a": p,
            "share_b": q,
            "proportion": q - p,
            "entropy_bits": _bits(q) - _bits(p),
            "jensen_shannon_bits": jensen_shannon,
        }
    )
    size = jensen_shannon
    if scores is not None:
        pair = scores if isinstance(scores, tuple) else (scores, scores)
        before, after = (_read_scores(side, terms=terms) for side in pair)
        weighted = (q - p) * ((before + after) / 2 - reference_score) + (after - before) * middle
        table = table.assign(score=(before + after) / 2, weighted_average=weighted)
        size = np.abs(weighted)
    # Terms are sorted, so a stable sort leaves ties in order of term.
    return table.take(np.argsort(-size, kind="stable")).reset_index(drop=True)


def _bits(share: Floats) -> Floats:
    """Compute -p log2 p, 0 for 0."""
    bits: Floats = special.entr(share) / math.log(2)
    return bits


def _whole(counts: Floats) -> np.ndarray:
    return counts if (counts % 1).any() else counts.astype(np.int64)


def _read_scores(scores: Scores, *, terms: pd.Index) -> Floats:
    if not isinstance(scores, (pd.Series, Mapping)):
        found = type(scores).__name__
        raise MediakitError(f"scores= must be a dict or Series of term to number, not {found}")
    read = pd.Series(scores, dtype=float)
    wrong = read[~np.isfinite(read)]
    if len(wrong):
        raise MediakitError(f"scores= gives {wrong.index[0]!r} no number, but {wrong.iloc[0]}.")
    if not read.index.is_unique:
        raise MediakitError(f"scores= scores {read.index[read.index.duplicated()][0]!r} twice.")
    return read.reindex(terms, fill_value=0.0).to_numpy().astype(np.float64)

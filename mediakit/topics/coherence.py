"""Whether a topic's words stand together: coherence, and how much they are its own."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.tokens import Tokens
from mediakit.topics.words import stem

_Floats = npt.NDArray[np.float64]

MEASURES = ("c_npmi", "c_v", "u_mass")
# Words of a sliding window of C_V (Röder et al. 2015).
_WINDOW = 110
# What stands for a pair that never meets, as in gensim.
_NEVER = 1e-12


def topic_coherence(
    terms: pd.DataFrame, *, tokens: Tokens, measure: str = "c_npmi", n: int = 10
) -> pd.DataFrame:
    """Measure whether the words of each topic stand together.

    Parameters
    ----------
    terms : DataFrame
        ``topics.terms`` of `fit_topics`, or any table with ``topic``, ``term`` and ``rank``.
    tokens : Tokens
        Articles to count in: of the same corpus, or better of another.
    measure : {"c_npmi", "c_v", "u_mass"}
        What to measure, see Notes.
    n : int
        How many words of each topic, from 2, the first by rank.

    Returns
    -------
    DataFrame, one row a topic
        ``topic``
            The topic.
        ``coherence``
            The measure; missing where fewer than two of the words stand in the articles.
        ``words``
            How many of the words stand in the articles.

    Raises
    ------
    MediakitError
        If `measure` is unknown or `n` below 2.
    EmptyError
        If none of the words stands in the articles.

    Notes
    -----
    D(v) is the number of articles with v, D(v, w) of those with both, p(v) = D(v) / articles.

    - ``"c_npmi"``: mean over all pairs of ln(p(v, w) / (p(v) p(w))) / -ln p(v, w), from -1, never
      together, to 1, never apart; pairs that stand in every article give 0. To p(v, w) 1e-12 is
      added, as gensim does, so that never together is about -0.9.
    - ``"u_mass"``: sum over all pairs of ln((D(v, w) + 1) / D(v)), v the word of the better rank
      (Mimno et al. 2011); 0 at best. The name is Röder's; other packages give the mean with
      another constant.
    - ``"c_v"``: mean cosine of each word's vector with the sum of all, vectors of NPMI with all the
      topic's words, counted in windows of 110 words (Röder et al. 2015).

    Words are looked up by their stems, since a topic's term stands for all forms of it.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction, GSCL. Mimno
    et al. (2011), Optimizing semantic coherence in topic models, EMNLP. Röder, Both and Hinneburg
    (2015), Exploring the space of topic coherence measures, WSDM.

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles())
    >>> topics = mk.fit_topics(tokens, n_topics=6)
    >>> mk.topic_coherence(topics.terms, tokens=tokens)["coherence"].between(-1, 1).all()
    np.True_
    """
    require_columns(terms, columns=["topic", "term", "rank"], made_by="fit_topics(), its .terms")
    if measure not in MEASURES:
        raise MediakitError(f"measure must be one of {', '.join(MEASURES)}, not {measure!r}")
    if n < 2:
        raise MediakitError(f"n must be 2 words or more, not {n}")
    shown = terms[terms["rank"] <= n].sort_values(["topic", "rank"])
    stems, known = pd.factorize(pd.Index(stem(shown["term"].tolist())))
    occurrences = _find(tokens, stems=pd.Index(known))
    if not len(occurrences):
        first = shown["term"].iloc[0] if len(shown) else "nothing"
        raise EmptyError(f"no article holds a word of the topics, such as {first!r}.")
    together = _count_together(tokens, occurrences, n_words=len(known), windows=measure == "c_v")
    rows = [
        (topic, *_measure(rows, together=together, measure=measure))
        for topic, rows in pd.Series(stems).groupby(shown["topic"].to_numpy())
    ]
    return pd.DataFrame(rows, columns=["topic", "coherence", "words"])


class _Together(NamedTuple):
    """Shares of articles or windows: of each pair of words, their number in all."""

    shares: _Floats
    n: int


def _find(tokens: Tokens, *, stems: pd.Index) -> pd.DataFrame:
    """List where words stand: place among the tokens, number of the word."""
    numbers = stems.get_indexer(pd.Index(stem(tokens.terms.tolist())))[tokens.codes]
    places = np.flatnonzero(numbers >= 0)
    return pd.DataFrame({"place": places, "word": numbers[places]})


def _count_together(
    tokens: Tokens, occurrences: pd.DataFrame, *, n_words: int, windows: bool
) -> _Together:
    """Count articles, or windows, in which two words stand together."""
    places, words = occurrences["place"].to_numpy(), occurrences["word"].to_numpy()
    article = np.searchsorted(tokens.offsets, places, side="right") - 1
    lengths = np.diff(tokens.offsets)
    if windows:
        per_article = np.maximum(lengths - _WINDOW + 1, 1)
        first = np.cumsum(per_article) - per_article
        at = places - tokens.offsets[article]
        begins = first[article] + np.clip(at - _WINDOW + 1, 0, per_article[article] - 1)
        ends = first[article] + np.minimum(at, per_article[article] - 1) + 1
        return _count_intervals(
            begins, ends, words=words, n=int(per_article.sum()), n_words=n_words
        )
    return _count_intervals(article, article + 1, words=words, n=len(lengths), n_words=n_words)


def _count_intervals(
    begins: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    *,
    words: npt.NDArray[np.int64],
    n: int,
    n_words: int,
) -> _Together:
    """Count units, of which each occurrence covers a stretch, without listing them one by one."""
    borders = np.unique(np.concatenate([begins, ends]))
    sizes = np.diff(borders)
    first, last = np.searchsorted(borders, begins), np.searchsorted(borders, ends)
    covered = last - first
    offsets = np.cumsum(covered) - covered
    stretch = np.repeat(first - offsets, covered) + np.arange(covered.sum())
    shape = (len(sizes), n_words)
    present = sparse.csr_array(
        (np.ones(len(stretch)), (stretch, np.repeat(words, covered))), shape=shape
    )
    present.sum_duplicates()
    present.data[:] = 1
    weighed = sparse.csr_array(present * sizes[:, None])
    return _Together((present.T @ weighed).toarray() / n, n)


def _measure(words: pd.Series, *, together: _Together, measure: str) -> tuple[float, int]:
    """Measure one topic; its words as numbers, the best first."""
    numbers = words.to_numpy()
    shares = together.shares[np.ix_(numbers, numbers)]
    present = np.diag(shares) > 0
    shares = shares[np.ix_(present, present)]
    n = int(present.sum())
    if n < 2:
        return np.nan, n
    single = np.diag(shares)
    later, earlier = np.tril_indices(n, k=-1)
    if measure == "u_mass":
        counts = shares * together.n
        ratios = (counts[later, earlier] + 1) / counts[earlier, earlier]
        return float(np.log(ratios).sum()), n
    npmi = _npmi(shares, single)
    if measure == "c_npmi":
        return float(npmi[later, earlier].mean()), n
    whole = npmi.sum(axis=0)
    lengths = np.linalg.norm(npmi, axis=1) * np.linalg.norm(whole)
    return float((npmi @ whole / np.where(lengths > 0, lengths, 1)).mean()), n


def _npmi(shares: _Floats, single: _Floats) -> _Floats:
    """Normalised pointwise mutual information; what is always there tells nothing, 0."""
    both = shares + _NEVER
    always = both >= 1
    log = -np.log(np.where(always, 0.5, both))
    return np.where(always, 0.0, np.log(both / np.outer(single, single)) / log)

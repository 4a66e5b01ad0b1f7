"""How varied the words of an article are."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln

from mediakit.errors import EmptyError, MediakitError
from mediakit.progress import progress
from mediakit.tokens import Tokens
from mediakit.tokens.ranking import sort_places

# Articles that are measured together: their tokens stay near the processor.
_BLOCK = 500
_FACTOR = 0.72
_DRAWN = 42
_Integers = npt.NDArray[np.integer]
_Floats = npt.NDArray[np.float64]


def lexical_diversity(tokens: Tokens, *, window: int = 100) -> pd.DataFrame:
    """Measure how varied the words of each article are.

    Forms count as they stand in the tokens: use ``tokens.map(str.lower)`` first, so that a word
    at the begin of a sentence is no other word. `ttr`, `cttr` and `maas` depend on the length of
    the article; `mattr`, `mtld` and `hdd` were made to compare articles of different length.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    window : int
        Words of the window of `mattr`. It is the same for all articles; a shorter article has no
        value.

    Returns
    -------
    DataFrame, indexed by article
        One row an article, in their order, so that ``articles.join()`` works; missing where the
        article is too short for a measure:

        ``tokens``
            N, words of the article.
        ``types``
            V, distinct words.
        ``ttr``
            Type-token ratio, V / N.
        ``cttr``
            Corrected type-token ratio, V / sqrt(2 N) [1]_.
        ``maas``
            Maas' a squared, (log10 N - log10 V) / (log10 N)**2; less is more varied [2]_. The base
            matters: with natural logarithms it would be smaller by the factor ln 10.
        ``mattr``
            Mean type-token ratio of all windows of `window` words [3]_.
        ``mtld``
            Mean number of words in a row until their ratio falls below 0.72, forwards and
            backwards [4]_.
        ``hdd``
            Mean type-token ratio of 42 words drawn at random, computed exactly [4]_.
        ``yule_k``
            Yule's K, 10**4 * (sum of squared counts - N) / N**2; less is more varied [5]_.
        ``missing``
            Which measures are missing and why; empty where none is.

    Raises
    ------
    EmptyError
        If there is no token at all.
    MediakitError
        If `window` is below 1.

    References
    ----------
    .. [1] Carroll, J. B. (1964). Language and thought.
    .. [2] Maas, H.-D. (1972). Über den Zusammenhang zwischen Wortschatzumfang und Länge eines
       Textes. Zeitschrift für Literaturwissenschaft und Linguistik 2 (8).
    .. [3] Covington, M., McFall, J. (2010). Cutting the Gordian knot: The moving-average
       type-token ratio. Journal of Quantitative Linguistics 17.
    .. [4] McCarthy, P., Jarvis, S. (2010). MTLD, vocd-D, and HD-D. Behavior Research Methods 42.
    .. [5] Yule, G. U. (1944). The statistical study of literary vocabulary.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["der bundestag debattiert über die rente"]}, index=["a"])
    >>> table = mk.lexical_diversity(mk.tokenize(articles), window=5)
    >>> table[["tokens", "types", "ttr", "mattr"]]
             tokens  types  ttr  mattr
    article
    a             6      6  1.0    1.0
    >>> table.loc["a", "missing"]
    'mtld: no word repeats; hdd: 6 words, 42 needed'
    """
    if not isinstance(window, int | np.integer) or window < 1:
        raise MediakitError(f"window= must be a number from 1, not {window!r}")
    if not len(tokens):
        raise EmptyError("no tokens to measure. Drop fewer terms, or read more articles.")
    firsts = progress(range(0, len(tokens.offsets) - 1, _BLOCK), label="measuring diversity")
    blocks = [_measure(tokens, first=first, window=int(window)) for first in firsts]
    table = pd.concat(blocks).set_axis(tokens.articles.rename("article"))
    return table.assign(missing=_reasons(table, window=int(window)))


def _measure(tokens: Tokens, *, first: int, window: int) -> pd.DataFrame:
    """Measure a block of articles."""
    offsets = tokens.offsets[first : first + _BLOCK + 1]
    codes, offsets = tokens.codes[offsets[0] : offsets[-1]], offsets - offsets[0]
    n = np.diff(offsets)
    row = np.repeat(np.arange(len(n)), n)
    size = len(tokens.terms)
    # By article, word and place: the tokens of one word stand side by side.
    ordered, places = sort_places(row * size + codes, limit=len(n) * size)
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    counts, rows = np.diff(begins, append=len(ordered)), ordered[begins] // size
    v = np.bincount(rows, minlength=len(n))
    squares = np.bincount(rows, weights=counts**2.0, minlength=len(n))
    before = np.full(len(codes), -1)
    again = np.ones(len(codes), dtype=bool)
    again[begins] = False
    before[places[again]] = places[np.flatnonzero(again) - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "tokens": n,
                "types": v,
                "ttr": v / n,
                "cttr": v / np.sqrt(2 * n),
                "maas": np.where(n > 1, (np.log10(n) - np.log10(v)) / np.log10(n) ** 2, np.nan),
                "mattr": _moving_average(before, offsets=offsets, window=window),
                "mtld": _mean_length(codes, offsets=offsets),
                "hdd": _drawn_ratio(counts, row=rows, n=n),
                "yule_k": 1e4 * (squares - n) / n**2.0,
            }
        )


def _moving_average(before: _Integers, *, offsets: _Integers, window: int) -> _Floats:
    """Average over all windows, by counting for each token the windows in which it is the first.

    A token is the first of its form in the windows that begin behind the one before; -1 where there
    is none.
    """
    n = np.diff(offsets)
    row = np.repeat(np.arange(len(n)), n)
    place = np.arange(len(before))
    begins = np.maximum(np.maximum(before, place - window) + 1, offsets[row])
    last_window = offsets[1:] - window
    windows = np.maximum(np.minimum(place, last_window[row]) - begins + 1, 0)
    firsts = np.bincount(row, weights=windows, minlength=len(n))
    enough = n >= window
    return np.where(enough, firsts / (window * np.where(enough, n - window + 1, 1)), np.nan)


def _mean_length(codes: _Integers, *, offsets: _Integers) -> _Floats:
    """Compute MTLD, the mean of both directions; missing where no factor can be made."""
    values = []
    for begin, end in pairwise(offsets.tolist()):
        words = codes[begin:end].tolist()
        factors = _count_factors(words), _count_factors(words[::-1])
        values.append(np.mean([len(words) / f for f in factors]) if min(factors) > 0 else np.nan)
    return np.array(values, dtype=np.float64)


def _count_factors(words: list[int]) -> float:
    factors, length = 0.0, 0
    seen: set[int] = set()
    for word in words:
        length += 1
        seen.add(word)
        if len(seen) / length < _FACTOR:
            factors += 1
            length = 0
            seen.clear()
    if length:
        factors += (1 - len(seen) / length) / (1 - _FACTOR)
    return factors


def _drawn_ratio(counts: _Integers, *, row: _Integers, n: _Integers) -> _Floats:
    """Compute HD-D: each type adds the chance that it is among the words drawn."""
    rest = n[row] - counts
    with np.errstate(invalid="ignore"):
        log_none = (
            gammaln(rest + 1)
            - gammaln(np.maximum(rest - _DRAWN, 0) + 1)
            - gammaln(n[row] + 1)
            + gammaln(np.maximum(n[row] - _DRAWN, 0) + 1)
        )
    none = np.where(rest >= _DRAWN, np.exp(log_none), 0.0)
    ratio = np.bincount(row, weights=(1 - none) / _DRAWN, minlength=len(n))
    return np.where(n >= _DRAWN, ratio, np.nan)


def _reasons(table: pd.DataFrame, *, window: int) -> list[str]:
    """Say of each article which measures are missing and why."""
    reasons = []
    for n, maas, mattr, mtld, hdd in table[["tokens", "maas", "mattr", "mtld", "hdd"]].itertuples(
        index=False, name=None
    ):
        if not n:
            reasons.append("all: no words")
            continue
        parts = (
            (maas, f"maas: {n} word, 2 needed"),
            (mattr, f"mattr: {n} words, {window} needed"),
            (mtld, "mtld: no word repeats"),
            (hdd, f"hdd: {n} words, {_DRAWN} needed"),
        )
        reasons.append("; ".join(reason for value, reason in parts if np.isnan(value)))
    return reasons

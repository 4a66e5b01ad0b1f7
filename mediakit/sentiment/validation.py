"""What scores are worth: agreement with articles that somebody has read."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.resampling import middle

_NAMES = {-1: "negative", 0: "neutral", 1: "positive"}
_DRAWS = 1_000

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def validate_scores(
    scores: pd.DataFrame, *, codings: pd.Series, random_state: int = 0
) -> pd.DataFrame:
    """Compare scores with the tone that readers coded.

    Parameters
    ----------
    scores : DataFrame, indexed by article
        From `score_sentiment`. An article without a polarity counts as neutral, with polarity 0:
        leaving it out would flatter the method.
    codings : Series of -1, 0 and 1, indexed by article
        The tone that a reader gave each article; articles without a coding stay out.
    random_state : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        Four figures, then one row per cell of the confusion, by coded and scored tone:

        ``figure``
            ``"accuracy"``: share of articles with the right label. ``"macro_f1"``: mean F1 of the
            labels that were coded. ``"auc"``: how often an article coded positive has a higher
            polarity than one coded negative, ties half. ``"spearman"``: rank correlation of
            polarity and coding. ``"confusion"``: share of the articles coded so that are scored so.
        ``coded``
            For the confusion, the tone coded; else missing.
        ``scored``
            For the confusion, the tone scored; else missing.
        ``value``
            The figure; missing where it is not defined, such as without positive articles.
        ``low``
            Lower end of the 95 % interval: articles drawn again with replacement 1,000 times.
        ``high``
            Upper end of the interval.
        ``articles``
            How many articles the figure rests on.

    Raises
    ------
    ColumnError
        If ``polarity`` or ``label`` is missing.
    EmptyError
        If no article has both.
    MediakitError
        Naming the first coding that is none of -1, 0, 1, or an article coded twice.

    References
    ----------
    van Atteveldt, W. et al. (2021), The validity of sentiment analysis, Communication Methods and
    Measures 15(2): validate on codings of your own articles, always.

    Examples
    --------
    >>> import pandas as pd, mediakit as mk
    >>> labels = ["negative", "neutral", "positive", "negative"]
    >>> scores = pd.DataFrame({"polarity": [-0.5, 0.0, 0.4, -0.2], "label": labels})
    >>> table = mk.validate_scores(scores, codings=pd.Series([-1, 0, 1, 1]))
    >>> table.head(4)[["figure", "value"]].round(2)
         figure  value
    0  accuracy   0.75
    1  macro_f1   0.78
    2       auc   1.00
    3  spearman   0.63
    """
    require_columns(scores, columns=["polarity", "label"], made_by="score_sentiment()")
    coded = _check_codings(codings)
    shared = scores.index[scores.index.isin(coded.index)]
    if not len(shared):
        raise EmptyError("no article has both a score and a coding. Do the indices match?")
    polarity = scores.loc[shared, "polarity"].fillna(0.0).to_numpy(dtype=np.float64)
    numbers = {name: number for number, name in _NAMES.items()}
    label = scores.loc[shared, "label"].map(numbers).fillna(0).to_numpy(dtype=np.int64)
    truth = coded.loc[shared].to_numpy(dtype=np.int64)
    measures = _measures(truth)
    rng = np.random.default_rng(random_state)
    draws = rng.integers(0, len(truth), size=(_DRAWS, len(truth)))
    rows = []
    for (figure, at, to), (measure, n) in measures.items():
        value = measure(truth, label, polarity)
        drawn = np.array([measure(truth[d], label[d], polarity[d]) for d in draws])
        drawn = drawn[~np.isnan(drawn)]
        low, high = middle(drawn) if len(drawn) else (np.nan, np.nan)
        rows.append((figure, at, to, value, low, high, n))
    columns = ["figure", "coded", "scored", "value", "low", "high", "articles"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"figure": "str", "coded": "str", "scored": "str"})


def _check_codings(codings: pd.Series) -> pd.Series:
    if not isinstance(codings, pd.Series):
        raise MediakitError(
            f"codings= must be a Series indexed by article, not {type(codings).__name__}"
        )
    coded = codings.dropna()
    if not coded.index.is_unique:
        twice = coded.index[coded.index.duplicated()].tolist()[0]
        raise MediakitError(f"codings= has two codings for article {twice!r}. Settle on one.")
    wrong = coded[~coded.isin(list(_NAMES))].to_dict()
    for article, coding in wrong.items():
        raise MediakitError(
            f"codings= holds {coding!r} for article {article!r}. "
            "A coding is -1 (negative), 0 or 1 (positive)."
        )
    return coded


_Measure = Callable[[Integers, Integers, Floats], float]
_Key = tuple[str, str | None, str | None]


def _measures(truth: Integers) -> dict[_Key, tuple[_Measure, int]]:
    """List the figures, each with the number of articles that it rests on."""
    n = len(truth)
    table: dict[_Key, tuple[_Measure, int]] = {
        ("accuracy", None, None): (lambda t, label, _: float(np.mean(t == label)), n),
        ("macro_f1", None, None): (lambda t, label, _: _macro_f1(t, label), n),
        ("auc", None, None): (lambda t, _, p: _auc(t, p), int(np.count_nonzero(truth))),
        ("spearman", None, None): (lambda t, _, p: _spearman(t, p), n),
    }
    for coded in np.unique(truth).tolist():
        for scored in _NAMES:
            key = ("confusion", _NAMES[coded], _NAMES[scored])
            table[key] = (_cell(coded, scored), int(np.count_nonzero(truth == coded)))
    return table


def _cell(coded: int, scored: int) -> _Measure:
    def share(truth: Integers, label: Integers, _: Floats) -> float:
        mine = label[truth == coded]
        return float(np.mean(mine == scored)) if len(mine) else np.nan

    return share


def _macro_f1(truth: Integers, label: Integers) -> float:
    found = []
    for tone in np.unique(truth):
        hits = np.count_nonzero((truth == tone) & (label == tone))
        both = np.count_nonzero(truth == tone) + np.count_nonzero(label == tone)
        found.append(2 * hits / both)
    return float(np.mean(found))


def _auc(truth: Integers, polarity: Floats) -> float:
    """Count pairs by ranks (Mann-Whitney), ties half."""
    from scipy.stats import rankdata

    values, positive = polarity[truth != 0], truth[truth != 0] > 0
    n_positive, n_negative = np.count_nonzero(positive), np.count_nonzero(~positive)
    if not n_positive or not n_negative:
        return np.nan
    ranks = rankdata(values)
    return float((ranks[positive].sum() / n_positive - (n_positive + 1) / 2) / n_negative)


def _spearman(truth: Integers, polarity: Floats) -> float:
    from scipy.stats import rankdata

    if not np.ptp(truth) or not np.ptp(polarity):
        return np.nan
    return float(np.corrcoef(rankdata(truth), rankdata(polarity))[0, 1])

"""The tone over time, with intervals from articles drawn again."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.aligning import align, align_groups
from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.periods import check_freq, to_periods
from mediakit.resampling import middle

_DRAWS = 2_000
_FEWEST = 2

Floats = npt.NDArray[np.float64]


def sentiment_trends(
    scores: pd.DataFrame,
    *,
    published: pd.Series | None = None,
    by: pd.Series | None = None,
    freq: str = "W",
    weights: pd.Series | None = None,
    random_state: int = 0,
) -> pd.DataFrame:
    """Average the tone by period and group, with intervals.

    Parameters
    ----------
    scores : DataFrame, indexed by article
        From `score_sentiment`; articles without a polarity stay out.
    published : Series of times in Europe/Berlin, indexed by article, optional
        When each article appeared; undated articles stay out. Without it, one period holds all.
    by : Series, indexed by article, optional
        Group of each article, such as ``articles["outlet"]``; those without a group stay out.
    freq : {"D", "W", "M", "Q", "Y"}
        Length of a period; weeks run from Monday to Sunday.
    weights : Series of float, indexed by article, optional
        What each article counts, from 0 to 1, as `story_weights` gives it, so that each group of
        copies counts once.
    random_state : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        One row per group and period in which it has a scored article, by group and period:

        ``group``
            The group, ``"all"`` without `by`.
        ``period``
            Begin of the period, in Europe/Berlin; missing without `published`.
        ``polarity``
            Mean polarity of the articles, weighted.
        ``low``
            Lower end of the 95 % interval: articles drawn again with replacement 2,000 times,
            with `weights` as many as these sum to, so that copies do not narrow it. Missing where
            there is one text, which tells nothing of its reach.
        ``high``
            Upper end of the interval.
        ``articles``
            How many articles were scored.
        ``weight``
            Sum of their weights: with `story_weights` how many texts; without, their number.

    Raises
    ------
    ColumnError
        If there is no column ``polarity``.
    EmptyError
        If no article has a polarity, a date and a group.
    MediakitError
        Naming the first article that `published`, `by` or `weights` does not know, a weight that
        is not from 0 to 1, or an unknown `freq`.

    References
    ----------
    Percentile bootstrap: Efron, B. and Tibshirani, R. (1993), An Introduction to the Bootstrap.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> scores = mk.score_sentiment(articles)
    >>> trends = mk.sentiment_trends(scores, by=articles["outlet"])
    >>> trends[["group", "polarity", "articles"]].round(2)
             group  polarity  articles
    0  abendkurier     -0.19        27
    1    rundschau     -0.06        27
    2     tagblatt     -0.10        26
    """
    require_columns(scores, columns=["polarity"], made_by="score_sentiment()")
    polarity = scores["polarity"]
    group = align_groups(by, articles=scores.index)
    period = _periods(scores, published=published, freq=freq)
    weight = align_weights(weights, articles=scores.index)
    table = pd.DataFrame({"group": group, "period": period, "polarity": polarity, "weight": weight})
    kept = table["polarity"].notna() & table["group"].notna() & (weight > 0)
    if published is not None:
        kept &= table["period"].notna()
    table = table[kept]
    if table.empty:
        raise EmptyError("no article has a polarity, a date and a group. Pass scores of articles.")
    rng = np.random.default_rng(random_state)
    rows = []
    for (name, begin), part in table.groupby(["group", "period"], dropna=False):
        values = part["polarity"].to_numpy(dtype=np.float64)
        counts = part["weight"].to_numpy()
        low, high = _interval(values, weights=counts, rng=rng)
        mean = np.average(values, weights=counts)
        rows.append((name, begin, mean, low, high, len(values), counts.sum()))
    columns = ["group", "period", "polarity", "low", "high", "articles", "weight"]
    return pd.DataFrame(rows, columns=columns)


def align_weights(weights: pd.Series | None, *, articles: pd.Index) -> pd.Series:
    """Give the weight of each article; without any, every article weighs 1.

    Raises
    ------
    MediakitError
        Naming the first article without a weight, or with one that is not from 0 to 1.
    """
    if weights is None:
        return pd.Series(1.0, index=articles)
    aligned = align(weights, articles=articles, name="weights=").astype("float64")
    wrong = aligned[~aligned.between(0, 1)]
    if len(wrong):
        raise MediakitError(
            f"weights= holds {wrong.iloc[0]} for article {wrong.index[0]!r}. A weight lies from 0 "
            "to 1; pass the result of story_weights()."
        )
    return aligned


def _periods(scores: pd.DataFrame, *, published: pd.Series | None, freq: str) -> pd.Series:
    """Give the begin of each article's period, missing where undated."""
    check_freq(freq)
    if published is None:
        return pd.Series(pd.NaT, index=scores.index, dtype="datetime64[us, Europe/Berlin]")
    times = align(published, articles=scores.index, name="published=")
    begins = to_periods(times, freq=freq).dt.to_timestamp()
    return begins.dt.tz_localize("Europe/Berlin").dt.as_unit("us")


def _interval(values: Floats, *, weights: Floats, rng: np.random.Generator) -> tuple[float, float]:
    """Draw values again with replacement, by weight: the middle 95 % of their means."""
    # Counts of draws instead of the draws: an article drawn twice weighs twice. Copies that share
    # one weight are drawn as often together as one text would be.
    n = round(weights.sum())
    if n < _FEWEST:
        return np.nan, np.nan
    drawn = rng.multinomial(n, weights / weights.sum(), size=_DRAWS)
    low, high = middle(drawn @ values / n)
    return float(low), float(high)

"""How much each topic is written about: by group, by period, with intervals."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, weigh
from mediakit.topics.fitting import DIGITS
from mediakit.topics.value import Topics

_Floats = npt.NDArray[np.float64]

# A period is named by its begin or its end in pandas; here both names mean the same period.
_PERIODS = {"D": "D", "W": "W-SUN", "M": "M", "MS": "M", "Q": "Q", "QS": "Q", "Y": "Y", "YS": "Y"}
_DRAWS, _LEVEL = 1000, (0.025, 0.975)
# So many random numbers are held at once.
_AT_ONCE = 4_000_000


def topic_prevalence(
    topics: Topics,
    *,
    by: pd.Series | None = None,
    published: pd.Series | None = None,
    freq: str | None = None,
    interval: str | None = "bootstrap",
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Tell which share of the coverage each topic has, by group and period.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    by : Series, indexed by article, optional
        Group of each article, such as ``articles["outlet"]``; without a group it stays out.
    published : Series of times, indexed by article, optional
        When each article appeared, ``articles["published"]``; undated articles stay out.
    freq : {"D", "W", "M", "Q", "Y"}, optional
        Length of a period, with `published`; months by default, weeks run from Monday to Sunday.
    interval : {"bootstrap", None}
        With ``"bootstrap"``, the middle 95 % of the shares when the articles of each group and
        period are drawn anew, with replacement, 1000 times from a fixed seed.
    weights : Series, indexed by article, optional
        How much each article counts, such as `story_weights`.

    Returns
    -------
    DataFrame
        One row per group, period and topic, in this order:

        ``group``
            The group, ``"all"`` without `by`.
        ``period``
            Begin of the period in Europe/Berlin; only with `published`. Groups without an article
            in a period have no row there.
        ``topic``
            The topic.
        ``share``
            Mean share of the topic in the articles, 0 to 1; of a group and period they sum to one.
        ``share_low``
            Lower end of the interval; missing where there are fewer than two articles, and without
            `interval`.
        ``share_high``
            Upper end.
        ``articles``
            Number of articles of the group and period, not weighed.

    Raises
    ------
    EmptyError
        If no article has a topic, a group and a period.
    MediakitError
        Naming the first article that `by`, `published` or `weights` do not know, or an unknown
        `freq` or `interval`.

    Notes
    -----
    Articles without a topic stay out. The interval is about which articles were written; for doubt
    about their topics as well see `topic_effects`.

    See Also
    --------
    plot_topic_prevalence : Draw the result.
    topic_effects : Several causes at once.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> table = mk.topic_prevalence(topics, by=articles["outlet"])
    >>> table.groupby("group")["share"].sum().round(3).tolist()
    [1.0, 1.0, 1.0]
    """
    if interval not in (None, "bootstrap"):
        raise MediakitError(f"interval must be None or 'bootstrap', not {interval!r}")
    shares = topics.shares.to_numpy()
    matrix = TermMatrix(sparse.csr_array(shares), topics.shares.index, topics.shares.columns)
    groups = pd.Series("all", index=matrix.articles) if by is None else by
    group, names = match_groups(matrix, by=groups)
    period, begins = _number_periods(matrix, published=published, freq=freq)
    counted = _weights_of(matrix, weights=weights) * shares.any(axis=1)
    kept = np.flatnonzero((group >= 0) & (period >= 0) & (counted > 0))
    if not len(kept):
        raise EmptyError("no article has a topic, a group and a date. Check by= and published=.")
    cells, cell = np.unique(
        np.column_stack([group[kept], period[kept]]), axis=0, return_inverse=True
    )
    random = np.random.default_rng(0)
    found = [
        _share(
            shares[kept[cell == number]],
            weights=counted[kept[cell == number]],
            drawn=interval is not None,
            random=random,
        )
        for number in range(len(cells))
    ]
    n = shares.shape[1]
    share, low, high = (np.concatenate(values).round(DIGITS) for values in zip(*found, strict=True))
    table = pd.DataFrame(
        {
            "group": names.take(np.repeat(cells[:, 0], n)),
            "topic": np.tile(topics.shares.columns.to_numpy(), len(cells)),
            "share": share,
            "share_low": low,
            "share_high": high,
            "articles": np.repeat(np.bincount(cell), n),
        }
    )
    if begins is not None:
        table.insert(1, "period", begins.take(np.repeat(cells[:, 1], n)))
    return table


def _share(
    shares: _Floats, *, weights: _Floats, drawn: bool, random: np.random.Generator
) -> tuple[_Floats, _Floats, _Floats]:
    """Give the mean share of each topic, and the ends of its interval."""
    mean = weights @ shares / weights.sum()
    n = len(weights)
    if not drawn or n < 2:
        nothing = np.full(len(mean), np.nan)
        return mean, nothing, nothing
    told = np.column_stack([shares * weights[:, None], weights])
    sums = []
    step = max(1, _AT_ONCE // n)
    for first in range(0, _DRAWS, step):
        draws = min(step, _DRAWS - first)
        taken = random.integers(n, size=(draws, n)) + np.arange(draws)[:, None] * n
        times = np.bincount(taken.ravel(), minlength=draws * n).reshape(draws, n)
        sums.append(times @ told)
    totals = np.concatenate(sums)
    low, high = np.quantile(totals[:, :-1] / totals[:, -1:], _LEVEL, axis=0)
    return mean, low, high


def _weights_of(matrix: TermMatrix, *, weights: pd.Series | None) -> _Floats:
    if weights is None:
        return np.ones(len(matrix.articles))
    ones = sparse.csr_array(np.ones((len(matrix.articles), 1)))
    weighed = weigh(TermMatrix(ones, matrix.articles, pd.Index(["weight"])), weights=weights)
    found: _Floats = weighed.counts.toarray()[:, 0]
    return found


def _number_periods(
    matrix: TermMatrix, *, published: pd.Series | None, freq: str | None
) -> tuple[npt.NDArray[np.int64], pd.DatetimeIndex | None]:
    """Give each article the number of its period, -1 where undated; without dates all are one."""
    if published is None:
        if freq is not None:
            raise MediakitError('freq= needs published=, such as articles["published"].')
        return np.zeros(len(matrix.articles), dtype=np.int64), None
    freq = "M" if freq is None else freq
    if freq not in _PERIODS:
        raise MediakitError(f"freq must be one of {', '.join(_PERIODS)}, not {freq!r}")
    if not pd.api.types.is_datetime64_any_dtype(published):
        found = published.dtype if isinstance(published, pd.Series) else type(published).__name__
        raise MediakitError(f"published= must be a Series of times, not {found}")
    local = published
    if local.dt.tz is not None:
        local = local.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    codes, periods = match_groups(matrix, by=local.dt.to_period(_PERIODS[freq]))
    begins = pd.PeriodIndex(periods).to_timestamp().tz_localize("Europe/Berlin").as_unit("us")
    return codes, begins

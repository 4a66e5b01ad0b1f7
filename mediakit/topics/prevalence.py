"""How much each topic is written about: by group, by period, with intervals."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, weigh
from mediakit.periods import number_periods
from mediakit.progress import progress
from mediakit.resampling import check_interval, draw_weights, middle
from mediakit.topics.fitting import DIGITS
from mediakit.topics.value import Topics

_Floats = npt.NDArray[np.float64]

_DRAWS = 1000
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
        One row per group, period and topic, in this order; periods from the first article's to the
        last one's without a gap:

        ``group``
            The group, ``"all"`` without `by`.
        ``period``
            Begin of the period in Europe/Berlin; only with `published`.
        ``topic``
            The topic.
        ``share``
            Mean share of the topic in the articles, 0 to 1; of a group and period they sum to one.
            Missing where the group has no article in the period.
        ``share_low``
            Lower end of the interval; missing where there are fewer than two articles, and without
            `interval`.
        ``share_high``
            Upper end.
        ``articles``
            Number of articles with a topic of the group and period, not weighed; those of weight 0
            do not count.

    Raises
    ------
    EmptyError
        If no article has a topic, a group and a period.
    MediakitError
        Naming the first article that `by`, `published` or `weights` do not know, or an unknown
        `freq` or `interval`.

    Notes
    -----
    Articles without a topic stay out. The interval tells which articles might have been written;
    the chance of few words in their shares is part of that scatter. It does not tell whether the
    topics themselves would come back: see `topic_stability`.

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
    drawn = check_interval(interval)
    matrix = TermMatrix(sparse.csr_array(topics.shares), topics.shares.index, topics.shares.columns)
    if weights is not None:
        matrix = weigh(matrix, weights=weights)
    group, names = match_groups(
        matrix, by=pd.Series("all", index=matrix.articles) if by is None else by
    )
    period, begins = _number_periods(matrix, published=published, freq=freq)
    n, cells = len(topics.shares.columns), len(names) * len(begins)
    # The last column: what the shares of an article sum to, its weight.
    told = np.column_stack([matrix.counts.toarray(), matrix.counts.sum(axis=1)])
    cell = np.where(
        (group >= 0) & (period >= 0) & (told[:, -1] > 0), group * len(begins) + period, -1
    )
    if not (cell >= 0).any():
        raise EmptyError("no article has a topic, a group and a date. Check by= and published=.")
    share, low, high = (np.full((cells, n), np.nan) for _ in range(3))
    random = np.random.default_rng(0)
    for number in progress(np.unique(cell[cell >= 0]).tolist(), label="drawing articles"):
        members = told[cell == number]
        share[number] = _divide(members.sum(axis=0))
        # With one article every draw is the same, which would look like certainty.
        if drawn and len(members) > 1:
            low[number], high[number] = _resample(members, random=random)
    table = pd.DataFrame(
        {
            "group": names.take(np.repeat(np.arange(cells) // len(begins), n)),
            "period": begins.take(np.repeat(np.arange(cells) % len(begins), n)),
            "topic": np.tile(topics.shares.columns.to_numpy(), cells),
            "share": share.ravel().round(DIGITS),
            "share_low": low.ravel().round(DIGITS),
            "share_high": high.ravel().round(DIGITS),
            "articles": np.repeat(np.bincount(cell[cell >= 0], minlength=cells), n),
        }
    )
    return table.drop(columns="period") if published is None else table


def _resample(members: _Floats, *, random: np.random.Generator) -> _Floats:
    """Draw articles anew; give both ends of the shares, (2, n_topics)."""
    sums = []
    step = max(1, _AT_ONCE // len(members))
    for first in range(0, _DRAWS, step):
        times = draw_weights(len(members), draws=min(step, _DRAWS - first), random=random)
        sums.append(members.T @ times)
    return middle(_divide(np.hstack(sums)))


def _divide(sums: _Floats) -> _Floats:
    """Divide the sums of the topics by the weight of all articles, which stands last."""
    return sums[:-1] / sums[-1]


def _number_periods(
    matrix: TermMatrix, *, published: pd.Series | None, freq: str | None
) -> tuple[npt.NDArray[np.int64], pd.DatetimeIndex]:
    """Give each article its period, -1 where undated; without `published` all have one."""
    if published is not None:
        return number_periods(matrix, published=published, freq="M" if freq is None else freq)
    if freq is not None:
        raise MediakitError('freq= needs published=, such as articles["published"].')
    return np.zeros(len(matrix.articles), dtype=np.int64), pd.DatetimeIndex([pd.NaT])

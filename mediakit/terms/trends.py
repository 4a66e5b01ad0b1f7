"""How frequent terms are over time."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Done, is_parted, read_column, refuse_broken
from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix, weigh
from mediakit.patterns import Patterns, select_terms
from mediakit.periods import number_periods
from mediakit.resampling import check_interval, draw_weights, list_members, middle
from mediakit.terms.parted import choose, choose_parts

_DRAWS = 1000


def term_trends(  # noqa: PLR0913 - one positional parameter and six keywords
    matrix: TermMatrix | Any,
    *,
    published: Any,
    terms: Patterns,
    freq: str = "W",
    smooth: int = 1,
    interval: str | None = None,
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Count terms in each day, week, month, quarter or year.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms), Corpus or dask.dataframe.DataFrame
        From `count_terms`; or a corpus on disk, or articles as a Dask DataFrame, of which only
        the counts of the terms asked for are gathered.
    published : Series of times in Europe/Berlin, indexed by article
        When each article appeared, ``articles["published"]``; undated articles stay out. Of a
        corpus or Dask DataFrame also the name of a column.
    terms : list of str, mapping of name to patterns, or DataFrame
        Terms or wildcards such as ``"Klima*"``; ``{"Klima": ["Klima*", "*klima"]}`` adds several
        up, and so does the table of `match_terms`. Phrases: see `merge_terms`; those of a corpus
        or Dask DataFrame are counted as if it had been asked.
    freq : {"D", "W", "M", "Q", "Y"}
        Length of a period; weeks run from Monday to Sunday. ``"MS"`` is ``"M"``, and so on.
    smooth : int, odd
        Over how many periods, the one before and the one after with 3, `per_million` and
        `percent_of_articles` are taken: sums divided by sums, so that a thin week weighs little.
        All other columns stay those of the period.
    interval : {None, "bootstrap"}
        With ``"bootstrap"`` two more columns stand behind the others, ``per_million_low`` and
        ``per_million_high``: the middle 95 % of `per_million` when the articles of each period
        are drawn anew, with replacement, 1000 times from a fixed seed. Missing where there are
        fewer than two articles. Where the term does not stand, both ends are 0: articles that are
        not there cannot be drawn, so this proves no absence.
    weights : Series, indexed by article, optional
        How much the tokens of each article count, for example `story_weights`, by which each group
        of copies counts once; as if `count_terms` had been given them.

    Returns
    -------
    DataFrame
        One row per period and term, from the first article's period to the last one's without a
        gap, terms in the order asked for:

        ``period``
            Begin of the period, in Europe/Berlin.
        ``term``
            The term.
        ``count``
            Tokens of the term in the period; 0 where there are none. With `weights` a fraction.
        ``per_million``
            `count` per million `tokens`; 0 in a period without articles.
        ``articles``
            Articles of the period in which the term stands, whatever their weight.
        ``percent_of_articles``
            `articles` in per cent of `all_articles`; 0 in a period without articles.
        ``tokens``
            Tokens of the period, of all terms.
        ``all_articles``
            Articles of the period.

    Raises
    ------
    EmptyError
        If no article has a date.
    MediakitError
        Naming the first term that the matrix does not hold, the first article for which `weights`
        has none, or an unknown `freq`, `smooth` or `interval`.

    See Also
    --------
    plot_term_trends : Draw the result.
    match_terms : See what a pattern matches.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> trends = mk.term_trends(
    ...     matrix, published=articles["published"], terms=["Wehre"], freq="M")
    >>> trends[["period", "term", "articles"]]
                         period   term  articles
    0 2025-01-01 00:00:00+01:00  Wehre       ...
    1 2025-02-01 00:00:00+01:00  Wehre       ...
    2 2025-03-01 00:00:00+01:00  Wehre       ...
    """
    resampled = check_interval(interval)
    if smooth < 1 or smooth % 2 == 0:
        raise MediakitError(f"smooth must be an odd number of periods such as 3, not {smooth!r}")
    done: list[Done] = []
    if is_parted(matrix):
        published = read_column(matrix, column=published)
        names, chosen, done = choose_parts(matrix, terms=terms)
    else:
        names, selection = select_terms(matrix.terms, patterns=terms)
        chosen = choose(matrix, selection=selection)
    if weights is not None:
        chosen = weigh(chosen, weights=weights)
    codes, periods = number_periods(chosen, published=published, freq=freq)
    # Columns: each name's tokens, each name's articles, all tokens, all articles.
    wanted, tokens = np.hsplit(chosen.counts.toarray(), [len(names)])
    # Of a weighed matrix the tokens are fractions; articles are counted all the same.
    told = np.hstack([wanted, wanted > 0, tokens, np.ones_like(tokens)]).astype(tokens.dtype)
    sums = np.zeros((len(periods), told.shape[1]), dtype=told.dtype)
    np.add.at(sums, codes[codes >= 0], told[codes >= 0])
    n = len(names)
    rates, shares = _rates(_window(sums, smooth=smooth), n=n)
    table = pd.DataFrame(
        {
            "period": np.repeat(periods, n),
            "term": pd.Index(names * len(periods), dtype="str"),
            "count": sums[:, :n].ravel(),
            "per_million": rates.ravel() * 1e6,
            "articles": sums[:, n : 2 * n].ravel().astype(np.int64),
            "percent_of_articles": shares.ravel() * 100,
            "tokens": np.repeat(sums[:, -2], n),
            "all_articles": np.repeat(sums[:, -1], n).astype(np.int64),
        }
    )
    if resampled:
        low, high = _resample(told, codes=codes, n_periods=len(periods), smooth=smooth, n=n)
        table = table.assign(per_million_low=low.ravel() * 1e6, per_million_high=high.ravel() * 1e6)
    refuse_broken(done, others=table)
    return table


def _window(sums: np.ndarray, *, smooth: int) -> np.ndarray:
    """Sum over the periods around each; at both ends over those there are."""
    before = np.concatenate(
        [np.zeros((1, *sums.shape[1:])), np.cumsum(sums, axis=0, dtype=np.float64)]
    )
    place = np.arange(len(sums))
    last = np.minimum(place + smooth // 2 + 1, len(sums))
    return before[last] - before[np.maximum(place - smooth // 2, 0)]


def _rates(sums: np.ndarray, *, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Divide by all tokens and by all articles; nothing of nothing is 0."""
    # Of a weighed matrix the tokens of a period may be less than one.
    tokens, articles = np.where(sums[:, -2:] > 0, sums[:, -2:], 1).T[:, :, None]
    return sums[:, :n] / tokens, sums[:, n : 2 * n] / articles


def _resample(
    told: np.ndarray, *, codes: npt.NDArray[np.int64], n_periods: int, smooth: int, n: int
) -> npt.NDArray[np.float64]:
    """Draw the articles of each period anew; give the ends of 95 % of the rates."""
    random = np.random.default_rng(0)
    # The names' tokens, and all tokens: half as many bytes are enough for sums of one period.
    drawn = np.zeros((n + 1, n_periods, _DRAWS), dtype=np.float32)
    counted = told[:, [*range(n), -2]]
    for period, members in list_members(codes, n_groups=n_periods):
        weights = draw_weights(len(members), draws=_DRAWS, random=random)
        drawn[:, period] = counted[members].T @ weights
    tokens = _window(drawn[-1], smooth=smooth)
    tokens[tokens <= 0] = 1
    ends = [middle(_window(drawn[name], smooth=smooth) / tokens) for name in range(n)]
    # With one article every draw is the same, which would look like certainty.
    articles = np.bincount(codes[codes >= 0], minlength=n_periods)
    few = _window(articles, smooth=smooth) < 2
    return np.where(few[:, None], np.nan, np.stack(ends, axis=-1))

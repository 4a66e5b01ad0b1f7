"""How frequent terms are: over all articles, by group, over time."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, sum_groups, weigh

# A period is named by its begin or its end in pandas; here both names mean the same period.
_PERIODS = {"D": "D", "W": "W-SUN", "M": "M", "MS": "M", "Q": "Q", "QS": "Q", "Y": "Y", "YS": "Y"}


def term_frequencies(matrix: TermMatrix, *, by: pd.Series | None = None) -> pd.DataFrame:
    """Count terms over all articles, or within each group of them.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms)
        From `count_terms`.
    by : Series, indexed by article, optional
        Group of each article, for example ``articles["outlet"]``; articles with a missing group
        stay out. Without it all articles form one group, ``"all"``.

    Returns
    -------
    DataFrame
        One row per group and term that occurs in it, the most frequent first, ties by term:

        ``group``
            The group.
        ``term``
            The term.
        ``count``
            Tokens of the term in the group.
        ``per_million``
            `count` per million tokens of the group; only this compares groups of different size.
        ``articles``
            Articles of the group in which the term stands.
        ``rank``
            Place within the group from 1; equal counts share the smallest place.

    Raises
    ------
    EmptyError
        If no article has both a token and a group.
    MediakitError
        Naming the first article that `by` does not know.

    See Also
    --------
    plot_term_frequencies : Draw the result.

    References
    ----------
    `rank` is that of quanteda's ``textstat_frequency(ties_method = "min")``: Benoit et al. (2018),
    quanteda, JOSS 3(30), 774.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({
    ...     "outlet": ["A", "A", "B"], "text": ["Rente steigt", "Rente sinkt", "Miete steigt"]})
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> mk.term_frequencies(matrix, by=articles["outlet"])
      group    term  count  per_million  articles  rank
    0     A   Rente      2     500000.0         2     1
    1     A   sinkt      1     250000.0         1     2
    2     A  steigt      1     250000.0         1     2
    3     B   Miete      1     500000.0         1     1
    4     B  steigt      1     500000.0         1     1
    """
    if by is None:
        by = pd.Series("all", index=matrix.articles)
    codes, groups = match_groups(matrix, by=by)
    counts, articles = sum_groups(matrix, codes=codes, n_groups=len(groups))
    if counts.nnz == 0:
        raise EmptyError("no tokens to count. Drop fewer terms, or give the articles a group.")
    group, term = counts.nonzero()
    totals = np.asarray(counts.sum(axis=1))
    table = pd.DataFrame(
        {
            "group": groups.take(group),
            "term": matrix.terms.take(term),
            "count": counts.data,
            "per_million": counts.data / totals[group] * 1e6,
            "articles": articles.data,
        }
    )
    # Groups and terms are sorted already, so a stable sort leaves ties in order of term.
    table = table.iloc[np.lexsort((-counts.data, group))].reset_index(drop=True)
    ranks = table.groupby("group", sort=False)["count"].rank(method="min", ascending=False)
    return table.assign(rank=ranks.astype(np.int64))


def term_trends(
    matrix: TermMatrix,
    *,
    published: pd.Series,
    terms: Sequence[str],
    freq: str = "W",
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Count terms in each day, week, month, quarter or year.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms)
        From `count_terms`.
    published : Series of times in Europe/Berlin, indexed by article
        When each article appeared, ``articles["published"]``; undated articles stay out.
    terms : sequence of str
        Terms to follow, as they stand in the matrix.
    freq : {"D", "W", "M", "Q", "Y"}
        Length of a period; weeks run from Monday to Sunday. ``"MS"`` is ``"M"``, and so on.
    weights : Series, indexed by article, optional
        How much each article counts, for example `story_weights`; `count` and `tokens` are
        weighed, `articles` is not. Not for a matrix that `count_terms` weighed already.

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
            Tokens of the term in the period; 0 where there are none.
        ``per_million``
            `count` per million `tokens`; 0 in a period without articles.
        ``articles``
            Articles of the period in which the term stands.
        ``tokens``
            Tokens of the period, of all terms.

    Raises
    ------
    EmptyError
        If no article has a date.
    MediakitError
        Naming the first term that the matrix does not hold, an unknown `freq`, or the first
        article without a weight.

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
    columns = _find_terms(matrix, terms=terms)
    if weights is not None:
        matrix = weigh(matrix, weights=weights)
    codes, periods = _number_periods(matrix, published=published, freq=freq)
    counts, articles = sum_groups(matrix, codes=codes, n_groups=len(periods))
    tokens = np.asarray(counts.sum(axis=1))
    wanted = counts[:, columns].toarray()
    per_token = np.divide(wanted, tokens[:, None], out=np.zeros(wanted.shape), where=wanted > 0)
    return pd.DataFrame(
        {
            "period": np.repeat(periods, len(columns)),
            "term": pd.Index(list(terms) * len(periods), dtype="str"),
            "count": wanted.ravel(),
            "per_million": per_token.ravel() * 1e6,
            "articles": articles[:, columns].toarray().ravel(),
            "tokens": np.repeat(tokens, len(columns)),
        }
    )


def _find_terms(matrix: TermMatrix, *, terms: Sequence[str]) -> npt.NDArray[np.intp]:
    if isinstance(terms, str) or not len(terms):
        raise MediakitError(f"terms= must be a list of one or more terms, not {terms!r}")
    columns = matrix.terms.get_indexer(pd.Index(list(terms), dtype="str"))
    missing = next((t for t, column in zip(terms, columns, strict=True) if column < 0), None)
    if missing is not None:
        close = get_close_matches(missing, matrix.terms.tolist(), n=1)
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        raise MediakitError(f"the matrix has no term {missing!r}{hint}. Terms are matched by case.")
    return columns


def _number_periods(
    matrix: TermMatrix, *, published: pd.Series, freq: str
) -> tuple[npt.NDArray[np.int64], pd.DatetimeIndex]:
    """Count periods from the first article's: one number an article, -1 where undated."""
    if freq not in _PERIODS:
        raise MediakitError(f"freq must be one of {', '.join(_PERIODS)}, not {freq!r}")
    if not pd.api.types.is_datetime64_any_dtype(published):
        found = published.dtype if isinstance(published, pd.Series) else type(published).__name__
        raise MediakitError(f"published= must be a Series of times, not {found}")
    local = published
    if local.dt.tz is not None:
        local = local.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    days = local.dt.to_period(_PERIODS[freq])
    codes, present = match_groups(matrix, by=days)
    if not len(present):
        raise EmptyError("no article has a date. Give published= the times of these articles.")
    periods = pd.period_range(present[0], present[-1])
    numbers = np.append(periods.get_indexer(present), -1)[codes]
    return numbers, periods.to_timestamp().tz_localize("Europe/Berlin").as_unit("us")

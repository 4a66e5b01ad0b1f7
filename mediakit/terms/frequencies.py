"""How frequent terms are, over all articles or by group."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, sum_groups
from mediakit.patterns import Patterns, add_up
from mediakit.progress import progress
from mediakit.resampling import check_interval, list_members, rate_intervals


def term_frequencies(
    matrix: TermMatrix,
    *,
    by: pd.Series | None = None,
    terms: Patterns | None = None,
    interval: str | None = None,
    draws: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Count terms over all articles, or within each group of them.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms)
        From `count_terms`.
    by : Series, indexed by article, optional
        Group of each article, for example ``articles["outlet"]``; articles with a missing group
        stay out. Months are ``articles["published"].dt.strftime("%Y-%m")``, and two columns
        ``articles["outlet"] + ", " + articles["section"]``. Without it all articles form one
        group, ``"all"``.
    terms : list of str, mapping of name to patterns, or DataFrame, optional
        Only these terms, wildcards or families, each as one row a group, also where it is 0;
        ``{"Klima": ["Klima*", "*klima"]}`` adds several up. Rates stay per million tokens of all
        terms. Phrases: see `merge_terms`.
    interval : {None, "bootstrap"}
        With ``"bootstrap"`` two more columns stand behind the others, ``per_million_low`` and
        ``per_million_high``: the middle 95 % of `per_million` when the articles of the group are
        drawn anew, with replacement. Words come in bursts, so articles are drawn, not tokens.
        Missing in groups of one article; never believe it in groups of fewer than about ten.
    draws : int
        How often articles are drawn anew.
    random_state : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        One row per group and term that occurs in it, or was asked for, the most frequent first,
        ties by term:

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
        Naming the first article that `by` does not know, the first of `terms` that matches
        nothing, or an unknown `interval`.

    See Also
    --------
    plot_term_frequencies : Draw the result.

    References
    ----------
    `rank` is that of quanteda's ``textstat_frequency(ties_method = "min")``: Benoit et al. (2018),
    quanteda, JOSS 3(30), 774. Intervals: percentile bootstrap, Efron & Tibshirani (1993), An
    Introduction to the Bootstrap, ch. 13; of articles: Lijffijt et al. (2016), Digital Scholarship
    in the Humanities 31(2), 374-397.

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
    resampled = check_interval(interval)
    if draws < 100:
        raise MediakitError(f"draws must be 100 or more to show the ends of 95 %, not {draws}")
    if by is None:
        by = pd.Series("all", index=matrix.articles)
    sizes = np.asarray(matrix.counts.sum(axis=1))
    chosen = matrix if terms is None else add_up(matrix, patterns=terms)
    codes, groups = match_groups(matrix, by=by)
    totals = np.bincount(codes + 1, weights=sizes, minlength=len(groups) + 1)[1:]
    if not totals.any():
        raise EmptyError("no tokens to count. Drop fewer terms, or give the articles a group.")
    sums = sum_groups(chosen, codes=codes, n_groups=len(groups))
    # Of terms that were asked for an absence is an answer.
    shape = sums[0].shape
    group, term = sums[0].nonzero() if terms is None else np.indices(shape).reshape(2, -1)
    counts, articles = (each.data if terms is None else each.toarray().ravel() for each in sums)
    table = pd.DataFrame(
        {
            "group": groups.take(group),
            "term": chosen.terms.take(term),
            "count": counts,
            "per_million": _divide(counts, totals[group]) * 1e6,
            "articles": articles,
        }
    )
    if resampled:
        random = np.random.default_rng(random_state)
        places = np.split(term, np.searchsorted(group, np.arange(1, len(groups))))
        ends = _resample(
            chosen, sizes=sizes, codes=codes, places=places, draws=draws, random=random
        )
        table = table.assign(per_million_low=ends[0] * 1e6, per_million_high=ends[1] * 1e6)
    # Groups and terms are sorted already, so a stable sort leaves ties in order of term.
    table = table.iloc[np.lexsort((-counts, group))].reset_index(drop=True)
    ranks = table.groupby("group", sort=False)["count"].rank(method="min", ascending=False)
    table.insert(5, "rank", ranks.astype(np.int64))
    return table


def _divide(counts: npt.NDArray, totals: npt.NDArray) -> npt.NDArray[np.float64]:
    """Divide; nothing of nothing is 0."""
    return np.divide(counts, totals, out=np.zeros(len(counts)), where=totals > 0)


def _resample(
    matrix: TermMatrix,
    *,
    sizes: npt.NDArray,
    codes: npt.NDArray[np.int64],
    places: list[npt.NDArray],
    draws: int,
    random: np.random.Generator,
) -> npt.NDArray[np.float64]:
    """Give the ends of the interval of each group and of its terms, listed in `places`."""
    ends = []
    every = list(list_members(codes, n_groups=len(places)))
    for group, members in progress(every, label="drawing articles"):
        counts = matrix.counts[members][:, places[group]]
        ends.append(rate_intervals(counts, sizes=sizes[members], draws=draws, random=random))
    return np.concatenate(ends, axis=1)

"""How frequent terms are, over all articles or by group."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Done, is_parted, read_column, refuse_broken
from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups, sum_groups
from mediakit.patterns import Patterns, add_up
from mediakit.progress import progress
from mediakit.resampling import check_interval, list_members, rate_intervals
from mediakit.terms.parted import Sums, add_up_parts, fill_groups, sum_parts


def term_frequencies(
    matrix: TermMatrix | Any,
    *,
    by: pd.Series | str | None = None,
    terms: Patterns | None = None,
    interval: str | None = None,
    draws: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Count terms over all articles, or within each group of them.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms), Corpus or dask.dataframe.DataFrame
        From `count_terms`; or a corpus on disk, or articles as a Dask DataFrame, whose parts are
        counted and summed where they lie, so that only sums by group and term travel.
    by : Series, indexed by article, optional
        Group of each article, for example ``articles["outlet"]``; articles with a missing group
        stay out; of a corpus or Dask DataFrame also the name of a column. Months are
        ``articles["published"].dt.strftime("%Y-%m")``, and two columns
        ``articles["outlet"] + ", " + articles["section"]``. Without it all articles form one
        group, ``"all"``.
    terms : list of str, mapping of name to patterns, or DataFrame, optional
        Only these terms, wildcards or families, each as one row a group, also where it is 0;
        ``{"Klima": ["Klima*", "*klima"]}`` adds several up. Rates stay per million tokens of all
        terms. Phrases: see `merge_terms`; those of a corpus or Dask DataFrame are counted as if
        it had been asked.
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
    if terms is None and is_parted(matrix):
        if resampled:
            raise MediakitError(
                "interval= needs the counts of each article: ask for some terms=, or pass "
                "count_terms() of the articles."
            )
        found, done = sum_parts(matrix, by=by)
        totals = np.asarray(found.counts.counts.sum(axis=1))
        table = _rank(_list(found, totals=totals, every=False))
        refuse_broken(done, others=table)
        return table
    chosen, sizes, done = _choose(matrix, terms=terms)
    by = read_column(matrix, column=by) if is_parted(matrix) else by
    codes, groups = match_groups(chosen, by=fill_groups(by, articles=chosen.articles))
    totals = np.bincount(codes + 1, weights=sizes, minlength=len(groups) + 1)[1:]
    sums = sum_groups(chosen, codes=codes, n_groups=len(groups))
    found = Sums(*(TermMatrix(each, groups, chosen.terms) for each in sums))
    table = _list(found, totals=totals, every=terms is not None)
    if resampled:
        random = np.random.default_rng(random_state)
        rows = groups.get_indexer(pd.Index(table["group"]))
        places = np.split(
            chosen.terms.get_indexer(pd.Index(table["term"])),
            np.searchsorted(rows, np.arange(1, len(groups))),
        )
        ends = _resample(
            chosen, sizes=sizes, codes=codes, places=places, draws=draws, random=random
        )
        table = table.assign(per_million_low=ends[0] * 1e6, per_million_high=ends[1] * 1e6)
    table = _rank(table)
    refuse_broken(done, others=table)
    return table


def _choose(matrix: Any, *, terms: Patterns | None) -> tuple[TermMatrix, npt.NDArray, list[Done]]:
    """Give the counts of the terms asked for, and the size of each article."""
    if terms is not None and is_parted(matrix):
        return add_up_parts(matrix, terms=terms)
    chosen = matrix if terms is None else add_up(matrix, patterns=terms)
    return chosen, np.asarray(matrix.counts.sum(axis=1)), []


def _list(sums: Sums, *, totals: npt.NDArray, every: bool) -> pd.DataFrame:
    """List what stands in each group, in order of group and term; or every term of every group."""
    if not totals.any():
        raise EmptyError("no tokens to count. Drop fewer terms, or give the articles a group.")
    both = (sums.counts.counts, sums.articles.counts)
    # Of terms that were asked for an absence is an answer.
    group, term = np.indices(both[0].shape).reshape(2, -1) if every else both[0].nonzero()
    counts, articles = (each.toarray().ravel() if every else each.data for each in both)
    return pd.DataFrame(
        {
            "group": sums.counts.articles.take(group),
            "term": sums.counts.terms.take(term),
            "count": counts,
            "per_million": _divide(counts, totals[group]) * 1e6,
            "articles": articles,
        }
    )


def _rank(table: pd.DataFrame) -> pd.DataFrame:
    """Put the most frequent terms of each group first; ties stay in order of term."""
    numbers, _ = pd.factorize(table["group"])
    order = np.lexsort((-table["count"].to_numpy(), numbers))
    table = table.iloc[order].reset_index(drop=True)
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

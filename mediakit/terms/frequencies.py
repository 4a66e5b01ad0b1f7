"""How frequent terms are, over all articles or by group."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.corpus import is_parted, refuse_broken
from mediakit.errors import EmptyError, MediakitError
from mediakit.matrix import TermMatrix, match_groups
from mediakit.progress import progress
from mediakit.terms.parted import fill_groups, list_sums, sum_by, sum_parts
from mediakit.terms.resampling import check_interval, rate_intervals


def term_frequencies(
    matrix: TermMatrix | Any,
    *,
    by: pd.Series | str | None = None,
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
        Naming the first article that `by` does not know, or an unknown `interval`.

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
    if is_parted(matrix):
        if resampled:
            raise MediakitError("interval= needs all counts at once: pass count_terms(articles).")
        sums, done = sum_parts(matrix, by=by)
        table = _finish(list_sums(sums))
        refuse_broken(done, others=table)
        return table
    sums = sum_by(matrix, by=by)
    table = _finish(list_sums(sums))
    if resampled:
        random = np.random.default_rng(random_state)
        codes, _ = match_groups(matrix, by=fill_groups(by, articles=matrix.articles))
        counts = sums.counts.counts
        ends = _resample(matrix, codes=codes, counts=counts, draws=draws, random=random)
        # The intervals are in order of group and term, the table is in order of counts.
        order = np.lexsort((-counts.data, counts.nonzero()[0]))
        table["per_million_low"], table["per_million_high"] = ends[:, order] * 1e6
    return table


def _finish(sums: pd.DataFrame) -> pd.DataFrame:
    """Add rates and ranks to sums in order of group and term."""
    if sums.empty:
        raise EmptyError("no tokens to count. Drop fewer terms, or give the articles a group.")
    totals = sums.groupby("group", sort=False)["count"].transform("sum")
    sums.insert(3, "per_million", sums["count"] / totals * 1e6)
    numbers, _ = pd.factorize(sums["group"])
    # A stable sort leaves ties in order of term.
    table = sums.iloc[np.lexsort((-sums["count"].to_numpy(), numbers))].reset_index(drop=True)
    ranks = table.groupby("group", sort=False)["count"].rank(method="min", ascending=False)
    return table.assign(rank=ranks.astype(np.int64))


def _resample(
    matrix: TermMatrix,
    *,
    codes: npt.NDArray[np.int64],
    counts: sparse.csr_array,
    draws: int,
    random: np.random.Generator,
) -> npt.NDArray[np.float64]:
    """Give the ends of the interval of each group and term that `counts` holds, in its order."""
    ends = []
    for group in progress(range(counts.shape[0]), label="drawing articles"):
        terms = counts.indices[counts.indptr[group] : counts.indptr[group + 1]]
        members = matrix.counts[np.flatnonzero(codes == group)][:, terms]
        ends.append(rate_intervals(members, draws=draws, random=random))
    return np.concatenate(ends, axis=1)

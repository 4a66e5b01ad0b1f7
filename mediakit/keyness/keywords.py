"""Keywords: the words that are typical of some articles."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from mediakit.corpus import is_parted, read_column, read_series, refuse_broken
from mediakit.errors import MediakitError
from mediakit.keyness import formulas
from mediakit.keyness.blocks import Booleans, Counted, Sums, read_counts, sum_sides
from mediakit.keyness.by_article import article_test, ratio_errors
from mediakit.keyness.formulas import Floats, Table
from mediakit.keyness.sides import Counts, add_list, choose_articles, read_list
from mediakit.matrix import TermMatrix

_COLUMNS: tuple[str, ...]
_COLUMNS = ("count", "reference_count", "per_million", "reference_per_million", "articles")
_COLUMNS += ("reference_articles", "log_ratio", "log_ratio_low", "log_ratio_high")
_COLUMNS += ("conservative_log_ratio", "percent_difference", "odds_ratio", "g2", "chi2", "bic")
_COLUMNS += ("z", "p", "p_holm", "p_bh", "p_articles", "p_articles_holm", "p_articles_bh")


def keyness(
    matrix: TermMatrix | Any,
    *,
    target: pd.Series | Hashable,
    reference: pd.Series | pd.DataFrame | Mapping[str, float] | Hashable | None = None,
    by: pd.Series | Any = None,
    prior: float | None = None,
    article_level: bool = True,
) -> pd.DataFrame:
    """Compare how frequent terms are in some articles and elsewhere.

    Parameters
    ----------
    matrix : TermMatrix, shape (n_articles, n_terms), Corpus or dask.dataframe.DataFrame
        From `count_terms`; or a corpus on disk, whose parts are counted one after another,
        several times, so that the counts of all need not fit into memory; or articles as a Dask
        DataFrame, whose workers count. Wildcards, phrases and families are compared as terms
        after ``count_terms(merge_terms(tokens, patterns=...))``.
    target : Series of bool, indexed by article, or a group
        The articles whose words are wanted, ``articles["outlet"] == "taz"``; or one group of
        `by`, ``"taz"``.
    reference : the same, or a frequency list, optional
        What to compare with. By default all other articles; with `by`, those that have a group.
        A frequency list is a DataFrame with columns ``term`` and ``count``, a dict, or a Series
        of numbers indexed by term.
    by : Series, indexed by article, optional
        Groups to choose from; of a corpus or Dask DataFrame also the name of a column.
    prior : float, optional
        Pseudo-count of each term in `z`, such as 0.01. By default the informative prior: the
        counts of target and reference together.
    article_level : bool
        Whether to compute what takes the longest, `p_articles` and its adjustments, and the
        interval by articles; without, those columns are missing values and the interval is that
        of tokens.

    Returns
    -------
    DataFrame
        One row a term, the most typical of the target first (by `g2`), ties by term:

        ``term``
            The term.
        ``count``
            Its tokens in the target.
        ``reference_count``
            Its tokens in the reference.
        ``per_million``
            `count` per million tokens of the target.
        ``reference_per_million``
            `reference_count` per million tokens of the reference.
        ``articles``
            Articles of the target in which it stands.
        ``reference_articles``
            Articles of the reference in which it stands; missing for a frequency list.
        ``log_ratio``
            Binary logarithm of the ratio of rates, 1 is twice as frequent; no tokens count as
            half a one.
        ``log_ratio_low``
            Lower end of its 95 % interval.
        ``log_ratio_high``
            Upper end. The interval is the wider of that of tokens and that of articles.
        ``conservative_log_ratio``
            The end nearest 0 of an exact interval of tokens, at 0.1 % for all terms together; 0
            where it holds 0. Good to sort by.
        ``percent_difference``
            %DIFF, how many per cent the rate is above that of the reference; may be infinite.
        ``odds_ratio``
            Ratio of the odds; may be infinite.
        ``g2``
            Log-likelihood of the four cells, negative where the reference has the higher rate.
        ``chi2``
            Pearson's χ² with the same sign.
        ``bic``
            `g2` without its sign, less the logarithm of all tokens: above 10 is very strong.
        ``z``
            Monroe, Colaresi and Quinn's z of the difference of log odds ("Fightin' Words").
        ``p``
            Of `g2`, which takes tokens for independent. They are not: see Notes.
        ``p_holm``
            `p` adjusted for the number of terms, after Holm.
        ``p_bh``
            The same after Benjamini and Hochberg (share of false alarms).
        ``p_articles``
            Of a test whose unit is the article: Mann and Whitney's on the rates; where the
            smaller side can expect fewer than five articles with the term, Fisher's (mid-p) on
            their number. Missing for a frequency list.
        ``p_articles_holm``
            `p_articles` adjusted after Holm.
        ``p_articles_bh``
            `p_articles` adjusted after Benjamini and Hochberg.

    Raises
    ------
    EmptyError
        If target or reference holds no token.
    MediakitError
        If target and reference share an article or consist of one term, or naming the group or
        article not known.

    See Also
    --------
    plot_keyness : Draw the result.

    Notes
    -----
    Words come in bursts: an article on a strike says *Streik* ten times. A test that takes these
    for ten independent observations finds "keywords" between two random halves of one newspaper,
    in a third of all bursty words at a nominal 5 %. Believe `p_articles`, or the interval. A term
    in fewer than six articles can hardly become significant by it, and should not.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1); Hardie (2014), "Log Ratio"; Walter (1975),
    Biometrika 62(2); Evert (2022), "Measuring keyness"; Gabrielatos & Marchi (2011), "Keyness";
    Pojanapunya & Todd (2018), CLLT 14(1); Wilson (2013), "Embracing Bayes factors for key item
    analysis"; Monroe, Colaresi & Quinn (2008), Political Analysis 16(4); Kilgarriff (2001), IJCL
    6(1); Lijffijt et al. (2016), DSH 31(2); Cochran (1977), Sampling Techniques, ch. 6.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({
    ...     "outlet": ["taz", "taz", "FAZ"], "text": ["Rente rauf", "Rente und", "Aktie rauf"]})
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> table = mk.keyness(matrix, target="taz", by=articles["outlet"])
    >>> table[["term", "count", "reference_count", "log_ratio", "g2", "p_articles"]].round(2)
        term  count  reference_count  log_ratio    g2  p_articles
    0  Rente      2                0        1.0  2.09        0.33
    1    und      1                0        0.0  0.91        0.67
    2   rauf      1                1       -1.0 -0.37        0.67
    3  Aktie      0                1       -2.0 -2.63        0.33
    """
    if prior is not None and not prior > 0:
        raise MediakitError(f"prior must be above 0, not {prior!r}")
    if is_parted(matrix):
        by = read_column(matrix, column=by)
        target, reference = (read_series(side) for side in (target, reference))
    listed = read_list(reference, name="reference=") if _is_list(reference) else None
    counted, done = read_counts(matrix)
    inside = choose_articles(counted, side=target, by=by, name="target")
    if listed is None:
        outside = _others(counted, inside=inside, reference=reference, by=by)
    else:
        outside = np.zeros_like(inside)
    sums = sum_sides(counted, sides=[inside, outside], squares=article_level)
    counts = Counts(counted.terms, sums[0].tokens, sums[1].tokens)
    counts = counts if listed is None else add_list(counts, frequencies=listed)
    columns = np.flatnonzero(counts.a + counts.b)
    counts = Counts(counts.terms.take(columns), counts.a[columns], counts.b[columns])
    if len(columns) < 2:
        raise MediakitError(f"both sides consist of {counts.terms[0]!r} alone. Drop fewer terms.")
    measures = _measure_tokens(counts, prior=prior)
    measures |= _measure_articles(
        counted, sides=(inside, outside), sums=sums, columns=columns, test=article_level
    )
    measures |= _interval(counts, errors=measures)
    table = pd.DataFrame({"term": counts.terms} | {name: measures[name] for name in _COLUMNS})
    if listed is not None:
        table = table.sort_values("term", kind="stable", ignore_index=True)
    # Terms are sorted, so a stable sort leaves ties in order of term.
    order = np.argsort(-table["g2"].to_numpy(), kind="stable")
    table = table.take(order).reset_index(drop=True)
    refuse_broken(done, others=table)
    return table


def _is_list(reference: object) -> bool:
    """Tell a frequency list from a mask and a group."""
    if isinstance(reference, pd.Series):
        return not pd.api.types.is_bool_dtype(reference)
    return isinstance(reference, (pd.DataFrame, Mapping))


def _others(
    counted: Counted, *, inside: Booleans, reference: object, by: pd.Series | None
) -> Booleans:
    """Mark the articles of the reference."""
    if reference is None:
        others = pd.Series(~inside, index=counted.articles)
        reference = others if by is None else others & by.reindex(counted.articles).notna()
    outside = choose_articles(counted, side=reference, by=by, name="reference")
    if (inside & outside).any():
        both = counted.articles[inside & outside].tolist()[0]
        raise MediakitError(f"article {both!r} is in target= and in reference=. Choose one side.")
    return outside


def _measure_tokens(counts: Counts, *, prior: float | None) -> dict[str, Floats]:
    """Compute what needs no more than counts and totals."""
    n1, n2 = float(counts.a.sum()), float(counts.b.sum())
    a, b, where = _distinct(counts)
    table = Table(a, b, n1, n2)
    g2 = formulas.log_likelihood(table)
    sign = formulas.direction(table)
    priors = a + b if prior is None else np.full_like(a, prior)
    total = n1 + n2 if prior is None else prior * len(where)
    measures = {
        "per_million": a / n1 * 1e6,
        "reference_per_million": b / n2 * 1e6,
        "log_ratio": formulas.log_ratio(table),
        "conservative_log_ratio": formulas.conservative_log_ratio(table, tests=len(where)),
        "percent_difference": formulas.percent_difference(table),
        "odds_ratio": formulas.odds_ratio(table),
        "g2": sign * g2,
        "chi2": sign * formulas.chi_squared(table),
        "bic": g2 - np.log(n1 + n2),
        "z": formulas.log_odds_z(table, prior=priors, total=total),
        # The survival function of χ² with one degree of freedom; 1 - cdf would soon be 0.
        "p": special.erfc(np.sqrt(g2 / 2)),
    }
    measures = {name: values[where] for name, values in measures.items()}
    holm, benjamini_hochberg = formulas.adjust(measures["p"])
    reference_count = counts.b if (counts.b % 1).any() else counts.b.astype(np.int64)
    return measures | {
        "count": counts.a.astype(np.int64),
        "reference_count": reference_count,
        "p_holm": holm,
        "p_bh": benjamini_hochberg,
    }


def _distinct(counts: Counts) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
    """Give each pair of counts once, for rare words share few, and the place of each term's."""
    a, place_a = np.unique(counts.a, return_inverse=True)
    b, place_b = np.unique(counts.b, return_inverse=True)
    pairs, where = np.unique(place_a * len(b) + place_b, return_inverse=True)
    return a[pairs // len(b)], b[pairs % len(b)], where


def _measure_articles(
    counted: Counted,
    *,
    sides: tuple[Booleans, Booleans],
    sums: list[Sums],
    columns: npt.NDArray[np.intp],
    test: bool,
) -> dict[str, npt.NDArray[Any]]:
    """Compute what needs to know in which articles the terms stand."""
    known = columns[columns < len(counted.terms)]
    # Those of a frequency list alone stand in no article.
    empty = np.zeros(len(columns) - len(known))
    compared = bool(sides[1].any())
    p = missing = np.full(len(columns), np.nan)
    errors = [np.zeros(len(columns))] * 2
    if test:
        for number, (side, summed) in enumerate(zip(sides, sums, strict=True)):
            if side.any():
                error = ratio_errors(summed, sizes=counted.sizes[side])
                errors[number] = np.append(error[known], empty)
        if compared:
            p = article_test(counted, target=sides[0], reference=sides[1], sums=sums)[known]
    holm, benjamini_hochberg = formulas.adjust(p)
    inside, outside = (summed.articles[known].astype(np.int64) for summed in sums)
    return {
        "articles": np.append(inside, empty.astype(np.int64)),
        "reference_articles": outside if compared else missing,
        "error": errors[0],
        "reference_error": errors[1],
        "p_articles": p,
        "p_articles_holm": holm,
        "p_articles_bh": benjamini_hochberg,
    }


def _interval(counts: Counts, *, errors: dict[str, Floats]) -> dict[str, Floats]:
    """Give the wider of the intervals of tokens and of articles."""
    n1, n2 = float(counts.a.sum()), float(counts.b.sum())
    variance = np.zeros(len(counts.a))
    for seen, n, error in (
        (counts.a, n1, errors["error"]),
        (counts.b, n2, errors["reference_error"]),
    ):
        variance += np.maximum(1 / (seen + 0.5) - 1 / (n + 0.5), error)
    middle = formulas.walter_log_ratio(Table(counts.a, counts.b, n1, n2))
    reach = formulas.Z95 * np.sqrt(variance) / np.log(2)
    return {"log_ratio_low": middle - reach, "log_ratio_high": middle + reach}

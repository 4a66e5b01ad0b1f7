"""How often each term stands in each article: counts that keep their labels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.errors import EmptyError, MediakitError
from mediakit.tokens import Tokens


@dataclass(frozen=True, eq=False, repr=False)
class TermMatrix:
    """Counts of terms in articles; made by `count_terms`.

    Attributes
    ----------
    counts : csr_array of int64, shape (n_articles, n_terms)
        How often each term stands in each article; rows sorted by term. Of float64 where the
        articles were weighed.
    articles : Index, shape (n_articles,)
        The articles of the rows.
    terms : Index of str, shape (n_terms,)
        The terms of the columns, sorted.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rente rauf, Rente runter", "Miete rauf"]})
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> matrix
    <TermMatrix: 2 articles, 4 terms, 6 tokens>
    >>> matrix.to_frame()
       article    term  count
    0        0   Rente      2
    1        0    rauf      1
    2        0  runter      1
    3        1   Miete      1
    4        1    rauf      1
    """

    counts: sparse.csr_array
    articles: pd.Index
    terms: pd.Index

    def __repr__(self) -> str:
        """Tell the sizes."""
        n_articles, n_terms = self.counts.shape
        tokens = round(self.counts.sum())
        return f"<TermMatrix: {n_articles} articles, {n_terms} terms, {tokens} tokens>"

    def to_frame(self) -> pd.DataFrame:
        """List the counts.

        Returns
        -------
        DataFrame, one row an article and term that occurs in it
            ``article``, ``term``, ``count``.
        """
        rows, columns = self.counts.nonzero()
        return pd.DataFrame(
            {
                "article": self.articles.take(rows),
                "term": self.terms.take(columns),
                "count": self.counts.data,
            }
        )


def count_terms(
    tokens: Tokens, *, min_articles: int = 1, weights: pd.Series | None = None
) -> TermMatrix:
    """Count how often each term stands in each article.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    min_articles : int
        Leave out terms that stand in fewer articles.
    weights : Series, indexed by article, optional
        How much each article counts, for example `story_weights`, by which each group of copies
        counts once; its counts are multiplied by it. Without it counts are whole numbers.

    Returns
    -------
    TermMatrix, shape (n_articles, n_terms)
        One row an article, also where it holds no token.

    Raises
    ------
    EmptyError
        If no term is left.
    MediakitError
        Naming the first article for which `weights` has none, or a negative one.

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles()).map(str.lower)
    >>> mk.count_terms(tokens, min_articles=10)
    <TermMatrix: ... articles, ... terms, ... tokens>
    """
    shape = (len(tokens.articles), len(tokens.terms))
    ones = np.ones(len(tokens), dtype=np.int64)
    # Codes and offsets are a matrix already; a copy, since summing sorts them in place.
    counts = sparse.csr_array((ones, tokens.codes, tokens.offsets), shape=shape, copy=True)
    counts.sum_duplicates()
    frequent = counts.count_nonzero(axis=0) >= min_articles
    if not frequent.any():
        raise EmptyError(
            f"no term stands in {min_articles} or more of {shape[0]} articles. "
            "Lower min_articles, or drop fewer terms."
        )
    matrix = TermMatrix(counts, tokens.articles, tokens.terms)
    if not frequent.all():
        matrix = TermMatrix(counts[:, frequent], tokens.articles, tokens.terms[frequent])
    return matrix if weights is None else weigh(matrix, weights=weights)


def weigh(matrix: TermMatrix, *, weights: pd.Series) -> TermMatrix:
    """Multiply the counts of each article by its weight.

    Parameters
    ----------
    matrix : TermMatrix
        The counts.
    weights : Series, indexed by article
        How much each article counts, 0 or more.

    Returns
    -------
    TermMatrix
        The same articles and terms; counts are float64.

    Raises
    ------
    MediakitError
        If `weights` is no Series, or naming the first article for which it has no weight, a
        negative one or two.
    """
    if not isinstance(weights, pd.Series):
        kind = type(weights).__name__
        raise MediakitError(f"weights= must be a Series indexed by article, not {kind}")
    if not weights.index.is_unique:
        twice = weights.index[weights.index.duplicated()].tolist()[0]
        raise MediakitError(f"weights= has two weights for article {twice!r}.")
    values = pd.to_numeric(weights.reindex(matrix.articles)).to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if len(wrong):
        article, value = matrix.articles[wrong[:1]].tolist()[0], values[wrong[0]]
        raise MediakitError(
            f"weights= has {value} for article {article!r}; every article needs a weight of 0 or "
            "more. Pass story_weights() of the same articles."
        )
    counts = matrix.counts.astype(np.float64)
    counts.data *= np.repeat(values, np.diff(counts.indptr))
    # Articles of weight 0 hold no term.
    counts.eliminate_zeros()
    return TermMatrix(counts, matrix.articles, matrix.terms)


def match_groups(matrix: TermMatrix, *, by: pd.Series) -> tuple[npt.NDArray[np.int64], pd.Index]:
    """Give each article of a matrix the number of its group.

    Parameters
    ----------
    matrix : TermMatrix
        The counts.
    by : Series, indexed by article
        The group of each article. Articles without a group (missing values) stay out.

    Returns
    -------
    codes : ndarray of int64, shape (n_articles,)
        The group's number, -1 for none.
    groups : Index
        The groups, sorted.

    Raises
    ------
    MediakitError
        If `by` is no Series, or naming the first article it does not know.
    """
    if not isinstance(by, pd.Series):
        raise MediakitError(f"by= must be a Series indexed by article, not {type(by).__name__}")
    unknown = matrix.articles[~matrix.articles.isin(by.index)].tolist()
    if unknown:
        raise MediakitError(
            f"by= has no group for article {unknown[0]!r}. Pass a column of the same articles."
        )
    if not by.index.is_unique:
        twice = by.index[by.index.duplicated()].tolist()[0]
        raise MediakitError(f"by= has two groups for article {twice!r}.")
    codes, groups = pd.factorize(by.loc[matrix.articles], sort=True)
    return codes.astype(np.int64), pd.Index(groups)


def sum_groups(
    matrix: TermMatrix, *, codes: npt.NDArray[np.int64], n_groups: int
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Sum a matrix over groups of articles.

    Parameters
    ----------
    matrix : TermMatrix
        The counts.
    codes : ndarray of int64, shape (n_articles,)
        The group of each article, -1 for none.
    n_groups : int
        How many groups there are.

    Returns
    -------
    counts, articles : csr_array of int64, shape (n_groups, n_terms)
        Tokens of each term in each group, and articles in which it stands; rows sorted by term.
        Tokens are float64 where the matrix is weighed; articles are not weighed.
    """
    rows = np.flatnonzero(codes >= 0)
    ones = np.ones(len(rows), dtype=np.int64)
    shape = (n_groups, len(matrix.articles))
    members = sparse.csr_array((ones, (codes[rows], rows)), shape=shape)
    present = matrix.counts.copy()
    present.data = np.ones(present.nnz, dtype=np.int64)
    sums = members @ matrix.counts, members @ present
    for total in sums:
        total.sort_indices()
    return sums

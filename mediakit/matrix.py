"""How often each term stands in each article: counts that keep their labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.aligning import align_groups
from mediakit.corpus import Corpus, Done, is_parted, list_parts, map_tokens, refuse_broken
from mediakit.errors import EmptyError, MediakitError
from mediakit.tokens import Tokens
from mediakit.tokens.stacking import join_vocabularies

# Articles whose counts are sorted together, counts and rows looked at together: enough to be
# fast, and little beside the matrix and the cache.
_BATCH = 500
_BLOCK = 100_000
_ROWS = 50_000


@dataclass(frozen=True, eq=False, repr=False)
class TermMatrix:
    """Counts of terms in articles; made by `count_terms`.

    Attributes
    ----------
    counts : csr_array of int32, shape (n_articles, n_terms)
        How often each term stands in each article; rows sorted by term. Of float64 where the
        articles were weighed. Sums are int64.
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
        tokens = round(self.counts.data.sum())
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
                "count": self.counts.data.astype(np.result_type(self.counts.dtype, np.int64)),
            }
        )


def count_terms(
    tokens: Tokens | Any, *, min_articles: int = 1, weights: pd.Series | None = None
) -> TermMatrix:
    """Count how often each term stands in each article.

    Parameters
    ----------
    tokens : Tokens, Corpus or dask.dataframe.DataFrame
        From `tokenize`; a corpus on disk, from `open_corpus`, whose parts are counted one after
        another; or articles as a Dask DataFrame, whose partitions are tokenized and counted by
        its workers, and the counts put together here.
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
    ArticleError
        Naming the first article without a text of a Dask DataFrame; the counts of all others are
        its attribute `others`.
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
    if is_parted(tokens):
        return _count_parts(tokens, min_articles=min_articles, weights=weights)
    counts = _count_blocks(tokens)
    matrix = _drop_rare(TermMatrix(counts, tokens.articles, tokens.terms), least=min_articles)
    return matrix if weights is None else weigh(matrix, weights=weights)


def _drop_rare(matrix: TermMatrix, *, least: int) -> TermMatrix:
    if least <= 0:
        return matrix
    articles = np.zeros(len(matrix.terms), dtype=np.int64)
    block = max(_BLOCK, len(articles))
    for first in range(0, matrix.counts.nnz, block):
        articles += np.bincount(matrix.counts.indices[first : first + block], None, len(articles))
    frequent = articles >= least
    if not frequent.any():
        raise EmptyError(
            f"no term stands in {least} or more of {len(matrix.articles)} articles. "
            "Lower min_articles, or drop fewer terms."
        )
    if frequent.all():
        return matrix
    return TermMatrix(matrix.counts[:, frequent], matrix.articles, matrix.terms[frequent])


def _count_parts(source: Any, *, min_articles: int, weights: pd.Series | None) -> TermMatrix:
    """Count the terms of a corpus in parts."""
    if isinstance(source, Corpus):
        # A part's vocabulary and size are known without counting it; no part is held open.
        parts = list_parts(source)
        known = [(tokens.terms, len(tokens)) for tokens in (part.tokens() for part in parts)]
        counted = (count_terms(part.tokens(), min_articles=0) for part in parts)
        vocabularies, size = [terms for terms, _ in known], sum(n for _, n in known)
        matrix = stack(counted, vocabularies=vocabularies, size=size)
        done: list[Done] = []
    else:
        done = list(map_tokens(source, lambda tokens, _: count_terms(tokens, min_articles=0)))
        found = [part.result for part in done if part.result is not None]
        size = sum(part.counts.nnz for part in found)
        matrix = stack(found, vocabularies=[part.terms for part in found], size=size)
    matrix = _drop_rare(matrix, least=min_articles)
    matrix = matrix if weights is None else weigh(matrix, weights=weights)
    refuse_broken(done, others=matrix)
    return matrix


def stack(
    parts: Iterable[TermMatrix], *, vocabularies: Sequence[pd.Index], size: int
) -> TermMatrix:
    """Put matrices below each other, over one vocabulary.

    Parameters
    ----------
    parts : iterable of TermMatrix
        Looked at one after the other, so that they need not be in memory at once.
    vocabularies : sequence of Index of str
        The terms of each.
    size : int
        How many counts they hold at most.

    Returns
    -------
    TermMatrix
        All rows in order.
    """
    terms, numbers = join_vocabularies(vocabularies)
    # Rooms that nothing is written into take no memory.
    data, columns = np.empty(0), np.empty(size, dtype=np.int32)
    ends, names, end = [np.zeros(1, dtype=np.int64)], [], 0
    for part, ranks in zip(parts, numbers, strict=True):
        counts = part.counts
        data = data if len(data) else np.empty(size, dtype=counts.dtype)
        data[end : end + counts.nnz] = counts.data
        # Both vocabularies are sorted, so the columns stay sorted.
        columns[end : end + counts.nnz] = ranks[counts.indices]
        ends.append(counts.indptr[1:] + np.int64(end))
        end += counts.nnz
        names.append(part.articles)
    shape = (sum(map(len, names)), len(terms))
    whole = _wrap(data[:end], columns=columns[:end], offsets=np.concatenate(ends), shape=shape)
    return TermMatrix(whole, names[0].append(names[1:]), terms)


def _count_blocks(tokens: Tokens) -> sparse.csr_array:
    """Count the codes of each article, some articles at a time."""
    bits = len(tokens.terms).bit_length()
    size = np.int32 if _BATCH << bits < 2**31 else np.int64
    # Rooms that nothing is written into take no memory.
    data, columns = np.empty(len(tokens), dtype=np.int32), np.empty(len(tokens), dtype=np.int32)
    offsets, end = np.zeros(len(tokens.offsets), dtype=np.int64), 0
    for first in range(0, len(tokens.articles), _BATCH):
        ends = tokens.offsets[first : first + _BATCH + 1]
        rows = (np.arange(len(ends)) << bits).astype(size)
        # Article and code as one number: sorted, equal ones stand side by side.
        keys = np.repeat(rows[:-1], np.diff(ends))
        keys |= tokens.codes[ends[0] : ends[-1]]
        keys.sort()
        new = np.ones(len(keys), dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=new[1:])
        begins = np.flatnonzero(new)
        found = keys[begins]
        some = slice(end, end + len(begins))
        data[some] = np.diff(begins, append=len(keys))
        np.bitwise_and(found, size((1 << bits) - 1), out=columns[some])
        offsets[first + 1 : first + len(ends)] = end + np.searchsorted(found, rows[1:])
        end += len(begins)
    shape = (len(tokens.articles), len(tokens.terms))
    return _wrap(data[:end], columns=columns[:end], offsets=offsets, shape=shape)


def _wrap(
    data: npt.NDArray[Any],
    *,
    columns: npt.NDArray[np.int32],
    offsets: npt.NDArray[np.int64],
    shape: tuple[int, int],
) -> sparse.csr_array:
    """Make a matrix of its arrays; they must be sorted, and are not copied."""
    # Wide offsets would make SciPy copy the columns to numbers as wide, twice as large.
    kind = np.int32 if offsets[-1] < 2**31 else np.int64
    matrix = sparse.csr_array((data, columns, offsets.astype(kind)), shape=shape)
    matrix.has_canonical_format = True
    return matrix


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
        As `align_groups`.
    """
    codes, groups = pd.factorize(align_groups(by, articles=matrix.articles), sort=True)
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
    shape = (n_groups, len(matrix.terms))
    kind = np.result_type(matrix.counts.dtype, np.int64)
    counts, articles = sparse.csr_array(shape, dtype=kind), sparse.csr_array(shape, dtype=np.int64)
    for first in range(0, len(codes), _ROWS):
        some = codes[first : first + _ROWS]
        rows = np.flatnonzero(some >= 0)
        ones = np.ones(len(rows), dtype=np.int64)
        members = sparse.csr_array((ones, (some[rows], rows)), shape=(n_groups, len(some)))
        block = matrix.counts[first : first + _ROWS]
        counts = counts + members @ block
        block.data = np.ones(block.nnz, dtype=np.int64)
        articles = articles + members @ block
    for total in (counts, articles):
        total.sort_indices()
    return counts, articles

"""Sums over a corpus in parts: made where each part lies, then put together."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.corpus import Done, map_tokens, split_column
from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix, count_terms, match_groups, stack, sum_groups
from mediakit.patterns import Patterns, read_patterns
from mediakit.patterns.lookup import Groups, find_columns, find_hits, matches_nothing
from mediakit.patterns.matching import merge_hits
from mediakit.tokens import Tokens

# So many sums by group and term are held before they are added up.
_MOST = 5_000_000


def fill_groups(by: Any, *, articles: pd.Index) -> pd.Series:
    """Put all articles into one group where none is asked for."""
    if isinstance(by, str):
        raise MediakitError(f"by={by!r}: with a matrix, pass the column itself, articles[{by!r}].")
    return pd.Series("all", index=articles) if by is None else by


class Sums(NamedTuple):
    """Tokens of each term in each group, and articles in which it stands; rows are groups."""

    counts: TermMatrix
    articles: TermMatrix


def sum_by(matrix: TermMatrix, *, by: Any) -> Sums:
    """Sum a matrix by group."""
    codes, groups = match_groups(matrix, by=fill_groups(by, articles=matrix.articles))
    sums = sum_groups(matrix, codes=codes, n_groups=len(groups))
    return Sums(*(TermMatrix(total, groups, matrix.terms) for total in sums))


def sum_parts(source: Any, *, by: Any) -> tuple[Sums, list[Done]]:
    """Sum each part where it lies, then the sums."""
    name, series = split_column(source, column=by)

    def add(tokens: Tokens, articles: pd.DataFrame) -> Sums:
        groups = _choose_rows(series, names=articles.index) if name is None else articles[name]
        return sum_by(count_terms(tokens, min_articles=0), by=groups)

    done: list[Done] = []
    waiting: list[Sums] = []
    most = _MOST
    for part in map_tokens(source, add, column=name):
        done.append(part._replace(result=None))
        waiting += [] if part.result is None else [part.result]
        if sum(sums.counts.counts.nnz for sums in waiting) > most:
            waiting = [_add_up(waiting)]
            most = max(_MOST, 2 * waiting[0].counts.counts.nnz)
    return _add_up(waiting), done


def _choose_rows(series: pd.Series | None, *, names: pd.Index) -> pd.Series | None:
    """Take the rows of some articles, so that no part looks through the Series of all."""
    if series is None or not series.index.is_unique:
        return series
    rows = series.index.get_indexer(names)
    return series if (rows < 0).any() else series.iloc[rows]


def _add_up(sums: list[Sums]) -> Sums:
    """Put the sums of several parts below each other, and sum those of one group."""
    terms = [part.counts.terms for part in sums]
    size = sum(part.counts.counts.nnz for part in sums)
    totals = []
    for matrices in zip(*sums, strict=True):
        whole = stack(matrices, vocabularies=terms, size=size)
        codes, groups = pd.factorize(whole.articles, sort=True)
        ones = np.ones(len(codes), dtype=np.int64)
        rows = sparse.csr_array((ones, (codes, np.arange(len(codes)))))
        total = sparse.csr_array(rows @ whole.counts)
        total.sort_indices()
        totals.append(TermMatrix(total, groups, whole.terms))
    return Sums(*totals)


def choose(matrix: TermMatrix, *, selection: sparse.csr_array) -> TermMatrix:
    """Give a column to each name of a selection, and a last one to all tokens."""
    tokens = np.asarray(matrix.counts.sum(axis=1))[:, None]
    counts = sparse.csr_array(np.hstack([(matrix.counts @ selection).toarray(), tokens]))
    return TermMatrix(counts, matrix.articles, pd.RangeIndex(counts.shape[1]))


def choose_parts(source: Any, *, terms: Patterns) -> tuple[list[str], TermMatrix, list[Done]]:
    """Choose in each part, which may lack what another has, and put the few columns together."""
    groups = read_patterns(terms)
    phrases = any(len(words) > 1 for group in groups.values() for words in group)

    def count(tokens: Tokens, _: pd.DataFrame) -> tuple[TermMatrix, list[int]]:
        if phrases:
            tokens, found, sizes = _merge(tokens, groups=groups)
        else:
            found = find_columns(tokens.terms, groups=groups)
            sizes = [len(columns) for columns in found]
        row = np.concatenate(found)
        column = np.repeat(np.arange(len(groups)), [len(columns) for columns in found])
        ones = np.ones(len(row), dtype=np.int64)
        shape = (len(tokens.terms), len(groups))
        selection = sparse.csr_array((ones, (row, column)), shape=shape)
        return choose(count_terms(tokens, min_articles=0), selection=selection), sizes

    done = list(map_tokens(source, count))
    parts, sizes = zip(*(part.result for part in done if part.result is not None), strict=True)
    for name, n in zip(groups, np.sum(sizes, axis=0), strict=True):
        if not n:
            raise matches_nothing(name, groups=groups, terms=pd.Index([""], dtype="str"))
    counts = sparse.vstack([matrix.counts for matrix in parts], format="csr")
    articles = parts[0].articles.append([matrix.articles for matrix in parts[1:]])
    return list(groups), TermMatrix(counts, articles, parts[0].terms), done


def _merge(
    tokens: Tokens, *, groups: Groups
) -> tuple[Tokens, list[npt.NDArray[np.integer]], list[int]]:
    """Merge phrases and all else that is asked for; tell the column of each name, and its hits."""
    names, hits = list(groups), find_hits(tokens, groups=groups)
    merged = merge_hits(tokens, names=names, hits=hits)
    columns = merged.terms.get_indexer(pd.Index(names, dtype="str"))
    sizes = np.bincount(hits.name, minlength=len(names)).tolist()
    return merged, [column[column >= 0] for column in columns[:, None]], sizes


def add_up_parts(
    source: Any, *, terms: Patterns
) -> tuple[TermMatrix, npt.NDArray[np.integer], list[Done]]:
    """Add up the columns of each name, as `add_up` does; also all tokens of each article."""
    names, chosen, done = choose_parts(source, terms=terms)
    sizes = chosen.counts[:, [len(names)]].toarray().ravel()
    order = np.argsort(names)
    labels = pd.Index(names, dtype="str").take(order)
    return TermMatrix(chosen.counts[:, order], chosen.articles, labels), sizes, done

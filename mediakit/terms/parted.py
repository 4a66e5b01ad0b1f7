"""Sums over a corpus in parts: made where each part lies, then put together."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.corpus import Done, map_tokens, split_column
from mediakit.errors import MediakitError
from mediakit.matrix import TermMatrix, count_terms, match_groups, sum_groups
from mediakit.patterns import Patterns, read_patterns
from mediakit.patterns.lookup import find_columns, matches_nothing
from mediakit.tokens import Tokens

# So many sums by group and term are held before they are added up.
_ROWS = 5_000_000


def fill_groups(by: Any, *, articles: pd.Index) -> pd.Series:
    """Put all articles into one group where none is asked for."""
    if isinstance(by, str):
        raise MediakitError(f"by={by!r}: with a matrix, pass the column itself, articles[{by!r}].")
    return pd.Series("all", index=articles) if by is None else by


def list_sums(matrix: TermMatrix, *, by: Any) -> pd.DataFrame:
    """List count and articles of each group and term, in their order."""
    codes, groups = match_groups(matrix, by=fill_groups(by, articles=matrix.articles))
    counts, articles = sum_groups(matrix, codes=codes, n_groups=len(groups))
    group, term = counts.nonzero()
    columns = {"group": groups.take(group), "term": matrix.terms.take(term)}
    return pd.DataFrame(columns | {"count": counts.data, "articles": articles.data})


def sum_parts(source: Any, *, by: Any) -> tuple[pd.DataFrame, list[Done]]:
    """List the sums of `list_sums` over all parts."""
    name, series = split_column(source, column=by)

    def count(tokens: Tokens, articles: pd.DataFrame) -> pd.DataFrame:
        groups = series if name is None else articles[name]
        return list_sums(count_terms(tokens, min_articles=0), by=groups)

    done, waiting = [], []
    for part in map_tokens(source, count):
        done.append(part._replace(result=None))
        waiting += [] if part.result is None else [part.result]
        if sum(map(len, waiting)) > _ROWS:
            waiting = [_add_up(waiting)]
    return _add_up(waiting), done


def _add_up(sums: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(sums).groupby(["group", "term"], sort=True).sum().reset_index()


def choose(matrix: TermMatrix, *, selection: sparse.csr_array) -> TermMatrix:
    """Give a column to each name of a selection, and a last one to all tokens."""
    tokens = np.asarray(matrix.counts.sum(axis=1))[:, None]
    counts = sparse.csr_array(np.hstack([(matrix.counts @ selection).toarray(), tokens]))
    return TermMatrix(counts, matrix.articles, pd.RangeIndex(counts.shape[1]))


def choose_parts(source: Any, *, terms: Patterns) -> tuple[list[str], TermMatrix, list[Done]]:
    """Choose in each part, which may lack what another has, and put the few columns together."""
    groups = read_patterns(terms)

    def count(tokens: Tokens, _: pd.DataFrame) -> tuple[TermMatrix, list[int]]:
        found = [find_columns(tokens.terms, group=group) for group in groups.values()]
        row, sizes = np.concatenate(found), [len(columns) for columns in found]
        ones = np.ones(len(row), dtype=np.int64)
        column = np.repeat(np.arange(len(groups)), sizes)
        shape = (len(tokens.terms), len(groups))
        selection = sparse.csr_array((ones, (row, column)), shape=shape)
        return choose(count_terms(tokens, min_articles=0), selection=selection), sizes

    done = list(map_tokens(source, count))
    parts, sizes = zip(*(part.result for part in done if part.result is not None), strict=True)
    for (name, group), n in zip(groups.items(), np.sum(sizes, axis=0), strict=True):
        if not n:
            raise matches_nothing(name, words=group[0], terms=pd.Index([], dtype="str"))
    counts = sparse.vstack([matrix.counts for matrix in parts], format="csr")
    articles = parts[0].articles.append([matrix.articles for matrix in parts[1:]])
    return list(groups), TermMatrix(counts, articles, parts[0].terms), done

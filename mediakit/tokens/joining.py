"""From words to sequences of words, in linear time and without a string per token."""

from dataclasses import replace
from itertools import combinations, groupby
from operator import index

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import MediakitError
from mediakit.tokens.value import Tokens

_Integers = npt.NDArray[np.integer]


def ngrams(
    tokens: Tokens,
    *,
    n: int | tuple[int, int] = 2,
    skip: int = 0,
    across_sentences: bool = False,
) -> Tokens:
    """Join neighbouring words to n-grams.

    Words that `Tokens.drop` has left out are no neighbours: what stood around them meets. To
    keep an n-gram from closing such a gap, build n-grams first.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    n : int or tuple of two ints
        Words of an n-gram, or the smallest and the largest number: ``(1, 2)`` gives words and
        pairs.
    skip : int
        Also join words between which up to so many words stand, in all: skip-grams [1]_.
    across_sentences : bool
        Let n-grams reach over sentence ends. They never reach into the next article.

    Returns
    -------
    Tokens
        One token an n-gram, its words joined by a blank. It begins where its first word begins
        and belongs to the sentence of that word; at the same word the shorter stands first.

    Raises
    ------
    MediakitError
        If `n` is below 1 or its smallest above its largest, or `skip` is negative.

    References
    ----------
    .. [1] Guthrie, D., Allison, B., Liu, W., Guthrie, L., Wilks, Y. (2006). A closer look at
       skip-gram modelling. LREC 2006.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Miete steigt. Die Rente auch."]}, index=["a"])
    >>> pairs = mk.ngrams(mk.tokenize(articles), n=2)
    >>> pairs.to_frame()
      article          term  start
    0       a     Die Miete      0
    1       a  Miete steigt      4
    2       a     Die Rente     18
    3       a    Rente auch     22
    >>> mk.ngrams(mk.tokenize(articles), n=2, skip=1).terms.tolist()
    ['Die Miete', 'Die Rente', 'Die auch', 'Die steigt', 'Miete steigt', 'Rente auch']
    """
    smallest, largest = _read_lengths(n)
    if index(skip) < 0:
        raise MediakitError(f"skip= must be 0 or more, not {skip}")
    borders = tokens.offsets if across_sentences else tokens.sentences
    patterns = _step_patterns(range(smallest, largest + 1), skip=index(skip))
    places, ends = _lay_out(patterns, borders=borders)
    codes, n_terms = np.empty(ends[-1], dtype=np.int32), len(tokens.terms)
    vocabulary = np.zeros((0, largest), dtype=np.int32)
    for length, group in groupby(zip(patterns, places, strict=True), key=lambda pair: len(pair[0])):
        numbers, slots, words = _number(list(group), codes=tokens.codes, n_terms=n_terms)
        codes[slots] = numbers + np.int32(len(vocabulary))
        # Places that a shorter n-gram has not are 0, so that it sorts before its extensions.
        words = np.pad(words + np.int32(1), [(0, 0), (0, largest - length)])
        vocabulary = np.concatenate([vocabulary, words])
    order = _sort_rows(vocabulary, base=n_terms + 1)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    sentences = ends[tokens.sentences]
    joined = replace(
        tokens,
        codes=rank[codes],
        offsets=ends[tokens.offsets],
        terms=_spell(vocabulary[order], terms=tokens.terms),
        starts=np.repeat(tokens.starts, np.diff(ends)),
        # Sentences without an n-gram end where they begin.
        sentences=sentences[np.append(True, np.diff(sentences) > 0)],
    )
    return joined if _keeps_order(tokens.terms) else joined.map(str)


def _read_lengths(n: int | tuple[int, int]) -> tuple[int, int]:
    pair = n if isinstance(n, tuple) else (n, n)
    if len(pair) != 2 or not 1 <= index(pair[0]) <= index(pair[1]):
        raise MediakitError(
            f"n= must be a number from 1, or the smallest and the largest such as (1, 2), not {n!r}"
        )
    return index(pair[0]), index(pair[1])


def _step_patterns(lengths: range, *, skip: int) -> list[tuple[int, ...]]:
    """List how far the words of an n-gram stand behind its first one, the shorter first."""
    return [
        (0, *steps)
        for length in lengths
        for steps in combinations(range(1, length + (skip if length > 1 else 0)), length - 1)
    ]


def _lay_out(
    patterns: list[tuple[int, ...]], *, borders: _Integers
) -> tuple[list[tuple[_Integers, _Integers]], _Integers]:
    """Tell for each pattern where it begins and which n-gram that is.

    The second value is how many n-grams begin before each token, and in all.
    """
    n_tokens = int(borders[-1])
    left = np.repeat(borders[1:], np.diff(borders)) - np.arange(n_tokens)
    marks = [left > steps[-1] for steps in patterns]
    ends = np.zeros(n_tokens + 1, dtype=np.int64)
    np.cumsum(sum(mark.view(np.int8).astype(np.int16) for mark in marks), out=ends[1:])
    free = ends[:-1].copy()
    places: list[tuple[_Integers, _Integers]] = []
    for mark in marks:
        places.append((np.flatnonzero(mark), free[mark]))
        free += mark
    return places, ends


def _number(
    group: list[tuple[tuple[int, ...], tuple[_Integers, _Integers]]],
    *,
    codes: _Integers,
    n_terms: int,
) -> tuple[_Integers, _Integers, _Integers]:
    """Give the distinct n-grams of one length numbers; return these, their slots, and the words."""
    slots = np.concatenate([slot for _, (_, slot) in group])
    words = [
        np.concatenate([codes[begin + steps[place]] for steps, (begin, _) in group])
        for place in range(len(group[0][0]))
    ]
    numbers, rows = words[0], np.arange(n_terms)[:, None]
    for word in words[1:]:
        # A pair as one integer: what stands so far, and the next word.
        numbers, pairs = pd.factorize(numbers * np.int64(n_terms) + word)
        before, last = np.divmod(pairs, n_terms)
        rows = np.column_stack([rows[before], last])
    return numbers.astype(np.int32), slots, rows.astype(np.int32)


def _sort_rows(vocabulary: _Integers, *, base: int) -> _Integers:
    """Order n-grams by their words, as one number each where that is large enough."""
    if base ** vocabulary.shape[1] >= 2**63:
        return np.lexsort(vocabulary.T[::-1])
    key = np.zeros(len(vocabulary), dtype=np.int64)
    for column in vocabulary.T:
        key = key * base + column
    return np.argsort(key)


def _spell(vocabulary: _Integers, *, terms: pd.Index) -> pd.Index:
    """Write out each distinct n-gram."""
    spelled = pa.array(terms, type=pa.large_string())
    columns = [spelled.take(pa.array(column - 1, mask=column == 0)) for column in vocabulary.T]
    blank = pa.scalar(" ", type=pa.large_string())
    joined = pc.binary_join_element_wise(*columns, blank, null_handling="skip")
    return pd.Index(joined.to_pandas(), dtype="str")


def _keeps_order(terms: pd.Index) -> bool:
    """Whether n-grams in order of their words are in order of their letters, and all distinct.

    Both hold where no word has a character up to the blank; only another tokenizer gives such.
    """
    letters = "".join(terms.tolist())
    return not letters or min(letters) > " "

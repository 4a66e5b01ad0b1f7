"""From article table to Tokens."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import ArticleError, EmptyError, MediakitError, require_columns
from mediakit.german import chunk_features, chunk_splitter, is_word, sentence_borders
from mediakit.progress import progress
from mediakit.tokens.chunks import Chunks, split_chunks
from mediakit.tokens.value import Tokens

_Integers = npt.NDArray[np.integer]


def tokenize(
    articles: pd.DataFrame,
    *,
    column: str = "text",
    tokenizer: Callable[[str], Iterable[str]] | None = None,
) -> Tokens:
    """Split the articles into words.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table, or any table with a column of texts and a unique index.
    column : str
        The column that holds the text.
    tokenizer : callable, str -> iterable of str, optional
        Another rule: the words of one text, in order, each as it stands in the text. By default
        the words of `split_words`, without punctuation.

    Returns
    -------
    Tokens
        All words with their positions and sentences. Case is kept; `Tokens.map` changes it.

    Raises
    ------
    ColumnError
        If the column is missing.
    ArticleError
        Naming the first article without a text, or with a repeated index.
    EmptyError
        If there are no articles.
    MediakitError
        Naming the first word of `tokenizer` that the text does not hold.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Bürger:innen sagen „Ja“."]}, index=["a"])
    >>> mk.tokenize(articles).to_frame()
      article           term  start
    0       a            Die      0
    1       a  Bürger:innen      4
    2       a          sagen     17
    3       a             Ja     24
    """
    texts = _texts(articles, column=column)
    batches, forms = split_chunks(texts)
    features = np.array([chunk_features(form) for form in forms], dtype=np.int64)
    borders = [
        sentence_borders(features[c.codes], breaks=c.breaks.astype(np.int64)) for c in batches
    ]
    if tokenizer is None:
        words = _ask_words(forms)
        pairs = zip(batches, borders, strict=True)
        parts = [_expand(chunks, words=words, borders=found) for chunks, found in pairs]
        terms = words.terms
    else:
        parts, terms = _apply(tokenizer, texts=texts, batches=batches, borders=borders)
    tokens = Tokens(
        codes=np.concatenate([part.codes for part in parts]),
        offsets=_join_offsets([part.offsets for part in parts]),
        terms=pd.Index(terms, dtype="str"),
        articles=texts.index,
        starts=np.concatenate([part.starts for part in parts]),
        sentences=_join_offsets([part.sentences for part in parts]),
    )
    return tokens.map(str)


class _Part(NamedTuple):
    """The tokens of one batch."""

    codes: _Integers
    offsets: _Integers
    starts: _Integers
    sentences: _Integers


class _Words(NamedTuple):
    """The words of each distinct chunk, chunk after chunk."""

    codes: _Integers
    starts: _Integers
    counts: _Integers
    terms: list[str]


def _texts(articles: pd.DataFrame, *, column: str) -> pd.Series:
    require_columns(articles, columns=[column], made_by="read_articles()")
    texts = articles[column]
    if texts.empty:
        raise EmptyError("no articles to tokenize. Pass the result of read_articles().")
    if not texts.index.is_unique:
        twice = texts.index[texts.index.duplicated()].tolist()[0]
        raise ArticleError(f"article {twice!r} stands twice in the index. Give each its own.")
    for article, text in texts.items():
        if not isinstance(text, str):
            reason = f"article {article!r} has no text in {column!r}, but {text!r}."
            raise ArticleError(f"{reason} Drop such rows first.")
    return texts


def _ask_words(forms: Sequence[str]) -> _Words:
    """Split each distinct chunk into its words, and say where in the chunk they begin."""
    split = chunk_splitter()
    numbers: dict[str, int] = {}
    codes: list[int] = []
    starts: list[int] = []
    ends = [0]
    for form in progress(forms, label="asking for words"):
        start = 0
        for piece in split(form):
            if piece.isalnum() or is_word(piece):
                codes.append(numbers.setdefault(piece, len(numbers)))
                starts.append(start)
            start += len(piece)
        ends.append(len(codes))
    return _Words(
        codes=np.array(codes, dtype=np.int32),
        starts=np.array(starts, dtype=np.int32),
        counts=np.array(ends[1:], dtype=np.int64) - np.array(ends[:-1], dtype=np.int64),
        terms=list(numbers),
    )


def _expand(chunks: Chunks, *, words: _Words, borders: npt.NDArray[np.bool_]) -> _Part:
    """Give every chunk the words of its distinct form."""
    counts = words.counts[chunks.codes]
    before = np.concatenate([[0], np.cumsum(counts)])
    first = (np.cumsum(words.counts) - words.counts)[chunks.codes]
    at = np.repeat(first - before[:-1], counts) + np.arange(before[-1])
    return _Part(
        codes=words.codes[at],
        offsets=before[chunks.offsets],
        starts=np.repeat(chunks.starts, counts) + words.starts[at],
        sentences=_unique_offsets(before[:-1][borders], n_tokens=before[-1]),
    )


def _apply(
    tokenizer: Callable[[str], Iterable[str]],
    *,
    texts: pd.Series,
    batches: Sequence[Chunks],
    borders: Sequence[npt.NDArray[np.bool_]],
) -> tuple[list[_Part], list[str]]:
    """Ask another tokenizer, text by text; sentences stay those of the text."""
    numbers: dict[str, int] = {}
    parts = []
    articles = iter(texts.items())
    for chunks, begins in zip(batches, borders, strict=True):
        for first, last in pairwise(chunks.offsets):
            article, text = next(articles)
            words, starts = _place(tokenizer(text), text=text, article=article)
            sentences = np.searchsorted(starts, chunks.starts[first:last][begins[first:last]])
            part = _Part(
                codes=np.array(
                    [numbers.setdefault(w, len(numbers)) for w in words], dtype=np.int32
                ),
                offsets=np.array([0, len(words)]),
                starts=np.array(starts, dtype=np.int32),
                sentences=_unique_offsets(sentences, n_tokens=len(words)),
            )
            parts.append(part)
    return parts, list(numbers)


def _unique_offsets(borders: _Integers, *, n_tokens: int) -> _Integers:
    """Make borders the offsets of sentences, none of them empty."""
    at = np.zeros(n_tokens + 1, dtype=bool)
    at[[0, n_tokens]] = True
    at[borders] = True
    return np.flatnonzero(at)


def _place(words: Iterable[str], *, text: str, article: Hashable) -> tuple[list[str], list[int]]:
    """Find where the words of another tokenizer stand, each behind the one before."""
    found, places, end = [], [], 0
    for word in words:
        start = text.find(word, end)
        if start < 0 or not word:
            raise MediakitError(
                f"tokenizer= gave {word!r}, which article {article!r} does not hold from "
                f"character {end} on. It must give the words as they stand, in order."
            )
        found.append(word)
        places.append(start)
        end = start + len(word)
    return found, places


def _join_offsets(parts: Sequence[_Integers]) -> _Integers:
    """Join the offsets of consecutive batches."""
    ends = np.cumsum([0, *(part[-1] for part in parts)])
    joined = [part[1:] + end for part, end in zip(parts, ends[:-1], strict=True)]
    return np.concatenate([[0], *joined]).astype(np.int64)

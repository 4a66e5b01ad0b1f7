"""From article table to Tokens."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import ArticleError, EmptyError, MediakitError, require_columns
from mediakit.german import chunk_features, is_word, sentence_borders, split_chunk
from mediakit.progress import progress
from mediakit.tokens.chunks import Chunks, split_chunks
from mediakit.tokens.value import Tokens

_BATCH = 2_000
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
    dictionary = _Dictionary()
    parts = []
    for first in progress(range(0, len(texts), _BATCH), label="tokenizing"):
        batch = texts.iloc[first : first + _BATCH]
        chunks = split_chunks(batch)
        if tokenizer is None:
            parts.append(_expand(chunks, dictionary=dictionary))
        else:
            parts.append(_apply(tokenizer, texts=batch, chunks=chunks, dictionary=dictionary))
    tokens = Tokens(
        codes=np.concatenate([part.codes for part in parts]),
        offsets=_join_offsets([part.offsets for part in parts]),
        terms=pd.Index(list(dictionary.numbers), dtype="str"),
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


class _Dictionary:
    """What is known of each distinct chunk, asked once: words, their places, features."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._words: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._features: dict[str, int] = {}

    def number(self, word: str) -> int:
        return self.numbers.setdefault(word, len(self.numbers))

    def words(self, chunk: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if chunk not in self._words:
            codes, starts, start = [], [], 0
            for piece in split_chunk(chunk):
                if is_word(piece):
                    codes.append(self.number(piece))
                    starts.append(start)
                start += len(piece)
            self._words[chunk] = tuple(codes), tuple(starts)
        return self._words[chunk]

    def borders(self, chunks: Chunks) -> npt.NDArray[np.bool_]:
        """Tell before which chunks a sentence begins."""
        known = self._features
        for form in chunks.forms:
            if form not in known:
                known[form] = chunk_features(form)
        features = np.array([known[form] for form in chunks.forms], dtype=np.int64)
        return sentence_borders(features[chunks.codes], breaks=chunks.breaks)


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


def _expand(chunks: Chunks, *, dictionary: _Dictionary) -> _Part:
    """Give every chunk the words of its distinct form."""
    words = [dictionary.words(form) for form in chunks.forms]
    form_codes = np.fromiter(chain.from_iterable(codes for codes, _ in words), dtype=np.int32)
    form_starts = np.fromiter(chain.from_iterable(starts for _, starts in words), dtype=np.int32)
    per_form = np.array([len(codes) for codes, _ in words], dtype=np.int64)
    counts = per_form[chunks.codes]
    before = np.concatenate([[0], np.cumsum(counts)])
    first = (np.cumsum(per_form) - per_form)[chunks.codes]
    at = np.repeat(first - before[:-1], counts) + np.arange(before[-1])
    begins = before[:-1][dictionary.borders(chunks)]
    return _Part(
        codes=form_codes[at],
        offsets=before[chunks.offsets],
        starts=np.repeat(chunks.starts, counts).astype(np.int32) + form_starts[at],
        sentences=np.unique(np.concatenate([[0], begins, before[-1:]])),
    )


def _apply(
    tokenizer: Callable[[str], Iterable[str]],
    *,
    texts: pd.Series,
    chunks: Chunks,
    dictionary: _Dictionary,
) -> _Part:
    """Ask another tokenizer, text by text; sentences stay those of the text."""
    begins = dictionary.borders(chunks)
    codes: list[int] = []
    starts: list[int] = []
    offsets, sentences = [0], [0]
    for number, (article, text) in enumerate(texts.items()):
        words, places = _place(tokenizer(text), text=text, article=article)
        inside = slice(chunks.offsets[number], chunks.offsets[number + 1])
        borders = np.searchsorted(places, chunks.starts[inside][begins[inside]])
        sentences.extend((borders + len(codes)).tolist())
        codes.extend(dictionary.number(word) for word in words)
        starts.extend(places)
        offsets.append(len(codes))
    return _Part(
        codes=np.array(codes, dtype=np.int32),
        offsets=np.array(offsets, dtype=np.int64),
        starts=np.array(starts, dtype=np.int32),
        sentences=np.unique(np.array([*sentences, len(codes)], dtype=np.int64)),
    )


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

"""From article table to Tokens."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.errors import EmptyError, MediakitError, require_texts
from mediakit.tokens.chunks import Pieces, split_pieces
from mediakit.tokens.forms import Words, ask_marks, ask_words, find_words, place_pieces
from mediakit.tokens.stacking import join_offsets
from mediakit.tokens.value import Places, Tokens

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
    texts = require_texts(articles, column=column)
    if texts.empty:
        raise EmptyError("no articles to tokenize. Pass the result of read_articles().")
    batches, forms = split_pieces(texts)
    if tokenizer is not None:
        return _apply(tokenizer, texts=texts, batches=batches, forms=forms)
    words = ask_words(forms)
    found = [find_words(pieces, words=words) for pieces in batches]
    ends = [before[pieces.offsets] for pieces, (_, before) in zip(batches, found, strict=True)]
    places = Places(lambda: _place(batches, words=words, forms=forms))
    return Tokens(
        codes=np.concatenate([words.codes[at] for at, _ in found]),
        offsets=join_offsets(ends),
        terms=words.terms,
        articles=texts.index,
        starts=places.starts,
        sentences=places.sentences,
    )


def _place(
    batches: Sequence[Pieces], *, words: Words, forms: pa.LargeStringArray
) -> tuple[_Integers, _Integers]:
    """Tell where each token begins, and how the sentences lie."""
    marks = ask_marks(forms)
    starts, sentences = [], []
    for pieces in batches:
        begins, borders = place_pieces(pieces, marks=marks)
        at, before = find_words(pieces, words=words)
        starts.append(np.repeat(begins, np.diff(before)) + words.starts[at])
        sentences.append(_unique_offsets(before[borders], n_tokens=before[-1]))
    return np.concatenate(starts), join_offsets(sentences)


def _apply(
    tokenizer: Callable[[str], Iterable[str]],
    *,
    texts: pd.Series,
    batches: Sequence[Pieces],
    forms: pa.LargeStringArray,
) -> Tokens:
    """Ask another tokenizer, text by text; sentences stay those of the text."""
    marks = ask_marks(forms)
    words: list[str] = []
    starts, offsets, sentences = [], [], []
    articles = iter(texts.items())
    for pieces in batches:
        begins, borders = place_pieces(pieces, marks=marks)
        for first, last in pairwise(pieces.offsets):
            article, text = next(articles)
            found, places = _find(tokenizer(text), text=text, article=article)
            mine = borders[slice(*np.searchsorted(borders, [first, last]))]
            at = np.searchsorted(places, begins[mine])
            words += found
            starts.append(np.array(places, dtype=np.int32))
            offsets.append(np.array([0, len(found)]))
            sentences.append(_unique_offsets(at, n_tokens=len(found)))
    codes, terms = pd.factorize(pd.Index(words, dtype="str"), sort=True)
    return Tokens(
        codes=codes.astype(np.int32),
        offsets=join_offsets(offsets),
        terms=terms,
        articles=texts.index,
        starts=np.concatenate(starts),
        sentences=join_offsets(sentences),
    )


def _unique_offsets(borders: _Integers, *, n_tokens: int) -> _Integers:
    """Make borders the offsets of sentences, none of them empty."""
    at = np.zeros(n_tokens + 1, dtype=bool)
    at[[0, n_tokens]] = True
    at[borders] = True
    return np.flatnonzero(at)


def _find(words: Iterable[str], *, text: str, article: Hashable) -> tuple[list[str], list[int]]:
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

"""From article table to Tokens."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import EmptyError, MediakitError, require_texts
from mediakit.parallel import map_threads
from mediakit.tokens.chunks import Pieces, split_pieces
from mediakit.tokens.marks import ask_marks, find_borders
from mediakit.tokens.numbering import choose_numbers, spread_places
from mediakit.tokens.stacking import join_offsets
from mediakit.tokens.value import Later, Tokens
from mediakit.tokens.words import Words, ask_words

_Integers = npt.NDArray[np.integer]


def tokenize(
    articles: pd.DataFrame,
    *,
    column: str = "text",
    tokenizer: Callable[[str], Iterable[str]] | None = None,
    n_jobs: int = 1,
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
    n_jobs : int
        How many threads split the texts, and find places and sentences when they are asked for;
        -1 takes one a core. The tokens are the same for any number.

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
        Naming the first word of `tokenizer` that the text does not hold, or if `n_jobs` is no
        number of threads.

    Notes
    -----
    With the extra ``mediakit[fast]``, more than 2,000 articles are split by compiled loops; the
    tokens are the same. The first call of a process takes half a second to load them, the first
    call ever some seconds to compile them.

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
    numbering = choose_numbers(len(texts))
    numbers = numbering()
    batches, forms = split_pieces(texts, numbers=numbers, n_jobs=n_jobs)
    if tokenizer is not None:
        return _apply(tokenizer, texts=texts, batches=batches, forms=forms)
    words = ask_words(forms, numbering=numbering)

    counts = np.diff(words.firsts).astype(np.int32)
    offsets = join_offsets([_count_words(pieces, counts=counts) for pieces in batches])
    begins = np.cumsum([0, *(len(pieces.offsets) - 1 for pieces in batches)])
    codes = np.empty(offsets[-1], dtype=np.int32)

    def read(batch: int) -> None:
        some = codes[slice(*offsets[begins[batch : batch + 2]])]
        firsts, values = words.firsts, words.codes
        numbers.spread(batches[batch].codes, firsts=firsts, values=values, out=some)

    map_threads(read, range(len(batches)), n_jobs=n_jobs, label="reading")
    return Tokens(
        codes=codes,
        offsets=offsets,
        terms=words.terms,
        articles=texts.index,
        starts=Later(lambda: _find_starts(batches, words=words, forms=forms, n_jobs=n_jobs)),
        sentences=Later(lambda: _find_sentences(batches, words=words, forms=forms, n_jobs=n_jobs)),
    )


def _count_words(pieces: Pieces, *, counts: _Integers) -> _Integers:
    """Count the words of a batch before each of its texts."""
    before = np.zeros(len(pieces.codes) + 1, dtype=np.int32)
    np.cumsum(np.take(counts, pieces.codes), out=before[1:])
    return before[pieces.offsets]


def _find_starts(
    batches: Sequence[Pieces], *, words: Words, forms: pa.LargeStringArray, n_jobs: int
) -> _Integers:
    """Tell where each token begins."""
    lengths = pc.utf8_length(forms).to_numpy()

    def find(pieces: Pieces) -> _Integers:
        begins = _count_up(lengths[pieces.codes], offsets=pieces.offsets)
        at, before = spread_places(pieces.codes, firsts=words.firsts)
        return np.repeat(begins, np.diff(before)) + words.starts[at]

    return np.concatenate(map_threads(find, batches, n_jobs=n_jobs, label="finding places"))


def _count_up(lengths: _Integers, *, offsets: _Integers) -> _Integers:
    """Add up the lengths before each item, anew in each group."""
    before = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    starts = before[:-1] - np.repeat(before[offsets[:-1]], np.diff(offsets))
    return starts.astype(np.int32)


def _find_sentences(
    batches: Sequence[Pieces], *, words: Words, forms: pa.LargeStringArray, n_jobs: int
) -> _Integers:
    """Tell how the sentences lie."""
    marks = ask_marks(forms)

    def find(pieces: Pieces) -> _Integers:
        before = np.concatenate([[0], np.cumsum(np.diff(words.firsts)[pieces.codes])])
        borders = before[find_borders(pieces, marks=marks)]
        return _unique_offsets(borders, n_tokens=before[-1])

    return join_offsets(map_threads(find, batches, n_jobs=n_jobs, label="finding sentences"))


def _apply(
    tokenizer: Callable[[str], Iterable[str]],
    *,
    texts: pd.Series,
    batches: Sequence[Pieces],
    forms: pa.LargeStringArray,
) -> Tokens:
    """Ask another tokenizer, text by text; sentences stay those of the text."""
    marks, lengths = ask_marks(forms), pc.utf8_length(forms).to_numpy()
    words: list[str] = []
    starts, offsets, sentences = [], [], []
    articles = iter(texts.items())
    for pieces in batches:
        begins = _count_up(lengths[pieces.codes], offsets=pieces.offsets)
        borders = find_borders(pieces, marks=marks)
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

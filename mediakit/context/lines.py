"""Keyword in context, cut out of the original text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Corpus, is_dask
from mediakit.errors import ArticleError, MediakitError, require_columns
from mediakit.german import split_chunk
from mediakit.patterns import Hits, Patterns, find_hits, find_places, read_patterns
from mediakit.patterns.lookup import matches_nothing
from mediakit.progress import progress
from mediakit.tokens import Tokens
from mediakit.tokens.stacking import stack_tokens

_COLUMNS = ["article", "published", "outlet", "left", "keyword", "right", "start"]
_READ = ["published", "outlet", "text"]
_WIDTHS = {"word": 8, "sentence": 0}
_SORT_KEY = re.compile(r"[LR][1-9]|keyword")
_Integers = npt.NDArray[np.integer]


def concordance(
    tokens: Tokens | Corpus,
    *,
    articles: pd.DataFrame | Corpus,
    pattern: Patterns,
    window: int | None = None,
    unit: str = "word",
    sort: Sequence[str] = (),
) -> pd.DataFrame:
    """Show every place where a pattern stands, with the text around it.

    The lines are cut out of the text as it was printed, whatever `Tokens.map` has made of the
    words: case, punctuation and quotation marks are kept, and ``left + keyword + right`` stands
    in the text letter by letter. Filter the table by any column; `show_concordance` aligns it.

    Parameters
    ----------
    tokens : Tokens or Corpus
        From `tokenize`; where `pattern` is looked for. Of a corpus on disk, from `open_corpus`,
        only texts in which it stands are read.
    articles : DataFrame, one row an article, or the Corpus
        The article table that was tokenized, with its column ``text``. Where another column was
        tokenized, pass ``articles.assign(text=articles["title"])``.
    pattern : str, list of str, mapping of name to patterns, or DataFrame
        A term, ``Klima*``, ``*krise``, or a phrase such as ``künstliche Intelligenz``, several of
        them, or the table of `match_terms`. Small letters match any case.
    window : int, optional
        How many units to show on each side: by default 8 words, or no sentence but the one in
        which the pattern stands. The window ends with the article.
    unit : {"word", "sentence"}
        Unit of the window.
    sort : sequence of str, optional
        Sort by the words at these places: ``["R1", "R2"]`` by the first and second word to the
        right, ``"L1"`` by the last one to the left, ``"keyword"``; as a dictionary sorts them
        (*ä* with *a*, DIN 5007-1), a missing word first. By default in order of the articles.

    Returns
    -------
    DataFrame
        One row a hit, ties in order of the articles:

        ``article``
            The article.
        ``published``
            When it appeared, in Europe/Berlin.
        ``outlet``
            Where it appeared.
        ``left``
            The text to the left.
        ``keyword``
            The text that the pattern matched.
        ``right``
            The text to the right.
        ``start``
            Where `keyword` begins in the text, in characters.

    Raises
    ------
    EmptyError
        Naming the first pattern that stands nowhere.
    ColumnError
        If a column of the article table is missing.
    ArticleError
        Naming the first article that the table lacks, or whose text is not the tokenized one.
    MediakitError
        If `window`, `unit` or a key of `sort` is unknown.

    See Also
    --------
    show_concordance : Align the lines for reading.

    References
    ----------
    Luhn, H. P. (1960). Key word-in-context index for technical literature. American
    Documentation 11 (4), 288-295.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> lines = mk.concordance(
    ...     mk.tokenize(articles), articles=articles, pattern="Voltara", window=3, sort=["R1"])
    >>> lines.columns.tolist()
    ['article', 'published', 'outlet', 'left', 'keyword', 'right', 'start']
    >>> lines["keyword"].unique().tolist()
    ['Voltara']
    """
    if is_dask(tokens) or is_dask(articles):
        raise MediakitError(
            "concordance() takes no Dask DataFrame: pass a corpus on disk, from open_corpus(), "
            "twice, or the partitions one by one."
        )
    if isinstance(tokens, Corpus):
        tokens, articles = _read_hits(tokens, pattern=pattern)
    elif isinstance(articles, Corpus):
        raise MediakitError("articles= is a Corpus: pass it as the first argument as well.")
    require_columns(articles, columns=_READ, made_by="read_articles()")
    hits = find_places(tokens, patterns=pattern)[1]
    hits = _sort_hits(tokens, hits=hits, keys=sort)
    first, last = _bounds(tokens, hits=hits, window=window, unit=unit)
    rows = np.searchsorted(tokens.offsets, hits.first, side="right") - 1
    table = articles.loc[_known(tokens.articles.take(np.unique(rows)), articles=articles)]
    places = table.index.get_indexer(tokens.articles.take(rows))
    strings = table["text"].tolist()
    texts = [strings[place] for place in places.tolist()]
    return pd.DataFrame(
        {
            "article": tokens.articles.take(rows),
            "published": table["published"].array.take(places),
            "outlet": table["outlet"].array.take(places),
            **_cut(tokens, hits=hits, rows=rows, bounds=(first, last), texts=texts),
            "start": tokens.starts[hits.first],
        },
        columns=_COLUMNS,
    )


def _read_hits(corpus: Corpus, *, pattern: Patterns) -> tuple[Tokens, pd.DataFrame]:
    """Read those articles of a corpus in which a pattern stands, and their tokens."""
    groups = read_patterns(pattern)
    parts, tables = [], []
    for part in progress(corpus.parts, label="looking for the pattern"):
        tokens = part.tokens()
        at = find_hits(tokens, groups=groups).first
        rows = np.unique(np.searchsorted(tokens.offsets, at, side="right") - 1)
        if len(rows):
            held = np.zeros(len(tokens.articles), dtype=bool)
            held[rows] = True
            kept = tokens.keep(np.repeat(held, np.diff(tokens.offsets)))
            # Places found now, the file of the part is let go.
            parts.append(replace(kept, starts=kept.starts, sentences=kept.sentences))
            tables.append(part.articles(columns=_READ).iloc[rows])
    if not parts:
        raise matches_nothing(next(iter(groups)), groups=groups, terms=pd.Index([""], dtype="str"))
    return stack_tokens(parts), pd.concat(tables)


def _known(found: pd.Index, *, articles: pd.DataFrame) -> pd.Index:
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()].tolist()[0]
        raise ArticleError(f"article {twice!r} stands twice in the index. Give each its own.")
    # isin() of pandas would take every text of the index out of Arrow.
    missing = found[articles.index.get_indexer(found) < 0].tolist()
    if missing:
        raise ArticleError(
            f"articles= has no article {missing[0]!r}. Pass the table that was tokenized."
        )
    return found


def _bounds(
    tokens: Tokens, *, hits: Hits, window: int | None, unit: str
) -> tuple[_Integers, _Integers]:
    """Tell the first and the last token of each line."""
    if unit not in _WIDTHS:
        raise MediakitError(f"unit= must be one of {', '.join(_WIDTHS)}, not {unit!r}")
    width = _WIDTHS[unit] if window is None else window
    if not isinstance(width, int | np.integer) or width < 0:
        raise MediakitError(f"window= must be a number from 0, not {window!r}")
    row = np.searchsorted(tokens.offsets, hits.first, side="right")
    floor, ceiling = tokens.offsets[row - 1], tokens.offsets[row] - 1
    first: _Integers = hits.first
    last: _Integers = hits.first + hits.length - 1
    if unit == "sentence":
        number = np.searchsorted(tokens.sentences, hits.first, side="right") - 1
        n_sentences = len(tokens.sentences) - 1
        first = tokens.sentences[np.maximum(number - width, 0)]
        last = tokens.sentences[np.minimum(number + width + 1, n_sentences)] - 1
    else:
        first, last = first - width, last + width
    return np.maximum(first, floor), np.minimum(last, ceiling)


def _cut(
    tokens: Tokens,
    *,
    hits: Hits,
    rows: _Integers,
    bounds: tuple[_Integers, _Integers],
    texts: list[str],
) -> dict[str, list[str]]:
    """Cut left, keyword and right out of the texts, with the punctuation that touches them."""
    first, last = bounds
    for text, start, row in zip(texts, tokens.starts[last].tolist(), rows.tolist(), strict=True):
        if not isinstance(text, str) or len(text) <= start or text[start].isspace():
            raise ArticleError(
                f"the text of article {tokens.articles[row]!r} is not the one that was tokenized. "
                "Pass the table that was given to tokenize()."
            )
    begins = tokens.starts[hits.first].tolist()
    ends = _ends(tokens, at=hits.first + hits.length - 1, texts=texts)
    # Before its first word a text may begin, behind its last one it may end.
    opens = first == tokens.offsets[rows]
    floors = np.where(opens, 0, _ends(tokens, at=np.maximum(first - 1, 0), texts=texts))
    closes = last + 1 == tokens.offsets[rows + 1]
    following = tokens.starts[np.minimum(last + 1, len(tokens) - 1)]
    ceilings = np.where(closes, [len(text) for text in texts], following)
    heads = map(_widen_left, texts, tokens.starts[first].tolist(), floors.tolist())
    tails = map(_widen_right, texts, _ends(tokens, at=last, texts=texts), ceilings.tolist())
    lines = list(zip(texts, heads, begins, ends, tails, strict=True))
    return {
        "left": [text[head:begin] for text, head, begin, _, _ in lines],
        "keyword": [text[begin:end] for text, _, begin, end, _ in lines],
        "right": [text[end:tail] for text, _, _, end, tail in lines],
    }


def _ends(tokens: Tokens, *, at: _Integers, texts: list[str]) -> list[int]:
    """Tell where tokens end in their texts."""
    terms = tokens.terms.take(tokens.codes[at]).tolist()
    return list(map(_end, texts, tokens.starts[at].tolist(), terms))


def _end(text: str, start: int, term: str) -> int:
    """Tell where a token ends: a lemma may be shorter or longer than its word."""
    end = start + len(term)
    if text[start:end] == term or text[start:end].casefold() == term.casefold():
        return end
    chunk = text[start : start + 200].split(maxsplit=1)
    return start + (len(split_chunk(chunk[0])[0]) if chunk else 0)


def _widen_left(text: str, start: int, floor: int) -> int:
    """Take along what stands before a word up to white space or the word before."""
    while start > floor and not text[start - 1].isspace():
        start -= 1
    return start


def _widen_right(text: str, end: int, ceiling: int) -> int:
    """Take along what stands behind a word up to white space or the next word."""
    while end < ceiling and not text[end].isspace():
        end += 1
    return end


def _sort_hits(tokens: Tokens, *, hits: Hits, keys: Sequence[str]) -> Hits:
    """Order hits by the words at the places that `keys` name."""
    if isinstance(keys, str):
        raise MediakitError(f"sort= must be a list such as [{keys!r}], not {keys!r}")
    wrong = next((key for key in keys if not _SORT_KEY.fullmatch(str(key))), None)
    if wrong is not None:
        raise MediakitError(f"sort= takes 'L1' to 'L9', 'R1' to 'R9' and 'keyword', not {wrong!r}")
    row = np.searchsorted(tokens.offsets, hits.first, side="right")
    floor, ceiling = tokens.offsets[row - 1], tokens.offsets[row]
    ranks: list[_Integers] = [hits.first]
    for key in reversed(keys):
        if key == "keyword":
            for step in reversed(range(int(hits.length.max()))):
                inside = step < hits.length
                codes = tokens.codes[np.where(inside, hits.first + step, 0)]
                ranks.append(_rank(np.where(inside, codes, -1), tokens=tokens))
            continue
        away = int(key[1:])
        at = hits.first - away if key[0] == "L" else hits.first + hits.length - 1 + away
        inside = (at >= floor) & (at < ceiling)
        codes = np.where(inside, tokens.codes[np.where(inside, at, 0)], -1)
        ranks.append(_rank(codes, tokens=tokens))
    order = np.lexsort(ranks)
    return hits.take(order)


def _rank(codes: _Integers, *, tokens: Tokens) -> _Integers:
    """Rank words as a dictionary sorts them, -1 (no word) first."""
    distinct, numbers = np.unique(codes, return_inverse=True)
    words = ["" if code < 0 else _sort_key(tokens.terms[code]) for code in distinct]
    place = {word: rank for rank, word in enumerate(sorted(set(words)))}
    return np.array([place[word] for word in words])[numbers]


def _sort_key(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

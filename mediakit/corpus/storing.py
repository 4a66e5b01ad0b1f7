"""Corpora on disk: make one, and add to it."""

import contextlib
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from mediakit.articles import check_articles, read_articles
from mediakit.articles.files import find_files
from mediakit.corpus.files import find_parts, write_part
from mediakit.corpus.opening import Corpus, open_corpus
from mediakit.errors import ArticleError, MediakitError
from mediakit.progress import progress
from mediakit.tokens import tokenize

# Files are read together up to so many bytes.
_TOGETHER = 64_000_000


def store_corpus(
    articles: pd.DataFrame | Iterable[pd.DataFrame] | str | Path,
    folder: str | Path,
    *,
    part_size: int = 20_000,
) -> Corpus:
    """Store articles and their tokens in a folder, or add to what it holds.

    Articles whose name the corpus holds already are passed over, so the same call after an
    interruption goes on where it stopped.

    Parameters
    ----------
    articles : DataFrame, iterable of DataFrame, or path
        An article table; several one after another, such as ``map(mk.read_articles, files)``,
        which need never be in memory at once; or what `read_articles` reads, a file or some small
        ones at a time.
    folder : str or Path
        Where to store; made if need be. It holds a Parquet file of articles and an Arrow file of
        tokens for each part, which other programs can read, too.
    part_size : int
        Articles of a part at most.

    Returns
    -------
    Corpus
        All that the folder holds now.

    Raises
    ------
    ArticleError
        Naming the first article without a text, or whose name is stored with another text.
        What was stored before stays.
    MediakitError
        If another process stores into the folder, or `part_size` is below 1.

    Warns
    -----
    UserWarning
        If an unfinished part of a writer that was stopped was removed.

    Notes
    -----
    A part is in the corpus when it is whole, and then for good: whoever stops a writer loses at
    most the part that it was about to write. The load report is not stored; each article keeps
    its ``warnings``.

    Examples
    --------
    >>> import tempfile
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> folder = tempfile.mkdtemp()
    >>> mk.store_corpus(articles.head(50), folder)
    <Corpus: 50 articles in 1 part>
    >>> mk.store_corpus(articles, folder).articles().equals(articles)
    True
    """
    if part_size < 1:
        raise MediakitError(f"part_size must be 1 or more, not {part_size}")
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    with _lock(place):
        _clear(place)
        corpus = open_corpus(place)
        number = len(corpus.parts)
        for part in _cut(_fresh(_tables(articles), corpus=corpus), size=part_size):
            write_part(part, tokens=tokenize(part), folder=place, number=number)
            number += 1
    return open_corpus(place)


def _tables(
    articles: pd.DataFrame | Iterable[pd.DataFrame] | str | Path,
) -> Iterable[pd.DataFrame]:
    if isinstance(articles, pd.DataFrame):
        return [articles]
    if isinstance(articles, (str, Path)):
        files, unfound = find_files(articles)
        if unfound:
            raise unfound[0]
        return (read_articles(group) for group in _group(files))
    return articles


def _group(files: Iterable[str]) -> Iterator[list[str]]:
    """Put small files together."""
    group: list[str] = []
    size = 0
    for file in progress(list(files), label="storing"):
        more = Path(file).stat().st_size
        if group and size + more > _TOGETHER:
            yield group
            group, size = [], 0
        group.append(file)
        size += more
    if group:
        yield group


def _fresh(tables: Iterable[pd.DataFrame], *, corpus: Corpus) -> Iterator[pd.DataFrame]:
    """Check tables, and leave out what is stored."""
    given: pd.Index = pd.Index([], dtype="str")
    for table in tables:
        check_articles(table)
        twice = table.index[table.index.isin(given)].tolist()
        if twice:
            raise ArticleError(f"article {twice[0]!r} is given twice. Give each its own name.")
        given = given.append(table.index)
        again = table.index.isin(corpus.names)
        if again.any():
            _compare(table.loc[again, "text"], corpus=corpus)
        fresh = table[~again]
        fresh.attrs = {}
        if len(fresh):
            yield fresh


def _compare(texts: pd.Series, *, corpus: Corpus) -> None:
    """Make sure that articles of a name that is stored are those that are stored."""
    for part in corpus.parts:
        names = part.names.intersection(texts.index)
        if not len(names):
            continue
        stored = part.articles(columns=["text"]).loc[names, "text"]
        other = names[(stored != texts.loc[names]).to_numpy()].tolist()
        if other:
            raise ArticleError(
                f"article {other[0]!r} is stored in {corpus.folder} with another text. Give the "
                "new one another name; stored articles do not change."
            )


def _cut(tables: Iterable[pd.DataFrame], *, size: int) -> Iterator[pd.DataFrame]:
    """Cut tables into parts of one size; the last may be smaller."""
    waiting: list[pd.DataFrame] = []
    for table in tables:
        waiting.append(table)
        if sum(map(len, waiting)) >= size:
            whole = pd.concat(waiting)
            last = len(whole) - len(whole) % size
            yield from (whole.iloc[first : first + size] for first in range(0, last, size))
            waiting = [whole.iloc[last:]]
    if sum(map(len, waiting)):
        yield pd.concat(waiting)


def _clear(folder: Path) -> None:
    unfinished = find_parts(folder).unfinished
    for path in unfinished:
        path.unlink()
    if unfinished:
        warnings.warn(
            f"{folder} held an unfinished part of a writer that was stopped; it was removed. "
            "Its articles are stored now if they are among those given.",
            stacklevel=3,
        )


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Keep other writers out; the system opens the lock of a process that ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows: whoever stores twice at once is told when opening
        yield
        return
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise MediakitError(f"another process stores into {folder} at this moment") from None
        yield

"""Corpora on disk: open them, and read what is asked for."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.articles import check_articles
from mediakit.corpus.files import PartFiles, find_parts, read_tokens
from mediakit.errors import ArticleError, EmptyError, MediakitError
from mediakit.tokens import Tokens


@dataclass(frozen=True, eq=False, repr=False)
class Part:
    """Some articles of a corpus, and their tokens; made by `open_corpus`.

    Attributes
    ----------
    files : PartFiles
        Where they lie.
    names : Index
        The articles.

    Examples
    --------
    >>> import tempfile
    >>> import mediakit as mk
    >>> corpus = mk.store_corpus(mk.sample_articles(), tempfile.mkdtemp())
    >>> part = corpus.parts[0]
    >>> part.articles(columns=["title"]).index.equals(part.tokens().articles)
    True
    """

    files: PartFiles
    names: pd.Index

    @cached_property
    def columns(self) -> list[str]:
        """The columns of the articles."""
        import pyarrow.parquet

        names = pyarrow.parquet.read_schema(self.files.articles).names
        return [name for name in names if name != "article"]

    def articles(self, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read the articles, or some columns of them."""
        return _read_columns(self.files.articles, columns=columns).set_axis(self.names)

    def tokens(self) -> Tokens:
        """Open the tokens, with the vocabulary of this part."""
        return read_tokens(self.files, articles=self.names)


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """A corpus on disk; made by `open_corpus` and `store_corpus`.

    Attributes
    ----------
    folder : Path
        Where it lies.
    parts : tuple of Part
        Its parts, in the order in which they were stored.

    Examples
    --------
    >>> import tempfile
    >>> import mediakit as mk
    >>> corpus = mk.store_corpus(mk.sample_articles(), tempfile.mkdtemp())
    >>> corpus
    <Corpus: ... articles in 1 part>
    >>> matrix = mk.count_terms(corpus)
    >>> outlets = corpus.articles(columns=["outlet"])["outlet"]
    >>> mk.term_frequencies(matrix, by=outlets).columns.tolist()
    ['group', 'term', 'count', 'per_million', 'articles', 'rank']
    """

    folder: Path
    parts: tuple[Part, ...]

    def __getattr__(self, name: str) -> Any:
        """Say what to pass where a corpus will not do."""
        raise AttributeError(
            f"a Corpus has no {name!r}, so it will not do here. Pass corpus.tokens(), "
            "count_terms(corpus) or corpus.articles(), whichever is asked for, or those of one "
            "part after another: for part in corpus.parts."
        )

    def __len__(self) -> int:
        """Count the articles."""
        return sum(len(part.names) for part in self.parts)

    def __repr__(self) -> str:
        """Tell the sizes."""
        plural = "" if len(self.parts) == 1 else "s"
        return f"<Corpus: {len(self)} articles in {len(self.parts)} part{plural}>"

    @cached_property
    def names(self) -> pd.Index:
        """All articles."""
        names = [part.names for part in self.parts]
        return names[0].append(names[1:]) if names else pd.Index([], dtype="str", name="article")

    def articles(self, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read all articles, or some columns of them, which is what fits into memory.

        Parameters
        ----------
        columns : sequence of str, optional
            The columns to read, such as ``["published", "outlet"]``; by default all.

        Returns
        -------
        DataFrame, one row an article
            In the order in which they were stored.

        Raises
        ------
        EmptyError
            If there are none yet.
        MediakitError
            If a part lacks a column.
        """
        read = [part.articles(columns=columns) for part in list_parts(self)]
        table = pd.concat(read)
        return check_articles(table) if columns is None else table

    def tokens(self) -> Tokens:
        """Join the tokens of all parts; 4 bytes a token, and as many when places are asked for.

        Returns
        -------
        Tokens
            What `tokenize` gives for `articles`.
        """
        from mediakit.tokens.stacking import stack_tokens

        return stack_tokens([part.tokens() for part in list_parts(self)])

    def to_dask(self) -> Any:
        """Give the articles as a Dask DataFrame, a partition a part; needs ``mediakit[dask]``.

        Returns
        -------
        dask.dataframe.DataFrame
            Read when it is computed, where it is computed: the folder must be seen there.
        """
        import dask.dataframe

        parts = list_parts(self)
        meta = parts[0].articles().iloc[:0]
        return dask.dataframe.from_map(Part.articles, parts, meta=meta)


def list_parts(corpus: Corpus) -> tuple[Part, ...]:
    """List the parts of a corpus, which must hold some."""
    if not corpus.parts:
        raise EmptyError(f"{corpus.folder} holds no articles yet. Add some with store_corpus().")
    return corpus.parts


def open_corpus(folder: str | Path) -> Corpus:
    """Open a corpus on disk; articles and tokens are read when they are asked for.

    Parameters
    ----------
    folder : str or Path
        Where `store_corpus` has stored it.

    Returns
    -------
    Corpus
        With all parts that are whole.

    Raises
    ------
    ArticleError
        If there is no such folder, a file is missing, or an article is stored twice.

    Warns
    -----
    UserWarning
        If a writer was stopped, or is at work, and left an unfinished part.

    See Also
    --------
    store_corpus : Make a corpus, or add to it.

    Examples
    --------
    >>> import tempfile
    >>> import mediakit as mk
    >>> folder = tempfile.mkdtemp()
    >>> _ = mk.store_corpus(mk.sample_articles(), folder)
    >>> mk.open_corpus(folder).articles(columns=["outlet"])["outlet"].nunique()
    3
    """
    place = Path(folder)
    if not place.is_dir():
        raise ArticleError(f"no corpus in {place}: no such folder. Make one with store_corpus().")
    found = find_parts(place)
    if found.unfinished:
        warnings.warn(
            f"{place} holds an unfinished part ({found.unfinished[0].name}): its writer was "
            "stopped, or is at work. Its articles are not in the corpus; store them again.",
            stacklevel=2,
        )
    parts = tuple(Part(files, _read_names(files)) for files in found.parts)
    corpus = Corpus(place, parts)
    if not corpus.names.is_unique:
        twice = corpus.names[corpus.names.duplicated()].tolist()[0]
        raise ArticleError(f"article {twice!r} is stored twice in {place}, by two writers at once.")
    return corpus


def _read_names(files: PartFiles) -> pd.Index:
    return _read_columns(files.articles, columns=[]).index


def _read_columns(path: Path, *, columns: Sequence[str] | None) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet

    file = pa.parquet.ParquetFile(path)
    known = [name for name in file.schema_arrow.names if name != "article"]
    unknown = [name for name in columns or [] if name not in known]
    if unknown:
        raise MediakitError(f"{path.name} has no column {unknown[0]!r}; found: {', '.join(known)}")
    wanted = known if columns is None else list(columns)
    table = file.read(columns=[*wanted, "article"])
    # The mark of the articles' own file holds their load report, which belongs to the whole.
    metadata = {b"pandas": table.schema.metadata[b"pandas"]}
    frame: pd.DataFrame = table.replace_schema_metadata(metadata).to_pandas()
    return frame[wanted]

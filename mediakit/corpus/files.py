"""One part of a corpus: a Parquet file of articles beside an Arrow file of their tokens.

The tokens are written first. A part counts once its articles have their name, which they get
whole, so that a writer that is killed leaves a part or none.
"""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.articles import write_articles
from mediakit.errors import ArticleError
from mediakit.tokens import Tokens

_NAME = re.compile(r"articles-(\d{6})-([0-9a-f]{8})\.parquet")
_FIELDS = ("codes", "offsets", "starts", "sentences")


class PartFiles(NamedTuple):
    """The two files of a part."""

    articles: Path
    tokens: Path


class Found(NamedTuple):
    """What lies in the folder of a corpus."""

    parts: list[PartFiles]
    """Whole parts, in the order in which they were stored."""
    unfinished: list[Path]
    """Files that a writer left which was stopped."""


def find_parts(folder: Path) -> Found:
    """List the parts of a corpus."""
    names = sorted(path.name for path in folder.iterdir())
    parts = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match is not None:
            tokens = folder / f"tokens-{match[1]}-{match[2]}.arrow"
            if not tokens.exists():
                raise ArticleError(
                    f"{folder / name} lacks its tokens, {tokens.name}: the corpus is damaged. "
                    "Remove the file and store its articles again."
                )
            parts.append(PartFiles(folder / name, tokens))
    whole = {path.name for part in parts for path in part}
    rest = [name for name in names if name not in whole]
    left = [name for name in rest if name.startswith((".articles-", ".tokens-", "tokens-"))]
    return Found(parts, [folder / name for name in left])


def write_part(articles: pd.DataFrame, *, tokens: Tokens, folder: Path, number: int) -> PartFiles:
    """Write a part; its name is its own, so that two writers never meet in one file."""
    name = f"{number:06}-{secrets.token_hex(4)}"
    files = PartFiles(folder / f"articles-{name}.parquet", folder / f"tokens-{name}.arrow")
    _write_whole(files.tokens, write=lambda path: _write_tokens(tokens, path))
    write_articles(articles, files.articles)
    _sync(folder)
    return files


def read_tokens(files: PartFiles, *, articles: pd.Index) -> Tokens:
    """Open the tokens of a part; what is not asked for is not read from disk."""
    with pa.memory_map(str(files.tokens)) as source:
        table = pa.ipc.open_file(source).read_all()
    column = {name: table[name].chunk(0).values for name in table.column_names}
    return Tokens(
        **{name: column[name].to_numpy() for name in _FIELDS},
        terms=pd.Index(column["terms"].to_pandas(), dtype="str"),
        articles=articles,
    )


def _write_tokens(tokens: Tokens, path: Path) -> None:
    arrays: dict[str, pa.Array] = {name: pa.array(getattr(tokens, name)) for name in _FIELDS}
    arrays["terms"] = pa.array(tokens.terms, type=pa.large_string(), from_pandas=True)
    # Arrays of several lengths in one file: a table of one row whose cells are lists.
    cells = {
        name: pa.LargeListArray.from_arrays(np.array([0, len(array)]), _as_array(array))
        for name, array in arrays.items()
    }
    table = pa.table(cells)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _as_array(array: pa.Array) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _write_whole(target: Path, *, write: Callable[[Path], None]) -> None:
    partial = target.with_name(f".{target.name}")
    try:
        write(partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

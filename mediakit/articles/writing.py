"""Article tables out: whole files or none."""

import os
from pathlib import Path

import pandas as pd

from mediakit.articles.schema import check_articles
from mediakit.errors import MediakitError


def write_articles(articles: pd.DataFrame, path: str | Path) -> Path:
    """Write an article table as Parquet; `read_articles` gives it back.

    Parameters
    ----------
    articles : DataFrame
        An article table.
    path : str or Path
        A file ending in ``.parquet``, replaced if it exists, and only once all is written.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    MediakitError
        If the file's ending is another.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import mediakit as mk
    >>> target = pathlib.Path(tempfile.mkdtemp(), "articles.parquet")
    >>> articles = mk.sample_articles()
    >>> mk.read_articles(write_articles(articles, target)).equals(articles)
    True
    """
    target = Path(path)
    if target.suffix != ".parquet":
        raise MediakitError(f"cannot write {target.name!r}: the name must end in .parquet")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        check_articles(articles).to_parquet(partial, compression="zstd")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target

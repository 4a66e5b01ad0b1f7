"""Names of articles that have none of their own: from file, folder and place in the file."""

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def article_names(paths: Sequence[str]) -> list[str]:
    """Name articles by file, and by folder and file where two files share a name.

    Parameters
    ----------
    paths : sequence of str
        The file of each article; files with several articles stand several times in a row.

    Returns
    -------
    list of str
        Without the file's ending; numbered from 1 within files that hold several.

    Examples
    --------
    >>> article_names(["taz/1.txt", "faz/1.txt", "taz/2.txt", "taz/3.txt", "taz/3.txt"])
    ['taz/1', 'faz/1', '2', '3-1', '3-2']
    """
    plain = [_stem(path) for path in paths]
    if len(set(plain)) == len(plain):
        return plain
    files = Counter(paths)
    stems = dict(zip(paths, plain, strict=True))
    shared = Counter(stems.values())
    names = {
        path: stem if shared[stem] == 1 else f"{outlet_name(path)}/{stem}"
        for path, stem in stems.items()
    }
    if len(set(names.values())) < len(names):
        names = {path: Path(path).with_suffix("").as_posix() for path in files}
    result, number = [], 0
    for place, path in enumerate(paths):
        number = number + 1 if place and paths[place - 1] == path else 1
        result.append(names[path] if files[path] == 1 else f"{names[path]}-{number}")
    return result


def outlet_name(path: str, *, known: dict[str, str] | None = None) -> str:
    """Name the folder that holds a file, or the archive if it holds it directly."""
    # Ten thousand Paths would cost as much as reading.
    folder = path.rpartition(os.sep)[0] if os.sep in path else ""
    known = {} if known is None else known
    if folder not in known:
        parent = Path(folder or (os.sep if path.startswith(os.sep) else ".")).absolute()
        name = parent.stem if parent.suffix.lower() == ".zip" else parent.name
        # Macs name folders with combining marks; the same outlet has one name everywhere.
        known[folder] = unicodedata.normalize("NFC", name)
    return known[folder]


def _stem(path: str) -> str:
    name = path.rpartition(os.sep)[2].removesuffix(".gz")
    stem = name.rpartition(".")[0] or name
    return stem if stem.isascii() else unicodedata.normalize("NFC", stem)

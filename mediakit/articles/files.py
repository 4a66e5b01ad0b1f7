"""Finding files, and reading their bytes with as few calls as it takes."""

import glob
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from mediakit.errors import ArticleError
from mediakit.formats.findings import FileError

_HEAD = 2**16
# A pipe must not hang the reader, and Windows must not translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def find_files(path: str | Path | Sequence[str | Path]) -> list[str]:
    """List the files of files, folders and globs, each once, folders in sorted order."""
    places = [path] if isinstance(path, str | Path) else list(path)
    found = (file for place in places for file in _expand(Path(place)))
    return list(dict.fromkeys(found))


def read_bytes(path: str) -> bytes | None:
    """Read a file; None for a long Parquet file, which is better read from its place.

    Raises
    ------
    FileError
        If the file cannot be read.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileError("unreadable", "no regular file", file=Path(path))
        data = os.read(descriptor, _HEAD)
        if len(data) < _HEAD:
            return data
        if data.startswith(b"PAR1"):
            return None
        with os.fdopen(os.dup(descriptor), "rb") as rest:
            return data + rest.read()
    except OSError as error:
        raise _unreadable(path, error) from None
    finally:
        os.close(descriptor)


def _unreadable(path: str, error: Exception) -> FileError:
    reason = f"cannot be opened: {getattr(error, 'strerror', None) or error}"
    return FileError("unreadable", reason, file=Path(path))


def _expand(place: Path) -> list[str]:
    if place.is_dir():
        return sorted(_walk(str(place)), key=_parts)
    if place.is_file():
        return [str(place)]
    found = glob.glob(str(place), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute one
    if not found:
        raise ArticleError("no such file or folder", file=place)
    matches = sorted(found, key=_parts)
    return [file for match in matches for file in _expand(Path(match))]


def _walk(folder: str) -> list[str]:
    """List the files below a folder, without hidden files and folders."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        prefix = "" if place == "." else place.rstrip(os.sep) + os.sep
        found += [prefix + name for name in files if not name.startswith(".")]
    return found


def _parts(path: str) -> list[str]:
    return path.split(os.sep)

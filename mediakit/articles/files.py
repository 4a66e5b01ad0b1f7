"""Finding files, and reading their bytes with as few calls as it takes."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
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
        data = os.read(descriptor, _HEAD)
        if not data and not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileError("unreadable", "no regular file", file=Path(path))
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
        return list(_walk(str(place)))
    if place.is_file():
        return [str(place)]
    found = glob.glob(str(place), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute one
    if not found:
        raise ArticleError("no such file or folder", file=place)
    return [file for match in sorted(map(Path, found)) for file in _expand(match)]


def _walk(folder: str) -> Iterator[str]:
    """Find the files below a folder, in sorted order, without hidden files and folders."""
    with os.scandir(folder) as entries:
        inside = {entry.name: entry for entry in entries if not entry.name.startswith(".")}
    prefix = "" if folder == "." else folder.rstrip(os.sep) + os.sep
    for name in sorted(inside):
        # Links to folders are not followed: they may lead in a circle.
        if inside[name].is_dir(follow_symlinks=False):
            yield from _walk(prefix + name)
        else:
            yield prefix + name

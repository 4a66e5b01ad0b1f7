"""Finding files, and reading their bytes with as few calls as it takes."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from mediakit.formats.findings import FileError

_HEAD = 2**16
# A pipe must not hang the reader, and Windows must not translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def find_files(path: str | Path | Sequence[str | Path]) -> tuple[list[str], list[FileError]]:
    """List the files of files, folders and globs, each once, folders in sorted order.

    Places that are not there, and folders that cannot be opened, are listed as the errors they are.
    """
    places = [path] if isinstance(path, str | Path) else list(path)
    errors: list[FileError] = []
    found = (file for place in places for file in _expand(Path(place), errors=errors))
    return list(dict.fromkeys(found)), errors


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
        # Read again, for putting two parts together would take twice the room.
        os.lseek(descriptor, 0, os.SEEK_SET)
        with os.fdopen(os.dup(descriptor), "rb") as whole:
            return whole.read()
    except OSError as error:
        raise _unreadable(path, error) from None
    finally:
        os.close(descriptor)


def _unreadable(path: str, error: Exception) -> FileError:
    reason = f"cannot be opened: {getattr(error, 'strerror', None) or error}"
    return FileError("unreadable", reason, file=Path(path))


def _expand(place: Path, *, errors: list[FileError]) -> Iterator[str]:
    if place.is_dir():
        yield from _walk(str(place), errors=errors)
    elif place.is_file():
        yield str(place)
    else:
        found = glob.glob(str(place), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute one
        if not found:
            errors.append(FileError("unreadable", "no such file or folder", file=place))
        for match in sorted(map(Path, found)):
            yield from _expand(match, errors=errors)


def _walk(folder: str, *, errors: list[FileError]) -> Iterator[str]:
    """Find the files below a folder, in sorted order, without hidden files and folders."""
    try:
        with os.scandir(folder) as entries:
            inside = {entry.name: entry for entry in entries if not entry.name.startswith(".")}
    except OSError as error:
        errors.append(_unreadable(folder, error))
        return
    prefix = "" if folder == "." else folder.rstrip(os.sep) + os.sep
    for name in sorted(inside):
        # Links to folders are not followed: they may lead in a circle.
        if inside[name].is_dir(follow_symlinks=False):
            yield from _walk(prefix + name, errors=errors)
        else:
            yield prefix + name

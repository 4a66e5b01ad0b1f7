"""Archives: what a zip or gzip file holds, within limits, and nothing outside of it."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from mediakit.formats.findings import FileError

MAX_ENTRIES = 200_000
MAX_BYTES = 4 * 2**30
MAX_RATIO = 200
MAX_DEPTH = 2
_RATIO_MATTERS = 2**20
_SAYS_UTF_8 = 0x800


class Content(NamedTuple):
    """The bytes of one file, wherever it lay, under the name to show."""

    path: Path
    data: bytes


def is_office(data: bytes) -> str:
    """Tell which Office document a zip file is: ``docx``, ``xlsx``, ``other-office`` or none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return kind
    return "other-office" if {"[Content_Types].xml", "mimetype"} & set(names) else ""


def unzip(content: Content) -> Iterator[Content | FileError]:
    """Yield the files of a zip archive in sorted order, each named ``archive.zip/entry``.

    Folders, hidden files and the ``__MACOSX`` folder are passed over. An entry that is broken,
    encrypted, or leads out of the archive comes as the error it is, and the others still come.

    Parameters
    ----------
    content : Content
        The archive.

    Yields
    ------
    Content or FileError
        One file each.

    Raises
    ------
    FileError
        If the archive is broken or passes a limit on entries, size or ratio.
    """
    with _opened(content) as archive:
        for entry in sorted(_files(archive), key=lambda entry: entry.filename):
            inside = PurePosixPath(_name(entry).replace("\\", "/"))
            if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
                yield FileError(
                    "limit",
                    f"entry {entry.filename[:80]!r} leads out of the archive",
                    file=content.path,
                )
                continue
            path = content.path / inside
            try:
                data = _inflate(archive, entry)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
                yield FileError("unreadable", f"broken entry: {error}", file=path)
            except (NotImplementedError, RuntimeError) as error:
                yield FileError("unreadable", f"not to be unpacked: {error}", file=path)
            else:
                yield Content(path, data)


def check_limits(content: Content) -> None:
    """Raise `FileError` if a zip archive, or an Office document, passes a limit."""
    _opened(content).close()


def gunzip(content: Content) -> Content:
    """Unpack a gzip file; ``a.txt.gz`` is shown as ``a.txt.gz`` and read as ``a.txt``.

    Parameters
    ----------
    content : Content
        The packed file.

    Returns
    -------
    Content
        The same path, the bytes inside.

    Raises
    ------
    FileError
        If the file is broken or passes a limit on size or ratio.
    """
    limit = min(MAX_BYTES, max(len(content.data) * MAX_RATIO, _RATIO_MATTERS))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content.data)) as packed:
            data = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError("unreadable", f"broken gzip file: {error}", file=content.path) from None
    if len(data) > limit:
        raise FileError(
            "limit",
            f"unpacks to more than {limit:,} bytes: unpack it by hand if you trust it",
            file=content.path,
        )
    return Content(content.path, data)


def _opened(content: Content) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FileError("unreadable", f"broken zip archive: {error}", file=content.path) from None
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    reason = ""
    if len(entries) > MAX_ENTRIES:
        reason = f"holds {len(entries):,} entries, more than {MAX_ENTRIES:,}"
    elif total > MAX_BYTES:
        reason = f"unpacks to {total:,} bytes, more than {MAX_BYTES:,}"
    elif total > _RATIO_MATTERS and total > MAX_RATIO * max(len(content.data), 1):
        reason = f"unpacks to {total:,} bytes, more than {MAX_RATIO} times its size"
    if reason:
        raise FileError("limit", f"{reason}: unpack it by hand if you trust it", file=content.path)
    return archive


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not any(
            (part.startswith(".") and part != "..") or part == "__MACOSX"
            for part in PurePosixPath(entry.filename).parts
        )
    ]


def _name(entry: zipfile.ZipInfo) -> str:
    """Name an entry; Macs write UTF-8 and do not say so."""
    if entry.flag_bits & _SAYS_UTF_8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as packed:
        # What the directory of an archive says of an entry's size may be a lie.
        data = packed.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise zipfile.BadZipFile("larger inside than the archive says")
    return data

"""The manifest of a report: its origin, and the hashes of its input and of its files."""

import glob
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError

_SHOWN = 5


def write_manifest(folder: Path, *, title: str, origin: Mapping[str, Any]) -> Path:
    """Write ``manifest.json`` for all files in `folder`; the same report gives the same bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): sha256(path) for path in files}
    manifest = {"title": title, **origin, "files": hashes}
    target = folder / "manifest.json"
    written = json.dumps(manifest, ensure_ascii=False, indent=2, default=repr)
    target.write_text(written + "\n", encoding="utf-8", newline="\n")
    return target


def hash_inputs(inputs: Iterable[str | Path], *, without: Path) -> dict[str, Any]:
    """Hash input files: where they lie does not count, their names in the folder and content do.

    Parameters
    ----------
    inputs : iterable of str or Path
        Files, folders (with all that is in them but hidden files) or glob patterns.
    without : Path
        A folder that is no input, though it may lie in one: that of the report.

    Returns
    -------
    dict
        ``names`` of the first five files, ``files``, how many there are, and ``sha256``, over
        sorted lines of name and hash.

    Raises
    ------
    MediakitError
        If there is no such input.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Rente")
    >>> hash_inputs([folder], without=folder / "report")["files"]
    1
    """
    hashes = []
    for given in inputs:
        for root, path in _files(given):
            if not path.resolve().is_relative_to(without.resolve()):
                hashes.append((path.relative_to(root).as_posix(), sha256(path)))
    lines = sorted(f"{name}\0{digest}\n" for name, digest in hashes)
    joined = "".join(lines).encode("utf-8", "surrogateescape")
    # Names of other systems may hold bytes that no text can.
    names = [line.partition("\0")[0].encode("utf-8", "replace").decode() for line in lines[:_SHOWN]]
    return {"names": names, "files": len(lines), "sha256": hashlib.sha256(joined).hexdigest()}


def sha256(path: Path) -> str:
    """Hash one file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(given: str | Path) -> list[tuple[Path, Path]]:
    """List files, each with the folder that its name is told from."""
    path = Path(given)
    if path.is_file():
        return [(path.parent, path)]
    if path.is_dir():
        found = [file for file in path.rglob("*") if file.is_file()]
        return [(path, file) for file in found if not _is_hidden(file.relative_to(path))]
    matched = [Path(file) for file in glob.glob(str(given), recursive=True)]  # noqa: PTH207
    if not matched:
        raise MediakitError(f"{given}: no such file or folder to hash as input")
    return [pair for file in matched for pair in _files(file)]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)

"""What a report was made from: parameters, versions and hashes, and no time of day."""

import glob
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError

_PACKAGES = (
    *("mediakit", "matplotlib", "nbconvert", "numpy", "pandas", "pyarrow", "scikit-learn"),
    *("scipy", "seaborn", "textblob", "textblob-de"),
)


def write_manifest(
    folder: Path,
    *,
    title: str,
    notebook: Path,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> Path:
    """Write ``manifest.json`` for all files in `folder`; the same report gives the same bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "title": title,
        "notebook": {"name": notebook.name, "sha256": sha256(notebook)},
        "parameters": parameters,
        "inputs": inputs,
        "versions": {"python": platform.python_version(), **_versions()},
        "files": {path.relative_to(folder).as_posix(): sha256(path) for path in files},
    }
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
        ``files``, how many, and ``sha256``, over sorted lines of name and hash.

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
    lines = []
    for given in inputs:
        for root, path in _files(given):
            if not path.resolve().is_relative_to(without.resolve()):
                lines.append(f"{path.relative_to(root).as_posix()}\0{sha256(path)}\n")
    joined = "".join(sorted(lines)).encode("utf-8", "surrogateescape")
    return {"files": len(lines), "sha256": hashlib.sha256(joined).hexdigest()}


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


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

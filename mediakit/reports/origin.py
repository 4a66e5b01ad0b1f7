"""What a report was made from: input, articles, parameters, versions, commit; no time of day."""

import json
import platform
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, version
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from mediakit.errors import MediakitError
from mediakit.reports.parameters import read_injected
from mediakit.reports.prepare import read_corpus
from mediakit.reports.words import write_number

_PACKAGES = (
    *("mediakit", "matplotlib", "nbconvert", "numpy", "pandas", "pyarrow", "scikit-learn"),
    *("scipy", "seaborn", "textblob", "textblob-de"),
)


def describe_origin(
    notebook: NotebookNode, *, name: str, told: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Collect the origin of a report, as `manifest.json` holds it and the page shows it.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    name : str
        Name of its file.
    told : mapping, optional
        What only the caller knows, such as ``inputs``; replaces what the notebook says.

    Returns
    -------
    dict
        ``notebook``, ``parameters``, ``inputs``, ``articles``, ``versions``, ``commit``, as far as
        known.
    """
    try:
        parameters = read_injected(notebook)
    except MediakitError:
        parameters = {}
    corpus = read_corpus(notebook)
    articles = {key: corpus[key] for key in ("used", "left_out")} if corpus else None
    origin = {
        "notebook": {"name": name},
        "parameters": parameters,
        "inputs": None,
        "articles": articles,
        "versions": {"python": platform.python_version(), **_versions()},
        "commit": _commit(),
    }
    return origin | dict(told or {})


def origin_rows(
    origin: Mapping[str, Any], *, words: Mapping[str, str], language: str
) -> list[tuple[str, str]]:
    """Say the origin in words, a line each; what is not known has no line."""
    rows = []
    if inputs := origin["inputs"]:
        counted = inputs | {"files": write_number(inputs["files"], language=language)}
        names = ", ".join(inputs["names"])
        more = ", …" if inputs["files"] > len(inputs["names"]) else ""
        rows.append(("inputs", f"{names}{more}; {words['files'].format(**counted)}"))
    if articles := origin["articles"]:
        counts = {key: write_number(n, language=language) for key, n in articles.items()}
        rows.append(("articles", words["used"].format(**counts)))
    if parameters := origin["parameters"]:
        rows.append(("parameters", ", ".join(f"{key} = {v!r}" for key, v in parameters.items())))
    digest = origin["notebook"].get("sha256")
    name = origin["notebook"]["name"]
    rows.append(("notebook", f"{name}, SHA-256 {digest}" if digest else name))
    rows.append(("versions", ", ".join(f"{key} {v}" for key, v in origin["versions"].items())))
    if origin["commit"]:
        rows.append(("commit", origin["commit"]))
    return [(words[key], text) for key, text in rows]


@cache
def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@cache
def _commit() -> str | None:
    """Name the commit of this package, from its checkout or from how it was installed."""
    folder = Path(__file__).parents[1]
    if _git("ls-files", "--error-unmatch", "__init__.py", folder=folder) is not None:
        head = _git("rev-parse", "HEAD", folder=folder)
        changes = _git("status", "--porcelain", "--untracked-files=no", ".", folder=folder)
        return f"{head} + changes" if head and changes else head
    try:
        installed = Distribution.from_name("mediakit").read_text("direct_url.json")
        return str(json.loads(installed or "{}")["vcs_info"]["commit_id"])
    except (PackageNotFoundError, KeyError, ValueError):
        return None


def _git(*words: str, folder: Path) -> str | None:
    try:
        done = subprocess.run(
            ["git", *words], cwd=folder, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()

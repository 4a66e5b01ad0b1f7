"""From a notebook to a folder: page, figures, manifest; all of them or none."""

import ast
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat

from mediakit.errors import MediakitError
from mediakit.reports.manifest import hash_inputs, sha256, write_manifest
from mediakit.reports.notebooks import (
    NotebookError,
    notebook_parameters,
    read_notebook,
    run_notebook,
)
from mediakit.reports.parameters import read_parameters


def render_report(
    notebook: str | Path,
    *,
    folder: str | Path,
    parameters: Mapping[str, Any] | None = None,
    inputs: Iterable[str | Path] = (),
) -> Path:
    """Run a notebook and write what it shows as a page, with figures and manifest.

    A parameter ``folder`` that the notebook declares is set to the folder to write into: figures
    saved in ``folder/figures`` come with the report. The same input and the same parameters give
    the same bytes. An earlier report in `folder` is replaced only once all is made, and files
    that no report wrote stay.

    Parameters
    ----------
    notebook : str or Path
        An ``.ipynb`` file; its metadata may tell ``title`` and ``lang`` (``de`` or ``en``).
    folder : str or Path
        Where the report goes, made if need be.
    parameters : mapping of str to object, optional
        As for `run_notebook`.
    inputs : iterable of str or Path
        Files, folders or patterns that the notebook reads, for their hash in the manifest.

    Returns
    -------
    Path
        ``folder/index.html``; beside it ``manifest.json`` and all that the notebook wrote.

    Raises
    ------
    MediakitError
        If notebook, parameters or inputs are not what they should be.
    NotebookError
        If a cell fails; the notebook executed so far is kept beside `folder`.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "rente.ipynb")
    >>> cells = [nbformat.v4.new_markdown_cell("# Rente")]
    >>> nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    >>> page = render_report(path, folder=path.parent / "report")
    >>> sorted(file.name for file in page.parent.iterdir())
    ['index.html', 'manifest.json']
    """
    notebook, target = Path(notebook), Path(folder)
    target = target if target.name else target.resolve()
    values, accepted = _parameters(notebook, given=parameters or {})
    hashed = hash_inputs(inputs, without=target)
    made = target.with_name(f".{target.name}.partial")
    failed = target.with_name(f"{target.name}-failed.ipynb")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        own = {"folder": made.as_posix()} if "folder" in accepted else {}
        title = _write_page(notebook, made=made, values=values | own, failed=failed)
        told = {name: _literal(value) for name, value in (accepted | values).items()}
        told.pop("folder", None)
        write_manifest(made, title=title, notebook=notebook, parameters=told, inputs=hashed)
        _move(made, target=target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    failed.unlink(missing_ok=True)
    return target / "index.html"


def _parameters(
    notebook: Path, *, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check before anything is written; give the values and the defaults."""
    if "folder" in given:
        raise MediakitError("the parameter 'folder' is set by render_report(folder=...)")
    source = read_notebook(notebook)
    values = notebook_parameters(source, given=given, name=str(notebook))
    return values, read_parameters(source)


def _write_page(notebook: Path, *, made: Path, values: dict[str, Any], failed: Path) -> str:
    from mediakit.reports.exporter import ReportExporter

    try:
        executed = run_notebook(notebook, parameters=values)
    except NotebookError as error:
        nbformat.write(error.notebook, failed)
        message = f"{error}; executed so far: {failed}"
        raise NotebookError(message, notebook=error.notebook) from error
    resources: dict[str, Any] = {
        "metadata": {"name": notebook.stem, "path": str(notebook.parent)},
        "report_folder": str(made),
    }
    page, told = ReportExporter().from_notebook_node(executed, resources)
    (made / "index.html").write_text(page, encoding="utf-8", newline="\n")
    return str(told["report"]["title"])


def _literal(value: Any) -> Any:
    return ast.unparse(value) if isinstance(value, ast.expr) else value


def _move(made: Path, *, target: Path) -> None:
    """Put the new files in place and take away those of the earlier report that are no more."""
    before = _written_earlier(target)
    new = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    for name in new:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(target / name)
    for name in before - set(new):
        (target / name).unlink(missing_ok=True)


def _written_earlier(target: Path) -> set[Path]:
    """List what the earlier manifest names, as far as nobody has changed it since."""
    try:
        files = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    names = {Path(name): digest for name, digest in dict(files).items()}
    inside = {name for name in names if not name.is_absolute() and ".." not in name.parts}
    return {n for n in inside if (target / n).is_file() and sha256(target / n) == names[n]}

"""From a notebook to a folder: page, PDF, tables, figures, manifest; all of them or none."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from mediakit.errors import MediakitError
from mediakit.reports.manifest import hash_inputs, sha256, write_manifest
from mediakit.reports.notebooks import (
    NotebookError,
    notebook_parameters,
    read_notebook,
    run_notebook,
)
from mediakit.reports.origin import describe_origin
from mediakit.reports.parameters import check_parameters, read_injected, read_parameters
from mediakit.reports.words import FURNITURE, check_report_language

_OURS = {"language": "en", "show_code": False}
FORMATS = {"html": "index.html", "pdf": "report.pdf", "slides": "slides.pdf", "xlsx": "tables.xlsx"}


def render_report(
    notebook: str | Path,
    *,
    folder: str | Path,
    parameters: Mapping[str, Any] | None = None,
    inputs: Iterable[str | Path] = (),
    formats: Iterable[str] = ("html",),
    timeout: int = 600,
) -> Path:
    """Run a notebook and write what it shows as page, PDF, slides or tables, and its figures.

    The same input and the same parameters give the same bytes. An earlier report in `folder` is
    replaced only once all is made, and files that no report wrote stay.

    Three parameters are understood whatever the notebook is, and passed on to one that declares
    them: ``folder`` is set to the folder to write into, so that figures saved in
    ``folder/figures`` come with the report; ``language`` (``de`` or ``en``; by default what the
    notebook's metadata call ``lang``) is the language of headings, numbers and dates;
    ``show_code`` lets the code of every cell be unfolded.

    Parameters
    ----------
    notebook : str or Path
        An ``.ipynb`` file; its metadata may tell ``title`` and ``lang`` (``de`` or ``en``).
    folder : str or Path
        Where the report goes, made if need be.
    parameters : mapping of str to object, optional
        As for `run_notebook`, and the three above.
    inputs : iterable of str or Path
        Files, folders or patterns that the notebook reads, for their hash in the manifest.
    formats : iterable of {"html", "pdf", "slides", "xlsx"}
        ``index.html``; ``report.pdf`` and ``slides.pdf``, which need ``mediakit[pdf]``
        (``report.pdf`` is also made by an installed Chromium); ``tables.xlsx``, one sheet a table.
    timeout : int
        Seconds that one cell may take.

    Returns
    -------
    Path
        The file of the first format; beside it ``manifest.json`` and all that the notebook wrote.

    Raises
    ------
    MediakitError
        If notebook, parameters, inputs or formats are not what they should be, or nothing is
        installed that writes PDF.
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
    wanted = _check_formats(formats)
    values, shown = _parameters(notebook, given=parameters or {})
    hashed = hash_inputs(inputs, without=target)
    made = target.with_name(f".{target.name}.partial")
    failed = target.with_name(f"{target.name}-failed.ipynb")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        if "folder" in values:
            values["folder"] = made.as_posix()
        executed = _run(notebook, values=values, timeout=timeout, failed=failed)
        told = {name: v for name, v in read_injected(executed).items() if name != "folder"}
        origin = {
            "notebook": {"name": notebook.name, "sha256": sha256(notebook)},
            "parameters": told | shown,
            "inputs": hashed,
        }
        origin = describe_origin(executed, name=notebook.name, told=origin)
        title = _write(executed, made=made, formats=wanted, origin=origin, place=notebook)
        write_manifest(made, title=title, origin=origin)
        _move(made, target=target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    failed.unlink(missing_ok=True)
    return target / FORMATS[wanted[0]]


def _check_formats(formats: Iterable[str]) -> list[str]:
    """List each format once, and see before the work that it can be written."""
    wanted = list(dict.fromkeys([formats] if isinstance(formats, str) else formats))
    unknown = next((name for name in wanted if name not in FORMATS), None)
    if unknown is not None or not wanted:
        raise MediakitError(f"no report format {unknown!r}; there are {', '.join(FORMATS)}")
    if "pdf" in wanted or "slides" in wanted:
        from mediakit.reports.pdf import check_engine

        check_engine(slides="slides" in wanted)
    return wanted


def _parameters(
    notebook: Path, *, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check before anything is written; give what the notebook takes, and what the page takes."""
    if "folder" in given:
        raise MediakitError("the parameter 'folder' is set by render_report(folder=...)")
    source = read_notebook(notebook)
    accepted = read_parameters(source)
    ours = {name: given[name] for name in _OURS if name in given}
    theirs = {name: v for name, v in given.items() if name in accepted or name not in ours}
    values = notebook_parameters(source, given=theirs, name=str(notebook))
    shown = check_parameters(ours, accepted=_OURS)
    if "language" in shown:
        check_report_language(shown["language"])
    return values | ({"folder": ""} if "folder" in accepted else {}), shown


def _run(notebook: Path, *, values: dict[str, Any], timeout: int, failed: Path) -> NotebookNode:
    try:
        return run_notebook(notebook, parameters=values, timeout=timeout)
    except NotebookError as error:
        nbformat.write(error.notebook, failed)
        message = f"{error}; executed so far: {failed}"
        raise NotebookError(message, notebook=error.notebook) from error


def _write(
    executed: NotebookNode,
    *,
    made: Path,
    formats: list[str],
    origin: dict[str, Any],
    place: Path,
) -> str:
    """Write the page, and the other formats from it; give its title."""
    from mediakit.reports.exporter import ReportExporter

    shown = origin["parameters"]
    if shown.get("language") in FURNITURE:
        executed.metadata["lang"] = shown["language"]
    resources: dict[str, Any] = {
        "metadata": {"name": place.stem, "path": str(place.parent)},
        "report_folder": str(made),
        "origin": origin,
    }
    exporter = ReportExporter(show_code=bool(shown.get("show_code")))
    page, told = exporter.from_notebook_node(executed, resources)
    for name in formats:
        target = made / FORMATS[name]
        if name == "html":
            target.write_text(page, encoding="utf-8", newline="\n")
        elif name == "xlsx":
            from mediakit.reports.workbook import write_workbook

            write_workbook(page, folder=made, target=target)
        else:
            from mediakit.reports.pdf import write_pdf

            target.write_bytes(write_pdf(page, slides=name == "slides"))
    return str(told["report"]["title"])


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

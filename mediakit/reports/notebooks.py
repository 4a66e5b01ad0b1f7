"""Run a notebook with parameters, and say exactly where it fails."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from mediakit.errors import MediakitError, NotebookError
from mediakit.progress import progress
from mediakit.reports.parameters import (
    INJECTED,
    check_parameters,
    inject_parameters,
    read_parameters,
)

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"(?:Cell|Input) In ?\[\d+\], line (\d+)")
_FILE_OF_CELL = re.compile(r" \(\d+\.py, line \d+\)$")


def run_notebook(
    notebook: str | Path,
    *,
    parameters: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    timeout: int = 600,
) -> NotebookNode:
    """Execute a notebook in a fresh kernel of this Python; the file stays as it is.

    Parameters
    ----------
    notebook : str or Path
        An ``.ipynb`` file.
    parameters : mapping of str to object, optional
        Values for the names assigned in the cell tagged ``parameters``. Values given as text are
        converted to the type of the default.
    folder : str or Path, optional
        Working directory of the notebook; by default that of the caller.
    timeout : int
        Seconds that one cell may take.

    Returns
    -------
    NotebookNode
        The notebook with its outputs.

    Raises
    ------
    MediakitError
        If the file is no notebook, or a parameter is unknown or of the wrong type.
    NotebookError
        If a cell fails, the kernel dies or the time is up: with the notebook, the cell (counted
        from 1, text cells too), the line and the error; its ``notebook`` is executed so far.

    Examples
    --------
    >>> import tempfile
    >>> cells = [
    ...     nbformat.v4.new_code_cell("n = 2", metadata={"tags": ["parameters"]}),
    ...     nbformat.v4.new_code_cell("n * 21"),
    ... ]
    >>> path = Path(tempfile.mkdtemp(), "answer.ipynb")
    >>> nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    >>> run_notebook(path, parameters={"n": 3}).cells[-1].outputs[0].data["text/plain"]
    '63'
    """
    source = read_notebook(notebook)
    values = notebook_parameters(source, given=parameters or {}, name=str(notebook))
    running = inject_parameters(source, values=values)
    for cell in running.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    _run_cells(running, name=str(notebook), folder=Path(folder or "."), timeout=timeout)
    return running


def read_notebook(notebook: str | Path) -> NotebookNode:
    """Read a notebook file, or say that it is none."""
    try:
        return nbformat.read(notebook, as_version=4)
    except FileNotFoundError:
        raise MediakitError(f"{notebook}: no such notebook") from None
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise MediakitError(f"{notebook}: not a Jupyter notebook ({error})") from error


def notebook_parameters(
    source: NotebookNode, *, given: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """Check the parameters given for the notebook called `name`."""
    try:
        return check_parameters(given, accepted=read_parameters(source))
    except MediakitError as error:
        raise MediakitError(f"{name}: {error}") from error


def _run_cells(notebook: NotebookNode, *, name: str, folder: Path, timeout: int) -> None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from mediakit.reports.kernels import running_kernel

    if not folder.is_dir():
        raise MediakitError(f"{folder}: no such folder to run {name} in")
    with running_kernel(notebook, folder=folder, timeout=timeout) as client:
        for number, cell in enumerate(progress(notebook.cells, label=Path(name).name)):
            try:
                client.execute_cell(cell, number)
            except CellExecutionError as error:
                reason = _place_of_error(cell, error=error)
            except CellTimeoutError:
                reason = f": still running after {timeout} seconds (timeout={timeout})"
            except DeadKernelError:
                reason = ": the kernel died, most often for lack of memory"
            else:
                continue
            place = f"{name}, cell {_number_in_file(notebook, number=number)}"
            raise NotebookError(place + reason, notebook=notebook)


def _number_in_file(notebook: NotebookNode, *, number: int) -> int:
    """Count as the reader of the file does: from 1, without the injected cell."""
    return sum(
        INJECTED not in cell.metadata.get("tags", ()) for cell in notebook.cells[: number + 1]
    )


def _place_of_error(cell: NotebookNode, *, error: Any) -> str:
    """Say ``, line 3: KeyError: 'x'; in: x["x"]``."""
    found = _LINE.search(_COLOURS.sub("", error.traceback))
    told = _FILE_OF_CELL.sub("", _COLOURS.sub("", error.evalue))
    raised = f": {error.ename}: {told}".rstrip(": ")
    lines = cell.source.splitlines()
    if found is None or int(found[1]) > len(lines):
        return raised
    return f", line {found[1]}{raised}; in: {lines[int(found[1]) - 1].strip()}"

"""Parameters of a notebook: plain assignments in the cell tagged ``parameters``."""

import ast
import os
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from mediakit.errors import MediakitError

INJECTED = "injected-parameters"
_WORDS_OF_BOOL = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def read_parameters(notebook: NotebookNode) -> dict[str, Any]:
    """List the parameters that a notebook accepts, with their defaults.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook; papermill's tag ``parameters`` marks the cell.

    Returns
    -------
    dict of str to object
        Defaults that are no literals are given as `ast.expr`: any type is accepted for them.

    Raises
    ------
    MediakitError
        If the cell is no Python.

    Examples
    --------
    >>> cell = nbformat.v4.new_code_cell("n: int = 5", metadata={"tags": ["parameters"]})
    >>> read_parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'n': 5}
    """
    place = _place(notebook)
    if place is None:
        return {}
    return _assignments(notebook.cells[place].source)


def read_injected(notebook: NotebookNode) -> dict[str, Any]:
    """Give the parameters with which an executed notebook ran: its defaults, and what was set."""
    injected = [cell for cell in notebook.cells if INJECTED in cell.metadata.get("tags", ())]
    values = read_parameters(notebook) | _assignments(injected[-1].source if injected else "")
    return {
        name: ast.unparse(value) if isinstance(value, ast.expr) else value
        for name, value in values.items()
    }


def check_parameters(given: Mapping[str, Any], *, accepted: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the values `given` to the types of the defaults `accepted`.

    Parameters
    ----------
    given : mapping of str to object
        Values, as Python values or as words from a command line.
    accepted : mapping of str to object
        From `read_parameters`.

    Returns
    -------
    dict of str to object
        The values to inject.

    Raises
    ------
    MediakitError
        If a name is unknown or a value has another type, listing what is accepted.

    Examples
    --------
    >>> check_parameters({"n": "7"}, accepted={"n": 5, "language": "en"})
    {'n': 7}
    """
    unknown = next((name for name in given if name not in accepted), None)
    if unknown is not None:
        raise MediakitError(f"no parameter {unknown!r}; {_listed(accepted)}")
    checked = {}
    for name, value in given.items():
        try:
            checked[name] = _converted(value, default=accepted[name])
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
            wanted = type(accepted[name]).__name__
            raise MediakitError(
                f"parameter {name!r} must be of type {wanted}, not {value!r}; {_listed(accepted)}"
            ) from error
    return checked


def inject_parameters(notebook: NotebookNode, *, values: Mapping[str, Any]) -> NotebookNode:
    """Put a cell that assigns `values` below the defaults, in place of an earlier one."""
    cells = [cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", ())]
    injected = NotebookNode(notebook, cells=cells)
    if not values:
        return injected
    source = "\n".join(["# Parameters", *(f"{name} = {value!r}" for name, value in values.items())])
    cell = nbformat.v4.new_code_cell(source, id=INJECTED, metadata={"tags": [INJECTED]})
    if notebook.get("nbformat_minor", 0) < 5:
        del cell["id"]
    place = _place(injected)
    cells.insert(0 if place is None else place + 1, cell)
    return injected


def _assignments(source: str) -> dict[str, Any]:
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise MediakitError(
            f"the cell tagged 'parameters' is no plain Python: {error.msg}, line {error.lineno}"
        ) from error
    accepted: dict[str, Any] = {}
    for line in lines:
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            accepted |= dict.fromkeys(names, _literal(line.value))
    return accepted


def _place(notebook: NotebookNode) -> int | None:
    tagged = (
        number
        for number, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", ())
    )
    return next(tagged, None)


def _literal(value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except ValueError:
        return value


def _listed(accepted: Mapping[str, Any]) -> str:
    if not accepted:
        return "the notebook takes none: none of its cells with assignments is tagged 'parameters'"
    shown = (
        f"{name} = {ast.unparse(value) if isinstance(value, ast.expr) else repr(value)}"
        for name, value in accepted.items()
    )
    return "accepted are " + ", ".join(shown)


def _converted(value: Any, *, default: Any) -> Any:
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if ast.literal_eval(repr(value)) != value:
        raise ValueError("not written as a literal")
    if isinstance(default, ast.expr) or (isinstance(default, str) and isinstance(value, str)):
        return value
    if default is None:
        return _word(value) if isinstance(value, str) else value
    if isinstance(value, str):
        value = _WORDS_OF_BOOL[value.lower()] if _is_bool(default, value) else _word(value)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        raise TypeError(type(value).__name__)
    return value


def _is_bool(default: Any, value: str) -> bool:
    return isinstance(default, bool) and value.lower() in _WORDS_OF_BOOL


def _word(value: str) -> Any:
    """Read a word as a literal, and as itself if it is none."""
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return value

"""Make a notebook ready for print: what is hidden goes, figures and tables say what they are.

A notebook tells what it read by metadata of an output: ``display(..., metadata={"mediakit":
{"kind": "corpus", "used": 81, "left_out": 0, "source": "taz"}})``; `source` becomes the source
line of every figure and table whose cell has no ``#| source:`` of its own.
"""

import base64
import re
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool

from mediakit.reports.clean import is_base64

READABLE = ("text/html", "text/markdown", "text/latex", "text/plain")
_OPTION = re.compile(r"^#\| *([\w-]+) *: *(.*?) *$", re.M)
_OPTION_LINES = re.compile(r"^#\|.*\n?", re.M)
_PICTURE = re.compile(r'src="(data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]+)"')
_PANDAS = re.compile(r'<table border="1" class="dataframe">')
_WIDGET = "application/vnd.jupyter.widget-view+json"


class Preparation(Preprocessor):
    """The last preprocessor, after execution; leaves ``metadata.report`` for the template."""

    enabled = Bool(default_value=True)
    show_code = Bool(default_value=False)
    hidden: ClassVar[set[str]] = {"parameters", "injected-parameters", "remove-cell"}

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Drop hidden cells and outputs; describe the others."""
        corpus = read_corpus(nb) or {}
        nb.cells = [cell for cell in nb.cells if not self.hidden & _tags(cell)]
        for cell in nb.cells:
            cell.metadata.pop("report", None)
            if cell.cell_type == "code":
                options = {"source": corpus.get("source", "")}
                self._prepare(cell, options=options, folder=resources.get("report_folder"))
        return nb, resources

    def _prepare(self, cell: NotebookNode, *, options: dict[str, str], folder: str | None) -> None:
        options |= dict(_OPTION.findall(cell.source))
        cell.source = _OPTION_LINES.sub("", cell.source).strip("\n")
        shown = self.show_code or options.get("echo") == "true" or "show-code" in _tags(cell)
        cell.metadata["report"] = {"show_code": shown and bool(cell.source)}
        cell.outputs = _join_streams([output for output in cell.outputs if _is_shown(output)])
        for output in cell.outputs:
            if "data" in output:
                output.metadata["report"] = _describe(output, options=options, folder=folder)
        cell.outputs = [output for output in cell.outputs if _is_readable(output)]


def read_corpus(notebook: NotebookNode) -> dict[str, Any] | None:
    """Give what the notebook tells of the articles it read: used, left out, and their source."""
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        told = output.get("metadata", {}).get("mediakit")
        if isinstance(told, dict) and told.get("kind") == "corpus":
            counts = {name: told.get(name) for name in ("used", "left_out")}
            if all(type(count) is int for count in counts.values()):
                return {**counts, "source": str(told.get("source", ""))}
    return None


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", ()))


def _is_shown(output: NotebookNode) -> bool:
    if output.output_type == "stream":
        return bool(output.name == "stdout" and output.text.strip())
    data = output.get("data", {})
    # Widgets, such as progress bars, are dead outside of a running kernel.
    return _WIDGET not in data or "text/html" in data


def _is_readable(output: NotebookNode) -> bool:
    if "data" not in output or output.metadata["report"]["kind"] == "figure":
        return True
    return any(kind in output.data for kind in READABLE)


def _join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join printed text that came in several pieces: where it is cut differs from run to run."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if joined and output.output_type == joined[-1].output_type == "stream":
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _describe(
    output: NotebookNode, *, options: dict[str, str], folder: str | None
) -> dict[str, Any]:
    saved = output.metadata.get("mediakit")
    saved = saved if isinstance(saved, dict) and saved.get("kind") == "figure" else {}
    source = _picture(output.data, saved=bool(saved))
    if not source:
        html = output.data.get("text/html", "")
        kind = "table" if "<table" in html.lower() else "other"
        return {
            "kind": kind,
            "caption": options.get("tbl-cap", ""),
            "source": options["source"],
            # Cleaning drops the classes of outputs, so that no other table can pass for pandas'.
            "from_pandas": bool(_PANDAS.search(html)),
        }
    caption = str(saved.get("caption") or options.get("fig-cap", ""))
    return {
        "kind": "figure",
        "src": source,
        "caption": caption,
        "source": options["source"],
        "alt": str(saved.get("alt") or options.get("fig-alt") or caption),
        "table": _table(saved.get("table")),
        "csv": _link(saved.get("csv"), folder=folder),
    }


def _picture(data: NotebookNode, *, saved: bool) -> str:
    """Give a picture as address of an <img>, in which no script can run; '' for anything else."""
    html = data.get("text/html", "")
    if saved and (found := _PICTURE.search(html)):
        return found[1]
    if html and not saved:
        return ""
    if "image/svg+xml" in data:
        vector = base64.b64encode(data["image/svg+xml"].encode("utf-8")).decode("ascii")
        return f"data:image/svg+xml;base64,{vector}"
    for mime in ("image/png", "image/jpeg"):
        pixels = "".join(data.get(mime, "").split())
        if pixels and is_base64(pixels):
            return f"data:{mime};base64,{pixels}"
    return ""


def _table(table: Any) -> dict[str, Any] | None:
    """Pass the rows of `save_figure` on, and nothing of another shape."""
    if not isinstance(table, dict):
        return None
    columns, rows = table.get("columns"), table.get("rows")
    if not (isinstance(columns, list) and isinstance(rows, list)):
        return None
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        return None
    return {"columns": columns, "rows": rows}


def _link(csv: Any, *, folder: str | None) -> dict[str, str] | None:
    """Link the CSV file if it lies in the folder of the report, else name it."""
    if not isinstance(csv, str) or not csv:
        return None
    path = Path(csv).absolute()
    inside = folder is not None and path.is_relative_to(Path(folder).absolute())
    href = quote(path.relative_to(Path(folder or "").absolute()).as_posix()) if inside else ""
    return {"name": path.name, "href": href}

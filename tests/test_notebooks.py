"""The notebooks run, are committed clean, and keep to the house rules."""

import ast
import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

import mediakit as mk

WALKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [*WALKS, *sorted((ROOT / "mediakit" / "reports").glob("*.ipynb"))]


def code_cells(path: Path) -> list[str]:
    """List the sources of the code cells."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_clean(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert set(notebook["metadata"]) == {"kernelspec", "lang", "title"}
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_short_and_use_public_names_only(path: Path) -> None:
    cells = code_cells(path)
    assert len(cells) < 15
    source = "\n".join(cells)
    tree = ast.parse(source)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert set(re.findall(r"\bmk\.(\w+)", source)) <= set(mk.__all__)
    assert "mk.save_figure(" in source


@pytest.mark.notebook
@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_walks_run_and_export_their_figures(path: Path, tmp_path: Path) -> None:
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    executed = mk.run_notebook(path, folder=tmp_path / "notebooks")
    outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [o for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    wanted = re.findall(r'name="(\w+)"', "\n".join(code_cells(path)))
    found = {file.name for file in (tmp_path / "reports" / "figures").iterdir()}
    assert found == {f"{name}.{suffix}" for name in wanted for suffix in ("svg", "png", "csv")}

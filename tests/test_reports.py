"""Figures as files, notebooks with parameters, reports that stand alone."""

import csv
import hashlib
import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from report_notebooks import (
    bar_axes,
    figure,
    write_notebook,
)

from mediakit.cli import main
from mediakit.errors import MediakitError
from mediakit.reports import NotebookError, render_report, run_notebook, save_figure
from mediakit.reports.manifest import hash_inputs
from mediakit.reports.parameters import check_parameters, read_parameters

# Figures


def test_a_figure_becomes_three_files_that_are_the_same_each_time(tmp_path: Path) -> None:
    first, second = figure(tmp_path / "a"), figure(tmp_path / "b")
    assert isinstance(first, Path)
    assert first == tmp_path / "a" / "bars.svg"
    for suffix in (".svg", ".png", ".csv"):
        content = first.with_suffix(suffix).read_bytes()
        assert content == second.with_suffix(suffix).read_bytes()
        assert re.search(rb"20\d\d-\d\d-\d\d|matplotlib version", content, re.I) is None
    assert plt.get_fignums() == []


def test_data_are_written_as_rfc_4180(tmp_path: Path) -> None:
    table = pd.DataFrame({"term": ['a "b", c', "ü\nß"], "n": [1, 2]}, index=pd.Index([7, 9]))
    path = save_figure(bar_axes(), name="x", alt="Bars.", folder=tmp_path, data=table)
    content = path.with_suffix(".csv").read_bytes()
    assert content == 'term,n\r\n"a ""b"", c",1\r\n"ü\nß",2\r\n'.encode()
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ['a "b", c', "1"]


def test_a_named_index_belongs_to_the_data(tmp_path: Path) -> None:
    ax = bar_axes()
    ax.mediakit_table = pd.DataFrame({"n": [1]}, index=pd.Index(["taz"], name="outlet"))
    path = save_figure(ax, name="x", alt="Bars.", folder=tmp_path)
    assert path.with_suffix(".csv").read_text(encoding="utf-8") == "outlet,n\ntaz,1\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"alt": " "}, "alt of figure 'x' is empty: say in a sentence"),
        ({"name": "../x"}, "name must be a plain file name of letters, digits.* not '../x'"),
        ({"name": "x.svg"}, "not 'x.svg'"),
        ({"name": "x\n"}, "plain file name"),
        ({"data": None}, "no data to write beside figure 'x': pass the plotted table as data="),
    ],
)
def test_figures_without_name_alt_or_data_are_refused(change, message, tmp_path) -> None:
    arguments = {"name": "x", "alt": "Bars.", "data": pd.DataFrame({"n": [1]})} | change
    with pytest.raises(MediakitError, match=message):
        save_figure(bar_axes(), folder=tmp_path / "new", **arguments)
    assert not (tmp_path / "new").exists()


def test_only_axes_are_saved(tmp_path: Path) -> None:
    with pytest.raises(MediakitError, match=r"needs the Axes .* not Figure"):
        save_figure(plt.figure(), name="x", alt="Bars.", folder=tmp_path)


def test_a_figure_shows_itself_with_words_that_are_escaped(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script>'
    path = figure(tmp_path, alt=hostile, caption=hostile)
    data, metadata = path._repr_mimebundle_()
    soup = BeautifulSoup(data["text/html"], "html.parser")
    assert soup.script is None
    assert soup.img["alt"] == hostile
    assert soup.img["src"].startswith("data:image/svg+xml;base64,")
    assert soup.figcaption.get_text() == hostile
    assert set(data) == {"text/html", "image/png", "text/plain"}
    told = metadata["mediakit"]
    assert (told["kind"], told["name"], told["alt"]) == ("figure", "bars", hostile)
    assert told["csv"] == path.with_suffix(".csv").as_posix()
    assert json.loads(json.dumps(metadata)) == metadata


def test_paths_made_from_a_figure_are_plain(tmp_path: Path) -> None:
    path = figure(tmp_path)
    for derived in (path.with_suffix(".png"), path.parent, path / "x", path.resolve()):
        show = getattr(derived, "_repr_mimebundle_", lambda: None)
        assert show() is None
    path.with_suffix(".png").unlink()
    assert path._repr_mimebundle_() is None


# Parameters


def tagged(source: str) -> nbformat.NotebookNode:
    cell = new_code_cell(source, metadata={"tags": ["parameters"]})
    return new_notebook(cells=[new_markdown_cell("# T"), cell])


ACCEPTED = {"n": 5, "share": 0.5, "deep": False, "name": "x", "columns": {}, "other": None}


def test_parameters_are_the_assignments_of_the_tagged_cell() -> None:
    source = "import os\nn: int = 5\na = b = 'x'\nplace = os.sep\nprint(n)"
    accepted = read_parameters(tagged(source))
    assert {**accepted, "place": None} == {"n": 5, "a": "x", "b": "x", "place": None}
    assert check_parameters({"place": "y"}, accepted=accepted) == {"place": "y"}
    assert read_parameters(new_notebook()) == {}
    with pytest.raises(MediakitError, match=r"no plain Python: .*, line 1"):
        read_parameters(tagged("%matplotlib"))


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("n", "7", 7),
        ("n", 7, 7),
        ("share", "1", 1.0),
        ("share", 2, 2.0),
        ("deep", "yes", True),
        ("deep", "False", False),
        ("name", "7", "7"),
        ("name", Path("a") / "b", str(Path("a") / "b")),
        ("columns", '{"text": "body"}', {"text": "body"}),
        ("other", "7", 7),
        ("other", "free", "free"),
    ],
)
def test_values_get_the_type_of_the_default(name, given, wanted) -> None:
    value = check_parameters({name: given}, accepted=ACCEPTED)[name]
    assert value == wanted
    assert type(value) is type(wanted)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"N": 1}, r"no parameter 'N'; accepted are n = 5, share = 0.5, deep = False"),
        ({"n": "many"}, r"'n' must be of type int, not 'many'; accepted are n = 5"),
        ({"n": True}, "'n' must be of type int, not True"),
        ({"deep": "2"}, "'deep' must be of type bool, not '2'"),
        ({"columns": "x"}, "'columns' must be of type dict, not 'x'"),
        ({"name": 7}, "'name' must be of type str, not 7"),
        ({"share": float("nan")}, "'share' must be of type float, not nan"),
        ({"other": object()}, "'other' must be of type"),
    ],
)
def test_wrong_parameters_list_what_is_accepted(given, message) -> None:
    with pytest.raises(MediakitError, match=message):
        check_parameters(given, accepted=ACCEPTED)


# Notebooks


@pytest.mark.notebook
def test_a_notebook_runs_with_its_parameters_and_in_its_folder(tmp_path: Path) -> None:
    source = "import sys, os\nos.getcwd(), sys.executable, n, len(columns)"
    cell = new_code_cell("n = 2\ncolumns = {}", metadata={"tags": ["parameters"]})
    path = write_notebook(tmp_path / "a.ipynb", cell, source)
    before = path.read_bytes()
    executed = run_notebook(path, parameters={"n": "3"}, folder=tmp_path)
    wanted = (str(tmp_path), __import__("sys").executable, 3, 0)
    assert executed.cells[-1].outputs[0].data["text/plain"] == repr(wanted).replace(", ", ",\n ")
    assert executed.cells[1].source == "# Parameters\nn = 3"
    assert "execution" not in executed.cells[-1].metadata
    assert path.read_bytes() == before
    nbformat.validate(executed)


@pytest.mark.notebook
def test_a_failing_cell_is_named_with_its_line(tmp_path: Path) -> None:
    cell = new_code_cell("n = 2", metadata={"tags": ["parameters"]})
    failing = "words = {}\n\nwords['Rente']\n"
    path = write_notebook(tmp_path / "a.ipynb", "# T", cell, "print('so far')", failing)
    message = r"a\.ipynb, cell 4, line 3: KeyError: 'Rente'; in: words\['Rente'\]$"
    with pytest.raises(NotebookError, match=message) as caught:
        run_notebook(path, parameters={"n": 3})
    assert caught.value.notebook.cells[3].outputs[0].text == "so far\n"


@pytest.mark.notebook
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import os; os._exit(1)", "cell 1: the kernel died"),
        ("import time; time.sleep(30)", r"cell 1: still running after 1 seconds \(timeout=1\)"),
    ],
)
def test_a_dead_or_late_kernel_is_named(source, message, tmp_path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", source)
    with pytest.raises(NotebookError, match=message):
        run_notebook(path, timeout=1)


def test_what_cannot_run_is_said_before_a_kernel_starts(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", "1")
    with pytest.raises(MediakitError, match=r"a\.ipynb: no parameter 'n'; the notebook takes none"):
        run_notebook(path, parameters={"n": 1})
    with pytest.raises(MediakitError, match=r"b\.ipynb: no such notebook"):
        run_notebook(tmp_path / "b.ipynb")
    (tmp_path / "c.ipynb").write_text("no JSON", encoding="utf-8")
    with pytest.raises(MediakitError, match=r"c\.ipynb: not a Jupyter notebook"):
        run_notebook(tmp_path / "c.ipynb")
    with pytest.raises(MediakitError, match="nowhere: no such folder to run"):
        run_notebook(path, folder=tmp_path / "nowhere")


# Reports

DRAWING = """
import matplotlib.pyplot as plt, pandas as pd
from mediakit.reports import save_figure
ax = plt.subplots(figsize=(2, 1))[1]
ax.bar(range(n), range(n))
save_figure(ax, name="bars", alt="Bars.", folder=f"{folder}/figures", data=pd.DataFrame({"n": [n]}))
"""


@pytest.mark.notebook
def test_a_report_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    stop = "if n == 0: raise OSError('no space left')"
    path = write_notebook(tmp_path / "a.ipynb", "# Rente", parameters_cell(), DRAWING, stop)
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "a.txt").write_text("Rente", encoding="utf-8")
    folder = tmp_path / "report"
    inputs = [tmp_path / "input"]
    page = render_report(path, folder=folder, parameters={"n": "3"}, inputs=inputs)
    written = {file.relative_to(folder): file.read_bytes() for file in files_in(folder)}
    check_report(page, names={name.as_posix() for name in written}, inputs=inputs)
    (folder / "own.txt").write_text("my notes", encoding="utf-8")

    message = r"cell 4, line 1: OSError: no space left; in: .*; executed so far: .*report-failed"
    with pytest.raises(NotebookError, match=message):
        render_report(path, folder=folder, parameters={"n": 0}, inputs=inputs)
    failed = nbformat.read(tmp_path / "report-failed.ipynb", as_version=4)
    assert failed.cells[-1].outputs[0].ename == "OSError"
    assert {name: (folder / name).read_bytes() for name in written} == written

    # The same again: the same bytes; and what a report wrote earlier, but no longer, goes.
    manifest = json.loads(written[Path("manifest.json")])
    (folder / "old.csv").write_text("old", encoding="utf-8")
    manifest["files"]["old.csv"] = hashlib.sha256(b"old").hexdigest()
    manifest["files"]["own.txt"] = "changed since"
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    render_report(path, folder=folder, parameters={"n": 3}, inputs=inputs)
    assert {name: (folder / name).read_bytes() for name in written} == written
    assert set(files_in(folder)) == {folder / name for name in written} | {folder / "own.txt"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.ipynb", "input", "report"]


@pytest.mark.notebook
def test_language_and_code_are_understood_whatever_the_notebook(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", "# Rente", "6 * 7")
    parameters = {"language": "de", "show_code": "yes"}
    page = render_report(path, folder=tmp_path / "report", parameters=parameters)
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.html["lang"] == "de"
    assert soup.select_one("details.code code").get_text() == "6 * 7"
    assert "language = 'de', show_code = True" in soup.select_one(".origin").get_text()
    for given, message in (
        ({"language": "fr"}, "language of a report must be 'de' or 'en', not 'fr'"),
        ({"show_code": "x"}, "'show_code' must be of type bool, not 'x'"),
    ):
        with pytest.raises(MediakitError, match=message):
            render_report(path, folder=tmp_path / "report", parameters=given)


@pytest.mark.notebook
def test_the_command_names_what_failed_and_where_it_is_kept(tmp_path: Path, capsys) -> None:
    data = tmp_path / "a.txt"
    data.write_text("Rente", encoding="utf-8")
    cell = new_code_cell("articles = ''", metadata={"tags": ["parameters"]})
    path = write_notebook(tmp_path / "n.ipynb", cell, "import time\ntime.sleep(30)")
    out = tmp_path / "report"
    options = ["report", str(data), "--notebook", str(path), "--out", str(out), "--timeout", "1"]
    assert main(options) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    kept = f"executed so far: {tmp_path / 'report-failed.ipynb'}"
    assert told.endswith(f"n.ipynb, cell 2: still running after 1 seconds (timeout=1); {kept}")
    assert (tmp_path / "report-failed.ipynb").is_file()
    assert not out.exists()
    assert main([*options, "-p", "m=1"]) == 2
    assert "no parameter 'm'; accepted are articles = ''" in capsys.readouterr().err


def parameters_cell() -> nbformat.NotebookNode:
    return new_code_cell("folder = 'x'\nn = 2", metadata={"tags": ["parameters"]})


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def check_report(page: Path, *, names: set[str], inputs: list[Path]) -> None:
    """See that the manifest tells the truth and the page links its data."""
    figures = {f"figures/bars.{suffix}" for suffix in ("svg", "png", "csv")}
    assert names == {"index.html", "manifest.json", *figures}
    manifest = json.loads((page.parent / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((page.parent / name).read_bytes()).hexdigest() == digest
    assert set(manifest["files"]) == names - {"manifest.json"}
    assert manifest["title"] == "Rente"
    assert manifest["parameters"] == {"n": 3}
    assert manifest["articles"] is None
    notebook = page.parent.parent / "a.ipynb"
    digest = hashlib.sha256(notebook.read_bytes()).hexdigest()
    assert manifest["notebook"] == {"name": "a.ipynb", "sha256": digest}
    assert manifest["inputs"] == hash_inputs(inputs, without=page.parent)
    assert {"python", "mediakit", "pandas", "matplotlib"} <= set(manifest["versions"])
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.select_one("figure .data a")["href"] == "figures/bars.csv"
    assert soup.select_one("figure img")["alt"] == "Bars."


def test_a_report_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", parameters_cell())
    folder = tmp_path / "report"
    with pytest.raises(MediakitError, match="'folder' is set by render_report"):
        render_report(path, folder=folder, parameters={"folder": "y"})
    with pytest.raises(MediakitError, match=r"a\.ipynb: no parameter 'm'; accepted are folder"):
        render_report(path, folder=folder, parameters={"m": 1})
    with pytest.raises(MediakitError, match="nowhere: no such file or folder to hash"):
        render_report(path, folder=folder, inputs=[tmp_path / "nowhere"])
    assert [p.name for p in tmp_path.iterdir()] == ["a.ipynb"]


def test_the_input_hash_depends_on_names_and_content_only(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "taz").mkdir(parents=True)
        (tmp_path / folder / "taz" / "1.txt").write_text("Rente", encoding="utf-8")
    (tmp_path / "b" / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "b" / "report").mkdir()
    (tmp_path / "b" / "report" / "index.html").write_text("x", encoding="utf-8")
    first = hash_inputs([tmp_path / "a"], without=tmp_path / "b" / "report")
    assert hash_inputs([tmp_path / "b"], without=tmp_path / "b" / "report") == first
    assert first["files"] == 1
    (tmp_path / "a" / "taz" / "1.txt").rename(tmp_path / "a" / "taz" / "2.txt")
    assert hash_inputs([tmp_path / "a"], without=tmp_path / "x")["sha256"] != first["sha256"]
    by_pattern = hash_inputs([str(tmp_path / "a" / "taz" / "*.txt")], without=tmp_path / "x")
    assert by_pattern == hash_inputs([tmp_path / "a" / "taz" / "2.txt"], without=tmp_path / "x")

"""What a newcomer gets: the wheel outside the repository, the README's script, the entry point."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT
from pdf_text import Pdf
from report_notebooks import write_notebook
from server import fetch, serving


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in a folder and return what it prints."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    # nbconvert's own templates lie with the libraries, which the environment below borrows.
    environment["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, not editable, into an environment that sees the installed libraries."""
    folder = tmp_path_factory.mktemp("install")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, folder=folder)
    (wheel,) = folder.glob("mediakit-*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    places = (folder / "venv" / "bin" / "python", folder / "venv" / "Scripts" / "python.exe")
    python = next(place for place in places if place.exists())
    site = Path(
        run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder
        ).strip()
    )
    libraries = Path(pytest.__file__).parents[1]
    run(*pip, "install", "--no-deps", "--target", site, wheel, folder=folder)
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return python


@pytest.mark.install
def test_the_wheel_brings_sample_corpus_and_overview(python: Path, tmp_path: Path) -> None:
    place = run(python, "-c", "import mediakit; print(mediakit.__file__)", folder=tmp_path)
    assert str(ROOT) not in place
    code = "import mediakit as mk; print(len(mk.sample_articles()))"
    assert run(python, "-c", code, folder=tmp_path) == "81\n"
    overviews = sorted(path.name for path in Path(place.strip()).parent.glob("reports/*.ipynb"))
    assert overviews == ["overview_de.ipynb", "overview_en.ipynb"]
    printed = run(python, "-m", "mediakit", "check", ROOT / "data" / "articles", folder=tmp_path)
    assert printed.splitlines()[-1].startswith("81 articles of 3 outlets")


NOTEBOOK = """
import mediakit as mk
scores = mk.score_sentiment(mk.sample_articles().head(9), method="textblob")
mk.save_figure(mk.plot_sentiment(scores), name="tone", alt="The tone of nine articles.")
"""


@pytest.mark.install
def test_nbconvert_finds_the_exporters(python: Path, tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "tone.ipynb", "# Der Ton", NOTEBOOK, lang="de")
    convert = [python, "-m", "nbconvert", "--output-dir", tmp_path / "out", notebook, "--to"]
    run(*convert, "mediakit", "--execute", folder=tmp_path)
    page = (tmp_path / "out" / "tone.html").read_text(encoding="utf-8")
    assert "Abbildung 1" in page
    assert page.count("<figcaption") == 1
    assert "mk.plot_sentiment(" not in page
    run(*convert, "mediakit_pdf", folder=tmp_path)
    assert "Der Ton" in Pdf(tmp_path / "out" / "tone.pdf").pages[0]


@pytest.mark.install
def test_the_export_menu_offers_both(python: Path, tmp_path: Path) -> None:
    write_notebook(tmp_path / "n.ipynb", "# Größe", lang="de")
    with serving(python, folder=tmp_path) as (address, token):
        menu = json.loads(fetch(f"{address}/api/nbconvert?token={token}"))
        assert menu["mediakit"]["output_mimetype"] == "text/html"
        assert menu["mediakit_pdf"]["output_mimetype"] == "application/pdf"
        page = fetch(f"{address}/nbconvert/mediakit/n.ipynb?token={token}")
        assert "<h1>Größe</h1>" in page.decode()
        made = fetch(f"{address}/nbconvert/mediakit_pdf/n.ipynb?token={token}")
        assert "Größe" in Pdf(made).pages[0]


def test_the_script_of_the_readme_runs(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", readme, re.S)
    lines = [line for line in script.splitlines() if line]
    assert len(lines) < 15
    run(sys.executable, "-W", "error::UserWarning", "-c", script, folder=tmp_path)
    assert (tmp_path / "reports" / "figures" / "terms.svg").exists()


def test_the_map_of_the_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "mediakit").iterdir() if path.suffix in ("", ".py")]
    named = [room for room in rooms if not room.startswith(("__", "."))]
    missing = [room for room in named if f"`{room}" not in readme and f"`{room}/" not in readme]
    assert missing == []

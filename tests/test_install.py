"""What a newcomer gets: the wheel outside the repository, the README's script, the entry point."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT


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
    printed = run(python, "-m", "mediakit", "report", ROOT / "data" / "articles", folder=tmp_path)
    assert printed.splitlines()[0] == str(Path("reports/overview/index.html"))
    assert (tmp_path / "reports" / "overview" / "figures" / "terms.svg").exists()


@pytest.mark.install
def test_nbconvert_finds_the_exporter(python: Path, tmp_path: Path) -> None:
    run(
        python,
        "-m",
        "nbconvert",
        "--to",
        "mediakit",
        "--execute",
        ROOT / "notebooks" / "02_terms.ipynb",
        "--output-dir",
        tmp_path / "out",
        folder=tmp_path,
    )
    page = (tmp_path / "out" / "02_terms.html").read_text(encoding="utf-8")
    assert page.count("<figcaption") == 6
    assert "mk.term_trends(" not in page


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

"""Articles so small that every count can be checked by hand."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import settings

from mediakit.cli import main

mpl.use("agg")

# The same examples on every machine; how long one takes says nothing on a shared one.
settings.register_profile("mediakit", deadline=None, derandomize=True)
settings.load_profile("mediakit")

ROOT = Path(__file__).parents[1]


@pytest.fixture
def articles() -> pd.DataFrame:
    """Four articles of two outlets, in January and March."""
    return pd.DataFrame(
        {
            "published": pd.to_datetime(
                ["2025-01-03 08:00", "2025-01-31 23:30", "2025-03-01 00:10", "2025-03-05 12:00"]
            ).tz_localize("Europe/Berlin"),
            "outlet": ["taz", "taz", "FAZ", "FAZ"],
            "section": ["Politik", "Politik", "Politik", "Sport"],
            "title": ["Rente", "Rente sinkt", "Miete", "Pokal"],
            "text": [
                "Die Rente steigt. Die Rente steigt schnell.",
                "Rente sinkt",
                "Die Miete steigt",
                "Tor! Tor! Tor!",
            ],
        },
        index=pd.Index(["a1", "a2", "b1", "b2"], name="article"),
    )


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.fixture(scope="session")
def overviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both overviews of the sample corpus, made once, however many processes run tests.

    ``de`` is a folder with all formats, ``en`` one with the page alone.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folders = {language: shared / f"overview-{language}" for language in ("de", "en")}
    for language, folder in folders.items():
        try:
            folder.with_suffix(".begun").mkdir()
        except FileExistsError:
            wait_for(folder / "manifest.json")
        else:
            to = "html,pdf,slides,xlsx" if language == "de" else "html"
            data = str(ROOT / "data" / "articles")
            out = ["--language", language, "--to", to, "--out", str(folder)]
            assert main(["report", data, *out]) == 0
    return folders


def wait_for(path: Path) -> None:
    """Wait for what another process makes."""
    for _ in range(1200):
        if path.exists():
            return
        time.sleep(0.25)
    pytest.fail(f"{path} was not made")


def write_press_text(folder: Path, *, name: str, content: str) -> Path:
    """Write one press-text file into a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    return path

"""Articles so small that every count can be checked by hand."""

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import settings

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


def write_press_text(folder: Path, *, name: str, content: str) -> Path:
    """Write one press-text file into a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    return path

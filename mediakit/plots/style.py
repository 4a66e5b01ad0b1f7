"""The house style: where a figure is drawn, and what it leaves for `save_figure`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

INK = "#1c1c1c"
QUIET = "#595959"
BLUE = "#0f4c81"
ORANGE = "#d9712b"
TINT = "#c3d4e5"
PALETTE = (BLUE, ORANGE, "#2f9e8f", "#7a1f4f", "#9a86d9", "#5c4a00")
_STYLE = Path(__file__).with_name("report.mplstyle")


@contextmanager
def drawing(
    ax: Axes | None, *, table: pd.DataFrame, height: float = 4.0, width: float = 7.2
) -> Iterator[Axes]:
    """Draw in the house style into `ax`, or into a new figure of that size in inches.

    The table drawn stays with the Axes as ``mediakit_table``, for the figure's CSV file.
    """
    with plt.style.context(_STYLE):
        ax = plt.subplots(figsize=(width, height))[1] if ax is None else ax
        yield ax
        for text in ax.findobj(Text):
            # A dollar sign in a headline is no formula, on the user's own Axes neither.
            text.set_parse_math(False)
        ax.mediakit_table = table  # type: ignore[attr-defined]

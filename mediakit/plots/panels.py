"""Small multiples: many panels of one kind in one frame."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.plots.language import word
from mediakit.plots.style import QUIET

# Inches of a panel's title, and of the names below or beside it.
_TITLE = 0.3
# Lines through so few points show them.
_FEW = 12


def make_panels(ax: Axes, *, n: int, columns: int, left: float = 0.0) -> list[Axes]:
    """Cut a frame into n panels, row by row; `left` is the room for names in each, 0 to 1."""
    ax.set_axis_off()
    rows = -(-n // columns)
    height = float(ax.get_figure(root=True).get_figheight()) / rows  # type: ignore[union-attr]
    panels = []
    for number in range(n):
        row, column = divmod(number, columns)
        width = 0.94 / columns
        bottom = 1 - (row + 1) / rows
        place = (
            column / columns + left * width,
            bottom + 0.36 / height / rows,
            (1 - left) * width,
            max(0.2, 1 - (_TITLE + 0.42) / height) / rows,
        )
        panels.append(ax.inset_axes(place))
    return panels


def title_panel(panel: Axes, *, text: str, width: float, left: float = 0.0) -> None:
    """Write the title of a panel above it and its names, no longer than `width` inches."""
    title = panel.set_title(text, fontsize=9, x=-left / (1 - left))
    title.set_parse_math(False)
    letters = len(text)
    while title.get_window_extent().width > width * panel.figure.dpi and letters > 1:
        letters -= 1
        title.set_text(wrap(text, letters=letters))


def wrap(text: str, *, letters: int) -> str:
    """Cut text behind so many letters, at a space where one is near."""
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > letters / 2 else cut).rstrip(" ,") + " …"


def topic_name(topic: Any, *, labels: Mapping[int, str] | None, language: str) -> str:
    """Name a topic by its label, or by its number."""
    if pd.isna(topic):
        return word("no_topic", language=language)
    if labels is None or topic not in labels:
        return word("topic", language=language).format(topic)
    return str(labels[topic])


def draw_course(
    panel: Axes,
    *,
    x: Any,
    y: np.ndarray,
    ends: tuple[np.ndarray, np.ndarray],
    color: str,
    alone: bool,
) -> None:
    """Draw a line with its interval, paler where others lie behind it.

    The line breaks where a value is missing; a point between two breaks is a dot.
    """
    alpha = 0.18 if alone else 0.08
    there = np.isfinite(y)
    beside = np.append(there[1:], False) | np.insert(there[:-1], 0, False)
    lone = there & ~beside
    panel.fill_between(x, ends[0], ends[1], color=color, alpha=alpha, linewidth=0)
    panel.vlines(x[lone], ends[0][lone], ends[1][lone], color=color, lw=1, alpha=0.5)
    marked = np.flatnonzero(there if len(y) <= _FEW else lone).tolist()
    panel.plot(x, y, color=color, lw=1.6, marker="o", ms=3, markevery=marked)


def draw_points(
    panel: Axes,
    *,
    x: np.ndarray,
    ends: tuple[np.ndarray, np.ndarray],
    color: str,
    differ: bool = False,
) -> None:
    """Draw one dot a row with its interval, from top to bottom; hollow where that holds 0."""
    rows = np.arange(len(x))
    panel.hlines(rows, ends[0], ends[1], color=color, lw=1.6)
    panel.plot(x, rows, "o", color=color, ms=5)
    hollow = (ends[0] < 0) & (ends[1] > 0) if differ else np.zeros(len(x), dtype=bool)
    panel.plot(x[hollow], rows[hollow], "o", color="white", mec=color, ms=5)
    panel.set_ylim(len(x) - 0.5, -0.5)
    panel.grid(visible=False, axis="y")
    panel.tick_params(labelsize=8)


def quiet_panel(panel: Axes) -> None:
    """Make the ticks of a small panel small."""
    panel.tick_params(labelsize=8, labelcolor=QUIET)
    panel.grid(visible=False, axis="x")


def caption_panels(ax: Axes, *, text: str, below: int = 0) -> None:
    """Say above all panels what they show; `below` rows of a legend stand under it."""
    ax.set_title(text, fontsize=9, fontweight="normal", color=QUIET, pad=4 + 15 * below)

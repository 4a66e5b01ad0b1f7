"""Labels that stand beside what they name, instead of a legend box."""

import textwrap
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.dates import AutoDateLocator, date2num
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Affine2D, Bbox, Transform
from scipy.optimize import isotonic_regression

from mediakit.plots.language import DateFormatter
from mediakit.plots.style import BLUE, ORANGE, QUIET

_LINE_HEIGHT = 12.0
# Labels of events longer than so many letters are broken into lines of equal length.
_EVENT_WIDTH = 24
# Where a label may stand beside its point, in points, the best place first.
_PLACES: tuple[tuple[float, float, Literal["left", "center", "right"]], ...] = (
    (5, 0, "left"),
    (-5, 0, "right"),
    (0, 8, "center"),
    (0, -8, "center"),
    (6, 11, "left"),
    (6, -11, "left"),
    (-6, 11, "right"),
    (-6, -11, "right"),
)
# Steps to places around a point, in points, the nearest first; text is wider than high.
_CIRCLES = tuple(
    (1.6 * radius * float(np.cos(angle)), radius * float(np.sin(angle)))
    for radius in range(0, 260, 6)
    for angle in np.arange(0, 2 * np.pi, np.pi / 8)
)
# Text further away than that from its point is led to it by a line, in points.
_LED = 18.0


def label_line_ends(ax: Axes, *, lines: list[Line2D]) -> None:
    """Name each line at the right of the drawing; names that would touch part evenly."""
    names = [_name_end(ax, line=line) for line in lines]
    # The names take room from the drawing, which moves the ends of the lines.
    for _ in range(3):
        settle(ax)
        scale = 72 / ax.figure.dpi
        heights = [float(ax.transData.transform(name.xy)[1]) * scale for name in names]
        box = ax.get_window_extent()
        places = _part(heights, room=(box.y0 * scale, box.y1 * scale))
        for name, height, place in zip(names, heights, places, strict=True):
            name.xyann = (1.015, place - height)


def _name_end(ax: Axes, *, line: Line2D) -> Annotation:
    x, y = np.asarray(line.get_xdata())[-1], float(np.asarray(line.get_ydata())[-1])
    name = ax.annotate(
        str(line.get_label()),
        (date2num(x), y),
        xytext=(1.015, 0),
        textcoords=("axes fraction", "offset points"),
        va="center",
        color=line.get_color(),
        fontweight="bold",
        fontsize=9,
        annotation_clip=False,
        arrowprops={
            "arrowstyle": "-",
            "color": line.get_color(),
            "lw": 0.7,
            "relpos": (0, 0.5),
            "shrinkA": 2,
            "shrinkB": 3,
        },
    )
    name.set_parse_math(False)
    return name


def _part(heights: list[float], *, room: tuple[float, float]) -> list[float]:
    """Move heights apart by a line each, as little as possible, and into the room if they fit."""
    order = np.argsort(heights, kind="stable")
    steps = np.arange(len(heights)) * _LINE_HEIGHT
    apart = isotonic_regression(np.array(heights)[order] - steps).x + steps
    # What does not fit hangs out below, where the axis leaves space, rather than above.
    apart = np.minimum(apart, room[1] - steps[::-1])
    low = room[0] + steps
    apart = np.maximum(apart, low) if low[-1] <= room[1] else apart
    places = np.empty(len(heights))
    places[order] = apart
    return places.tolist()


def mark_events(ax: Axes, *, events: list[tuple[pd.Timestamp, str]]) -> None:
    """Draw a line at each date and its label above the drawing, where none touches another."""
    marks = [_mark(ax, day=day, text=text) for day, text in sorted(events, reverse=True)]
    # The labels take room from the drawing, which moves the lines.
    for _ in range(3):
        settle(ax)
        taken: list[tuple[float, float, float]] = []
        for label, line in marks:
            box = label.get_window_extent().padded(3)
            begin = float(ax.transData.transform(label.xy)[0])
            # From right to left: a label stands above all lines and labels that it reaches.
            reached = [top for left, right, top in taken if left < box.x1 and begin < right]
            low = max(reached, default=3.0)
            height = box.height * 72 / ax.figure.dpi
            taken.append((begin, box.x1, low + height))
            label.xyann = (3, low)
            top = low + height - 4
            line.set_transform(_up_to(ax, height=top))


def _mark(ax: Axes, *, day: pd.Timestamp, text: str) -> tuple[Annotation, LineCollection]:
    x = date2num(day)
    lines = -(-len(text) // _EVENT_WIDTH)
    label = ax.annotate(
        textwrap.fill(text, max(len(text) // max(lines, 1) + 5, 10)),
        (x, 1),
        xycoords=ax.get_xaxis_transform(),
        xytext=(3, 3),
        textcoords="offset points",
        va="bottom",
        fontsize=8.5,
        color=QUIET,
        annotation_clip=False,
    )
    label.set_parse_math(False)
    style = {"colors": QUIET, "linewidths": 0.8, "linestyles": [(0, (2, 2))]}
    line = LineCollection([[(x, 0), (x, 1)]], **style, zorder=0.9, clip_on=False)
    ax.add_collection(line, autolim=False)
    return label, line


def _up_to(ax: Axes, *, height: float) -> Transform:
    """Reach from the foot of the drawing to some points above it."""
    box = ax.get_window_extent()
    share = 1 + height / (box.height * 72 / ax.figure.dpi)
    return Affine2D().scale(1, share) + ax.get_xaxis_transform()


def label_colours(ax: Axes) -> None:
    """Name the colours in one row above the drawing."""
    handles, names = ax.get_legend_handles_labels()
    ax.legend(
        handles,
        names,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=min(len(names), 4),
        borderaxespad=0.2,
        handletextpad=0.3,
    )


def label_sides(ax: Axes, *, left: str, right: str) -> None:
    """Say above the drawing what lies on both sides of its middle."""
    for text, x, align, color in (
        (f"← {left}", 0, "left", ORANGE),
        (f"{right} →", 1, "right", BLUE),
    ):
        ax.text(
            x,
            1.01,
            text,
            transform=ax.transAxes,
            ha=align,
            va="bottom",
            fontsize=9,
            color=color,
            fontweight="bold",
        )


def date_axis(ax: Axes, *, days: pd.Series, language: str) -> None:
    """Mark days or months below the drawing."""
    short = (days.max() - days.min()).days < 120
    ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))
    ax.xaxis.set_major_formatter(DateFormatter(language=language, days=short))


def settle(ax: Axes) -> None:
    """Lay the figure out, so that lengths on paper are known."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()


def label_points(ax: Axes, *, points: list[tuple[float, float, str, str]]) -> None:
    """Write text beside points, as long as there is room; the first come first.

    A point is (x, y, text, colour). Text finds no room where it would touch other text or one of
    these points, or leave the drawing; the point then stays unlabelled.
    """
    settle(ax)
    frame = ax.get_window_extent()
    dots = ax.transData.transform([(x, y) for x, y, _, _ in points])
    taken = [Bbox.from_bounds(x - 3, y - 3, 6, 6) for x, y in dots]
    for x, y, text, color in points:
        label = _annotate(ax, at=(x, y), text=text, color=color)
        for place in _PLACES:
            _move(label, place=place)
            box = label.get_window_extent().padded(2)
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1
            inside = inside and frame.y0 <= box.y0 and box.y1 <= frame.y1
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
        else:
            label.remove()


def _annotate(ax: Axes, *, at: tuple[float, float], text: str, color: str) -> Annotation:
    """Write text at a point; it takes no room from the drawing."""
    label = ax.annotate(
        text,
        at,
        xytext=(0, 0),
        textcoords="offset points",
        color=color,
        fontsize=8.5,
        in_layout=False,
    )
    label.set_parse_math(False)
    return label


def label_areas(ax: Axes, *, points: list[tuple[float, float, str, str]]) -> None:
    """Write every text near its point, on top of the drawing, so that no two touch.

    A point is (x, y, text, colour). Places are tried on growing circles, those inside the drawing
    first; a line leads to text that stands away from its point.
    """
    settle(ax)
    frame = ax.get_window_extent()
    to_pixels = ax.figure.dpi / 72
    taken: list[Bbox] = []
    for x, y, text, color in points:
        label = _annotate(ax, at=(x, y), text=text, color=color)
        label.set(fontsize=9, fontweight="bold", ha="center", va="center")
        label.set_path_effects([withStroke(linewidth=3, foreground="white")])
        box = label.get_window_extent().padded(2)
        moves = [
            (dx * to_pixels, dy * to_pixels)
            for dx, dy in _CIRCLES
            if not any(
                box.translated(dx * to_pixels, dy * to_pixels).overlaps(other) for other in taken
            )
        ]
        inside = [move for move in moves if _within(box.translated(*move), frame)]
        dx, dy = (inside or moves or [(0.0, 0.0)])[0]
        label.set_position((dx / to_pixels, dy / to_pixels))
        taken.append(box.translated(dx, dy))
        if np.hypot(dx, dy) > _LED * to_pixels:
            pixels = ax.transData.transform((x, y)) + np.array([dx, dy])
            start = ax.transData.inverted().transform(pixels)
            ax.plot([x, start[0]], [y, start[1]], color=color, lw=0.7, zorder=2)


def _within(box: Bbox, frame: Bbox) -> bool:
    sides = frame.x0 <= box.x0 and box.x1 <= frame.x1
    return bool(sides and frame.y0 <= box.y0 and box.y1 <= frame.y1)


def _move(
    label: Annotation, *, place: tuple[float, float, Literal["left", "center", "right"]]
) -> None:
    x, y, align = place
    label.set_position((x, y))
    label.set(horizontalalignment=align, verticalalignment="center")

"""Labels that stand beside what they name, instead of a legend box."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

_LINE_HEIGHT = 12.0


def label_line_ends(ax: Axes, *, lines: list[Line2D]) -> None:
    """Write each line's label behind its last point, pushed apart where they would touch."""
    order = sorted(lines, key=lambda line: float(np.asarray(line.get_ydata())[-1]))
    to_points = 72 / ax.figure.dpi
    last = -np.inf
    for line in order:
        x, y = np.asarray(line.get_xdata())[-1], float(np.asarray(line.get_ydata())[-1])
        height = float(ax.transData.transform((0, y))[1]) * to_points
        last = max(height, last + _LINE_HEIGHT)
        ax.annotate(
            str(line.get_label()),
            (x, y),
            xytext=(7, last - height),
            textcoords="offset points",
            va="center",
            color=line.get_color(),
            fontweight="bold",
            fontsize=9,
            annotation_clip=False,
        )


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

"""Terms of two groups, one against the other."""

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.labels import label_points
from mediakit.plots.language import number, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, ORANGE, QUIET, drawing

# How far ties are spread, as a share of the rank.
_REACH = 0.08


@readable
def plot_terms_scatter(
    frequencies: pd.DataFrame,
    *,
    groups: tuple[Hashable, Hashable] | None = None,
    n: int = 30,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the ranks of terms in two groups: what lies off the diagonal sets them apart.

    Parameters
    ----------
    frequencies : DataFrame
        From `term_frequencies`, filtered as you like.
    groups : tuple of two groups, optional
        Which to compare, to the right and upwards; may be left out where there are only two.
    n : int
        How many terms to name at most: those whose ranks differ by the largest factor. Terms for
        whose name there is no room, and all others, stay quiet grey points.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Rank 1 is to the right and on top; scales are logarithmic. Terms that a group lacks stand
        behind the last rank, and terms of equal ranks beside each other. Orange names rank higher
        in the first group, blue in the second.

    Raises
    ------
    ColumnError
        If a column of `term_frequencies` is missing.
    MediakitError
        If the table has no two such groups.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> table = mk.term_frequencies(matrix, by=articles["outlet"])
    >>> ax = mk.plot_terms_scatter(table, groups=("rundschau", "tagblatt"))
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('rank in rundschau', 'rank in tagblatt')
    """
    require_columns(frequencies, columns=["group", "term", "rank"], made_by="term_frequencies()")
    if frequencies.empty:
        raise EmptyError("no terms to draw. Filter the result of term_frequencies() less.")
    first, second = _two_groups(frequencies, groups=groups)
    table = frequencies[frequencies["group"].isin([first, second])]
    ranks = table.pivot_table(index="term", columns="group", values="rank", observed=True)
    absent = float(table["rank"].max()) * 1.6
    x, y = _spread_ties(ranks[first].fillna(absent), ranks[second].fillna(absent))
    with drawing(ax, table=table, height=6.4) as axes:
        _draw_scales(axes, groups=(first, second), absent=absent, language=language)
        axes.set_xlim(absent * 1.4, x.min() * 0.75)
        axes.set_ylim(absent * 1.4, y.min() * 0.75)
        factor = np.log(x / y)
        named = np.argsort(-np.abs(factor), kind="stable")[:n]
        axes.scatter(x, y, s=9, color="#b4b4b4", alpha=0.6, linewidths=0, zorder=2)
        colors = np.where(factor > 0, BLUE, ORANGE)
        axes.scatter(x[named], y[named], s=16, c=list(colors[named]), linewidths=0, zorder=3)
        label_points(
            axes,
            points=[(x[row], y[row], str(ranks.index[row]), colors[row]) for row in named],
        )
    return axes


def _spread_ties(x: pd.Series, y: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Lay terms of the same two ranks in a small spiral, so that many look like many."""
    ties = pd.DataFrame({"x": x, "y": y}).groupby(["x", "y"])["x"]
    place, size = ties.cumcount().to_numpy(), ties.transform("size").to_numpy()
    radius = np.where(size > 1, _REACH * np.sqrt((place + 0.5) / size), 0)
    angle = place * np.pi * (3 - np.sqrt(5))
    right, up = np.exp(radius * np.cos(angle)), np.exp(radius * np.sin(angle))
    return x.to_numpy() * right, y.to_numpy() * up


def _two_groups(
    frequencies: pd.DataFrame, *, groups: tuple[Hashable, Hashable] | None
) -> tuple[Hashable, Hashable]:
    found = frequencies["group"].unique().tolist()
    chosen = sorted(found) if groups is None else list(groups)
    unknown = [group for group in chosen if group not in found]
    if unknown:
        raise MediakitError(f"no group {unknown[0]!r}; found: {', '.join(map(repr, found))}.")
    if len(chosen) != 2:
        raise MediakitError(
            f"two groups are needed, not {len(chosen)}. Name them: groups={tuple(found[:2])!r}."
        )
    return chosen[0], chosen[1]


def _draw_scales(
    axes: Axes,
    *,
    groups: tuple[Hashable, Hashable],
    absent: float,
    language: str,
) -> None:
    """Turn the scales round, mark the diagonal, and name the place of missing terms."""
    rank_in = word("rank_in", language=language)
    ticks = [10.0**power for power in range(6) if 10**power < absent / 1.3]
    axes.set(xscale="log", yscale="log")
    for axis, group in ((axes.xaxis, groups[0]), (axes.yaxis, groups[1])):
        axis.set_major_locator(FixedLocator([*ticks, absent]))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(_rank_formatter(absent=absent, language=language))
        axis.set_label_text(rank_in.format(group))
    reach = [0.75, absent]
    axes.plot(reach, reach, color=QUIET, lw=0.8, ls=(0, (4, 4)), zorder=1)


def _rank_formatter(*, absent: float, language: str) -> FuncFormatter:
    missing = word("absent", language=language)
    return FuncFormatter(
        lambda value, _: missing if value == absent else number(value, language=language)
    )

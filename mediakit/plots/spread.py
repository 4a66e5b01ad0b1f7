"""Figures of how terms are spread: over time and text, and over groups."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import date_axis, settle
from mediakit.plots.language import number, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, INK, PALETTE, TINT, drawing

_BLUES = LinearSegmentedColormap.from_list("mediakit", ["white", TINT, BLUE])
_BAND = 0.72
# With more columns than this the numbers no longer fit their cells.
_NUMBERED = 9


@readable
def plot_dispersion(
    positions: pd.DataFrame, *, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw where words stand, over time and within the articles: one dot a mention.

    Parameters
    ----------
    positions : DataFrame
        From `term_positions`.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        One band a term and group, with its number of mentions; time to the right. Each article
        is a pale stroke from its beginning, on top, to its end, also where the term is missing.

    Raises
    ------
    ColumnError
        If a column of `term_positions` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> positions = mk.term_positions(
    ...     mk.tokenize(articles), terms=["Pegel", "Voltara"], published=articles["published"])
    >>> ax = mk.plot_dispersion(positions)
    >>> [label.get_text().split()[0] for label in ax.get_yticklabels()]
    ['Pegel', 'Voltara']
    """
    columns = ["term", "group", "published", "position"]
    require_columns(positions, columns=columns, made_by="term_positions()")
    if positions.empty:
        raise EmptyError("no mentions to draw. Pass the result of term_positions().")
    order = {term: place for place, term in enumerate(positions["term"].unique())}
    bands = sorted(
        positions.groupby(["term", "group"], sort=True, observed=True),
        key=lambda band: order[band[0][0]],
    )
    terms, groups = positions["term"].nunique(), positions["group"].nunique()
    with drawing(ax, table=positions, height=1.2 + 0.75 * len(bands)) as axes:
        names = []
        for place, ((term, group), rows) in enumerate(bands):
            color = PALETTE[(place // groups if groups > 1 else place) % len(PALETTE)]
            _draw_band(axes, rows=rows, place=place, color=color)
            shown = [str(term)] * (terms > 1 or groups == 1) + [str(group)] * (groups > 1)
            names.append(f"{', '.join(shown)} ({rows['position'].notna().sum()})")
        axes.set_yticks(range(len(bands)), names)
        axes.set_ylim(len(bands) - 0.5, -0.5)
        axes.grid(visible=False)
        axes.set_xlabel(word("positions", language=language))
        date_axis(axes, days=positions["published"], language=language)
    return axes


@readable
def plot_heatmap(
    frequencies: pd.DataFrame,
    *,
    n: int = 20,
    value: str = "per_million",
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw terms against groups: the darker a cell, the more frequent the term in the group.

    Parameters
    ----------
    frequencies : DataFrame
        From `term_frequencies`, filtered as you like.
    n : int
        How many terms, those of the smallest rank in any group.
    value : {"per_million", "count", "articles"}
        The column to draw.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Terms from top to bottom, groups from left to right; up to nine groups the cells hold
        their number. Shades follow the square root, so that rare terms differ visibly.

    Raises
    ------
    ColumnError
        If a column of `term_frequencies` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> table = mk.term_frequencies(matrix, by=articles["outlet"])
    >>> ax = mk.plot_heatmap(table[table["term"].isin(["Pegel", "Deich", "Voltara"])])
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['abendkurier', 'rundschau', 'tagblatt']
    """
    columns = ["group", "term", "rank", value]
    require_columns(frequencies, columns=columns, made_by="term_frequencies()")
    if frequencies.empty:
        raise EmptyError("no terms to draw. Filter the result of term_frequencies() less.")
    terms = frequencies.sort_values(["rank", "term"], kind="stable")["term"].unique()[:n]
    table = frequencies[frequencies["term"].isin(terms)]
    wide = table.pivot_table(index="term", columns="group", values=value, observed=True)
    groups = pd.Index(frequencies["group"].unique()).sort_values()
    wide = wide.reindex(index=terms, columns=groups).fillna(0)
    with drawing(ax, table=table, height=1.2 + 0.26 * len(terms)) as axes:
        norm = PowerNorm(0.5, vmin=0, vmax=max(wide.to_numpy().max(), 1e-9))
        axes.imshow(wide, cmap=_BLUES, norm=norm, aspect="auto", interpolation="nearest")
        axes.set_xticks(range(len(wide.columns)), [str(group) for group in wide.columns])
        axes.set_yticks(range(len(terms)), list(terms))
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.grid(visible=False)
        axes.set_xlabel(word(value, language=language))
        _part_cells(axes, shape=wide.shape)
        if len(wide.columns) <= _NUMBERED:
            shades = _BLUES(norm(wide.to_numpy()))
            _write_numbers(axes, wide=wide, shades=shades, language=language)
        _turn_if_crowded(axes)
    return axes


def _draw_band(axes: Axes, *, rows: pd.DataFrame, place: int, color: str) -> None:
    days = rows["published"]
    if days.dt.tz is not None:
        days = days.dt.tz_localize(None)
    top, bottom = place - _BAND / 2, place + _BAND / 2
    axes.vlines(days.unique(), top, bottom, color="#dedede", lw=1, zorder=1)
    heights = top + rows["position"] * _BAND
    axes.scatter(days, heights, s=14, color=color, alpha=0.75, linewidths=0, zorder=2)


def _part_cells(axes: Axes, *, shape: tuple[int, int]) -> None:
    """Draw white lines between cells."""
    axes.set_xticks(np.arange(1, shape[1]) - 0.5, minor=True)
    axes.set_yticks(np.arange(1, shape[0]) - 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", lw=1.5)
    axes.tick_params(which="minor", length=0)


def _write_numbers(axes: Axes, *, wide: pd.DataFrame, shades: np.ndarray, language: str) -> None:
    linear = np.where(shades <= 0.04045, shades / 12.92, ((shades + 0.055) / 1.055) ** 2.4)
    # Relative luminance as in WCAG 2; below this white text has the higher contrast.
    dark = linear[..., :3] @ np.array([0.2126, 0.7152, 0.0722]) < 0.2
    for (row, column), value in np.ndenumerate(wide.to_numpy()):
        text = number(value, language=language)
        color = "white" if dark[row, column] else INK
        axes.text(column, row, text, ha="center", va="center", fontsize=8, color=color)


def _turn_if_crowded(axes: Axes) -> None:
    """Turn the names of the groups where they would touch."""
    settle(axes)
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    if any(left.x1 + 4 > right.x0 for left, right in pairwise(boxes)):
        for label in axes.get_xticklabels():
            label.set(rotation=40, ha="left", rotation_mode="anchor")

"""Figures of term frequencies and their course."""

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import date_axis, label_colours, label_line_ends
from mediakit.plots.language import number_formatter, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, PALETTE, QUIET, drawing

_MARKERS = "osD^vP"


@readable
def plot_term_frequencies(
    frequencies: pd.DataFrame, *, n: int = 20, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the most frequent terms: bars, or one dot a group where there are several.

    Parameters
    ----------
    frequencies : DataFrame
        From `term_frequencies`, filtered as you like.
    n : int
        How many terms, those of the smallest rank in any group.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Terms from top to bottom, per million words to the right, with the interval as a line
        where the table has one.

    Raises
    ------
    ColumnError
        If a column of `term_frequencies` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> matrix = mk.count_terms(mk.tokenize(mk.sample_articles()))
    >>> ax = mk.plot_term_frequencies(mk.term_frequencies(matrix), n=10)
    >>> len(ax.patches)
    10
    """
    columns = ["group", "term", "per_million", "rank"]
    require_columns(frequencies, columns=columns, made_by="term_frequencies()")
    if frequencies.empty:
        raise EmptyError("no terms to draw. Filter the result of term_frequencies() less.")
    terms = frequencies.sort_values(["rank", "term"], kind="stable")["term"].unique()[:n]
    table = frequencies[frequencies["term"].isin(terms)]
    wide = table.pivot_table(index="term", columns="group", values="per_million", sort=False)
    wide = wide.reindex(index=terms).fillna(0)
    places = np.arange(len(terms))
    # Groups with intervals stand a little apart, or their lines would hide each other.
    apart = 0.6 / len(wide.columns) if "per_million_low" in table else 0
    shifts: dict[Hashable, float] = {
        group: apart * (number - (len(wide.columns) - 1) / 2)
        for number, group in enumerate(wide.columns)
    }
    with drawing(ax, table=table, height=1.2 + (0.3 if apart else 0.22) * len(terms)) as axes:
        if len(wide.columns) == 1:
            axes.barh(places, wide.iloc[:, 0], color=BLUE, height=0.7)
        else:
            _draw_dots(axes, wide=wide, places=places, shifts=shifts)
        if "per_million_low" in table:
            _draw_intervals(axes, table=table, shifts=shifts, terms=list(terms))
        axes.set_yticks(places, list(terms))
        axes.set_ylim(len(terms) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word("per_million", language=language))
        axes.xaxis.set_major_formatter(number_formatter(language=language))
    return axes


@readable
def plot_term_trends(trends: pd.DataFrame, *, language: str = "en", ax: Axes | None = None) -> Axes:
    """Draw how frequent terms are over time, one line a term, labelled at its end.

    Parameters
    ----------
    trends : DataFrame
        From `term_trends`.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Time to the right, per million words upwards, with the interval as a band where the table
        has one.

    Raises
    ------
    ColumnError
        If a column of `term_trends` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> trends = mk.term_trends(
    ...     matrix, published=articles["published"], terms=["Voltara", "Deich"], freq="M")
    >>> [line.get_label() for line in mk.plot_term_trends(trends).lines]
    ['Voltara', 'Deich']
    """
    require_columns(trends, columns=["period", "term", "per_million"], made_by="term_trends()")
    if trends.empty:
        raise EmptyError("no periods to draw. Pass the result of term_trends().")
    with drawing(ax, table=trends) as axes:
        for number, (term, rows) in enumerate(trends.groupby("term", sort=False)):
            color, marker = look(number)
            days = rows["period"].dt.tz_localize(None)
            if "per_million_low" in trends:
                ends = rows["per_million_low"], rows["per_million_high"]
                axes.fill_between(days, *ends, color=color, alpha=0.15, linewidth=0)
            axes.plot(
                days, rows["per_million"], label=str(term), markersize=4, color=color, marker=marker
            )
        axes.set_ylim(bottom=0)
        axes.grid(visible=False, axis="x")
        axes.set_ylabel(word("per_million", language=language))
        axes.yaxis.set_major_formatter(number_formatter(language=language))
        date_axis(axes, days=trends["period"], language=language)
        label_line_ends(axes, lines=list(axes.lines))
    return axes


def look(number: int) -> tuple[str, str]:
    """Give the colour and the marker of the n-th group."""
    return PALETTE[number % len(PALETTE)], _MARKERS[number % len(_MARKERS)]


def _draw_intervals(
    axes: Axes, *, table: pd.DataFrame, shifts: dict[Hashable, float], terms: list[str]
) -> None:
    for number, (group, shift) in enumerate(shifts.items()):
        rows = table[table["group"] == group]
        places = pd.Index(terms).get_indexer(pd.Index(rows["term"])) + shift
        color = QUIET if len(shifts) == 1 else look(number)[0]
        low, high = rows["per_million_low"], rows["per_million_high"]
        axes.hlines(places, low, high, color=color, lw=1.4, alpha=0.7)


def _draw_dots(
    axes: Axes, *, wide: pd.DataFrame, places: np.ndarray, shifts: dict[Hashable, float]
) -> None:
    axes.hlines(places, wide.min(axis=1), wide.max(axis=1), color="#c8c8c8", lw=1.5, zorder=1)
    for number, (group, shift) in enumerate(shifts.items()):
        color, marker = look(number)
        axes.plot(
            wide[group],
            places + shift,
            ls="",
            ms=5 if any(shifts.values()) else 6.5,
            label=str(group),
            clip_on=False,
            color=color,
            marker=marker,
        )
    label_colours(axes)

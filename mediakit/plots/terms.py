"""Figures of term frequencies and their course."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.labels import date_axis, label_colours, label_line_ends, mark_events
from mediakit.plots.language import number_formatter, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, PALETTE, QUIET, TINT, drawing

_MARKERS = "osD^vP"
_VALUES = ("per_million", "percent_of_articles", "count", "articles")


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
            # On a dark bar the lower half of an interval would not be seen.
            axes.barh(places, wide.iloc[:, 0], color=TINT if apart else BLUE, height=0.7)
        else:
            _draw_dots(axes, wide=wide, places=places, shifts=shifts)
            # Dots at 0 reach over the axis.
            axes.tick_params(axis="y", pad=8)
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
def plot_term_trends(
    trends: pd.DataFrame,
    *,
    value: str = "per_million",
    events: pd.DataFrame | Mapping[Any, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw how frequent terms are over time, one line a term, labelled at its end.

    Parameters
    ----------
    trends : DataFrame
        From `term_trends`.
    value : {"per_million", "percent_of_articles", "count", "articles"}
        The column drawn.
    events : mapping of date to label, or DataFrame with columns ``date`` and ``label``, optional
        What happened: each is a dotted line with its label above. Dates are German time; those
        before the first and after the last period are left out.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Time to the right, `value` upwards, with the interval of `per_million` as a band where the
        table has one. A point stands in the middle of its period.

    Raises
    ------
    ColumnError
        If a column of `term_trends` is missing.
    EmptyError
        If the table is empty.
    MediakitError
        If `value` is none of the columns, or naming the first event that has no date.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> trends = mk.term_trends(
    ...     matrix, published=articles["published"], terms=["Voltara", "Deich"], freq="M")
    >>> ax = mk.plot_term_trends(trends, events={"2025-02-03": "Insolvenz"})
    >>> [line.get_label() for line in ax.lines]
    ['Voltara', 'Deich']
    """
    if value not in _VALUES:
        raise MediakitError(f"value must be one of {', '.join(_VALUES)}, not {value!r}")
    require_columns(trends, columns=["period", "term", value], made_by="term_trends()")
    if trends.empty:
        raise EmptyError("no periods to draw. Pass the result of term_trends().")
    middles, ends = _lay_out(trends["period"])
    dated = _read_events(events, ends=ends)
    with drawing(ax, table=trends) as axes:
        for number, (term, rows) in enumerate(trends.groupby("term", sort=False)):
            color, marker = look(number)
            days = middles[rows["period"]].to_numpy()
            if value == "per_million" and "per_million_low" in trends:
                axes.fill_between(
                    days,
                    rows["per_million_low"],
                    rows["per_million_high"],
                    color=color,
                    alpha=0.15,
                    linewidth=0,
                )
            axes.plot(days, rows[value], label=str(term), markersize=4, color=color, marker=marker)
        axes.set_ylim(bottom=0)
        axes.set_xlim(date2num(ends[0]), date2num(ends[1]))
        axes.grid(visible=False, axis="x")
        axes.set_ylabel(word(value, language=language))
        axes.yaxis.set_major_formatter(number_formatter(language=language))
        date_axis(axes, days=trends["period"], language=language)
        mark_events(axes, events=dated)
        label_line_ends(axes, lines=list(axes.lines))
    return axes


def _lay_out(periods: pd.Series) -> tuple[pd.Series, tuple[pd.Timestamp, pd.Timestamp]]:
    """Give the middle of each period, and begin and end of them all, as times without a zone."""
    begins = pd.Series(periods.unique()).sort_values()
    lengths = begins.diff().shift(-1)
    # The last period is as long as the one before it.
    lengths = lengths.ffill().fillna(pd.Timedelta(days=1))
    middles = (begins + lengths / 2).dt.tz_localize(None)
    last = begins.iloc[-1] + lengths.iloc[-1]
    ends = begins.iloc[0].tz_localize(None), last.tz_localize(None)
    return middles.set_axis(begins), ends


def _read_events(
    events: pd.DataFrame | Mapping[Any, str] | None, *, ends: tuple[pd.Timestamp, pd.Timestamp]
) -> list[tuple[pd.Timestamp, str]]:
    """List the events within the periods, as times without a zone."""
    if events is None:
        return []
    if isinstance(events, pd.DataFrame):
        require_columns(events, columns=["date", "label"], made_by="your own table of events")
        pairs = list(zip(events["date"], events["label"], strict=True))
    else:
        pairs = list(events.items())
    dated = []
    for date, label in pairs:
        # 03.02.2025 would be read as the second of March.
        form = "ISO8601" if isinstance(date, str) else None
        day = pd.to_datetime(date, errors="coerce", format=form)
        if not isinstance(day, pd.Timestamp):
            raise MediakitError(
                f"events= has no date for {label!r}, but {date!r}. Write 2025-01-31."
            )
        if day.tzinfo is not None:
            day = day.tz_convert("Europe/Berlin").tz_localize(None)
        dated.append((day, str(label)))
    return [(day, label) for day, label in dated if ends[0] <= day < ends[1]]


def look(number: int) -> tuple[str, str]:
    """Give the colour and the marker of the n-th group."""
    # The seventh has the colour of the first, but not its marker.
    marker = _MARKERS[(number + number // len(PALETTE)) % len(_MARKERS)]
    return PALETTE[number % len(PALETTE)], marker


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

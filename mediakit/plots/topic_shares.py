"""Figures of how much topics are written about, and what moves that."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import FixedLocator, MaxNLocator

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.labels import label_colours
from mediakit.plots.language import DateFormatter, percent_formatter, word
from mediakit.plots.panels import (
    caption_panels,
    draw_course,
    draw_points,
    make_panels,
    quiet_panel,
    title_panel,
    topic_name,
)
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, PALETTE, QUIET, drawing

_COLUMNS, _WIDTH = 3, 7.2
# Room for the numbers of a panel, as a share of its width.
_LEFT = 0.14
_GREY = "#d4d4d4"


@readable
def plot_topic_prevalence(
    prevalence: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic, one small panel a topic.

    Parameters
    ----------
    prevalence : DataFrame
        From `topic_prevalence`.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        The frame of the panels, which are its ``child_axes``. With periods, time to the right and
        the share upwards, one line a group, broken where it has no article, the 95 % intervals as
        bands, and without groups the other topics in grey; without periods one dot a group with its
        interval. All panels have one scale.

    Raises
    ------
    ColumnError
        If a column of `topic_prevalence` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> table = mk.topic_prevalence(topics, published=articles["published"])
    >>> len(mk.plot_topic_prevalence(table).child_axes)
    6
    """
    columns = ["group", "topic", "share", "share_low", "share_high"]
    require_columns(prevalence, columns=columns, made_by="topic_prevalence()")
    if prevalence["share"].notna().sum() == 0:
        raise EmptyError("no shares to draw. Pass the result of topic_prevalence().")
    caption = word("prevalence", language=language)
    if "period" in prevalence:
        return _draw_periods(prevalence, caption=caption, labels=labels, language=language, ax=ax)
    table = prevalence.rename(columns={"group": "value"})
    return _draw_levels(table, caption=caption, labels=labels, language=language, ax=ax)


@readable
def plot_topic_effects(
    predictions: pd.DataFrame,
    *,
    variable: str | None = None,
    value: str = "share",
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic that a regression expects, one small panel a topic.

    Parameters
    ----------
    predictions : DataFrame
        ``effects.predictions`` from `topic_effects`.
    variable : str, optional
        Which variable of the formula; may be left out where there is only one.
    value : {"share", "difference"}
        What to draw of levels: the expected share, or its difference from the first level.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        The frame of the panels, which are its ``child_axes``: of levels one dot each with its 95 %
        interval, of numbers and times a line with its band. All panels have one scale. A
        difference is hollow where its interval holds 0.

    Raises
    ------
    ColumnError
        If a column of ``effects.predictions`` is missing.
    EmptyError
        If the table is empty.
    MediakitError
        If there is no such variable or `value`, or several variables to choose from.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> effects = mk.topic_effects(topics, formula="share ~ outlet", data=articles)
    >>> len(mk.plot_topic_effects(effects.predictions).child_axes)
    6
    """
    if value not in ("share", "difference"):
        raise MediakitError(f"value must be 'share' or 'difference', not {value!r}")
    drawn = {value: "share", f"{value}_low": "share_low", f"{value}_high": "share_high"}
    columns = ["variable", "value", "topic", *drawn]
    require_columns(predictions, columns=columns, made_by="topic_effects(), its .predictions")
    if predictions.empty:
        raise EmptyError("no shares to draw. Pass effects.predictions of topic_effects().")
    shown = _rows_of(variable, predictions=predictions)
    table = shown[["value", "topic", *drawn]].rename(columns=drawn)
    name, first = shown[["variable", "value"]].iloc[0]
    caption = word("expected_share", language=language)
    if isinstance(first, str):
        if value == "difference":
            caption = word("difference_from", language=language).format(first)
            table = table[table["value"] != first]
        return _draw_levels(
            table,
            caption=caption,
            differ=value == "difference",
            labels=labels,
            language=language,
            ax=ax,
        )
    if value == "difference":
        raise MediakitError(f"{name!r} has no levels that differ. Draw value='share'.")
    table = table.rename(columns={"value": "period"}).assign(group="")
    table["period"] = table["period"].infer_objects()
    if not pd.api.types.is_datetime64_any_dtype(table["period"]):
        caption = f"{name}: {caption}"
    return _draw_periods(table, caption=caption, labels=labels, language=language, ax=ax)


def _rows_of(variable: str | None, *, predictions: pd.DataFrame) -> pd.DataFrame:
    found = predictions["variable"].unique().tolist()
    if variable is None and len(found) > 1:
        raise MediakitError(f"several variables: {', '.join(found)}. Choose with variable=.")
    chosen = found[0] if variable is None else variable
    if chosen not in found:
        raise MediakitError(f"no variable {chosen!r}; found: {', '.join(map(repr, found))}.")
    return predictions[predictions["variable"] == chosen]


def _draw_periods(
    table: pd.DataFrame,
    *,
    caption: str,
    labels: Mapping[int, str] | None,
    language: str,
    ax: Axes | None,
) -> Axes:
    topics = list(table.groupby("topic"))
    groups = table["group"].unique().tolist()
    columns = min(_COLUMNS, len(topics))
    rows = -(-len(topics) // columns)
    with drawing(ax, table=table, height=0.4 + 1.7 * rows) as axes:
        for number, panel in enumerate(
            make_panels(axes, n=len(topics), columns=columns, left=_LEFT)
        ):
            topic, shown = topics[number]
            if len(groups) == 1:
                for _, other in topics:
                    panel.plot(_times(other["period"]), other["share"], color=_GREY, lw=0.9)
            for place, group in enumerate(groups):
                part = shown[shown["group"] == group]
                draw_course(
                    panel,
                    x=_times(part["period"]).to_numpy(),
                    y=part["share"].to_numpy(),
                    ends=(part["share_low"].to_numpy(), part["share_high"].to_numpy()),
                    color=PALETTE[place % len(PALETTE)],
                    alone=len(groups) == 1,
                )
            _dress(panel, table=table, language=language)
            name = topic_name(topic, labels=labels, language=language)
            title_panel(panel, text=name, width=0.94 * _WIDTH / columns, left=_LEFT)
        if len(groups) > 1:
            for place, group in enumerate(groups):
                axes.plot([], [], color=PALETTE[place % len(PALETTE)], label=str(group))
            label_colours(axes)
        else:
            caption = word("other_topics", language=language).format(caption)
        below = -(-len(groups) // 4) if len(groups) > 1 else 0
        caption_panels(axes, text=caption, below=below)
    return axes


def _draw_levels(
    table: pd.DataFrame,
    *,
    caption: str,
    differ: bool = False,
    labels: Mapping[int, str] | None,
    language: str,
    ax: Axes | None,
) -> Axes:
    topics = list(table.groupby("topic"))
    names = table["value"].astype(str).unique().tolist()
    columns = min(_COLUMNS, len(topics))
    rows = -(-len(topics) // columns)
    left = min(0.5, 0.1 + 0.075 * max(map(len, names)) / (_WIDTH / columns))
    with drawing(ax, table=table, height=0.3 + rows * (0.75 + 0.24 * len(names))) as axes:
        for number, panel in enumerate(
            make_panels(axes, n=len(topics), columns=columns, left=left)
        ):
            topic, part = topics[number]
            draw_points(
                panel,
                x=part["share"].to_numpy(),
                ends=(part["share_low"].to_numpy(), part["share_high"].to_numpy()),
                color=BLUE,
                differ=differ,
            )
            panel.axvline(0, color=QUIET, lw=0.8, zorder=1)
            panel.set_yticks(range(len(part)), [_short(name) for name in names])
            panel.set_xlim(_scale(table))
            panel.xaxis.set_major_locator(MaxNLocator(3))
            panel.xaxis.set_major_formatter(percent_formatter(language=language, points=differ))
            name = topic_name(topic, labels=labels, language=language)
            title_panel(panel, text=name, width=0.94 * _WIDTH / columns, left=left)
        caption_panels(axes, text=caption)
    return axes


def _dress(panel: Axes, *, table: pd.DataFrame, language: str) -> None:
    panel.set_ylim(_scale(table))
    panel.yaxis.set_major_locator(MaxNLocator(3))
    panel.yaxis.set_major_formatter(percent_formatter(language=language))
    quiet_panel(panel)
    if pd.api.types.is_datetime64_any_dtype(table["period"]):
        _mark_ends(panel, days=_times(table["period"]), language=language)
    else:
        panel.xaxis.set_major_locator(MaxNLocator(4))


def _mark_ends(panel: Axes, *, days: pd.Series, language: str) -> None:
    """Name the first and the last day only: there is no room for more."""
    ends = [float(date2num(day)) for day in (days.min(), days.max())]
    panel.xaxis.set_major_locator(FixedLocator(sorted(set(ends))))
    panel.xaxis.set_major_formatter(DateFormatter(language=language, days=True))
    ticks = panel.get_xticklabels()
    if len(ticks) == 2:
        ticks[0].set_horizontalalignment("left")
        ticks[1].set_horizontalalignment("right")


def _scale(table: pd.DataFrame) -> tuple[float, float]:
    """Give the ends of the scale: 0 or lower, and the highest that is drawn."""
    drawn = table[["share", "share_low", "share_high"]].to_numpy(dtype=np.float64)
    low, high = np.nanmin(drawn), np.nanmax(drawn)
    reach = 0.05 * (high - min(low, 0))
    return float(low - reach if low < 0 else 0), float(high + reach)


def _times(values: pd.Series) -> Any:
    if pd.api.types.is_datetime64_any_dtype(values) and values.dt.tz is not None:
        return values.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    return values


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "…"

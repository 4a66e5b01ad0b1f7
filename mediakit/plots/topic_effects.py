"""Figures of how much topics are written about, and what moves it."""

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.labels import label_colours
from mediakit.plots.language import DateFormatter, number, number_formatter, word
from mediakit.plots.style import QUIET, drawing
from mediakit.plots.terms import look

_GREY = "#d0d0d0"
_COLUMNS = 3
# With more points than this a line shows its course without dots.
_DOTTED = 40
# Groups spread over so much of a period, so that their intervals stand side by side.
_APART = 0.5
# Over fewer days the ticks need the day, not only the month.
_SHORT = 45
_TITLE_WIDTH, _ROW_WIDTH = 26, 34


def plot_topic_prevalence(
    prevalence: pd.DataFrame,
    *,
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic: over time in small panels, or by group as dots.

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
        With periods, the frame of one panel a topic, which are its ``child_axes``: time to the
        right, the share upwards on one scale for all, its interval as a band; the other topics in
        grey or, with several groups, a line for each group. Lines break where there is no article.
        Without periods, one row a topic, one dot a group, its interval as a line.

    Raises
    ------
    ColumnError
        If a column of `topic_prevalence` is missing.
    EmptyError
        If the table has no share.
    MediakitError
        Naming the first topic that `labels` lacks.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> table = mk.topic_prevalence(topics, published=articles["published"], freq="W")
    >>> len(mk.plot_topic_prevalence(table).child_axes)
    6
    """
    columns = ["group", "topic", "share", "share_low", "share_high"]
    require_columns(prevalence, columns=columns, made_by="topic_prevalence()")
    if prevalence["share"].notna().sum() == 0:
        raise EmptyError("no shares to draw. Pass the result of topic_prevalence().")
    drawn = _name_topics(prevalence, labels=labels, language=language)
    drawn = drawn.rename(columns={"share_low": "low", "share_high": "high"})
    caption = word("prevalence", language=language)
    if "period" in drawn:
        drawn["x"] = _plain_times(drawn["period"])
        return _draw_panels(drawn, table=prevalence, caption=caption, language=language, ax=ax)
    return _draw_rows(
        drawn, table=prevalence, caption=caption, differ=False, language=language, ax=ax
    )


def plot_topic_effects(
    predictions: pd.DataFrame,
    *,
    variable: str | None = None,
    value: str = "share",
    labels: Mapping[int, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw what a regression expects of each topic, by level or along a number or time.

    Parameters
    ----------
    predictions : DataFrame
        ``effects.predictions`` from `topic_effects`.
    variable : str, optional
        Which variable of the formula; by default the first.
    value : {"share", "difference"}
        The expected share, or its difference from the first level; numbers and times have no
        difference.
    labels : mapping of topic to str, optional
        Names of the topics, such as ``topic_labels(topics).set_index("topic")["label"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Of levels, one row a topic, one dot a level, its interval as a line; a difference whose
        interval holds 0 is hollow. Of numbers and times, panels as in `plot_topic_prevalence`.

    Raises
    ------
    ColumnError
        If a column of ``effects.predictions`` is missing.
    EmptyError
        If the table has no prediction.
    MediakitError
        If `variable` or `value` is unknown, or naming the first topic that `labels` lacks.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> topics = mk.fit_topics(mk.tokenize(articles), n_topics=6)
    >>> effects = mk.topic_effects(topics, formula="share ~ outlet", data=articles)
    >>> ax = mk.plot_topic_effects(effects.predictions, value="difference", language="de")
    >>> ax.get_xlabel().split(",")[0]
    'Unterschied zu abendkurier in Prozentpunkten'
    """
    if value not in ("share", "difference"):
        raise MediakitError(f"value must be 'share' or 'difference', not {value!r}")
    columns = ["variable", "value", "topic", value, f"{value}_low", f"{value}_high"]
    require_columns(predictions, columns=columns, made_by="topic_effects(), its .predictions")
    table = _rows_of(variable, predictions=predictions)
    drawn = pd.DataFrame(
        {
            "topic": table["topic"],
            "group": table["value"],
            "share": table[value].astype(float),
            "low": table[f"{value}_low"].astype(float),
            "high": table[f"{value}_high"].astype(float),
        }
    )
    drawn = _name_topics(drawn, labels=labels, language=language)
    name, first = table[["variable", "value"]].iloc[0]
    caption = word("expected_share", language=language)
    if isinstance(first, str):
        differ = value == "difference"
        if differ:
            caption = word("difference_from", language=language).format(first)
            drawn = drawn[drawn["group"] != first]
        return _draw_rows(
            drawn, table=table, caption=caption, differ=differ, language=language, ax=ax
        )
    if value == "difference":
        raise MediakitError(f"{name!r} has no levels to differ. Draw value='share'.")
    drawn = drawn.assign(x=_plain_times(table["value"].infer_objects()), group="")
    if not pd.api.types.is_datetime64_any_dtype(drawn["x"]):
        caption = f"{name}: {caption}"
    return _draw_panels(drawn, table=table, caption=caption, language=language, ax=ax)


def _rows_of(variable: str | None, *, predictions: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of one variable, by default the first."""
    if predictions.empty:
        raise EmptyError("no predictions to draw. Give topic_effects() a formula with variables.")
    known = predictions["variable"].unique().tolist()
    if variable is not None and variable not in known:
        names = ", ".join(map(repr, known))
        raise MediakitError(f"variable must be one of {names}, not {variable!r}")
    return predictions[predictions["variable"] == (known[0] if variable is None else variable)]


def _plain_times(values: pd.Series) -> pd.Series:
    """Give German times without their zone, which axes do not know; numbers as they are."""
    if not isinstance(values.dtype, pd.DatetimeTZDtype):
        return values
    return values.dt.tz_convert("Europe/Berlin").dt.tz_localize(None)


def _name_topics(
    table: pd.DataFrame, *, labels: Mapping[int, str] | None, language: str
) -> pd.DataFrame:
    topics = table["topic"].unique().tolist()
    if labels is None:
        names = {topic: word("topic", language=language).format(topic) for topic in topics}
        return table.assign(name=table["topic"].map(names))
    missing = [topic for topic in topics if topic not in labels]
    if missing:
        raise MediakitError(f"labels= has no name for topic {missing[0]}. Name every topic.")
    return table.assign(name=[str(labels[topic]) for topic in table["topic"]])


def _draw_panels(
    drawn: pd.DataFrame, *, table: pd.DataFrame, caption: str, language: str, ax: Axes | None
) -> Axes:
    """Draw one small panel a topic, all on one scale."""
    topics = list(drawn.groupby("topic"))
    groups = drawn["group"].unique().tolist()
    several = len(groups) > 1
    titles = [textwrap.fill(rows["name"].iloc[0], _TITLE_WIDTH) for _, rows in topics]
    lines = 1 + max(title.count("\n") for title in titles)
    rows_of_panels = -(-len(topics) // _COLUMNS)
    # In inches: the drawing, and its title with the ticks of the panel above.
    drawing_height, head = 1.05, 0.16 + 0.16 * lines
    height = drawing_height + head
    top = max(drawn["high"].max(), drawn["share"].max()) * 1.05
    bottom = min(0.0, drawn["low"].min())
    with drawing(ax, table=table, height=rows_of_panels * height + 0.9) as axes:
        axes.set_axis_off()
        for place, ((topic, rows), title) in enumerate(zip(topics, titles, strict=True)):
            row, column = divmod(place, _COLUMNS)
            foot = 1 - (row + 1) / rows_of_panels
            share = drawing_height / height / rows_of_panels
            panel = axes.inset_axes((column / _COLUMNS, foot, 0.9 / _COLUMNS, share))
            panel.set_title(title, fontsize=9)
            if not several:
                for _, others in drawn[drawn["topic"] != topic].groupby("topic"):
                    panel.plot(others["x"], others["share"], color=_GREY, lw=0.8, zorder=1)
            for number_, group in enumerate(groups):
                shift = (number_ - (len(groups) - 1) / 2) * _APART / len(groups)
                _draw_course(
                    panel,
                    rows=rows[rows["group"] == group],
                    place=number_,
                    shift=shift if several else None,
                )
            panel.set_ylim(bottom, top)
            panel.grid(visible=False, axis="x")
            panel.yaxis.set_major_locator(MaxNLocator(3))
            panel.yaxis.set_major_formatter(_percent(language=language))
            _mark_x(panel, x=drawn["x"], language=language)
            panel.tick_params(
                labelleft=column == 0, labelbottom=place + _COLUMNS >= len(topics), labelsize=8
            )
        _head(axes, groups=groups if several else [], caption=caption, language=language)
    return axes


def _draw_course(panel: Axes, *, rows: pd.DataFrame, place: int, shift: float | None) -> None:
    """Draw a line with its band; lone points, and those of several groups, with their own lines."""
    color, marker = look(place)
    x, share = rows["x"], rows["share"].to_numpy()
    there = np.isfinite(share)
    beside = np.concatenate([[False], there[:-1]]) | np.concatenate([there[1:], [False]])
    alone = there & ~beside
    few = "period" in rows and len(rows) <= _DOTTED
    if shift is not None and few:
        # Bands of several groups would hide each other.
        x, alone = x + shift * x.diff().median() if len(x) > 1 else x, there
    else:
        panel.fill_between(x, rows["low"], rows["high"], color=color, alpha=0.18, linewidth=0)
    panel.vlines(x[alone], rows["low"][alone], rows["high"][alone], color=color, lw=1, alpha=0.6)
    # What a regression expects is a curve; what was counted stands at its periods.
    marked = np.flatnonzero(there if few else alone).tolist()
    panel.plot(x, share, color=color, lw=1.4, marker=marker, ms=2.8, markevery=marked, zorder=3)


def _mark_x(panel: Axes, *, x: pd.Series, language: str) -> None:
    if pd.api.types.is_datetime64_any_dtype(x):
        panel.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=4))
        short = (x.max() - x.min()).days < _SHORT
        panel.xaxis.set_major_formatter(DateFormatter(language=language, days=short))
    else:
        panel.xaxis.set_major_locator(MaxNLocator(3))
        reach = x.max() - x.min()
        digits = max(0, 1 - int(np.floor(np.log10(reach)))) if reach > 0 else 0
        panel.xaxis.set_major_formatter(number_formatter(language=language, digits=digits))


def _head(axes: Axes, *, groups: list[Any], caption: str, language: str) -> None:
    """Name the colours of groups above the panels, and say above that what is shown."""
    rows = 0
    if groups:
        handles = [
            Line2D([], [], color=look(n)[0], marker=look(n)[1], ms=4, label=str(group))
            for n, group in enumerate(groups)
        ]
        ncols = min(len(groups), 4)
        rows = -(-len(groups) // ncols)
        axes.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=ncols,
            borderaxespad=0.2,
        )
    else:
        caption = word("other_topics", language=language).format(caption)
    axes.set_title(caption, fontsize=9, fontweight="normal", color=QUIET, pad=8 + 15 * rows)


def _draw_rows(
    drawn: pd.DataFrame,
    *,
    table: pd.DataFrame,
    caption: str,
    differ: bool,
    language: str,
    ax: Axes | None,
) -> Axes:
    """Draw one row a topic, one dot a group, apart by group."""
    groups = drawn["group"].unique().tolist()
    topics = drawn.drop_duplicates("topic")[["topic", "name"]]
    apart = 0.7 / len(groups)
    each = max(0.4, 0.13 * len(groups) + 0.12)
    with drawing(ax, table=table, height=1.3 + each * len(topics)) as axes:
        for number_, group in enumerate(groups):
            color, marker = look(number_)
            rows = drawn[drawn["group"] == group]
            places = pd.Index(topics["topic"]).get_indexer(pd.Index(rows["topic"]))
            places = places + apart * (number_ - (len(groups) - 1) / 2)
            axes.hlines(places, rows["low"], rows["high"], color=color, lw=1.8, alpha=0.8)
            sure = (rows["low"] > 0) | (rows["high"] < 0) | ~rows["low"].notna()
            faces = [color if certain or not differ else "white" for certain in sure]
            axes.scatter(
                rows["share"],
                places,
                s=26,
                c=faces,
                edgecolors=color,
                marker=marker,
                zorder=3,
                label=str(group),
                clip_on=False,
            )
        names = [textwrap.fill(name, _ROW_WIDTH) for name in topics["name"]]
        axes.set_yticks(range(len(topics)), names)
        axes.set_ylim(len(topics) - 0.4, -0.6)
        axes.tick_params(axis="y", pad=8)
        axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
        if not differ:
            axes.set_xlim(left=min(0.0, 1.1 * drawn["low"].min()))
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(caption)
        axes.xaxis.set_major_formatter(_percent(language=language))
        label_colours(axes)
    return axes


def _percent(*, language: str) -> FuncFormatter:
    return FuncFormatter(lambda value, _: number(100 * value, language=language))

"""Figures of stories: when each outlet reported one, and which outlet follows which."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.ticker import Formatter

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.language import DateFormatter, number, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, INK, ORANGE, QUIET, TINT, drawing

_HOURS_SHOWN = 3.0
_TITLE = 46
_NAMED = 3
_DARK = 0.78
_MANY = 4
_DAYS_FROM = 48


@readable
def plot_story(
    chains: pd.DataFrame,
    *,
    story: int,
    titles: Mapping[str, str] | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw one story over time: one row an outlet, one dot an article, the first in orange.

    Parameters
    ----------
    chains : DataFrame
        From `story_chains`.
    story : int
        The story to draw.
    titles : mapping of article to str, optional
        Headlines, such as ``articles["title"]``; each outlet's first one is written beside its
        dot.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Outlets from top to bottom in the order in which they reported; time in Berlin to the
        right. Outlets that came first at the same time are all named first.

    Raises
    ------
    ColumnError
        If a column of `story_chains` is missing.
    MediakitError
        If there is no such story.
    EmptyError
        If the table is empty, or no article of the story has a date.

    Examples
    --------
    >>> import mediakit as mk
    >>> chains = mk.story_chains(mk.sample_articles(), window="21D")
    >>> largest = chains.loc[chains["size"].idxmax(), "story"]
    >>> ax = mk.plot_story(chains, story=largest)
    >>> len(ax.get_yticklabels())
    3
    """
    columns = ["story", "article", "published", "outlet"]
    require_columns(chains, columns=columns, made_by="story_chains()")
    if chains.empty:
        raise EmptyError("no stories to draw. Pass the result of story_chains().")
    if story not in set(chains["story"]):
        raise MediakitError(
            f"there is no story {story!r}; they are numbered 1 to {chains['story'].max()}."
        )
    table = chains[chains["story"] == story].dropna(subset=["published"])
    if table.empty:
        raise EmptyError(f"no article of story {story} has a date: nothing to draw.")
    outlets = table["outlet"].unique()
    days = table["published"].dt.tz_localize(None)
    firsts = table.drop_duplicates("outlet").index
    row = 0.75 if titles is not None else 0.5
    with drawing(ax, table=table, height=1.1 + row * len(outlets)) as axes:
        places = table["outlet"].map({outlet: place for place, outlet in enumerate(outlets)})
        axes.plot(days, places, ls=":", lw=1, color=QUIET, zorder=1)
        first = days == days.min()
        for dots, color in ((~first, BLUE), (first, ORANGE)):
            axes.scatter(days[dots], places[dots], s=46, c=color, linewidths=0.8,
                         edgecolors="white", zorder=2)  # fmt: skip
        axes.set_yticks(range(len(outlets)), [str(outlet) for outlet in outlets])
        axes.set_ylim(len(outlets) - 0.4, -0.8)
        axes.grid(visible=False, axis="y")
        _time_axis(axes, days=days, language=language)
        if titles is not None:
            _write_titles(axes, rows=table.loc[firsts].assign(day=days), titles=titles)
        names = table.loc[first, "outlet"].unique()
        more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
        told = ", ".join(map(str, names[:_NAMED])) + more
        told = word("first", language=language).format(told)
        axes.text(0, 1.01, told, transform=axes.transAxes, va="bottom", fontsize=9,
                  color=ORANGE, fontweight="bold")  # fmt: skip
    return axes


@readable
def plot_followers(
    followers: pd.DataFrame, *, n: int = 8, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw which outlet follows which: one cell per leader and follower, darker for more stories.

    Parameters
    ----------
    followers : DataFrame
        From `story_followers`.
    n : int
        How many outlets, those with the most stories as leader or follower.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Leaders from top to bottom, those of most stories first, followers from left to right in
        the same order. A cell tells in how many of the stories that both report the leader was
        first (``4/7``), and the median time until the follower came.

    Raises
    ------
    ColumnError
        If a column of `story_followers` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> chains = mk.story_chains(mk.sample_articles(), window=None)
    >>> ax = mk.plot_followers(mk.story_followers(chains), language="de")
    >>> ax.get_ylabel()
    'zuerst berichtet'
    """
    columns = ["leader", "follower", "stories", "both", "share", "median_lag_hours"]
    require_columns(followers, columns=columns, made_by="story_followers()")
    if followers.empty:
        raise EmptyError("no followers to draw. Pass the result of story_followers().")
    ends = pd.concat([followers.set_index(end)["stories"] for end in ("leader", "follower")])
    sums = ends.groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    kept = followers["leader"].isin(sums.index[:n]) & followers["follower"].isin(sums.index[:n])
    table = followers[kept]
    led = table.groupby("leader")["stories"].sum()
    order = led.reindex(sums.index[:n], fill_value=0).sort_values(ascending=False, kind="stable")
    outlets = order.index.tolist()
    wide = table.pivot_table(index="leader", columns="follower", values="share")
    wide = wide.reindex(index=outlets, columns=outlets)
    with drawing(ax, table=table, height=1.4 + 0.6 * len(outlets)) as axes:
        colors = LinearSegmentedColormap.from_list("followers", ["white", TINT, BLUE])
        axes.imshow(wide.to_numpy(), cmap=colors, vmin=0, vmax=1, aspect="auto")
        for cell in table.itertuples():
            _write_cell(axes, cell=cell, outlets=outlets, language=language)
        names = [str(outlet) for outlet in outlets]
        many = len(outlets) > _MANY
        slanted: dict[str, Any] = {"rotation": 35, "ha": "left", "rotation_mode": "anchor"}
        axes.set_xticks(range(len(outlets)), names, **(slanted if many else {}))
        axes.set_yticks(range(len(outlets)), names)
        axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.xaxis.set_label_position("top")
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        axes.set_ylabel(word("leader", language=language))
        axes.set_xlabel(word("follower", language=language), labelpad=9)
        note = word("cells", language=language)
        axes.text(0, -0.02, note, transform=axes.transAxes, va="top", fontsize=8.5, color=QUIET)
    return axes


class _HourFormatter(Formatter):
    """Ticks as ``14:00``, the day below the first tick of each."""

    def __init__(self, *, language: str) -> None:
        self._day = DateFormatter(language=language, days=True)

    def __call__(self, value: float, pos: int | None = None) -> str:  # noqa: ARG002 - given by ticker
        """Format one tick."""
        return f"{num2date(value):%H:%M}"

    def format_ticks(self, values: list[float]) -> list[str]:
        """Format all ticks."""
        days = [self._day(value) for value in values]
        begins = [day != before for day, before in zip(days, [None, *days], strict=False)]
        return [
            self(value) + (f"\n{day}" if begin else "")
            for value, day, begin in zip(values, days, begins, strict=True)
        ]


def _time_axis(axes: Axes, *, days: pd.Series, language: str) -> None:
    span = (days.max() - days.min()) / pd.Timedelta(days=1)
    room = max(span * 0.06, 0.02)
    first, last = date2num(days.min()), date2num(days.max())
    axes.set_xlim(first - room, last + room)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))
    short = span < _HOURS_SHOWN
    axes.xaxis.set_major_formatter(
        _HourFormatter(language=language)
        if short
        else DateFormatter(language=language, days=span < 120)
    )


def _write_titles(axes: Axes, *, rows: pd.DataFrame, titles: Mapping[str, str]) -> None:
    left, right = axes.get_xlim()
    article: Any
    for place, article in enumerate(rows.itertuples()):
        title = str(titles[article.article])
        shown = title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
        late = date2num(article.day) > (left + right) / 2
        axes.annotate(
            shown,
            (article.day, place),
            xytext=(5 if late else -5, 8),
            textcoords="offset points",
            ha="right" if late else "left",
            fontsize=8.5,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            annotation_clip=False,
        )


def _write_cell(axes: Axes, *, cell: Any, outlets: list[str], language: str) -> None:
    lag = _lag(cell.median_lag_hours, language=language)
    axes.text(
        outlets.index(cell.follower),
        outlets.index(cell.leader),
        f"{cell.stories}/{cell.both}\n{lag}",
        ha="center",
        va="center",
        fontsize=8.5,
        color="white" if cell.share > _DARK else INK,
    )


def _lag(hours: float, *, language: str) -> str:
    """Write a length of time in minutes, hours or days, whichever is short."""
    unit, length = ("days", 24.0) if hours >= _DAYS_FROM else ("hours", 1.0)
    if hours < 1:
        unit, length = "minutes", 1 / 60
    written = number(hours / length, language=language)
    return word(unit, language=language).format(written)

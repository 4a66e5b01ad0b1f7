"""Figures of tone with intervals: by group, over time, toward targets, and what drives it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import date_axis, label_line_ends
from mediakit.plots.language import number, number_formatter, word
from mediakit.plots.readable import readable
from mediakit.plots.sentiment import label_tone
from mediakit.plots.style import BLUE, ORANGE, QUIET, drawing
from mediakit.plots.terms import look

_LABELS = ("negative", "neutral", "positive")


@readable
def plot_sentiment_trends(
    trends: pd.DataFrame, *, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the tone over time, one line a group with its interval, labelled at its end.

    Parameters
    ----------
    trends : DataFrame
        From `sentiment_trends` with ``published=``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Time to the right, mean polarity upwards, the 95 % intervals as bands.

    Raises
    ------
    ColumnError
        If a column of `sentiment_trends` is missing.
    EmptyError
        If the table has no period.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> scores = mk.score_sentiment(articles, method="textblob")
    >>> trends = mk.sentiment_trends(scores, published=articles["published"], freq="M")
    >>> [line.get_label() for line in mk.plot_sentiment_trends(trends).lines[1:]]
    ['all']
    """
    columns = ["group", "period", "polarity", "low", "high"]
    require_columns(trends, columns=columns, made_by="sentiment_trends()")
    table = trends[trends["period"].notna()]
    if table.empty:
        raise EmptyError("no periods to draw. Give sentiment_trends() published=.")
    with drawing(ax, table=table) as axes:
        axes.axhline(0, color=QUIET, lw=0.8, zorder=1)
        lines = []
        for place, (group, rows) in enumerate(table.groupby("group", sort=False)):
            color, marker = look(place)
            days = rows["period"].dt.tz_localize(None)
            low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
            axes.fill_between(days, low, high, color=color, alpha=0.15, linewidth=0)
            lines += axes.plot(
                days, rows["polarity"], label=str(group), color=color, marker=marker, ms=4
            )
        axes.grid(visible=False, axis="x")
        axes.set_ylabel(word("mean_polarity", language=language))
        axes.yaxis.set_major_formatter(number_formatter(language=language, digits=2))
        date_axis(axes, days=table["period"], language=language)
        label_line_ends(axes, lines=lines)
    return axes


@readable
def plot_sentiment_by(
    trends: pd.DataFrame, *, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the mean tone of groups with its interval: one row a group.

    Parameters
    ----------
    trends : DataFrame
        From `sentiment_trends` with ``by=`` and without ``published=``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Groups from the most negative at the top to the most positive, mean polarity to the right:
        orange below 0, blue above; the line is the 95 % interval, where there is one.

    Raises
    ------
    ColumnError
        If a column of `sentiment_trends` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> scores = pd.DataFrame({"polarity": [-0.2, 0.1, 0.4]}, index=["a", "b", "c"])
    >>> by = pd.Series({"a": "taz", "b": "FAZ", "c": "FAZ"})
    >>> ax = mk.plot_sentiment_by(mk.sentiment_trends(scores, by=by))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['taz (1)', 'FAZ (2)']
    """
    columns = ["group", "polarity", "low", "high", "articles"]
    require_columns(trends, columns=columns, made_by="sentiment_trends()")
    if trends.empty:
        raise EmptyError("no groups to draw. Pass the result of sentiment_trends().")
    table = trends.sort_values(["polarity", "group"], kind="stable", ignore_index=True)
    places = np.arange(len(table))
    colors = np.where(table["polarity"] < 0, ORANGE, BLUE).tolist()
    with drawing(ax, table=table, height=1.1 + 0.4 * len(table)) as axes:
        axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
        axes.hlines(places, table["low"], table["high"], colors=colors, lw=2.2, zorder=2)
        axes.scatter(table["polarity"], places, s=42, c=colors, zorder=3)
        sizes = [number(n, language=language) for n in table["articles"]]
        labels = [f"{group} ({n})" for group, n in zip(table["group"], sizes, strict=True)]
        axes.set_yticks(places, labels)
        axes.set_ylim(len(table) - 0.4, -0.6)
        # Ticks of one digit need a tenth between them.
        reach = max(0.25, 1.1 * table[["polarity", "low", "high"]].abs().max().max())
        axes.set_xlim(-reach, reach)
        axes.grid(visible=False, axis="y")
        label_tone(axes, key="mean_polarity", language=language)
    return axes


@readable
def plot_sentiment_drivers(
    drivers: pd.DataFrame, *, n: int = 15, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw which words, or which articles, make the difference in tone.

    Parameters
    ----------
    drivers : DataFrame
        From `sentiment_drivers`, best the rows of one kind; of both, the words are drawn.
    n : int
        How many, those of the largest contribution.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        One bar a word or article: orange to the left what makes the group in question more
        negative, blue to the right what makes it more positive.

    Raises
    ------
    ColumnError
        If a column of `sentiment_drivers` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> drivers = pd.DataFrame(
    ...     {"kind": "word", "name": ["Krieg", "Fest"], "contribution": [0.4, -0.1]})
    >>> [float(patch.get_width()) for patch in mk.plot_sentiment_drivers(drivers).patches]
    [0.4, -0.1]
    """
    columns = ["kind", "name", "contribution"]
    require_columns(drivers, columns=columns, made_by="sentiment_drivers()")
    if drivers.empty:
        raise EmptyError("no drivers to draw. Pass the result of sentiment_drivers().")
    table = drivers[drivers["kind"] == drivers["kind"].iloc[0]]
    table = table.iloc[np.argsort(-table["contribution"].abs(), kind="stable")].head(n)
    places = np.arange(len(table))
    with drawing(ax, table=table, height=1.3 + 0.24 * len(table)) as axes:
        axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
        colors = np.where(table["contribution"] < 0, ORANGE, BLUE).tolist()
        axes.barh(places, table["contribution"], color=colors, height=0.7)
        axes.set_yticks(places, [str(name) for name in table["name"]])
        axes.set_ylim(len(table) - 0.4, -0.6)
        reach = 1.1 * table["contribution"].abs().max() or 1.0
        axes.set_xlim(-reach, reach)
        axes.grid(visible=False, axis="y")
        label_tone(axes, key="contribution", language=language)
    return axes


@readable
def plot_target_sentiment(
    toward: pd.DataFrame, *, language: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the tone toward targets: the shares of negative, neutral and positive mentions.

    Parameters
    ----------
    toward : DataFrame
        From `target_sentiment`.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        One row a target, that with the most negative balance at the top. The neutral part is
        centred: orange reaches to the left of it, blue to the right, each with its share.

    Raises
    ------
    ColumnError
        If a column of `target_sentiment` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> toward = pd.DataFrame({"target": ["Bahn", "Bahn"], "label": ["negative", "neutral"]})
    >>> ax = mk.plot_target_sentiment(toward)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Bahn (2)']
    """
    require_columns(toward, columns=["target", "label"], made_by="target_sentiment()")
    if toward.empty:
        raise EmptyError("no mentions to draw. Pass the result of target_sentiment().")
    counts = pd.crosstab(toward["target"], toward["label"]).reindex(columns=list(_LABELS))
    counts = counts.fillna(0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    balance = (shares["positive"] - shares["negative"]).sort_values(kind="stable")
    shares, sizes = shares.loc[balance.index], counts.sum(axis=1).loc[balance.index]
    places, half = np.arange(len(shares)), shares["neutral"] / 2
    with drawing(ax, table=shares.reset_index(), height=1.2 + 0.42 * len(shares)) as axes:
        axes.barh(places, shares["neutral"], left=-half, color="#d9d9d9", height=0.6)
        axes.barh(places, -shares["negative"], left=-half, color=ORANGE, height=0.6)
        axes.barh(places, shares["positive"], left=half, color=BLUE, height=0.6)
        sides = (("negative", -1, ORANGE, "right"), ("positive", 1, BLUE, "left"))
        for label, side, color, align in sides:
            ends = side * (half + shares[label] + 0.02)
            for place, end, share in zip(places.tolist(), ends, shares[label], strict=True):
                text = _percent(share, language=language)
                axes.text(end, place, text, color=color, ha=align, va="center", size="small")
        names = [f"{name} ({number(n, language=language)})" for name, n in sizes.items()]
        axes.set_yticks(places, names)
        axes.set_ylim(len(shares) - 0.4, -0.6)
        reach = 0.12 + (half + shares[["negative", "positive"]].max(axis=1)).max()
        axes.set_xlim(-reach, reach)
        axes.grid(visible=False)
        label_tone(axes, key="mention_shares", language=language)
        axes.set_xticks([])
    return axes


def _percent(share: float, *, language: str) -> str:
    return number(100 * share, language=language) + ("\u202f%" if language == "de" else "%")

"""Figures of tone."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit.aligning import align_groups
from mediakit.errors import EmptyError, require_columns
from mediakit.plots.labels import label_sides
from mediakit.plots.language import number_formatter, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, INK, ORANGE, QUIET, drawing

_GOLDEN = 0.6180339887498949


@readable
def plot_sentiment(
    scores: pd.DataFrame,
    *,
    by: pd.Series | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone of articles: one dot an article, one row a group, with a box plot each.

    Parameters
    ----------
    scores : DataFrame, indexed by article
        From `score_sentiment`.
    by : Series, indexed by article, optional
        Group of each article, such as ``articles["outlet"]``.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Groups from top to bottom, polarity to the right: orange dots are negative, blue ones
        positive. The box spans the middle half of the articles, its line is the median.

    Raises
    ------
    ColumnError
        If there is no column ``polarity``.
    MediakitError
        Naming the first article that `by` does not know.
    EmptyError
        If no article has a score.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> scores = pd.DataFrame({"polarity": [-0.2, 0.1, 0.4]}, index=["a", "b", "c"])
    >>> ax = mk.plot_sentiment(scores, by=pd.Series({"a": "taz", "b": "taz", "c": "FAZ"}))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['FAZ', 'taz']
    """
    require_columns(scores, columns=["polarity"], made_by="score_sentiment()")
    if by is None:
        by = pd.Series(word("all", language=language), index=scores.index)
    group = align_groups(by, articles=scores.index)
    table = scores[["polarity"]].assign(group=group).dropna()
    if table.empty:
        raise EmptyError("no scores to draw. Pass the result of score_sentiment().")
    groups = list(table.groupby("group"))
    with drawing(ax, table=table.reset_index(), height=1.1 + 0.7 * len(groups)) as axes:
        axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
        for place, (_, rows) in enumerate(groups):
            _draw_group(axes, polarity=rows["polarity"].to_numpy(), place=place)
        # Ticks of one digit need a tenth between them.
        reach = max(0.3, 1.08 * table["polarity"].abs().max())
        axes.set_xlim(-reach, reach)
        axes.set_yticks(range(len(groups)), [str(group) for group, _ in groups])
        axes.set_ylim(len(groups) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        label_tone(axes, key="polarity", language=language)
    return axes


def _draw_group(axes: Axes, *, polarity: np.ndarray, place: int) -> None:
    heights = place + 0.6 * ((np.arange(len(polarity)) * _GOLDEN) % 1 - 0.5)
    colors = np.where(polarity < 0, ORANGE, BLUE)
    axes.scatter(polarity, heights, s=14, c=colors, alpha=0.55, linewidths=0, zorder=2)
    line = {"color": INK, "linewidth": 1.4}
    axes.boxplot(
        polarity,
        positions=[place],
        orientation="horizontal",
        widths=0.5,
        showfliers=False,
        showcaps=False,
        boxprops=line,
        medianprops=line | {"linewidth": 3},
        whiskerprops=line,
        manage_ticks=False,
        zorder=3,
    )


def label_tone(axes: Axes, *, key: str, language: str) -> None:
    """Name the axis of tone, and its negative and its positive side in their colours."""
    axes.set_xlabel(word(key, language=language))
    ticks = axes.get_xticks()
    # As many digits as tell the ticks apart: contributions may be thousandths.
    digits = next((n for n in range(1, 6) if np.allclose(ticks, ticks.round(n), atol=1e-9)), 6)
    axes.xaxis.set_major_formatter(number_formatter(language=language, digits=digits))
    names = {key: word(key, language=language) for key in ("negative", "positive")}
    label_sides(axes, left=names["negative"], right=names["positive"])

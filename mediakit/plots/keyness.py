"""Figures of what sets two sides apart."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.labels import label_sides
from mediakit.plots.language import number, number_formatter, word
from mediakit.plots.readable import readable
from mediakit.plots.style import BLUE, ORANGE, QUIET, drawing

_SHIFTS = ("jensen_shannon_bits", "proportion", "entropy_bits", "weighted_average")


@readable
def plot_keyness(
    keywords: pd.DataFrame,
    *,
    n: int = 12,
    target: str | None = None,
    reference: str | None = None,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the keywords of both sides: how many times as frequent, with the interval.

    Parameters
    ----------
    keywords : DataFrame
        From `keyness`, filtered as you like.
    n : int
        How many terms a side, those of the largest `g2`.
    target, reference : str, optional
        Names of the two sides.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Terms from top to bottom by log ratio, which runs to the right and is labelled with the
        ratio itself: blue dots are more frequent in the target, orange ones in the reference. A
        hollow dot is a term whose articles do not differ (`p_articles` of 0.05 or more, or none).

    Raises
    ------
    ColumnError
        If a column of `keyness` is missing.
    EmptyError
        If the table is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> matrix = mk.count_terms(mk.tokenize(articles))
    >>> ax = mk.plot_keyness(
    ...     mk.keyness(matrix, target="Sport", by=articles["section"]), n=5, target="Sport")
    >>> len(ax.get_yticklabels())
    10
    """
    columns = ["term", "log_ratio", "log_ratio_low", "log_ratio_high", "g2", "p_articles"]
    require_columns(keywords, columns=columns, made_by="keyness()")
    if keywords.empty:
        raise EmptyError("no keywords to draw. Filter the result of keyness() less.")
    sides = [keywords[keywords["log_ratio"] > 0], keywords[keywords["log_ratio"] < 0]]
    chosen = [side.iloc[np.argsort(-side["g2"].abs(), kind="stable")[:n]] for side in sides]
    table = pd.concat(chosen).sort_values("log_ratio", ascending=False, kind="stable")
    with drawing(ax, table=table, height=1.4 + 0.22 * len(table)) as axes:
        axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
        _draw_intervals(axes, table=table)
        axes.set_yticks(range(len(table)), table["term"])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word("times", language=language))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True))
        axes.xaxis.set_major_formatter(_times_formatter(language))
        frequent = word("more_frequent", language=language)
        label_sides(
            axes,
            left=frequent.format(reference or word("reference", language=language)),
            right=frequent.format(target or word("target", language=language)),
        )
    return axes


@readable
def plot_word_shift(
    shift: pd.DataFrame,
    *,
    measure: str = "jensen_shannon_bits",
    n: int = 20,
    names: tuple[str, str] = ("a", "b"),
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw which words make the difference between two texts: one bar a word.

    Parameters
    ----------
    shift : DataFrame
        From `word_shift`.
    measure : {"jensen_shannon_bits", "proportion", "entropy_bits", "weighted_average"}
        Which contribution to draw.
    n : int
        How many words, those of the longest bars.
    names : (str, str)
        What the two texts are called.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Words from top to bottom, the longest bar first. Blue bars point to the right, for words
        that are more frequent in the second text; in the measures that have a sign, for words
        that raise it in the second text. Orange bars point to the left. With
        ``"weighted_average"`` a word's signs tell why: + or - its score, ↑ or ↓ its share in the
        second text.

    Raises
    ------
    ColumnError
        If a column of `word_shift` is missing.
    EmptyError
        If no word contributes anything.
    MediakitError
        If the measure is unknown.

    Examples
    --------
    >>> import mediakit as mk
    >>> shift = mk.word_shift({"Rente": 3, "Krise": 1}, {"Rente": 1, "Gewinn": 3})
    >>> ax = mk.plot_word_shift(shift, names=("2024", "2025"))
    >>> [round(float(bar.get_width()), 3) for bar in ax.patches]
    [0.375, -0.125, -0.094]
    """
    if measure not in _SHIFTS:
        raise MediakitError(f"measure must be one of {', '.join(_SHIFTS)}, not {measure!r}")
    signed = ["score"] if measure == "weighted_average" else []
    columns = ["term", "share_a", "share_b", measure, *signed]
    require_columns(shift, columns=columns, made_by="word_shift()")
    shown = shift[shift[measure] != 0]
    if shown.empty:
        raise EmptyError("no words to draw: nothing differs. Pass two different texts.")
    table = shown.iloc[np.argsort(-shown[measure].abs(), kind="stable")[:n]]
    lengths = table[measure].to_numpy()
    if measure == "jensen_shannon_bits":
        lengths = np.where(table["share_b"] < table["share_a"], -lengths, lengths)
    with drawing(ax, table=table, height=1.3 + 0.22 * len(table)) as axes:
        colors = np.where(lengths < 0, ORANGE, BLUE)
        axes.barh(np.arange(len(table)), lengths, color=colors, height=0.7)
        axes.axvline(0, color=QUIET, lw=0.8)
        axes.set_yticks(range(len(table)), _name_words(table, signed=bool(signed)))
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(word(measure, language=language).format(names[1]))
        ticks = MaxNLocator(nbins=6).tick_values(min(lengths.min(), 0), max(lengths.max(), 0))
        axes.xaxis.set_major_locator(FixedLocator(ticks))
        digits = _digits(float(ticks[1] - ticks[0]))
        axes.xaxis.set_major_formatter(number_formatter(language=language, digits=digits))
        axes.set_xlim(ticks[0], ticks[-1])
        _label_texts(axes, measure=measure, names=names, language=language)
    return axes


def _draw_intervals(axes: Axes, *, table: pd.DataFrame) -> None:
    ratios = table["log_ratio"].to_numpy()
    places, colors = np.arange(len(table)), np.where(ratios < 0, ORANGE, BLUE)
    low, high = table["log_ratio_low"], table["log_ratio_high"]
    axes.hlines(places, low, high, colors=list(colors), lw=1.6, alpha=0.55, zorder=2)
    sure = (table["p_articles"] < 0.05).to_numpy()
    faces = np.where(sure, colors, "white")
    axes.scatter(ratios, places, s=34, c=list(faces), edgecolors=list(colors), lw=1.4, zorder=3)
    # A word that one side lacks has an interval without end, which is cut at the frame.
    reach = max(1.0, 2 + np.abs(ratios).max())
    axes.set_xlim(-reach, reach)


def _times_formatter(language: str) -> FuncFormatter:
    def times(value: float, _: int | None = None) -> str:
        if value == 0:
            return word("equal", language=language)
        return f"{number(2 ** abs(value), language=language)}×"

    return FuncFormatter(times)


def _digits(step: float) -> int:
    """Count the decimal places that tell ticks apart."""
    return next(digits for digits in range(16) if abs(round(step, digits) - step) < step / 100)


def _name_words(table: pd.DataFrame, *, signed: bool) -> list[str]:
    if not signed:
        return table["term"].tolist()
    score = np.where(table["score"] < 0, "\u2212", "+")
    share = np.where(table["share_b"] < table["share_a"], "↓", "↑")
    return [f"{term} {a}{b}" for term, a, b in zip(table["term"], score, share, strict=True)]


def _label_texts(axes: Axes, *, measure: str, names: tuple[str, str], language: str) -> None:
    if measure in ("jensen_shannon_bits", "proportion"):
        frequent = word("more_frequent", language=language)
        label_sides(axes, left=frequent.format(names[0]), right=frequent.format(names[1]))
        return
    sides = [word(key, language=language).format(names[1]) for key in ("lower", "higher")]
    label_sides(axes, left=sides[0], right=sides[1])

"""The figure of words that stand together."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.plots.language import word
from mediakit.plots.readable import readable
from mediakit.plots.spring import push_apart, spring_layout
from mediakit.plots.style import BLUE, INK, drawing

_LINES = "#9fb4c8"
_Floats = npt.NDArray[np.float64]


@readable
def plot_network(
    edges: pd.DataFrame,
    *,
    n: int = 60,
    weight: str = "g2",
    random_state: int = 0,
    language: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw words that stand together as a network.

    Words with many strong pairs draw together. Only nearness along lines means something, not
    the place in the figure; look at a second `random_state` before you read more into it.

    Parameters
    ----------
    edges : DataFrame
        From `cooccurrences`, filtered as you like.
    n : int
        How many edges, the strongest by `weight`.
    weight : str
        Column of `edges` that says how strong an edge is: how thick its line, and how near its
        words. `g2` favours pairs with much evidence, `log_dice` fixed phrases and names.
    random_state : int
        Seed of the layout; the same seed gives the same figure.
    language : {"en", "de"}
        Language of the labels.
    ax : Axes, optional
        Where to draw; by default a new figure, the higher the more words.

    Returns
    -------
    Axes
        Without scales. Where words do not find room on `ax`, the rarer one has no label.

    Raises
    ------
    ColumnError
        If a column of `cooccurrences` is missing.
    EmptyError
        If the table is empty.
    MediakitError
        If `n` is below 1 or a weight is no number.

    References
    ----------
    Fruchterman, T., Reingold, E. (1991). Graph drawing by force-directed placement. Software:
    Practice and Experience 21.

    Examples
    --------
    >>> import mediakit as mk
    >>> tokens = mk.tokenize(mk.sample_articles()).drop(mk.stopwords())
    >>> ax = mk.plot_network(mk.cooccurrences(tokens, min_count=4), n=20)
    >>> len(ax.collections[0].get_segments())
    20
    """
    columns = ["source", "target", "source_count", "target_count", weight]
    require_columns(edges, columns=columns, made_by="cooccurrences()")
    if edges.empty:
        raise EmptyError("no edges to draw. Filter the result of cooccurrences() less.")
    if n < 1:
        raise MediakitError(f"n= must be 1 or more, not {n}")
    if not np.isfinite(edges[weight].to_numpy(dtype=np.float64, na_value=np.nan)).all():
        raise MediakitError(f"column {weight!r} has missing or infinite weights. Filter them out.")
    strongest = edges.sort_values([weight, "source", "target"], ascending=[False, True, True])
    table = strongest.head(n).reset_index(drop=True)
    words = _count_words(table)
    ends = np.column_stack(
        [words.index.get_indexer(pd.Index(table[side])) for side in ("source", "target")]
    )
    strength = _spread(table[weight])
    places = spring_layout(ends, weights=strength, n=len(words), random_state=random_state)
    with drawing(ax, table=table, height=3.4 + 0.045 * len(words)) as axes:
        axes.set_axis_off()
        axes.text(
            0,
            0,
            word("network", language=language).format(weight),
            transform=axes.transAxes,
            fontsize=8,
            color=INK,
            va="top",
        )
        dots = 4 + 6 * np.sqrt(_spread(words))
        places = _label(axes, words=words, places=places, dots=dots)
        axes.add_collection(
            LineCollection(
                list(places[ends]), linewidths=0.6 + 3 * strength, colors=_LINES, zorder=1
            )
        )
        axes.scatter(places[:, 0], places[:, 1], s=dots**2, color=BLUE, zorder=2, linewidths=0)
    return axes


def _count_words(table: pd.DataFrame) -> pd.Series:
    """Count each word of the edges, in order of the alphabet."""
    sides = [
        pd.Series(table[f"{side}_count"].to_numpy(), index=table[side])
        for side in ("source", "target")
    ]
    return pd.concat(sides).groupby(level=0).max().sort_index()


def _spread(values: pd.Series) -> _Floats:
    """Bring values between 0 and 1."""
    numbers = values.to_numpy(dtype=np.float64)
    width = np.ptp(numbers)
    return (numbers - numbers.min()) / width if width else np.ones(len(numbers))


def _label(axes: Axes, *, words: pd.Series, places: _Floats, dots: _Floats) -> _Floats:
    """Write the words below their dots, and move both until no two words touch.

    `dots` are diameters in points. Returns where the dots stand, in data coordinates, which are
    pixels of the figure as it is now.
    """
    axes.figure.canvas.figure.draw_without_rendering()
    box = axes.get_window_extent()
    axes.set(xlim=(0, box.width), ylim=(0, box.height), autoscale_on=False)
    halo = [withStroke(linewidth=3, foreground="white")]
    texts = [
        axes.text(0, 0, str(name), ha="center", va="top", fontsize=size, color=INK, zorder=3)
        for name, size in zip(words.index, 7.5 + 3 * _spread(words), strict=True)
    ]
    point = axes.figure.dpi / 72
    extents = [text.get_window_extent() for text in texts]
    sizes = np.array([(extent.width, extent.height) for extent in extents])
    # Each box holds the dot above and the word below it.
    sizes += point * np.column_stack([np.full(len(dots), 6), dots + 4])
    room = np.array([box.width, box.height])
    places, free = push_apart(places * room, sizes=sizes, room=room, first=np.argsort(-words))
    top = places[:, 1] + sizes[:, 1] / 2
    for text, x, y, is_free in zip(
        texts, places[:, 0], top - point * (dots + 3), free, strict=True
    ):
        text.set(position=(x, y), path_effects=halo, visible=bool(is_free))
    return np.column_stack([places[:, 0], top - point * (dots / 2 + 1)])

"""A figure as files: drawn twice, its data once, and a value that shows it in a notebook."""

import base64
import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.errors import MediakitError
from mediakit.reports.tables import table_rows, write_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

if sys.platform == "win32":
    from pathlib import WindowsPath as _SystemPath
else:
    from pathlib import PosixPath as _SystemPath

_DPI = 200
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]", re.IGNORECASE)
# A drawing of tens of thousands of dots is shown as pixels, so that pages stay light.
_MOST_VECTOR_BYTES = 500_000


class FigurePath(_SystemPath):
    """The path of a saved figure, which a notebook shows with its alt text and caption.

    Every path made from it is a plain path again and shows nothing.
    """

    figure: dict[str, Any] | None = None

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]] | None:
        """Give notebooks the figure as HTML and PNG, and reports what they need to number it."""
        png = self.with_suffix(".png")
        if self.figure is None or not (self.is_file() and png.is_file()):
            return None
        pixels = _base64(png)
        vector = self.stat().st_size <= _MOST_VECTOR_BYTES
        source = f"svg+xml;base64,{_base64(self)}" if vector else f"png;base64,{pixels}"
        caption = escape(self.figure["caption"])
        html = (
            f'<figure><img alt="{escape(self.figure["alt"])}" src="data:image/{source}"'
            ' style="max-width:100%;background:white">'
            + (f"<figcaption>{caption}</figcaption>" if caption else "")
            + "</figure>"
        )
        shown = {"text/html": html, "image/png": pixels, "text/plain": self.figure["alt"]}
        return shown, {"mediakit": self.figure}


def save_figure(
    ax: "Axes",
    *,
    name: str,
    alt: str,
    folder: str | Path = "reports/figures",
    caption: str = "",
    data: pd.DataFrame | None = None,
) -> Path:
    """Write a figure as SVG and PNG and its data as CSV; the same figure gives the same bytes.

    The figure is closed, so that a notebook shows it once: as the last expression of a cell the
    returned path shows the figure with its alt text and caption.

    Parameters
    ----------
    ax : Axes
        What the plot functions return.
    name : str
        Name of the files without ending: letters, digits, ``-`` and ``_``.
    alt : str
        What the figure shows, in a sentence, for readers who do not see it.
    folder : str or Path
        Where to write, made if need be.
    caption : str
        Text below the figure.
    data : DataFrame, optional
        The plotted data; by default the table that the plot functions leave with the Axes.

    Returns
    -------
    Path
        ``folder/NAME.svg``; ``NAME.png`` and ``NAME.csv`` (UTF-8, RFC 4180) lie beside it.

    Raises
    ------
    MediakitError
        If `name` is no plain file name, `alt` says nothing, or there are no data to write.

    Examples
    --------
    >>> import tempfile
    >>> import mediakit as mk
    >>> frequencies = mk.term_frequencies(mk.count_terms(mk.tokenize(mk.sample_articles())))
    >>> ax = mk.plot_term_frequencies(frequencies, n=10)
    >>> path = save_figure(
    ...     ax, name="terms", alt="Bar chart of ten words.", folder=tempfile.mkdtemp())
    >>> sorted(file.name for file in path.parent.iterdir())
    ['terms.csv', 'terms.png', 'terms.svg']
    """
    table = _check(ax, name=name, alt=alt, data=data)
    path = FigurePath(folder, f"{name}.svg")
    path.parent.mkdir(parents=True, exist_ok=True)
    _draw(ax, path=path)
    write_table(table, path=path.with_suffix(".csv"))
    path.figure = {
        "kind": "figure",
        "name": name,
        "alt": alt.strip(),
        "caption": caption.strip(),
        "csv": path.with_suffix(".csv").as_posix(),
        "table": table_rows(table),
    }
    return path


def _check(ax: "Axes", *, name: str, alt: str, data: pd.DataFrame | None) -> pd.DataFrame:
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise MediakitError(
            f"save_figure needs the Axes that plot functions return, not {type(ax).__name__}"
        )
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise MediakitError(
            f"name must be a plain file name of letters, digits, '-' and '_', not {name!r}"
        )
    if _DEVICE.fullmatch(name):
        raise MediakitError(f"name {name!r} is a device on Windows, where no file can have it")
    if not alt.strip():
        raise MediakitError(
            f"alt of figure {name!r} is empty: say in a sentence what the figure shows"
        )
    table = getattr(ax, "mediakit_table", None) if data is None else data
    if not isinstance(table, pd.DataFrame):
        raise MediakitError(
            f"no data to write beside figure {name!r}: pass the plotted table as data=..."
        )
    return table


def _draw(ax: "Axes", *, path: Path) -> None:
    import matplotlib.pyplot as plt

    # Also where ax lies in a subfigure, the canvas knows the whole figure.
    figure = ax.figure.canvas.figure
    same_bytes: dict[Any, str] = {"svg.hashsalt": "mediakit", "svg.fonttype": "path"}
    look: dict[str, Any] = {"bbox_inches": "tight", "facecolor": "white"}
    with plt.rc_context(same_bytes):
        figure.savefig(path, metadata={"Date": None, "Creator": None}, **look)
        png = path.with_suffix(".png")
        figure.savefig(png, dpi=_DPI, metadata={"Software": None}, **look)
    plt.close(figure)


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")

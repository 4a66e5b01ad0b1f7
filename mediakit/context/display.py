"""A concordance as one reads it: the keyword in the middle, left text to its left."""

import re
from dataclasses import dataclass
from html import escape

import pandas as pd

from mediakit.errors import EmptyError, MediakitError, require_columns

_SHOWN = ["outlet", "left", "keyword", "right"]
_LEFT = "text-align:right;white-space:normal"
_MIDDLE = "text-align:center;white-space:nowrap;font-weight:bold"
_RIGHT = "text-align:left;white-space:normal"
_STYLES = {"left": _LEFT, "keyword": _MIDDLE, "right": _RIGHT}
_SIDE = 42


@dataclass(frozen=True, eq=False, repr=False)
class ConcordanceLines:
    """Lines of a concordance, aligned; made by `show_concordance`.

    In Jupyter a table whose text is escaped, elsewhere plain lines.

    Attributes
    ----------
    lines : DataFrame
        The lines shown.
    total : int
        How many there were.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.sample_articles()
    >>> lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Voltara")
    >>> mk.show_concordance(lines, n=5).lines.shape
    (5, 7)
    """

    lines: pd.DataFrame
    total: int

    def __repr__(self) -> str:
        """Write plain lines, long sides cut off."""
        lines = self.lines
        outlets = [_tidy(outlet) for outlet in lines["outlet"]]
        lefts = [_tidy(left)[-_SIDE:] for left in lines["left"]]
        width = max(map(len, outlets)), max(map(len, lefts))
        written = [
            f"{outlet:<{width[0]}}  {left:>{width[1]}}[{_tidy(keyword)}]{_tidy(right)[:_SIDE]}"
            for outlet, left, keyword, right in zip(
                outlets, lefts, lines["keyword"], lines["right"], strict=True
            )
        ]
        return "\n".join([*(line.rstrip() for line in written), *self._rest()])

    def _repr_html_(self) -> str:
        """Write a table with every text escaped."""
        names = ["article", *_SHOWN]
        head = "".join(f'<th scope="col"{_style(name)}>{name}</th>' for name in names)
        rows = "".join(
            "<tr>" + "".join(map(_cell, names, row)) + "</tr>"
            for row in self.lines[names].itertuples(index=False, name=None)
        )
        rest = "".join(f"<p>{line}</p>" for line in self._rest())
        table = (
            f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        )
        return table + rest

    def _rest(self) -> list[str]:
        more = self.total - len(self.lines)
        return [f"... {more} more of {self.total} lines"] if more else []


def show_concordance(lines: pd.DataFrame, *, n: int = 50) -> ConcordanceLines:
    """Align the lines of a concordance for reading.

    Parameters
    ----------
    lines : DataFrame
        From `concordance`, filtered and sorted as you like.
    n : int
        How many lines to show, from the first.

    Returns
    -------
    ConcordanceLines
        An aligned table in Jupyter, aligned plain text elsewhere.

    Raises
    ------
    ColumnError
        If a column of `concordance` is missing.
    EmptyError
        If there are no lines.
    MediakitError
        If `n` is below 1.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({
    ...     "published": pd.Timestamp("2025-04-01", tz="Europe/Berlin"), "outlet": "taz",
    ...     "text": ["Die Rente steigt.", "Er sagte: „Die Rente sinkt!“"]})
    >>> lines = mk.concordance(mk.tokenize(articles), articles=articles, pattern="Rente")
    >>> mk.show_concordance(lines)
    taz             Die [Rente] steigt.
    taz  Er sagte: „Die [Rente] sinkt!“
    """
    require_columns(lines, columns=["article", *_SHOWN], made_by="concordance()")
    if lines.empty:
        raise EmptyError("no lines to show. Filter the result of concordance() less.")
    if n < 1:
        raise MediakitError(f"n= must be 1 or more, not {n}")
    return ConcordanceLines(lines.head(n), total=len(lines))


def _tidy(text: object) -> str:
    """Write a text in one line."""
    return re.sub(r"\s+", " ", str(text))


def _cell(name: str, value: object) -> str:
    return f"<td{_style(name)}>{escape(_tidy(value))}</td>"


def _style(name: str) -> str:
    return f' style="{_STYLES[name]}"' if name in _STYLES else ""

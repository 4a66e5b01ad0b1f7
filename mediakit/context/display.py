"""A concordance as one reads it: the keyword in the middle, left text to its left."""

from dataclasses import dataclass

import pandas as pd

from mediakit.display import display_html, one_line, table_html
from mediakit.errors import EmptyError, MediakitError, require_columns

_SHOWN = ["outlet", "left", "keyword", "right"]
_HEADS = {
    "en": ("Article", "Outlet", "Before", "Hit", "Behind"),
    "de": ("Artikel", "Medium", "Davor", "Treffer", "Danach"),
}
_REST = {"en": "… {} more of {} lines", "de": "… {} weitere von {} Zeilen"}
_SIDE, _LONGEST = 42, 300


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
    language : {"en", "de"}
        Language of the words around.

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
    language: str

    def __repr__(self) -> str:
        """Write plain lines, long sides cut off."""
        lines = self.lines
        outlets = [one_line(outlet, most=_SIDE) for outlet in lines["outlet"]]
        lefts = [_end_of(left)[-_SIDE:] for left in lines["left"]]
        width = max(map(len, outlets)), max(map(len, lefts))
        written = [
            f"{outlet:<{width[0]}}  {left:>{width[1]}}[{one_line(keyword)}]"
            f"{one_line(right)[:_SIDE]}"
            for outlet, left, keyword, right in zip(
                outlets, lefts, lines["keyword"], lines["right"], strict=True
            )
        ]
        return "\n".join([*(line.rstrip() for line in written), *self._rest()])

    def _repr_html_(self) -> str:
        """Write a table with every text escaped."""
        sides = self.lines[["article", *_SHOWN]].itertuples(index=False, name=None)
        rows = (
            (article, outlet, _end_of(left), keyword, one_line(right, most=_LONGEST))
            for article, outlet, left, keyword, right in sides
        )
        kinds = ["", "", "left", "keyword", "right"]
        return display_html(
            table_html(rows, heads=_HEADS[self.language], kinds=kinds), *self._rest()
        )

    def _rest(self) -> list[str]:
        more = self.total - len(self.lines)
        return [_REST[self.language].format(more, self.total)] if more else []


def show_concordance(lines: pd.DataFrame, *, n: int = 50, language: str = "en") -> ConcordanceLines:
    """Align the lines of a concordance for reading.

    Parameters
    ----------
    lines : DataFrame
        From `concordance`, filtered and sorted as you like.
    n : int
        How many lines to show, from the first.
    language : {"en", "de"}
        Language of the words around.

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
        If `n` is below 1, or `language` another.

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
    if language not in _HEADS:
        raise MediakitError(f"language must be 'de' or 'en', not {language!r}")
    return ConcordanceLines(lines.head(n), total=len(lines), language=language)


def _end_of(left: object) -> str:
    """Write the end of a long side, for it stands next to the hit."""
    text = str(left)
    return ("…" if len(text) > _LONGEST else "") + one_line(text[-_LONGEST:], most=10 * _LONGEST)

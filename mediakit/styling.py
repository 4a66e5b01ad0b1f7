"""A table for print: pandas' Styler, with all text escaped and numbers as the language has them."""

import hashlib
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from mediakit.display import to_html
from mediakit.errors import MediakitError

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_LONGEST = 2_000
_SIGNS = {"en": (".", ","), "de": (",", ".")}


def style_table(
    table: pd.DataFrame, *, digits: int = 2, caption: str = "", language: str = "en"
) -> "Styler":
    """Style a table for a notebook or a report; go on with the methods of pandas' Styler.

    A Styler made by ``table.style`` takes headlines for HTML and runs what stands in them. This
    one escapes cells, labels, names of axes and the caption.

    Parameters
    ----------
    table : DataFrame
        Any table with unique labels.
    digits : int
        Decimals of numbers that are not whole.
    caption : str
        Text above the table.
    language : {"en", "de"}
        Write ``1,234.5`` or ``1.234,5``.

    Returns
    -------
    Styler
        Shows itself; the same table gives the same HTML. Texts are cut after 2,000 characters.

    Raises
    ------
    MediakitError
        If `language` is another, or labels repeat.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"title": ["<b>Rente</b>"], "per_million": [1234.5]})
    >>> page = style_table(table, language="de").to_html()
    >>> "&lt;b&gt;Rente&lt;/b&gt;" in page, "1.234,50" in page
    (True, True)
    """
    if language not in _SIGNS:
        raise MediakitError(f"language must be 'de' or 'en', not {language!r}")
    if not (table.index.is_unique and table.columns.is_unique):
        raise MediakitError("labels of rows or columns repeat. Try table.reset_index(drop=True).")
    from pandas.io.formats.style import Styler

    def write(value: object) -> str:
        return _write(value, digits=digits, language=language)

    # The name of the table in the page follows from its values, not from chance.
    name = hashlib.sha256(table.to_csv().encode("utf-8", "replace")).hexdigest()[:8]
    styler: Any = Styler(table, uuid=name, cell_ids=False).format(write, na_rep="–")
    for axis in ("index", "columns"):
        styler = styler.format_index(to_html, axis=axis)
        styler = styler.format_index_names(_write_name, axis=axis)
    if caption:
        styler = styler.set_caption(to_html(caption))
    return cast("Styler", styler.hide() if isinstance(table.index, pd.RangeIndex) else styler)


def _write(value: object, *, digits: int, language: str) -> str:
    if not pd.api.types.is_number(value) or isinstance(value, bool):
        text = str(value)
        return to_html(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
    whole = pd.api.types.is_integer(value)
    written = f"{value:,.{0 if whole else digits}f}".replace("-", "\u2212")
    point, comma = _SIGNS[language]
    return written.translate(str.maketrans(".,", point + comma))


def _write_name(name: object) -> str:
    return "" if name is None else to_html(name)

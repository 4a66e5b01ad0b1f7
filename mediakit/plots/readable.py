"""Labels from articles, made fit for a drawing: read as text, and not longer than a figure."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

import pandas as pd
from matplotlib.axes import Axes

from mediakit.display import visible

_Plot = TypeVar("_Plot", bound=Callable[..., Axes])
_LONGEST = 80


def readable(plot: _Plot) -> _Plot:
    """Let a plot function see only labels that can be drawn.

    Signs that would act are written as signs (a NUL makes an SVG file that nothing opens), and a
    headline of a million letters is cut. Labels that differ still differ.

    Parameters
    ----------
    plot : callable
        A plot function: a table first, options by name.

    Returns
    -------
    callable
        The same function.
    """

    @wraps(plot)
    def draw(*tables: Any, **options: Any) -> Axes:
        options = {name: _clean(value) for name, value in options.items()}
        return plot(*map(_clean, tables), **options)

    return draw  # type: ignore[return-value]  # what wraps() returns is no longer generic


def _clean(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        value = value.copy(deep=False)
        # Names of articles join tables and are no labels.
        for name in [name for name in value if name != "article" and _is_text(value[name])]:
            value[name] = _clean(value[name])
        return value
    if isinstance(value, pd.Series) and isinstance(value.dtype, pd.CategoricalDtype):
        return value.cat.rename_categories(_rename(value.cat.categories.tolist()))
    if isinstance(value, pd.Series) and _is_text(value):
        names = _rename(value.dropna().unique().tolist())
        return value.map(names, na_action="ignore").astype(value.dtype) if names else value
    if isinstance(value, str):
        return _cut(value)
    if isinstance(value, tuple | list):
        return type(value)(map(_clean, value))
    if isinstance(value, Mapping):
        return {key: _clean(label) for key, label in value.items()}
    return value


def _is_text(column: object) -> bool:
    return isinstance(column, pd.Series) and (
        isinstance(column.dtype, pd.CategoricalDtype)
        or pd.api.types.is_string_dtype(column.dtype)
        or pd.api.types.is_object_dtype(column.dtype)
    )


def _rename(labels: list[Any]) -> dict[Any, Any]:
    """Give labels that cannot be drawn another name, none twice; nothing if all can be."""
    texts = [label for label in labels if isinstance(label, str)]
    together = "\n".join(texts)
    if visible(together) == together and max(map(len, texts), default=0) <= _LONGEST:
        return {}
    names = {label: label for label in labels}
    taken = {text for text in texts if _cut(text) == text}
    for text in texts:
        name, number = _cut(text), 1
        while name in taken and name != text:
            number += 1
            name = f"{_cut(text)} ({number})"
        taken.add(name)
        names[text] = name
    return names


def _cut(text: str) -> str:
    text = visible(text[: 2 * _LONGEST])
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

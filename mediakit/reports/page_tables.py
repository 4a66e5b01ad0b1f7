"""Tables of a page: headings that head, numbers and dates in the language, values to sort by."""

import re

from bs4 import Tag

from mediakit.reports.words import rewrite_date, rewrite_number

_NUMBER = re.compile(r"[+\-−]?\d[\d.,\u202f\u00a0 ]*(e[+\-−]?\d+)?\s?%?", re.I)
_MISSING = ("", "NaN", "None", "<NA>", "NaT", "nan", "–")
_LEAST_OF_NAMES = 6


def finish_table(table: Tag, *, language: str, from_pandas: bool) -> None:
    """Say which headings head what, and set columns of numbers flush right.

    Parameters
    ----------
    table : Tag
        A cleaned table, changed in place.
    language : str
        Language of the report.
    from_pandas : bool
        Whether pandas wrote it: then numbers and dates stand as Python writes them, and are
        rewritten in the language. What they were stays in ``data-value``.
    """
    _join_head(table)
    _name_heads(table)
    rows = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    heads = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
    # From the right, as cells that span rows stand on the left.
    width = min((len(row) for row in rows), default=0)
    for place in range(-1, -width - 1, -1):
        cells = [row[place] for row in rows]
        if from_pandas and _rewrite(cells, language=language):
            for cell in cells:
                cell["class"] = "mk-day"
            continue
        texts = [cell.get_text(strip=True) for cell in cells]
        told = [text for text in texts if text not in _MISSING]
        if told and all(_NUMBER.fullmatch(text) for text in told):
            for row in [*heads, *rows]:
                if len(row) >= -place and not row[place].get("colspan"):
                    row[place]["class"] = "number"


def _name_heads(table: Tag) -> None:
    for cell in table.select("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
        elif not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"


def _rewrite(cells: list[Tag], *, language: str) -> bool:
    """Rewrite a column of numbers or dates, with a dash for what is missing; tell if of dates."""
    filled = [cell for cell in cells if cell.get_text(strip=True) not in _MISSING]
    texts = [cell.get_text(strip=True) for cell in filled]
    for rewrite in (rewrite_number, rewrite_date):
        written = [rewrite(text, language=language) for text in texts]
        if texts and all(text is not None for text in written):
            break
    else:
        return False
    names = _are_names(texts)
    for cell, old, new in zip(filled, texts, written, strict=True):
        cell["data-value"] = old
        cell.string = old if names else str(new)
    for cell in cells:
        if cell not in filled:
            cell.string = "–"
    return rewrite is rewrite_date


def _are_names(texts: list[str]) -> bool:
    """Take whole numbers of one length, such as 20250103, for names: they are not grouped."""
    lengths = {len(text) for text in texts}
    alike = len(texts) > 1 and len(lengths) == 1 and min(lengths) >= _LEAST_OF_NAMES
    return alike and all(text.isdecimal() for text in texts)


def _join_head(table: Tag) -> None:
    """Join the two rows of headings that pandas writes where the index has a name."""
    rows = [row.find_all(["th", "td"]) for row in table.select("thead tr")][-2:]
    if len(rows) < 2 or len(rows[0]) != len(rows[1]):
        return
    pairs = list(zip(*rows, strict=True))
    if any(cell.get("colspan") or cell.get("rowspan") for pair in pairs for cell in pair):
        return
    if any(upper.get_text(strip=True) and lower.get_text(strip=True) for upper, lower in pairs):
        return
    for upper, lower in pairs:
        upper.extend(list(lower.contents))
    table.select("thead tr")[-1].decompose()

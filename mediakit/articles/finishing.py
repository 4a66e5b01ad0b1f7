"""From a part as read to rows of the article table: clean text, real dates, and the doubts."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.articles.parts import Part, strings
from mediakit.articles.report import Log
from mediakit.articles.schema import PUBLISHED
from mediakit.articles.times import read_times
from mediakit.formats.cleaning import SUSPECT, clean
from mediakit.formats.findings import CODES, Doubt, FileError
from mediakit.german import MIN_GERMAN_SHARE, german_share, typical_words

MIN_WORDS = 20
MAX_HEADLINE = 250
_OPENING = 180
_ENOUGH = 2_000
_PARAGRAPHS = 600
_ENOUGH_WORDS = rf"^\s*(?:\S+\s+){{{MIN_WORDS - 1}}}\S"
_AT_A_TIME = 5_000
_MARKUP = (
    r"</?(?:br|p|div|ul|li|a|b|i|strong|em|span|img|h[1-6])(?:\s[^<>]*|/)?>"
    r"|&(?:amp|nbsp|quot|lt|gt|[aouAOU]uml|szlig|#\d+);"
    # An object of JSON, where the text lay deeper.
    r'|^[\[{]\s*[{"]'
)


def finish_table(part: Part, *, log: Log) -> Part:
    """Clean the texts of a table, read its dates, leave out rows without text or date.

    Notes are told once a table and kind, with the number of rows; each row keeps its codes.
    """
    found: list[tuple[int, Doubt]] = []
    for name in ("article", "outlet", "section", "title", "text"):
        part.table[name], repaired = clean_column(part.table[name])
        found += [(row, doubt) for row, doubts in repaired.items() for doubt in doubts]
    found += _fold_headlines(part)
    faults = {
        row: FileError("text-empty", "no text", file=part.files[row], line=part.lines[row])
        for row in _empty(part.table["text"])
    }
    found += _dated(part, faults=faults)
    for row in sorted(faults):
        log.leave_out(faults[row])
    _tell(part, [(row, doubt) for row, doubt in found if row not in faults], log=log)
    return part.without(faults)


def finish_press(part: Part, *, log: Log) -> Part:
    """Read the dates of press texts and the like; every file has its own lines in the report."""
    faults: dict[int, FileError] = {}
    for row, doubt in _dated(part, faults=faults):
        part.doubt(log, row, code=doubt.code, message=doubt.message)
    for error in faults.values():
        log.leave_out(error)
    return part.without(faults)


def clean_column(column: pd.Series) -> tuple[pd.Series, dict[int, list[Doubt]]]:
    """Clean the texts that need it; a column without such comes back as it is, not copied."""
    suspect = _suspects(column)
    if not len(suspect):
        return column, {}
    doubts = {}
    cleaned = []
    for row, text in zip(suspect, column.iloc[suspect], strict=True):
        new, said = clean(text)
        cleaned.append(new)
        if said:
            doubts[row] = said
    return _replaced(column, suspect, cleaned), doubts


def _fold_headlines(part: Part) -> list[tuple[int, Doubt]]:
    """Take the headline from the top of texts that repeat it there, as extractors give it."""
    table = part.table
    array = table["text"].array.__arrow_array__()
    rows, texts = [], []
    for row, (title, opening) in enumerate(zip(table["title"], _openings(array), strict=True)):
        # Headlines longer than the opening are none.
        if title and opening.startswith(f"{title}\n"):
            rows.append(row)
            texts.append(array[row].as_py()[len(title) :].lstrip("\n"))
    if rows:
        table["text"] = _replaced(table["text"], rows, texts)
    return [(row, Doubt("headline-repeated", "the headline stands twice: folded")) for row in rows]


def _replaced(column: pd.Series, rows: list[int], texts: list[str]) -> pd.Series:
    new = column.copy()
    new.iloc[rows] = texts
    return new


def _empty(column: pd.Series) -> list[int]:
    array = column.array.__arrow_array__()
    # Stops at the first letter, where utf8_is_space would go through the whole text.
    empty = pc.invert(pc.match_substring_regex(array, r"[^\s\p{Z}]"))
    return pc.indices_nonzero(empty).to_pylist()


def _suspects(column: pd.Series) -> list[int]:
    array = column.array.__arrow_array__()
    found = pc.match_substring_regex(array, SUSPECT)
    return pc.indices_nonzero(pc.fill_null(found, False)).to_pylist()  # noqa: FBT003


def _dated(part: Part, *, faults: dict[int, FileError]) -> list[tuple[int, Doubt]]:
    if part.table["published"].dtype == PUBLISHED and part.table["published"].isna().all():
        # No column for the date, which is said once for the table.
        return []
    times, doubts, wrong = read_times(part.table["published"])
    part.table["published"] = times
    for row, reason in wrong.items():
        fault = FileError("date-unreadable", reason, file=part.files[row], line=part.lines[row])
        faults.setdefault(row, fault)
    return [(row, doubt) for row, said in doubts.items() for doubt in said]


def _tell(part: Part, found: list[tuple[int, Doubt]], *, log: Log) -> None:
    rows: dict[str, list[tuple[int, Doubt]]] = {}
    for row, doubt in sorted(found, key=lambda pair: pair[0]):
        if CODES[doubt.code][0] == "note":
            rows.setdefault(doubt.code, []).append((row, doubt))
        else:
            part.doubt(log, row, code=doubt.code, message=doubt.message)
    for code, pairs in rows.items():
        count = len({row for row, _ in pairs})
        more = f" (and so in {count - 1:,} more row{'s' * (count > 2)})" if count > 1 else ""
        part.doubt(log, pairs[0][0], code=code, message=pairs[0][1].message + more)
        for row, _ in pairs[1:]:
            part.mark(row, code)


def check_texts(part: Part, *, log: Log) -> None:
    """Note texts that are short, not German, or stand twice; `part` holds all articles."""
    array = part.table["text"].array.__arrow_array__()
    openings = pc.utf8_slice_codeunits(array, 0, _OPENING)
    plain = pc.match_substring_regex(openings, _clearly_german())
    plain = pc.and_(plain, pc.match_substring_regex(openings, _ENOUGH_WORDS))
    for row in pc.indices_nonzero(pc.invert(plain)).to_pylist():
        _look_closer(part, row, array[row].as_py(), log=log)
    lengths = pc.utf8_length(part.table["title"].array.__arrow_array__())
    for row in pc.indices_nonzero(pc.greater(lengths, MAX_HEADLINE)).to_pylist():
        message = f"the headline has {lengths[row]} characters: perhaps a paragraph"
        part.doubt(log, row, code="headline-long", message=message)
    for row in pc.indices_nonzero(pc.match_substring_regex(openings, _MARKUP)).to_pylist():
        found = re.search(_MARKUP, openings[row].as_py())[0]  # type: ignore[index]
        part.doubt(log, row, code="markup", message=f"{found!r} in the opening, kept as found")
    for rows in _alike(openings, lengths=pc.binary_length(array)):
        texts = [array[row].as_py() for row in rows]
        _tell_repetitions(part, rows, texts, log=log)


def _openings(array: pa.ChunkedArray) -> Iterator[str]:
    """Give the beginnings of texts, never all at a time."""
    for start in range(0, len(array), _AT_A_TIME):
        some = array.slice(start, _AT_A_TIME)
        yield from pc.utf8_slice_codeunits(some, 0, _OPENING).to_pylist()


@cache
def _clearly_german() -> str:
    """Match an opening with four function words that are typical of German."""
    return r"(?s)(?:\s(?:" + "|".join(sorted(typical_words())) + r")\b.*){4}"


def _look_closer(part: Part, row: int, text: str, *, log: Log) -> None:
    """Judge a text whose opening is short or no clear German."""
    opening = text[:_ENOUGH]
    count = len(opening.split())
    if count < MIN_WORDS:
        part.doubt(log, row, code="text-short", message=f"{count} word{'s' * (count != 1)}")
        return
    # Where the first paragraphs are German, the rest need not be looked at.
    share = german_share(opening[:_PARAGRAPHS])
    if not share >= MIN_GERMAN_SHARE:
        share = german_share(opening)
    # A text without a single letter has no share.
    if not share >= MIN_GERMAN_SHARE:
        message = f"{share:.0%} of the words are function words typical of German"
        part.doubt(log, row, code="not-german", message=message)


def _alike(openings: pa.ChunkedArray, *, lengths: pa.ChunkedArray) -> list[list[int]]:
    """List the rows of texts that may be the same: of one opening and one length."""
    if pc.count_distinct(openings).as_py() == len(openings):
        return []
    codes = pd.Series(pd.factorize(openings.to_pandas())[0] * 2**32 + lengths.to_numpy())
    repeated = codes[codes.duplicated(keep=False)]
    return [rows.tolist() for rows in repeated.groupby(repeated, sort=False).groups.values()]


def _tell_repetitions(part: Part, rows: list[int], texts: list[str], *, log: Log) -> None:
    first: dict[str, int] = {}
    for row, text in zip(rows, texts, strict=True):
        other = first.setdefault(text, row)
        if other != row:
            name = part.table["article"].iloc[other]
            part.doubt(log, row, code="text-repeated", message=f"the same text as {name!r}")


def number_repeated_names(part: Part, *, log: Log) -> None:
    """Give every article its own name; the second of a name gets a number behind it."""
    names = part.table["article"]
    if names.is_unique:
        return
    taken = set(names)
    new = names.tolist()
    count: dict[str, int] = {}
    for row in names.index[names.duplicated()].tolist():
        name = new[row]
        number = count.get(name, 1) + 1
        while f"{name}-{number}" in taken:
            number += 1
        count[name] = number
        new[row] = f"{name}-{number}"
        taken.add(new[row])
        message = f"{name!r} is taken: named {new[row]!r}"
        part.doubt(log, row, code="id-repeated", message=message)
    part.table["article"] = strings(new)

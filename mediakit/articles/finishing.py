"""From a part as read to rows of the article table: clean text, real dates, and the doubts."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.articles.parts import Part, strings
from mediakit.articles.report import Log
from mediakit.articles.times import read_times
from mediakit.formats.cleaning import SUSPECT, clean
from mediakit.formats.findings import CODES, Doubt, FileError
from mediakit.german import stopwords

MIN_WORDS = 20
MIN_FUNCTION_WORDS = 0.15
# An opening this German needs no second look; 96 of 100 articles have it.
_CLEARLY_GERMAN = 0.25
_OPENING = 400
_ENOUGH = 20_000


def finish_table(part: Part, *, log: Log) -> Part:
    """Clean the texts of a table, read its dates, leave out rows without text or date.

    Notes are told once a table and kind, with the number of rows; each row keeps its codes.
    """
    found: list[tuple[int, Doubt]] = []
    for name in ("article", "outlet", "section", "title", "text"):
        part.table[name], repaired = clean_column(part.table[name])
        found += [(row, doubt) for row, doubts in repaired.items() for doubt in doubts]
    empty = part.table["text"].str.strip() == ""
    faults = {row: FileError("text-empty", "no text", file=_file(part, row), line=part.lines[row])
              for row in empty.to_numpy().nonzero()[0].tolist()}
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
    chunks = column.copy()
    chunks.iloc[suspect] = cleaned
    return chunks, doubts


def _suspects(column: pd.Series) -> list[int]:
    array = column.array.__arrow_array__()
    found = pc.match_substring_regex(array, SUSPECT)
    return pc.indices_nonzero(pc.fill_null(found, False)).to_pylist()  # noqa: FBT003


def _dated(part: Part, *, faults: dict[int, FileError]) -> list[tuple[int, Doubt]]:
    times, doubts, wrong = read_times(part.table["published"])
    part.table["published"] = times
    for row, reason in wrong.items():
        place = {"file": _file(part, row), "line": part.lines[row]}
        faults.setdefault(row, FileError("date-unreadable", reason, **place))
    return [(row, doubt) for row, said in doubts.items() for doubt in said]


def _file(part: Part, row: int) -> str:
    return part.table["path"].iat[row]


def _tell(part: Part, found: list[tuple[int, Doubt]], *, log: Log) -> None:
    rows: dict[str, list[tuple[int, Doubt]]] = {}
    for row, doubt in sorted(found, key=lambda pair: pair[0]):
        if CODES[doubt.code][0] == "note":
            rows.setdefault(doubt.code, []).append((row, doubt))
        else:
            part.doubt(log, row, code=doubt.code, message=doubt.message)
    for code, pairs in rows.items():
        count = len({row for row, _ in pairs})
        more = f" (and so in {count - 1} more rows)" if count > 1 else ""
        part.doubt(log, pairs[0][0], code=code, message=pairs[0][1].message + more)
        for row, _ in pairs[1:]:
            part.mark(row, code)


def check_texts(part: Part, *, log: Log) -> None:
    """Note texts that are short, not German, or stand twice; `part` holds all articles."""
    texts = part.table["text"]
    opening = pc.utf8_slice_codeunits(texts.array.__arrow_array__(), 0, _OPENING)
    function_words = stopwords(keep_negations=False)
    for row, words in enumerate(pc.utf8_lower(opening).to_pylist()):
        pieces = words.split()
        german = sum(map(function_words.__contains__, pieces))
        if len(pieces) >= MIN_WORDS and german >= _CLEARLY_GERMAN * len(pieces):
            continue
        pieces = texts.iat[row][:_ENOUGH].lower().split()
        german = sum(map(function_words.__contains__, pieces))
        if len(pieces) < MIN_WORDS:
            part.doubt(log, row, code="text-short", message=f"{len(pieces)} words")
        elif german < MIN_FUNCTION_WORDS * len(pieces):
            share = f"{german / len(pieces):.0%} of the words are German function words"
            part.doubt(log, row, code="not-german", message=share)
    _check_repetitions(part, texts, opening=opening, log=log)


def _check_repetitions(
    part: Part, texts: pd.Series, *, opening: pa.ChunkedArray, log: Log
) -> None:
    """Compare only texts that agree in length and opening."""
    lengths = pc.binary_length(texts.array.__arrow_array__()).to_numpy()
    keys = pd.DataFrame({"length": lengths, "opening": opening.to_pandas()})
    alike = keys.duplicated(keep=False).to_numpy().nonzero()[0].tolist()
    first: dict[str, int] = {}
    for row in alike:
        text = texts.iat[row]
        if text in first:
            other = part.table["article"].iat[first[text]]
            part.doubt(log, row, code="text-repeated", message=f"the same text as {other!r}")
        else:
            first[text] = row


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

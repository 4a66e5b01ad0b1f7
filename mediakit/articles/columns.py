"""Which column of a table is meant: what the user says, else the obvious names, and a note."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from mediakit.errors import ColumnError
from mediakit.formats.findings import FileError

# The first name that a table has is taken.
OBVIOUS = {
    "article": "article id articleid artikelid docid documentid dokumentid guid uuid",
    "published": (
        "published datum date veroeffentlicht veroeffentlichtam veroeffentlichungsdatum "
        "veroeffentlichung erscheinungsdatum erschienen publishedat publicationdate publishdate "
        "publishingdate pubdate datepublished datepublish datetime timestamp"
    ),
    "outlet": (
        "outlet quelle source medium zeitung newspaper publication publisher sitename sourcename "
        "medienname hostname"
    ),
    "section": "section ressort rubrik resort sparte kategorie category",
    "title": "title titel ueberschrift headline schlagzeile",
    "text": (
        "text volltext fulltext body content inhalt artikeltext articletext articlebody maintext "
        "plaintext"
    ),
}
_LISTED = 20
# What `store_corpus` writes beside the articles.
_TOKENS = {"codes", "offsets", "terms"}


class TableError(FileError, ColumnError):
    """A table without a column that is needed: a fault of the file, and of its columns."""


def match_columns(
    names: Sequence[str], *, columns: Mapping[str, str], path: Path
) -> tuple[dict[str, str], list[str]]:
    """Say which of a table's columns is which of ours.

    Parameters
    ----------
    names : sequence of str
        The table's columns, all different.
    columns : mapping
        Our name to the table's, as the user says.
    path : Path
        The file, to name it.

    Returns
    -------
    tuple of dict and list of str
        The table's name to ours, and by our name the choices that had to be made, in words.

    Raises
    ------
    TableError
        If the table lacks a column that the user names, or any for the text, or one is named
        twice.
    """
    found = _named(names, columns=columns, path=path)
    plain = {name: _plain(name) for name in names}
    choices = []
    for ours, obvious in OBVIOUS.items():
        if ours in columns:
            continue
        order = obvious.split()
        like = [name for name in names if plain[name] in order and name not in found]
        like.sort(key=lambda name: (name != ours, order.index(plain[name])))
        if like:
            found[like[0]] = ours
        if len(like) > 1 and like[0] != ours and ours != "article":
            others = ", ".join(map(repr, like[1:]))
            choices.append(f"{ours} is read from {like[0]!r}, not from {others}")
    if "text" not in found.values():
        remedy = "Name it, as in columns={'text': 'body'}."
        if set(names) >= _TOKENS:
            remedy = "This is a part of a corpus: read its folder with open_corpus(folder)."
        reason = f"no column 'text'; found: {_list(names)}. {remedy}"
        raise TableError("column-missing", reason, file=path)
    return found, choices


def _named(names: Sequence[str], *, columns: Mapping[str, str], path: Path) -> dict[str, str]:
    """Turn round what the user says, and see that each column is there and named once."""
    found: dict[str, str] = {}
    for ours, theirs in columns.items():
        if theirs not in names:
            raise _missing(theirs, names=names, path=path)
        if theirs in found:
            reason = f"column {theirs!r} is named twice, for {found[theirs]!r} and for {ours!r}"
            raise TableError("column-missing", f"{reason}. Change columns=.", file=path)
        found[theirs] = ours
    return found


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFC", name).casefold()
    for umlaut, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        name = name.replace(umlaut, written)
    return re.sub(r"[\W_]+", "", name)


def _missing(theirs: str, *, names: Sequence[str], path: Path) -> TableError:
    close = get_close_matches(theirs, [name[:100] for name in names[:200]], n=1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    reason = f"no column {theirs!r}{hint}; found: {_list(names)}. Change columns=."
    return TableError("column-missing", reason, file=path)


def _list(names: Sequence[str]) -> str:
    listed = ", ".join(repr(name[:40]) for name in names[:_LISTED])
    return f"{listed} and {len(names) - _LISTED} more" if len(names) > _LISTED else listed

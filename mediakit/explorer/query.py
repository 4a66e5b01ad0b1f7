"""What is asked of a corpus, read from the message of a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from mediakit.errors import MediakitError

SORTS = ("newest", "oldest", "corpus", "left", "keyword", "right")
FACETS = ("outlet", "section", "topic")


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question: a pattern, and which articles are meant.

    Attributes
    ----------
    pattern : str
        Words, wildcards or a phrase; empty for the articles themselves.
    kept : mapping of str to tuple of int
        For ``outlet``, ``section`` and ``topic`` the numbers of the values kept; all if empty.
    first, last : Timestamp or None
        First and last day, in Berlin.
    sort : str
        One of ``SORTS``.
    offset : int
        How many lines were shown before.
    """

    pattern: str
    kept: Mapping[str, tuple[int, ...]]
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    sort: str
    offset: int


def read_query(message: Mapping[str, Any]) -> Query:
    """Read a question; what is missing asks for everything.

    Parameters
    ----------
    message : mapping
        Keys as the attributes of `Query`; days as ``2025-01-31``.

    Returns
    -------
    Query
        The question.

    Raises
    ------
    MediakitError
        Naming a day that is none, or an unknown order.

    Examples
    --------
    >>> read_query({"pattern": " Klima* ", "first": "2025-01-31"}).pattern
    'Klima*'
    """
    sort = str(message.get("sort") or SORTS[0])
    if sort not in SORTS:
        raise MediakitError(f"sort must be one of {', '.join(SORTS)}, not {sort!r}")
    pattern = " ".join(str(message.get("pattern") or "").split())
    return Query(
        # Who begins to type "*krise" does not want every word of the corpus.
        pattern=pattern if pattern.strip("*? ") else "",
        kept={name: tuple(map(int, message.get(name) or ())) for name in FACETS},
        first=_day(message.get("first")),
        last=_day(message.get("last")),
        sort=sort,
        offset=max(int(message.get("offset") or 0), 0),
    )


def _day(written: object) -> pd.Timestamp | None:
    if not written:
        return None
    try:
        return pd.Timestamp(date.fromisoformat(str(written)))
    except ValueError:
        raise MediakitError(f"{written!r} is no day. Write it as 2025-01-31.") from None

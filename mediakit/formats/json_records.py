"""JSON and JSON Lines: one object an article, from tables and from article extractors."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from mediakit.formats.decoding import decode
from mediakit.formats.findings import Doubt, FileError

OWN_KEY = "mediakit"
_LISTS = ("articles", "items", "results", "entries", "documents", "docs", "data")
# An object with one of these is an article itself, whatever lists it holds.
_OF_ARTICLES = {"text", "volltext", "body", "content", "inhalt", "title", "titel", "headline"}


class Records(NamedTuple):
    """Objects of a JSON file, the line or number each stands in, and what was met."""

    records: list[dict[str, Any]]
    lines: list[int]
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[FileError, ...] = ()
    own: dict[str, Any] | None = None


def read_json(data: bytes, *, path: Path) -> Records:
    """Read a list of objects, one object, an object that holds the list, or one object a line.

    Parameters
    ----------
    data : bytes
        JSON or JSON Lines. What trafilatura and fundus write is recognised and brought to plain
        columns; see `plain_record`.
    path : Path
        The file, to name it.

    Returns
    -------
    Records
        The objects; of JSON Lines the line numbers, else numbers from 1. A line that is no object
        is left out, one error each.

    Raises
    ------
    FileError
        If the file is neither.
    """
    text, doubts = decode(data)
    keys = _Keys()
    try:
        loaded = json.loads(text, object_pairs_hook=keys.once)
    except (ValueError, RecursionError) as error:
        if "\n" not in text.strip():
            raise _unreadable(error, path=path, line=1) from None
        return _read_lines(text, path=path, doubts=tuple(doubts))
    found, layout = _find_list(loaded)
    if found is None:
        raise _no_object(text, path=path, line=1)
    doubts += [Doubt("json-layout", layout)] if layout else []
    doubts += keys.doubts()
    records, lines, left_out = [], [], []
    for number, item in enumerate(found, start=1):
        if isinstance(item, dict):
            records.append(item)
            lines.append(number)
        else:
            left_out.append(_no_object(str(item), path=path, line=number))
    if not found:
        raise FileError("unreadable", "not readable as json: an empty list", file=path)
    return _finish(records, lines, doubts=tuple(doubts), left_out=tuple(left_out))


def _read_lines(text: str, *, path: Path, doubts: tuple[Doubt, ...]) -> Records:
    records, lines, left_out, keys = [], [], [], _Keys()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, object_pairs_hook=keys.once)
        except (ValueError, RecursionError) as error:
            left_out.append(_unreadable(error, path=path, line=number))
            continue
        if isinstance(record, dict):
            records.append(record)
            lines.append(number)
        else:
            left_out.append(_no_object(line, path=path, line=number))
    if not records:
        raise left_out[0]
    return _finish(records, lines, doubts=(*doubts, *keys.doubts()), left_out=tuple(left_out))


class _Keys:
    """Keys that an object names twice; the JSON parser would keep the last in silence."""

    def __init__(self) -> None:
        self.repeated: dict[str, None] = {}

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object of its pairs."""
        made = dict(pairs)
        if len(made) < len(pairs):
            count = Counter(key for key, _ in pairs)
            self.repeated |= dict.fromkeys(key for key in made if count[key] > 1)
        return made

    def doubts(self) -> list[Doubt]:
        """Say which keys stood twice."""
        if not self.repeated:
            return []
        named = ", ".join(repr(key[:40]) for key in [*self.repeated][:10])
        return [Doubt("key-repeated", f"objects name {named} twice: the last is taken")]


def _finish(
    records: list[dict[str, Any]],
    lines: list[int],
    *,
    doubts: tuple[Doubt, ...],
    left_out: tuple[FileError, ...],
) -> Records:
    own = records[0].get(OWN_KEY) if records else None
    if isinstance(own, dict) and "dtypes" in own:
        rest = {key: value for key, value in records[0].items() if key != OWN_KEY}
        return Records([rest, *records[1:]], lines, doubts, left_out, own)
    return Records([plain_record(record) for record in records], lines, doubts, left_out)


def _find_list(loaded: object) -> tuple[list[Any] | None, str]:
    """Find the articles in what a JSON file holds, and say where they were, if not at the top."""
    if isinstance(loaded, list):
        return loaded, ""
    if not isinstance(loaded, dict):
        return None, ""
    values = list(loaded.values())
    if all(isinstance(value, dict) for value in values) and values:
        return _from_frame(loaded)
    if _OF_ARTICLES.intersection(key.lower() for key in loaded):
        return [loaded], ""
    for name in _LISTS:
        if _lists_objects(loaded.get(name)):
            others = ", ".join(repr(key[:40]) for key in loaded if key != name)
            beside = f", not from {others}" if others else ""
            return loaded[name], f"articles are read from {name!r}{beside}"
    if values and all(_lists_objects(value) for value in values):
        # As fundus saves what it crawled: one list a publisher.
        found = [{"publisher": key, **item} for key, items in loaded.items() for item in items]
        return found, "articles are read from lists named after their publishers"
    return [loaded], ""


def _from_frame(loaded: dict[str, dict[str, Any]]) -> tuple[list[Any], str]:
    """Turn a table of objects, as pandas writes one, into rows."""
    inner = {key.lower() for value in loaded.values() for key in value}
    if _OF_ARTICLES & inner:
        return list(loaded.values()), "articles are read from the values of one object"
    rows = dict.fromkeys(key for column in loaded.values() for key in column)
    if not _OF_ARTICLES.intersection(key.lower() for key in loaded) or not rows:
        return [loaded], ""
    found = [{name: column.get(row) for name, column in loaded.items()} for row in rows]
    return found, "the file lists columns, not articles: turned into rows"


def _lists_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def plain_record(record: dict[str, Any]) -> dict[str, Any]:
    r"""Bring what extractors write to plain columns; leave other objects as they are.

    Parameters
    ----------
    record : dict
        One JSON object. trafilatura names the page's address ``source`` and the site
        ``source-hostname`` or ``hostname``; fundus nests the body as ``summary`` and ``sections``
        and the publisher below ``html``.

    Returns
    -------
    dict
        A new object.

    Examples
    --------
    >>> plain_record({"title": "Pokal", "body": {"summary": ["Tor!"], "sections": [
    ...     {"headline": ["Nachspiel"], "paragraphs": ["Elfmeter."]}]}})
    {'title': 'Pokal', 'text': 'Tor!\n\nNachspiel\n\nElfmeter.'}
    """
    if (
        "source-hostname" in record
        or {"hostname", "fingerprint"} <= set(record)
        or set(record) == {"text", "comments"}
    ):
        return _from_trafilatura(record)
    body = record.get("body")
    if isinstance(body, dict) and ("sections" in body or "summary" in body):
        return _from_fundus(record, body=body)
    return dict(record)


def _from_trafilatura(record: dict[str, Any]) -> dict[str, Any]:
    plain = dict(record)
    site = plain.pop("source-hostname", None) or plain.get("sitename") or plain.get("hostname")
    address = plain.pop("source", None) or plain.get("url")
    # The same words without paragraphs, and a hash that names the text.
    for name in ("raw_text", "fingerprint", "sitename", "url"):
        plain.pop(name, None)
    # trafilatura gives the text one line a paragraph, the headline of the page first.
    lines = [line.strip() for line in str(plain.get("text") or "").split("\n")]
    plain["text"] = "\n\n".join(line for line in lines if line)
    plain["section"] = _joined(plain.pop("categories", None))
    return {"outlet": site or "", "url": address, **plain}


def _from_fundus(record: dict[str, Any], *, body: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in record.items() if name not in ("body", "plaintext")}
    paragraphs = list(_strings(body.get("summary")))
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            paragraphs += _strings(section.get("headline"))
            paragraphs += _strings(section.get("paragraphs"))
    plain["text"] = "\n\n".join(paragraphs)
    page = plain.pop("html", None)
    if isinstance(page, dict):
        plain["url"] = page.get("responded_url") or page.get("requested_url")
        source = page.get("source_info")
        if isinstance(source, dict) and source.get("publisher"):
            plain.setdefault("outlet", source["publisher"])
    for name in ("authors", "topics"):
        if isinstance(plain.get(name), list):
            plain[name] = _joined(plain[name])
    return plain


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return []


def _joined(value: object) -> str:
    return "; ".join(_strings(value))


def _unreadable(error: BaseException, *, path: Path, line: int) -> FileError:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
    reason = reason if not isinstance(error, ValueError) or reason else str(error)
    return FileError("unreadable", f"not JSON: {reason}", file=path, line=line)


def _no_object(found: str, *, path: Path, line: int) -> FileError:
    return FileError(
        "unreadable", f"expected an object, found {found[:40]!r}", file=path, line=line
    )

"""HTML pages and feeds, through trafilatura and feedparser (the extra ``web``)."""

import io
from pathlib import Path
from typing import Any

from mediakit.formats.cleaning import clean
from mediakit.formats.findings import Doubt, FileError, Row
from mediakit.formats.json_records import plain_record

# trafilatura needs seconds for more; pages of newspapers have a tenth of it.
MAX_TAGS = 20_000


def read_html(data: bytes, *, path: Path) -> list[Row | FileError]:
    """Read one article from an HTML page.

    Raises
    ------
    FileError
        If trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError:
        raise missing_extra("web", needs="trafilatura", path=path) from None
    if data.count(b"<") > MAX_TAGS:
        reason = f"more than {MAX_TAGS:,} tags: no page of a newspaper"
        return [FileError("limit", reason, file=path)]
    try:
        document = trafilatura.bare_extraction(data, with_metadata=True, deduplicate=False)
    except Exception as error:
        # Whatever lxml and htmldate raise on hostile pages.
        reason = f"not readable as html: {type(error).__name__}: {error}"[:200]
        return [FileError("unreadable", reason, file=path)]
    found = document if isinstance(document, dict) else document.as_dict() if document else {}
    if not (found.get("text") or "").strip():
        return [FileError("text-empty", "no article text found in the page", file=path)]
    record = plain_record({**found, "source": found.get("url")})
    further = {"url": record.get("url"), "author": found.get("author")}
    return [_row(record, line=1, further=further)]


def read_feed(data: bytes, *, path: Path) -> list[Row | FileError]:
    """Read the entries of an RSS or Atom feed; of each, the full content or else the summary.

    Raises
    ------
    FileError
        If feedparser is not installed, or the file is no feed.
    """
    try:
        import feedparser
    except ImportError:
        raise missing_extra("web", needs="feedparser", path=path) from None
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:
        reason = f"not readable as a feed: {type(error).__name__}: {error}"[:200]
        return [FileError("unreadable", reason, file=path)]
    if not feed.entries:
        return [FileError("unreadable", "not readable as a feed: no entries", file=path)]
    return [
        _entry(entry, outlet=str(feed.feed.get("title") or ""), path=path, line=number)
        for number, entry in enumerate(feed.entries, start=1)
    ]


def missing_extra(extra: str, *, needs: str, path: Path) -> FileError:
    """Say which command installs what is missing."""
    reason = f"{needs} is needed to read this; install it with: pip install 'mediakit[{extra}]'"
    return FileError("extra-missing", reason, file=path)


def _entry(entry: Any, *, outlet: str, path: Path, line: int) -> Row | FileError:
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    markup = max(contents, key=len, default="") or entry.get("summary") or ""
    text = _without_markup(markup)
    if not text:
        return FileError("text-empty", "no text in the entry", file=path, line=line)
    record = {
        "outlet": outlet,
        "published": entry.get("published") or entry.get("updated") or entry.get("date") or "",
        "section": "; ".join(tag.get("term") or "" for tag in entry.get("tags") or []),
        "title": _without_markup(entry.get("title") or ""),
        "text": text,
    }
    further = {"url": entry.get("link"), "author": entry.get("author")}
    return _row(record, line=line, further=further)


def _without_markup(markup: str) -> str:
    from bs4 import BeautifulSoup

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    soup = BeautifulSoup(markup, "html.parser")
    for hidden in soup(["script", "style"]):
        hidden.decompose()
    for block in soup(["p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote"]):
        block.append("\n\n")
    lines = [" ".join(line.split()) for line in soup.get_text().split("\n")]
    return "\n\n".join(line for line in lines if line)


def _row(record: dict[str, Any], *, line: int, further: dict[str, Any]) -> Row:
    plain, doubts = {}, list[Doubt]()
    for name in ("section", "title", "text", "outlet"):
        plain[name], found = clean(str(record.get(name) or ""))
        doubts += found
    if plain["title"] and plain["text"].startswith(plain["title"] + "\n"):
        plain["text"] = plain["text"][len(plain["title"]) :].lstrip("\n")
        doubts.append(Doubt("headline-repeated", "the headline stands twice: folded"))
    written = str(record.get("published") or record.get("date") or "")
    return Row(written, **plain, line=line, doubts=tuple(doubts), further=further)

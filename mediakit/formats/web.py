"""HTML pages and feeds, through trafilatura and feedparser (the extra ``web``)."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mediakit.formats.cleaning import clean
from mediakit.formats.findings import Doubt, FileError, Row
from mediakit.formats.json_records import plain_record

_HIDDEN = ("script", "style")
_BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote")
# trafilatura needs seconds for more; pages of newspapers have a tenth of it.
MAX_TAGS = 20_000
MAX_FEED_TAGS = 30_000
# In the head of a page, or in its linked data (JSON-LD).
_TIMES = re.compile(
    rb"article:published_time[\"'][^<>]{0,200}?content=[\"']([0-9T:.+Z-]{16,35})"
    rb"|[\"']datePublished[\"']\s*:\s*[\"']([0-9T:.+Z-]{16,35})"
)


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
        return [_too_many_tags(MAX_TAGS, path=path)]
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
    record["date"] = _told_time(data, day=str(record.get("date") or ""))
    further = {"url": record.get("url"), "author": found.get("author")}
    return [_row(record, line=1, further=further)]


def _told_time(data: bytes, *, day: str) -> str:
    """Give the time of publication that a page tells of itself; trafilatura gives the day only."""
    for found in _TIMES.finditer(data):
        written = (found[1] or found[2]).decode("ascii", "ignore")
        if written.startswith(day):
            return written
    return day


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
    if data.count(b"<") > MAX_FEED_TAGS:
        return [_too_many_tags(MAX_FEED_TAGS, path=path)]
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


def _too_many_tags(limit: int, *, path: Path) -> FileError:
    reason = f"more than {limit:,} tags: no page or feed of a newspaper"
    return FileError("limit", reason, file=path)


def missing_extra(extra: str, *, needs: str, path: Path) -> FileError:
    """Say which command installs what is missing."""
    reason = f"{needs} is needed to read this; install it with: pip install 'mediakit[{extra}]'"
    return FileError("extra-missing", reason, file=path)


def _entry(entry: Any, *, outlet: str, path: Path, line: int) -> Row | FileError:
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    full = max(contents, key=len, default="")
    text = _without_markup(full or entry.get("summary") or "")
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
    row = _row(record, line=line, further=further)
    if full:
        return row
    short = Doubt("summary-only", "the feed has no full text of this entry: its summary is taken")
    return row._replace(doubts=(*row.doubts, short))


class _Text(HTMLParser):
    """The text of some markup, in one pass; a tree of hostile markup may take minutes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def _without_markup(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.pieces).split("\n")]
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

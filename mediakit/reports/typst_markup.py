"""A finished page as the source of a Typst document: the HTML of our own template, no other."""

import base64
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from mediakit.reports.formulas import to_typst

_PREAMBLE = Path(__file__).parent / "templates" / "mediakit_report"
# Dots too, where they would make an ellipsis or number a list.
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=+/'\"-]|\.(?=\.)|(?<=\d)\.(?=\s))")
_PICTURE = re.compile(r"data:image/(svg\+xml|png|jpeg|gif|webp);base64,(.*)", re.S)
_ENDINGS = {"svg+xml": "svg", "jpeg": "jpg"}
_DROPPED = {"style", "script", "nav", "button", "input", "details", "figcaption", "caption"}
_WRAPPED = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), "emph"),
    **{"sub": "sub", "sup": "super", "del": "strike", "s": "strike", "u": "underline"},
    **{"mark": "highlight", "ins": "underline"},
}
# In these Typst lets no page begin.
_CONTAINERS = ("li", "blockquote", "td", "th", "figure")
_WIDE_TABLE = 7
_LONG_TABLE = 24


def to_typst_document(
    page: str, *, folder: Path, slides: bool = False, broken: Collection[str] = ()
) -> str:
    """Write a page as Typst; its pictures go into `folder`.

    Parameters
    ----------
    page : str
        HTML from the exporter.
    folder : Path
        The root of the Typst project.
    slides : bool
        Whether to set slides instead of pages.
    broken : collection of str
        Names of picture files that cannot be drawn; their texts stand in their place.

    Returns
    -------
    str
        Source of the document.
    """
    soup = BeautifulSoup(page, "html.parser")
    writer = _Writer(soup, folder=folder, slides=slides, broken=broken)
    header, main = soup.select_one("header"), soup.select_one("main")
    title = header.h1 if header else None
    if header is None or main is None or title is None or soup.html is None:
        raise TypeError("no page of the exporter")
    standfirst = header.select_one(".standfirst")
    told = {
        "title": quote(title.get_text(" ", strip=True)),
        "heading": writer.inner(title),
        "standfirst": writer.inner(standfirst) if standfirst else "",
        "language": quote(str(soup.html.get("lang", "en"))),
        "contents": quote(str(soup.nav["aria-label"]) if soup.nav else ""),
    }
    preamble = (_PREAMBLE / "report.typ").read_text(encoding="utf-8")
    call = ", ".join(
        f"{name}: [{text}]" if name in ("heading", "standfirst") else f"{name}: {text}"
        for name, text in told.items()
    )
    preamble = f"#let on-slides = {str(slides).lower()}\n{preamble}"
    return f"{preamble}\n#show: report.with({call})\n{writer.inner(main)}\n"


def quote(text: str) -> str:
    """Write a string of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "") + '"'


class _Writer:
    """Writes elements one by one; keeps the notes and the count of pictures."""

    def __init__(
        self, soup: BeautifulSoup, *, folder: Path, slides: bool, broken: Collection[str]
    ) -> None:
        self.folder, self.slides, self.broken = folder, slides, broken
        self.pictures = 0
        self.level = 0
        self.noted: set[str] = set()
        self.notes = {str(note.get("id")): note for note in soup.select("section.notes li")}
        self.by_name: dict[str, Callable[[Tag], str]] = {
            "img": self.image,
            "table": self.table,
            "figure": self.figure,
            "math": _formula,
            "a": self.link,
            "pre": lambda tag: f"\n#printed({quote(tag.get_text())})\n",
            **dict.fromkeys(("code", "kbd", "samp"), _raw),
            "br": lambda _: " \\\n",
            "hr": lambda _: "\n#line(length: 100%)\n",
            "ul": lambda tag: self.items(tag, "list"),
            "ol": lambda tag: self.items(tag, "enum"),
            "blockquote": lambda tag: f"\n#quote(block: true)[{self.inner(tag)}]\n",
            "section": self.section,
        }

    def inner(self, tag: Tag) -> str:
        """Write all that an element holds."""
        return "".join(self.node(child) for child in tag.children).strip("\n")

    def node(self, node: Any) -> str:
        """Write an element or a piece of text."""
        if isinstance(node, NavigableString):
            if isinstance(node, PreformattedString):
                return ""
            return _text(str(node))
        name = node.name
        if name in self.by_name:
            return self.by_name[name](node)
        if name in _DROPPED:
            return ""
        return self.plain(node)

    def plain(self, tag: Tag) -> str:
        """Write an element that only wraps what it holds."""
        name, inner = tag.name, self.inner(tag)
        if name in ("h2", "h3", "h4", "h5", "h6"):
            return self.heading(tag, inner=inner)
        if name in _WRAPPED:
            return f"#{_WRAPPED[name]}[{inner}];"
        if "source" in (tag.get("class") or []):
            return f"#source-line[{inner}];"
        if name == "dt":
            return f"\n\n#strong[{inner}]: "
        return f"\n\n{inner}\n\n" if name in ("p", "div") else inner

    def heading(self, tag: Tag, *, inner: str) -> str:
        """Write a heading; PDF/UA lets none be empty, and no level be skipped."""
        if not tag.get_text(strip=True):
            return inner
        if tag.find_parent(_CONTAINERS) is not None:
            return f"\n\n#strong[{inner}]\n\n"
        self.level = min(int(tag.name[1]) - 1, self.level + 1)
        # A slide begins here; on pages, figures of a section stay in it.
        before = "#pagebreak(weak: true)" if self.slides else "#place.flush()"
        return f"\n{before if self.level == 1 else ''}\n#heading(level: {self.level})[{inner}]\n"

    def image(self, tag: Tag) -> str:
        """Write a picture as a file, and the call that shows it."""
        found = _PICTURE.match(str(tag.get("src", "")))
        alt = quote(str(tag.get("alt", "")))
        if found is None:
            return _text(str(tag.get("alt", "")))
        self.pictures += 1
        path = self.folder / f"{self.pictures}.{_ENDINGS.get(found[1], found[1])}"
        if path.name in self.broken:
            return _text(str(tag.get("alt", "")))
        path.write_bytes(base64.b64decode(found[2]))
        return f"#picture({quote('/' + path.name)}, alt: {alt});"

    def figure(self, tag: Tag) -> str:
        """Write a numbered figure or table with its caption."""
        caption = tag.find("figcaption")
        shown = tag.find("img") or tag.find("table")
        if not isinstance(shown, Tag):
            return self.inner(tag)
        told = self.inner(caption) if isinstance(caption, Tag) else ""
        kind = "table" if shown.name == "table" else "image"
        inner = self.by_name[shown.name](shown)
        breakable = str(len(shown.find_all("tr")) > _LONG_TABLE).lower()
        return f"\n#numbered(kind: {kind}, breakable: {breakable}, caption: [{told}])[{inner}]\n"

    def table(self, tag: Tag) -> str:
        """Write a table; of one that spans cells, cells stay where they come."""
        lines = tag.find_all("tr")
        rows = [line.find_all(["th", "td"]) for line in lines]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return ""
        heads = [place for place, line in enumerate(lines) if line.find_parent("thead")]
        cells = []
        for place, row in enumerate(rows):
            written = [f"[{self._cell(cell)}]" for cell in row] + ["[]"] * (width - len(row))
            line = ", ".join(written)
            cells.append(f"table.header({line})" if heads == [place] else line)
        align = ", ".join("right" if _is_numeric(rows, n) else "left" for n in range(width))
        wide = str(width >= _WIDE_TABLE).lower()
        told = f"rows: {len(rows)}, wide: {wide}, columns: {width}, align: ({align},)"
        inner = ",\n".join(cells)
        return f"\n#data-table({told},\n{inner})\n"

    def _cell(self, cell: Tag) -> str:
        inner = self.inner(cell).strip()
        return f"#strong[{inner}]" if cell.find_parent("thead") and inner else inner

    def link(self, tag: Tag) -> str:
        """Write a link; one to a note becomes the note."""
        href = str(tag.get("href", ""))
        note = self.notes.get(href.removeprefix("#"))
        if note is not None and href in self.noted:
            return f"#footnote(<{href[1:]}>);"
        if note is not None:
            self.noted.add(href)
            return f"#footnote[{self.inner(note)}]<{href[1:]}>"
        if tag.get("role") == "doc-backlink":
            return ""
        inner = self.inner(tag)
        return f"#link({quote(href)})[{inner}];" if re.match("https?:|mailto:", href) else inner

    def items(self, tag: Tag, name: str) -> str:
        """Write a list."""
        inner = ", ".join(f"[{self.inner(item)}]" for item in tag.find_all("li", recursive=False))
        return f"\n#{name}({inner})\n" if inner else ""

    def section(self, tag: Tag) -> str:
        """Write a part of the page; notes stand at the foot of theirs."""
        if "notes" in (tag.get("class") or []):
            return ""
        if "origin" in (tag.get("class") or []):
            return f"\n#origin[{self.inner(tag)}]\n"
        return self.inner(tag)


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))


def _raw(tag: Tag) -> str:
    return f"#raw({quote(tag.get_text())});"


def _formula(tag: Tag) -> str:
    source = tag.find("annotation")
    written = to_typst(source.get_text() if isinstance(source, Tag) else "")
    alt = quote(source.get_text() if isinstance(source, Tag) else "")
    block = str(tag.get("display") == "block").lower()
    return f"#math.equation(block: {block}, alt: {alt}, $ {written} $.body);"


def _is_numeric(rows: list[Any], place: int) -> bool:
    cells = [row[place] for row in rows[1:] if place < len(row)]
    return any("number" in (cell.get("class") or []) for cell in cells)

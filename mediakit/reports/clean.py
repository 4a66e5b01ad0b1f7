"""What may stay of HTML that comes with article text: no script, no style, no address to load."""

import base64
import re

import nh3

_TABLES = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
_BLOCKS = {
    *("p", "div", "section", "blockquote", "pre", "hr", "ul", "ol", "li", "dl", "dt", "dd"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "details", "summary"),
}
_TEXT = {
    *("a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"),
    *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLASSES = {
    *("mk-left", "mk-keyword", "mk-right", "mk-day", "mk-side"),
    *("mk-negative", "mk-positive", "mk-turned"),
}
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,([A-Za-z0-9+/=\s]+)")
_DROPPED_WHOLE = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}


def clean_html(html: str) -> str:
    """Keep tables, text, pictures in the page itself and links to click; drop all else.

    Identifiers and classes go too, so that nothing from a corpus can pass for a part of the page;
    only the classes stay by which mediakit's own displays align and colour words.

    Parameters
    ----------
    html : str
        A piece of HTML from anywhere.

    Returns
    -------
    str
        HTML that runs nothing and loads nothing.

    Examples
    --------
    >>> clean_html('<b onclick="x()">so</b><script>y()</script> <a href="javascript:z()">da</a>')
    '<b>so</b> <a rel="noopener noreferrer">da</a>'
    """
    return nh3.clean(
        html.replace("\x00", ""),
        tags=_TABLES | _BLOCKS | _TEXT,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        allowed_classes=dict.fromkeys(("td", "th", "mark", "div"), _CLASSES),
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        found = _IMAGE.fullmatch(value)
        return value if found and is_base64("".join(found[1].split())) else None
    if attribute == "href" and value.strip().lower().startswith("data:"):
        return None
    return value


def is_base64(text: str) -> bool:
    """Tell whether a text can be decoded."""
    try:
        return bool(base64.b64decode(text, validate=True))
    except ValueError:
        return False

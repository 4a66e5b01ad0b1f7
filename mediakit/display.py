"""How values show themselves in notebooks: text is text, whatever stands in it, light and dark."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

# Signs that are not seen but do something: control characters, what turns the direction of
# writing (a headline could turn round the column beside it), and what no XML may hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LONGEST = 400


class Html(str):
    """HTML that is safe already; every other string is escaped."""

    __slots__ = ()


def visible(text: object) -> str:
    r"""Write signs that would act instead of being read as signs that are read.

    Parameters
    ----------
    text : object
        Anything; its ``str`` is written.

    Returns
    -------
    str
        The text, with control characters as pictures and direction marks by their number.

    Examples
    --------
    >>> visible("a\x00b \x1b[31mrot \u202eredro")
    'a␀b ␛[31mrot [U+202E]redro'
    """
    return _UNSEEN.sub(_write_sign, str(text))


def one_line(text: object, *, most: int = _LONGEST) -> str:
    r"""Write a text in one line, and not more of it than `most` characters.

    Parameters
    ----------
    text : object
        Anything.
    most : int
        Longest line.

    Returns
    -------
    str
        The line, with ``…`` where it was cut.

    Examples
    --------
    >>> one_line("Die\nRente", most=5)
    'Die R…'
    """
    # What is cut off need not be read: a word may have a million letters.
    line = re.sub(r"\s+", " ", visible(str(text)[: 4 * most]))
    return line if len(line) <= most else line[:most] + "…"


def to_html(text: object, *, most: int | None = None) -> Html:
    """Escape a text for HTML, so that it is read and does nothing.

    Parameters
    ----------
    text : object
        Anything; `Html` is given back as it is.
    most : int, optional
        Write it as `one_line`.

    Returns
    -------
    Html
        Safe between tags and in quoted attributes.

    Examples
    --------
    >>> to_html("<b onclick='x()'>")
    '&lt;b onclick=&#x27;x()&#x27;&gt;'
    """
    if isinstance(text, Html):
        return text
    return Html(escape(visible(text) if most is None else one_line(text, most=most)))


def text_html(text: str) -> Html:
    r"""Escape a text of several lines, which stay lines.

    Parameters
    ----------
    text : str
        Paragraphs of an article.

    Returns
    -------
    Html
        The text, with ``<br>`` where a line ends.

    Examples
    --------
    >>> text_html("1 < 2\n")
    '1 &lt; 2<br>'
    """
    return Html(to_html(text).replace("\n", "<br>"))


def table_html(
    rows: Iterable[Sequence[object]],
    *,
    heads: Sequence[str],
    kinds: Sequence[str] = (),
    caption: str = "",
) -> Html:
    """Write a table.

    Parameters
    ----------
    rows : iterable of sequences
        Cells; what is not `Html` is escaped and put in one line.
    heads : sequence of str
        Heads of the columns.
    kinds : sequence of str, optional
        Classes of the columns: ``number``, ``left``, ``keyword``, ``right``, ``day`` or nothing.
    caption : str
        What the table shows.

    Returns
    -------
    Html
        The table.

    Examples
    --------
    >>> table_html([["<b>", 2]], heads=["word", "count"], kinds=["", "number"])[-67:]
    '<td>&lt;b&gt;</td><td class="mk-number">2</td></tr></tbody></table>'
    """
    kinds = kinds or [""] * len(heads)
    head = "".join(_cell("th", word, kind=kind) for word, kind in zip(heads, kinds, strict=True))
    body = "".join(
        f"<tr>{''.join(_cell('td', cell, kind=k) for cell, k in zip(row, kinds, strict=True))}</tr>"
        for row in rows
    )
    title = f"<caption>{to_html(caption)}</caption>" if caption else ""
    parts = f"{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return Html(f'<table class="dataframe">{parts}</table>')


def _cell(tag: str, content: object, *, kind: str) -> str:
    text = to_html(content, most=_LONGEST)
    if tag == "td" and kind == "keyword":
        text = Html(f"<b>{text}</b>")
    scope = ' scope="col"' if tag == "th" else ""
    name = f' class="mk-{kind}"' if kind else ""
    return f"<{tag}{scope}{name}>{text}</{tag}>"


def display_html(*parts: str) -> str:
    """Put parts together as one display with the look of the house.

    Parameters
    ----------
    *parts : str
        `Html`, or text to be escaped as a paragraph.

    Returns
    -------
    str
        HTML for ``_repr_html_``.

    Examples
    --------
    >>> "<p>1 &lt; 2</p>" in display_html("1 < 2")
    True
    """
    body = "".join(part if isinstance(part, Html) else f"<p>{to_html(part)}</p>" for part in parts)
    # In an article a dollar sign begins no formula.
    classes = "mk-display tex2jax_ignore mathjax_ignore"
    return f'<style>{_look()}</style><div class="{classes}">{body}</div>'


def write_integer(value: int, *, language: str) -> str:
    """Write ``1234`` as ``1,234`` or ``1.234``.

    Parameters
    ----------
    value : int
        A number.
    language : {"en", "de"}
        The language.

    Returns
    -------
    str
        The number.

    Examples
    --------
    >>> write_integer(1234, language="de")
    '1.234'
    """
    written = f"{value:,}"
    return written.replace(",", ".") if language == "de" else written


def write_day(time: object, *, language: str) -> str:
    """Write a day as ``2025-01-31`` or ``31.01.2025``; nothing where it is missing.

    Parameters
    ----------
    time : datetime, Timestamp or str
        A time, or its beginning in ISO 8601.
    language : {"en", "de"}
        The language.

    Returns
    -------
    str
        The day.

    Examples
    --------
    >>> write_day("2025-01-31T08:00", language="de")
    '31.01.2025'
    """
    day = str(time)[:10] if str(time)[:4].isdigit() else ""
    return ".".join(reversed(day.split("-"))) if language == "de" and day else day


@cache
def _look() -> str:
    return Path(__file__).with_name("display.css").read_text(encoding="utf-8")


def _write_sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"[U+{code:04X}]"

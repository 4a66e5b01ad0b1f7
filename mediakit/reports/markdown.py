"""Markdown to HTML: pictures of the notebook, formulas and footnotes; no article runs anything."""

import re
from collections.abc import Callable
from typing import Any

from mistune.plugins import import_plugin
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from mediakit.reports.clean import clean_html
from mediakit.reports.formulas import to_mathml

# What our own elements stand behind while the HTML is cleaned; taken out of every source.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PLUGINS = (*MarkdownWithMath.DEFAULT_PLUGINS, "footnotes")


class _Renderer(IPythonRenderer):
    """Keeps elements that cleaning would drop in `kept`, and footnotes in `notes`."""

    def __init__(self, *, notes: list[str] | None, **options: Any) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, **options)
        self.kept: list[str] = []
        self.notes = notes
        self.earlier = len(notes or ())
        self.referred: set[int] = set()

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Draw an image; one that is attached nowhere is its text."""
        name = url.removeprefix("attachment:")
        if name != url and name not in self.attachments:
            return str(self.escape_html(text))
        return str(super().image(text, url, title))

    def _html_embed_images(self, html: str) -> str:
        # Markdown comes tag by tag, and nbconvert would close each: <b></b>so.
        return str(super()._html_embed_images(html)) if "<img" in html.lower() else html

    def inline_math(self, body: str) -> str:
        """Keep a formula, in Markdown that the author of the notebook wrote."""
        if self.notes is None:
            return str(super().inline_math(body))
        return self._keep(to_mathml(body, display=False))

    def block_math(self, body: str) -> str:
        """Keep a formula that stands by itself."""
        if self.notes is None:
            return str(super().block_math(body))
        return f"<p>{self._keep(to_mathml(body, display=True))}</p>\n"

    def latex_environment(self, name: str, body: str) -> str:
        """Keep a formula in an environment."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def footnote_ref(self, key: str, index: int) -> str:  # noqa: ARG002 - mistune names it
        """Refer to a footnote by its number in the whole report."""
        number = self.earlier + index
        first = number not in self.referred
        self.referred.add(number)
        name = f' id="note-ref-{number}"' if first else ""
        link = f'<a href="#note-{number}"{name} role="doc-noteref">{number}</a>'
        return self._keep(f"<sup>{link}</sup>")

    def footnote_item(self, text: str, key: str, index: int) -> str:  # noqa: ARG002
        """Put a footnote aside for the end of the report."""
        if self.notes is not None:
            text = re.sub(r"\A<p>(.*)</p>\s*\Z", r"\1", text, flags=re.S)
            self.notes.append(self.fill(clean_html(text)))
        return ""

    def footnotes(self, text: str) -> str:  # noqa: ARG002
        """Leave the notes to the end of the report."""
        return ""

    def fill(self, html: str) -> str:
        """Put what was kept in its place."""
        return _PLACE.sub(lambda found: self.kept[int(found[1])], html)

    def _keep(self, html: str) -> str:
        self.kept.append(html)
        return f"{_OPEN}{len(self.kept) - 1}{_CLOSE}"


def markdown_to_html(
    source: str,
    *,
    attachments: dict[str, Any] | None = None,
    folder: str | None = None,
    notes: list[str] | None = None,
) -> str:
    r"""Render Markdown and clean what comes out.

    Parameters
    ----------
    source : str
        Markdown, with or without HTML.
    attachments : dict, optional
        Pictures attached to the cell.
    folder : str, optional
        Where pictures may be read from; by default none is.
    notes : list of str, optional
        Footnotes of the report so far; those of `source` are added. Without it the Markdown is an
        output: it may hold the text of articles, so that formulas and footnotes stay as typed.

    Returns
    -------
    str
        Cleaned HTML.

    Examples
    --------
    >>> markdown_to_html("*so* <script>x()</script>")
    '<p><em>so</em> </p>\n'
    >>> notes = []
    >>> markdown_to_html("Quoted[^1]\n\n[^1]: by *dpa*", notes=notes).count("#note-1")
    1
    >>> notes
    ['by <em>dpa</em>']
    """
    renderer = _Renderer(
        notes=notes,
        attachments=attachments or {},
        embed_images=folder is not None,
        path=folder or "",
    )
    names = MarkdownWithMath.DEFAULT_PLUGINS if notes is None else _PLUGINS
    plugins: list[Callable[..., Any]] = [import_plugin(name) for name in names]
    render = MarkdownWithMath(renderer=renderer, plugins=plugins).render
    return renderer.fill(clean_html(render(source.translate({0xE000: None, 0xE001: None}))))

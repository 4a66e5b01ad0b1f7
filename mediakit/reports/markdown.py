"""Markdown to HTML: pictures of the notebook go into the page, those of an article do not."""

from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from mediakit.reports.clean import clean_html


class _Renderer(IPythonRenderer):
    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Draw an image; one that is attached nowhere is its text."""
        name = url.removeprefix("attachment:")
        if name != url and name not in self.attachments:
            return str(self.escape_html(text))
        return str(super().image(text, url, title))


def markdown_to_html(
    source: str, *, attachments: dict[str, Any] | None = None, folder: str | None = None
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

    Returns
    -------
    str
        Cleaned HTML.

    Examples
    --------
    >>> markdown_to_html("*so* <script>x()</script>")
    '<p><em>so</em> </p>\n'
    """
    renderer = _Renderer(
        escape=False,
        attachments=attachments or {},
        embed_images=folder is not None,
        path=folder or "",
        exclude_anchor_links=True,
    )
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))

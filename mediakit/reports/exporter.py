"""The nbconvert exporters ``mediakit`` and ``mediakit_pdf``: a notebook as a page, or as PDF."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import Bool, Unicode, default
from traitlets.config import Config

from mediakit.display import visible
from mediakit.reports.clean import clean_html
from mediakit.reports.formulas import to_mathml
from mediakit.reports.markdown import markdown_to_html
from mediakit.reports.origin import describe_origin, origin_rows
from mediakit.reports.page import finish_page
from mediakit.reports.prepare import READABLE, Preparation
from mediakit.reports.words import FURNITURE, write_number

_TEMPLATES = Path(__file__).parent / "templates"
_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?|(\\begin\{.*\})", re.S)


class ReportExporter(TemplateExporter):
    """Writes a report: ``jupyter nbconvert --to mediakit``, or JupyterLab's export menu.

    Code is hidden, figures and tables are numbered, HTML of outputs is cleaned, and the page
    loads nothing. The notebook's metadata tell its ``lang`` (``de`` or ``en``) and ``title``.

    Examples
    --------
    >>> import nbformat
    >>> cells = [nbformat.v4.new_markdown_cell("# Rente")]
    >>> page, _ = ReportExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    >>> '<html lang="en">' in page, "<h1>Rente</h1>" in page
    (True, True)
    """

    export_from_notebook = "mediakit report"
    output_mimetype = "text/html"
    show_code = Bool(default_value=False, help="let every code cell be unfolded").tag(config=True)
    language_code = Unicode("en", help="language where the notebook names none").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "mediakit_report"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        # Without this, nbconvert looks for templates in the working directory first.
        return [str(_TEMPLATES)]

    @property
    def default_config(self) -> Config:
        """Prefer what can be read without a running kernel."""
        config = Config({"NbConvertBase": {"display_data_priority": list(READABLE)}})
        merged = super().default_config.copy()
        merged.merge(config)
        return merged

    def default_filters(self) -> Any:
        """Give the template its own filters."""
        yield from super().default_filters()
        yield "clean_html", clean_html
        yield "cell_markdown", _cell_markdown
        yield "latex_output", _latex_output
        yield "output_markdown", markdown_to_html
        yield "data_cell", _data_cell

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()
        self.register_preprocessor(Preparation(parent=self, show_code=self.show_code))

    def from_notebook_node(  # type: ignore[override]  # a page, as all template exporters give
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; ``resources["report"]`` tells title and language."""
        language = str(nb.metadata.get("lang") or self.language_code)
        if language not in FURNITURE:
            self.log.warning("no report furniture in language %r; using English", language)
        words = FURNITURE.get(language, FURNITURE["en"])
        resources = dict(resources or {})
        name = str(resources.get("metadata", {}).get("name") or "Notebook")
        origin = resources.pop("origin", None) or describe_origin(nb, name=name)
        script = _read("report.js")
        resources["report"] = {
            "language": language,
            "words": words,
            "css": _read("report.css"),
            "script": script,
            "script_hash": b64encode(sha256(script.encode()).digest()).decode(),
            "notes": [],
            "origin": origin_rows(origin, words=words, language=language),
        }
        html, resources = super().from_notebook_node(nb, resources, **kw)
        page, resources["report"]["title"] = finish_page(
            # A control character stops Typst, and a direction mark turns round its neighbours.
            visible(html),
            title=str(nb.metadata.get("title") or ""),
            fallback=str(resources["metadata"]["name"]),
            words=words,
            language=language,
        )
        return page, resources


class PDFReportExporter(ReportExporter):
    """Writes a report as PDF: ``jupyter nbconvert --to mediakit_pdf``, or the export menu.

    It needs ``mediakit[pdf]`` or an installed Chromium.

    Examples
    --------
    >>> import nbformat
    >>> cells = [nbformat.v4.new_markdown_cell("# Rente")]
    >>> made, _ = PDFReportExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    >>> made[:5]
    b'%PDF-'
    """

    export_from_notebook = "mediakit report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    def from_notebook_node(  # type: ignore[override]  # a file, as nbconvert's own PDF exporters
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Convert a notebook; ``resources["report"]`` tells title and language."""
        from mediakit.reports.pdf import write_pdf

        page, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return write_pdf(page), resources


@pass_context
def _cell_markdown(context: Context, source: str) -> str:
    cell = context.get("cell", {})
    folder = context.get("resources", {}).get("metadata", {}).get("path", "")
    attachments = cell.get("attachments", {})
    notes = context["resources"]["report"]["notes"]
    return markdown_to_html(source, attachments=attachments, folder=folder, notes=notes)


def _latex_output(source: str) -> str:
    """Draw what stands between dollar signs, or in an environment, and nothing else."""
    found = _FORMULA.fullmatch(source.strip())
    if found is None:
        return f"<pre>{escape(source)}</pre>"
    return f"<p>{to_mathml(found[1] or found[2], display=True)}</p>"


def _read(name: str) -> str:
    return (_TEMPLATES / "mediakit_report" / name).read_text(encoding="utf-8")


@pass_context
def _data_cell(context: Context, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        language = context["resources"]["report"]["language"]
        return write_number(value, language=language)
    return "" if value is None else str(value)

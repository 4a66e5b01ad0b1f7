"""From notebooks and figures to reports: files that speak for themselves.

This room knows tables, notebooks and pages, and nothing of articles, tokens or plots.
"""

from mediakit.errors import NotebookError
from mediakit.reports.figures import save_figure
from mediakit.reports.notebooks import run_notebook
from mediakit.reports.rendering import render_report

__all__ = ["NotebookError", "render_report", "run_notebook", "save_figure"]

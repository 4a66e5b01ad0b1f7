"""How a load report shows itself: folded by kind of finding, escaped, on light and dark pages."""

import html
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from mediakit.formats.findings import CODES

SEVERITIES = ("error", "warning", "note")
_SHOWN_ROWS = 200
_SHOWN_PLACES = 3
# Colours of the page are inherited, so that dark themes stay dark.
_STYLE = """<style>
.mk-report table {border-collapse: collapse; border: none; margin: .5em 0}
.mk-report th, .mk-report td {text-align: left !important; vertical-align: top; padding: .25em .8em;
  border: none; border-bottom: 1px solid rgba(128, 128, 128, .3); background: none; color: inherit;
  white-space: normal; max-width: 60ch; overflow-wrap: anywhere}
.mk-report td.mk-count {text-align: right !important; font-variant-numeric: tabular-nums;
  overflow-wrap: normal}
.mk-report i {display: inline-block; width: .6em; height: .6em; border-radius: 50%;
  margin-right: .5em}
.mk-report .mk-error i {background: #d64545} .mk-report .mk-warning i {background: #d9930d}
.mk-report .mk-note i {background: #8a8f98} .mk-report td:first-child {white-space: nowrap}
.mk-report th, .mk-report .mk-code {white-space: nowrap; overflow-wrap: normal}
.mk-report summary {cursor: pointer}
</style>"""


class LoadReport(pd.DataFrame):
    """A table of findings that shows itself folded by kind, and whole when opened."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        sentences = count_lines(self.attrs.get("load_counts"))
        folder, files = _below(self["file"].tolist())
        told = sentences or ([] if len(self) else ["No findings."])
        told += [f"Files lie in {folder}."] if folder else []
        text = "<br>".join(map(html.escape, told))
        table = pd.DataFrame(self).assign(file=files)
        shown = _folded(table) + _whole(table) if len(table) else ""
        return f'{_STYLE}<div class="mk-report"><p>{text}</p>{shown}</div>'


def count_lines(counts: object) -> list[str]:
    """Tell how files and articles add up, as sentences, or nothing where it is not known."""
    if not isinstance(counts, Mapping) or "found" not in counts:
        return []
    c = {name: f"{count:,}" for name, count in counts.items()}
    return [
        f"{c['files']} files = {c['read']} read + {c['left_out']} left out + "
        f"{c['passed_over']} passed over.",
        f"{c['found']} articles found = {c['articles']} in the table + {c['errors']} left out.",
    ]


def fold_findings(report: pd.DataFrame) -> pd.DataFrame:
    """Fold a load report, one row a code.

    Parameters
    ----------
    report : DataFrame
        From `load_report`.

    Returns
    -------
    DataFrame, one row a code
        In the order of the report: ``severity``, ``code``, ``count`` of findings, ``message`` (the
        finding's own words if it is one, else those of the code) and ``places``, the first three
        files with their lines.
    """
    rows = []
    for code, found in report.groupby("code", sort=False):
        first = found.head(_SHOWN_PLACES)
        places = "; ".join(map(place, first["file"], first["line"]))
        more = len(found) - len(first)
        alike = (found["message"] == found["message"].iloc[0]).all()
        rows.append(
            {
                "severity": found["severity"].iloc[0],
                "code": code,
                "count": len(found),
                "message": found["message"].iloc[0] if alike else CODES[str(code)][1],
                "places": f"{places}; and {more:,} more" if more else places,
            }
        )
    return pd.DataFrame(rows, columns=["severity", "code", "count", "message", "places"])


def place(file: str, line: int) -> str:
    """Name a file and the line in it, if one is meant."""
    return f"{file}, line {line}" if line else file


def _below(files: list[str]) -> tuple[str, list[str]]:
    """Shorten paths by the folder that holds them all."""
    parents = {str(Path(file).parent) for file in files}
    if len(files) < 2 or len({Path(parent).is_absolute() for parent in parents}) != 1:
        return "", files
    common = os.path.commonpath(parents)
    if len(common) < 2:
        return "", files
    return common, [file[len(common) :].lstrip("/\\") or file for file in files]


def _folded(table: pd.DataFrame) -> str:
    head = "<tr><th>severity</th><th>code</th><th>count</th><th>what</th><th>where</th></tr>"
    rows = []
    for severity, code, count, message, places in fold_findings(table).itertuples(index=False):
        texts = [html.escape(str(text)) for text in (message, places)]
        cells = f"<td><i></i>{severity}</td><td class=mk-code>{code}</td>"
        cells += f"<td class=mk-count>{count:,}</td>"
        cells += "".join(f"<td>{text}</td>" for text in texts)
        rows.append(f'<tr class="mk-{severity}">{cells}</tr>')
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _whole(table: pd.DataFrame) -> str:
    shown = table.head(_SHOWN_ROWS)
    with pd.option_context("display.max_colwidth", None):
        whole = shown.to_html(index=False, escape=True, border=0)
    more = len(table) - len(shown)
    note = f"<p>{more:,} more rows: the report is a DataFrame.</p>" if more else ""
    title = f"all {len(table):,} findings" if not more else f"the first {len(shown)} findings"
    return f"<details><summary>{title}</summary>{whole}{note}</details>"

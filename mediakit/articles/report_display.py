"""How a load report shows itself: folded by kind of finding, below lines that add up."""

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from mediakit.display import Html, display_html, table_html, visible
from mediakit.formats.findings import CODES

SEVERITIES = ("error", "warning", "note")
_SHOWN_ROWS = 200
_SHOWN_PLACES = 3


class LoadReport(pd.DataFrame):
    """A table of findings that shows itself folded by kind, and whole when opened."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        """Write the table, and nothing that a terminal would obey."""
        return "\n".join(map(visible, super().__repr__().split("\n")))

    def _repr_html_(self) -> str:
        sentences = count_lines(self.attrs.get("load_counts"))
        folder, files = _below(self["file"].tolist())
        told = sentences or ([] if len(self) else ["No findings."])
        told += [f"Files lie in {folder}."] if folder else []
        table = pd.DataFrame(self).assign(file=files)
        return display_html(*told, *([_folded(table), _whole(table)] if len(table) else []))


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


def _folded(table: pd.DataFrame) -> Html:
    rows = [
        (Html(f'<b class="mk-{severity}">●</b> {severity}'), code, f"{count:,}", *told)
        for severity, code, count, *told in fold_findings(table).itertuples(index=False)
    ]
    heads = ["severity", "code", "count", "what", "where"]
    return table_html(rows, heads=heads, kinds=["day", "day", "number", "", ""])


def _whole(table: pd.DataFrame) -> Html:
    shown = table.head(_SHOWN_ROWS)
    kinds = ["number" if name == "line" else "" for name in shown]
    rows = shown.itertuples(index=False, name=None)
    whole = table_html(rows, heads=list(map(str, shown)), kinds=kinds)
    more = len(table) - len(shown)
    note = f"<p>{more:,} more rows: the report is a DataFrame.</p>" if more else ""
    title = f"all {len(table):,} findings" if not more else f"the first {len(shown)} findings"
    return Html(f"<details><summary>{title}</summary>{whole}{note}</details>")

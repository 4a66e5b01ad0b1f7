"""The load report: what was repaired, doubtful or left out, kept with the articles."""

from collections import Counter
from itertools import repeat
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.display import display_html, table_html, visible
from mediakit.errors import ArticleError
from mediakit.formats.findings import CODES, Doubt, FileError

FINDING = ("file", "line", "severity", "code", "message")
REPORT, COUNTS = "load_report", "load_counts"
_SEVERITIES = ("error", "warning", "note")
_SHOWN_ROWS = 200


class Records(list[dict[str, Any]]):
    """Plain records in `DataFrame.attrs`, which pandas copies deeply at every step.

    Nobody changes them, so a copy is the same list: filtering ten thousand articles stays fast.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "Records":
        """Give the same list."""
        return self


class Log:
    """What reading meets, in order, each finding once."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.files = 0
        self.read = 0
        self.passed_over = 0
        self._findings: dict[tuple[str, int, str, str], None] = {}

    def add(self, file: Path | str, line: int, code: str, message: str) -> None:
        """Write down one finding."""
        self._findings[str(file), line, code, message] = None

    def doubt(self, file: Path | str, doubt: Doubt, *, line: int = 0) -> None:
        """Write down what a reader said, at its own line or else at `line`."""
        self.add(file, doubt.line or line, doubt.code, doubt.message)

    def add_all(self, files: list[str], line: int, code: str, message: str) -> None:
        """Write down the same finding about many files."""
        self._findings.update(
            dict.fromkeys(zip(files, repeat(line), repeat(code), repeat(message)))
        )

    def leave_out(self, error: ArticleError) -> None:
        """Write down what is left out; if strict, raise it instead."""
        if self.strict:
            raise error
        code = error.code if isinstance(error, FileError) else "unreadable"
        self.add(str(error.file), error.line, code, error.reason)

    def pass_over(self, file: Path | str, reason: str) -> None:
        """Write down a file that no reader reads."""
        self.passed_over += 1
        self.add(file, 0, "format", reason)

    def take_over(self, records: object) -> None:
        """Take over the findings of a file that was read and written before."""
        for record in records if isinstance(records, list) else []:
            if isinstance(record, dict) and record.get("code") in CODES:
                line = record.get("line")
                place = (str(record.get("file")), line if isinstance(line, int) else 0)
                self.add(*place, record["code"], str(record.get("message")))

    def counts(self, *, articles: int, records: Records) -> dict[str, int]:
        """Count files and articles so that they add up."""
        return {
            "files": self.files,
            "read": self.read,
            "left_out": self.files - self.read - self.passed_over,
            "passed_over": self.passed_over,
            "articles": articles,
            "errors": sum(record["severity"] == "error" for record in records),
        }

    def first_error(self) -> str:
        """Say the first finding in words, for the error that nothing was found."""
        for file, line, _, message in self._findings:
            return f"; {file}{f', line {line}' if line else ''}: {message}"
        return ""

    def records(self) -> Records:
        """List the findings as plain records."""
        return Records(
            {
                "file": file,
                "line": line,
                "severity": CODES[code][0],
                "code": code,
                "message": message,
            }
            for file, line, code, message in self._findings
        )


class LoadReport(pd.DataFrame):
    """A table of findings that shows itself whole, escaped, below a line that adds up."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        """Write the table, and nothing that a terminal would obey."""
        return "\n".join(map(visible, super().__repr__().split("\n")))

    def _repr_html_(self) -> str:
        severities = Counter(self["severity"])
        told = ", ".join(f"{severities[name]} {name}s" for name in _SEVERITIES if severities[name])
        summary = " ".join(filter(None, (count_line(self.attrs), told or "no findings"))) + "."
        shown = pd.DataFrame(self).head(_SHOWN_ROWS)
        kinds = ["number" if name == "line" else "" for name in shown]
        rows = shown.itertuples(index=False, name=None)
        parts = [summary]
        if len(shown):
            parts.append(table_html(rows, heads=list(map(str, shown)), kinds=kinds))
        if len(self) > _SHOWN_ROWS:
            parts.append(f"{len(self) - _SHOWN_ROWS} more rows.")
        return display_html(*parts)


def count_line(attrs: dict[Any, Any]) -> str:
    """Tell how files and articles add up, as one sentence, or nothing where it is not known."""
    counts = attrs.get(COUNTS)
    if not isinstance(counts, dict):
        return ""
    return (
        f"{counts['files']} files = {counts['read']} read + {counts['left_out']} left out + "
        f"{counts['passed_over']} passed over; {counts['articles']} articles, "
        f"{counts['errors']} errors:"
    )


def load_report(articles: pd.DataFrame) -> pd.DataFrame:
    """List what was repaired, doubtful or left out while the articles were read.

    Parameters
    ----------
    articles : DataFrame
        From `read_articles`, or any part of it. The report is carried in ``articles.attrs``. Where
        pandas has lost it (as `pandas.concat` of two readings does), the report is made from the
        column ``warnings``, without lines and without what was left out.

    Returns
    -------
    DataFrame, one row a finding
        Errors first, then warnings, then notes, each in the order met. In JupyterLab it shows
        itself with a line that tells how files and articles add up.

        ``file``
            The file; of an archive ``archive.zip/entry``.
        ``line``
            Line in a press text or JSON Lines, row in a table, entry in a feed, paragraph in a
            DOCX file, from 1; 0 for the whole file.
        ``severity``
            ``error`` (left out), ``warning`` (kept, but doubtful) or ``note`` (repaired, or passed
            over).
        ``code``
            Kind of finding, such as ``date-ambiguous``; the same that the column ``warnings`` of
            the articles holds, separated by blanks.
        ``message``
            What was found.

    Examples
    --------
    >>> import mediakit as mk
    >>> load_report(mk.sample_articles())["code"].value_counts()
    code
    headline-repeated    68
    Name: count, dtype: int64
    """
    records = articles.attrs.get(REPORT)
    if records is None:
        records = _from_warnings(articles)
    table = pd.DataFrame(list(records), columns=list(FINDING))
    table = table.astype({name: "int64" if name == "line" else "str" for name in FINDING})
    ranks = table["severity"].map({name: rank for rank, name in enumerate(_SEVERITIES)})
    report = LoadReport(table.iloc[ranks.argsort(kind="stable")].reset_index(drop=True))
    if COUNTS in articles.attrs:
        report.attrs[COUNTS] = articles.attrs[COUNTS]
    return report


def _from_warnings(articles: pd.DataFrame) -> list[dict[str, Any]]:
    if "warnings" not in articles:
        return []
    files = articles["path"] if "path" in articles else articles.index.to_series()
    return [
        dict(zip(FINDING, (str(file), 0, *CODES[code][:1], code, CODES[code][1]), strict=True))
        for file, codes in zip(files, articles["warnings"].astype("str"), strict=True)
        for code in codes.split()
        if code in CODES
    ]

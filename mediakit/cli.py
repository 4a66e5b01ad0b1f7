"""The command line: parse, call, write. No analysis of its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import mediakit as mk
from mediakit.display import visible

if TYPE_CHECKING:
    import pandas as pd


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``mediakit``; return 0, or 1 if `check` finds errors or a report fails in a cell, or 2.

    An error is one line.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except (ValueError, OSError) as error:
        if not isinstance(error, mk.MediakitError | OSError):
            raise
        # What files and articles say of themselves is shown, never obeyed by the terminal.
        message = visible(" ".join(str(error).split()))
        print(f"mediakit {options.command}: {message}", file=sys.stderr)
        return 1 if isinstance(error, mk.NotebookError) else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mediakit", description="Read the German press: articles in, tables and reports out."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("data", metavar="DATA", help="file, folder or glob of articles")
    data.add_argument(
        "--column",
        action="append",
        default=[],
        type=_pair,
        metavar="OURS=THEIRS",
        help="name a column of a table, such as text=body; may stand more than once",
    )
    out = argparse.ArgumentParser(add_help=False)
    out.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="FILE.csv or FILE.parquet"
    )
    _add_report(commands, data)
    check = commands.add_parser("check", parents=[data], help="say what reading DATA meets")
    check.add_argument("--all", action="store_true", help="list every finding, a line each")
    check.add_argument(
        "--out", type=Path, metavar="FILE", help="write every finding to FILE.csv or FILE.parquet"
    )
    check.set_defaults(run=_check)
    terms = commands.add_parser("terms", parents=[data, out], help="count terms")
    terms.add_argument("--by", metavar="COLUMN", help="count within groups, such as outlet")
    terms.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="count on the workers of this Dask cluster, such as tcp://host:8786; DATA is a folder "
        "of store_corpus or Parquet files of articles, which they must see under this name",
    )
    terms.set_defaults(run=_terms)
    topics = commands.add_parser("topics", parents=[data, out], help="cluster articles")
    topics.add_argument("--n-topics", type=int, default=6, metavar="N", help="how many (6)")
    topics.set_defaults(run=_topics)
    sentiment = commands.add_parser("sentiment", parents=[data, out], help="score the tone")
    sentiment.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="how many processes, -1 for one a core (1)"
    )
    sentiment.set_defaults(run=_sentiment)
    return parser


def _add_report(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: argparse.ArgumentParser
) -> None:
    report = commands.add_parser("report", parents=[data], help="render a report with figures")
    report.add_argument("--notebook", type=Path, metavar="N", help="notebook (the overview)")
    report.add_argument("--out", type=Path, metavar="DIR", help="folder (reports/NOTEBOOK)")
    report.add_argument(
        "--to",
        default="html",
        metavar="FORMATS",
        help="html, pdf, slides, xlsx, or several with commas (html)",
    )
    report.add_argument("--language", choices=("de", "en"), help="language of the report (en)")
    report.add_argument("--show-code", action="store_true", help="let code be unfolded")
    report.add_argument(
        "--timeout", type=int, default=600, metavar="S", help="seconds a cell may take (600)"
    )
    report.add_argument(
        "-p",
        dest="parameters",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=VALUE",
        help="set a parameter of the notebook; may stand more than once",
    )
    report.set_defaults(run=_report)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"expected NAME=VALUE, not {text!r}")
    return name, value


def _read(options: argparse.Namespace) -> "pd.DataFrame":
    articles = mk.read_articles(options.data, columns=dict(options.column), errors="report")
    left_out = (mk.load_report(articles)["severity"] == "error").sum()
    if left_out and options.command != "check":
        hint = f"mediakit check {options.data} lists them"
        print(visible(f"left out: {left_out} unreadable articles; {hint}"), file=sys.stderr)
    return articles


def _write(table: "pd.DataFrame", path: Path) -> None:
    if path.suffix not in (".csv", ".parquet"):
        raise mk.MediakitError(f"--out must end in .csv or .parquet, not {path.name!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        table.to_csv(path, index=False, lineterminator="\n")
    else:
        table.to_parquet(path, index=False)
    print(path)


def _report(options: argparse.Namespace) -> None:
    parameters = {"articles": options.data} | dict(options.parameters)
    if options.column:
        parameters["columns"] = dict(options.column)
    if options.language:
        parameters["language"] = options.language
    if options.show_code:
        parameters["show_code"] = True
    notebook, folder = options.notebook, options.out
    if notebook is None:
        language = parameters.get("language", "en")
        name = f"overview_{language}.ipynb" if language in ("de", "en") else "overview_en.ipynb"
        notebook = Path(mk.__file__).parent / "reports" / name
        folder = folder or Path("reports") / "overview"
    made = mk.render_report(
        notebook,
        folder=folder or Path("reports") / notebook.stem,
        parameters=parameters,
        inputs=[options.data],
        formats=[name.strip() for name in options.to.split(",")],
        timeout=options.timeout,
    )
    others = sorted(path for path in made.parent.rglob("*") if path.is_file() and path != made)
    print("\n".join(str(path) for path in [made, *others]))


def _check(options: argparse.Namespace) -> int:
    from mediakit.articles.report_display import count_lines, fold_findings, place

    articles = _read(options)
    report = mk.load_report(articles)
    if options.all:
        places = zip(report["file"], report["line"], strict=True)
        shown = report.assign(count=1, places=[place(*where) for where in places])
    else:
        shown = fold_findings(report)
    columns = ["severity", "code", "message", "count", "places"]
    for severity, code, message, count, places in shown[columns].itertuples(index=False):
        times = f"{count:,} times: " if count > 1 else ""
        line = f"{severity}: {times}{message} [{code}]: {places}"
        print(visible(line))
    if len(shown) < len(report):
        print("mediakit check --all lists every finding, --out FILE.csv writes them as a table")
    if options.out:
        _write(report, options.out)
    dated = articles["published"].dropna()
    span = f", {dated.min():%d.%m.%Y} to {dated.max():%d.%m.%Y}" if len(dated) else ", undated"
    outlets = articles["outlet"].nunique()
    print(*count_lines(articles.attrs.get("load_counts")), sep="\n")
    print(f"{len(articles):,} articles of {outlets:,} outlets{span}")
    return 1 if (report["severity"] == "error").any() else 0


def _terms(options: argparse.Namespace) -> None:
    if options.cluster:
        _terms_on_cluster(options)
        return
    articles = _read(options)
    if options.by is not None and options.by not in articles:
        found = ", ".join(articles.columns)
        raise mk.ColumnError(f"no column {options.by!r} to group by; found: {found}")
    by = articles[options.by] if options.by else None
    matrix = mk.count_terms(mk.tokenize(articles))
    _write(mk.term_frequencies(matrix, by=by), options.out)


def _terms_on_cluster(options: argparse.Namespace) -> None:
    try:
        from dask import dataframe
        from distributed import Client
    except ImportError:
        raise mk.MediakitError("--cluster needs Dask: pip install 'mediakit[dask]'") from None
    if options.column:
        raise mk.MediakitError("--cluster reads articles as mediakit writes them, without --column")
    try:
        client = Client(options.cluster, timeout=10)
    except (OSError, ValueError) as error:
        raise mk.MediakitError(f"no cluster at {options.cluster}: {error}") from None
    with client:
        if any(Path(options.data).glob("articles-*.parquet")):
            articles = mk.open_corpus(options.data).to_dask()
        else:
            articles = dataframe.read_parquet(options.data)
        _write(mk.term_frequencies(articles, by=options.by), options.out)


def _topics(options: argparse.Namespace) -> None:
    topics = mk.fit_topics(mk.tokenize(_read(options)), n_topics=options.n_topics)
    _write(topics.articles, options.out)
    _write(topics.terms, options.out.with_stem(f"{options.out.stem}-terms"))


def _sentiment(options: argparse.Namespace) -> None:
    scores = mk.score_sentiment(_read(options), n_jobs=options.jobs)
    _write(scores.reset_index(), options.out)

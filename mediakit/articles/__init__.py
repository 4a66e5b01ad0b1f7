"""The article table: read it, check it, write it.

One row an article, index ``article``, columns ``published outlet section title text``, then
whatever else the source tells.

The way in, in the order to read it: ``reading`` (the public function), ``files`` (which, and their
bytes), ``sources`` (unpack, choose the reader of `mediakit.formats`), then ``press`` for what comes
one article at a time, or ``tables`` with ``columns`` (which one is meant) and ``own_files`` (what
`write_articles` wrote); each gives a ``Part`` (``parts``), which ``finishing`` cleans, dates
(``times``) and judges. What is met goes into the ``Log`` of ``report``, and ``report_display``
shows it. The way out: ``writing``, with ``own_files`` and ``spreadsheets``.
"""

from mediakit.articles.display import ArticleList, show_articles
from mediakit.articles.reading import read_articles
from mediakit.articles.report import load_report
from mediakit.articles.sample import sample_articles
from mediakit.articles.schema import check_articles
from mediakit.articles.writing import write_articles

__all__ = [
    "ArticleList",
    "check_articles",
    "load_report",
    "read_articles",
    "sample_articles",
    "show_articles",
    "write_articles",
]

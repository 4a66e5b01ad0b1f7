"""The article table: read it, check it, write it.

One row an article, index ``article``, columns ``published outlet section title text``, then
whatever else the source tells.
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

from .articles import check_articles, load_report, read_articles, sample_articles, write_articles
from .dispersion import average_reduced_frequency, dispersion, term_positions
from .errors import ArticleError, ColumnError, EmptyError, MediakitError
from .german import stopwords
from .keyness import keyness, word_shift
from .matrix import TermMatrix, count_terms
from .patterns import match_terms, merge_terms
from .plots import (
    plot_dispersion,
    plot_heatmap,
    plot_keyness,
    plot_sentiment,
    plot_term_frequencies,
    plot_term_trends,
    plot_terms_scatter,
    plot_topic_shares,
    plot_topic_terms,
    plot_word_shift,
)
from .reports import render_report, run_notebook, save_figure
from .sentiment import score_sentiment
from .terms import term_frequencies, term_trends
from .tokens import Tokens, tokenize
from .topics import Topics, fit_topics, topic_labels

__all__ = [
    "ArticleError",
    "ColumnError",
    "EmptyError",
    "MediakitError",
    "TermMatrix",
    "Tokens",
    "Topics",
    "average_reduced_frequency",
    "check_articles",
    "count_terms",
    "dispersion",
    "fit_topics",
    "keyness",
    "load_report",
    "match_terms",
    "merge_terms",
    "plot_dispersion",
    "plot_heatmap",
    "plot_keyness",
    "plot_sentiment",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_terms_scatter",
    "plot_topic_shares",
    "plot_topic_terms",
    "plot_word_shift",
    "read_articles",
    "render_report",
    "run_notebook",
    "sample_articles",
    "save_figure",
    "score_sentiment",
    "stopwords",
    "term_frequencies",
    "term_positions",
    "term_trends",
    "tokenize",
    "topic_labels",
    "word_shift",
    "write_articles",
]

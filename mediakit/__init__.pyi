from .articles import check_articles, load_report, read_articles, sample_articles, write_articles
from .errors import ArticleError, ColumnError, EmptyError, MediakitError
from .german import (
    Word,
    count_syllables,
    german_share,
    is_german,
    lemmatize,
    split_compound,
    split_sentences,
    split_words,
    stopwords,
)
from .matrix import TermMatrix, count_terms
from .plots import (
    plot_sentiment,
    plot_term_frequencies,
    plot_term_trends,
    plot_topic_shares,
    plot_topic_terms,
)
from .reports import render_report, run_notebook, save_figure
from .sentiment import score_sentiment
from .terms import term_frequencies, term_trends
from .tokens import Tokens, is_noun, lemmas, nouns, parts, split_compounds, tokenize
from .topics import Topics, fit_topics, topic_labels

__all__ = [
    "ArticleError",
    "ColumnError",
    "EmptyError",
    "MediakitError",
    "TermMatrix",
    "Tokens",
    "Topics",
    "Word",
    "check_articles",
    "count_syllables",
    "count_terms",
    "fit_topics",
    "german_share",
    "is_german",
    "is_noun",
    "lemmas",
    "lemmatize",
    "load_report",
    "nouns",
    "parts",
    "plot_sentiment",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_topic_shares",
    "plot_topic_terms",
    "read_articles",
    "render_report",
    "run_notebook",
    "sample_articles",
    "save_figure",
    "score_sentiment",
    "split_compound",
    "split_compounds",
    "split_sentences",
    "split_words",
    "stopwords",
    "term_frequencies",
    "term_trends",
    "tokenize",
    "topic_labels",
    "write_articles",
]

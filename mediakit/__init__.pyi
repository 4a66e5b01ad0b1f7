from .articles import check_articles, load_report, read_articles, sample_articles, write_articles
from .context import ConcordanceLines, collocations, concordance, cooccurrences, show_concordance
from .dictionaries import dictionary_hits, dictionary_scores, read_dictionary
from .dispersion import average_reduced_frequency, dispersion, term_positions
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
from .keyness import keyness, word_shift
from .matrix import TermMatrix, count_terms
from .patterns import match_terms, merge_terms
from .plots import (
    plot_dispersion,
    plot_heatmap,
    plot_keyness,
    plot_network,
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
from .style import lexical_diversity, readability
from .terms import term_frequencies, term_trends
from .tokens import Tokens, is_noun, lemmas, ngrams, nouns, parts, split_compounds, tokenize
from .topics import Topics, fit_topics, topic_labels

__all__ = [
    "ArticleError",
    "ColumnError",
    "ConcordanceLines",
    "EmptyError",
    "MediakitError",
    "TermMatrix",
    "Tokens",
    "Topics",
    "Word",
    "average_reduced_frequency",
    "check_articles",
    "collocations",
    "concordance",
    "cooccurrences",
    "count_syllables",
    "count_terms",
    "dictionary_hits",
    "dictionary_scores",
    "dispersion",
    "fit_topics",
    "german_share",
    "is_german",
    "is_noun",
    "keyness",
    "lemmas",
    "lemmatize",
    "lexical_diversity",
    "load_report",
    "match_terms",
    "merge_terms",
    "ngrams",
    "nouns",
    "parts",
    "plot_dispersion",
    "plot_heatmap",
    "plot_keyness",
    "plot_network",
    "plot_sentiment",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_terms_scatter",
    "plot_topic_shares",
    "plot_topic_terms",
    "plot_word_shift",
    "read_articles",
    "read_dictionary",
    "readability",
    "render_report",
    "run_notebook",
    "sample_articles",
    "save_figure",
    "score_sentiment",
    "show_concordance",
    "split_compound",
    "split_compounds",
    "split_sentences",
    "split_words",
    "stopwords",
    "term_frequencies",
    "term_positions",
    "term_trends",
    "tokenize",
    "topic_labels",
    "word_shift",
    "write_articles",
]

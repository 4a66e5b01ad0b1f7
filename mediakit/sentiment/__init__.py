"""The tone of articles: one score an article, with its index, so that `articles.join` works."""

from mediakit.sentiment.drivers import lexicon_sensitivity, sentiment_drivers
from mediakit.sentiment.evidence import Evidence, sentiment_evidence
from mediakit.sentiment.lexicon import default_lexicon
from mediakit.sentiment.reading import lexicon_coverage, read_lexicon
from mediakit.sentiment.scoring import label_polarity, score_sentiment
from mediakit.sentiment.sentences import sentence_sentiment
from mediakit.sentiment.targets import target_sentiment
from mediakit.sentiment.trends import sentiment_trends
from mediakit.sentiment.validation import validate_scores

__all__ = [
    "Evidence",
    "default_lexicon",
    "label_polarity",
    "lexicon_coverage",
    "lexicon_sensitivity",
    "read_lexicon",
    "score_sentiment",
    "sentence_sentiment",
    "sentiment_drivers",
    "sentiment_evidence",
    "sentiment_trends",
    "target_sentiment",
    "validate_scores",
]

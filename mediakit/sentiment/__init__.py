"""The tone of articles: one score an article, with its index, so that `articles.join` works."""

from mediakit.sentiment.scoring import score_sentiment

__all__ = ["score_sentiment"]

"""Figures: a table in, Axes out; nothing is computed here."""

from mediakit.plots.sentiment import plot_sentiment
from mediakit.plots.terms import plot_term_frequencies, plot_term_trends
from mediakit.plots.tone import (
    plot_sentiment_by,
    plot_sentiment_drivers,
    plot_sentiment_trends,
    plot_target_sentiment,
)
from mediakit.plots.topics import plot_topic_shares, plot_topic_terms

__all__ = [
    "plot_sentiment",
    "plot_sentiment_by",
    "plot_sentiment_drivers",
    "plot_sentiment_trends",
    "plot_target_sentiment",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_topic_shares",
    "plot_topic_terms",
]

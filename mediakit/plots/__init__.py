"""Figures: a table in, Axes out; nothing is computed here."""

from mediakit.plots.sentiment import plot_sentiment
from mediakit.plots.stories import plot_followers, plot_story
from mediakit.plots.terms import plot_term_frequencies, plot_term_trends
from mediakit.plots.topics import plot_topic_shares, plot_topic_terms

__all__ = [
    "plot_followers",
    "plot_sentiment",
    "plot_story",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_topic_shares",
    "plot_topic_terms",
]

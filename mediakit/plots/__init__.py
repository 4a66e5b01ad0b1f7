"""Figures: a table in, Axes out; nothing is computed here."""

from mediakit.plots.keyness import plot_keyness, plot_word_shift
from mediakit.plots.network import plot_network
from mediakit.plots.scatter import plot_terms_scatter
from mediakit.plots.sentiment import plot_sentiment
from mediakit.plots.spread import plot_dispersion, plot_heatmap
from mediakit.plots.stories import plot_followers, plot_story
from mediakit.plots.terms import plot_term_frequencies, plot_term_trends
from mediakit.plots.tone import (
    plot_sentiment_by,
    plot_sentiment_drivers,
    plot_sentiment_trends,
    plot_target_sentiment,
)
from mediakit.plots.topic_choice import plot_topic_selection, plot_topic_stability
from mediakit.plots.topic_map import plot_topic_hierarchy, plot_topic_map
from mediakit.plots.topic_shares import plot_topic_effects, plot_topic_prevalence
from mediakit.plots.topics import plot_topic_shares, plot_topic_terms

__all__ = [
    "plot_dispersion",
    "plot_followers",
    "plot_heatmap",
    "plot_keyness",
    "plot_network",
    "plot_sentiment",
    "plot_sentiment_by",
    "plot_sentiment_drivers",
    "plot_sentiment_trends",
    "plot_story",
    "plot_target_sentiment",
    "plot_term_frequencies",
    "plot_term_trends",
    "plot_terms_scatter",
    "plot_topic_effects",
    "plot_topic_hierarchy",
    "plot_topic_map",
    "plot_topic_prevalence",
    "plot_topic_selection",
    "plot_topic_shares",
    "plot_topic_stability",
    "plot_topic_terms",
    "plot_word_shift",
]

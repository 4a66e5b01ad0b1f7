"""How frequent terms are: over all articles, by group, over time."""

from mediakit.terms.frequencies import term_frequencies
from mediakit.terms.trends import term_trends

__all__ = ["term_frequencies", "term_trends"]

"""Topics: which articles belong together, by which words, and how sure that is."""

from mediakit.topics.fitting import fit_topics
from mediakit.topics.labels import topic_labels
from mediakit.topics.value import Topics

__all__ = ["Topics", "fit_topics", "topic_labels"]

"""Topics: which articles belong together, by which words, and how sure that is."""

from mediakit.topics.assigning import assign_topics
from mediakit.topics.changing import merge_topics, topic_hierarchy
from mediakit.topics.coherence import topic_coherence
from mediakit.topics.effects import TopicEffects, topic_effects
from mediakit.topics.fitting import fit_topics
from mediakit.topics.intrusion import score_intrusion, topic_intrusion_sheet
from mediakit.topics.labels import topic_labels
from mediakit.topics.mapping import topic_map
from mediakit.topics.prevalence import topic_prevalence
from mediakit.topics.selection import topic_selection
from mediakit.topics.stability import TopicStability, topic_stability
from mediakit.topics.typical import typical_articles, typical_sentences
from mediakit.topics.value import Topics

__all__ = [
    "TopicEffects",
    "TopicStability",
    "Topics",
    "assign_topics",
    "fit_topics",
    "merge_topics",
    "score_intrusion",
    "topic_coherence",
    "topic_effects",
    "topic_hierarchy",
    "topic_intrusion_sheet",
    "topic_labels",
    "topic_map",
    "topic_prevalence",
    "topic_selection",
    "topic_stability",
    "typical_articles",
    "typical_sentences",
]

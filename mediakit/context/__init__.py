"""Words in context: concordances, collocations, networks of words."""

from mediakit.context.neighbours import collocations, cooccurrences
from mediakit.context.lines import concordance
from mediakit.context.display import ConcordanceLines, show_concordance

__all__ = [
    "ConcordanceLines",
    "collocations",
    "concordance",
    "cooccurrences",
    "show_concordance",
]

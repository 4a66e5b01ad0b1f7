"""Words in context: concordances, collocations, networks of words."""

from mediakit.context.display import ConcordanceLines, show_concordance
from mediakit.context.lines import concordance
from mediakit.context.neighbours import collocations, cooccurrences

__all__ = [
    "ConcordanceLines",
    "collocations",
    "concordance",
    "cooccurrences",
    "show_concordance",
]

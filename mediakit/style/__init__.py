"""How articles are written: how varied their words are, and how hard they are to read."""

from mediakit.style.diversity import lexical_diversity
from mediakit.style.reading import readability

__all__ = ["lexical_diversity", "readability"]

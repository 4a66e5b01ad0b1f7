"""What sets two sides apart: keywords, and the words that make a difference."""

from mediakit.keyness.keywords import keyness
from mediakit.keyness.shifts import word_shift

__all__ = ["keyness", "word_shift"]

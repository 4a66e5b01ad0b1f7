"""All that the program knows about German."""

from mediakit.german.sentences import chunk_features, sentence_borders
from mediakit.german.stopwords import stopwords
from mediakit.german.syllables import count_syllables
from mediakit.german.words import is_word, split_chunk

__all__ = [
    "chunk_features",
    "count_syllables",
    "is_word",
    "sentence_borders",
    "split_chunk",
    "stopwords",
]

"""All that the program knows about German: plain functions of one form or one text.

A corpus asks them once per distinct form; see `mediakit.tokens`.
"""

from mediakit.german.abbreviations import abbreviated_forms, may_keep_dots
from mediakit.german.compounds import split_all_compounds, split_compound
from mediakit.german.language import MIN_GERMAN_SHARE, german_share, is_german, typical_words
from mediakit.german.lemma_context import lemmatize_tokens
from mediakit.german.lemmas import lemmatize, lemmatize_all
from mediakit.german.nouns import find_nouns, lowered_forms, noun_forms
from mediakit.german.sentences import (
    PARAGRAPH_BREAK,
    chunk_features,
    gap_break,
    sentence_borders,
    split_sentences,
)
from mediakit.german.stopwords import stopwords
from mediakit.german.syllables import count_syllables
from mediakit.german.words import (
    Word,
    chunk_splitter,
    closes_word,
    is_word,
    opens_word,
    split_chunk,
    split_words,
)

__all__ = [
    "MIN_GERMAN_SHARE",
    "PARAGRAPH_BREAK",
    "Word",
    "abbreviated_forms",
    "chunk_features",
    "chunk_splitter",
    "closes_word",
    "count_syllables",
    "find_nouns",
    "gap_break",
    "german_share",
    "is_german",
    "is_word",
    "lemmatize",
    "lemmatize_all",
    "lemmatize_tokens",
    "lowered_forms",
    "may_keep_dots",
    "noun_forms",
    "opens_word",
    "sentence_borders",
    "split_all_compounds",
    "split_chunk",
    "split_compound",
    "split_sentences",
    "split_words",
    "stopwords",
    "typical_words",
]

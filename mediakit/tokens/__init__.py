"""Tokens: every word of every article as an integer into one vocabulary.

A news corpus has a hundred times fewer distinct forms than tokens, so rules about words are asked
once per distinct form: ``tokens.map(str.lower)``, ``tokens.drop(mk.stopwords())``.
"""

from mediakit.tokens.joining import ngrams
from mediakit.tokens.relabelling import is_noun, lemmas, nouns, parts, split_compounds
from mediakit.tokens.tokenizing import tokenize
from mediakit.tokens.value import Tokens

__all__ = [
    "Tokens",
    "is_noun",
    "lemmas",
    "ngrams",
    "nouns",
    "parts",
    "split_compounds",
    "tokenize",
]

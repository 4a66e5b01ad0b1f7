r"""Which words are meant: wildcards, phrases, compound families.

Wherever a measure takes terms, it takes patterns, as a list, as a mapping that gives several
patterns one name, or as the table that `match_terms` returned. Their rules are these:

- ``Rente``, one word, is that term, case included.
- ``Klima*``, ``*krise``, ``Minister?in``: ``*`` stands for any letters or none, ``?`` for one.
- ``künstliche* Intelligenz``, several words, is a phrase: neighbours within one sentence.
- In wildcards and phrases a word in small letters also matches its capitalised forms, so that
  ``*krise`` finds *Krise*; a word with a capital letter is matched by case.
- A star or question mark that belongs to the word itself is written ``\*`` or ``\?``.
"""

from mediakit.patterns.lookup import Places, find_places, select_terms
from mediakit.patterns.matching import match_terms, merge_terms
from mediakit.patterns.reading import Patterns, read_patterns

__all__ = [
    "Patterns",
    "Places",
    "find_places",
    "match_terms",
    "merge_terms",
    "read_patterns",
    "select_terms",
]

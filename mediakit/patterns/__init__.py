r"""Which words are meant: wildcards, phrases, compound families.

Wherever a measure takes terms, it takes patterns: one, a list, a mapping that gives several
patterns one name, or the table that `match_terms` returned. Their rules are these:

- ``Rente`` is that term; ``Klima*``, ``*krise``, ``Minister?in``: ``*`` stands for any letters or
  none, ``?`` for one.
- ``künstliche* Intelligenz``, several words, is a phrase: neighbours within one sentence.
- A word in small letters matches any case, so that ``*krise`` finds *Krise* and ``angst`` finds
  *Angst*; a word with a capital letter is matched by case, so that ``Klima*`` finds no adjective.
- Compound families come from ``match_terms(tokens, parts_of="Klima")``; the terms of such a table
  stand for exactly these terms.
- A star or question mark that belongs to the word itself is written ``\*`` or ``\?``.
"""

from mediakit.patterns.lookup import (
    Groups,
    Hits,
    add_up,
    drop_overlaps,
    find_hits,
    find_places,
    select_terms,
    spell_hits,
)
from mediakit.patterns.matching import match_terms, merge_terms
from mediakit.patterns.reading import Patterns, read_patterns

__all__ = [
    "Groups",
    "Hits",
    "Patterns",
    "add_up",
    "drop_overlaps",
    "find_hits",
    "find_places",
    "match_terms",
    "merge_terms",
    "read_patterns",
    "select_terms",
    "spell_hits",
]

"""Reading the word lists of the German room, which lie as text files in ``german/data``."""

import functools
from importlib import resources


@functools.cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Read one file of word lists.

    Parameters
    ----------
    name : str
        File name in ``mediakit/german/data``, without ``.txt``. Lines that start with ``#`` are
        comments, ``[section]`` starts a list, all else are words, separated by blanks.

    Returns
    -------
    dict of str to frozenset of str
        The words of each section.

    Examples
    --------
    >>> "Dr." in word_lists("abbreviations")["never"]
    True
    """
    text = resources.files("mediakit.german").joinpath("data", f"{name}.txt").read_text("utf-8")
    lists: dict[str, set[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif line and not line.startswith("#"):
            lists.setdefault(section, set()).update(line.split())
    return {section: frozenset(words) for section, words in lists.items()}

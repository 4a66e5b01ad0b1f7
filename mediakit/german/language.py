"""Is this text German? A sanity measure for a corpus, by function words alone."""

import math
import re
from functools import cache

from mediakit.errors import no_text
from mediakit.german.stopwords import stopwords

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MIN_WORDS = 12
MIN_GERMAN_SHARE = 0.12

# German function words that are common in English, French, Dutch, Danish, Spanish or Italian too.
_SHARED = """
    ab ach all alle alles also am an andere anderen anderer bei beide bin binnen bis da dem den des
    dir du eh er es gar halt hat her hier in ins ja je mag mal man mir na nee nun ob oh per pro
    samt sei sein seine sind so sonst um uns via vor war waren was wegen werden wie will wo worden
"""


def german_share(text: str) -> float:
    """Measure which share of the words are function words typical of German.

    Parameters
    ----------
    text : str
        Any text. Words are runs of letters.

    Returns
    -------
    float
        Between 0 and 1; ``nan`` for a text without a word. News articles have about 0.2 to 0.4,
        other languages stay below 0.1. Words that other languages share (*in, an, was, will, man,
        den*) do not count; negations do.

    Raises
    ------
    MediakitError
        If `text` is not a string.

    Examples
    --------
    >>> german_share("Der Bundestag hat am Freitag über das Gesetz beraten.")
    0.3333333333333333
    >>> german_share("Parliament debated the bill on Friday.")
    0.0
    """
    words = _words(text, caller="german_share")
    typical = typical_words()
    return sum(word in typical for word in words) / len(words) if words else math.nan


def is_german(text: str) -> bool:
    """Tell whether a text looks German; in doubt it does.

    The measure is meant to find the English agency report or the French quotation in a German
    corpus. It asks for a :func:`german_share` of at least 0.12. Under 12 words, as in most
    headlines, function words prove nothing: such a text counts as German unless most of its
    letters are not Latin at all.

    Parameters
    ----------
    text : str
        A paragraph or an article rather than a headline.

    Returns
    -------
    bool
        False if the text is long enough and lacks German function words, or is written in another
        script. True for an empty text.

    Raises
    ------
    MediakitError
        If `text` is not a string.

    Examples
    --------
    >>> is_german("Die Regierung will das Gesetz noch vor der Wahl durch den Bundestag bringen.")
    True
    >>> is_german("The government wants to pass the law in parliament before the election.")
    False
    >>> is_german("Scholz trifft Macron")
    True
    """
    words = _words(text, caller="is_german")
    letters = sum(map(len, words))
    if letters > 2 * len(_LATIN.findall("".join(words))):
        return False
    if len(words) < _MIN_WORDS:
        return True
    typical = typical_words()
    return sum(word in typical for word in words) >= MIN_GERMAN_SHARE * len(words)


def _words(text: str, *, caller: str) -> list[str]:
    if not isinstance(text, str):
        raise no_text(text, caller=caller)
    return _WORD.findall(text.lower())


@cache
def typical_words() -> frozenset[str]:
    """Return the function words that tell German from its neighbours, in lower case."""
    return stopwords(keep_negations=False) - frozenset(_SHARED.split())

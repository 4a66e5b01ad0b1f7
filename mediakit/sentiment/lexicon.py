"""Polarity lexicons as tables: the default one, and the check that any other passes."""

from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd

from mediakit.errors import MediakitError, require_columns

# Bad weighs more than good (Rozin and Royzman 2001). The share is that of .5 to 1 with which the
# tuning half of the headlines in `tests/benchmarks/sentiment_quality.py` came out best.
POSITIVE_WEIGHT = 0.6
ROLES = ("word", "intensifier", "shifter")


def default_lexicon() -> pd.DataFrame:
    """Give the lexicon that `score_sentiment` uses by default.

    It is the lexicon of the installed textblob-de with the project's own news words
    (``mediakit/sentiment/data/news_words.txt``) in the place of its values or beside them.

    Returns
    -------
    DataFrame
        One row a word, by word:

        ``term``
            The word, nouns with their capital, ``ss`` for ``ß`` as in Switzerland.
        ``polarity``
            From -1 (negative) to 1 (positive); 0 for a word that is known not to count.
        ``role``
            ``"word"``; other lexicons have intensifiers and shifters too.

    References
    ----------
    Clematide, S. and Klenner, M. (2010), Evaluation and extension of a polarity lexicon for
    German, WASSA (Apache 2.0), as it comes with textblob-de 0.4.3 (MIT). Rozin, P. and Royzman, E.
    (2001), Negativity bias, negativity dominance, and contagion, Pers. Soc. Psychol. Rev. 5(4).

    Examples
    --------
    >>> lexicon = default_lexicon()
    >>> lexicon[lexicon["term"].isin(["Krieg", "gut", "Katastrophe"])]["polarity"].tolist()
    [-1.0, -1.0, 0.6]
    """
    return shared_lexicon().copy()


@cache
def shared_lexicon() -> pd.DataFrame:
    """Give the default lexicon itself, which nobody may change."""
    polarity = {plain(word): value for word, value in _read_textblob().items()}
    text = resources.files("mediakit.sentiment").joinpath("data", "news_words.txt")
    value = 0.0
    for line in text.read_text("utf-8").splitlines():
        if line.startswith("["):
            value = float(line.strip("[] "))
        elif line and not line.startswith("#"):
            polarity.update((plain(word), value) for word in line.split())
    weighed = [value * POSITIVE_WEIGHT if value > 0 else value for value in polarity.values()]
    table = pd.DataFrame({"term": list(polarity), "polarity": weighed})
    table = table.sort_values("term", ignore_index=True).astype({"term": "str"})
    return table.assign(role=pd.Series("word", index=table.index, dtype="str"))


def _read_textblob() -> dict[str, float]:
    """Read the lexicon of textblob-de, without a second's import of all that it needs itself."""
    package = find_spec("textblob_de")
    folder = Path(str(package and package.origin)).parent
    words = ElementTree.parse(folder / "data" / "de-sentiment.xml").iterfind("word")
    return {word.attrib["form"]: float(word.attrib["polarity"]) for word in words}


def plain(word: str) -> str:
    """Write a word as lexicons and texts are compared: ``ss`` for ``ß``."""
    return word.replace("ß", "ss")


def check_lexicon(lexicon: pd.DataFrame) -> pd.DataFrame:
    """Check a lexicon table and give it its standard columns.

    Parameters
    ----------
    lexicon : DataFrame
        With ``term`` and ``polarity``, and perhaps ``role``.

    Returns
    -------
    DataFrame
        ``term``, ``polarity``, ``role``; terms spelled as `plain`.

    Raises
    ------
    ColumnError
        If ``term`` or ``polarity`` is missing.
    MediakitError
        Naming the first term that stands twice, has no finite value or an unknown role.
    """
    require_columns(lexicon, columns=["term", "polarity"], made_by="read_lexicon()")
    table = lexicon.reset_index(drop=True)
    if "role" not in table:
        table = table.assign(role="word")
    polarity = pd.to_numeric(table["polarity"], errors="coerce").to_numpy(dtype=np.float64)
    terms = [plain(term) if isinstance(term, str) else "" for term in table["term"]]
    wrong = {
        "has no word": [not term.strip() for term in terms],
        "has no finite polarity": ~np.isfinite(polarity),
        f"has a role that is none of {', '.join(ROLES)}": ~table["role"].isin(ROLES),
        "stands twice": pd.Series(terms).duplicated() if len(terms) else [],
    }
    for reason, rows in wrong.items():
        if np.any(rows):
            row = int(np.flatnonzero(rows)[0])
            raise MediakitError(
                f"lexicon=: row {row} ({table['term'].iloc[row]!r}) {reason}. "
                "Give each word once, with a number."
            )
    checked = {"term": pd.Index(terms, dtype="str"), "polarity": polarity}
    return pd.DataFrame(checked | {"role": table["role"].to_numpy()})

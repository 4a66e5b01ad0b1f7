"""Dictionaries of words by category, and what they find in articles."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from mediakit.errors import EmptyError, MediakitError, require_columns
from mediakit.patterns import Hits, drop_overlaps, find_hits, read_patterns, spell_hits
from mediakit.tokens import Tokens

Source: TypeAlias = Mapping[str, Any] | pd.DataFrame | str | Path
_SUFFIXES = (".yaml", ".yml", ".csv")


def read_dictionary(source: Source) -> dict[str, tuple[str, ...]]:
    """Read a dictionary of categories, as LIWC has them, from a file or a nested dict.

    Parameters
    ----------
    source : mapping, DataFrame, str or Path
        A YAML file or a dict: categories, each with a list of entries or with further
        categories; a list may hold both. Or a CSV file (UTF-8) with the columns ``category`` and
        ``entry``, one row an entry; ``economy/growth`` is a category within another. An entry is
        a word, ``Klima*``, ``*krise``, or a phrase of such. Or the table of `match_terms`, such
        as a compound family: each pattern is a category.

    Returns
    -------
    dict of str to tuple of str
        Entries of each category, in the order of the source, each once. A category within
        another is named ``outer/inner``, and its entries are also those of the outer one.

    Raises
    ------
    MediakitError
        Naming the category that is no list, or the entry that is no text, or a file of unknown
        kind.
    EmptyError
        If there is no entry.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.read_dictionary({"gefühl": {"angst": ["angst*", "sorge*"], "wut": ["wut", "zorn*"]}})
    {'gefühl': ('angst*', 'sorge*', 'wut', 'zorn*'), 'gefühl/angst': ('angst*', 'sorge*'),
    'gefühl/wut': ('wut', 'zorn*')}
    """
    if isinstance(source, pd.DataFrame):
        require_columns(source, columns=["pattern", "term"], made_by="match_terms()")
        terms = source["term"].str.replace(r"([\\*?])", r"\\\1", regex=True)
        by_pattern = terms.groupby(source["pattern"], sort=False)
        source = {str(pattern): listed.tolist() for pattern, listed in by_pattern}
    elif not isinstance(source, Mapping):
        source = _read_file(Path(source))
    entries: dict[str, dict[str, None]] = {}
    for category, entry in _walk(source, inside=()):
        for depth in range(1, len(category) + 1):
            entries.setdefault("/".join(category[:depth]), {})[entry] = None
    if not entries:
        raise EmptyError("the dictionary has no entries. Give each category a list of words.")
    return {category: tuple(found) for category, found in entries.items()}


def dictionary_hits(tokens: Tokens, *, dictionary: Source) -> pd.DataFrame:
    """List every place that a dictionary finds: the evidence for `dictionary_scores`.

    An entry in small letters matches any case, a word with a capital letter is matched by case.
    Within one category every word counts once: of entries that overlap the leftmost counts, of
    these the longest, so that ``künstliche Intelligenz`` leaves nothing for ``Intelligenz``.
    Different categories do not disturb each other.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`.
    dictionary : mapping, DataFrame, str or Path
        As for `read_dictionary`.

    Returns
    -------
    DataFrame
        One row a hit and category, in order of the articles, then of the dictionary:

        ``article``
            The article.
        ``category``
            The category; a hit within ``outer/inner`` also has a row for ``outer``.
        ``entry``
            The entry of the dictionary.
        ``match``
            The words that it matched, as they stand in the tokens.
        ``start``
            Where they begin in the text, in characters.

    Raises
    ------
    EmptyError
        If no entry stands in the tokens.
    MediakitError
        If the dictionary is not one, see `read_dictionary`.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Die Angst vor der Klimakrise wächst."]}, index=["a"])
    >>> dictionary = {"angst": ["angst*", "furcht"], "krise": ["*krise"]}
    >>> mk.dictionary_hits(mk.tokenize(articles), dictionary=dictionary)
      article category   entry       match  start
    0       a    angst  angst*       Angst      4
    1       a    krise  *krise  Klimakrise     18
    """
    categories = read_dictionary(dictionary)
    entries, hits, groups = _find(tokens, categories=categories)
    rows = np.searchsorted(tokens.offsets, hits.first, side="right") - 1
    return pd.DataFrame(
        {
            "article": tokens.articles.take(rows),
            "category": pd.Index(list(categories), dtype="str").take(groups),
            "entry": pd.Index(entries, dtype="str").take(hits.name),
            "match": spell_hits(tokens, hits=hits),
            "start": tokens.starts[hits.first],
        }
    )


def dictionary_scores(tokens: Tokens, *, dictionary: Source) -> pd.DataFrame:
    """Score every article in every category of a dictionary.

    A score is a count of `dictionary_hits`, which shows the words behind it. Look at them: a
    dictionary knows neither negation nor irony nor the second meaning of a word.

    Parameters
    ----------
    tokens : Tokens
        From `tokenize`. Words that were dropped are missing in the denominator.
    dictionary : mapping, DataFrame, str or Path
        As for `read_dictionary`.

    Returns
    -------
    DataFrame
        One row an article and category, also where nothing was found, in order of the articles,
        then of the dictionary:

        ``article``
            The article.
        ``category``
            The category.
        ``count``
            Hits; a phrase is one.
        ``tokens``
            Words of the article.
        ``percent``
            Hits per hundred words; missing for an article without words.

    Raises
    ------
    EmptyError
        If no entry stands in the tokens.
    MediakitError
        If the dictionary is not one, see `read_dictionary`.

    See Also
    --------
    dictionary_hits : The hits that are counted here.

    References
    ----------
    Percent of words is the score of LIWC: Pennebaker, J., Francis, M., Booth, R. (2001).
    Linguistic Inquiry and Word Count.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": ["Angst und Sorge", "Klimakrise"]}, index=["a", "b"])
    >>> dictionary = {"angst": ["angst*", "sorge*"], "krise": ["*krise"]}
    >>> mk.dictionary_scores(mk.tokenize(articles), dictionary=dictionary)
      article category  count  tokens     percent
    0       a    angst      2       3   66.666667
    1       a    krise      0       3    0.000000
    2       b    angst      0       1    0.000000
    3       b    krise      1       1  100.000000
    """
    categories = read_dictionary(dictionary)
    _, hits, groups = _find(tokens, categories=categories)
    n_articles, n_categories = len(tokens.articles), len(categories)
    rows = np.searchsorted(tokens.offsets, hits.first, side="right") - 1
    cells = n_articles * n_categories
    count = np.bincount(rows * n_categories + groups, minlength=cells)
    n = np.repeat(np.diff(tokens.offsets), n_categories)
    percent = np.divide(100 * count, n, out=np.full(cells, np.nan), where=n > 0)
    names = pd.Index(list(categories), dtype="str")
    return pd.DataFrame(
        {
            "article": tokens.articles.repeat(n_categories),
            "category": names.take(np.tile(np.arange(n_categories), n_articles)),
            "count": count,
            "tokens": n,
            "percent": percent,
        }
    )


def _find(
    tokens: Tokens, *, categories: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], Hits, np.ndarray]:
    """Find the hits of every category; return entries, hits, and the category of each hit."""
    entries = list(dict.fromkeys(entry for found in categories.values() for entry in found))
    _check_case(entries, tokens=tokens)
    hits = find_hits(tokens, groups=read_patterns(entries))
    if not len(hits.first):
        raise EmptyError("no entry of the dictionary stands in these tokens.")
    number = {entry: place for place, entry in enumerate(entries)}
    members = [[number[entry] for entry in found] for found in categories.values()]
    parts, groups = [], []
    for group, member in enumerate(members):
        wanted = np.zeros(len(entries), dtype=bool)
        wanted[member] = True
        rows = np.flatnonzero(wanted[hits.name])
        parts.append(rows)
        groups.append(np.full(len(rows), group))
    rows, group_of = np.concatenate(parts), np.concatenate(groups)
    kept = drop_overlaps(Hits(hits.first[rows], hits.length[rows], group_of))
    kept = kept[np.lexsort((group_of[kept], hits.first[rows][kept]))]
    return entries, hits.take(rows[kept]), group_of[kept]


def _check_case(entries: list[str], *, tokens: Tokens) -> None:
    """Refuse what would go missing in silence."""
    if any(term != term.lower() for term in tokens.terms):
        return
    capital = next((entry for entry in entries if entry != entry.lower()), None)
    if capital is not None and len(tokens):
        raise MediakitError(
            f"entry {capital!r} has a capital letter, and no word of these tokens has one. Pass "
            "the tokens as tokenize() gives them, or write the dictionary in small letters."
        )


def _walk(source: Any, *, inside: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """List category and entry of a nested dictionary."""
    name = "/".join(inside)
    if isinstance(source, Mapping):
        for category, content in source.items():
            if not isinstance(category, str) or not category.strip():
                raise MediakitError(
                    f"category {category!r} in {name or 'the dictionary'!r} is no text. Quote it; "
                    "YAML reads yes, no, on and off as truth values."
                )
            yield from _walk(content, inside=(*inside, *category.strip().split("/")))
    elif isinstance(source, list | tuple | set | frozenset):
        for item in sorted(source, key=str) if isinstance(source, set | frozenset) else source:
            if isinstance(item, Mapping):
                yield from _walk(item, inside=inside)
            elif isinstance(item, str) and item.strip():
                yield inside, " ".join(item.split())
            else:
                raise MediakitError(
                    f"category {name!r} has the entry {item!r}, which is no text. Quote it; "
                    "YAML reads yes, no, on and off as truth values, and figures as numbers."
                )
    else:
        raise MediakitError(f"category {name!r} must have a list of entries, not {source!r}")


def _read_file(path: Path) -> Mapping[str, Any]:
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise MediakitError(f"{path} is no dictionary; its name must end in {', '.join(_SUFFIXES)}")
    if not path.is_file():
        raise MediakitError(f"there is no file {path}")
    return _read_csv(path) if suffix == ".csv" else _read_yaml(path)


def _read_csv(path: Path) -> Mapping[str, Any]:
    # The words "null" and "NA" are entries, not missing values.
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    require_columns(table, columns=["category", "entry"], made_by="read_dictionary()")
    nested: dict[str, Any] = {}
    for line, (category, entry) in enumerate(zip(table["category"], table["entry"], strict=True)):
        if not category.strip() or not entry.strip():
            raise MediakitError(f"{path}, row {line + 1}: category or entry is empty")
        nested.setdefault(category.strip(), []).append(entry)
    return nested


def _read_yaml(path: Path) -> Mapping[str, Any]:
    try:
        import yaml
    except ImportError as error:
        raise MediakitError(
            "reading YAML needs PyYAML, which comes with JupyterLab: pip install pyyaml, "
            "or write the dictionary as CSV."
        ) from error
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except yaml.YAMLError as error:
        raise MediakitError(f"{path} is no YAML: {error}") from error
    if not isinstance(content, Mapping):
        raise MediakitError(f"{path} must hold categories with lists of entries, not {content!r}")
    return content

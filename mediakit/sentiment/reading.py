"""Readers for the German polarity lexicons that others publish, and for one's own."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit.errors import ArticleError, EmptyError, MediakitError, require_texts
from mediakit.sentiment.lexicon import check_lexicon, plain
from mediakit.sentiment.sentences import weigh_batches
from mediakit.sentiment.words import word_senses

_Row = tuple[str, float, str]
_PathLike = str | Path


def read_lexicon(
    path: _PathLike | Sequence[_PathLike], *, format: str | None = None
) -> pd.DataFrame:
    r"""Read a polarity lexicon as a table.

    Mind its licence: SentiWS and NRC are not for commercial use, PolArt is under Apache 2.0.

    Parameters
    ----------
    path : str, Path, or a list of them
        The file, or the two files of SentiWS.
    format : {"sentiws", "polart", "rauh", "gervader", "nrc", "csv"}, optional
        By default told from the first lines. ``"csv"`` is one's own: a header with ``term`` and
        ``polarity``, and perhaps ``role``.

    Returns
    -------
    DataFrame
        One row a word, by word; words that stand more than once get the mean of their values:

        ``term``
            The word as it stands, but ``ss`` for ``ß``. SentiWS lists inflected forms as well.
        ``polarity``
            From -1 to 1 (GerVADER's values from -4 to 4 are divided by 4); for an intensifier the
            factor, for a shifter 0.
        ``role``
            ``"word"``; ``"intensifier"``, which scales the next word; ``"shifter"``, which turns
            the words of its clause round, as *verhindern* does.

    Raises
    ------
    MediakitError
        If the format is unknown or cannot be told.
    ArticleError
        Naming file and line of what cannot be read.
    EmptyError
        If the file holds no word.

    References
    ----------
    Remus, R. et al. (2010), SentiWS, LREC. Klenner, M. et al. (2009), PolArt, NODALIDA. Rauh, C.
    (2018), Validating a sentiment dictionary for German political language, JITP 15(4). Tymann, K.
    et al. (2019), GerVADER, LWDA. Mohammad, S. and Turney, P. (2013), NRC, Computational
    Intelligence 29(3).

    Examples
    --------
    >>> from pathlib import Path
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.csv")
    ...     rows = "term,polarity\nPechsträhne,-1\nSternstunde,1\n"
    ...     _ = path.write_text(rows, encoding="utf-8")
    ...     lexicon = read_lexicon(path)
    >>> lexicon
              term  polarity  role
    0  Pechsträhne      -1.0  word
    1  Sternstunde       1.0  word
    """
    paths = [Path(path)] if isinstance(path, str | Path) else [Path(p) for p in path]
    rows: list[_Row] = []
    for file in paths:
        lines = _read_lines(file)
        name = format or _tell_format(lines, file=file)
        if name not in _READERS:
            raise MediakitError(f"format must be one of {', '.join(_READERS)}, not {format!r}")
        rows += _READERS[name](lines, file)
    if not rows:
        raise EmptyError(f"{paths[0]} holds no word with a polarity.")
    table = pd.DataFrame(rows, columns=["term", "polarity", "role"])
    table["term"] = [plain(term) for term in table["term"]]
    # What a word does to others counts more than what it says: the role first in the alphabet.
    special = table.sort_values("role", kind="stable").drop_duplicates("term").set_index("term")
    table = table[table["role"] == table["term"].map(special["role"])]
    merged = table.groupby("term", sort=True).agg({"polarity": "mean", "role": "first"})
    return check_lexicon(merged.reset_index())


def _read_lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"cannot be read as UTF-8 text: {error}", file=file) from None


def _tell_format(lines: Sequence[str], *, file: Path) -> str:
    first = next((line for line in lines if line.strip() and line[:1] != "%"), "")
    fields = first.split("\t")
    tests: Mapping[str, Callable[[], bool]] = {
        "sentiws": lambda: "|" in fields[0] and len(fields) > 1,
        "polart": lambda: any("=" in part for part in first.split()[1:2]),
        "nrc": lambda: len(fields) > 3 and "german" in first.lower(),
        "gervader": lambda: len(fields) > 2 and _is_number(fields[1]) and _is_number(fields[2]),
        "rauh": lambda: first.replace('"', "").replace(" ", "") == "feature,sentiment",
        "csv": lambda: {"term", "polarity"} <= set(next(csv.reader([first]), [])),
    }
    found = next((name for name, test in tests.items() if test()), None)
    if found is None:
        raise ArticleError(
            f"is in none of the formats {', '.join(tests)}. Write it as CSV with the columns "
            "term and polarity, or name its format=.",
            file=file,
        )
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _number(text: str | None, *, file: Path, line: int) -> float:
    if text is None or not _is_number(text):
        raise ArticleError(f"{text!r} is no number", file=file, line=line)
    return float(text)


def _read_sentiws(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    for number, line in enumerate(lines, start=1):
        fields = line.split("\t")
        if line.strip():
            value = _number(fields[1] if len(fields) > 1 else None, file=file, line=number)
            forms = fields[2].split(",") if len(fields) > 2 else []
            for form in (fields[0].partition("|")[0], *forms):
                if form.strip():
                    yield form.strip(), value, "word"


def _read_polart(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    signs = {"POS": 1.0, "NEG": -1.0, "NEU": 0.0}
    roles = {"INT": "intensifier", "SHI": "shifter"}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("%"):
            continue
        word, kind, value = _split_polart(line)
        if kind not in {**signs, **roles}:
            raise ArticleError(f"{line!r} is not like 'gut POS=1 adj'", file=file, line=number)
        strength = _number(value, file=file, line=number)
        yield word, signs.get(kind, 1.0) * strength, roles.get(kind, "word")


def _split_polart(line: str) -> tuple[str, str, str]:
    word, _, rest = line.strip().partition(" ")
    kind, _, value = (rest.split() or [""])[0].partition("=")
    return word, kind, value


def _read_rauh(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    for number, row in enumerate(csv.reader(lines[1:]), start=2):
        if row:
            value = _number(row[1] if len(row) > 1 else None, file=file, line=number)
            yield row[0].strip(), value, "word"


def _read_gervader(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    for number, line in enumerate(lines, start=1):
        fields = line.split("\t")
        if line.strip():
            value = _number(fields[1] if len(fields) > 1 else None, file=file, line=number)
            yield fields[0].strip(), value / 4, "word"


def _read_nrc(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    header = [name.strip().lower() for name in lines[0].split("\t")]
    german = next(place for place, name in enumerate(header) if "german" in name)
    if not {"positive", "negative"} <= set(header):
        raise ArticleError("has no columns Positive and Negative", file=file, line=1)
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) < len(header) or fields[german].strip() in ("", "NO TRANSLATION"):
            continue
        positive, negative = (
            _number(fields[header.index(name)], file=file, line=number)
            for name in ("positive", "negative")
        )
        if positive != negative:
            yield fields[german].strip(), positive - negative, "word"


def _read_csv(lines: Sequence[str], file: Path) -> Iterator[_Row]:
    for number, row in enumerate(csv.DictReader(lines), start=2):
        value = _number(row.get("polarity"), file=file, line=number)
        yield row["term"].strip(), value, (row.get("role") or "word").strip()


_READERS: dict[str, Callable[[Sequence[str], Path], Iterator[_Row]]] = {
    "sentiws": _read_sentiws,
    "polart": _read_polart,
    "rauh": _read_rauh,
    "gervader": _read_gervader,
    "nrc": _read_nrc,
    "csv": _read_csv,
}


def lexicon_coverage(
    articles: pd.DataFrame, *, lexicons: Mapping[str, pd.DataFrame], column: str = "text"
) -> pd.DataFrame:
    """Report how much of the articles each of several lexicons scores.

    Parameters
    ----------
    articles : DataFrame, one row an article
        An article table.
    lexicons : mapping of str to DataFrame
        Lexicons by name, as `read_lexicon` or `default_lexicon` give them.
    column : str
        The column that holds the text.

    Returns
    -------
    DataFrame
        One row a lexicon, in the order given:

        ``lexicon``
            Its name.
        ``entries``
            Words in the lexicon.
        ``used``
            Entries that were found in the articles.
        ``words``
            Words of the articles that were scored.
        ``per_thousand``
            The same per thousand words of the articles.
        ``articles``
            Share of the articles in which a word was scored.

    Raises
    ------
    EmptyError
        If there are no articles or no lexicons.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> lexicon = pd.DataFrame({"term": ["Erfolg", "Krise"], "polarity": [1.0, -1.0]})
    >>> articles = pd.DataFrame({"text": ["Ein Erfolg, ein großer Erfolg.", "Nichts."]})
    >>> mk.lexicon_coverage(articles, lexicons={"own": lexicon})
      lexicon  entries  used  words  per_thousand  articles
    0     own        2     1      2    333.333333       0.5
    """
    texts = require_texts(articles, column=column)
    if texts.empty or not len(lexicons):
        raise EmptyError("no articles or no lexicons. Pass the result of read_articles().")
    rows = []
    for name, lexicon in lexicons.items():
        senses, entries = word_senses(lexicon), set()
        words = total = scored_articles = 0
        for _, weighed in weigh_batches(texts, lexicon=lexicon):
            scored = weighed.polarity != 0
            terms = np.unique(weighed.tokens.codes[scored])
            entries |= {senses[weighed.tokens.terms[term]].entry for term in terms}
            entries |= set(weighed.joined.values())
            before = np.concatenate([[0], np.cumsum(scored)])[weighed.tokens.offsets]
            words, total = words + int(scored.sum()), total + len(scored)
            scored_articles += int(np.count_nonzero(np.diff(before)))
        share = words / total * 1_000 if total else 0.0
        rows.append((name, len(lexicon), len(entries), words, share, scored_articles / len(texts)))
    columns = ["lexicon", "entries", "used", "words", "per_thousand", "articles"]
    return pd.DataFrame(rows, columns=columns)

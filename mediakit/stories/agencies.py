"""Which news agency an article gives credit to, and which it merely mentions."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from mediakit.corpus import is_parted, map_articles
from mediakit.errors import EmptyError, require_columns

# Spelling in credits and the agency meant; the upper-case forms of dpa and epd occur in headers.
_AGENCIES = {
    "dpa": "dpa", "DPA": "dpa", "afp": "AFP", "AFP": "AFP", "reuters": "Reuters",
    "Reuters": "Reuters", "REUTERS": "Reuters", "rtr": "Reuters", "ap": "AP", "AP": "AP",
    "apa": "APA", "APA": "APA", "sda": "SDA", "SDA": "SDA", "Keystone-SDA": "SDA",
    "keystone-sda": "SDA", "Keystone": "SDA", "epd": "epd", "EPD": "epd", "kna": "KNA",
    "KNA": "KNA", "sid": "SID", "SID": "SID", "dapd": "dapd", "ddp": "ddp",
}  # fmt: skip
_NAMES = {
    r"Deutschen? Presse-?Agentur": "dpa",
    r"Agence France[- ]Presse": "AFP",
    r"Associated Press": "AP",
    r"Austria Presse[- ]?Agentur": "APA",
    r"Schweizerischen? Depeschenagentur": "SDA",
    r"Evangelischen? Pressedienst(?:e?s)?": "epd",
    r"Katholischen? Nachrichten-?Agentur": "KNA",
    r"Sport-?[Ii]nformations-?[Dd]ienst(?:e?s)?": "SID",
}
# Spellings that mean nothing else, so that a bare one in a sentence is the agency.
_CLEAR = ("dpa", "AFP", "Reuters", "APA", "epd", "KNA", "SID", "Keystone-SDA", "dapd", "ddp")
_SPELLINGS = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
# dpa/lno is the state service of Lower Saxony, dpa-AFX the one for business: one credit each.
_REGION = (
    r"(?:/(?:s?l[a-z]{1,2}|bb|bln|mv|sa|sn|th|tmn)\b"
    r"|-(?:AFX(?: [A-Z]\w+)?|infocom|tmn|Custom Content)\b)"
)
_CREDIT = rf"(?<![\w-])(?:{_SPELLINGS})(?!\w|:\d){_REGION}?"
_INITIALS = r"[\w.-]{1,12}"
_JOIN = r"(?:\s?[/,;+|&]\s?|\s(?:und|u\.|mit)\s)"
_LIST = (
    rf"(?:(?:{_INITIALS}){_JOIN}){{0,3}}(?:{_CREDIT})"
    rf"(?:{_JOIN}(?:{_CREDIT}|{_INITIALS})){{0,4}}"
)
_PLACE = r"[A-ZÄÖÜ][^\W\d_]{1,30}(?:[ ./-]{1,2}[\w(][\w).-]{0,20}){0,4}"
_DATE = r"(?:,? \d{1,2}\. ?(?:[A-Z][a-zä]+\.?|\d{1,2}\.)(?: ?\d{4})?)?"
_SIGNS = r"[-–—:|]"
_BEGIN = r"(?=[A-ZÄÖÜ„»\"])"
_NO_ARTICLE = r"(?!D(?:er|ie|as)\b|Eine?\b|Nach\b|Laut\b|Wie\b)"
_FULL_NAME = "|".join(_NAMES)
_SHORT = rf"{_CREDIT}(?:/(?:{_CREDIT}|[A-Za-z]{{2,4}}\b)){{0,4}}"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}{_DATE},?\s*\((?P<a>{_LIST})\)\s*(?:{_SIGNS}|[.])"
    rf"|{_PLACE}{_DATE}(?<![.!?])\s*\((?P<g>{_LIST})\)\s*$"
    rf"|\((?P<f>{_LIST})\)\s*{_SIGNS}"
    # Where no sign follows, a word that begins a sentence must.
    rf"|(?:{_NO_ARTICLE}(?:[A-ZÄÖÜ][\w/-]{{1,30}}[. ]{{0,2}}){{1,3}})?"
    rf"\((?P<b>{_LIST})\)\s+{_BEGIN}"
    rf"|\({_PLACE}\s\((?P<h>{_LIST})\)\)"
    rf"|(?:{_PLACE},?\s(?:{_SIGNS}\s)?)?(?P<d>{_SHORT})\s*{_SIGNS}\s(?!{_FULL_NAME})"
    rf"|(?:{_PLACE}\s?/\s?|[a-z]{{2,4}}/)(?P<c>{_CREDIT}(?:/{_CREDIT})*)\s*(?:{_SIGNS}|[.])\s"
    rf"|(?P<e>{_CREDIT}(?:/{_CREDIT})*)\s+(?:[A-ZÄÖÜ]{{3,}}\b|{_PLACE}\s*{_SIGNS}\s)"
    rf"|[A-ZÄÖÜ]{{3,}}/(?P<i>{_CREDIT})\s+{_BEGIN}"
    rf"|{_NO_ARTICLE}(?:[A-ZÄÖÜ][\w/-]{{1,30}} ){{1,2}}"
    rf"(?P<j>(?:dpa|afp|epd|rtr){_REGION}?)\s{_BEGIN})"
)
_END = re.compile(
    rf"(?:[(\[](?:[Mm]it (?:Material von )?)?(?P<a>{_LIST})[)\]]\.?"
    # On a line of its own or behind a sentence, with a sign before it or not: "/dpa/bb".
    rf"|(?:(?<![^\n])|(?<=[.!?…“”\"«»’')|\]]))\s*[-–—/|]?\s*(?:[Mm]it )?(?P<b>{_LIST})"
    rf"|(?P<c>dpa-infocom), dpa:[\d-]+(?:/\d+)?"
    # "Von Erika Muster, dpa", "epd lob mih", "az/dpa, 8.11.2015 12:26 Uhr"
    rf"|(?:\bVon|\|)\s[A-ZÄÖÜ][^\n.!?|]{{2,60}},\s(?P<d>{_CREDIT})(?: ---)?"
    rf"|(?<![^\n])(?P<e>{_CREDIT})(?: [a-z]{{2,4}}){{1,3}}"
    rf"|(?<![^\n])[a-z]{{2,4}}/(?P<f>{_CREDIT}), [\d.]+ [\d:]+(?: Uhr)?)\s*$"
)
# "... im Finale. (APA, 5.9.2015)": behind a sentence a bracket with an agency is its credit.
_CLOSED = re.compile(rf"(?<=[.!?…“”\"«»’']) {{0,2}}\((?P<a>{_LIST})[^()\n]{{0,20}}\)")
_AGENCY = rf"(?:{_CREDIT}|{_FULL_NAME})"
_MATERIAL = re.compile(
    r"(?:\b(?:[Mm]it|[Uu]nter Verwendung von|[Aa]us|[Ee]nthält) (?:\w+ )?"
    r"(?:Material|Agenturmaterial|Informationen|Inhalten?)(?: (?:der|von|des))?"
    r"(?: (?:Nachrichtena|A)gentur(?:en)?)?"
    r"|\b(?:Quellen?|T(?:ext|EXT)|Autor(?: / Redakteur)?|Material|Redaktion"
    r"|(?:Nachrichtena|A)gentur(?:en)?):"
    r"|(?<![^\n])[Vv]on:?)\s*[:(]?\s*"
    rf"(?P<a>{_AGENCY}(?:{_JOIN}(?:der )?{_AGENCY})*)"
    rf"|\b[Mm]it (?P<b>{_CREDIT})-(?:Material|Informationen|Inhalten)\b"
)
_OWNER = rf"©\s*(?:\d{{4}}\s)?(?:[\w ]{{1,30}}/\s?)*{_CREDIT}"
# At the end of a text the copyright is the text's, elsewhere that of a picture above.
_COPYRIGHT = re.compile(
    rf"{_OWNER}(?:\s?[/,] ?{_CREDIT})*(?: GmbH)?(?:, dpa:[\d/-]+)?"
    r"(?:\. Alle Rechte vorbehalten\.?)?\s*\Z"
)
_PHOTO = re.compile(
    r"\b(?:F(?:otos?|OTO)|Bild(?:er|quelle)?|Symbolbild|Archivfoto|Grafik|Video)\s*:"
    rf"[^\n.]{{0,60}}?(?P<a>(?:{_CREDIT})(?:{_JOIN}(?:{_CREDIT}))*)"
    rf"|(?P<b>picture alliance\s*/\s*dpa|{_OWNER})"
    rf"|(?<![^\n])(?P<c>{_CREDIT})/[A-ZÄÖÜ][\w.-]+(?: [\w.-]+){{1,3}}(?![^\n])"
)
_CUED = re.compile(
    r"(?:[Aa]gentur(?:en)?|[Nn]achrichtendienst|[Ll]aut|\bder|\bdes|\bdem|[Ww]ie|gegenüber)\s+"
    r"[„\"»«]?(?P<a>AP|SDA|sda)(?![\w-])"
)
_MENTION = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(map(re.escape, _CLEAR))})(?!\w|:\d)(?:-AFX\b)?|{_FULL_NAME}"
)
_NAME_LAST = re.compile(rf"(?:{_FULL_NAME})\W*$")
_ANY = re.compile(_AGENCY)
_BY_SPELLING = re.compile(rf"(?:{_SPELLINGS})(?!\w)")
# What may stand behind a credit that closes a text: signs, and an editor's initials.
_REST = re.compile(r"(?:[/,] ?\w{1,4})?[\s.)\]*_]*")
_PARAGRAPH = re.compile(r"\S[^\n]*")


class _Find(NamedTuple):
    kind: str
    position: str
    start: int
    end: int


def agency_credits(articles: pd.DataFrame | Any) -> pd.DataFrame:
    """Find the news agencies that articles give credit to, and those they merely mention.

    Known are dpa, AFP, Reuters, AP, APA, SDA (Keystone-SDA), epd, KNA and SID, and of old dapd and
    ddp, with their regional and special services (``dpa/lno``, ``dpa-AFX``).

    Parameters
    ----------
    articles : DataFrame, one row an article, Corpus or dask.dataframe.DataFrame
        An article table, or any table with a column ``text``; a corpus on disk, whose parts are
        searched one after another, or articles as a Dask DataFrame.

    Returns
    -------
    DataFrame
        One row per article and place in its text, in the order of the articles and texts:

        ``article``
            The article.
        ``agency``
            The agency.
        ``kind``
            ``credit`` (the text is the agency's, in whole or in part), ``photo`` (a picture is)
            or ``mention`` (a sentence speaks of the agency, ``meldete die Agentur Reuters``).
        ``position``
            ``dateline`` (at the begin of the text or of a paragraph), ``end`` (behind the last
            sentence) or ``body``.
        ``start``
            Where the agency's name begins in the text, in characters.
        ``end``
            Where it ends.
        ``credit``
            The name as it stands there, with its service: ``text[start:end]``.

    Raises
    ------
    ColumnError
        If there is no column ``text``.
    EmptyError
        If there are no articles.

    Examples
    --------
    >>> import mediakit as mk, pandas as pd
    >>> articles = pd.DataFrame({"text": [
    ...     "Hannover (dpa/lno) - Der Deich hält. Das meldete auch Reuters.",
    ...     "Der Deich hält. (AFP/dpa)"]})
    >>> mk.agency_credits(articles)
       article   agency     kind  position  start  end   credit
    0        0      dpa   credit  dateline     10   17  dpa/lno
    1        0  Reuters  mention      body     54   61  Reuters
    2        1      AFP   credit       end     17   20      AFP
    3        1      dpa   credit       end     21   24      dpa
    """
    if is_parted(articles):
        return map_articles(articles, agency_credits, column="text").reset_index(drop=True)
    require_columns(articles, columns=["text"], made_by="read_articles()")
    if articles.empty:
        raise EmptyError("no articles to search. Pass the result of read_articles().")
    rows = [
        (article, _name(text[find.start : find.end]), *find, text[find.start : find.end])
        for article, text in articles["text"].items()
        if isinstance(text, str)
        for find in _search(text)
    ]
    texts = dict.fromkeys(["agency", "kind", "position", "credit"], "str")
    kinds = {"article": articles.index.dtype} | texts | {"start": "int64", "end": "int64"}
    columns = ["article", "agency", "kind", "position", "start", "end", "credit"]
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _name(credit: str) -> str:
    """Name the agency of a credit, whatever its service."""
    known = _BY_SPELLING.match(credit)
    if known:
        return _AGENCIES[known.group()]
    return next(agency for name, agency in _NAMES.items() if re.fullmatch(name, credit))


def _search(text: str) -> list[_Find]:
    """Find credits first, then mentions where no credit stands."""
    if not _ANY.search(text):
        return []
    finds: dict[int, _Find] = {}
    taken: set[int] = set()
    for start, end, kind, position in _places(text):
        for name in _ANY.finditer(text, start, end):
            if taken.isdisjoint(range(*name.span())):
                taken.update(range(*name.span()))
                finds[name.start()] = _Find(kind, position, name.start(), name.end())
    return [finds[start] for start in sorted(finds)]


def _places(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Tell where names may stand and what they are there, the surest first."""
    for match in _COPYRIGHT.finditer(text):
        yield *match.span(), "credit", "end"
    for match in _PHOTO.finditer(text):
        yield *_span(match), "photo", "body"
    paragraphs = [paragraph.span() for paragraph in _PARAGRAPH.finditer(text)]
    for begin, end in paragraphs:
        yield from _edges(text, begin=begin, end=end, last=end == paragraphs[-1][1])
    for match in (*_CLOSED.finditer(text), *_MATERIAL.finditer(text)):
        last = _REST.fullmatch(text, match.end())
        yield *_span(match), "credit", "end" if last else "body"
    for match in (*_CUED.finditer(text), *_MENTION.finditer(text)):
        # "Deutsche Presse-Agentur (dpa)", or the short name of somebody else.
        if text[match.start() - 1 : match.end() + 1] != f"({match.group()})":
            yield *_span(match), "mention", "body"


def _edges(text: str, *, begin: int, end: int, last: bool) -> Iterator[tuple[int, int, str, str]]:
    """Tell of the credits at the begin and at the end of a paragraph."""
    found = []
    dateline, ending = _DATELINE.match(text, begin, end), _END.search(text, begin, end)
    if dateline:
        found.append((*_span(dateline), "credit", "dateline"))
    if ending and not _follows_name(text[begin : ending.start()]):
        found.append((*_span(ending), "credit", "end" if last else "body"))
    # A bracket that closes the text is no dateline, though it may look like one.
    yield from reversed(found) if last else found


def _follows_name(before: str) -> bool:
    """Tell whether a bracket only abbreviates the agency's full name before it."""
    return bool(_NAME_LAST.search(before[-60:]))


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Take the first named group that matched, else the whole."""
    group = next((name for name, found in match.groupdict().items() if found), 0)
    return match.span(group)

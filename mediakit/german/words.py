"""Words: one chunk of text between white space becomes its adjacent tokens.

A token never spans white space, so a chunk alone decides how it is split, and a corpus is split
once per distinct chunk. Where only the next chunk could tell, this file chooses for good:

- ``3.`` and ``24.`` keep their full stop (ordinals), ``2025.`` and ``125.`` give it away;
- ``J.`` and ``XVI.`` keep it, as do the abbreviations in ``data/abbreviations.txt``, even where the
  sentence ends with them; an ordinal before a closing quotation mark gives it away;
- a range (``10-15``, ``2015–2019``) is three tokens, a season (``2019/20``) is one;
- ``Hans'`` keeps its apostrophe if it has a capital letter and ends with s, x, z or ß.
"""

import functools
import re
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from mediakit.errors import MediakitError, no_text
from mediakit.german.abbreviations import dotted_abbreviations


class Word(NamedTuple):
    """A token and the place of its first character in the text.

    Examples
    --------
    >>> word = split_words("Ja, gern")[2]
    >>> word.text, word.start
    ('gern', 4)
    """

    text: str
    start: int


class Rule(NamedTuple):
    """One row of the rule table.

    ``pattern`` is a regular expression without capturing groups, in which ``<abbreviation>``
    stands for any form of ``data/abbreviations.txt``. ``example`` is a chunk with ``|`` between
    its tokens.
    """

    name: str
    pattern: str
    example: str


# Letters and digits, with the signs that may ride on them: combining marks, soft hyphen, joiners.
RUN = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*)*"
LETTERS = r"[^\W\d_](?:[^\W_]*(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*)*)"
APOSTROPHE = r"['’‘ʼ´`]"
END = r"(?![^\W_])"
# What joins a further part to a word: CDU-Spitze, geht's, Bürger:innen, Jede/r, Politiker(innen).
JOINED = (
    rf"(?:\+?[-‐‑]{RUN}|{APOSTROPHE}{LETTERS}|[_·]{RUN}|\*-?{LETTERS}"
    rf"|(?<=[^\W\d_]):(?:innen[^\W_]*|in{END}|e[rnms]?{END}|[rnms]{END}|zz[ea]n?{END}|nj?a{END})"
    rf"|(?<=[^\W\d_])/-?(?:innen{END}|[ern]{END})|(?<=[a-zäöüß])/-?in{END}"
    rf"|\((?:inn?|innen|e[rns]?|[rns])\)(?:{RUN})?|\[[^\W\d_]{{1,3}}\](?:{RUN})?)*"
)
# A hyphen, a plus sign or the full stop of a street name that closes a word.
TAIL = r"(?:[-‐‑](?![\w-])|\+(?![\w+])|(?<=[Ss]tr)\.(?!\.))?"
WORD = rf"{LETTERS}{JOINED}{TAIL}"
PICTURE = r"[\u2600-\u27bf\U0001f000-\U0001faff]"
CLOSERS = "\"“”»«›‹’‘'"

# Signs beside a word that leave it alone: nothing in the rules joins them to it.
_BEFORE = re.compile(r"[„“”\"»«›‹(]?").fullmatch
_BEHIND = re.compile(r"\.?(?:[“”\"»«›‹)][,:;.!?]?|[,:;!?])?").fullmatch

# The first rule that matches wins. Put your own in front: rules=(Rule(...), *RULES)
RULES: tuple[Rule, ...] = (
    Rule(
        "address",
        r"(?i:https?://|ftp://|www\.)[^\s\"„“”»«<>]{0,2000}[\w/=#&%~]",
        "https://beispiel.de/politik?id=5|.",
    ),
    Rule(
        "e-mail", r"[\w.+%-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", "(|redaktion@beispiel.de|)"
    ),
    Rule(
        "domain",
        r"[^\W_]{1,40}+(?:[.-][^\W_]{1,40}+){0,5}"
        r"\.(?:de|at|ch|com|org|net|info|eu|tv|li|lu|it|fr|uk|biz|gv\.at|co\.at)(?![^\W_]|\.[^\W_])"
        rf"(?:/(?:[^\s\"„“”»«<>]{{0,2000}}[\w/=#&%~])?|(?:-{RUN})+)?",
        "n-tv.de|,",
    ),
    Rule("hashtag", rf"#[^\W_]\w*(?:-{RUN})*", "#MeToo-Debatte|!"),
    Rule("account", r"@\w+(?:\.\w+)*", "@max_muster|:"),
    Rule("time stamp", r"\d{4}-\d\d-\d\d(?:T[\d:.+-]*\dZ?)?(?!\d)", "2025-04-01|,"),
    Rule(
        "day and month",
        r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?![\d.])",
        "31.12.|,",
    ),
    Rule("minute", r"(?<=\()\d{1,2}\.(?=\))", "(|63.|)"),
    Rule("ordinal", rf"(?<!\d)\d{{1,2}}\.(?![\d.?!…{CLOSERS})\]])", "3.|,"),
    Rule(
        "rate",
        r"\d*(?:[kmcµ]?m|[km]?g|[kMGT]?W(?:h)?|[kMGT]?[Bb]it|[kMGT]B|µg|l|t)[²³]?"
        rf"/(?:h|s|min|[kcm]?m[²³]?|k?g|l|t|d){END}",
        "km/h|,",
    ),
    Rule(
        "number",
        r"(?:(?<![\w)])[+−-])?\d+(?:[.,:/]\d+|['’‘]\d{3}(?!\d))*"
        rf"(?:,[-–]+|(?:-\d{{1,9}}){{0,4}}(?:-?%)?-?{WORD}|-(?![\w-])|\+(?![\w+]))?",
        "3,5-prozentige|,",
    ),
    Rule("capitals behind a dot", rf"[A-Z]\.[A-Z]{{2,}}{END}(?!\.){JOINED}", "E.ON-Chef|,"),
    Rule(
        "abbreviation",
        rf"(?=[^\W\d_]{{1,12}}+\.)(?:<abbreviation>)(?:-?<abbreviation>)*(?:-{WORD})?",
        "Dr.-Karl-Renner-Straße|,",
    ),
    Rule("abbreviation before a number", r"(?:Art|Kap|Tab|Pos|Pkt)\.(?=\d)", "Art.|5"),
    Rule(
        "word without a vowel",
        r"(?!(?:[kcmdn]m|[km]g|[cdmh]l|[PL]kw|Kfz|Tv|Hbf|Brr|[Hh]m|Ps?st|pst|Pfft|Ng|Krk|Grrr)\.)"
        r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz][b-df-hj-np-tv-xzß]{1,5}+\.(?!\.)",
        "Jgst.|,",
    ),
    Rule(
        "Roman numeral", r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{1,3}|II{1,2})\.(?![\w.])", "XVI.|,"
    ),
    Rule(
        "pair of pronouns",
        r"(?=[^\W\d_]{2,6}+:)(?i:der|die|das|den|dem|des|er|sie|ihn|ihm|ihre?[mnrs]?|seine?[mnrs]?)"
        rf":(?:der|die|das|den|dem|des|er|sie|ihn|ihm|ihre?[mnrs]?){END}",
        "der:die",
    ),
    Rule(
        "genitive",
        rf"(?<!['’‚‘`´])[A-ZÄÖÜ][^\W_]*+(?:-{RUN})*+(?<=[sxzß])['’](?!\w)",
        "Marx’",
    ),
    Rule(
        "shortened word",
        rf"(?<![^\W_])['’](?:s|n|ne|nen|nem|ner|nes|rein|raus|rauf|runter){END}",
        "'ne",
    ),
    Rule("and sign", rf"[A-Z]{{1,3}}[&+][A-Z][^\W_]*{JOINED}", "H&M-Filiale|,"),
    Rule(
        "dot inside a word",
        rf"[A-ZÄÖÜ]?[a-zäöüß]{{2,20}}+\.[a-zäöüß]{{2,20}}{END}(?!\.){JOINED}",
        "ver.di-Chef|,",
    ),
    Rule("word", WORD, "Müller’schen|,"),
    Rule("edited word", rf"\[[^\W\d_]{{1,2}}\]{WORD}", "„|[d]iese"),
    Rule("second half", rf"(?<![^\W_])-{LETTERS}{JOINED}{TAIL}", "„|Bild|“|-Zeitung"),
    Rule("ellipsis", r"\.{2,}|…+", "ja|..."),
    Rule("doubled quotation mark", r",,|''|``|´´|<<|>>", ",,|Ja|''"),
    Rule("run of one sign", r"[!?]+|-{2,}|\*{2,}|_{2,}|={2,}|\+{2,}|#{2,}|~{2,}|§+", "Was|?!"),
    Rule("degree", rf"°[CF]{END}", "30|°C"),
    Rule(
        "picture",
        rf"[\U0001f1e6-\U0001f1ff]{{2}}|{PICTURE}"
        rf"(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d{PICTURE})*",
        "🇦🇹|!",
    ),
    Rule("sign", r"[\s\S]", "54,3|%"),
)


def split_words(text: str, *, rules: tuple[Rule, ...] = RULES) -> list[Word]:
    """Split a text into words and signs, with their places.

    Parameters
    ----------
    text : str
        Any text.
    rules : tuple of Rule
        The rule table; the first rule that matches wins.

    Returns
    -------
    list of Word
        All tokens in order, ``start`` in characters: ``text[start:start + len(word.text)]`` is the
        token, and between two tokens there is nothing but white space.

    Raises
    ------
    MediakitError
        If the text is not a str, or a rule has a capturing group or matches nothing at all.

    Examples
    --------
    >>> [word.text for word in split_words("Die Bürger:innen zahlten 1.250,50 Euro.")]
    ['Die', 'Bürger:innen', 'zahlten', '1.250,50', 'Euro', '.']
    >>> split_words("Ja, z. B.")
    [Word(text='Ja', start=0), Word(text=',', start=2), Word(text='z.', start=4),
     Word(text='B.', start=7)]
    """
    if not isinstance(text, str):
        raise no_text(text, caller="split_words")
    split = chunk_splitter(rules)
    words = []
    for chunk in re.finditer(r"\S+", text):
        start = chunk.start()
        for piece in split(chunk.group()):
            words.append(Word(piece, start))
            start += len(piece)
    return words


def split_chunk(chunk: str) -> list[str]:
    """Split a chunk, which is text without white space, into its adjacent tokens.

    Parameters
    ----------
    chunk : str
        One chunk of a text.

    Returns
    -------
    list of str
        Its tokens; joined they are the chunk.

    Raises
    ------
    MediakitError
        If the chunk is not a str.

    Examples
    --------
    >>> split_chunk("„Hieb-")
    ['„', 'Hieb-']
    >>> split_chunk("(18.30")
    ['(', '18.30']
    """
    if not isinstance(chunk, str):
        raise no_text(chunk, caller="split_chunk")
    return chunk_splitter()(chunk)


@functools.cache
def chunk_splitter(rules: tuple[Rule, ...] = RULES) -> Callable[[str], list[str]]:
    r"""Compile a rule table into a function that splits one chunk.

    Parameters
    ----------
    rules : tuple of Rule
        The rule table; the first rule that matches wins.

    Returns
    -------
    callable
        A function from a chunk (str) to its tokens (list of str). A chunk of letters only is one
        token under any table.

    Raises
    ------
    MediakitError
        If a rule has a capturing group or matches the empty string.

    Examples
    --------
    >>> split = chunk_splitter((Rule("tram line", r"Bim-\d+", "Bim-5|er"), *RULES))
    >>> split("Bim-5er")
    ['Bim-5', 'er']
    """
    forms = _alternatives()
    sources = [rule.pattern.replace("<abbreviation>", forms) for rule in rules]
    for rule, source in zip(rules, sources, strict=True):
        pattern = re.compile(source)
        if pattern.groups or pattern.match(""):
            raise MediakitError(
                f"rule {rule.name!r} has a capturing group or matches the empty string; "
                "write (?:...) for a group, and match one character at least."
            )
    pieces = re.compile("|".join(f"(?:{source})" for source in sources)).findall

    def split(chunk: str) -> list[str]:
        return [chunk] if chunk.isalpha() else pieces(chunk)

    return split


def is_word(piece: str) -> bool:
    """Tell whether a token is a word or a number, and not a sign.

    Parameters
    ----------
    piece : str
        A token.

    Returns
    -------
    bool
        True if it holds a letter or a digit.

    Raises
    ------
    MediakitError
        If the token is not a str.

    Examples
    --------
    >>> [piece for piece in split_chunk("„Bürger:innen“,") if is_word(piece)]
    ['Bürger:innen']
    """
    if not isinstance(piece, str):
        raise MediakitError(f"is_word() takes a token (str), got {type(piece).__name__} {piece!r}.")
    return piece.isalnum() or any(map(str.isalnum, piece))


def opens_word(signs: str) -> bool:
    """Tell whether signs before a word leave it alone, whatever it is.

    With `closes_word` and `may_keep_dots` a shortcut past the rule table: where letters and digits,
    perhaps with hyphens, stand between such signs, they are a token as they are; but for digits
    with a hyphen between them, which may be a range or a date.

    Parameters
    ----------
    signs : str
        What stands in the chunk before the word.

    Returns
    -------
    bool
        False where the rules are to be asked.

    Examples
    --------
    >>> opens_word("„"), opens_word("@")
    (True, False)
    """
    return _BEFORE(signs) is not None


def closes_word(signs: str) -> bool:
    """Tell whether signs behind a word leave it alone; of a full stop `may_keep_dots` tells.

    Parameters
    ----------
    signs : str
        What stands in the chunk behind the word.

    Returns
    -------
    bool
        False where the rules are to be asked.

    Examples
    --------
    >>> closes_word(".“"), closes_word("’s")
    (True, False)
    """
    return _BEHIND(signs) is not None


def _alternatives() -> str:
    """Write all abbreviations as one expression, grouped by first letter to be fast."""
    forms = sorted(dotted_abbreviations(), key=lambda form: (form[0], -len(form)))
    groups = []
    for first, group in groupby(forms, key=lambda form: form[0]):
        groups.append(first + "(?:" + "|".join(re.escape(form[1:]) for form in group) + ")")
    return rf"(?:(?:{'|'.join(groups)}|[^\W\d_]\.)(?!\.))"

"""Rules on the letters of a German form; nothing here needs a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator

VERB_PREFIXES = frozenset(
    """ab an auf aus be bei da dabei daher dahin daneben dar daran darauf davon davor dazu
    dazwischen durch ein einher emp empor ent entgegen entlang er fehl fern fertig fest fort frei
    gegen gegenüber gleich her herab heran herauf heraus herbei herein herüber herum herunter
    hervor hin hinab hinan hinauf hinaus hindurch hinein hinterher hinüber hinunter hinweg hinzu
    hoch inne klar kennen los miss mit nach nahe nieder quer raus rein richtig rauf rum runter
    schief schön sicher still teil tot über überein um umher un unter ver voll vor voran voraus
    vorbei vorher vorüber vorweg wahr weg weiter wett wider wieder zer zu zufrieden zurecht zurück
    zusammen zuvor""".split()  # noqa: SIM905
)
GENDERED = re.compile(
    r"^(\w*[a-zäöüß])(?:(?:[:*_·]|/-?)[Ii]n(?:nen)?|In(?:nen)?|\((?:in|innen)\))$"
)
GENDERED_ADJECTIVE = re.compile(r"^(\w+e)(?:[:*_·]|/-?)[nr]$")
GENDERED_FRONT = re.compile(r"^(\w*[a-zäöüß](?:[:*_·]|/-?)[Ii]nnen)(\w{3,})$")
APOSTROPHE = re.compile(r"(\w)['’`´]s?$")
DECADE = re.compile(r"^(\d+er)n$")
PARTICIPLE_LIKE = re.compile(r"(?:t|en)$")
PLACE_GENITIVE = re.compile(
    r"(?:land|reich|stan|burg|berg|ien|falen|ingen|hessen|sachsen|preußen|polen|schweden"
    r"|norwegen|ungarn|bayern|ukraine|europa)s$",
    re.IGNORECASE,
)
NAME_ADJECTIVE = re.compile(r"(['’`´]sch)e[mnrs]?$")
GENITIVE = re.compile(r"(?<=[bdfghklmnprtvwyA-ZÄÖÜ])s$")
PLACE = re.compile(r"(?:ingen|hausen|hofen|stetten|beuren|münden)$")

_SHORT_FRONTS = frozenset({"Öl", "Ei"})
_LINKERS = ("", "s", "es", "n", "en", "er", "e", "ns")
_PRESENT_PARTICIPLE = re.compile(r"^(\w{2,}(?:end|elnd|ernd))(?:e[mnrs]?)$")
_PAST_PARTICIPLE = re.compile(r"^(\w{3,}(?:t|en))(?:e[mnrs]?)$")
_ADJECTIVE = re.compile(
    r"^(\w{2,}(?:isch|lich|ig|bar|sam|los|haft|voll|frei|reich|mäßig|abel|"
    r"iell|uell|iert|förmig|artig|deutsch|fähig))(?:er|st|est)?(?:e[mnrs]?)$"
)
_INSEPARABLE = re.compile(
    r"(?:an|auf|aus|ein|ab|zu|vor|mit|wieder)?(?:be|emp|ent|er|ge|miss|ver|zer)"
    r"|über|unter|um|wider|hinter|durch|voll|wieder"
)
_NOUN_ENDINGS = (
    (re.compile(r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ur)(en)$"), ""),
    (re.compile(r"(?:er)(n|s)$"), ""),
    (re.compile(r"(?:ing|ment|eur|or|ent|ett|at|il|ell|tum|nis|ling)(s|es)$"), ""),
    (re.compile(r"(?:i)(smen)$"), "smus"),
    (re.compile(r"(?:ni)(sse|ssen|sses)$"), "s"),
    (re.compile(r"(?:in)(nen)$"), ""),
    (re.compile(r"(?:log|graf|graph|nom|phil)i(en)$"), "e"),
    (re.compile(r"(?:log|path|soph|graph|graf|nom|ist|ant)(en)$"), ""),
)
_UNFOLD = str.maketrans("äöü", "aou")
_PLAIN = str.maketrans("äöüÄÖÜ", "aouAOU")


def modern_spelling(word: str, lemma: str) -> str:
    """Write ss in the lemma where the form does: the dictionaries still give Fluß for Flüsse."""
    at = lemma.find("ß")
    if at < 1 or word[at : at + 2] != "ss":
        return lemma
    same = word[at - 1].translate(_UNFOLD) == lemma[at - 1].translate(_UNFOLD)
    return lemma[:at] + "ss" + lemma[at + 1 :] if same else lemma


def fronts(front: str) -> Iterator[str]:
    """Words that the first part of a compound can stand for, without its linking element."""
    for linker in _LINKERS:
        bare = front.removesuffix(linker) if linker else front
        if (len(bare) > 2 or bare in _SHORT_FRONTS) and (not linker or bare != front):
            yield bare.capitalize()
            yield bare.lower()
    if len(front) > 2:
        yield front.capitalize() + "e"
        yield front.lower() + "en"


def inflected_lemma(lemma: str) -> bool:
    """Whether a dictionary's lemma still has an adjective's ending (sogenannte, sonstiges)."""
    return re.search(r"(?:ig|isch|lich|t)e[mrs]?$", lemma) is not None


def participle_base(word: str) -> str | None:
    """Uninflected participle of an inflected one (gewählte: gewählt), or None."""
    match = _PRESENT_PARTICIPLE.match(word) or _PAST_PARTICIPLE.match(word)
    return match[1] if match else None


def is_present_participle(word: str) -> bool:
    """Whether an inflected form ends like a present participle (laufendes)."""
    return _PRESENT_PARTICIPLE.match(word) is not None


def holds_ge(word: str, infinitive: str) -> bool:
    """Whether the form has a participle's ge that the infinitive lacks (aufgebaute: aufbauen)."""
    return any(
        word[at : at + 2] == "ge" and infinitive[at : at + 2] != "ge"
        for at in range(len(infinitive))
        if word[:at] == infinitive[:at]
    )


def lacks_ge(infinitive: str) -> bool:
    """Whether the verb forms its participle without ge (verändern, regieren)."""
    return infinitive.endswith("ieren") or _INSEPARABLE.match(infinitive) is not None


def infinitives(participle: str) -> Iterator[str]:
    """Infinitives that a regular or strong uninflected participle may belong to."""
    stem = participle[:-1] if participle.endswith("t") else participle[:-2]
    at = participle.find("ge")
    stems = [stem, stem.removesuffix("e")]
    if 0 <= at < len(stem) - 3:
        stems = [part[:at] + part[at + 2 :] for part in stems] + stems
    for part in stems:
        yield part + "en"
        yield part + "n"


def adjective_base(word: str) -> str | None:
    """Find the base of an unknown adjective by its suffix (innenpolitischen), or None."""
    match = _ADJECTIVE.match(word)
    return match[1] if match else None


def noun_base(word: str) -> str:
    """Singular of an unknown noun by its suffix (Digitalisierungen); others stay as they are."""
    for pattern, ending in _NOUN_ENDINGS:
        if match := pattern.search(word):
            return word[: match.start(1)] + ending
    return word


def masculines(stem: str) -> Iterator[str]:
    """Masculine nouns that a gendered stem may stand for: Kolleg (Kollege), Ärzt (Arzt)."""
    plain = stem.translate(_PLAIN)
    yield from (plain + "e", stem + "e", stem, plain)


def uninflected(word: str) -> str:
    """Form without an adjective ending: prozentiges, prozentig."""
    return re.sub(r"(?<=\w{3})e[mnrs]?$", "", word)


def weak_noun(word: str) -> str:
    """Weak nominative of an adjective used as a noun: Studierenden, Studierende."""
    return re.sub(r"(?<=\w{2})e[mnrs]$", "e", word)

"""Lemmas of German forms: the dictionary first, morphology for what the dictionary lacks.

The conventions are those of the Universal Dependencies treebanks of German:

- nouns and names keep their capital: *Häusern* gives *Haus*, *Merkels* gives *Merkel*;
- verbs give the infinitive, separable ones in one word: *zurückgetreten* gives *zurücktreten*;
- a participle with an adjective's ending keeps its own lemma: *gestiegene* gives *gestiegen*;
- adjectives give the positive without ending: *größten* gives *groß*; ordinals lose their ending:
  *dritten* gives *dritt*, while *3.* stays;
- adjectives used as nouns give the weak form: *Verdächtiger* gives *Verdächtige*;
- articles and pronouns give the masculine nominative: *dem* gives *der*, *ihm* gives *er*.

The project's own conventions: gendered forms give the masculine singular (*Bürger:innen* gives
*Bürger*, *Ärzt*innen* gives *Arzt*), the explicit feminine stays (*Bürgerinnen* gives *Bürgerin*);
hyphenated words change in their last part; *ss* and *ß* are written as today (*Flüsse*, *Fluss*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.errors import MediakitError
from mediakit.german import lemma_rules as rules
from mediakit.german.lemma_lexicon import LONGEST, Lexicon, lexicon

# A frequent form counts as an adjective if that is e ** 2 times as likely as a past tense.
_ADJECTIVE_MARGIN = 2.0
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[^\W\d_A-Za-zÀ-ɏḀ-\u1eff]|[\ud800-\udfff]")
_NOUN_TAGS = frozenset({"NN", "NNI", "NE", "FM", "XY"})


def lemmatize(word: str) -> str:
    """Give the lemma of one German form, without its context.

    The sources are asked in this order: the project's own list (``data/lemmas.txt``), the
    dictionary of simplemma; for what it lacks the last known part of a compound, endings, and
    for small words the morphology of HanTa, whose counts also choose between a form's readings.

    Parameters
    ----------
    word : str
        One token, in the spelling of the text. Punctuation, numbers, foreign scripts and
        abbreviations with their dot come back as they are.

    Returns
    -------
    str
        The lemma; the form itself where nothing is known of it.

    Raises
    ------
    MediakitError
        If `word` is not a str.

    References
    ----------
    simplemma 2.0.0 (Barbaresi; MIT, its data ODbL and others), dictionary for German.
    HanTa 1.2.1 (Wartena 2019, "A Probabilistic Morphology Model for German Lemmatization",
    KONVENS; LGPL), morphological analysis of single forms.

    Examples
    --------
    >>> [lemmatize(word) for word in ["Häusern", "zurückgetreten", "größten", "gestiegene"]]
    ['Haus', 'zurücktreten', 'groß', 'gestiegen']
    >>> lemmatize("Umsatzrückgänge"), lemmatize("Ampelkoalitionsstreitigkeiten")
    ('Umsatzrückgang', 'Ampelkoalitionsstreitigkeit')
    >>> lemmatize("Bürger:innen"), lemmatize("Ärzt*innen"), lemmatize("US-Präsidenten")
    ('Bürger', 'Arzt', 'US-Präsident')
    """
    if not isinstance(word, str):
        raise MediakitError(
            f"lemmatize() takes a word (str), got {type(word).__name__} {word!r}; "
            "drop missing words first"
        )
    return _lemma(word, lexicon())


def lemmatize_all(words: Sequence[str]) -> list[str]:
    """Give the lemmas of many forms: a vocabulary, each form once.

    Parameters
    ----------
    words : Sequence of str, shape (n_words,)
        Distinct forms; see :func:`lemmatize`.

    Returns
    -------
    list of str, shape (n_words,)
        The lemma of each form, equal to ``[lemmatize(word) for word in words]``.

    Raises
    ------
    MediakitError
        If `words` is a single str, or one of them is not a str.

    Examples
    --------
    >>> lemmatize_all(["Die", "Renten", "stiegen", "."])
    ['der', 'Rente', 'steigen', '.']
    """
    if isinstance(words, str):
        raise MediakitError("lemmatize_all() takes many words; for one use lemmatize()")
    loaded = lexicon()
    wrong = next((word for word in words if not isinstance(word, str)), "")
    if not isinstance(wrong, str):
        raise MediakitError(
            f"lemmatize_all() takes words (str), got {type(wrong).__name__} {wrong!r}; "
            "drop missing words first"
        )
    return [_lemma(word, loaded) for word in words]


def _lemma(word: str, lex: Lexicon) -> str:
    if len(word) > 2 * LONGEST or not _LETTER.search(word) or _FOREIGN.search(word):
        return word
    own = lex.own.get(word) or lex.own.get(word.lower())
    if own is not None:
        return own
    if not word.isalpha() or ("In" in word[1:] and rules.GENDERED.match(word)):
        return _composed(word, lex)
    if len(word) > 4 and word.isupper() and word not in lex.lemmas:
        word = word.capitalize()
    return _capitalised(word, lex) if word[0].isupper() else _lowercase(word, lex)


def _composed(word: str, lex: Lexicon) -> str:
    """Lemma of a form with a hyphen, an apostrophe, a gender sign or digits."""
    if word.endswith("."):
        return word
    if gendered := rules.GENDERED.match(word):
        return _masculine(gendered[1], lex) or (word if word.endswith("In") else gendered[1])
    if gendered := rules.GENDERED_ADJECTIVE.match(word):
        return _lemma(gendered[1], lex)
    if gendered := rules.GENDERED_FRONT.match(word):
        return gendered[1] + _lemma(gendered[2].capitalize(), lex).lower()
    for ending in (rules.DECADE, rules.NAME_ADJECTIVE, rules.APOSTROPHE):
        if ending.search(word):
            return ending.sub(r"\1", word)
    front, _, last = word.rpartition("-")
    if front and last:
        return lex.noun(word) or f"{front}-{_last_part(last, lex)}"
    return lex.lemmas.get(word, word)


def _last_part(last: str, lex: Lexicon) -> str:
    """Lemma of what follows the last hyphen; a participle stays one (CDU-geführten: -geführt)."""
    lemma = _lemma(last, lex)
    if last[0].isupper():
        return lemma if lemma[0].isupper() else rules.weak_noun(last)
    return rules.uninflected(last) if lex.is_infinitive(lemma) and lemma != last else lemma


def _masculine(stem: str, lex: Lexicon) -> str | None:
    nouns = (
        noun for noun in rules.masculines(stem) if noun in (lex.noun(noun), _by_head(noun, lex))
    )
    return next(nouns, None)


def _capitalised(word: str, lex: Lexicon) -> str:
    noun = lex.noun(word)
    small = lex.lemmas.get(word.lower())
    if small is None or small[0].isupper():
        return noun or _unknown_capitalised(word, lex)
    if noun is None and small == word.lower() + "n":
        return word
    tag = lex.tag(word)
    if tag == "NNA":
        return _substantivised(word, noun)
    if tag == "NNI" and small == word.lower():
        return word
    if tag == "ADJ(A)" and (noun is None or _is_adjective(word, noun, lex)):
        base = _lowercase(word.lower(), lex)
        return rules.participle_base(word.lower()) or base if lex.is_infinitive(base) else base
    counted = word.lower() in lex.tagger.cache and tag not in _NOUN_TAGS and tag != "ADJ(A)"
    if noun is not None and not counted:
        return noun
    if tag in _NOUN_TAGS:
        return word if small == word.lower() else lex.analyse(word, tag)
    return _lowercase(word.lower(), lex)


def _substantivised(word: str, noun: str | None) -> str:
    """Lemma of an adjective used as a noun: the weak form (ein Verdächtiger: Verdächtige)."""
    weak = rules.weak_noun(word)
    if noun is None and (base := rules.adjective_base(word.lower())):
        return base
    return noun if noun is not None and noun.endswith("e") else weak


def _is_adjective(word: str, noun: str, lex: Lexicon) -> bool:
    """Whether a capitalised form that is also a noun inflects an adjective (not Längen, Wiener)."""
    if noun == word and word.endswith("er"):
        return False
    small = word.lower()
    base = _lowercase(small, lex)
    return base != small and (small.startswith(base) or re.search("er|st", small[-5:]) is not None)


def _unknown_capitalised(word: str, lex: Lexicon) -> str:
    if word.endswith("s") and word[:-1] in lex.lemmas:
        return word[:-1]
    if (lemma := _by_head(word, lex)) is not None:
        return lemma
    if rules.GENITIVE.search(word):
        return word[:-1]
    return rules.adjective_base(word.lower()) or rules.noun_base(word)


def _by_head(word: str, lex: Lexicon) -> str | None:
    """Lemma of an unknown compound through its longest known last part, or None."""
    if rules.PLACE.search(word):
        return None
    for at in range(2, min(len(word), LONGEST) - 2):
        head = word[at:].capitalize()
        if head in lex.lemmas and _is_front(word[:at], lex):
            lemma = lex.own.get(head) or _capitalised(head, lex)
            if lemma[0].islower() and len(head) < 5:
                continue
            return (word[:at] if lemma[0].isupper() else word[:at].lower()) + lemma.lower()
    return None


def _is_front(front: str, lex: Lexicon) -> bool:
    return any(word in lex.lemmas for word in rules.fronts(front))


def _lowercase(word: str, lex: Lexicon) -> str:
    if (own := lex.own.get(word)) is not None:
        return own
    if (lemma := lex.lemmas.get(word)) is None:
        return _unknown_lowercase(word, lex)
    lemma = rules.modern_spelling(word, lemma)
    if "iess" in lemma and (modern := lemma.replace("iess", "ieß")) in lex.lemmas:
        lemma = modern
    if word in lex.tagger.cache:
        return _frequent(word, lemma, lex)
    if lemma == word and rules.PARTICIPLE_LIKE.search(word):
        if word.startswith("ge") and word.endswith("en"):
            return _frequent(word, lemma, lex)
        return next((verb for verb in rules.infinitives(word) if lex.is_infinitive(verb)), word)
    if _may_be_verb(word, lemma, lex):
        return _frequent(word, lemma, lex)
    return _adjective(word, lemma, lex)


def _may_be_verb(word: str, lemma: str, lex: Lexicon) -> bool:
    """Whether a form that the dictionary gives to an adjective may be a verb's (schicken)."""
    if word == lemma + "en" and not lemma.endswith(("n", "t")):
        return lemma + "t" in lex.lemmas or f"ge{lemma}t" in lex.lemmas
    return lemma.endswith("t") and word in (lemma + "e", lemma + "en")


def _frequent(word: str, lemma: str, lex: Lexicon) -> str:
    """Lemma of a form whose word class HanTa has counted."""
    tag = lex.tag(word)
    if tag == "ADJ(A)":
        return _adjective(word, lemma, lex)
    if tag == "ADJ(D)" and lemma != word:
        return lemma if word.endswith("t") else lex.analyse(word, tag)
    if tag.startswith("VV") and (tag == "VV(FIN)" or not lemma.endswith("n") or lemma == word):
        return lemma if word.startswith("un") else lex.analyse(word, tag)
    return lemma


def _adjective(word: str, lemma: str, lex: Lexicon) -> str:
    """Lemma of an adjective's form; a participle keeps its own lemma when inflected."""
    strong = lemma[0].isupper() or (lemma.endswith("er") and lemma != word)
    if strong or rules.inflected_lemma(lemma):
        return lex.analyse(word, "ADJ(A)")
    if lemma + "d" == word or (lemma.startswith(word) and rules.adjective_base(word + "e")):
        return word
    if rules.is_present_participle(word):
        return rules.participle_base(word) or word
    if not lex.is_infinitive(lemma) or word.startswith(lemma):
        return lemma
    participle = rules.participle_base(word)
    if participle is None or _may_be_past_tense(word, lemma, lex):
        return lemma
    # A strong participle's own -en is no ending: aufgehalten, not aufgehalt.
    weak = not word.endswith("ten") or word[:-1] in lex.lemmas or participle in lex.lemmas
    return participle if weak else lemma


def _may_be_past_tense(word: str, infinitive: str, lex: Lexicon) -> bool:
    """Whether a form such as veränderte is rather a verb's past tense than a participle."""
    if not word.endswith(("te", "ten")) or rules.holds_ge(word, infinitive):
        return False
    if not rules.lacks_ge(infinitive):
        return True
    if word not in lex.tagger.cache:
        return True
    logs = dict(lex.tagger.tag_word(word, cutoff=0))
    return bool(logs.get("VV(FIN)", -99.0) + _ADJECTIVE_MARGIN > logs.get("ADJ(A)", -99.0))


def _unknown_lowercase(word: str, lex: Lexicon) -> str:
    if len(word) >= LONGEST:
        return word
    if (adjective := rules.adjective_base(word)) is not None:
        return adjective
    for at in range(2, len(word) - 3):
        if lex.lemmas.get(word[at:], "A")[0].islower():
            lemma = _lowercase(word[at:], lex)
            if word[:at] in rules.VERB_PREFIXES:
                return word[:at] + lemma
            if _is_front(word[:at], lex):
                known = lex.is_infinitive(lemma) and lemma != word[at:]
                return word[:at] + (rules.uninflected(word[at:]) if known else lemma)
    tag = lex.tag(word)
    return word if tag in _NOUN_TAGS else lex.analyse(word, tag)

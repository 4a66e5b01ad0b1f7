"""Lemmas of running tokens: the few forms that need their neighbours, decided by arrays.

Two classes of forms change with their place. A weak past tense and a participle look alike
(*sie veränderten den Plan*, *die veränderten Pläne*), and so do a noun made of an adjective and an
adjective in a name (*die Deutschen*, *die Deutsche Bank*). Such a form is read as an adjective
where a noun follows, with at most one further adjective between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mediakit.errors import MediakitError
from mediakit.german import lemma_rules as rules
from mediakit.german.lemma_lexicon import Lexicon, lexicon
from mediakit.german.lemmas import lemmatize_all
from mediakit.parallel import map_processes

# Forms that are looked up together: enough to be worth a way to another process.
_BATCH = 2_000

_BEFORE_ADJECTIVE = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner
    keines dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden
    jedem mein meine meinen meinem meiner dein deine sein seine seinen seinem seiner seines ihr
    ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer alle allen aller viele
    vielen vieler einige einigen einiger mehrere mehreren mehrerer manche manchen beide beiden
    beider solche solchen wenige wenigen zwei drei vier fünf sechs sieben acht neun zehn zwölf
    in im an am auf aus bei beim mit nach von vom vor zu zum zur für gegen ohne um durch über
    unter wegen trotz zwischen seit bis sehr neu stark weit bereits
    etwa rund zuvor bisher erst deren dessen""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class _Readings:
    """Lemmas of each form before a noun and elsewhere, and what the form says of its place."""

    before_noun: list[str]
    elsewhere: list[str]
    needs_article: NDArray[np.bool_]
    article: NDArray[np.bool_]
    adjective: NDArray[np.bool_]
    noun: NDArray[np.bool_]


def lemmatize_tokens(
    forms: Sequence[str],
    *,
    codes: ArrayLike,
    sentence_starts: ArrayLike | None = None,
    n_jobs: int = 1,
) -> tuple[list[str], NDArray[np.int32]]:
    """Give each running token its lemma, by its form and by its neighbours.

    Forms and codes are those of a vocabulary: what does not depend on the place is looked up
    once a form. All tokens but the two classes named at the head of this module get the lemma
    that :func:`~mediakit.german.lemmas.lemmatize` gives to the form.

    Parameters
    ----------
    forms : Sequence of str, shape (n_forms,)
        Distinct forms, punctuation included.
    codes : array_like of int, shape (n_tokens,)
        For each running token the position of its form in `forms`.
    sentence_starts : array_like of bool, shape (n_tokens,), optional
        True at the first token of each sentence; neighbours count within a sentence only.
        Without it all tokens are taken for one sentence.
    n_jobs : int, default 1
        How many processes look up forms; 1 stays in this one, -1 takes one a core.

    Returns
    -------
    lemmas : list of str, shape (n_lemmas,)
        Distinct lemmas, sorted; all readings of the forms, also those no token takes.
    lemma_codes : numpy.ndarray of int32, shape (n_tokens,)
        For each running token the position of its lemma in `lemmas`.

    Raises
    ------
    MediakitError
        If there is not one sentence start a token, a code is no position in `forms`, or a form
        is not a str.

    Examples
    --------
    >>> forms = ["Die", "Deutsche", "Bank", "warnt", "Deutsche", "."]
    >>> lemmas, codes = lemmatize_tokens(forms, codes=[0, 1, 2, 3, 0, 4, 5])
    >>> [lemmas[code] for code in codes]
    ['der', 'deutsch', 'Bank', 'warnen', 'der', 'Deutsche', '.']
    """
    tokens = np.asarray(codes)
    starts = np.zeros(tokens.size, bool) if sentence_starts is None else np.asarray(sentence_starts)
    if starts.shape != tokens.shape:
        raise MediakitError(
            f"lemmatize_tokens() takes one sentence start a token; found {starts.size} for "
            f"{tokens.size} codes"
        )
    if tokens.size and not 0 <= tokens.min() <= tokens.max() < len(forms):
        raise MediakitError(
            f"lemmatize_tokens() takes codes from 0 to {len(forms) - 1}, the positions in forms; "
            f"found {tokens.min()} to {tokens.max()}"
        )
    tokens = tokens.astype(np.int32, copy=False)
    batches = [forms[first : first + _BATCH] for first in range(0, len(forms), _BATCH)] or [forms]
    parts = map_processes(_readings, batches, n_jobs=n_jobs, label="looking up lemmas")
    readings = _join(parts)
    lemmas = sorted({*readings.before_noun, *readings.elsewhere})
    position = {lemma: at for at, lemma in enumerate(lemmas)}
    before = np.array([position[lemma] for lemma in readings.before_noun], dtype=np.int32)
    other = np.array([position[lemma] for lemma in readings.elsewhere], dtype=np.int32)
    found = other[tokens]
    unsure = np.flatnonzero((before != other)[tokens])
    attributive = unsure[_attributive(readings, tokens, starts.astype(bool), unsure)]
    found[attributive] = before[tokens[attributive]]
    return lemmas, found


def _attributive(
    readings: _Readings, codes: NDArray[np.int32], starts: NDArray[np.bool_], at: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which of the tokens at some places stand like an adjective before its noun."""
    first, is_first = _next(at, starts)
    second, is_second = _next(first, starts)
    noun, adjective = readings.noun, readings.adjective
    chain = noun[codes[first]] | (adjective[codes[first]] & is_second & noun[codes[second]])
    leader = codes[at - 1]
    led = (readings.article | adjective)[leader] & (at > 0) & ~starts[at]
    return is_first & chain & (led | ~readings.needs_article[codes[at]])


def _next(
    at: NDArray[np.int64], starts: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the places behind some, and whether they are in the same sentence."""
    behind = np.minimum(at + 1, len(starts) - 1)
    return behind, (behind > at) & ~starts[behind]


def _join(parts: Sequence[_Readings]) -> _Readings:
    return _Readings(
        [lemma for part in parts for lemma in part.before_noun],
        [lemma for part in parts for lemma in part.elsewhere],
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("needs_article", "article", "adjective", "noun")
        ),
    )


def _readings(forms: Sequence[str]) -> _Readings:
    lex = lexicon()
    lemmas = lemmatize_all(forms)
    before, other, needs = list(lemmas), list(lemmas), np.zeros(len(forms), bool)
    for at, (form, lemma) in enumerate(zip(forms, lemmas, strict=True)):
        if (pair := _two_readings(form, lemma, lex)) is not None:
            before[at], other[at] = pair
            needs[at] = form[0].islower() and lemma == other[at]
    article = [form.lower() in _BEFORE_ADJECTIVE for form in forms]
    noun = [form[:1].isupper() and not small for form, small in zip(forms, article, strict=True)]
    pairs = zip(forms, lemmas, strict=True)
    adjective = [_like_adjective(form, lemma) for form, lemma in pairs]
    return _Readings(
        before, other, needs, *(np.array(marks, dtype=bool) for marks in (article, adjective, noun))
    )


def _like_adjective(form: str, lemma: str) -> bool:
    inflected = form != lemma and form[:1].islower() and rules.uninflected(form) != form
    return inflected and not lemma.endswith("n") and len(form) > 3


def _two_readings(form: str, lemma: str, lex: Lexicon) -> tuple[str, str] | None:
    """Lemmas before a noun and elsewhere of a form that has two, or None."""
    if not form.isalpha() or form in lex.own or form.lower() in lex.own:
        return None
    if form[0].isupper():
        return _capitalised_readings(form, lemma, lex)
    verb = lex.lemmas.get(form, "")
    if not form.endswith(("te", "ten")) or not lex.is_infinitive(verb):
        return None
    if rules.holds_ge(form, verb) or not rules.lacks_ge(verb):
        return None
    participle = rules.participle_base(form)
    return None if participle is None else (participle, verb)


def _capitalised_readings(form: str, lemma: str, lex: Lexicon) -> tuple[str, str] | None:
    """Read Deutsche in Deutsche Bank as an adjective, else as a noun."""
    if rules.uninflected(form) == form:
        return None
    small = lex.lemmas.get(form.lower())
    if small is None or small[0].isupper() or small == form.lower():
        return None
    tags = {tag for tag, _ in lex.tagger.tag_word(form, cutoff=3)}
    if not {"NNA", "ADJ(A)"} <= tags:
        return None
    adjective = lemma if lemma[0].islower() else lex.analyse(form.lower(), "ADJ(A)")
    return adjective, lemma if lemma[0].isupper() else rules.weak_noun(form)

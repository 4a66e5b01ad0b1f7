"""The tagger inside textblob-de, exactly, with its rules looked up instead of tried one by one.

It is a Brill tagger: a lexicon gives each word its usual tag, rules about prefixes and suffixes
one to unknown words, and rules about neighbours change it. textblob-de tries all 374 rules about
neighbours on every word; here each rule waits under the neighbour that it looks for.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from mediakit.sentiment.memory import Memory

# Which neighbours each rule looks at: (distance, 0 for the tag or 1 for the word).
_ONE = {
    "prevtag": ((-1, 0),),
    "nexttag": ((1, 0),),
    "prev2tag": ((-2, 0),),
    "next2tag": ((2, 0),),
    "prev1or2tag": ((-1, 0), (-2, 0)),
    "next1or2tag": ((1, 0), (2, 0)),
    "prev1or2or3tag": ((-1, 0), (-2, 0), (-3, 0)),
    "next1or2or3tag": ((1, 0), (2, 0), (3, 0)),
    "curwd": ((0, 1),),
    "prevwd": ((-1, 1),),
    "nextwd": ((1, 1),),
    "prev1or2wd": ((-1, 1), (-2, 1)),
    "next1or2wd": ((1, 1), (2, 1)),
}
_TWO = {
    "surroundtag": ((-1, 0), (1, 0)),
    "prevwdtag": ((-1, 1), (-1, 0)),
    "nextwdtag": ((1, 1), (1, 0)),
    "wdprevtag": ((-1, 0), (0, 1)),
    "wdnexttag": ((0, 1), (1, 0)),
    "wdand2aft": ((0, 1), (2, 1)),
    "wdand2tagbfr": ((-2, 0), (0, 1)),
    "wdand2tagaft": ((0, 1), (2, 0)),
    "lbigram": ((-1, 1), (0, 1)),
    "rbigram": ((0, 1), (1, 1)),
    "prevbigram": ((-2, 0), (-1, 0)),
    "nextbigram": ((1, 0), (2, 0)),
}
_EDGE = ["STAART"] * 6
_BESIDE = ("goodleft", "goodright")
_OF_FORM = ("char", "haspref", "hassuf", "addpref", "addsuf", "deletepref", "deletesuf", *_BESIDE)
# An unknown word may get any tag. Of those that are lemmatized alike one is enough.
_ONE_OF_EACH = frozenset(("ADJA", "NNS", "VVFIN", "NN", "ADV"))


class _Rules(NamedTuple):
    """What may change one tag: by one neighbour, by two. Found: number of the rule, new tag."""

    by_one: tuple[tuple[int, dict[str, tuple[int, str]]], ...]
    by_two: tuple[tuple[int, int, dict[tuple[str, str], tuple[int, str]]], ...]


class _Form(NamedTuple):
    """A rule about the form of an unknown word, for words tagged `tag` so far (None: all)."""

    tag: str | None
    test: str
    part: str
    new: str


class Tagger:
    """Tags as `find_tags` of textblob-de's parser gives them; threads may share one."""

    def __init__(self, parser: Any, *, number: re.Pattern[str]) -> None:
        self._lexicon: dict[str, str] = dict(parser.lexicon.items())
        self._number = number
        self._forms = list(_read_forms(parser.morphology))
        # Where the rules with a test and a part stand in their list.
        self._places: dict[str, dict[str, list[int]]] = {test: {} for test in _OF_FORM}
        for place, rule in enumerate(self._forms):
            self._places[rule.test].setdefault(rule.part, []).append(place)
        self._start_lengths = self._lengths("haspref", "deletepref")
        self._end_lengths = self._lengths("hassuf", "deletesuf")
        self._guessed = Memory(self._guess)
        self._matching = Memory(self._match_forms)
        context = [(*rule[:2], rule[2].lower(), *rule[3:], "")[:5] for rule in parser.context]
        self._rules = Memory(lambda tag: _collect_rules(context, tag=tag))
        self._outcomes = Memory(self._find_outcomes)

    def tag(self, words: Sequence[str]) -> list[str]:
        """Give each word of a sentence its STTS tag.

        Parameters
        ----------
        words : sequence of str
            The words and signs of a sentence, without ``ß``.

        Returns
        -------
        list of str
            One tag a word.
        """
        # Tags and words in one list, so that one distance finds a neighbour's tag or its word.
        row: list[Any] = [*_EDGE, *words, *words, *_EDGE]
        row[7:-6:2] = words
        row[6:-6:2] = self._first_tags(words)
        rules = self._rules
        for at in range(6, len(row) - 6, 2):
            by_one, by_two = rules[row[at]]
            best = None
            for distance, rule in by_one:
                found = rule.get(row[at + distance])
                if found is not None and (best is None or found > best):
                    best = found
            for first, second, rule in by_two:
                found = rule.get((row[at + first], row[at + second]))
                if found is not None and (best is None or found > best):
                    best = found
            if best is not None:
                row[at] = best[1]
        return row[6:-6:2]

    def could_be(self, word: str) -> frozenset[str]:
        """List the tags that a word may get in one sentence or another, or others like them."""
        tag = self._lexicon.get(word)
        return _ONE_OF_EACH if tag is None else self._outcomes[tag]

    def _find_outcomes(self, tag: str) -> frozenset[str]:
        changes = chain.from_iterable(self._rules[tag])
        return frozenset([tag, *(new for *_, rule in changes for _, new in rule.values())])

    def _first_tags(self, words: Sequence[str]) -> list[str]:
        tags: list[Any] = list(map(self._lexicon.get, words))
        if tags[0] is None:
            tags[0] = self._lexicon.get(words[0].lower()) or None
        if None in tags:
            # Few words change the tag of an unknown neighbour; all others are alike to it.
            right, left = self._places["goodright"], self._places["goodleft"]
            edged = [None, *words, None]
            for place, tag in enumerate(tags):
                if tag is None:
                    before, word, behind = edged[place : place + 3]
                    before = before if before in right else None
                    tags[place] = self._guessed[word, before, behind if behind in left else None]
        return tags

    def _lengths(self, *tests: str) -> list[int]:
        return sorted({len(part) for test in tests for part in self._places[test]})

    def _guess(self, key: tuple[str, str | None, str | None]) -> str:
        """Tag an unknown word by its form; each rule sees what those before it made of the tag."""
        word, before, behind = key
        if self._number.match(word):
            return "CARDNUM"
        tag = "NN"
        places = [
            *self._matching[word],
            *self._places["goodright"].get(before or "", ()),
            *self._places["goodleft"].get(behind or "", ()),
        ]
        for place in sorted(places):
            rule = self._forms[place]
            if rule.tag is None or rule.tag == tag:
                tag = rule.new
        return tag

    def _match_forms(self, word: str) -> list[int]:
        """List the rules that match a word, whatever stands beside it."""
        known, rules = self._lexicon, self._places
        starts = [word[:n] for n in self._start_lengths if n <= len(word)]
        ends = [word[-n:] for n in self._end_lengths if n <= len(word)]
        less, shorter, chars = rules["deletepref"], rules["deletesuf"], rules["char"]
        found = [
            *map(rules["haspref"].get, starts),
            *map(rules["hassuf"].get, ends),
            *[less[part] for part in starts if part in less and word[len(part) :] in known],
            *[shorter[part] for part in ends if part in shorter and word[: -len(part)] in known],
            *[at for part, at in rules["addpref"].items() if part + word in known],
            *[at for part, at in rules["addsuf"].items() if word + part in known],
            *[chars[char] for char in chars.keys() & set(word)],
        ]
        return list(chain.from_iterable(filter(None, found)))


def _read_forms(rules: Iterable[Sequence[str]]) -> Iterable[_Form]:
    """Read rules such as ``ly hassuf 2 RB x`` and ``NN s fhassuf 1 NNS x``."""
    for rule in rules:
        if rule[2][1:] in _OF_FORM:
            yield _Form(rule[0], rule[2][1:], rule[1], rule[-2])
        else:
            yield _Form(None, rule[1], rule[0], rule[-2])


def _collect_rules(rules: Iterable[Sequence[str]], *, tag: str) -> _Rules:
    """Gather what may change a tag. Of all rules that match, the last one counts."""
    by_one: dict[tuple[int, int], dict[str, tuple[int, str]]] = {}
    by_two: dict[tuple[tuple[int, int], ...], dict[tuple[str, str], tuple[int, str]]] = {}
    for place, (old, new, test, first, second) in enumerate(rules):
        if old in (tag, "*"):
            for neighbour in _ONE.get(test, ()):
                by_one.setdefault(neighbour, {})[first] = (place, new)
            if test in _TWO:
                by_two.setdefault(_TWO[test], {})[first, second] = (place, new)
    return _Rules(
        tuple((_distance(neighbour), found) for neighbour, found in by_one.items()),
        tuple((_distance(one), _distance(two), found) for (one, two), found in by_two.items()),
    )


def _distance(neighbour: tuple[int, int]) -> int:
    return 2 * neighbour[0] + neighbour[1]

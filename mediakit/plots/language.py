"""What figures say, in German and English; no system locale is needed."""

from datetime import datetime

from matplotlib.dates import num2date
from matplotlib.ticker import Formatter, FuncFormatter

from mediakit.errors import MediakitError

_WORDS = {
    "per_million": ("per million words", "je Million Wörter"),
    "percent_of_articles": ("per cent of articles", "Prozent der Artikel"),
    "weight": ("weight in the topic", "Gewicht im Thema"),
    "longest_bar": ("longest bar {}", "längster Balken {}"),
    "topic": ("Topic {}", "Thema {}"),
    "no_topic": ("no topic", "kein Thema"),
    "topic_distance": (
        "distance (0: the same, 1: nothing in common, more: apart)",
        "Abstand (0: dasselbe, 1: nichts gemeinsam, mehr: gegensätzlich)",
    ),
    "stability": (
        "share that another run finds again",
        "Anteil, den ein anderer Lauf wiederfindet",
    ),
    "stability_similarity": ("words", "Wörter"),
    "stability_articles_kept": ("articles", "Artikel"),
    "selection_c_npmi": ("Coherence (C_NPMI)", "Kohärenz (C_NPMI)"),
    "selection_exclusivity": ("Exclusivity (FREX)", "Exklusivität (FREX)"),
    "selection_adjusted_rand": ("Stability (adjusted Rand)", "Stabilität (adjustierter Rand)"),
    "selection_doubtful": ("Doubtful articles", "Zweifelhafte Artikel"),
    "share": (
        "share of the topic in each article (one dot an article)",
        "Anteil des Themas am Artikel (ein Punkt je Artikel)",
    ),
    "prevalence": (
        "share of the coverage, with 95 % interval",
        "Anteil an der Berichterstattung, mit 95-%-Intervall",
    ),
    "expected_share": (
        "expected share, with 95 % interval",
        "erwarteter Anteil, mit 95-%-Intervall",
    ),
    "difference_from": (
        "difference from {} in percentage points, with 95 % interval (hollow: it holds 0)",
        "Unterschied zu {} in Prozentpunkten, mit 95-%-Intervall (hohl: es enthält 0)",
    ),
    "other_topics": ("{}; grey: the other topics", "{}; grau: die anderen Themen"),
    "polarity": (
        "polarity of each article (one dot an article)",
        "Polarität (ein Punkt je Artikel)",
    ),
    "mean_polarity": ("mean polarity", "mittlere Polarität"),
    "contribution": ("contribution to the difference", "Beitrag zum Unterschied"),
    "mention_shares": ("share of mentions", "Anteil der Nennungen"),
    "negative": ("negative", "negativ"),
    "positive": ("positive", "positiv"),
    "network": (
        "line: {} of the pair; dot: how often the word stands",
        "Linie: {} des Paares; Punkt: Häufigkeit des Wortes",
    ),
    "first": ("first: {}", "zuerst: {}"),
    "leader": ("reported first", "zuerst berichtet"),
    "follower": ("reported later", "später berichtet"),
    "cells": (
        "cells: first in how many of the stories of both; median time until the other came",
        "Zellen: erster bei wie vielen der Geschichten beider; Median der Zeit bis zum anderen",
    ),
    "minutes": ("{} min", "{} Min."),
    "hours": ("{} h", "{} Std."),
    "days": ("{} days", "{} Tage"),
    "all": ("all articles", "alle Artikel"),
    "target": ("the target", "im Ziel"),
    "reference": ("the reference", "im Vergleich"),
    "more_frequent": ("more frequent: {}", "häufiger: {}"),
    "times": (
        "times as frequent, with 95 % interval (hollow: no difference by articles, p ≥ 0.05)",
        "mal so häufig, mit 95-%-Intervall (hohl: kein Unterschied nach Artikeln, p ≥ 0,05)",
    ),
    "equal": ("equal", "gleich"),
    "proportion": ("difference of shares", "Unterschied der Anteile"),
    "entropy_bits": ("contribution to the entropy, bits", "Beitrag zur Entropie, Bit"),
    "jensen_shannon_bits": (
        "contribution to the Jensen-Shannon divergence, bits",
        "Beitrag zur Jensen-Shannon-Divergenz, Bit",
    ),
    "weighted_average": (
        "contribution to the mean score (+ − score of the word, ↑ ↓ its share in {})",
        "Beitrag zum Mittelwert (+ − Wert des Wortes, ↑ ↓ sein Anteil in {})",
    ),
    "higher": ("higher: {}", "höher: {}"),
    "lower": ("lower: {}", "niedriger: {}"),
    "positions": (
        "one stroke an article, its beginning on top; one dot a mention",
        "ein Strich je Artikel, oben sein Anfang; ein Punkt je Nennung",
    ),
    "count": ("tokens", "Wörter"),
    "articles": ("articles", "Artikel"),
    "rank_in": ("rank in {}", "Rang in {}"),
    "absent": ("absent", "fehlt"),
}
_MONTHS = (
    (
        "Jan.",
        "Feb.",
        "March",
        "April",
        "May",
        "June",
        "July",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
    ),
    (
        "Jan.",
        "Feb.",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "Aug.",
        "Sep.",
        "Okt.",
        "Nov.",
        "Dez.",
    ),
)
_LANGUAGES = ("en", "de")


def check_language(language: str) -> int:
    """Return 0 for English, 1 for German."""
    if language not in _LANGUAGES:
        raise MediakitError(f"language must be 'de' or 'en', not {language!r}")
    return _LANGUAGES.index(language)


def word(key: str, *, language: str) -> str:
    """Say something in the figure's language."""
    return _WORDS[key][check_language(language)]


def number(value: float, *, language: str, digits: int = 0) -> str:
    """Write ``1234.5`` as ``1,234.5`` or ``1.234,5``, with a real minus sign."""
    written = f"{value:,.{digits}f}".replace("-", "\u2212")
    swap = str.maketrans(",.", ".,")
    return written.translate(swap) if check_language(language) else written


def number_formatter(*, language: str, digits: int = 0) -> Formatter:
    """Format the ticks of an axis as numbers."""
    return FuncFormatter(lambda value, _: number(value, language=language, digits=digits))


def percent_formatter(*, language: str, points: bool = False, digits: int = 0) -> Formatter:
    """Format shares as per cent, in German with a narrow space; percentage points have no sign."""
    sign = "\u202f%" if check_language(language) else "%"
    end = "" if points else sign
    return FuncFormatter(
        lambda value, _: number(100 * value, language=language, digits=digits) + end
    )


class DateFormatter(Formatter):
    """Ticks as ``3. März`` or ``3 March``, or the month alone; the year where it changes."""

    def __init__(self, *, language: str, days: bool) -> None:
        self._german = bool(check_language(language))
        self._months = _MONTHS[check_language(language)]
        self._days = days

    def __call__(self, value: float, pos: int | None = None) -> str:  # noqa: ARG002 - given by ticker
        """Format one tick."""
        return self._day(num2date(value))

    def format_ticks(self, values: list[float]) -> list[str]:
        """Format all ticks, so that the year stands below the first of each."""
        days = [num2date(value) for value in values]
        before = [None, *(day.year for day in days)]
        return [
            self._day(day) + (f"\n{day.year}" if day.year != year else "")
            for day, year in zip(days, before, strict=False)
        ]

    def _day(self, day: datetime) -> str:
        month = self._months[day.month - 1]
        if not self._days:
            return month
        return f"{day.day}. {month}" if self._german else f"{day.day} {month}"

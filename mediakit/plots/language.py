"""What figures say, in German and English; no system locale is needed."""

from datetime import datetime

from matplotlib.dates import num2date
from matplotlib.ticker import Formatter, FuncFormatter

from mediakit.errors import MediakitError

_WORDS = {
    "per_million": ("per million words", "je Million Wörter"),
    "weight": ("weight in the topic", "Gewicht im Thema"),
    "topic": ("Topic {}", "Thema {}"),
    "no_topic": ("no topic", "kein Thema"),
    "share": (
        "share of the topic in each article (one dot an article)",
        "Anteil des Themas am Artikel (ein Punkt je Artikel)",
    ),
    "polarity": (
        "polarity of each article (one dot an article)",
        "Polarität (ein Punkt je Artikel)",
    ),
    "mean_polarity": ("mean polarity", "mittlere Polarität"),
    "contribution": ("contribution to the difference", "Beitrag zum Unterschied"),
    "mention_shares": ("share of mentions", "Anteil der Nennungen"),
    "negative": ("negative", "negativ"),
    "positive": ("positive", "positiv"),
    "all": ("all articles", "alle Artikel"),
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

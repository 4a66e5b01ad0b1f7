"""What the explorer says by itself, in English and German."""

from mediakit.errors import MediakitError

_ENGLISH = {
    "explorer": "Explorer",
    "search": "Search",
    "hint": "word, Klima*, *krise, two words",
    "rule": "Small letters match any case, a capital letter only itself.",
    "outlet": "Outlet",
    "section": "Section",
    "topic": "Topic",
    "all": "all",
    "from": "From",
    "to": "To",
    "reset": "Reset filters",
    "lines": "Lines",
    "articles": "Articles",
    "topics": "Topics",
    "sort": "Order",
    "newest": "newest first",
    "oldest": "oldest first",
    "corpus": "as in the corpus",
    "left": "by the words before",
    "keyword": "by the hit",
    "right": "by the words behind",
    "published": "Date",
    "title": "Headline",
    "before": "Before",
    "hit": "Hit",
    "behind": "Behind",
    "found": "{hits} hits in {articles} of {all} articles, {rate} per million words",
    "found_articles": "{articles} of {all} articles",
    "nothing": "Nothing found.",
    "shown": "{first} to {last} of {all}",
    "previous": "Previous",
    "next": "Next",
    "timeline": "Over time",
    "timeline_hint": "Choose a bar to keep its period.",
    "measure": "Bars show",
    "hits": "hits",
    "per_million": "hits per million words",
    "bar": "{period}: {value}",
    "undated": "{n} without a date",
    "week": "week of {day}",
    "close": "Close",
    "read": "Read: {title}",
    "untitled": "without a headline",
    "left_out": "{n} more characters are not shown.",
    "no_date": "without a date",
    "words": "Words",
    "typical": "Typical articles",
    "share": "Share of the articles",
    "of_articles": "{n} articles",
    "marks": "{n} hits",
    "next_hit": "Next hit",
    "filter": "Filter",
    "static": "{shown} of {all} {what}",
    "only_topic": "Search in this topic only",
    "lost": "No answer yet: is the kernel busy, or not running?",
}
_GERMAN = {
    "explorer": "Explorer",
    "search": "Suche",
    "hint": "Wort, Klima*, *krise, zwei Wörter",
    "rule": "Kleingeschriebenes findet jede Schreibung, ein Großbuchstabe nur sich selbst.",
    "outlet": "Medium",
    "section": "Ressort",
    "topic": "Thema",
    "all": "alle",
    "from": "Von",
    "to": "Bis",
    "reset": "Filter aufheben",
    "lines": "Zeilen",
    "articles": "Artikel",
    "topics": "Themen",
    "sort": "Ordnung",
    "newest": "neueste zuerst",
    "oldest": "älteste zuerst",
    "corpus": "wie im Korpus",
    "left": "nach den Wörtern davor",
    "keyword": "nach dem Treffer",
    "right": "nach den Wörtern danach",
    "published": "Datum",
    "title": "Überschrift",
    "before": "Davor",
    "hit": "Treffer",
    "behind": "Danach",
    "found": "{hits} Treffer in {articles} von {all} Artikeln, {rate} je Million Wörter",
    "found_articles": "{articles} von {all} Artikeln",
    "nothing": "Nichts gefunden.",
    "shown": "{first} bis {last} von {all}",
    "previous": "Zurück",
    "next": "Weiter",
    "timeline": "Im Zeitverlauf",
    "timeline_hint": "Ein Balken wählt seinen Zeitraum.",
    "measure": "Balken zeigen",
    "hits": "Treffer",
    "per_million": "Treffer je Million Wörter",
    "bar": "{period}: {value}",
    "undated": "{n} ohne Datum",
    "week": "Woche ab {day}",
    "close": "Schließen",
    "read": "Lesen: {title}",
    "untitled": "ohne Überschrift",
    "left_out": "{n} weitere Zeichen sind nicht gezeigt.",
    "no_date": "ohne Datum",
    "words": "Wörter",
    "typical": "Typische Artikel",
    "share": "Anteil an den Artikeln",
    "of_articles": "{n} Artikel",
    "marks": "{n} Treffer",
    "next_hit": "Nächster Treffer",
    "filter": "Filtern",
    "static": "{shown} von {all} {what}",
    "only_topic": "Nur in diesem Thema suchen",
    "lost": "Noch keine Antwort: Ist der Kernel beschäftigt oder aus?",
}
_LANGUAGES = {"en": _ENGLISH, "de": _GERMAN}


def words_in(language: str) -> dict[str, str]:
    """Give the words of a language.

    Parameters
    ----------
    language : {"en", "de"}
        The language.

    Returns
    -------
    dict
        Key to words.

    Raises
    ------
    MediakitError
        If it is another language.
    """
    if language not in _LANGUAGES:
        raise MediakitError(f"language must be 'de' or 'en', not {language!r}")
    return _LANGUAGES[language]

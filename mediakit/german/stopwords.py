"""The function words of German, as a list of our own."""

from functools import cache

from mediakit.german.wordlists import word_lists


def stopwords(*, keep_negations: bool = True) -> frozenset[str]:
    """Return the German stop words: function words only, lower case.

    Articles, pronouns, prepositions, conjunctions, auxiliary and modal verbs, particles and
    function adverbs, in today's, the older (*daß, muß*) and the Swiss spelling (*ausser*). Content
    words that many lists delete (*Zeit, Jahr, gut, Recht, Ende, viel*) are not among them. Compare
    in lower case.

    Parameters
    ----------
    keep_negations : bool, default True
        Keep the negations (*nicht, kein, nie, ohne, kaum, weder, noch* ...) in the text, that is,
        do not list them. They decide what a sentence says, so n-grams and sentiment need them.

    Returns
    -------
    frozenset of str
        The words.

    References
    ----------
    Written for mediakit (MIT), see ``mediakit/german/data/stopwords.txt``, which is grouped by
    word class and made to be extended.

    Examples
    --------
    >>> words = stopwords()
    >>> [word for word in "der Minister will das Gesetz nicht ändern".split() if word not in words]
    ['Minister', 'Gesetz', 'nicht', 'ändern']
    >>> sorted(stopwords(keep_negations=False) - words)[:3]
    ['kaum', 'kein', 'keine']
    """
    lists = word_lists("stopwords")
    words = _without_negations()
    return words if keep_negations else words | lists["negations"]


@cache
def _without_negations() -> frozenset[str]:
    lists = word_lists("stopwords")
    groups = (words for name, words in lists.items() if name != "negations")
    return frozenset().union(*groups) - lists["negations"]

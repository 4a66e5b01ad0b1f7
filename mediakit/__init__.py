"""Read the German press with Python.

Articles become tokens, tokens become a matrix, the matrix becomes a table, a table becomes a
figure, figures become a report; each step is one function, each result is a value that nothing
changes::

    import mediakit as mk

    articles = mk.sample_articles()                     # or mk.read_articles("my/folder")
    matrix = mk.count_terms(mk.tokenize(articles))
    frequencies = mk.term_frequencies(matrix, by=articles["outlet"])
    ax = mk.plot_term_frequencies(frequencies)
    mk.save_figure(ax, name="terms", alt="The most frequent words", folder="reports")

The public names stand, room by room, in ``__init__.pyi``. Each room is imported when one of its
names is first used, so that ``import mediakit`` is instant.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""The finished page: title, standfirst, contents, numbers, and tables that can be read aloud."""

import re

from bs4 import BeautifulSoup, Tag

from mediakit.reports.page_tables import finish_table

_LEAST_CONTENTS = 3


def finish_page(
    html: str, *, title: str, fallback: str, words: dict[str, str], language: str
) -> tuple[str, str]:
    """Finish what the template wrote.

    Parameters
    ----------
    html : str
        The page; all that comes from outputs is cleaned.
    title : str
        Title from the notebook's metadata, or empty.
    fallback : str
        Title of a page that has none.
    words : dict of str to str
        The page's furniture, see `mediakit.reports.words`.
    language : str
        Language in which numbers and dates are written.

    Returns
    -------
    tuple of str
        The page and its title.

    Examples
    --------
    >>> words = {"contents": "Contents"}
    >>> page = "<title></title><header><h1></h1></header><main><h1>Rente</h1></main>"
    >>> finish_page(page, title="", fallback="Report", words=words, language="en")[0]
    '<title>Rente</title><header><h1>Rente</h1></header><main></main>'
    """
    soup = BeautifulSoup(html, "html.parser")
    main = _one(soup, "main")
    heading = _move_title(soup, main, title=title or fallback)
    for image in main.select("img:not([src])"):
        image.replace_with(str(image.get("alt", "")))
    for image in main.select("img"):
        image["alt"] = str(image.get("alt", "")).strip() or words["no_alt"]
    for extra in main.select("h1"):
        extra.name = "h2"
    _number(main, kind="figure", word=words.get("figure", ""))
    for figure in main.select("figure.table"):
        _take_caption(soup, figure)
    _number(main, kind="table", word=words.get("table", ""))
    for table in main.select("table"):
        from_pandas = table.find_parent(class_="pandas") is not None
        finish_table(table, language=language, from_pandas=from_pandas)
    _write_contents(soup, main, word=words["contents"])
    found = title or heading
    _one(soup, "title").string = found
    return str(soup), found


def _one(soup: Tag, name: str) -> Tag:
    found = soup.find(name)
    if not isinstance(found, Tag):
        raise TypeError(f"the template has no <{name}>")
    return found


def _move_title(soup: BeautifulSoup, main: Tag, *, title: str) -> str:
    """Move the notebook's first heading, and a paragraph right below it, to the top."""
    header = _one(soup, "header")
    top = _one(header, "h1")
    first = main.find("h1")
    if not isinstance(first, Tag):
        top.string = title
        return title
    below = first.find_next_sibling()
    top.extend(list(first.contents))
    if isinstance(below, Tag) and below.name == "p" and not below.find("img"):
        below["class"] = "standfirst"
        header.append(below.extract())
    first.decompose()
    return top.get_text(" ", strip=True)


def _number(main: Tag, *, kind: str, word: str) -> None:
    numbered = [f for f in main.select(f"figure.{kind}") if kind == "figure" or f.figcaption]
    for number, figure in enumerate(numbered, start=1):
        figure["id"] = f"{'fig' if kind == 'figure' else 'table'}-{number}"
        label = figure.select_one("figcaption b")
        if label is not None:
            label.string = f"{word} {number}"
        for scroll in figure.select(".scroll"):
            scroll["aria-label"] = f"{word} {number}"


def _take_caption(soup: BeautifulSoup, figure: Tag) -> None:
    """Turn the <caption> of a table into the caption of its figure; without one, into a block."""
    own = figure.select_one("table caption")
    if figure.figcaption is None and own is not None and own.get_text(strip=True):
        caption = soup.new_tag("figcaption")
        caption.extend([soup.new_tag("b"), " ", *list(own.contents)])
        figure.insert(0, caption)
    if own is not None:
        own.decompose()
    if figure.figcaption is None:
        figure.name = "div"


def _write_contents(soup: BeautifulSoup, main: Tag, *, word: str) -> None:
    headings = main.select("h2, h3")
    taken: set[str] = set()
    for heading in main.select("h2, h3, h4"):
        # JupyterLab names its anchors so: links between sections work in both.
        name = start = re.sub(r"\s+", "-", heading.get_text(" ", strip=True)) or "section"
        number = 1
        while name in taken:
            number += 1
            name = f"{start}-{number}"
        taken.add(name)
        heading["id"] = name
    if len(headings) < _LEAST_CONTENTS:
        return
    nav = soup.new_tag("nav", attrs={"aria-label": word})
    title = soup.new_tag("p", attrs={"class": "contents"})
    title.string = word
    listed = soup.new_tag("ol")
    nav.extend([title, listed])
    for heading in headings:
        item = soup.new_tag("li", attrs={"class": heading.name})
        link = soup.new_tag("a", href=f"#{heading['id']}")
        link.string = heading.get_text(" ", strip=True)
        item.append(link)
        listed.append(item)
    _one(soup, "header").insert_after(nav)

"""The finished page: title, standfirst, contents, numbers, and tables that can be read aloud."""

import re

from bs4 import BeautifulSoup, Tag

_NUMBER = re.compile(r"[+\-−]?\d[\d.,\u202f\u00a0 ]*(e[+\-−]?\d+)?%?", re.I)
_LEAST_CONTENTS = 3


def finish_page(html: str, *, title: str, fallback: str, words: dict[str, str]) -> tuple[str, str]:
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

    Returns
    -------
    tuple of str
        The page and its title.

    Examples
    --------
    >>> words = {"contents": "Contents"}
    >>> page = "<title></title><header><h1></h1></header><main><h1>Rente</h1></main>"
    >>> finish_page(page, title="", fallback="Report", words=words)[0]
    '<title>Rente</title><header><h1>Rente</h1></header><main></main>'
    """
    soup = BeautifulSoup(html, "html.parser")
    main = _one(soup, "main")
    heading = _move_title(soup, main, title=title or fallback)
    for image in main.select("img:not([src])"):
        image.replace_with(str(image.get("alt", "")))
    for image in main.select("img:not([alt])"):
        image["alt"] = words["no_alt"]
    for extra in main.select("h1"):
        extra.name = "h2"
    _number(main, kind="figure", word=words.get("figure", ""))
    for figure in main.select("figure.table"):
        _take_caption(soup, figure)
    _number(main, kind="table", word=words.get("table", ""))
    for table in main.select("table"):
        _finish_table(table)
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


def _finish_table(table: Tag) -> None:
    """Say which headings head what, and set columns of numbers flush right."""
    _join_head(table)
    for cell in table.select("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
        elif not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
    rows = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    # From the right, as cells that span rows stand on the left.
    width = min((len(row) for row in rows), default=0)
    for place in range(-1, -width - 1, -1):
        texts = [row[place].get_text(strip=True) for row in rows]
        told = [text for text in texts if text not in ("", "NaN", "None", "<NA>", "NaT")]
        if told and all(_NUMBER.fullmatch(text) for text in told):
            heads = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
            for row in [*heads, *rows]:
                if len(row) >= -place and not row[place].get("colspan"):
                    row[place]["class"] = "number"


def _join_head(table: Tag) -> None:
    """Join the two rows of headings that pandas writes where the index has a name."""
    rows = [row.find_all(["th", "td"]) for row in table.select("thead tr")][-2:]
    if len(rows) < 2 or len(rows[0]) != len(rows[1]):
        return
    pairs = list(zip(*rows, strict=True))
    if any(cell.get("colspan") or cell.get("rowspan") for pair in pairs for cell in pair):
        return
    if any(upper.get_text(strip=True) and lower.get_text(strip=True) for upper, lower in pairs):
        return
    for upper, lower in pairs:
        upper.extend(list(lower.contents))
    _one(table, "thead").find_all("tr")[-1].decompose()


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

"""Credits of news agencies, and what only looks like one."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk

CREDITS = {
    "Hannover (dpa/lno) - Der Deich hält.": [("dpa", "dateline", "dpa/lno")],
    "Hohenwerder (dpa/sln) - Der Deich hält.": [("dpa", "dateline", "dpa/sln")],
    "Berlin (dpa) – Der Deich hält.": [("dpa", "dateline", "dpa")],
    "BERLIN (dpa-AFX) - Die Aktie fällt.": [("dpa", "dateline", "dpa-AFX")],
    "New York, 3. März (AP) - Die Börse schließt.": [("AP", "dateline", "AP")],
    "WIEN. (APA) Die Regierung tagt.": [("APA", "dateline", "APA")],
    "Bern (Keystone-SDA) - Der Rat tagt.": [("SDA", "dateline", "Keystone-SDA")],
    "Frankfurt a.M. (epd). Die Kirche hilft.": [("epd", "dateline", "epd")],
    "Rom (KNA) Der Papst reist.": [("KNA", "dateline", "KNA")],
    "(SID) - Der Trainer geht.": [("SID", "dateline", "SID")],
    "Washington/dpa. Der Präsident reist.": [("dpa", "dateline", "dpa")],
    "Der Deich hält. (AFP/dpa)": [("AFP", "end", "AFP"), ("dpa", "end", "dpa")],
    "Der Deich hält. cgo/dpa": [("dpa", "end", "dpa")],
    "Der Deich hält. /dpa": [("dpa", "end", "dpa")],
    "Der Deich hält.\n\n/dpa/bb": [("dpa", "end", "dpa/bb")],
    "Der Deich hält.\n\n– AFP": [("AFP", "end", "AFP")],
    "Der Rat tagt. (APA, red, 25.7.2015)": [("APA", "end", "APA")],
    "Der Deich hält.\n\nMit Material von dpa und Reuters": [
        ("dpa", "end", "dpa"),
        ("Reuters", "end", "Reuters"),
    ],
    "Der Deich hält. (dpa)\n\nAuch in Wien regnet es.": [("dpa", "body", "dpa")],
    "FRANKFURT (dpa-AFX Broker) - Die Aktie fällt.": [("dpa", "dateline", "dpa-AFX Broker")],
    "BERLIN afp/rtr/taz | Der Deich hält.": [
        ("AFP", "dateline", "afp"),
        ("Reuters", "dateline", "rtr"),
    ],
    "BERLIN dpa/taz | Der Deich hält.": [("dpa", "dateline", "dpa")],
    "(AFP/dpa/jW) Der Deich hält.": [("AFP", "dateline", "AFP"), ("dpa", "dateline", "dpa")],
    "Wien (APA/dpa) – Der Deich hält.": [("APA", "dateline", "APA"), ("dpa", "dateline", "dpa")],
    "ZÜRICH (sda) - Der Rat tagt.": [("SDA", "dateline", "sda")],
    "Frankfurt/Main dpa Der Deich hält.": [("dpa", "dateline", "dpa")],
    "Berlin - dpa - Der Deich hält.": [("dpa", "dateline", "dpa")],
    "(Bonn (dpa)) Der Deich hält.": [("dpa", "dateline", "dpa")],
    "Der Deich hält.\n\nmit dpa/AFP": [("dpa", "end", "dpa"), ("AFP", "end", "AFP")],
    "Der Deich hält.\n\nMit dpa-Material": [("dpa", "end", "dpa")],
    "Der Deich hält.\n\nQuelle: ntv.de, jog/dpa": [("dpa", "end", "dpa")],
    "Der Deich hält.\n\nRedaktion mit dpa": [("dpa", "end", "dpa")],
    "Der Deich hält.\n\nred/APA": [("APA", "end", "APA")],
    "Der Deich hält.\n\nDieser Text enthält Material der Nachrichtenagentur dpa.": [
        ("dpa", "end", "dpa")
    ],
    "Der Deich hält.\n\n© dpa-infocom, dpa:250401-99-123456/3": [("dpa", "end", "dpa-infocom")],
    "Der Deich hält.\n\n© KNA. Alle Rechte vorbehalten.": [("KNA", "end", "KNA")],
    "Der Deich hält.\n\nepd lob mih": [("epd", "end", "epd")],
    "Der Deich hält.\n\nVon Erika Muster, dpa": [("dpa", "end", "dpa")],
    "Der Deich hält.\n\nText: dpa/red": [("dpa", "end", "dpa")],
}
NO_CREDITS = [
    "Wie die Agentur Reuters meldete, hält der Deich.",
    "Das sagte er der Nachrichtenagentur AFP.",
    "Das sagte er der Deutschen Presse-Agentur (dpa).",
    "Der Trainer geht, wie der SID berichtet.",
    "Laut AP schließt die Börse.",
    "Sie sprach mit der dpa.",
    "Eine dpa-Umfrage ergab, dass der Deich hält.",
    "Ein AFP-Reporter sah den Deich.",
    "Das bestätigte der Minister gegenüber dpa.",
]


def find(text: str) -> pd.DataFrame:
    """Search one text."""
    return mk.agency_credits(pd.DataFrame({"text": [text]}))


@pytest.mark.parametrize("text", CREDITS)
def test_credits_are_found_at_their_place(text: str) -> None:
    table = find(text)
    assert table["kind"].unique().tolist() == ["credit"]
    found = table[["agency", "position", "credit"]].itertuples(index=False, name=None)
    assert list(found) == CREDITS[text]


@pytest.mark.parametrize("text", NO_CREDITS)
def test_a_sentence_about_an_agency_is_a_mention(text: str) -> None:
    assert find(text)["kind"].tolist() == ["mention"]


@pytest.mark.parametrize(
    "text",
    [
        "Tor! Foto: Max Muster/dpa",
        "Der Deich. © dpa\nRund 350 Helfer waren im Einsatz.",
        "Rund 350 Helfer waren im Einsatz.\nAPA/Erika Muster\nDer Deich hält.",
    ],
)
def test_pictures_have_a_kind_of_their_own(text: str) -> None:
    assert find(text)["kind"].tolist() == ["photo"]


@pytest.mark.parametrize(
    "text", ["", "Die EPD-Karte gilt.", "Die Arbeitsgruppe Politik (AFP) tagt.", "Sid schläft."]
)
def test_what_is_no_agency_is_not_listed(text: str) -> None:
    table = find(text)
    assert table.empty
    assert table.columns.tolist() == find("Der Deich hält. (dpa)").columns.tolist()


@given(st.text(alphabet="dpaAFPReuters()/-. :\nÖK", max_size=80))
def test_every_span_holds_what_it_says(text: str) -> None:
    table = find(text)
    for row in table.itertuples():
        assert text[row.start : row.end] == row.credit
    assert (table["end"].shift(fill_value=0) <= table["start"]).all()


def test_hostile_texts_take_no_time() -> None:
    assert find("A-.-" * 20_000 + "(dpa").shape[0] <= 1
    assert find("dpa/" * 20_000 + "dpa")["agency"].unique().tolist() == ["dpa"]


def test_all_agency_copy_of_the_sample_corpus_has_its_credit_once() -> None:
    table = mk.agency_credits(mk.sample_articles())
    assert set(table["agency"]) == {"dpa"}
    assert {"tb02", "ak03", "ru05", "ak23", "ru06"} <= set(table["article"])
    with pytest.raises(mk.ColumnError, match="no column 'text'"):
        mk.agency_credits(pd.DataFrame({"texts": ["x"]}))
    with pytest.raises(mk.EmptyError, match="no articles to search"):
        mk.agency_credits(pd.DataFrame({"text": []}))

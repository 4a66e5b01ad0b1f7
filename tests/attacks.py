"""Sixty texts that want to be more than text, and articles made of them.

Scripts set ``window.hit``, addresses lead to ``evil.example``: a test sees whether either happened.
"""

import pandas as pd

HTML = [
    "<script>window.hit = 1</script>",
    "<ScRiPt >window.hit = 1</sCrIpT>",
    "<<script>script>window.hit = 1<</script>/script>",
    "</td></table></div><script>window.hit = 1</script>",
    "</main></body></html><script>window.hit = 1</script>",
    "</style><script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "</title><script>window.hit = 1</script>",
    "</textarea><img src=x onerror=window.hit=1>",
    "<!--><img src=x onerror=window.hit=1>-->",
    "<![CDATA[<script>window.hit = 1</script>]]>",
    "<img src=x onerror=window.hit=1>",
    "<img src='http://evil.example/pixel.png' alt='pixel'>",
    "<img src=x:x onerror&#61;window.hit=1>",
    '"><img src=x onerror=window.hit=1>',
    "' autofocus onfocus='window.hit=1' x='",
    '" style="position:fixed;inset:0" onmouseover="window.hit=1',
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit = 1</script></svg>",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1></style></math>",
    '<noscript><p title="</noscript><img src=x onerror=window.hit=1>">',
    "<a href='javascript:window.hit=1' autofocus>lies</a>",
    "<a href='java\tscript:window.hit=1'>lies</a>",
    "<a href='data:text/html,<script>window.hit=1</script>'>lies</a>",
    "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
    "<object data='http://evil.example/x.swf'></object>",
    "<embed src='http://evil.example/x.svg'>",
    "<video src='http://evil.example/x.mp4' onerror=window.hit=1 autoplay></video>",
    "<details open ontoggle=window.hit=1>auf</details>",
    "<body onload=window.hit=1>",
    "<marquee onstart=window.hit=1>lauf</marquee>",
    "<form action='http://evil.example'><button autofocus onfocus=window.hit=1>los</button></form>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<base href='http://evil.example/'>",
    "<link rel=stylesheet href='http://evil.example/x.css'>",
    "<style>@import 'http://evil.example/x.css'; * { display: none }</style>",
    "<p style='background:url(http://evil.example/x.png)'>bunt</p>",
    "<template><script>window.hit = 1</script></template>",
    "&lt;script&gt;window.hit = 1&lt;/script&gt;",
    "&#60;img src=x onerror=window.hit=1&#62; &amp;amp; &NotEqualTilde;",
    "<b>fett</b> <i id=content class=skip>schräg</i>",
]
OTHERS = [
    "javascript:window.hit=1",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=",
    "[klick](javascript:window.hit=1) ![bild](http://evil.example/x.png) `code`",
    "# Titel\n\n> Zitat\n\n| a | b |\n|---|---|\n<script>window.hit = 1</script>",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} <%= 7 %> {0.__class__}",
    "Preis $\\frac{1 kostet $100, \\unsinn{$ und $$x$$ \\(y\\)",
    "%s %n %(name)s %d",
    '=HYPERLINK("http://evil.example","klick")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "Gewinn \u202e\u2066gnurhekrmU\u2069 verkehrt \u202d herum",
    "Null\x00Byte, Glocke\x07, Löschen\x7f und \x85 Zeile",
    "\x1b[31mrot\x1b[0m \x1b]8;;http://evil.example\x1b\\klick\x1b]8;;\x1b\\ \x1b[2J",
    "CON",
    "../../../etc/passwd\\..\\aux.txt",
    "Z"
    + "\u0351\u0357\u0346" * 30
    + "algo \ufeff\u200b\u200d\ufffe und \U0001f468\u200d\U0001f469",
    "Donaudampfschifffahrt" * 48_000,
]
ATTACKS = [*HTML, *OTHERS]
# A million letters cost every figure and cell of a spreadsheet its form, not its safety.
SHORT = [attack for attack in ATTACKS if len(attack) < 32_000]


def hostile_articles(attacks: list[str] = ATTACKS) -> pd.DataFrame:
    """Make one article of each attack, with the attack in every column and the index."""
    days = pd.date_range("2025-01-01", periods=len(attacks), freq="D", tz="Europe/Berlin")
    texts = [f"Die Rente steigt. {attack} Die Rente sinkt, schrecklich." for attack in attacks]
    columns = dict.fromkeys(["outlet", "section", "title"], attacks)
    table = {"published": days.as_unit("us"), **columns, "text": texts}
    return pd.DataFrame(table, index=pd.Index(attacks, name="article"))

"""Text as people type it: shown as typed, unless it is Markdown on purpose; the same wherever it is shown."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.visible import fold
from generator.render.markup import render_markdown, words_of
from tests.shops import build, new_workspace, product, site_files, write_shop


def seen(text: str) -> str:
    """What a reader of the page sees, on one line."""
    return words_of(render_markdown(text))


words = st.sampled_from([
    "kue", "Tebet", "cm", "20*30", "3*12.000", "4*5*6", "20**30", "Kode_barang_1", "kode__2",
    "S*M*L", "(20*30)*2", "a_b@c.id", "Rp12.000,-", "50.000*", "5*", "Ongkir*,", "#kue", "#1", "C#",
    "50%", "<3", "a < b", ">50.000", ">=2", "+62", "&", "Jum`at", "`kode`", "~10", "2^3", "a|b",
    "08.00 - 17.00", "a * b", "a ** b", "a _ b", "___", "****", "2019.", "17.", "1)", "[PROMO]",
    "[PROMO](khusus Jumat)", "[PROMO](12.000)", "[buka](08:00)", "https://a.id/_x_y*z", "C:\\temp",
    "50\\50", "\\(a\\)", "•", "é", "咖啡", "😀", "=", "==",
])  # fmt: skip
starts = st.sampled_from([
    "", "", "", " ", "    ", "\t", "\t\t", "\u00a0\u00a0\u00a0\u00a0", "\u3000", "#", "##",
    "2019. ", "17. ", "1. ", "2. ", "3. ", "03. ", "100. ", "1.", "> 10 ", ">5 ", "+ ", "- ",
    "    - ", "        - ", "    1. ", "Harga: ", "[CATATAN]: ", "*) ", "**) ", "^ ", "~ ", "| ",
])  # fmt: skip
lines = st.builds(lambda start, some: start + " ".join(some), starts, st.lists(words, min_size=1, max_size=6))
breaks = st.sampled_from(["\n", "\n", "\n\n", "\n \n", "\n---\n"])


@given(st.lists(st.tuples(lines, breaks), min_size=1, max_size=8))
@example([("1. a", "\n"), ("1. a", "\n"), ("3. b", "\n\n"), ("4. c", "\n"), ("17. 08. 2026", "\n")])
@example([("[PROMO]", "\n"), ("[PROMO]: 3*12.000", "\n"), ("[PROMO]: #kue", "\n")])
@example([("<3 S*M*L >50.000", "\n")])
@example([("Harga: kue", "\n"), ("=", "\n"), ("kue", "\n")])
def test_what_is_no_markdown_is_seen_as_it_was_typed(parts: list[tuple[str, str]]) -> None:
    text = "".join(line + end for line, end in parts)
    typed = re.sub(
        r"^[ \t]*([-_*])( {0,2}\1){2,}[ \t]*$", "", fold(text), flags=re.MULTILINE
    )  # drawn as rules
    assert seen(text).replace("•", "-") == " ".join(typed.split()).replace("•", "-")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ukuran 20*30 cm dan 30*40 cm", "<p>Ukuran 20*30 cm dan 30*40 cm</p>"),
        ("#kue #tebet", "<p>#kue #tebet</p>"),
        ("# Menu C#\n#kue", "<h3>Menu C#</h3>\n<p>#kue</p>"),
        ("2019. Pindah ke Tebet", "<p>2019. Pindah ke Tebet</p>"),
        ("17. 08. 2026 libur", "<p>17. 08. 2026 libur</p>"),
        ("3. Transfer\n4. Kirim", '<ol start="3">\n<li>Transfer</li>\n<li>Kirim</li>\n</ol>'),
        ("1. a\n\n2. b", "<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>"),
        ("    Kami **buka**\n    lagi", "<p>Kami <strong>buka</strong><br>\nlagi</p>"),
        ("\tPorsi *dua*", "<p>Porsi <em>dua</em></p>"),
        ("\u00a0\u00a0 \u00a0 \u00a0Soto **bening**", "<p>Soto <strong>bening</strong></p>"),
        ("Harga:\n- a\n- b", "<p>Harga:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("Harga:\n    * a\n    * b", "<p>Harga:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("Cara:\n1. a\n2. b", "<p>Cara:</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- a\n    - b\n- c", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"),
        (
            "- a\n\n        lanjut **b**",
            "<ul>\n<li>\n<p>a</p>\n<p>lanjut <strong>b</strong></p>\n</li>\n</ul>",
        ),
        ("Menu\n---\nSoto", "<p>Menu</p>\n<hr>\n<p>Soto</p>"),
        ("> 10 kg gratis", "<p>&gt; 10 kg gratis</p>"),
        ("> > kata ibu", "<blockquote>\n<blockquote>\n<p>kata ibu</p>\n</blockquote>\n</blockquote>"),
        ("> kata ibu", "<blockquote>\n<p>kata ibu</p>\n</blockquote>"),
    ],
)
def test_the_page_of_a_text(text: str, html: str) -> None:
    assert render_markdown(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**tebal**, *miring*", "<strong>tebal</strong>, <em>miring</em>"),
        ("***dua***", "<strong><em>dua</em></strong>"),
        ("__tebal__ dan _miring_", "<strong>tebal</strong> dan <em>miring</em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("**Rendang**nya (*enak*)!", "<strong>Rendang</strong>nya (<em>enak</em>)!"),
        ("**20*30 cm** promo 5*", "<strong>20*30 cm</strong> promo 5*"),
        ("**Promo\nbaru**", "<strong>Promo<br>\nbaru</strong>"),
        ("\\*bintang\\* \\#1", "*bintang* #1"),
        (
            "[peta_kami](https://a.id/_x_?a*b*c) **[b](https://b.id)**",
            '<a href="https://a.id/_x_?a*b*c" rel="nofollow ugc noopener">peta_kami</a> '
            '<strong><a href="https://b.id" rel="nofollow ugc noopener">b</a></strong>',
        ),
        ("lihat [peta]\n\n[peta]: https://a.id", '">peta</a>'),
    ],
)  # fmt: skip
def test_what_is_markdown_on_purpose_stays_markdown(text: str, html: str) -> None:
    assert html in render_markdown(text)


def test_a_text_is_the_same_wherever_it_is_shown(tmp_path: Path) -> None:
    body = "Ukuran 20*30 cm, 30*40 cm. #kue\n\nLalu:\n\n3. Transfer\n4. Kirim_bukti_nya\n\n2019. Pindah"
    said = "Ukuran 20*30 cm, 30*40 cm. #kue Lalu: 3. Transfer 4. Kirim_bukti_nya 2019. Pindah"
    new_workspace(tmp_path)
    write_shop(tmp_path, "kopi-satu", {"kue": product(body=body)})
    assert build(tmp_path)[0] == 0
    files = {
        path: data.decode()
        for path, data in site_files(tmp_path).items()
        if path.endswith(("kue.html", "atom.xml"))
    }
    page = files["kopi-satu/kue.html"]
    assert str(render_markdown(body, top=2)) in page
    described = re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)">', page)
    assert {unescape(text) for text in described} == {f"Rp18.000. {said}"}
    data = [
        json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]
    assert said in json.dumps(data, ensure_ascii=False)
    assert said in unescape(files["kopi-satu/atom.xml"])

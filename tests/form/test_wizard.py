"""From a private link to a shop in sellers/, without a browser's help."""

from __future__ import annotations

from pathlib import Path

from tests.form.forms import fill_in, new_form, publish
from tests.shops import build


def test_from_a_link_to_a_built_shop(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("warung-baru")
    phone = form.seller("warung-baru")
    assert phone.get("/").location == "/t/warung-baru/"
    assert phone.get("/t/warung-baru/").location == "/t/warung-baru/isi/nama"
    fill_in(phone, "warung-baru")
    assert not (tmp_path / "sellers" / "warung-baru").exists()
    assert publish(phone, "warung-baru").status_code == 302
    code, answer = build(tmp_path)
    assert code == 0
    assert answer["sellers"]["built"] == 1
    page = (tmp_path / "build" / "site" / "warung-baru" / "index.html").read_text("utf-8")
    assert "Warung Baru" in page
    assert "Rp18.000" in page
    assert "6280000000155" in page

"""A small hub of which everything is known: five shops, and their terms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main
from generator.hosting.ledger import Ledger, open_ledger
from tests.hosting.histories import contact
from tests.qris_codes import static_code
from tests.shops import new_workspace, product, write_photo, write_shop

TODAY = date(2026, 11, 21)


def market(root: Path) -> Path:
    """The hub, not built yet."""
    new_workspace(root)
    whole = write_shop(
        root,
        "kopi-utuh",
        {name: product(nama=name.title(), foto="[a.jpg]") for name in ("arabika", "robusta", "teh")},
        kategori="kopi",
        slogan="Segar setiap pagi",
        jam_buka="{senin-jumat: 08.00-17.00}",
        pengiriman="[ambil sendiri]",
        pembayaran="[tunai]",
        izin="{nib: 1234567890123}",
        en="{slogan: Fresh every morning}",
        qris=f'"{static_code()}"',
    )
    write_photo(whole, "a.jpg")
    write_shop(root, "bakso-mas", {"bakso": product("Bakso", body="")}, kecamatan="Cilandak")
    write_shop(root, "sate-baru", persetujuan="")
    write_shop(root, "teh-retak", kecamatan="Cilandak", whatsapp="satu dua tiga")
    (root / "sellers" / "rusak-total").mkdir()
    (root / "sellers" / "rusak-total" / "toko.yaml").write_text("nama: [belum selesai\n", "utf-8")
    return root


def with_terms(root: Path, starts: dict[str, date]) -> None:
    """Begin the terms of these shops."""
    with ledger(root) as book:
        for slug, day in starts.items():
            book.start([contact(slug)], day)


def ledger(root: Path) -> Ledger:
    return open_ledger(f"sqlite:///{root}/ledger.db", root)


def report(root: Path, *arguments: str, today: date = TODAY) -> Result:
    """`etalase report …` as people call it."""
    typed = ["--root", str(root), "report", *arguments, "--jobs", "1", "--today", str(today)]
    return CliRunner().invoke(main, typed, catch_exceptions=False)

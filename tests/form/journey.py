"""A new seller's way to the first publication in a real browser, with every tap and every field counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

Look = Callable[[str], None]


def settled(page: Page) -> None:
    """Wait until nothing is on its way: what a form has sent was answered, and that page is there."""
    page.locator("main[aria-busy=true]").wait_for(state="detached")
    page.wait_for_load_state()


@dataclass
class Hand:
    """One thumb: counts taps, and each field filled as one group of keystrokes."""

    page: Page
    script: bool = True
    look: Look = field(default=lambda _name: None)
    """Told the name of each screen, when it is there."""
    taps: int = 0
    typed: int = 0

    def tap(self, target: Locator | str) -> None:
        """Tap a button (by its words), a link or a box."""
        found = self.button(target) if isinstance(target, str) else target
        found.click()
        self.settle()
        self.taps += 1

    def type(self, label: str, text: str) -> None:
        """Fill a field; one that has the focus already needs no tap."""
        target = self.page.get_by_label(label, exact=True)
        if not target.evaluate("(field) => field === document.activeElement"):
            self.taps += 1
        target.fill(text)
        self.typed += 1

    def settle(self) -> None:
        """Wait until the next page is there."""
        if self.script:
            settled(self.page)
        else:
            self.page.wait_for_load_state()

    def button(self, words: str) -> Locator:
        """A button or link by its words."""
        return (
            self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words)).first
        )

    def photo(self, file: Path, send: str) -> None:
        """Choose a photo: one tap on the field, one in the gallery; without a script, one more to send it."""
        self.taps += 2
        before = self.page.url
        self.page.locator("input[type=file]").set_input_files(file)
        if not self.script:
            self.tap(send)
        self.page.wait_for_url(lambda url: url != before or not self.script)
        self.settle()


def open_link(hand: Hand, url: str) -> None:
    """Through the door."""
    hand.page.goto(url)
    hand.look("pintu")
    hand.tap("Buka")


def up_to_products(hand: Hand) -> None:
    """The questions before the first product."""
    hand.look("nama")
    hand.type("Nama toko", "Dapur Bu Siti")
    hand.tap("Lanjut")
    hand.look("whatsapp")
    hand.type("Nomor WhatsApp", "0800-0000-0101")
    hand.tap("Lanjut")
    hand.look("kategori")
    hand.tap("Kuliner")
    hand.look("kecamatan")
    hand.tap(hand.page.get_by_text("Jakarta Selatan"))
    hand.look("kecamatan-kota")
    hand.tap(hand.page.get_by_role("button", name="Cilandak", exact=True))
    hand.look("kelurahan")
    hand.tap("Cipete Selatan")


def one_product(
    hand: Hand, name: str, price: str, photo: Path | None, *, last: bool = False, look: bool = False
) -> None:
    """A product from its photo to its price; then one more, or the next question."""
    see: Look = hand.look if look else (lambda _name: None)
    see("produk-foto")
    if photo:
        hand.photo(photo, "Lanjut")
    else:
        hand.tap("Belum ada foto")
    hand.type("Nama produk", name)
    hand.type("Harga dalam rupiah", price)
    see("produk-baru")
    hand.tap("Simpan, lanjut" if last else "Simpan, tambah produk lagi")


def to_the_end(hand: Hand) -> None:
    """The questions after the products, and the publication."""
    hand.look("jam")
    hand.tap("Senin sampai Sabtu")
    hand.look("antar")
    hand.tap("Lanjut")
    hand.look("warna")
    hand.tap("Lanjut")
    hand.look("persetujuan")
    hand.tap(hand.page.get_by_label("Siapa saja di internet boleh melihat", exact=False))
    hand.tap("Lanjut")
    hand.look("pratinjau")
    hand.tap("Terbitkan")
    hand.look("toko")

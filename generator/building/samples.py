"""The shops that come with this repository: nobody stands behind them, and nobody should order there."""

from __future__ import annotations

from generator.building.state import State

SAMPLES = {
    "anyaman-marunda": ("Anyaman Marunda", "Rotan, kayu, dan tali dari bengkel kecil di tepi laut"),
    "batik-ayu": (
        "Batik Ayu",
        "Batik cap dan tulis, dikerjakan di Pekalongan, dijahit di Kebon Kacang",
    ),
    "dapur-bu-siti": ("Dapur Bu Siti", "Rendang rumahan dan lauk Betawi dari Cipete"),
    "jahit-bu-narti": ("Jahit Bu Narti", ""),
    "kebun-condet": ("Kebun Condet", "Tanaman pot dari halaman belakang, sudah terbiasa hawa Jakarta"),
    "kopi-tebet": ("Kopi Tebet", "Kopi susu gula aren dan biji sangraian sendiri"),
    "kue-mpok-ijah": ("Kue Mpok Ijah", "Kue Betawi dan kue kering dari Kemanggisan"),
    "warung-cak-mat": ("Warung Cak Mat", "Sembako lengkap, lampunya tidak pernah mati"),
}
"""Slug, name and slogan: a real shop may well be called Kopi Tebet, and has words of its own."""


def sample_shops(state: State) -> list[str]:
    """Slugs of the samples that are online in this build."""
    cards = state.cards(SAMPLES)
    return [card.slug for card in cards if (card.name, card.slogan) == SAMPLES[card.slug]]

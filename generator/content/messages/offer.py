"""What is sold: prices, promotions, choices, stock and the smallest order."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "price-unreadable": (
        'this price cannot be read: "%(found)s"',
        'type digits only, for example 20.000; or the word "tanya" when shoppers should ask',
    ),
    "price-ambiguous": (
        'this price can be read in two ways: "%(found)s"',
        "type it in full: %(one)s or %(other)s",
    ),
    "price-cents": (
        'a price has no cents: "%(found)s"',
        "type it without them: %(fix)s",
    ),
    "price-range": (
        'these are two prices: "%(found)s"',
        "type one of them; different sizes or flavours go into varian:",
    ),
    "price-too-small": (
        "%(found)s would be %(found)s rupiah",
        "did you mean Rp%(fix)s? Then type %(fix)s",
    ),
    "price-too-large": (
        "this price is too large: %(found)s",
        "a price is at most Rp999.999.999: check the number of zeros",
    ),
    "price-not-positive": (
        "a price has to be above zero: %(found)s",
        'type the price, or the word "tanya" when shoppers should ask',
    ),
    "promo-without-day": (
        "this offer has no last day",
        "add a line with its last day: promo_sampai: 2026-12-31",
    ),
    "promo-day-alone": (
        "promo_sampai stands here, but there is no harga_promo",
        "add a line harga_promo: with the lower price, or delete this line",
    ),
    "promo-not-below": (
        "the offer (Rp%(promo)s) is not below the usual price (Rp%(price)s)",
        "harga: is the usual price, harga_promo: the lower one; perhaps they were swapped",
    ),
    "promo-of-no-price": (
        "an offer needs a usual price that it is below",
        "type the usual price as harga: 20.000, or delete harga_promo",
    ),
    "promo-without-price": (
        "an offer has a price: %(found)s",
        "type digits only, for example harga_promo: 18.000, or delete the line",
    ),
    "promo-of-no-choice": (
        "no choice costs Rp%(price)s, so nothing becomes cheaper",
        "write the offer into the choice: {nama: …, harga: %(price)s, harga_promo: %(promo)s}",
    ),
    "minimum-unreadable": (
        'this is no number of pieces: "%(found)s"',
        "type a whole number from 1 to %(limit)s, for example minimal: 10",
    ),
    "product-slug-invalid": (
        "no address can be made of the file name %(found)s",
        "use small letters and digits, for example rendang-sapi.md",
    ),
    "product-slug-short": (
        "the file name %(found)s is too short for an address",
        "use at least 2 letters or digits, for example rendang-sapi.md",
    ),
    "product-slug-reserved": (
        "the shop keeps the name %(found)s for itself",
        "rename the file, for example %(found)s-1.md",
    ),
    "product-slug-taken": (
        "the shop keeps the address %(found)s.html for a page of its own; this product is at %(slug)s.html",
        "rename the file to %(slug)s.md, or to what the product is called",
    ),
    "product-renamed": (
        "the address becomes %(slug)s.html, from the file name %(found)s",
        "rename the file to %(slug)s.md to have them alike",
    ),
    "english-name-missing": (
        "the product has English words below en, but no English name",
        "add nama below en, for example en: {nama: Beef Rendang}; then the product has a page in English",
    ),
    "product-collision": (
        "%(other)s already has the address %(found)s.html",
        "rename one of the two files",
    ),
    "too-many-products": (
        "%(found)s products; %(limit)s is the most",
        "take out products that are not sold any more",
    ),
    "stock-unknown": (
        "this is not known as a stock: %(found)s",
        "type ada, habis or pesan dulu",
    ),
    "no-products": (
        "this shop shows no product",
        "put one into produk/, for example produk/rendang-sapi.md; one that is there may still say draf: ya",
    ),
    "products-lost": (
        "of %(before)s products online only %(now)s are left in produk/; the pages stay as they were",
        "bring the missing files back; if they are meant to be gone: etalase build --accept-losses %(slug)s",
    ),
    "product-folder-not-folder": (
        "%(found)s is not a folder",
        "make a folder produk/ and put one file for each product into it",
    ),
    "price-with-unit": (
        "a price has no unit in it: %(found)s",
        "type harga: %(price)s and satuan: %(unit)s",
    ),
}
"""Code -> message and hint."""

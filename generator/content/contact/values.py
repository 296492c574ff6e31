"""The contacts of a shop, value by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator.content.contact.links import addresses
from generator.content.contact.texts import contacts_in
from generator.content.model import Photo, Qris, Seller, Variant
from generator.content.social import social_address

Codes = Mapping[str, tuple[str, ...]]
"""For the sha256 of a photo: the texts of the QR codes in it."""
NO_CODES: Codes = MappingProxyType({})

_CALLS_ONLY = re.compile(
    r"(?:(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)|(?:tel|sms|smsto):|whatsapp://send/?\?phone=)?"
    r"\+?[0-9][0-9 ().-]{7,20}(?:[?&]text=[^&]*)?",
    re.IGNORECASE,
)
"""The text of a code that does nothing but call a number."""

SHOP_TEXTS: Mapping[str, tuple[str, ...]] = {
    "nama": ("name",),
    "slogan": ("slogan",),
    "kelurahan": ("kelurahan",),
    "pengiriman": ("delivery",),
    "pembayaran": ("payment",),
    "izin.nib": ("permits", "nib"),
    "izin.pirt": ("permits", "pirt"),
    "izin.halal": ("permits", "halal"),
    "libur.pesan": ("closed", "message"),
    "alamat": ("address",),
    "en.nama": ("english", "name"),
    "en.slogan": ("english", "slogan"),
    "en.tentang": ("english", "description"),
    "en.satuan": ("english", "unit"),
    "en.bagian": ("english", "section"),
    "tentang": ("story",),
}
PRODUCT_TEXTS: Mapping[str, tuple[str, ...]] = {
    "": ("slug",),
    ".nama": ("name",),
    ".satuan": ("unit",),
    ".bagian": ("section",),
    ".varian": ("variants",),
    ".deskripsi": ("description",),
    ".en.nama": ("english", "name"),
    ".en.slogan": ("english", "slogan"),
    ".en.deskripsi": ("english", "description"),
    ".en.satuan": ("english", "unit"),
    ".en.bagian": ("english", "section"),
    ".ekspor.incoterm": ("export", "place"),
    ".ekspor.asal": ("export", "origin"),
    ".ekspor.kemasan": ("export", "packing"),
}
_LABELS = {"izin.nib": "NIB ", "izin.pirt": "P-IRT ", "izin.halal": "Halal "}
"""What a page writes in front of a value."""


def contacts_of(seller: Seller, codes: Codes = NO_CODES) -> dict[str, frozenset[str]]:
    """The contacts of every value of a page, by path: `slogan`, `produk/kopi.nama`, `foto/a.jpg`.

    Photos whose QR codes are not in `codes` count as photos without one.
    """
    found = {
        "whatsapp": frozenset({f"phone:{seller.whatsapp}"} if seller.whatsapp else ()),
        "qris": of_qris(seller.qris, codes),
        "pindah_ke": of_address(seller.moves_to),
        "email_ekspor": of_mail(seller.export_email),
    }
    for network, account in seller.socials:
        profile = addresses(social_address(network, account))
        found[f"media_sosial.{network}"] = frozenset({account_link(network, account), *profile})
    for path, text in _texts(seller):
        found[path] = contacts_in(text)
    for product in seller.products:
        for photo in product.photos:
            found[f"foto/{photo.name}"] = of_photo(photo, codes)
    return {path: contacts for path, contacts in found.items() if contacts}


def _texts(seller: Seller) -> Iterator[tuple[str, str]]:
    for path, at in SHOP_TEXTS.items():
        yield path, text_of(path, value_at(seller, at))
    for product in seller.products:
        for ending, at in PRODUCT_TEXTS.items():
            yield f"produk/{product.slug}{ending}", text_of("", value_at(product, at))


def value_at(part: Any, at: tuple[str, ...]) -> Any:
    """What stands at a path of attributes; None below a part that is not there."""
    for name in at:
        part = None if part is None else getattr(part, name)
    return part


def text_of(path: str, value: str | tuple[str | Variant, ...] | None) -> str:
    """What a page shows of a value, with what it writes in front of it."""
    if not value:
        return ""
    if isinstance(value, str):
        return _LABELS.get(path, "") + value
    return "\n".join(words_of(value))


def words_of(values: tuple[str | Variant, ...]) -> Iterator[str]:
    """The texts of a list."""
    for one in values:
        yield one.name if isinstance(one, Variant) else one
        if isinstance(one, Variant) and one.english:
            yield one.english


def account_link(network: str, account: str) -> str:
    """The contact that an account on a network is."""
    return f"link:{network}/{account}"


def of_address(address: str) -> frozenset[str]:
    """The contacts of a forwarding address: wherever it leads, it is one."""
    return frozenset({f"link:{address}"}) | contacts_in(address) if address else frozenset()


def of_mail(address: str) -> frozenset[str]:
    """The contact that an e-mail address is."""
    return frozenset({f"mail:{address.casefold()}"}) | contacts_in(address) if address else frozenset()


def of_photo(photo: Photo, codes: Codes) -> frozenset[str]:
    """The contacts of the codes in a photo."""
    return frozenset().union(*(_of_code(text) for text in codes.get(photo.sha256, ())))


def _of_code(text: str) -> frozenset[str]:
    """Whatever a code says leads somewhere: it counts as it is, unless all it does is call a number."""
    found = contacts_in(text)
    calls = found and _CALLS_ONLY.fullmatch(text.strip())
    paid = any(contact.startswith("code:") for contact in found)
    return found if calls or paid else found | {f"code:{text.strip()}"}


def of_qris(code: Qris | None, codes: Codes) -> frozenset[str]:
    """The contacts of a shop's own code."""
    if code is None:
        return frozenset()
    found = {f"code:{code.payload}"} if code.payload else set()
    if code.photo:
        found |= {f"photo:{code.photo.sha256}", *of_photo(code.photo, codes)}
    return frozenset(found)

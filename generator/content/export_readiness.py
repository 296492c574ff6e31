"""How ready a shop is for buyers abroad, and the one thing to write next.  Pure.

Used by `etalase check --ekspor`; whoever shows it words a gap by `step`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.content.model import Export, Product, Seller

NEEDED: Mapping[str, Callable[[Export], object]] = {
    "moq": lambda export: export.minimum,
    "kapasitas": lambda export: export.capacity,
    "waktu_produksi": lambda export: export.lead_time,
    "kemasan": lambda export: export.packing,
    "berat": lambda export: export.weight,
    "asal": lambda export: export.origin,
    "hs": lambda export: export.hs,
    "incoterm": lambda export: export.incoterm,
}
"""What a product says before it is in the export catalogue; what a seller knows by heart comes first."""

STEPS: Mapping[str, str] = {
    "start": "choose the product you can make most of, and add ekspor: to its file; begin with moq: 50 kg",
    "moq": "%(product)s: say the least that you sell abroad, for example moq: 50 kg",
    "kapasitas": "%(product)s: say how much you can make, for example kapasitas: 500 kg per bulan",
    "waktu_produksi": "%(product)s: say how long an order takes, for example waktu_produksi: 14 hari",
    "kemasan": "%(product)s: say what it travels in, for example kemasan: karton 20 x 250 g",
    "berat": "%(product)s: weigh one package with all its wrapping, for example berat: 5,4 kg",
    "asal": "%(product)s: say where it comes from, for example asal: Indonesia",
    "hs": '%(product)s: look up its HS code at insw.go.id (INTR), and type it, for example hs: "0901.21"',
    "incoterm": "%(product)s: say how far your price brings it, for example incoterm: EXW Cilandak, Jakarta",
    "draf": "%(product)s: still says draf: ya; delete that line when it may be shown",
    "persetujuan": "the shop is not online: once the seller agrees, add persetujuan: with that day's date",
    "nama": "%(product)s: give it a name in English, for example en: {nama: Roasted Gayo Coffee}",
    "foto": "%(product)s: add a photo; buyers abroad decide by it",
    "tentang": "tell about the business in English, in toko.yaml: en: {slogan: …, tentang: …}",
    "nib": "add the NIB, which exporters need, in toko.yaml: izin: {nib: …}",
    "email_ekspor": "add email_ekspor: in toko.yaml; buyers abroad rather write e-mails",
}
"""What is missing -> what to do, as message ids; `%(product)s` is the product's name."""


class Gap(Struct, frozen=True):
    """Something that is missing."""

    what: str
    """One of `STEPS`."""
    product: str = ""
    """The slug of the product it is about; empty for the shop."""
    name: str = ""
    """The product's name."""


class ExportReadiness(Struct, frozen=True):
    """What a shop has of what buyers abroad ask for."""

    complete: tuple[str, ...] = ()
    """Slugs of the products that are in the export catalogue."""
    missing: tuple[Gap, ...] = ()
    """What stands in the way, the next step first."""
    better: tuple[Gap, ...] = ()
    """What is not needed, but helps."""

    @property
    def begun(self) -> bool:
        """Whether any product says something to buyers abroad."""
        return bool(self.complete) or any(gap.product for gap in self.missing)

    @property
    def ready(self) -> bool:
        """Whether the shop has an export catalogue."""
        return bool(self.complete) and not any(gap.what == "persetujuan" for gap in self.missing)

    @property
    def next(self) -> Gap | None:
        """The one thing to do next; None when nothing is left.

        Who has a product in the catalogue makes that one better before adding others.
        """
        steps = (*self.better, *self.missing) if self.ready else self.missing
        return next(iter(steps), None)


def is_complete(product: Product) -> bool:
    """Whether a product says all that buyers abroad ask, and is shown."""
    return bool(product.export.hs) and not product.draft and not any(lacking(product))


def lacking(product: Product) -> Iterator[str]:
    """The keys below `ekspor` that a product does not have, in the order of `NEEDED`."""
    return (key for key, there in NEEDED.items() if not there(product.export))


def export_readiness(seller: Seller) -> ExportReadiness:
    """Weigh what is there; products that lack the least come first."""
    begun = [product for product in seller.products if product.export != Export()]
    complete = [product for product in begun if is_complete(product)]
    rest = [product for product in begun if product not in complete]
    missing = [
        gap
        for product in sorted(rest, key=lambda one: len(tuple(lacking(one))))
        for gap in (
            *(Gap(key, product.slug, product.name) for key in lacking(product)),
            *([Gap("draf", product.slug, product.name)] if product.draft else []),
        )
    ]
    if complete and seller.consent is None:
        missing.insert(0, Gap("persetujuan"))
    return ExportReadiness(
        tuple(product.slug for product in complete),
        tuple(missing or ([] if complete else [Gap("start")])),
        tuple(_better(seller, complete)) if complete else (),
    )


def _better(seller: Seller, complete: list[Product]) -> Iterator[Gap]:
    for product in complete:
        if not product.english.name:
            yield Gap("nama", product.slug, product.name)
        if not product.photos:
            yield Gap("foto", product.slug, product.name)
    if not (seller.english.description or seller.english.slogan):
        yield Gap("tentang")
    if not seller.permits.nib:
        yield Gap("nib")
    if not seller.export_email:
        yield Gap("email_ekspor")


def step(gap: Gap, translate: Callable[[str], str]) -> str:
    """What to do about a gap, in the language of `translate`."""
    return translate(STEPS[gap.what]) % {"product": gap.name}

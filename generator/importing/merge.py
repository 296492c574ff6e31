"""Three ways to say the same: what the last import wrote, what the shop says now, what the row says.  Pure.

What the row says otherwise than the last import goes into the shop, unless somebody has changed just that
meanwhile: then the shop's own stays, and is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.model import English, Permits, Photo, Product, Qris, Seller

_WITHIN = (Permits, English)
"""Values of which every part is compared by itself."""


class Conflict(Struct, frozen=True):
    """What two people have changed."""

    path: str
    """`slogan`, `media_sosial.instagram`, `produk/rendang.price`."""
    live: str
    new: str


class Merged(Struct):
    """The outcome."""

    seller: Seller
    """The shop as it is to be."""
    base: Seller
    """What the import stands for from now on: where there is a conflict, still what it wrote before."""
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Seller, live: Seller, new: Seller) -> Merged:
    """A shop after a row has changed from `base` to `new`."""
    conflicts: list[Conflict] = []
    if new.withdrawn and not base.withdrawn:  # whoever else says what: a consent can always be taken back
        live = replace(live, consent=base.consent, withdrawn=base.withdrawn)
    pair = _Merge(conflicts)
    seller, kept = pair.fields(
        base, live, new, "", skip={"slug", "socials", "products", "withdrawn", "consent"}
    )
    consent, said = pair.value(
        (base.consent, base.withdrawn),
        (live.consent, live.withdrawn),
        (new.consent, new.withdrawn),
        "consent",
    )
    socials = pair.pairs(dict(base.socials), dict(live.socials), dict(new.socials), "socials.")
    products = pair.products(base, live, new)
    return Merged(
        replace(
            seller,
            consent=consent[0],
            withdrawn=consent[1],
            socials=tuple(socials[0].items()),
            products=products[0],
        ),
        replace(
            kept, consent=said[0], withdrawn=said[1], socials=tuple(socials[1].items()), products=products[1]
        ),
        conflicts,
    )


class _Merge:
    def __init__(self, conflicts: list[Conflict]) -> None:
        self._conflicts = conflicts

    def value(self, base: Any, live: Any, new: Any, path: str) -> tuple[Any, Any]:
        """The value as it is to be, and what the import stands for."""
        if _same(base, new):
            return live, base
        if _same(live, new) or _same(base, live):
            return new, new
        self._conflicts.append(Conflict(path, _shown(live), _shown(new)))
        return live, base

    def fields(
        self, base: Any, live: Any, new: Any, prefix: str, skip: frozenset[str] | set[str]
    ) -> tuple[Any, Any]:
        """The same for every field of a value."""
        changed, kept = {}, {}
        for name in base.__struct_fields__:
            if name in skip:
                continue
            was, now, wanted = (getattr(value, name) for value in (base, live, new))
            path = f"{prefix}{name}"
            if isinstance(was, _WITHIN):
                outcome = self.fields(was, now, wanted, f"{path}.", frozenset())
            else:
                outcome = self.value(was, now, wanted, path)
            changed[name], kept[name] = outcome
        return replace(live, **changed), replace(base, **kept)

    def pairs(
        self, base: Mapping[str, str], live: Mapping[str, str], new: Mapping[str, str], prefix: str
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The same for accounts by their networks."""
        changed, kept = {}, {}
        for name in {**live, **base, **new}:
            after, said = self.value(
                base.get(name, ""), live.get(name, ""), new.get(name, ""), f"{prefix}{name}"
            )
            if after:
                changed[name] = after
            if said:
                kept[name] = said
        return changed, kept

    def products(
        self, base: Seller, live: Seller, new: Seller
    ) -> tuple[tuple[Product, ...], tuple[Product, ...]]:
        """The same for products by their slugs; one that both have is compared part by part."""
        three = [{one.slug: one for one in seller.products} for seller in (base, live, new)]
        was, now, wanted = three
        changed, kept = [], []
        for slug in sorted({*was, *now, *wanted}):
            one, there, said = was.get(slug), now.get(slug), wanted.get(slug)
            path = f"produk/{slug}"
            if one and there and said:
                after, stands = self.fields(one, there, said, f"{path}.", frozenset({"slug"}))
            elif one is None and there and said:  # made by hand, and now named by the row, too
                after, stands = there, (said if _same(there, said) else None)
                if stands is None:
                    self._conflicts.append(Conflict(path, there.name, said.name))
            else:
                after, stands = self.value(one, there, said, path)
            changed += [after] if after else []
            kept += [stands] if stands else []
        return tuple(changed), tuple(kept)


def _same(one: Any, other: Any) -> bool:
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Any) -> Any:
    """A photo is known by its name: what was written down of it is no more."""
    if isinstance(value, Photo):
        return value.name
    if isinstance(value, tuple):
        return tuple(map(_comparable, value))
    if isinstance(value, Qris):
        return value.photo.name if value.photo else value.payload
    if isinstance(value, Product):
        return tuple(_comparable(getattr(value, name)) for name in value.__struct_fields__)
    return value


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Product):
        return value.name
    if isinstance(value, tuple):
        return ", ".join(_shown(one) for one in value)
    return str(_comparable(value))

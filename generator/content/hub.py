"""hub.yaml -> `Hub`: the settings of one hub, judged like a seller's file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content import fields, places
from generator.content.diagnostics import Diagnostic, has_errors, ordered
from generator.content.field_reader import EXAMPLES, FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.frontmatter import decode, parse
from generator.content.limits import limit
from generator.content.model import Category
from generator.content.nodes import MappingNode
from generator.content.publishing import Publishing, read_publishing
from generator.content.reader import read_regular
from generator.content.shop_types import USUAL, shop_type
from generator.content.synonyms import read_synonyms
from generator.content.unreadable import UnreadableError

HUB_FILE = "hub.yaml"
PRIVACY_FILE = "privasi.md"

Activation = Literal["otomatis", "pembina"]


class Operator(Struct, frozen=True):
    """Who runs a hub: what every footer names."""

    name: str
    whatsapp: str
    """Digits only, starting with 628."""
    email: str


class Mentor(Struct, frozen=True):
    """The team that helps the sellers of one kecamatan."""

    kecamatan: str
    """The slug of the kecamatan."""
    name: str
    whatsapp: str
    """Digits only, starting with 628."""


class Mail(Struct, frozen=True):
    """How reminders are sent by e-mail.  The password is never here: it comes from the environment."""

    server: str
    """The host name of an SMTP server."""
    port: int
    """587, or 465 where the connection is encrypted from its first byte."""
    sender: str
    """The address that letters come from."""
    user: str = ""
    """Who logs in; empty for a server that wants no login."""


class FormRules(Struct, frozen=True):
    """What the sellers' web form allows."""

    registration: bool = False
    """Whether anybody may begin a shop; a mentor looks at it before it is published."""
    products: int = 30
    """Products of a shop that is filled in by form."""
    photos: int = 3
    """Photos of one product."""
    update_minutes: int = 0
    """How long it takes at most until a change is online: `pembaruan_menit`; 0 where nobody says."""


class Hub(Struct, frozen=True):
    """The settings of one hub."""

    name: str
    site: str
    """The public address, without a slash at the end."""
    operator: Operator
    categories: tuple[Category, ...]
    """In the order of the file."""
    activation: Activation = "otomatis"
    """Whether a new shop is approved at once or by a mentor."""
    kecamatan: tuple[str, ...] = ()
    """Slugs of the kecamatan whose shops may be activated here; empty for all 44."""
    ledger: str = "sqlite:///ledger.db"
    """A database URL; a relative SQLite path is below the workspace."""
    mentors: tuple[Mentor, ...] = ()
    publishing: Publishing = field(default_factory=Publishing)
    mail: Mail | None = None
    """None: all reminders go through the mentors."""
    form: FormRules = FormRules()
    keep: bool = True
    """Whether phones may keep shops, to open them without a connection."""
    theme: str = "hub"
    """The theme of the hub's own pages."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same to a shopper, beside those that come along."""
    privacy: str = ""
    """The privacy page in the operator's own words, Markdown; empty for the one that comes along."""

    def __hash__(self) -> int:
        return hash(self.site)  # asked for with every shop; equal settings have equal addresses


def load_hub(root: Path, themes: Iterable[str] = ()) -> tuple[Hub | None, list[Diagnostic]]:
    """Read the hub's settings; None when anything in them is an error.

    `themes` are the hub themes there are; without them, the theme's name is not judged.
    """
    page = SourceText(HUB_FILE, "")
    try:
        page = SourceText(HUB_FILE, "", decode(read_regular(root / HUB_FILE, 64 * 1024)))
        reader = FieldReader(page, parse(page.text))
    except FileNotFoundError:
        page.report("hub-file-missing")
        return None, page.problems
    except OSError as error:
        page.report("file-unreadable", found=HUB_FILE, reason=error.strerror or "")
        return None, page.problems
    except UnreadableError as error:
        page.unreadable(error)
        return None, page.problems
    hub = _read(reader, tuple(themes))
    reader.finish()
    own = SourceText(PRIVACY_FILE, "")
    hub = replace(hub, privacy=_privacy(root, own))
    problems = ordered([*page.problems, *own.problems])
    return (None if has_errors(problems) else hub), problems


def _privacy(root: Path, page: SourceText) -> str:
    """The text of privasi.md; empty where there is none, or it cannot be read."""
    try:
        return decode(read_regular(root / PRIVACY_FILE, 64 * 1024)).strip()
    except FileNotFoundError:
        pass
    except OSError as error:
        page.report("file-unreadable", found=PRIVACY_FILE, reason=error.strerror or "")
    except UnreadableError as error:
        page.unreadable(error)
    return ""


def _read(reader: FieldReader, themes: tuple[str, ...]) -> Hub:
    for key in ("nama", "situs", "pengelola", "kategori"):
        reader.require(key)
    return Hub(
        name=reader.one("nama", fields.name, ""),
        site=reader.one("situs", _site, ""),
        operator=_operator(reader),
        categories=_categories(reader),
        activation=reader.one("aktivasi", _activation, "otomatis"),
        kecamatan=reader.many("kecamatan", lambda typed: places.kecamatan(typed).slug),
        ledger=reader.one("ledger", str.strip, "sqlite:///ledger.db"),
        mentors=_mentors(reader),
        publishing=read_publishing(reader.mapping("penerbitan")),
        mail=_mail(reader),
        form=_form(reader),
        keep=reader.one("simpan", fields.yes_no, True),
        theme=reader.one("tema", partial(_theme, themes), "hub"),
        synonyms=read_synonyms(reader),
    )


def _operator(reader: FieldReader) -> Operator:
    below = reader.mapping("pengelola")
    if below is None:
        return Operator("", "", "")
    for key in ("nama", "whatsapp"):
        below.require(key)
    operator = Operator(
        name=below.one("nama", fields.name, ""),
        whatsapp=below.one("whatsapp", fields.whatsapp, ""),
        email=below.one("email", fields.email, ""),
    )
    below.finish()
    return operator


def _categories(reader: FieldReader) -> tuple[Category, ...]:
    found: dict[str, Category] = {}
    lines: dict[str, int] = {}
    for node in reader.items("kategori"):
        if not isinstance(node, MappingNode):
            reader.page.report(
                "fields-expected",
                node,
                key="kategori",
                example=EXAMPLES.get("kategori", EXAMPLES["pengelola"]),
            )
            continue
        below = FieldReader(reader.page, node)
        for key in ("slug", "nama"):
            below.require(key)
        slug = below.one("slug", _category_slug, "")
        name = below.one("nama", fields.name, "")
        if lines.setdefault(slug, node.line) != node.line:
            reader.page.report("duplicate-key", node, key=slug, first=str(lines[slug]))
        english, schema = below.one("en", fields.name, name), below.one("schema", shop_type, USUAL)
        found[slug] = Category(slug, name, english, schema)
        below.finish()
    return tuple(found.values())


def _mentors(reader: FieldReader) -> tuple[Mentor, ...]:
    below = reader.mapping("pembina")
    found = []
    for key, node in below.entries() if below else ():
        place = reader.judge(key, places.kecamatan, None)
        if not isinstance(node, MappingNode):
            reader.page.report(
                "fields-expected", node, key=key.value, example=EXAMPLES.get(key.value, EXAMPLES["pengelola"])
            )
            continue
        mentor = FieldReader(reader.page, node)
        mentor.require("whatsapp")
        name = mentor.one("nama", fields.name, "")
        whatsapp = mentor.one("whatsapp", fields.whatsapp, "")
        mentor.finish()
        if place:
            found.append(Mentor(place.slug, name, whatsapp))
    return tuple(found)


def _mail(reader: FieldReader) -> Mail | None:
    below = reader.mapping("surat")
    if below is None:
        return None
    for key in ("server", "pengirim"):
        below.require(key)
    mail = Mail(
        server=below.one("server", _host, ""),
        port=below.one("port", _port, 587),
        sender=below.one("pengirim", fields.email, ""),
        user=below.one("pengguna", str.strip, ""),
    )
    below.finish()
    return mail


def _form(reader: FieldReader) -> FormRules:
    below = reader.mapping("formulir")
    if below is None:
        return FormRules()
    rules = FormRules(
        registration=below.one("pendaftaran", fields.yes_no, False),
        products=below.one("produk", partial(limit, 200), 30),
        photos=below.one("foto", partial(limit, 8), 3),
        update_minutes=below.one("pembaruan_menit", partial(limit, 999), 0),
    )
    below.finish()
    return rules


def _host(value: str) -> str:
    host = value.strip()
    if len(host) > 253 or not re.fullmatch(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*", host):
        raise FieldError("host-unreadable", found=value)
    return host


def _port(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value.strip()) or not 1 <= int(value) <= 65_535:
        raise FieldError("port-unreadable", found=value)
    return int(value)


def _site(value: str) -> str:
    return fields.web_address_or_local(value).rstrip("/")


def _category_slug(value: str) -> str:
    slug = fields.slugify(value, 40)
    if not slug or slug != value.strip() or slug == "index":
        raise FieldError("slug-invalid", found=value, fix=slug or "kuliner")
    return slug


def _activation(value: str) -> Activation:
    match value.strip().casefold():
        case "otomatis":
            return "otomatis"
        case "pembina":
            return "pembina"
    raise FieldError("activation-unknown", found=value)


def _theme(known: tuple[str, ...], value: str) -> str:
    if known and value.strip() not in known:
        raise FieldError("theme-unknown", found=value, known=", ".join(known))
    return value.strip()

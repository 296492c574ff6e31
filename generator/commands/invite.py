"""`etalase invite`: a private link to the form."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.common import JAKARTA, RefusalError, json_option, print_json, refuse_link
from generator.commands.moved import has_moved, new_name
from generator.commands.problems import in_english, print_diagnostics, refuse
from generator.commands.slugs import slug_argument
from generator.content import reader
from generator.content.fields import FieldError, suggest
from generator.content.hub import load_hub
from generator.content.places import kecamatan as read
from generator.content.places import kecamatan as read_kecamatan
from generator.errors import MISHAPS, reason_of
from generator.form.drafts import UnreadableDraftError
from generator.render.theme import theme_names
from generator.terminal import note, say

if TYPE_CHECKING:
    from generator.form.context import FormContext
    from generator.form.links import Role

_MENTOR_DAYS = 90


@click.command("invite")
@slug_argument(default="")
@click.option(
    "--role",
    type=click.Choice(["seller", "mentor", "operator", "partner"]),
    default="seller",
    show_default=True,
    help="Whose link it is.",
)
@click.option("--kecamatan", default="", help="A mentor's or partner's kecamatan, or a new seller's.")
@click.option(
    "--days",
    type=click.IntRange(min=1),
    help=f"How long it works.  [default: until revoked; {_MENTOR_DAYS} but for a seller]",
)
@click.option("--new", "begins", is_flag=True, help="Begin a shop: there is none with this SLUG yet.")
@click.option("--revoke", is_flag=True, help="Make no link: let the ones there are open nothing any more.")
@click.option(
    "--public-url", envvar="ETALASE_FORM_URL", help="Where the form is.  [default: as `etalase form` said]"
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slug: str,
    role: Role,
    kecamatan: str,
    days: int | None,
    begins: bool,
    revoke: bool,
    public_url: str | None,
    as_json: bool,
) -> None:
    """Make the private link with which a seller opens the form: send it on WhatsApp.

    A SLUG that nobody knows is refused: it may be a slip. --new begins a shop. Mentors, operators and
    partners get links without a slug. A partner's link only opens the programme's figures, of all Jakarta or
    of one kecamatan, without anybody's name or number.

    \b
    Examples:
      etalase invite dapur-bu-siti
      etalase invite warung-baru --new --kecamatan Tebet
      etalase invite --role mentor --kecamatan Cilandak
      etalase invite --role partner
      etalase invite dapur-bu-siti --revoke
    """
    if Path(slug).parent.name == "sellers":  # a shell completes sellers/kopi-tebet/
        slug = Path(slug).name
    answer: dict[str, Any] = {"version": 1, "slug": slug, "url": "", "expires_on": None}
    if (role == "seller") != bool(slug):
        raise click.UsageError("a seller's link needs a SLUG, any other link has none")
    if role == "mentor" and not kecamatan:
        raise click.UsageError("a mentor's link needs --kecamatan")
    if begins and (role != "seller" or revoke):
        raise click.UsageError("--new begins a seller's shop")
    now = datetime.now(JAKARTA)
    try:
        if not revoke:
            refuse_link(ctx.obj.root, slug)
        form = _open(ctx.obj.root, public_url)
        ctx.call_on_close(form.database.close)
        place = _place(kecamatan)
        ours = place if role in ("mentor", "partner") else ""
        known = role != "seller" or _known(form, slug)
        if not known and (to := new_name(form.root, slug)):
            raise RefusalError(has_moved(slug, to))
        if not known and not begins:
            raise RefusalError(_unknown(form, slug, revoke=revoke))
        if revoke:
            _revoke(form, now, role, slug, ours, answer, as_json=as_json)
            return
        if not known:
            _begin(form, slug, kecamatan)
        ends = days or (None if role == "seller" else _MENTOR_DAYS)
        expires_on = now.date() + timedelta(days=ends) if ends else None
        if slug:
            _govern(form, slug)
        answer |= {"url": _link(form, now, role, slug, ours, expires_on), "expires_on": expires_on}
    except RefusalError as refusal:
        refuse(refusal, answer, "id", as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, "id", as_json=as_json)
    if as_json:
        print_json(answer)
        return
    say(answer["url"])
    until = f"until {expires_on}" if expires_on else "until it is revoked"
    if not known:
        note(f"This link begins the shop {slug}.", err=True)
    elif begins:
        note(f"There is a shop {slug} already: this link opens it, and begins none.", err=True)
    note(f"It works {until}, and is shown only now. Send it to its {role} alone.", err=True)


def _govern(form: FormContext, slug: str) -> None:
    """From its first link on, what is published of a shop is what was agreed to."""
    from generator.form.editing import edit

    try:
        with edit(form, None, slug) as shop:
            shop.govern()
    except UnreadableDraftError as error:  # it was whole a moment ago
        raise RefusalError(f"sellers/{slug} cannot be read: see etalase check {slug}") from error


def _open(root: Path, public_url: str | None) -> FormContext:
    from generator.form.context import open_form
    from generator.form.terms import ledger_terms

    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        raise RefusalError("hub.yaml cannot be used", problems)
    print_diagnostics(problems, "id", err=True)
    return open_form(root, hub, lambda: datetime.now(JAKARTA), public_url or "", ledger_terms(root, hub))


def _link(
    form: FormContext, now: datetime, role: Role, slug: str, kecamatan: str, expires_on: date | None
) -> str:
    from generator.form.links import make_link

    base = form.public_url or form.database.setting("public_url") or "http://127.0.0.1:8080"
    _made, token = make_link(form.database, now, role, slug=slug, kecamatan=kecamatan, expires_on=expires_on)
    return f"{base}/m/{token}"


def _revoke(
    form: FormContext,
    now: datetime,
    role: Role,
    slug: str,
    kecamatan: str,
    answer: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    from generator.form.links import revoke

    count = revoke(form.database, now, role, slug=slug, kecamatan=kecamatan)
    if as_json:
        print_json(answer | {"revoked": count})
    else:
        note(f"{count} {'link' if count == 1 else 'links'} revoked")


def _known(form: FormContext, slug: str) -> bool:
    """Whether there is such a shop: a folder, or one that only the form knows so far."""
    from generator.form import access

    return access.admitted(form, slug) is not None


def _unknown(form: FormContext, slug: str, *, revoke: bool) -> str:
    """What to say of a SLUG that nobody knows."""
    from generator.form import registration, shops

    sellers = form.root / "sellers"
    folders = reader.slugs(sellers) if sellers.is_dir() else ()
    if near := suggest(slug, {*folders, *shops.slugs(form.database)}):
        asked = f"there is no shop {slug}; did you mean {near}?"
    else:
        asked = f"there is no shop {slug}"
    if revoke:
        return asked
    try:
        registration.vacant(form, slug)
    except FieldError as error:
        return asked if near else in_english(error)
    return f"{asked}{' If not' if near else ''}: --new begins a shop of that name"


def _begin(form: FormContext, slug: str, kecamatan: str) -> None:
    """Begin a new shop."""
    from generator.form import registration

    try:
        place = read_kecamatan(kecamatan) if kecamatan else None
        registration.begin(form, None, registration.claim(form, slug, "invited"), place=place)
    except FieldError as error:
        raise RefusalError(in_english(error)) from error


def _place(kecamatan: str) -> str:
    try:
        return read(kecamatan).slug if kecamatan else ""
    except FieldError as error:
        fix = error.values.get("fix", "")
        hint = f"; did you mean {fix}?" if fix else ""
        raise RefusalError(f"there is no kecamatan {kecamatan}{hint}") from error

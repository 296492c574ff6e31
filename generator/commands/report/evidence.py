"""`etalase report evidence`: what can be proved of a shop, and whether a document is ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click
from msgspec.structs import asdict

from generator.commands.common import (
    GOOD,
    NOTHING_DONE,
    RefusalError,
    json_option,
    language_option,
    print_json,
    refuse_link,
    today_option,
)
from generator.commands.problems import refuse, unknown_seller
from generator.commands.report.common import sources
from generator.commands.slugs import known_shops, slug_argument
from generator.disk import atomic_file
from generator.errors import MISHAPS, reason_of
from generator.hosting.operations import OperatorAction
from generator.language import language
from generator.reports.evidence import evidence, evidence_page, issued, remember
from generator.reports.shops import Sources
from generator.terminal import say

FOLDER = "reports"
"""Where documents go in a workspace, unless somebody says otherwise."""


@click.command("evidence")
@slug_argument(required=False, default="")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write it.  [default: reports/bukti-SLUG-DATE.html in the workspace]",
)
@click.option(
    "--verify",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Say whether this file was given out from here, and is unchanged.",
)
@click.option("--actor", envvar="ETALASE_ACTOR", default="report", help="Who does it; goes on record.")
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slug: str,
    html: Path | None,
    verify: Path | None,
    actor: str,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Write a document that proves since when a shop is online, or say whether one is ours.

    Its digest is kept in the ledger: --verify says yes (exit code 0) to the same file after any later
    builds, and no (exit code 1) where one byte has changed.

    \b
    Examples:
      etalase report evidence kopi-tebet
      etalase report evidence --verify bukti-kopi-tebet-2026-11-21.html
    """
    if bool(slug) == bool(verify) or (verify and html):
        raise click.UsageError("name one SLUG, or --verify FILE")
    root: Path = ctx.obj.root
    slug = Path(slug).name  # a shell completes sellers/kopi-tebet/
    answer: dict[str, Any] = {"version": 1, "today": today}
    try:
        with sources(root, 1) as found:
            if verify:
                _verify(found, verify, answer, as_json=as_json)
            refuse_link(root, slug)
            if not (root / "sellers" / slug).is_dir():
                raise unknown_seller(root, slug, known_shops(root))
            _write(found, slug, html, OperatorAction(today, actor), lang, answer, as_json=as_json)
    except (RefusalError, *MISHAPS) as error:
        refusal = error if isinstance(error, RefusalError) else RefusalError(reason_of(error))
        refuse(refusal, answer, lang, as_json=as_json)


def _verify(found: Sources, file: Path, answer: dict[str, Any], *, as_json: bool) -> NoReturn:
    event = issued(found.ledger, file.read_bytes())
    if as_json:
        said = {"slug": event.seller, "issued_on": event.on, "code": event.details["code"]} if event else {}
        print_json(answer | {"file": str(file), "valid": event is not None, **said})
    elif event:
        say(f"yes: given out on {event.on} for {event.seller}, code {event.details['code']}")
    else:
        say("no: this file was not given out from here, or has been changed")
    raise SystemExit(GOOD if event else NOTHING_DONE)


def _write(
    found: Sources,
    slug: str,
    html: Path | None,
    action: OperatorAction,
    lang: str,
    answer: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    proved = evidence(found, slug, action.today)
    page = evidence_page(proved, found.hub, language(lang))
    name = f"{FOLDER}/bukti-{slug}-{action.today}.html"
    file = html or found.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    atomic_file.write(file, page, durable="bytes")
    digest = remember(found.ledger, proved, page, action)
    if not as_json:
        say(f"{file}: code {proved.code}, sha256 {digest}")
        return
    print_json(
        answer
        | {
            "slug": slug,
            "file": str(html) if html else name,
            "sha256": digest,
            "code": proved.code,
            "published_since": proved.published_since,
            "online_since": proved.online_since,
            "days_online": proved.days_online,
            "products": proved.products,
            "permits": asdict(proved.permits),
            "consent": proved.consent,
            "pages": [{"path": path, "sha256": sha256} for path, sha256 in proved.pages],
        }
    )

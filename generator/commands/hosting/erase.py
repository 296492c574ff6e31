"""`etalase hosting erase`: a seller asks that its data be removed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.commands.common import GOOD, JAKARTA, SOME_FAILED, print_json
from generator.commands.hosting.common import (
    Request,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
)

if TYPE_CHECKING:
    from generator.content.hub import Hub
    from generator.farewell.erase import Erasure
    from generator.hosting.ledger import Ledger
    from generator.publish.target import Target

_NORMAL_DAY = 50
"""Deletes of others that may go along with those of the seller."""


@click.command("erase")
@click.argument("slug")
@click.option("--to", "url", metavar="URL", help="Where the shop is published.  [default: hub.yaml's target]")
@click.option("--endpoint-url", metavar="URL", default="", help="Address of an S3-compatible store.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@operator_options
def command(slug: str, url: str | None, endpoint_url: str, yes: bool, request: Request) -> None:
    """Remove a seller's data: from the store, the build, its folder, and the ledger.

    The slug stays reserved; the events that remain hold no personal data.  Prints a certificate in Indonesian
    to send on.  It cannot be taken back: run `etalase hosting export` first, if the seller wants its shop.
    Backups are not touched.

    \b
    Examples:
      etalase hosting erase batik-ayu --dry-run
      etalase hosting erase batik-ayu --reason "by WhatsApp, 21 November" > surat.txt

    Exit codes: 0 all is gone; 1 nothing was done; 3 something remains, and what to do is said.
    """
    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            (known,) = known_sellers(request.root, ledger, [slug])
            if not (yes or request.dry_run) and sys.stdin.isatty():
                click.confirm(f"Remove everything of {known} for good?", abort=True, err=True)
            target = _target(request.root, hub, url, endpoint_url)
            _tell(request, hub, _erase(known, hub, ledger, target, request))


def _target(root: Path, hub: Hub, url: str | None, endpoint: str) -> Target | None:
    """Where the shop is published; None when nobody says."""
    from generator.commands.deploying import Surroundings

    return Surroundings(root).target(url, endpoint) if url or hub.publishing.target else None


def _erase(slug: str, hub: Hub, ledger: Ledger, target: Target | None, request: Request) -> Erasure:
    """Do all of it, or tell what would be done."""
    from generator.farewell.erase import Erasure, count_files, erase_files
    from generator.hosting.operations import leave

    root, deed = request.root, request.deed()
    erasure = Erasure(slug, request.today, pages=count_files(root / "build" / "site" / slug))
    ledger.record(slug, lambda term: leave(slug, term, deed))
    if request.dry_run:
        erasure.sources = count_files(root / "sellers" / slug)
    else:
        _take_offline(slug, hub, target, request, erasure)
        erasure.sources, erasure.copies = erase_files(root, slug)
    erased = ledger.erase_person(slug)
    erasure.contacts, erasure.remarks = erased.contacts, erased.remarks
    return erasure


def _take_offline(slug: str, hub: Hub, target: Target | None, request: Request, erasure: Erasure) -> None:
    """Out of the built site, the hub's pages and the store."""
    from deploy import deploy
    from generator.build import BusyError, Options, build
    from generator.commands.deploying import Surroundings, who
    from generator.farewell.erase import erase_online
    from generator.hosting import built
    from generator.hosting.address import ledger_url
    from generator.hosting.standing import load_terms
    from generator.publish.errors import PublishError
    from generator.publish.steps import Options as DeployOptions
    from generator.publish.stores import open_store

    root = request.root
    terms = load_terms(ledger_url(hub.ledger), root, hub.activation)
    try:
        build(Options(root, hub, request.today, (slug,), terms=terms))
    except BusyError as error:
        erasure.remains.append(f"{error}: wait until it is done, and run this again")
        return
    if target is None:
        if slug in built.online(root / "build"):
            erasure.remains.append("it is online, but no target is known: run this again with --to URL")
        return
    try:
        with open_store(target) as store:
            before = sum(1 for _ in store.list(f"{target.prefix}{slug}/"))
            now = datetime.combine(request.today, datetime.now(JAKARTA).timetz())
            options = DeployOptions(
                max_delete=before + _NORMAL_DAY, gzip=Surroundings(root).gzip(target, None), who=who()
            )
            report = deploy(root, target, now=now, options=options)
            if report.result in ("refused", "partial"):
                why = report.message or "some files failed"
                erasure.remains.append(f"the store: {why}; then run `etalase deploy`, and this again")
            left = erase_online(store, f"{target.prefix}{slug}/")
            erasure.online = before - left
            if left:
                erasure.remains.append(f"{left} files at {target.url}{slug}/: run this again")
    except PublishError as error:
        erasure.remains.append(f"the store: {error}; then run this again")


def _tell(request: Request, hub: Hub, erasure: Erasure) -> NoReturn:
    from generator.language import language

    if request.as_json:
        print_json({"version": 1, "today": request.today, "dry_run": request.dry_run, **erasure.as_json()})
    elif request.dry_run:
        click.echo(f"{erasure.slug}: would remove {erasure.pages} pages, {erasure.sources} source files, …")
    else:
        click.echo(erasure.certificate(language("id"), hub.name, hub.operator.name))
    for line in erasure.remains:
        click.echo(f"{erasure.slug}: not gone yet: {line}", err=True)
    raise SystemExit(GOOD if erasure.complete else SOME_FAILED)

"""`etalase hosting erase`: a seller asks that its data be removed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from deploy import deploy
from generator.build import BuildOptions, StateBusyError, build
from generator.commands.common import GOOD, JAKARTA, SOME_FAILED, RefusalError, print_json, refuse_link
from generator.commands.deploying import DeploySettings
from generator.commands.hosting.common import (
    HostingRequest,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
)
from generator.commands.moved import new_name
from generator.commands.slugs import slug_argument
from generator.content.hub import Hub
from generator.errors import MISHAPS, reason_of
from generator.farewell.erase import Erasure, count_files, erase_files, erase_online, unremovable
from generator.hosting import built
from generator.hosting.address import ledger_url
from generator.hosting.operations import ActionRefusedError, leave
from generator.hosting.terms import load_terms
from generator.importing import record
from generator.language import language
from generator.occupied import who
from generator.publish.errors import PublishError
from generator.publish.steps import DeployOptions
from generator.publish.stores import open_store
from generator.publish.target import Target
from generator.terminal import confirm, say
from generator.visits.record import forget as forget_visits

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger


@click.command("erase")
@slug_argument()
@click.option(
    "--to", "url", metavar="URL", help="Only there.  [default: hub.yaml's target and all on record]"
)
@click.option("--endpoint-url", metavar="URL", default="", help="Address of an S3-compatible store.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@operator_options
def command(slug: str, url: str | None, endpoint_url: str, yes: bool, request: HostingRequest) -> None:
    """Remove a seller's data: from the store, the build, its folder, and the ledger.

    It goes from every store that is on record.  The slug stays reserved; the events that remain hold no
    personal data.  Prints a certificate in Indonesian to send on.  It cannot be taken back: run
    `etalase hosting export` first, if the seller wants its shop.  Backups are not touched.

    \b
    Examples:
      etalase hosting erase batik-ayu --dry-run
      etalase hosting erase batik-ayu --reason "by WhatsApp, 21 November" > surat.txt

    Exit codes: 0 all is gone; 1 nothing was done; 3 something remains, and what to do is said.
    """
    from generator.form.context import FOLDER

    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            (known,) = known_sellers(request.root, ledger, [slug], request.root / FOLDER)
            if (term := ledger.term(known)) and term.moved_to:
                raise RefusalError(
                    f"{known} has moved: run etalase hosting erase {new_name(request.root, known)}"
                )
            slugs = ledger.all_slugs(known)
            for one in slugs:
                refuse_link(request.root, one)
            if not request.dry_run:
                _refuse_unremovable(request.root, slugs)
            if not (yes or request.dry_run) and sys.stdin.isatty():
                confirm(f"Remove everything of {known} for good?")
            targets = _targets(request.root, hub, slugs, url, endpoint_url)
            if not request.dry_run:
                _refuse_unreachable(targets)
            _tell(request, hub, _erase(slugs, hub, ledger, targets, request))


def _targets(root: Path, hub: Hub, slugs: Sequence[str], url: str | None, endpoint: str) -> list[Target]:
    """Where the shop is published: the named target, or hub.yaml's and every other that is on record."""
    around = DeploySettings(root)
    if url:
        return [around.target(url, endpoint)]
    found = [around.target(None, endpoint)] if hub.publishing.target else []
    recorded = [one for slug in slugs for one in built.targets(root / "build", slug)]
    found += [around.target(*one, on_record=True) for one in recorded]
    return list({target.name: target for target in found}.values())


def _refuse_unreachable(targets: Iterable[Target]) -> None:
    """Ask every store before anything is removed.

    Raises:
        RefusalError: one does not answer, or does not know us.
    """
    for target in targets:
        try:
            with open_store(target) as store:
                next(iter(store.list(target.prefix)), None)
        except PublishError as error:
            raise RefusalError(
                f"nothing was removed, because {target.url} cannot be read: {error}"
            ) from error


def _refuse_unremovable(root: Path, slugs: Sequence[str]) -> None:
    """Look before anything is removed.

    Raises:
        RefusalError: something of the seller's lies in a folder that this user may not write to.
    """
    if found := unremovable(root, slugs):
        raise RefusalError(f"nothing was removed, because this user may not write to {found}")


def _erase(
    slugs: Sequence[str], hub: Hub, ledger: Ledger, targets: Iterable[Target], request: HostingRequest
) -> Erasure:
    """Do all of it, or tell what would be done; `slugs` are the seller's, the newest first."""
    from generator.form.shop_removal import forget

    slug, root, action = slugs[0], request.root, request.action()
    erasure = Erasure(slug, request.today, pages=count_files(root / "build" / "site" / slug))
    try:
        ledger.record(slug, lambda term: leave(slug, term, action))
    except ActionRefusedError as refused:
        raise RefusalError(f"{slug}: {refused}") from refused
    if request.dry_run:
        erasure.sources = count_files(root / "sellers" / slug)
    else:
        _take_out(slug, hub, request, erasure)
        for target in targets:
            _take_offline(slugs, target, request, erasure)
        for one in slugs:
            try:
                sources, copies = erase_files(root, one)
                erasure.sources += sources
                erasure.copies += copies + forget(root, one) + record.forget(root, one)
                forget_visits(root, one)
            except MISHAPS as error:
                erasure.remains.append(f"{reason_of(error)}: run this again")
    erased = ledger.erase_person(slug)
    erasure.contacts, erasure.remarks = erased.contacts, erased.remarks
    return erasure


def _take_out(slug: str, hub: Hub, request: HostingRequest, erasure: Erasure) -> None:
    """Out of the built site and the hub's pages."""
    terms = load_terms(ledger_url(hub.ledger), request.root, hub.activation)
    try:
        build(BuildOptions(request.root, hub, request.today, (slug,), terms=terms))
    except StateBusyError as error:
        erasure.remains.append(f"{error}: wait until it is done, and run this again")


def _take_offline(slugs: Sequence[str], target: Target, request: HostingRequest, erasure: Erasure) -> None:
    """Out of a store: by a deploy, which renews the hub's pages too; then whatever is left there."""
    folders = [f"{target.prefix}{slug}/" for slug in slugs]
    of_hub = (path for slug in slugs for path in built.of_hub(request.root / "build", f"{slug}/"))
    keep = {f"{target.prefix}{path}" for path in of_hub}
    try:
        with open_store(target) as store:
            before = sum(1 for folder in folders for found in store.list(folder) if found.key not in keep)
            now = datetime.combine(request.today, datetime.now(JAKARTA).timetz())
            gzip = DeploySettings(request.root).gzip(target, None)
            report = deploy(request.root, target, now=now, options=DeployOptions(gzip=gzip, who=who()))
            if report.result in ("refused", "partial"):
                why = report.message or "some files failed"
                erasure.remains.append(f"{target.url}: {why}; run `etalase deploy`, then this again")
            left = sum(erase_online(store, folder, keep) for folder in folders)
            erasure.online += before - left
            if left:
                erasure.remains.append(f"{left} files at {target.url}{slugs[0]}/: run this again")
    except PublishError as error:
        erasure.remains.append(f"{target.url}: {error}; run this again")


def _tell(request: HostingRequest, hub: Hub, erasure: Erasure) -> NoReturn:
    if request.as_json:
        print_json({"version": 1, "today": request.today, "dry_run": request.dry_run, **erasure.as_json()})
    elif request.dry_run:
        say(
            f"{erasure.slug}: would remove {erasure.pages} files of its pages and as many online, "
            f"{erasure.sources} files of its folder, every copy of them, and its contact in the ledger"
        )
    elif erasure.complete:
        say(erasure.certificate(language("id"), hub.name, hub.operator.name))
    for line in erasure.remains:
        say(f"{erasure.slug}: not gone yet: {line}", err=True)
    raise SystemExit(GOOD if erasure.complete else SOME_FAILED)

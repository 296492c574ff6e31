"""`etalase hosting remind`: send what is due, list the rest for the mentors, take their reports back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.building.export import export_name, export_shop
from generator.commands.common import GOOD, JAKARTA, SOME_FAILED, RefusalError, print_json
from generator.commands.hosting.common import (
    HostingRequest,
    load_settings,
    open_hubs_ledger,
    operator_options,
)
from generator.commands.problems import refuse
from generator.content.hub import Hub, Mail
from generator.errors import MISHAPS, reason_of
from generator.hosting import built
from generator.hosting.clicklist import write_lists
from generator.hosting.clicklist_csv import ReportError, read
from generator.hosting.contact import AddressChange
from generator.hosting.mail import PASSWORD, SmtpSender, deliverable
from generator.language import language
from generator.many import first_lines
from generator.terminal import note, progress_bar, say

if TYPE_CHECKING:
    from generator.hosting.address_changes import Told
    from generator.hosting.ledger import Ledger
    from generator.hosting.notices_report import Rejected, Taken
    from generator.hosting.send_reminders import LetterSender, Round


@click.command("remind")
@click.option(
    "--handed-over",
    "report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Take a mentor's report (CSV) back: what it says was sent goes on record.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the lists go.  [default: build/reminders/<today>/]",
)
@operator_options
def command(report: Path | None, out: Path | None, request: HostingRequest) -> None:
    """Remind the sellers whose free time ends: 90, 30, 7 and 1 days before, and 3 days after.

    Who has an e-mail address gets a letter, if hub.yaml has a mail server (`surat`; its password comes from
    ETALASE_SMTP_PASSWORD).  All others are on a click list for the mentor of their kecamatan: a page with
    WhatsApp links, and the same as CSV.  What is on a list counts only when its report comes back.

    \b
    Examples:
      etalase hosting remind --dry-run
      etalase hosting remind
      etalase hosting remind --handed-over laporan-cilandak-2028-11-21.csv

    Exit codes: 0 good; 1 nothing could be done; 3 some notices stay due, or some rows could not be taken.
    """
    from generator.hosting.address_changes import keep

    nothing = _answer(request)
    try:
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, dry_run=request.dry_run) as ledger:
            if report:
                outcome = _taken(_take(report, ledger, request), nothing)
            else:
                folder = _folder(request, out)
                done, told = _remind(hub, ledger, request)
                files = [] if request.dry_run else _write(folder, done, told, hub, request.today)
                keep(ledger, told)  # the mentors' lists are written
                outcome = _reminded(done, told, [_shown(file, request.root) for file in files], nothing)
    except RefusalError as refusal:
        refuse(refusal, nothing, "en", as_json=request.as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), nothing, "en", as_json=request.as_json)
    for line in first_lines(outcome.problems, "all with --json"):
        say(line, err=True)
    if request.as_json:
        print_json(outcome.document)
    else:
        note("\n".join(outcome.lines))
    raise SystemExit(SOME_FAILED if outcome.problems else GOOD)


class _Outcome(Struct, frozen=True):
    document: Mapping[str, Any]
    """The answer of `--json`."""
    lines: list[str]
    problems: list[tuple[str, str]]
    """For stderr, each with its reason."""


def _folder(request: HostingRequest, out: Path | None) -> Path:
    """Where the lists go: anywhere but into what is published."""
    build = request.root / "build"
    folder = (out or build / "reminders" / request.today.isoformat()).resolve()
    if folder.is_relative_to((build / "site").resolve()):
        raise RefusalError("the lists hold telephone numbers; --out must not be below build/site/")
    return folder


def _remind(hub: Hub, ledger: Ledger, request: HostingRequest) -> tuple[Round, Told]:
    from generator.hosting.address_changes import note_changes, tell_changes
    from generator.hosting.send_reminders import Sender, collect, due_terms, send

    today = request.today
    post = _post(hub.mail, dry_run=request.dry_run)  # refuses before anything is done
    note_changes(ledger, request.root / "build")
    terms = due_terms(ledger, today)
    slugs = [term.slug for term in terms]
    ledger.put_contacts(built.contacts(request.root / "build", slugs))
    contacts = {one.slug: one for one in ledger.contacts(slugs)}
    unpacked: list[tuple[str, str]] = []
    due, unreachable = collect(terms, contacts, today, partial(_packed, request, hub, unpacked))
    for line in first_lines(unpacked, "etalase hosting export SLUG makes them"):
        say(line, err=True)
    now = datetime.combine(today, datetime.now(JAKARTA).timetz())
    with post as opened, progress_bar("letters") as on_step:
        sender = Sender(hub, hub.mail, opened, now, language("id")) if hub.mail and opened else None
        done = send(due, sender, ledger, request.action(), on_step=on_step)
        told = tell_changes(ledger, sender, today)
    return replace(done, failed=[*unreachable, *done.failed, *told.failed]), told


def _packed(request: HostingRequest, hub: Hub, unpacked: list[tuple[str, str]], slug: str) -> str | None:
    """Have the shop ready to be taken along, and name the file; None, and why, where that is not possible."""
    if not (request.root / "sellers" / slug).is_dir():
        return None
    if not request.dry_run:
        try:
            export_shop(request.root, hub, slug, request.root / "build" / "export", request.today)
        except OSError as error:
            reason = reason_of(error)
            unpacked.append((f"{slug}: its file to take along could not be made ({reason})", reason))
            return None
    return export_name(slug)


def _post(mail: Mail | None, *, dry_run: bool) -> AbstractContextManager[LetterSender | None]:
    """The hub's mail server, a rehearsal of it, or None."""
    from generator.hosting.send_reminders import DryRunSender

    if mail is None:
        return nullcontext()
    if not deliverable(mail.sender):
        raise RefusalError("hub.yaml's surat.pengirim is not an address that mail servers take")
    if dry_run:
        return nullcontext(DryRunSender())
    password = os.environ.get(PASSWORD, "")
    if mail.user and not password:
        raise RefusalError(f"hub.yaml names surat.pengguna, but {PASSWORD} is not set; nobody was reminded")
    return SmtpSender(mail, password)


def _write(folder: Path, done: Round, told: Told, hub: Hub, today: date) -> list[Path]:
    return write_lists(folder, done.listed, hub, today, language("id"), told.changes)


def _take(report: Path, ledger: Ledger, request: HostingRequest) -> Taken:
    from generator.hosting.notices_report import take_report

    try:
        return take_report(read(report.read_bytes()), ledger, request.action())
    except ReportError as error:
        raise RefusalError(f"{report.name}: {error}") from error


def _answer(request: HostingRequest) -> dict[str, Any]:
    empty: dict[str, list[str]] = {name: [] for name in ("sent", "listed", "failed", "files", "recorded")}
    return {"version": 1, "today": request.today, "dry_run": request.dry_run, **empty}


def _reminded(done: Round, told: Told, files: list[str], nothing: Mapping[str, Any]) -> _Outcome:
    rehearsed = bool(nothing["dry_run"])
    document = {
        **nothing,
        "sent": [{"slug": one.slug, "kind": one.kind, "channel": "email"} for one in done.sent],
        "listed": [
            {
                "slug": one.reminder.slug,
                "kind": one.reminder.kind,
                "kecamatan": one.reminder.contact.kecamatan,
            }
            for one in done.listed
        ],
        "failed": [asdict(one) for one in done.failed],
        "address_changes": [
            {
                "slug": one.contact.slug,
                "kecamatan": one.contact.kecamatan,
                "told": one.told,
                "listed_on": one.former.listed_on,
            }
            for one in told.changes
        ],
        "files": files,
    }
    lines = []
    if rehearsed:
        lines += [f"would send {one.kind} to {one.slug} by e-mail" for one in done.sent]
        lines += [f"would list {one.reminder.kind} of {one.reminder.slug}" for one in done.listed]
        lines += [_would_tell(one, letter=one.contact.slug in told.letters) for one in told.changes]
    counts = [(len(done.sent), "by e-mail"), (len(done.listed), "on the lists"), (len(done.failed), "failed")]
    if told.changes and not rehearsed:
        lines.append(
            f"E-mail addresses that were changed: {len(told.changes)} on the lists until a mentor has asked, "
            f"{len(told.letters)} former ones told just now."
        )
    head = "Nothing done. Due" if rehearsed else "Reminded"
    lines.append(f"{head}: {', '.join(f'{count} {what}' for count, what in counts)}.")
    if files:
        lines.append(f"Lists for the mentors: {files[0]}")
    return _Outcome(
        document, lines, [(f"{one.slug} {one.kind}: {one.error}", one.error) for one in done.failed]
    )


def _would_tell(change: AddressChange, *, letter: bool) -> str:
    what = f"that the e-mail address of {change.contact.slug} was {'taken out' if change.gone else 'changed'}"
    return f"would list {what}" + (", and tell the former one" if letter else "")


def _taken(done: Taken, nothing: Mapping[str, Any]) -> _Outcome:
    document = {
        **nothing,
        "recorded": [
            {"slug": one.slug, "kind": one.kind, "channel": one.channel, "handed_over_on": one.on}
            for one in done.recorded
        ],
        "failed": [asdict(one) for one in done.rejected],
    }
    told = "Nothing done. Would go on record" if nothing["dry_run"] else "On record"
    lines = [f"{told}: {len(done.recorded)}. Rows not taken: {len(done.rejected)}."]
    problems = [(_row_line(one), one.error) for one in done.rejected]
    return _Outcome(document, lines, problems)


def _row_line(row: Rejected) -> str:
    return f"line {row.line}: {' '.join(filter(None, (row.slug, row.kind)))}: {row.error}".replace(": :", ":")


def _shown(file: Path, root: Path) -> str:
    """A path relative to the workspace where it is below it."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()

"""What the hosting commands share: who does it and why, the ledger, and how the outcome is told."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from msgspec import Struct, field

from generator.commands.common import (
    GOOD,
    NOTHING_DONE,
    SOME_FAILED,
    RefusalError,
    json_option,
    print_json,
    refuse_link,
    today_option,
)
from generator.commands.problems import print_diagnostics, refuse, unknown_seller
from generator.content import reader
from generator.content.hub import Hub, load_hub
from generator.errors import MISHAPS, reason_of
from generator.hosting.address import ledger_url
from generator.hosting.operations import ActionRefusedError, OperatorAction
from generator.hosting.status import standing_now, status_row
from generator.hosting.term import Event, Term
from generator.many import first_lines
from generator.terminal import note, say

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger

    Operation = Callable[[str, Term | None, OperatorAction], list[Event]]

Command = TypeVar("Command", bound=Callable[..., Any])


class HostingRequest(Struct, frozen=True):
    """How a command was called."""

    root: Path
    """The workspace."""
    today: date
    actor: str
    reason: str
    dry_run: bool
    as_json: bool

    def action(self) -> OperatorAction:
        """For the rules."""
        return OperatorAction(self.today, self.actor, self.reason)

    def answer(self) -> dict[str, Any]:
        """`--json` before anything is done."""
        return {"version": 1, "today": self.today, "dry_run": self.dry_run, "events": [], "refused": []}


class CommandOutcome(Struct, frozen=True):
    """What came of it."""

    events: list[tuple[str, str]] = field(default_factory=list)
    """Slug and kind of each event that was written."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Slug and reason."""
    unchanged: list[str] = field(default_factory=list)
    """Slugs of sellers for whom nothing was left to do."""


def operator_options(command: Command) -> Command:
    """`--dry-run`, `--actor`, `--reason`, `--today` and `--json`; the command gets one `HostingRequest`."""

    @click.option("--dry-run", is_flag=True, help="Show what would happen; the ledger stays as it is.")
    @click.option(
        "--actor",
        envvar="ETALASE_ACTOR",
        default=_login,
        help="Who does it; goes on record.  [default: your login name]",
    )
    @click.option("--reason", default="", help="Why; goes on record, and can be erased with the person.")
    @today_option
    @json_option
    @wraps(command)
    def wrapped(
        *args: Any,
        dry_run: bool,
        actor: str,
        reason: str,
        today: date,
        as_json: bool,
        **kwargs: Any,
    ) -> Any:
        root: Path = click.get_current_context().obj.root
        request = HostingRequest(root, today, actor, reason, dry_run, as_json)
        return command(*args, request=request, **kwargs)

    return wrapped  # type: ignore[return-value]  # same command, other options


@contextmanager
def refusing(request: HostingRequest) -> Iterator[None]:
    """End the command with exit code 1 where nothing could be done."""
    try:
        yield
    except RefusalError as refusal:
        refuse(refusal, request.answer(), "en", as_json=request.as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), request.answer(), "en", as_json=request.as_json)


def load_settings(root: Path) -> Hub:
    """The hub's settings.  Raises `RefusalError`."""
    hub, problems = load_hub(root)
    if hub is None:
        raise RefusalError("hub.yaml cannot be used", problems)
    print_diagnostics(problems, "en", err=True)
    return hub


def open_hubs_ledger(root: Path, hub: Hub, *, create: bool = False, dry_run: bool = False) -> Ledger:
    """The ledger of a hub.  Raises `LedgerError`."""
    from generator.hosting.ledger import open_ledger

    return open_ledger(ledger_url(hub.ledger), root, create=create, dry_run=dry_run)


def known_sellers(root: Path, ledger: Ledger, typed: Sequence[str], *more: Path) -> list[str]:
    """The named sellers, each once, in the order given; `more` are other folders that hold a `sellers/`.

    Raises:
        RefusalError: one of them has neither a folder nor a row in the ledger, or a link for a folder.
    """
    slugs = list(dict.fromkeys(Path(name).name for name in typed))  # a shell completes sellers/kopi-tebet/
    on_record = {term.slug for term in ledger.some(slugs)}
    for slug in slugs:
        refuse_link(root, slug)
        if slug in on_record or any((at / "sellers" / slug).is_dir() for at in (root, *more)):
            continue
        folders = reader.slugs(root / "sellers") if (root / "sellers").is_dir() else ()
        raise unknown_seller(root, slug, {*folders, *(term.slug for term in ledger.terms())})
    return slugs


def run_for_each(
    request: HostingRequest, slugs: Sequence[str], operation: Operation, unchanged: str = "nothing to do"
) -> NoReturn:
    """Do something of `generator.hosting.operations` for each of the named sellers, tell, and exit."""
    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            action = request.action()
            known = known_sellers(request.root, ledger, slugs)
            before = {term.slug: term.state for term in ledger.some(known)}
            outcome = for_each(
                known, lambda slug: ledger.record(slug, lambda term: operation(slug, term, action))
            )
            # One that had no row has one now perhaps; it was and is a shop without a term.
            turned = any(before.get(term.slug, term.state) != term.state for term in ledger.some(known))
            tell(request, ledger, outcome, unchanged=unchanged, outdated=turned)


def for_each(slugs: Iterable[str], act: Callable[[str], list[Event]]) -> CommandOutcome:
    """Do something for one seller after another; a refusal of the rules stops none of the others."""
    outcome = CommandOutcome()
    for slug in slugs:
        try:
            events = act(slug)
        except ActionRefusedError as refused:
            outcome.refused.append((slug, str(refused)))
            continue
        outcome.events.extend((event.seller, event.kind) for event in events)
        if not events:
            outcome.unchanged.append(slug)
    return outcome


def tell(
    request: HostingRequest,
    ledger: Ledger,
    outcome: CommandOutcome,
    *,
    unchanged: str = "nothing to do",
    outdated: bool = False,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> NoReturn:
    """Print what was done and refused, and exit.

    `unchanged` is what people read of a seller for whom nothing was left to do; without a text, nothing.
    `outdated`: the site shows some of them as they were before.  `more`: further keys of the JSON answer.
    """
    slugs = list(dict.fromkeys(slug for slug, _ in outcome.events))
    terms = {term.slug: term for term in ledger.some(slugs)}
    if request.as_json:
        places = {contact.slug: contact.kecamatan for contact in ledger.contacts(slugs)}
        rows = {slug: status_row(term, places.get(slug, ""), request.today) for slug, term in terms.items()}
        events = [
            {"slug": slug, "kind": kind, "on": request.today, "term": rows[slug]}
            for slug, kind in outcome.events
        ]
        refused = [{"slug": slug, "reason": reason} for slug, reason in outcome.refused]
        print_json({**request.answer(), "events": events, "refused": refused, **more})
    else:
        would = "would be " if request.dry_run else ""
        for slug, kind in outcome.events:
            what = "" if kind == terms[slug].state else f"{would}{kind.replace('-', ' ')}, "
            tell_of = say if request.dry_run else note  # what would happen was asked for
            tell_of(f"{slug}: {what}{standing_now(terms[slug])}")
        for slug in outcome.unchanged if unchanged else ():
            note(f"{slug}: {unchanged}")
        if outdated and not request.dry_run:
            note("now run: etalase build && etalase deploy")
    for line in first_lines(
        [(f"{slug}: {reason}", reason) for slug, reason in outcome.refused], "all with --json"
    ):
        say(line, err=True)
    raise SystemExit(_exit_code(outcome))


def _exit_code(outcome: CommandOutcome) -> int:
    if not outcome.refused:
        return GOOD
    return SOME_FAILED if outcome.events or outcome.unchanged else NOTHING_DONE


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "operator"

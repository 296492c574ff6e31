"""The steps of a deploy, in the order in which `deploy.py` takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import datetime
from os import getpid
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import reason_of
from generator.publish.alone import alone, alone_on_this_machine
from generator.publish.conditions import Unconditional
from generator.publish.errors import DeployRefusedError, LedgerDownError, LockedError
from generator.publish.execute import OnStep, execute, settle
from generator.publish.locked_store import hold
from generator.publish.manifest import Manifest, open_manifest
from generator.publish.marker import NAME, Claim
from generator.publish.marker_io import look
from generator.publish.payloads import Payloads
from generator.publish.plan import Plan, make_plan
from generator.publish.record import DryRunRecord, Record
from generator.publish.report import DeployOutcome, DeployReport
from generator.publish.samples import refuse_samples
from generator.publish.starts import Hosting, Started, hand_over
from generator.publish.store import Store
from generator.publish.stores import open_store
from generator.publish.target import Target
from generator.publish.verify import verify
from generator.timed import timed
from generator.trouble import disk_is_full


class DeployOptions(Struct, frozen=True):
    """How an operator wants a deploy."""

    dry_run: bool = False
    """Only show what would be done."""
    verify: bool = False
    """Compare the record with the store first."""
    max_delete: int | None = None
    """Files; None: see `Plan.refuse_mass_delete`."""
    gzip: bool = False
    """Send text gzipped, where the target is a bucket."""
    take_over: bool = False
    """Publish to a bucket that another hub has marked."""
    local_lock: bool = False
    """Only this machine deploys there: a lock of its own stands for the store's conditional writes."""
    accept_losses: tuple[str, ...] = ()
    """Slugs of shops of which most products, or all pages, are to go."""
    refuse_samples: bool = False
    """Stop where a bucket would get what is there for trying out only."""
    transfers: int | None = None
    """Uploads at once to a bucket; None: as many as make sense."""
    start_terms: bool = False
    """Start sellers' terms also where the target is a folder."""
    who: str = "somebody"
    """`user@host`: what other deploys are told about this one."""


class DeploySteps:
    """One deploy under way: what is known, what is planned, and what there is to report."""

    def __init__(
        self, build: Path, target: Target, now: datetime, options: DeployOptions, on_step: OnStep | None
    ) -> None:
        self.report = DeployReport(target.url, options.dry_run)
        self._build = build
        self._target = target
        self._now = now
        self._options = options
        self._on_step = on_step
        self._payloads = Payloads(build / "site", compress=options.gzip and bool(target.bucket))
        self._starts_on = now.date() if target.bucket or options.start_terms else None
        self._manifest: Manifest
        self._record: Record
        self._plan: Plan

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep other deploys and builds from here out, and open what was built and what is on record.

        Raises:
            LockedError: another deploy from this folder is at work.
            DeployRefusedError: there is no build, one is at work, or it must not be published;
                or the record is damaged.
        """
        dry_run = self._options.dry_run
        kind = DryRunRecord if dry_run else Record
        with ExitStack() as stack:
            try:
                if not dry_run:
                    stack.enter_context(alone(self._build, self._holder))
                self._manifest = stack.enter_context(open_manifest(self._build))
                self._record = stack.enter_context(kind(self._build / "published.db", self._target.name))
            except OSError as error:
                if disk_is_full(error):
                    raise
                raise DeployRefusedError(
                    "failed-build", f"build/ cannot be used: {reason_of(error)}"
                ) from error
            yield

    @timed
    def plan(self) -> None:
        """Compare what was built with what is on record."""
        failed, explained = self._manifest.failed_sellers(), self._manifest.explained_sellers()
        self._plan = make_plan(
            self._manifest.entries(),
            self._record.entries(),
            payloads=self._payloads,
            failed=failed,
            over=self._manifest.over_sellers(),
            withdrawn=self._manifest.withdrawn_sellers(),
            meant=None if explained is None else explained.union(self._options.accept_losses),
            now=self._now,
            prefix=self._target.prefix,
            list_same=self._options.dry_run,
        )
        self.report = replace(self.report, failing=tuple(sorted(failed))).planned(self._plan)

    def refuse_mass_delete(self) -> None:
        """Stop before the first delete, if there are too many; a record in doubt is compared first.

        Raises:
            DeployRefusedError: see `Plan.refuse_mass_delete`.
        """
        if not self._in_doubt:
            self._plan.refuse_mass_delete(self._options.max_delete)

    def refuse_samples(self) -> None:
        """Stop before anything is sent that shoppers would take for real; a folder is for trying out.

        Raises:
            DeployRefusedError: `samples`.
        """
        if self._options.refuse_samples and self._target.bucket:
            refuse_samples(self._manifest)

    @property
    def idle(self) -> bool:
        """Whether nothing has to be asked of the store."""
        return self._plan.idle and not self._in_doubt

    @contextmanager
    def locked(self) -> Iterator[Store]:
        """The store, while nobody else publishes there.

        Raises:
            DeployRefusedError: `wrong-marker`.
            LockedError, StoreError: it cannot be had.
        """
        options = self._options
        with open_store(self._target, dry_run=options.dry_run, transfers=options.transfers) as store:
            try:
                with self._lock(store) as ours:
                    yield ours
            finally:
                self.report = replace(self.report, requests=Counter(store.requests))

    @timed
    def compare(self, store: Store, hosting: Hosting | None) -> None:
        """Where the record may be wrong: correct it by a listing of the store, and plan anew.

        Raises:
            DeployRefusedError: see `refuse_mass_delete`.
            StoreError: the store could not be listed.
        """
        if not self._in_doubt:
            return
        found = verify(
            store, self._target.prefix, self._record, self._manifest, hosting=hosting, on_step=self._on_step
        )
        self.report = replace(self.report, verified=found)
        self.plan()
        self._plan.refuse_mass_delete(self._options.max_delete)

    @timed
    def carry_out(self, store: Store) -> None:
        """Upload and delete."""
        try:
            outcome = execute(
                self._plan,
                self._payloads,
                store,
                self._record,
                now=self._now,
                answers=bool(self._target.bucket),
                starts_on=self._starts_on,
                on_step=self._on_step,
            )
        except (
            DeployRefusedError,
            LockedError,
        ) as error:  # of the record, when some files may be online already
            outcome = DeployOutcome(self._record.tally, stopped=error)
        self.report = self.report.finished(outcome)

    @timed
    def settle(self) -> None:
        """Note what needs no request."""
        settle(self._plan, self._record, now=self._now, starts_on=self._starts_on)
        self.report = self.report.finished(DeployOutcome(self._record.tally))

    @timed
    def start_terms(self, hosting: Hosting | None) -> None:
        """Tell the ledger whose shop has come online, also in earlier deploys that were cut short."""
        if hosting is None or self._starts_on is None or self._options.dry_run:
            return
        if self._target.folder:
            self._record.start_all()
        if self._options.verify:
            self._record.tell_again()
        started: list[Started] = []
        try:
            for one in hand_over(self._record, hosting, self._manifest.is_shop, today=self._starts_on):
                started.append(one)  # noqa: PERF402 - those told before a failure count too
        except LedgerDownError as error:
            self.report = self.report.untold(error)
        self.report = replace(self.report, started=tuple(started))

    @property
    def _in_doubt(self) -> bool:
        """Whether the record is to be compared with the store; a dry run does that only when asked to."""
        doubtful = self._record.lock_state().doubtful > 0 and not self._options.dry_run
        return self.report.verified is None and (self._options.verify or doubtful)

    def _lock(self, store: Store) -> AbstractContextManager[Store]:
        options, target = self._options, self._target
        if target.folder:
            return nullcontext(store)
        claim = self._claim()
        if not options.dry_run:
            return self._hold_here(store, claim) if claim.local else hold(store, claim, self._record)
        if options.verify:
            look(store, claim)
        return nullcontext(store)

    @contextmanager
    def _hold_here(self, store: Store, claim: Claim) -> Iterator[Store]:
        """`hold` for a store that does not lock anybody out by itself."""
        with (
            alone_on_this_machine(self._target.name, self._holder),
            hold(Unconditional(store), claim, self._record) as leased,
        ):
            yield leased

    @property
    def _holder(self) -> str:
        return f"{self._options.who}, process {getpid()}, since {self._now.isoformat(timespec='seconds')}"

    def _claim(self) -> Claim:
        site = self._manifest.site
        if not site:
            raise DeployRefusedError(
                "failed-build", "the build does not say which hub it is of: run `etalase build` again"
            )
        return Claim(
            url=self._target.url,
            key=self._target.prefix + NAME,
            hub=site,
            who=self._options.who,
            pid=getpid(),
            place=f"{self._options.who}:{self._build.resolve()}",
            now=self._now,
            take_over=self._options.take_over,
            local=self._options.local_lock,
        )

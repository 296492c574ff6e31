"""Taking in what became of sellers: first their pages are put in place, then what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from msgspec.structs import replace

from generator.building import fingerprint, stage, timeouts
from generator.building.absences import Absences, term_digest
from generator.building.job import Job, ShopOutcome
from generator.building.jobs import job_for
from generator.building.report import Progress
from generator.building.rows import SellerRow, Status
from generator.building.safety_net import SafetyNet
from generator.building.selection import Selection
from generator.building.setup import Setup
from generator.building.state import State
from generator.building.tally import Tally
from generator.content.check_shop import followed_slug
from generator.content.diagnostics import Diagnostic, count
from generator.content.offline import is_offline
from generator.hosting.term import NO_SHOP
from generator.render.card import ShopCard
from generator.timed import timed

_LOSSES = frozenset({"consent-lost", "products-lost", "folder-lost"})


class Intake:
    """Writes to the site, the state and the report of one build: the only thing in it that changes."""

    def __init__(self, setup: Setup, state: State, progress: Progress) -> None:
        self.setup = setup
        self.state = state
        self.tally = Tally(setup.options, progress)
        self.absences = Absences(setup, state, self.tally.report)
        self.net = SafetyNet(
            state,
            setup.options.root / "build",
            setup.terms,
            setup.options.today,
            frozenset(setup.options.accept_losses),
        )

    def build(self, jobs: Iterable[Job]) -> Iterable[tuple[Job, ShopOutcome]]:
        """Have sellers built."""
        options, context, waiting = self.setup.options, self.setup.context, iter(jobs)
        first = [*islice(waiting, 1)]
        if not first:
            return ()
        # What makes pages takes longer to load than a build without changes takes.
        from generator.building import cluster, executor

        jobs = chain(first, waiting)
        if options.scheduler:
            return cluster.run(options.scheduler, context, jobs)
        return executor.run(context, jobs, options.jobs)

    def take_offline(self, slug: str) -> None:
        """Put what its hosting term says in the place of a shop."""
        term = self.setup.terms.of(slug)
        if term.state == "suspended":
            self.absences.suspend(slug, term)
            self.settle(slug, "suspended")
        else:
            self.absences.retire(slug, term)
            self.settle(slug, "unpublished")

    def take(self, job: Job, outcome: ShopOutcome) -> None:
        """Put the outcome of a job in place."""
        row = self.state.seller(job.slug)
        timeouts.note(self.state, outcome, self.setup.context_of(job.slug))
        if not self.setup.options.preview:
            outcome = self.net.judged(outcome, row)
        self.tally.report.diagnostics += [self._with_new_address(problem) for problem in outcome.diagnostics]
        if outcome.status == "built":
            self._put_in(job, outcome, row)
        elif outcome.status == "unpublished" or outcome.withdrawn:
            self._withdraw(outcome)
        elif row and row.card:
            self.state.put_seller(replace(row, status="failed"))
        else:
            self.state.put_seller(self._without_pages("failed", outcome))
        if outcome.status == "failed":
            kept = bool(row and row.card and not outcome.withdrawn)
            kept = kept or any(p.code in _LOSSES for p in outcome.diagnostics)
            self.tally.failed(job.slug, count(outcome.diagnostics, "error"), kept=kept)
        self.settle(job.slug, outcome.status)
        self.tally.done()

    def settle(self, slug: str, status: str) -> None:
        """Count a seller that needs nothing more."""
        self.tally.count(slug, status)
        if status == "unpublished":
            state = self.setup.terms.of(slug).state
            self.tally.report.unpublished[slug] = state if state in NO_SHOP else self._why_hidden(slug)

    def _why_hidden(self, slug: str) -> str:
        return "taken offline" if is_offline(self.setup.sellers / slug) else "no consent"

    def _with_new_address(self, problem: Diagnostic) -> Diagnostic:
        """Of a followed shop that has moved, the name it has now: only a build knows where sellers stand."""
        if problem.code != "follow-unknown":
            return problem
        to = self.setup.terms.new_slug(followed_slug(problem.values["found"]))
        if not to or to == problem.seller or not (self.setup.sellers / to).is_dir():
            return problem
        return replace(problem, code="follow-moved", values={**problem.values, "fix": to})

    def _put_in(self, job: Job, outcome: ShopOutcome, row: SellerRow | None) -> None:
        slug, state, report = job.slug, self.state, self.tally.report
        written = sum(file != job.before.get(file.path) for file in outcome.files)
        gone = state.files(slug).keys() - {file.path for file in outcome.files} if row else ()
        stage.promote(self.setup.site, self.setup.stage, slug, outcome.attempt)
        state.put_seller(
            SellerRow(
                slug,
                "built",
                signature=outcome.signature,
                content=outcome.content,
                context=self.setup.context_of(slug),
                fresh_from=outcome.fresh_from,
                fresh_until=outcome.fresh_until,
                card=outcome.card,
                dates=outcome.dates or {},
                assets=outcome.assets,
                followed_shops=fingerprint.followed_shops(job.followed or ()),
                term_digest=term_digest(self.setup.terms.of(slug), self.setup.options.hub),
                contact=outcome.contact,
                explained=outcome.explained,
                waiting=outcome.waiting,
                facts=_facts(outcome),
            )
        )
        state.put_files(slug, outcome.files)
        state.put_follows(slug, outcome.follows)
        shown = row.card if row and row.status in ("built", "failed") else None
        state.changes.note(slug, card=_on_pages(shown) != _on_pages(outcome.card))
        report.written += written
        report.deleted += len(gone)
        report.photos_made += outcome.photos_made
        report.photos_cached += outcome.photos_cached

    def _withdraw(self, outcome: ShopOutcome) -> None:
        self.absences.take_out(outcome.slug)
        self.state.forget_seller(outcome.slug)
        row = self._without_pages("unpublished", outcome)
        self.state.put_seller(replace(row, fresh_until=outcome.fresh_until, explained=outcome.withdrawn))

    def _without_pages(self, status: Status, outcome: ShopOutcome) -> SellerRow:
        return SellerRow(
            outcome.slug,
            status,
            signature=outcome.signature,
            content=outcome.content,
            context=self.setup.context_of(outcome.slug),
            facts=_facts(outcome),
        )


def _facts(outcome: ShopOutcome) -> str:
    return outcome.facts.to_json() if outcome.facts else ""


def _on_pages(card: ShopCard | None) -> tuple[ShopCard, int] | None:
    return card.on_pages() if card else None


@timed
def settle(selection: Selection, intake: Intake) -> None:
    """Put in place what a selection says of the sellers that need no building."""
    intake.tally.expect(selection)
    for slug in intake.state.committing(selection.offline):
        intake.take_offline(slug)
    for slug, signature in intake.state.committing(selection.signatures.items()):
        intake.state.refresh_signature(slug, signature)
    for slug in selection.unpublished:
        intake.settle(slug, "unpublished")
    intake.tally.done(selection.settled - len(selection.repeated))
    for outcome in selection.repeated:
        intake.take(job_for(intake.setup, intake.state, outcome.slug), outcome)


@timed
def build_changed(jobs: tuple[str, ...], intake: Intake) -> None:
    """Build every seller that changed and follows nobody; the others wait until all names are known."""
    todo = (job_for(intake.setup, intake.state, slug) for slug in jobs)  # each made when its turn has come
    for job, outcome in intake.state.committing(intake.build(todo)):
        if outcome.status == "deferred":
            intake.state.deferred.add(outcome)
        else:
            intake.take(job, outcome)

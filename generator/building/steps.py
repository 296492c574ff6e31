"""The steps of a build, in the order in which `build.py` takes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.building import fingerprint, hub_update, losses, stage
from generator.building.absences import NO_SHOP, Absences, term_digest
from generator.building.durable import close_build, open_build
from generator.building.executor import run
from generator.building.report import BuildOptions, BuildReport, Progress
from generator.building.safety_net import SafetyNet
from generator.building.samples import sample_shops
from generator.building.state import SellerRow, State, Status
from generator.building.timeouts import Timeouts
from generator.building.work import BuildContext, Job, ShopOutcome
from generator.content import reader
from generator.content.check_shop import followed_slug
from generator.content.diagnostics import Diagnostic, count
from generator.language import language
from generator.render.card import FollowedShop
from generator.render.directory import Directory
from generator.render.offline_pages import AbsentShops
from generator.render.theme import environment, load_theme, theme_names
from generator.timed import timed

_LOSSES = frozenset({"consent-lost", "products-lost", "folder-lost"})
_COMMIT_EVERY = 200
"""Sellers between two commits of the state."""


class Steps:
    """One build under way."""

    def __init__(self, options: BuildOptions, progress: Progress) -> None:
        self._options = options
        self._progress = progress
        self._root = options.root
        base = options.root / options.folder
        self._site, self._stage = base / "site", base / "stage"
        self._storefronts = tuple(load_theme(name) for name in theme_names("storefront"))
        self._context = fingerprint.shop_context(options.hub, self._storefronts, preview=options.preview)
        self._recipe = BuildContext(
            options.root,
            self._site,
            self._stage,
            options.root / "build" / "cache",
            options.hub,
            options.today,
            options.preview,
        )
        hub, words, theme = options.hub, language("id"), load_theme(options.hub.theme)
        env = environment(theme, words, self._recipe.cache / "templates")
        self._directory = Directory(hub, words, theme, env)
        self._waiting: dict[str, ShopOutcome] = {}
        self._counted: dict[str, str] = {}
        self._done = self._of = 0
        self.state = State(base / "state.db")
        self.report = BuildReport()
        self._timeouts = Timeouts(self.state, self._context)
        self._net = SafetyNet(
            self.state,
            options.root / "build",
            options.terms,
            options.today,
            frozenset(options.accept_losses),
        )
        self._absences = Absences(
            self.state,
            self._site,
            self._stage,
            options.terms,
            AbsentShops(hub, words, theme, env),
            fingerprint.hub_context(hub, theme),
            self.report,
            options.force,
        )

    @timed
    def begin(self) -> None:
        """Tidy up after a build that was killed, and leave a mark in case this one is."""
        stage.recover(self._site, self._stage)
        open_build(self.state, self._site)
        hub = self._options.hub
        mentors = {f"pembina {mentor.kecamatan}": mentor.whatsapp for mentor in hub.mentors}
        self.state.set_meta("site", hub.site)
        self.state.set_meta("numbers", json.dumps({"pengelola": hub.operator.whatsapp} | mentors))
        self.state.commit()

    @timed
    def discover(self) -> list[str]:
        """The sellers to look at; those whose folder is gone are removed."""
        found = list(reader.slugs(self._root / "sellers"))
        gone = self._net.vanished(found)
        gone -= {term.slug for term in self._options.terms.moved()}
        if self._options.only:
            found = [slug for slug in found if slug in self._options.only]
            gone &= {*self._options.only, *self._options.accept_losses}
        for slug in sorted(gone):
            self._without_folder(slug)
        return found

    def _without_folder(self, slug: str) -> None:
        """A seller whose folder is gone: kept while the shop is online, unless that is meant."""
        term, row = self._options.terms.of(slug), self.state.seller(slug)
        if term.state == "suspended":
            self._absences.suspend(slug, term)
            self.report.sellers["total"] += 1
            self._count(slug, "suspended")
            return
        online = not self._options.preview and bool(self._net.online_without_pages([slug]))
        withdrawn = row is not None and row.explained and not row.card
        if term.state in NO_SHOP or slug in self._options.accept_losses or withdrawn:
            had = bool(self.state.files(slug))
            self._absences.take_out(slug)
            self.state.forget_seller(slug)
            if online:  # the next deploy has to know that its deletes are meant
                retired = SellerRow(slug, "retired", "", "", self._context, "", "", None, {}, (), "")
                self.state.put_seller(replace(retired, explained=True))
            self._note_removed(slug, had)
        elif online:
            self.state.put_seller(
                replace(
                    row or SellerRow(slug, "failed", "", "", "", "", "", None, {}, (), ""), status="failed"
                )
            )
            self.report.diagnostics.append(losses.folder_lost(slug))
            self.report.failures.append((slug, True, 1))
            self.report.sellers["total"] += 1
            self.report.sellers["kept"] += 1
            self._count(slug, "failed")
        else:
            self._absences.take_out(slug)
            self.state.forget_seller(slug)
            self._note_removed(slug, had=True)

    def _note_removed(self, slug: str, had: bool) -> None:
        if had:
            self.report.sellers["removed"] += 1
            self.report.removed.append(slug)

    @timed
    def first_look(self, slugs: list[str]) -> None:
        """Build every seller that changed and follows nobody; the others wait until all names are known."""
        self.report.sellers["total"] += len(slugs)
        self._of = len(slugs)
        for job, outcome in run(self._recipe, self._changed(slugs), self._options.jobs):
            if outcome.status == "deferred":
                self._waiting[job.slug] = outcome
            else:
                self._take(job, outcome)

    @timed
    def those_who_follow(self) -> None:
        """Build the sellers whose pages speak of others, until none speaks of something outdated.

        One round is enough, unless a followed shop fails only while its pages are made.
        """
        self._rebuild(set(self._waiting) | self._outdated(self.state.changes(card=True)))

    @timed
    def redirect_moved(self) -> None:
        """Lead from the old addresses of shops to their new ones; no other shop's page names the old ones."""
        self._absences.redirect_moved()
        self._rebuild(self._outdated(term.slug for term in self._options.terms.moved()))

    @timed
    def renew_hub(self) -> None:
        """Bring the hub's own pages up to date."""
        directory = self._directory
        shared = [asset for theme in (directory.theme, *self._storefronts) for asset in theme.assets]
        assets = {asset.path: asset for asset in (*shared, directory.cover())}
        renewal = hub_update.renew(
            self.state,
            self._site,
            directory,
            context=fingerprint.hub_context(directory.hub, directory.theme),
            force=self._options.force,
            assets=assets.values(),
        )
        self.report.hub_written = renewal.written
        self.report.diagnostics += [
            losses.category_in_use(slug, shops) for slug, shops in renewal.removed.items()
        ]
        self.report.written += renewal.written
        self.report.deleted += renewal.deleted

    @timed
    def finish(self) -> None:
        """Everything is in place, and on the disk."""
        self.state.set_meta("samples", " ".join(sample_shops(self.state)))
        close_build(self.state, self._site)
        self.report.total_files = self.state.file_count()
        self.report.failures.sort()

    def _rebuild(self, todo: set[str]) -> None:
        while todo:
            before = {slug: self.state.followed_shops([slug]) for slug in todo}
            jobs = [self._job(slug, self._followed(slug)) for slug in sorted(todo)]
            for job, outcome in run(self._recipe, jobs, self._options.jobs):
                self._take(job, outcome)
            self._waiting.clear()
            todo = self._outdated(slug for slug in todo if self.state.followed_shops([slug]) != before[slug])

    def _changed(self, slugs: Iterable[str]) -> Iterator[Job]:
        for slug in slugs:
            term = self._options.terms.of(slug)
            if term.state == "suspended":
                self._absences.suspend(slug, term)
                self._settle(slug, "suspended")
                continue
            if term.state in NO_SHOP:
                self._absences.retire(slug, term)
                self._settle(slug, "unpublished")
                continue
            row = self.state.seller(slug)
            if row and self._is_current(row):
                self._settle(slug, "unpublished" if row.status == "unpublished" else "unchanged")
            elif too_long := self._too_long_again(slug):
                self._take(self._job(slug, None), too_long)
            else:
                yield self._job(slug, None)

    def _is_current(self, row: SellerRow) -> bool:
        """Whether a seller's pages are what a build would make of it now."""
        if self._options.force or row.status == "failed" or row.context != self._context:
            return False
        if row.term_digest != self._term_digest(row.slug):
            return False
        today = self._options.today.isoformat()
        if today < row.fresh_from or (row.fresh_until and row.fresh_until <= today):
            return False
        if row.card and not (self._site / row.slug / "index.html").is_file():
            return False
        if row.card and row.followed_shops != fingerprint.followed_shops(self._followed_shops(row.slug)):
            return False
        signature = fingerprint.signature(self._root / "sellers" / row.slug)
        if row.signature != signature:
            if self._content(row.slug) != row.content:
                return False
            self.state.put_seller(replace(row, signature=signature))
        return True

    def _too_long_again(self, slug: str) -> ShopOutcome | None:
        if self._options.force:
            return None
        signature = fingerprint.signature(self._root / "sellers" / slug)
        return self._timeouts.again(slug, signature, lambda: self._content(slug))

    def _content(self, slug: str) -> str:
        """What a build would read of a folder now; nothing that it has read where that cannot be told."""
        try:
            source = reader.read_seller(self._root, slug)
            return fingerprint.content(source, fingerprint.photo_digests(source))
        except OSError:
            return "unreadable"

    def _job(self, slug: str, followed: tuple[FollowedShop, ...] | None) -> Job:
        row = self.state.seller(slug)
        doubtful = row is not None and not row.context
        before = {} if self._options.force or doubtful else self.state.files(slug)
        term = self._options.terms.of(slug)
        return Job(slug, row.dates if row else {}, before, followed, term)

    def _term_digest(self, slug: str) -> str:
        return term_digest(self._options.terms.of(slug), self._options.hub)

    def _followed(self, slug: str) -> tuple[FollowedShop, ...]:
        """The shops a seller follows that are online, or are about to be."""
        waiting = self._waiting.get(slug)
        follows = sorted(waiting.follows) if waiting else self.state.follows(slug)
        found: list[FollowedShop] = []
        for other in follows:
            pending = self._waiting.get(other)
            if pending and pending.as_followed:
                found.append(pending.as_followed)
            else:
                found += self.state.followed_shops([other])
        return tuple(found)

    def _followed_shops(self, slug: str) -> tuple[FollowedShop, ...]:
        """What there is to say of the shops that a seller follows, as far as they have pages."""
        return self.state.followed_shops(self.state.follows(slug))

    def _outdated(self, changed: Iterable[str]) -> set[str]:
        """Followers of these shops whose pages say something of them that is no longer so."""
        found = set()
        for slug in {follower for other in changed for follower in self.state.followers(other)}:
            row = self.state.seller(slug)
            if row and row.status == "built" and row.card and slug not in self._waiting:
                now = fingerprint.followed_shops(self._followed_shops(slug))
                if now != row.followed_shops and self._wanted(slug):
                    found.add(slug)
        return found

    def _wanted(self, slug: str) -> bool:
        return (self._root / "sellers" / slug).is_dir()

    def _take(self, job: Job, outcome: ShopOutcome) -> None:
        """Put the outcome of a job in place: first the pages, then what is known of them."""
        row = self.state.seller(job.slug)
        self._timeouts.note(outcome)
        if not self._options.preview:
            outcome = self._net.judged(outcome, row)
        self.report.diagnostics += [self._with_new_address(problem) for problem in outcome.diagnostics]
        if outcome.status == "built":
            self._put_in(job, outcome, row)
        elif outcome.status == "unpublished" or outcome.withdrawn:
            self._withdraw(job, outcome)
        elif row and row.card:
            self.state.put_seller(replace(row, status="failed"))
        else:
            self.state.put_seller(_empty_row(job, "failed", outcome, self._context))
        if outcome.status == "failed":
            kept = bool(row and row.card and not outcome.withdrawn)
            kept = kept or any(p.code in _LOSSES for p in outcome.diagnostics)
            self.report.failures.append((job.slug, kept, count(outcome.diagnostics, "error")))
            self.report.sellers["kept"] += kept
        self._settle(job.slug, outcome.status)

    def _with_new_address(self, problem: Diagnostic) -> Diagnostic:
        """Of a followed shop that has moved, the name it has now: only a build knows where sellers stand."""
        if problem.code != "follow-unknown":
            return problem
        to = self._options.terms.new_slug(followed_slug(problem.values["found"]))
        if not to or to == problem.seller or not self._wanted(to):
            return problem
        return replace(problem, code="follow-moved", values={**problem.values, "fix": to})

    def _put_in(self, job: Job, outcome: ShopOutcome, row: SellerRow | None) -> None:
        written = sum(file != job.before.get(file.path) for file in outcome.files)
        gone = self.state.files(job.slug).keys() - {file.path for file in outcome.files}
        stage.promote(self._site, self._stage, job.slug)
        self.state.put_seller(
            SellerRow(
                job.slug,
                "built",
                outcome.signature,
                outcome.content,
                self._context,
                outcome.fresh_from,
                outcome.fresh_until,
                outcome.card,
                outcome.dates or {},
                outcome.assets,
                fingerprint.followed_shops(job.followed or ()),
                self._term_digest(job.slug),
                outcome.contact,
                outcome.explained,
            )
        )
        self.state.put_files(job.slug, outcome.files)
        self.state.put_follows(job.slug, outcome.follows)
        shown = row.card if row and row.status in ("built", "failed") else None
        self.state.note_change(job.slug, card=shown != outcome.card)
        self.report.written += written
        self.report.deleted += len(gone)
        self.report.photos_made += outcome.photos_made
        self.report.photos_cached += outcome.photos_cached

    def _withdraw(self, job: Job, outcome: ShopOutcome) -> None:
        self._absences.take_out(job.slug)
        self.state.forget_seller(job.slug)
        row = _empty_row(job, "unpublished", outcome, self._context)
        self.state.put_seller(replace(row, fresh_until=outcome.fresh_until, explained=outcome.withdrawn))

    def _count(self, slug: str, status: str) -> None:
        """Count a seller once, also when it is built again because of whom it follows."""
        before = self._counted.get(slug)
        if before:
            self.report.sellers[before] -= 1
        elif self._options.only and slug not in self._options.only:
            self.report.sellers["total"] += 1  # a follower that had to be built, too
        self.report.sellers[status] += 1
        self._counted[slug] = status

    def _settle(self, slug: str, status: str) -> None:
        self._count(slug, status)
        if status == "unpublished":
            state = self._options.terms.of(slug).state
            self.report.unpublished[slug] = state if state in NO_SHOP else "no consent"
        self._done += 1
        if self._done % _COMMIT_EVERY == 0:
            self.state.commit()
        self._progress(min(self._done, self._of), self._of)


def _empty_row(job: Job, status: Status, outcome: ShopOutcome, context: str) -> SellerRow:
    """A seller without pages."""
    return SellerRow(job.slug, status, outcome.signature, outcome.content, context, "", "", None, {}, (), "")

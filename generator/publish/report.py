"""What became of a plan, and what a deploy tells: one value, printed for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, Self

from msgspec import Struct, field
from msgspec.structs import asdict, replace
from rich.filesize import decimal

from generator.many import first_lines, first_names
from generator.publish.errors import LedgerDownError, PublishError, Reason
from generator.publish.plan import Plan, PlannedFile
from generator.publish.record import Tally
from generator.publish.starts import Started
from generator.publish.store import VERBS
from generator.publish.verify import Findings
from generator.terminal import note, say

Result = Literal["done", "nothing", "partial", "refused"]

EXIT_CODES: Mapping[Result, int] = {"done": 0, "nothing": 0, "refused": 1, "partial": 3}

_TWINS = 5
"""Shops of one person that are named after a deploy."""


class FileFailure(Struct, frozen=True):
    """One file that could not be published or removed."""

    key: str
    seller: str
    """The slug; empty for the hub and for shared assets."""
    error: str


class DeployOutcome(Struct, frozen=True):
    """What was done, what was not, and why."""

    done: Tally
    failed: tuple[FileFailure, ...] = ()
    held_back: frozenset[str] = frozenset()
    """Slugs (and '' for the hub) of which something was not even tried."""
    stopped: PublishError | None = None
    """Why the rest was not tried at all; None when it went on to the end."""


class DeployReport(Struct, frozen=True):
    """One deploy, from its plan to its end."""

    target: str
    dry_run: bool
    result: Result = "nothing"
    reason: Reason | None = None
    """Why it was refused, or ended early; None where no stable name fits, and for every other result."""
    message: str = ""
    """Why, and what to do about it."""
    upload: int = 0
    delete: int = 0
    skip: int = 0
    rows: tuple[PlannedFile, ...] = ()
    failing: tuple[str, ...] = ()
    """Shops whose newest build failed."""
    new_record: bool = False
    """Whether nothing was known of the target."""
    done: Tally = field(default_factory=Tally)
    requests: Mapping[str, int] = field(default_factory=dict)
    """By verb, those of the lock included."""
    failed: tuple[FileFailure, ...] = ()
    held_back: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    """Shops that were left as they are online, because so much of them is gone from the build."""
    verified: Findings | None = None
    """How the store differed from the record; None when they were not compared."""
    started: tuple[Started, ...] = ()

    def planned(self, plan: Plan) -> Self:
        """The report once there is a plan."""
        return replace(
            self,
            upload=plan.upload,
            delete=plan.delete,
            skip=plan.skip,
            rows=plan.rows,
            new_record=plan.recorded == 0 and self.verified is None,
            losses=plan.losses,
        )

    def finished(self, outcome: DeployOutcome) -> Self:
        """The report once the plan has been carried out."""
        stopped, idle = outcome.stopped, outcome.done == Tally() and not outcome.failed
        if stopped and idle:
            return self.refused(stopped)
        report = replace(
            self,
            done=outcome.done,
            failed=outcome.failed,
            held_back=tuple(sorted({*outcome.held_back, *self.losses})),
        )
        if stopped:
            return replace(report, result="partial", reason=stopped.reason, message=str(stopped))
        if self.losses:
            report = replace(
                report,
                reason="losses",
                message="shops that lost all their pages, or most of their products, were left as they are "
                f"online ({_some(self.losses)}): build again once their folders are back; if it is meant, "
                "pass --accept-losses SLUG",
            )
        if outcome.failed or outcome.held_back or self.losses:
            return replace(report, result="partial")
        return replace(report, result="done" if self.upload or self.delete else "nothing")

    def refused(self, error: PublishError) -> Self:
        """The report of a deploy that could do nothing."""
        return replace(self, result="refused", reason=error.reason, message=str(error))

    def untold(self, error: LedgerDownError) -> Self:
        """The report of a deploy after which the ledger does not know who is online."""
        message = f"{self.message}; {error}" if self.message else str(error)
        return replace(self, result="partial", message=message)

    @property
    def exit_code(self) -> int:
        """0 good, 1 nothing could be done, 3 something failed and all else is done."""
        return EXIT_CODES[self.result]

    def as_json(self) -> dict[str, Any]:
        """The stable keys of `etalase deploy --json`; `rows` only for a dry run."""
        answer: dict[str, Any] = {
            "version": 1,
            "target": self.target,
            "dry_run": self.dry_run,
            "result": self.result,
            "reason": self.reason,
            "message": self.message,
            "plan": {"upload": self.upload, "delete": self.delete, "skip": self.skip},
            "done": {"upload": self.done.upload, "delete": self.done.delete, "bytes": self.done.size},
            "requests": {verb: self.requests.get(verb, 0) for verb in VERBS},
            "failed": [asdict(failure) for failure in self.failed],
            "held_back": list(self.held_back),
            "started": [
                {
                    "slug": term.slug,
                    "starts_on": term.starts_on.isoformat(),
                    "expires_on": term.expires_on.isoformat(),
                }
                for term in self.started
            ],
            "verified": asdict(self.verified) if self.verified else None,
        }
        if self.dry_run:
            answer["rows"] = [
                {name: getattr(row, name) for name in ("action", "key", "seller", "stage", "reason")}
                for row in self.rows
            ]
        return answer

    def show(self) -> None:
        """Print it for people: what happened to stdout, what went wrong to stderr."""
        if self.dry_run and self.rows:
            self._show_rows()
        if self.result != "refused":
            note(f"{self.target}: {self._summary()}")
        if self.verified:
            note(self._comparison(self.verified))
        if self.started:
            note(f"terms started: {_some([term.slug for term in self.started])}")
        for line in self._remarks():
            say(line, err=True)
        if self.new_record and self._touches_target:
            note(
                "the first deploy to this target from here: whatever else lies there was left alone", err=True
            )

    def _remarks(self) -> Iterator[str]:
        """What went wrong, or may surprise."""
        for term in [term for term in self.started if term.twins][:_TWINS]:
            yield (
                f"{term.slug}: {'; '.join(term.twins)}, and one seller has one first term. If its folder was "
                "renamed, see `etalase hosting rename --help`"
            )
        failed = [(f"failed: {failure.key}: {failure.error}", failure.error) for failure in self.failed]
        yield from first_lines(failed, "all with --json")
        if self.held_back:
            yield f"held back: {first_names([slug or '(hub)' for slug in self.held_back])}"
        if self.failing:
            yield (
                f"left as they are online, because their build failed: {_some(self.failing)} "
                "(etalase build says why)"
            )
        if self.result == "refused":
            yield f"Not deployed to {self.target}: {self.message}"
        elif self.message:
            yield f"not finished: {self.message}"

    @property
    def _touches_target(self) -> bool:
        """Whether anything was done at the target, or would be."""
        if self.result == "refused":
            return False
        return bool(self.upload or self.delete) if self.dry_run else self.done != Tally()

    def _show_rows(self) -> None:
        # One line for each row, however long, so that grep can read it too.
        rows = [("action", "key", "reason")]
        rows += [(row.action, row.key, row.reason) for row in self.rows if row.reason != "same"]
        if len(rows) == 1:
            return
        width = max(len(key) for _, key, _ in rows)
        for action, key, reason in rows:
            say(f"{action:<6}  {key:<{width}}  {reason}")

    def _comparison(self, found: Findings) -> str:
        return (
            f"compared with the store: {found.missing} missing, {found.different} different, "
            f"{found.adopted} not on record; {found.foreign} not ours, left alone"
        )

    def _summary(self) -> str:
        if self.result == "nothing":
            return f"nothing changed since the last deploy ({self.skip} files on record)"
        if self.dry_run:
            return f"would upload {self.upload} and delete {self.delete} files, {self.skip} stay (dry run)"
        return (
            f"{self.done.upload} files uploaded ({decimal(self.done.size)}), {self.done.delete} deleted, "
            f"{self.skip} left alone; {sum(self.requests.values())} requests"
        )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")

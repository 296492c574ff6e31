"""What becomes of each row: a new shop, an update, nothing, or a question.

New shops are written down first and laid out afterwards, some hundreds at a time: whatever an import that is
killed leaves undone is done by the next one, with the same slugs.
"""

from __future__ import annotations

import json
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.diagnostics import Diagnostic, Severity
from generator.content.fields import FieldError
from generator.form.context import FormContext
from generator.importing.cells import Order
from generator.importing.folders import ShopUnreadableError, Update, read_back, texts_of
from generator.importing.laying_out import LayingOut, NewShop
from generator.importing.layout import Layout
from generator.importing.merge import Conflict
from generator.importing.persons import Person, QuestionError, person_of, recognise
from generator.importing.record import Imported, ImportRecord, digest
from generator.importing.registration import Problem, Registration
from generator.importing.slugs import Slugs
from generator.importing.update import with_rest

Action = Literal["new", "updated", "unchanged", "failed"]
AT_ONCE = 500
"""Rows after which what was written down is kept, and the new shops among them are laid out."""
_NUMBERS = "numbers"


class RowOutcome(Struct, frozen=True):
    """What became of a row."""

    row: int
    slug: str
    """Empty where there is no shop."""
    action: Action
    problems: tuple[Problem, ...] = ()


class Intake(Struct):
    """Takes in registrations, one after the other."""

    context: FormContext
    record: ImportRecord
    slugs: Slugs
    layout: Layout
    order: Order
    has_products: bool
    folders: LayingOut
    rehearse: bool
    _new: list[NewShop] = field(default_factory=list)
    _rows: int = 0

    def take(self, found: Registration) -> RowOutcome:
        """Do what a row asks for; now and then, keep what was done. Raises `OSError`."""
        outcome = self._taken(found)
        if outcome.action in ("new", "updated"):
            self.record.correct(person_of(found, self.order).id)
        self._rows += 1
        if self._rows % AT_ONCE == 0:
            self.flush()
        return outcome

    def _taken(self, found: Registration) -> RowOutcome:
        person = person_of(found, self.order)
        if found.failed:
            corrected = self._corrected(found, person)
            return self._as_corrected(found, person) if corrected else self._failed(found)
        texts = texts_of(found.seller)
        of_row = digest(json.dumps([texts, sorted(found.without_photos)]))
        try:
            known = recognise(self.record, person, found.seller.whatsapp)
            if known is None:
                return self._begin(found, person, texts, of_row)
            if earlier := self.record.seen(known.slug, found.row):
                if known.row == of_row:
                    return RowOutcome(found.row, known.slug, "unchanged")
                raise QuestionError("import-row-twice", row=str(earlier))
            if known.state == "erased":
                raise QuestionError("import-shop-erased", slug=known.slug)
            there = self.context.live.folder(known.slug).is_dir()
            if known.state == "begun" and not there:
                return self._begin(found, person, texts, of_row, known.slug)
            if not there:
                raise QuestionError("import-shop-gone", slug=known.slug)
            if known.row == of_row:
                if known.state == "begun":
                    self.record.written(known.slug)
                return RowOutcome(found.row, known.slug, "unchanged", tuple(found.problems))
            return self._update(found, person, known, of_row)
        except QuestionError as question:
            taken = question.error.code == "import-number-taken"
            if taken and self._corrected(found, person):
                return self._as_corrected(found, person)
            return self._failed(found, question.error)
        except ShopUnreadableError as error:
            return self._failed(found, FieldError("import-shop-unreadable", slug=str(error)), str(error))

    def flush(self) -> None:
        """Keep what is written down, and have the new shops in it laid out. Raises `OSError`."""
        self._take_back()
        self.record.commit()
        if self._new and not self.rehearse:
            self.folders.begin(self._new)
        self._new = []

    def finish(self) -> None:
        """The same, until everything is on the disk. Raises `OSError`."""
        self.flush()
        self._take_back()

    def _take_back(self) -> None:
        for shop in self.folders.done():
            self.record.written(shop.slug)
            self.record.put_number("sellers", shop.slug, shop.stamp, shop.number)

    def _begin(
        self, found: Registration, person: Person, texts: dict[str, str], of_row: str, slug: str = ""
    ) -> RowOutcome:
        if not slug:
            slug = self.slugs.free(found.seller.name)
            self.record.seen(slug, found.row)
        said = {**texts, _NUMBERS: json.dumps(found.numbers)}
        self.record.put(Imported(slug, person.id, person.number, person.name, "begun", said, of_row))
        self.record.put_number("sellers", slug, "", found.seller.whatsapp)
        self._new.append(NewShop(slug, texts, found.photos, found.seller.whatsapp))
        return RowOutcome(found.row, slug, "new", tuple(found.problems))

    def _update(self, found: Registration, person: Person, known: Imported, of_row: str) -> RowOutcome:
        slug = known.slug
        base = read_back(slug, known.said, self.context)
        numbers = {int(key): value for key, value in json.loads(known.said.get(_NUMBERS, "{}")).items()}
        new, numbers = with_rest(base, numbers, found, self.layout, has_products=self.has_products)
        update = Update(self.context, slug, base, replace(new, slug=slug), found.photos)
        merged = update.run(rehearse=self.rehearse)
        problems = [*found.problems]
        problems += [
            self._problem(found.row, "warning", _conflict(one), one.path) for one in merged.conflicts
        ]
        for path in update.waiting:
            problems.append(
                self._problem(found.row, "warning", FieldError("contact-waiting", found=path), path)
            )
        said = {**texts_of(merged.base), _NUMBERS: json.dumps(numbers)}
        pending = bool(merged.conflicts)
        self.record.put(
            Imported(slug, person.id, person.number, person.name, "written", said, "" if pending else of_row)
        )
        return RowOutcome(found.row, slug, "updated" if update.changed else "unchanged", tuple(problems))

    def _corrected(self, found: Registration, person: Person) -> bool:
        """Whether just this row has come back corrected before; the shop's name tells nobody."""
        return person.kind != "name" and self.record.fail(digest(found.cells), person.id)

    def _as_corrected(self, found: Registration, person: Person) -> RowOutcome:
        """A row of which the shop has the corrected one: the table is merely not corrected itself."""
        shops = self.record.of_id(person.id)
        return RowOutcome(found.row, shops[0].slug if shops else "", "unchanged")

    def _failed(self, found: Registration, error: FieldError | None = None, slug: str = "") -> RowOutcome:
        problems = [*found.problems]
        if error:
            path = "whatsapp" if error.code == "import-number-taken" else ""
            problems.append(self._problem(found.row, "error", error, path))
            slug = slug or error.values.get("slug", "")
        return RowOutcome(found.row, slug, "failed", tuple(problems))

    def _problem(self, row: int, severity: Severity, error: FieldError, path: str) -> Problem:
        about = Diagnostic("", row, None, error.code, severity, "", error.values)
        return Problem(self.layout.column(path.rpartition(".")[2]), about)


def _conflict(found: Conflict) -> FieldError:
    return FieldError("import-conflict", key=found.path, live=found.live, new=found.new)

"""What comes back from a page, as text that a file may hold."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from generator.content import fields
from generator.content.check_text import check_markdown
from generator.content.field_reader import SourceText
from generator.content.fields import FieldError
from generator.content.visible import control, fold

Answers = MultiDict[str, str]

MOST_CHOICES = 12


class MissingAnswerError(Exception):
    """A question that wants an answer got none; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def text_of(answers: Answers, field: str) -> str:
    """What was typed. Raises `FieldError` for characters no file may hold."""
    typed = fold(answers.get(field, "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if control(typed):
        raise FieldError("control-character", found=field)
    return typed


def wanted(answers: Answers, field: str) -> str:
    """What was typed, and something has to be. Raises `MissingAnswerError`, and as `text_of` does."""
    typed = text_of(answers, field)
    if not typed:
        raise MissingAnswerError(field)
    return typed


def markdown_of(answers: Answers, field: str) -> str:
    """A longer text. Raises `FieldError` for what the checker calls an error."""
    typed = text_of(answers, field)
    page = SourceText("", "", typed)
    check_markdown(page, typed, 1)
    for problem in page.problems:
        if problem.severity == "error":
            raise FieldError(problem.code, **problem.values)
    return typed


def choices_of(answers: Answers, field: str) -> tuple[str, ...]:
    """What was ticked, each once. Raises `FieldError` for one that is too long."""
    found = (fields.text(choice, 40) for choice in answers.getlist(field)[:MOST_CHOICES])
    return tuple(dict.fromkeys(filter(None, found)))

"""Descriptions and stories: sentences of the vocabulary in varied lengths, a third of them with lists."""

from __future__ import annotations

from collections.abc import Iterable

from generator.demo.dice import Dice
from generator.demo.town import Keeper
from generator.demo.vocabulary import words


def description(dice: Dice, keeper: Keeper, name: str) -> str:
    """What stands below a product's fields, in Markdown; sometimes nothing."""
    length = dice.random()
    if length < 0.05:
        return ""
    chosen = dice.few(keeper.trade.details, dice.between(1, 4))
    sentences = [keeper.fill(sentence, name=name) for sentence in chosen]
    if length < 0.40:
        return _joined(sentences[:2])
    closing = dice.pick(words().closing)
    if length < 0.67:
        return _paragraphs(_joined(sentences[:2]), _joined([*sentences[2:], closing]))
    return _paragraphs(
        _joined(sentences),
        f"**{dice.pick(words().headings)}**",
        _listed(dice.few(keeper.trade.points, dice.between(3, 5))),
        f"*{closing}* {dice.pick(words().links)}",
    )


def story(dice: Dice, keeper: Keeper) -> str:
    """tentang.md: who is behind the shop, in Markdown."""
    year = dice.between(1998, 2025)
    told = [dice.pick(words().opening), *dice.few(words().middle, dice.between(0, 4))]
    sentences = [keeper.fill(sentence, year=year) for sentence in told]
    promises = _listed(dice.few(words().promises, 3)) if dice.chance(1 / 3) else ""
    ending = keeper.fill(dice.pick(words().ending))
    return _paragraphs(_joined(sentences[:2]), _joined(sentences[2:]), promises, ending)


def english_story(dice: Dice, keeper: Keeper) -> str:
    """The story of an English-speaking shop, on one line."""
    chosen = dice.few(words().english, dice.between(1, 3))
    return _joined(keeper.fill(sentence, year=dice.between(1998, 2025)) for sentence in chosen)


def english_description(dice: Dice, keeper: Keeper) -> str:
    """The description of a product in English, on one line."""
    return _joined(dice.few(keeper.trade.english, dice.between(1, 3)))


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentences)


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)

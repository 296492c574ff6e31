"""What a shop can say beyond the way to its first publication."""

from __future__ import annotations

from dataclasses import replace

from generator.content import fields
from generator.content.model import Seller
from generator.content.reader import SHOP_FILE, STORY_FILE
from generator.form.answers import Answers, markdown_of, text_of
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.step import Step


class About(Step):
    """A line about the shop, and its story."""

    name, files = "tentang", (SHOP_FILE, STORY_FILE)

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        slogan, story = fields.text(text_of(answers, "slogan")), markdown_of(answers, "cerita")
        return lambda seller: replace(seller, slogan=slogan, story=story)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.story.strip() or seller.slogan)

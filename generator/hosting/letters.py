"""What reminders say: to a seller on WhatsApp and by e-mail, and to a mentor on the click list.  Pure.

Sentences name dates and never "tomorrow": a list may be worked through days after it was made.
"""

from __future__ import annotations

from msgspec import Struct

from generator.hosting.notices import Reminder, Tone
from generator.language import Language


class Signatory(Struct, frozen=True):
    """Who speaks to a seller."""

    name: str
    """The mentor of the kecamatan, or the operator where there is none."""
    whatsapp: str
    """Digits only, starting with 628: where the seller's answer goes."""
    operator: str
    hub: str
    """The hub's name."""


class Letter(Struct, frozen=True):
    """What an e-mail says."""

    subject: str
    body: str


def message(reminder: Reminder, signer: Signatory, words: Language) -> str:
    """A ready WhatsApp message, from a mentor to a seller."""
    _ = words.gettext
    hello = _("Hello %(shop)s! This is %(name)s from %(hub)s.") % {
        "shop": reminder.contact.name,
        "name": signer.name,
        "hub": signer.hub,
    }
    match reminder.tone:
        case "early":
            ask = _("Would you like to go on after that? Just answer this message and we will help.")
        case "later":
            ask = _('Going on or not, both are fine. Answer "yes" or "no", so that we know.')
        case _:
            ask = _('Would you like to go on? Just answer "yes" and we will do the rest.')
    thanks = _("Thank you 🙏")
    return "\n\n".join([hello, news(reminder, words), ask, *leaving(reminder, words), thanks])


def letter(reminder: Reminder, signer: Signatory, shop_url: str, reply_link: str, words: Language) -> Letter:
    """An e-mail from the hub to a seller; `reply_link` opens a chat with the mentor."""
    _ = words.gettext
    shop, day = reminder.contact.name, words.date(reminder.last_day)
    if reminder.tone in ("over", "later"):
        subject = _("%(shop)s is still online. Would you like to go on?") % {"shop": shop}
    else:
        subject = _("%(shop)s: free hosting until %(day)s") % {"shop": shop, "day": day}
    if reminder.tone == "later":
        ask = _("Would you like to go on or not? Please tell %(name)s on WhatsApp:")
    else:
        ask = _("Would you like to go on? Tell %(name)s on WhatsApp and we will do the rest:")
    who = _("this is %(hub)s, where your shop is online: %(url)s") % {"hub": signer.hub, "url": shop_url}
    why = _("You get this letter because this address is on record for %(shop)s.") % {"shop": shop}
    regards = _("Warm regards,")
    paragraphs = [
        _("Hello %(shop)s,") % {"shop": shop},
        who,
        news(reminder, words),
        f"{ask % {'name': signer.name}}\n{reply_link}",
        *leaving(reminder, words),
        f"{regards}\n{signer.operator}\n{signer.hub}",
        f"-- \n{why}",
    ]
    return Letter(subject, "\n\n".join(paragraphs) + "\n")


def changed_address(
    shop: str, signer: Signatory, shop_url: str, reply_link: str, words: Language, *, gone: bool
) -> Letter:
    """An e-mail to an address that a shop's notices do not go to any more; `gone`: they go to none."""
    _ = words.gettext
    if gone:
        news = _(
            "The e-mail address of your shop was just taken out. From now on your mentor brings our news, "
            "and nothing comes to this address any more."
        )
    else:
        news = _(
            "The e-mail address of your shop was just changed. From now on our news go to the new one, "
            "and nothing comes to this address any more."
        )
    regards = _("Warm regards,")
    ask = _("If it was not you, please tell %(name)s on WhatsApp right away, and we will look together:")
    paragraphs = [
        _("Hello %(shop)s,") % {"shop": shop},
        _("this is %(hub)s, where your shop is online: %(url)s") % {"hub": signer.hub, "url": shop_url},
        news,
        _("If that was you, all is well and there is nothing to do."),
        f"{ask % {'name': signer.name}}\n{reply_link}",
        f"{regards}\n{signer.operator}\n{signer.hub}",
    ]
    if gone:
        subject = _("%(shop)s: your e-mail address was taken out") % {"shop": shop}
    else:
        subject = _("%(shop)s: your e-mail address was changed") % {"shop": shop}
    return Letter(subject, "\n\n".join(paragraphs) + "\n")


def question_about_address(shop: str, signer: Signatory, words: Language, *, gone: bool) -> str:
    """What somebody whose address was changed by another finds ready to send."""
    _ = words.gettext
    if gone:
        text = _(
            "Hello %(name)s, this is %(shop)s. The e-mail address of my shop was taken out, and not by me."
        )
    else:
        text = _(
            "Hello %(name)s, this is %(shop)s. The e-mail address of my shop was changed, and not by me."
        )
    return text % {"name": signer.name, "shop": shop}


def asks_about_address(shop: str, signer: Signatory, words: Language, *, gone: bool) -> str:
    """A ready WhatsApp message from a mentor to a seller whose address was changed."""
    _ = words.gettext
    if gone:
        text = _(
            "Hello %(shop)s! This is %(name)s from %(hub)s. The e-mail address of your shop was taken out. "
            "Was that you? If not, tell me and we will look together 🙏"
        )
    else:
        text = _(
            "Hello %(shop)s! This is %(name)s from %(hub)s. The e-mail address of your shop was changed. "
            "Was that you? If not, tell me and we will look together 🙏"
        )
    return text % {"shop": shop, "name": signer.name, "hub": signer.hub}


def reply(reminder: Reminder, signer: Signatory, words: Language) -> str:
    """What a seller who follows an e-mail's link finds ready to send."""
    return words.gettext(
        "Hello %(name)s, this is %(shop)s. I have a question about keeping my shop online."
    ) % {
        "name": signer.name,
        "shop": reminder.contact.name,
    }


def news(reminder: Reminder, words: Language) -> str:
    """Where the shop stands, with the date that matters."""
    _ = words.gettext
    sentences: dict[Tone, str] = {
        "early": _("Your shop is online for free until %(day)s. There is time; we just tell you early."),
        "month": _("Your shop is online for free until %(day)s."),
        "week": _("A reminder: your shop's free time lasts until %(day)s."),
        "last": _(
            "%(day)s is the last day of your shop's free time. No worry, it does not vanish at once: "
            "it stays online at least until %(until)s."
        ),
        "over": _(
            "Your shop's free time ended on %(day)s. It stays online at least until %(until)s, "
            "with a small note at the top."
        ),
        "later": _(
            "We have not heard from you about your shop. Its free time ended on %(day)s, "
            "and it stays online at least until %(until)s."
        ),
    }
    dates = {"day": words.date(reminder.last_day), "until": words.date(reminder.online_until)}
    return sentences[reminder.tone] % dates


def leaving(reminder: Reminder, words: Language) -> list[str]:
    """From the second notice on: the shop can be taken along."""
    _ = words.gettext
    if not reminder.may_leave:
        return []
    if reminder.export_name:
        ready = _(
            "If you would rather move elsewhere: all your pages and photos are ready in one file, %(file)s. "
            "Just tell us and we will send it."
        )
        return [ready % {"file": reminder.export_name}]
    return [
        _(
            "If you would rather move elsewhere, all your pages and photos may come along. "
            "Just tell us and we will send them."
        )
    ]


def label(tone: Tone, words: Language) -> str:
    """What a mentor's list calls a notice."""
    _ = words.gettext
    labels: dict[Tone, str] = {
        "early": _("First news"),
        "month": _("Reminder"),
        "week": _("Ends soon"),
        "last": _("Last day is near"),
        "over": _("Free time is over"),
        "later": _("No answer yet"),
    }
    return labels[tone]

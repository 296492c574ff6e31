"""What the form says when an answer cannot be used, or something goes wrong: what happened, what to do."""

from __future__ import annotations

import errno
import re
from collections import defaultdict

from babel.dates import get_day_names
from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from msgspec import Struct
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge, Unauthorized

from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.messages import word
from generator.content.model import WEEKDAYS
from generator.errors import UnusableError, reason_of
from generator.form import plain_words
from generator.form.access import form, words
from generator.form.answers import MissingAnswerError
from generator.form.drafts import UnreadableDraftError
from generator.form.uploads import UploadsBusyError

ErrorPage = tuple[str, int]
_FROM = re.compile(r"\W*(?:mulai|dari|from|start)", re.IGNORECASE)
"""How people begin who have more than one price."""


class Problem(Struct, frozen=True):
    """Why an answer was not taken."""

    message: str
    hint: str
    yes: str = ""
    """What a tap on "Yes" answers, where it is only a question."""


def problem_of(error: FieldError | MissingAnswerError) -> Problem:
    """An answer's mistake in the words of the form."""
    _ = words().gettext
    if isinstance(error, MissingAnswerError):
        asked = {
            "nama": _("Type the name first."),
            "whatsapp": _("Type the number first."),
            "harga": _("Type the price first, or choose “No price, customers ask”."),
            "hari": _("Choose the days on which you are open."),
            "setuju": _("Without your consent the shop cannot be shown."),
            "email": _("Type the e-mail address, or take the tick away."),
            "surat": _("Tick that we may remind you by e-mail, or clear the address."),
            "sampai": _("Choose the last day first."),
            "foto": _("Choose a photo first."),
            "promo": _("Type the offer price first."),
            "pilihan": _("Type a name for each price, for example: large."),
        }
        return Problem(asked.get(error.field, _("Choose one of the answers first.")), "")
    # sentences of the checker that speak of files get the form's own
    own = {
        "price-unreadable": (
            _("We cannot read this price: %(found)s"),
            _("Type digits only, for example 15000."),
        ),
        "price-from": (
            _("One price goes here, without “from”: %(found)s"),
            _("Type digits only. If there are several prices, fill in “Sizes or flavours”."),
        ),
        "price-not-positive": (
            _("The price cannot be %(found)s."),
            _("Type the price, or tap “No price, customers ask”."),
        ),
        "price-too-small": (_("Do you mean Rp%(fix)s?"), _("Type the whole price: %(fix)s")),
        "price-range": (
            _("These are two prices: %(found)s"),
            _("Type one of them; sizes or flavours with another price are choices of the product."),
        ),
        "price-with-unit": (
            _("Only the price goes here: %(price)s"),
            _("Type “%(unit)s” in the box below it."),
        ),
        "promo-not-below": (
            _("The offer has to be below the usual price, which is Rp%(price)s."),
            _("Type a lower price. If the usual price has changed, change that one first."),
        ),
        "promo-of-no-price": (
            _("An offer needs a usual price that it is below."),
            _("Type the usual price of this product first."),
        ),
        "promo-without-price": (
            _("We cannot read this price: %(found)s"),
            _("Type digits only, for example 15000."),
        ),
        "choice-twice": (_("This choice stands there twice: %(found)s"), _("Give each one its own name.")),
        "minimum-unreadable": (
            _("This is no number: %(found)s"),
            _("Type a whole number from 1 to %(limit)s."),
        ),
        "slug-taken": (_("This name is taken already."), _("Type another one.")),
        "kecamatan-elsewhere": (
            _("This programme is not in %(found)s yet."),
            _("Ask the operator when it comes there."),
        ),
        "photo-heic": (
            _("This photo is in the HEIC format, which not every phone can show."),
            _("iPhone: Settings, Camera, Formats, Most Compatible. Then take the photo again."),
        ),
        "photo-avif": (
            _("This photo is in the AVIF format, which we cannot open yet."),
            _("Take a screenshot of it, and send that."),
        ),
        "photo-format": (_("This is not a photo we can use."), _("Choose a photo from the gallery.")),
        "photo-broken": (_("This photo cannot be opened."), _("Take it again, or choose another one.")),
        "qris-unreadable": (
            _("We found no QRIS code in this photo."),
            _("Take it straight from the front, in good light, and only the code."),
        ),
        "qris-crc": (
            _("The code in this photo is not whole."),
            _("Take it straight from the front, in good light, and only the code."),
        ),
        "text-too-long": (_("This is too long: %(length)s characters."), _("At most %(limit)s.")),
        "closes-next-day": (
            " ".join(_next_day(one) for one in error.values.get("yes", "").split()),
            _("If so, tap “Yes, until the next day”. If not, correct the closing time."),
        ),
        "hours-half": (
            _("From when until when are you open?"),
            _("Fill in both hours, or leave both empty on a day on which you are closed."),
        ),
        "break-half": (
            _("From when until when is the break?"),
            _("Fill in both hours, or leave both empty without a break."),
        ),
        "hours-break": (
            _("The break has to begin after you open, and end later, before you close."),
            _("For example open 08:00 to 17:00, break 12:00 to 13:00."),
        ),
        "holiday-backwards": (
            _("The last day of the holiday is before its first day."),
            _("Choose a last day that comes later."),
        ),
        "date-unreadable": (
            _("This date does not fit: %(found)s"),
            _("Choose a day from today on, at most a year away."),
        ),
    }
    has_more = error.code == "price-unreadable" and _FROM.match(error.values["found"])
    said = own.get("price-from" if has_more else error.code)
    message, hint = (text % error.values for text in said) if said else word(error, _)
    day = error.values.get("day", "")
    told = f"{_weekday(day)}: {message}" if day else _sentence(message)
    return Problem(told, _sentence(plain_words.without_keys(hint)), error.values.get("yes", ""))


def _next_day(asked: str) -> str:
    """A question about `senin-07:00`; about all days where none is named."""
    day, _dash, time = asked.rpartition("-")
    values = {"day": _weekday(day) if day else "", "time": words().clock(*map(int, time.split(":")))}
    _ = words().gettext
    if day:
        return _("%(day)s until %(time)s of the next day?") % values
    return _("Until %(time)s of the next day?") % values


def _weekday(day: str) -> str:
    return str(get_day_names("wide", locale=words().code)[WEEKDAYS.index(day)])


def _sentence(text: str) -> str:
    """A line of a diagnostic as a sentence; nothing stays nothing."""
    if not text:
        return ""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def typed() -> defaultdict[str, str]:
    """What came with this request, to be shown again; empty for what did not."""
    return defaultdict(str, request.form.to_dict())


def sentences(problems: tuple[Diagnostic, ...]) -> dict[str, str]:
    """Diagnostics of a folder, for somebody who does not see files; each with its product's slug, or none."""
    return plain_words.sentences(problems, words().gettext)


def register(app: Flask) -> None:
    """Say everything in pages of our own."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(Unauthorized, _stranger)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(UnusableError, _not_now)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(UploadsBusyError, _busy)
    app.register_error_handler(UnreadableDraftError, _unreadable)
    app.register_error_handler(500, _ours)


def page(status: int, title: str, *lines: str, back: bool = True) -> ErrorPage:
    """A page that says what happened and what to do."""
    return render_template("error.html", title=title, lines=lines, back=back), status


def _expired(_error: CSRFError) -> tuple[str, int, dict[str, str]]:
    """For a page of a session that is over; a script sends once more, with the token of the one that is."""
    _ = words().gettext
    html, status = page(
        400,
        _("This page has been open too long"),
        _("Nothing was saved. Go back, load the page again, and save once more."),
    )
    return html, status, {"X-Tanda": generate_csrf()}


def too_large() -> ErrorPage:
    """Also for a body that was refused before the application saw it."""
    _ = words().gettext
    return page(
        413,
        _("That is too much at once"),
        _("A photo may have at most 12 MB. Choose a smaller one, or send it to yourself on WhatsApp first."),
    )


def _too_large(_error: RequestEntityTooLarge) -> ErrorPage:
    return too_large()


def full() -> ErrorPage:
    """As many products as the hub allows."""
    _, limit = words().gettext, form().hub.form.products
    return page(
        409,
        _("The shop is full"),
        _("It has %(limit)s products already. Delete one first, or ask your mentor.") % {"limit": limit},
    )


def _stranger(_error: Unauthorized) -> ErrorPage:
    _ = words().gettext
    return page(
        401,
        _("Open your private link first"),
        _("It is in the WhatsApp chat with your mentor. If it no longer works, ask for a new one."),
        back=False,
    )


def _not_found(_error: NotFound) -> ErrorPage:
    _ = words().gettext
    return page(404, _("There is nothing here"), _("Perhaps it was deleted. Go back to the start."))


def _other(error: HTTPException) -> ErrorPage:
    _ = words().gettext
    return page(error.code or 500, _("This does not work"), _("Go back and try once more."))


def _disk(error: OSError) -> ErrorPage:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_room()
    return _not_now(error)


def _not_now(error: OSError | UnusableError) -> ErrorPage:
    """A folder that may not be written to, or vanished: the operator reads why, the seller that it waits."""
    current_app.logger.error("%s: %s", request.endpoint, reason_of(error))  # a path may be a private link
    _ = words().gettext
    return page(
        503,
        _("We can neither open nor save this just now"),
        _("What you had saved before is safe. Tell your mentor, and try again later."),
    )


def _database(error: OperationalError) -> ErrorPage:
    if "full" in str(error.orig):
        return _no_room()
    raise error


def _no_room() -> ErrorPage:
    _ = words().gettext
    return page(
        507,
        _("Not saved: our storage is full"),
        _("What you had saved before is safe. Tell your mentor, and try again later."),
    )


def _busy(_error: UploadsBusyError) -> ErrorPage:
    _ = words().gettext
    return page(503, _("Very busy just now"), _("Wait a minute, then send the photo again."))


def _unreadable(error: UnreadableDraftError) -> ErrorPage:
    _ = words().gettext
    return page(
        422,
        _("A part of this shop cannot be read"),
        _("It was changed outside this form. Your mentor can repair it:"),
        *sentences(error.problems),
    )


def _ours(_error: Exception) -> ErrorPage:
    _ = words().gettext
    return page(
        500,
        _("Something broke on our side"),
        _("What you had saved before is safe. Try again in a few minutes."),
    )

"""What partners read: figures of the programme, without anybody's name or number."""

from __future__ import annotations

import csv
import io
from typing import cast

from flask import Blueprint, Response, current_app, render_template

from generator.errors import UnusableError
from generator.form import access, errors
from generator.form.errors import ErrorPage
from generator.form.figures import Figures
from generator.policy import content_security_policy
from generator.reports.mentors import PAGES
from generator.reports.programme import Programme, programme_cells, programme_page

pages = Blueprint("partners", __name__, url_prefix="/laporan")


@pages.get("/")
def home() -> str:
    """What there is to read."""
    return render_template("laporan/isi.html", place=_place())


@pages.get("/program.html")
def page() -> Response:
    """The figures with charts; the page has its styles in it."""
    html = programme_page(_figures(), access.form().hub, _place(), access.words())
    response = Response(html, mimetype="text/html")
    policy = content_security_policy((PAGES / "report.css").read_text("utf-8"))
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    return response


@pages.get("/program.csv")
def table() -> Response:
    """The same for a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(programme_cells(_figures()))
    headers = {"Content-Disposition": "attachment; filename=program.csv"}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)


@pages.errorhandler(UnusableError)
def unusable(_error: UnusableError) -> ErrorPage:
    """The build or the ledger cannot be read just now."""
    _ = access.words().gettext
    return errors.page(503, _("The figures cannot be counted just now"), _("Try again in a few minutes."))


def _figures() -> Programme:
    figures = cast(Figures, current_app.extensions["etalase-figures"])
    return figures.of(access.reader().kecamatan, access.words())


def _place() -> str:
    place = access.place_of(access.reader().kecamatan)
    return place.name if place else access.words().gettext("All kecamatan")

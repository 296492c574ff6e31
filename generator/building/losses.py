"""What a seller's folder has lost although the shop is online: told from what somebody meant.  Pure.

Pages stay as they were until a person says that they go: the seller by a typed word or through the form, the
operator by `--accept-losses`, or the hosting ledger.
"""

from __future__ import annotations

from datetime import date

from generator.content.diagnostics import Diagnostic, Severity
from generator.losses import most_are_gone


def consent_lost(slug: str) -> Diagnostic:
    """The consent of a shop that is online is neither there nor taken back."""
    return _problem(slug, f"sellers/{slug}/toko.yaml", "consent-lost")


def consent_to_come(slug: str, given: date, today: date, *, online: bool) -> Diagnostic | None:
    """A date in the future is no consent: a slip of a shop that is online, else a reason to wait."""
    if given <= today:
        return None
    path = f"sellers/{slug}/toko.yaml"
    severity: Severity = "error" if online else "warning"
    return Diagnostic(path, None, None, "consent-future", severity, slug, {"found": given.isoformat()})


def products_lost(slug: str, before: int, now: int) -> Diagnostic | None:
    """All products of a shop are gone from its folder, or most of them.

    `before` counts those online, without those that the seller deleted through the form; `now` all that lie
    in the folder, drafts too.
    """
    if most_are_gone(before, now):
        values = {"before": str(before), "now": str(now), "slug": slug}
        return Diagnostic(f"sellers/{slug}/produk", None, None, "products-lost", "error", slug, values)
    return None


def folder_lost(slug: str) -> Diagnostic:
    """The folder of a shop that is online, or whose term runs, is gone."""
    return _problem(slug, f"sellers/{slug}", "folder-lost")


def category_in_use(category: str, shops: int) -> Diagnostic:
    """hub.yaml no longer has a category that shops use; its page stays for as long as pages link to it."""
    values = {"found": category, "shops": str(shops)}
    return Diagnostic("hub.yaml", None, None, "category-in-use", "warning", "", values)


def _problem(slug: str, path: str, code: str) -> Diagnostic:
    return Diagnostic(path, None, None, code, "error", slug, {"slug": slug})

"""Whether a build has to renew pages of the hub, and having it done."""

from __future__ import annotations

from generator.building import stage
from generator.building.bazaars import shown_before
from generator.building.first_days import recall_first_days
from generator.building.renewal import Renewal
from generator.building.setup import Setup
from generator.building.state import State
from generator.timed import timed


@timed
def update_hub(setup: Setup, state: State) -> Renewal:
    """Bring the hub's own pages up to date, and the themes' shared files."""
    if _is_current(setup, state):
        return Renewal()
    # It loads for longer than a build without changes takes.
    from generator.building.hub_renewal import renew

    directory = setup.directory
    recall_first_days(state, setup.terms.running)
    shared = [asset for theme in (setup.theme, *setup.storefronts) for asset in theme.assets]
    return renew(
        state,
        setup.site,
        directory,
        lambda: setup.pages("en").directory,
        context=setup.hub_digest,
        assets={asset.path: asset for asset in (*shared, directory.cover())}.values(),
        force=setup.options.force,
        bazaars=setup.bazaars,
        photos=setup.context.cache / "photos",
        successor=lambda slug: state.followed_shops([setup.terms.new_slug(slug)]),
    )


def _is_current(setup: Setup, state: State) -> bool:
    """Whether there is nothing to renew: no news of any shop, the same settings, and no shared file lost."""
    known = state.meta("hub_context"), state.meta("keep"), state.meta("removed")
    if setup.options.force or known != (setup.hub_digest, str(setup.options.hub.keep), ""):
        return False
    if shown_before(state) != setup.bazaars.shown:
        return False
    if state.changes.count(card=False) or not (setup.site / "index.html").is_file():
        return False
    shared = state.paths("aset/")
    if any(asset.path not in shared for theme in (setup.theme, *setup.storefronts) for asset in theme.assets):
        return False
    rows = map(state.file, shared)
    return all(row and stage.is_whole(setup.site / row.path, row.size) for row in rows)

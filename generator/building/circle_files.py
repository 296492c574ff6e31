"""Writing the circles that a build's changes touch: files of their own, so no shop is built for another."""

from __future__ import annotations

from generator.building.enlisting import Dirty, everybody
from generator.building.hub_writer import HubWriter
from generator.building.state import State
from generator.render.circle import circle_file, circle_path


def renew_circles(state: State, writer: HubWriter, dirty: Dirty, *, everything: bool) -> None:
    """Bring the circles up to date with the shops that changed, and with the lists, which are so already."""
    circles = state.circles
    circles.mark(state.changes.slugs(card=False))
    for name, positions in dirty.rings.items():
        for position in positions:
            circles.mark(filter(None, state.places.beside(name, position)))
    if everything:
        circles.mark(everybody(state))
    for slug in circles.marked():
        circle = circles.of(slug)
        if circle:
            writer.put(circle_file(circle))
        elif state.file(circle_path(slug)):
            writer.remove(circle_path(slug))
    circles.clear()

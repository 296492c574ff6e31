"""All commands, with the line that says what each is for: a list of them imports none.

The lines begin the commands' own help, which a test compares.
"""

from __future__ import annotations

COMMANDS = {
    "new": "Write a starter folder sellers/SLUG: fill in the rest with the seller at your side.",
    "check": "Show all problems of all sellers (or the named ones), with what to type instead.",
    "build": "Render what changed into build/site/; a seller with errors keeps its last good pages.",
    "serve": "Build and show a preview on 127.0.0.1; drafts and shops without consent are shown too, marked.",
    "deploy": "Publish the built site to a bucket or a folder.",
    "hosting": "Follow the two free years of every seller: who is online until when, and what comes next.",
    "form": "Serve the form with which sellers fill in their shops; `etalase invite` makes their links.",
    "invite": "Make the private link with which a seller opens the form: send it on WhatsApp.",
    "bazar": (
        "Look after bazaars and collections: the files bazar/SLUG.yaml, and the shops that could be in one."
    ),
    "import": "Bring registrations from a spreadsheet (CSV or XLSX) into sellers/.",
    "poster": "Make what a shop prints: a poster with a QR code, a price list, a table sign, its QRIS apart.",
    "visits": "Count how often shops are looked at, without knowing by whom.",
    "report": "Tell who needs help first, how the programme does, and what a shop can prove.",
    "demo": "Write made-up shops into sellers/, and a hub.yaml where there is none.",
}
"""`etalase …`, in the order of a working day."""

REPORT_COMMANDS = {
    "mentors": "List the shops that need help first, each with its readiness and one next step.",
    "programme": "Count shops by city, kecamatan and category; nobody's name or number is in it.",
    "evidence": "Write a document that proves since when a shop is online, or say whether one is ours.",
    "visits": "Tell how often shops were looked at: each, by kecamatan, and all of them.",
}
"""`etalase report …`."""

HOSTING_COMMANDS = {
    "status": "Show where sellers stand: until when they are online, and what comes next.",
    "activate": "Approve shops, so that the next build publishes them.",
    "renew": "Give sellers two more years, from the end of their term or from today if that is later.",
    "hold": "Keep sweeps and reminders away from sellers until they are released.",
    "release": "End the hold of sellers; the next sweep treats them like all others.",
    "rename": (
        "Give a shop another slug: its term, its folder and its private links move, its old address leads on."
    ),
    "sweep": "Do what is due: grace for a term that has ended, then suspension, then the end.",
    "remind": "Remind the sellers whose free time ends: 90, 30, 7 and 1 days before, and 3 days after.",
    "export": (
        "Pack shops to take along: each a zip with its site, its folder, and a page that explains them."
    ),
    "erase": "Remove a seller's data: from the store, the build, its folder, and the ledger.",
    "verify": "Compare the ledger with its own events, with the built site, and with what was published.",
}
"""`etalase hosting …`, in the order of a shop's life."""

BAZAAR_COMMANDS = {
    "list": "Show all bazaars: when they are, how far they are, and how many of their shops can be shown.",
    "candidates": (
        "List the shops that could be in a bazaar, the most ready first: published, and without errors."
    ),
}
"""`etalase bazar …`."""

VISITS_COMMANDS = {
    "import": (
        "Count the visits in access logs of S3, CloudFront, Caddy or nginx; a folder means all files in it."
    ),
}
"""`etalase visits …`."""

"""The settings of a hub, and what a build says of itself."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "synonyms-expected": (
        "this is no group of words that mean the same",
        "two or more in brackets, for example sinonim: [[bakso, baso], [cendol, es dawet]]",
    ),
    "render-timeout": (
        "making the pages took longer than %(limit)s seconds",
        "shorten the texts of this shop",
    ),
    "worker-died": (
        "making the pages of this shop ended the program that makes them, twice",
        "take out the photo or text that was added last; the operator wants to know of it",
    ),
    "internal-error": (
        "the pages could not be made: %(found)s",
        "tell the operator; this is a mistake of the program",
    ),
    "hub-file-missing": (
        "hub.yaml is missing",
        "run this in a workspace, or name one with --root",
    ),
    "activation-unknown": (
        "%(found)s is not a way of activation",
        "type otomatis or pembina",
    ),
    "schema-unknown": (
        "%(found)s is no type of shop that search engines are told",
        "maybe %(fix)s? docs/hub-settings.md has them all; without the line it is Store",
    ),
    "host-unreadable": (
        "this is not the name of a mail server: %(found)s",
        "type only its host name, for example smtp.example.com; the port has a key of its own",
    ),
    "limit-unreadable": (
        "this is not a limit: %(found)s",
        "type a number from 1 to %(most)s",
    ),
    "lock-unknown": (
        "%(found)s is no lock that deploys know",
        "type lokal if only one machine ever deploys, or remove the line",
    ),
    "port-unreadable": (
        "this is not a port: %(found)s",
        "type the number your mail provider names, mostly 587",
    ),
}
"""Code -> message and hint."""

"""Names in the headers of a letter.  Standard library only, and pure.

The library's own way does not hold on every supported Python: up to 3.13 it reads a name again as if it had
come over the wire, so that `=?utf-8?q?=0d=0aBcc:…?=` becomes a header of its own, and a long name with a
comma becomes a second recipient.  So names are written here, and nothing is done to them afterwards.
"""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy

_ATOMS = re.compile(r"[A-Za-z0-9 ]{1,60}")
"""A name that needs no quotes (RFC 5322, 3.2.3), and fits into a line beside its header's name."""
_SHORT = 60
"""Characters of ASCII that are not folded; longer ones are encoded, which folds anywhere."""


class _AsWritten(EmailPolicy):
    """Headers go out as they were set: in ASCII, and folded where they are long."""

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """Keep a header as it is.  Raises `ValueError` where it would become two."""
        if not value.isascii() or re.search(r"[\r\n](?![ \t])", value.replace("\r\n", "\n")):
            raise ValueError(f"{name} has to be ASCII, and to go on with a space where it is folded")
        return name, value


AS_WRITTEN = _AsWritten(linesep="\r\n", refold_source="none")
"""The policy of a letter whose headers come from here."""


def one_line(text: str) -> str:
    """A text without control characters, and without what mail programs take for an encoded word."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain.replace("=?", "= ?")


def mailbox(field: str, address: Address) -> str:
    """The value of `From` or `To` for one address; a name of any kind stays the name of that one."""
    name, addressee = one_line(address.display_name), f"<{address.addr_spec}>"
    if not name:
        return addressee
    header = Header(name, "us-ascii" if _ATOMS.fullmatch(name) else "utf-8", header_name=field)
    header.append(addressee, "us-ascii")
    return header.encode()


def line(field: str, text: str) -> str:
    """The value of a header that is read by people: in ASCII, folded where it is long."""
    shown = one_line(text)
    plain = shown.isascii() and len(shown) <= _SHORT
    return Header(shown, "us-ascii" if plain else "utf-8", header_name=field).encode()

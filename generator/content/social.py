"""Accounts on social networks and marketplaces: a name or the profile's address -> what leads to it.

An account is stored as its name, or, where it has none, as the path of its profile (`channel/UC…`).
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from generator.content.fields import FieldError
from generator.content.visible import plain

_ADDRESSES = {
    "instagram": "https://www.instagram.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "youtube": "https://www.youtube.com/@{}",
    "x": "https://x.com/{}",
    "shopee": "https://shopee.co.id/{}",
    "tokopedia": "https://www.tokopedia.com/{}",
}
NETWORKS = tuple(_ADDRESSES)
"""Social networks and marketplaces a shop can link to."""

_HOSTS = {network: urlsplit(address).netloc.removeprefix("www.") for network, address in _ADDRESSES.items()}
_OTHER_HOSTS = {"facebook": ("fb.com",), "x": ("twitter.com",)}
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|web|touch|[a-z]{2}-[a-z]{2})\.")
_SHORTENED = re.compile(
    r"(?:.*\.)?(?:shp\.ee|linktr\.ee|lynk\.id|tokopedia\.link|youtu\.be|t\.co|bit\.ly|s\.id|fb\.me|fb\.watch|"
    r"wa\.me|t\.me|vt\.tiktok\.com|vm\.tiktok\.com|tinyurl\.com|goo\.gl)",
    re.IGNORECASE,
)
"""Hosts that people type without a path; with one, every host but the network's own is refused."""
_LONGEST = 300
"""Characters of an address."""
_NAME = re.compile(r"(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,60}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NO_PROFILE = frozenset({
    "accounts", "cart", "discover", "embed", "events", "explore", "feed", "find", "foryou", "groups",
    "hashtag", "home", "i", "intent", "live", "login", "m", "marketplace", "music", "p", "photo", "playlist",
    "product", "reel", "reels", "results", "s", "search", "share", "sharer", "shorts", "stories", "t", "tag",
    "tv", "upload", "video", "videos", "watch",
})  # fmt: skip
"""First parts of addresses that lead to a post, a search or a list."""
_TABS = frozenset({
    "about", "community", "featured", "photos", "playlists", "posts", "reels", "shorts", "streams", "tagged",
    "videos",
})  # fmt: skip
"""Last parts of addresses that are a page of the profile before them."""


def social(network: str, value: str) -> str:
    """An account on a network from its name, `@name` or the profile's address.

    Raises `FieldError`: another host, a short link, the address of a post, or no name.
    """
    typed = plain(value)
    if len(typed) > _LONGEST:
        raise FieldError("social-unreadable", found=typed[:40], network=network)
    host = _HOSTS[network]
    bare = typed.rstrip("/").removeprefix("@")
    if not re.search(r"[/?:]", bare):
        if _SHORTENED.fullmatch(bare) or re.match(r"www\.", bare, re.IGNORECASE) or _is_host(network, bare):
            raise FieldError("social-host", found=value, network=network, host=host)
        if network == "youtube" and _CHANNEL.fullmatch(bare):
            return f"channel/{bare}"
        found = bare
    else:
        parts = _address(typed, host)
        if parts is None or not _is_host(network, parts.hostname or ""):
            raise FieldError("social-host", found=value, network=network, host=host)
        found = _profile(network, parts)
    if not found or not _NAME.fullmatch(found.rpartition("/")[2].rpartition("?id=")[2]):
        raise FieldError("social-unreadable", found=value, network=network)
    return found


def social_address(network: str, account: str) -> str:
    """The address of a profile."""
    if re.search(r"[/?]", account):
        return f"{_ADDRESSES[network].partition('{')[0].rstrip('@')}{account}"
    return _ADDRESSES[network].format(account)


def social_label(account: str) -> str:
    """The account as people call it, `@dapurbusiti`; empty for one that has a number only."""
    kind, _, name = account.rpartition("/")
    return f"@{name}" if kind in {"", "c", "user"} and "?" not in name else ""


def _is_host(network: str, host: str) -> bool:
    return _SUBDOMAIN.sub("", host.casefold(), count=1) in {_HOSTS[network], *_OTHER_HOSTS.get(network, ())}


def _address(typed: str, host: str) -> SplitResult | None:
    """The parts of an address; `channel/UC…` and `profile.php?id=1` are paths on the network itself."""
    first = re.split(r"[/?]", typed)[0]
    if "://" not in typed:
        typed = (
            f"https://{typed}" if "." in first and not first.endswith(".php") else f"https://{host}/{typed}"
        )
    try:
        parts = urlsplit(typed)
        plain_host = "@" not in parts.netloc and parts.hostname is not None
    except ValueError:
        return None
    return parts if plain_host and parts.scheme in {"http", "https"} else None


def _profile(network: str, parts: SplitResult) -> str:
    """The account that a profile's address is about; empty for an address of something else."""
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > 1 and segments[-1].casefold() in _TABS:
        segments.pop()
    match network, segments:
        case "facebook", ["profile.php"]:
            number = parse_qs(parts.query).get("id", [""])[0]
            return f"profile.php?id={number}" if re.fullmatch(r"[0-9]{1,20}", number) else ""
        case "facebook", ["people" | "pages", _, number] if re.fullmatch(r"[0-9]{1,20}", number):
            return f"profile.php?id={number}"
        case "facebook", ["p", name] if numbered := re.fullmatch(r".*-([0-9]{8,20})", name):
            return f"profile.php?id={numbered[1]}"
        case "youtube", ["channel", number] if _CHANNEL.fullmatch(number):
            return f"channel/{number}"
        case "youtube", ["c" | "user" as kind, name]:
            return f"{kind}/{name}"
        case "youtube", [name] if name[0] != "@" and name.casefold() not in _NO_PROFILE:
            return f"c/{name}"
        case "shopee", ["shop", number] if re.fullmatch(r"[0-9]{1,20}", number):
            return f"shop/{number}"
        case _, [name] if not re.search(r"\.php$|-i\.[0-9]+\.[0-9]+$", name):
            return "" if name.casefold() in _NO_PROFILE else name.removeprefix("@")
    return ""

"""Links that call, chat, pay, or hide where they lead, and every address on the web or for e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.content.contact.phones import international

_CHAT = """
wa.me whatsapp.com wa.link wa.my wa.im wasap.at wasap.my wame.pro walink.co whats.link t.me telegram.me
telegram.dog line.me lin.ee m.me ig.me messenger.com signal.me signal.group discord.gg discord.com viber.com
vb.me join.skype.com zalo.me u.wechat.com meet.google.com zoom.us kakao.com
"""
_PAY = """
saweria.co trakteer.id sociabuzz.com paypal.me paypal.com dana.id gopay.co.id gopay.id gojek.link
midtrans.com xendit.co doku.com flip.id ovo.id linkaja.id shopeepay.co.id ipaymu.com duitku.com tripay.co.id
mayar.id lynk.id karyakarsa.com nihbuatjajan.com ko-fi.com buymeacoffee.com wise.com cash.app venmo.com
stripe.com patreon.com pay.google.com kitabisa.com myr.id scalev.id orderonline.id durianpay.id faspay.co.id
espay.id nicepay.co.id finpay.id qris.id shopeepay.id astrapay.com jenius.com brimo.bri.co.id pay.amazon.com
revolut.me midtrans.id
"""
_HIDING = """
bit.ly bitly.ws s.id linktr.ee tinyurl.com t.ly cutt.ly rebrand.ly is.gd v.gd goo.gl ow.ly buff.ly t.co
lnk.to lnk.bio linkin.bio beacons.ai campsite.bio taplink.cc heylink.me biolinky.co solo.to msha.ke tr.ee
shorturl.at shorturl.asia rb.gy urlz.fr bio.link bio.site allmylinks.com qrco.de me-qr.com qr.io tiny.cc
snip.ly dub.sh short.gy n9.cl kutt.it gg.gg x.gd u.to ouo.io adf.ly page.link onelink.me app.link forms.gle
shp.ee tokopedia.link linkr.bio carrd.co linkfly.to many.link flow.page hoo.be snipfeed.co instabio.cc
linkpop.com komi.io bl.ink trib.al soo.gd shope.ee linkbio.co mez.ink lnk.ink link.me s.shopee.co.id
bitly.com lnkd.in tiny.one goo.su clck.ru bit.do intip.in adfoc.us lnk.id gofood.link lzd.co invol.co
biolink.id linkin.id hoo.gl v.ht surl.li tny.im
"""
_ALONE = frozenset({"wa.me", "wa.link", "linktr.ee", "saweria.co", "trakteer.id", "paypal.me", "lynk.id"})
"""Hosts that nobody names without meaning an address there."""
_HOSTS = "|".join(map(re.escape, sorted(f"{_CHAT}{_PAY}{_HIDING}".split(), key=len, reverse=True)))
_LINK = re.compile(
    rf"(?<![a-z0-9_-])(?P<sub>(?:[a-z0-9-]+\.){{0,4}})(?P<host>{_HOSTS})\.?(?::[0-9]+)?"
    r"(?P<path>[/?#][^\s<>\"'\])}]*)?(?![a-z0-9-]|\.[a-z0-9])",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"(?<![a-z0-9])(?:(?:tel|sms|smsto|callto|facetime)\s?:(?://)?"
    r"(?P<number>[0-9*#]{3,8})(?![0-9]|[ ().-]{0,3}[0-9])"
    r"|(?P<app>whatsapp|viber|tg|line|intent|skype|gojek|gopay|dana|ovo|shopeeid|upi|bitcoin|weixin|alipays?|market|"
    r"fb-messenger|signal|sgnl):(?=//|\?|[a-z0-9]+\?)(?P<rest>[^\s<>\"'\])}]*))",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![a-z])(?:(?P<app>telegram|tele|id\s?line|line\s?id|wechat|kakao\s?talk|pin\s?bb)\s?(?:[:=]\s?@?|@)|(?P<at>line)\s?:?\s?@)"
    r"(?P<name>[a-z0-9][\w.-]{3,31})",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*(?:[\[({]\s*(?:\.|dot|titik)\s*[\])}]|\b(?:dot|titik)\b)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[({]\s*\.")
_ENDS = frozenset(host.rpartition(".")[2] for host in f"{_CHAT}{_PAY}{_HIDING}".split())
_LABEL = re.compile(r"\.([a-z0-9-]+)")
_INTRODUCES = re.compile("[:=@]")
_LOOSE = re.compile(r"\s*([./:])\s*")
_MAPS = re.compile(r"(?:^|\.)maps\.app\.goo\.gl$|^goo\.gl/maps/", re.IGNORECASE)
_WEB = re.compile(
    r"(?:https?\s?:(?:\s*/[\s/]*)?|(?<![a-z0-9_-])www[0-9]?\s?\.\s?(?=[^\W_]))(?P<address>[^\s<>]+)",
    re.IGNORECASE,
)
_USER = re.compile(r"(?:\]\s?\(|<)[\s<]*https?:[\s/]*(?![\s/])[^/?#<>]*@(?P<address>[^\s<>]+)", re.IGNORECASE)
"""A browser takes all in front of `@` for a name, with its blanks: the link leads to what stands behind."""
_MAIL = re.compile(
    r"(?<![\w.%+-])(?P<name>[\w.%+-]+)@(?P<host>[^\W_](?:[\w-]*\.)+[^\W\d_]{2,})", re.IGNORECASE
)
_MAILTO = re.compile(r"(?:mailto\s?:[\s/]*|<(?=[^<> !]+@[^@<> ]+>))(?P<rest>[^\s<>)\]]+)", re.IGNORECASE)
_AT = re.compile(r"\s*[\[({]\s*(?:@|at)\s*[\])}]\s*", re.IGNORECASE)
_LEADS = re.compile(r"http|www|@|mailto|[\[({]\s*at\s*[\])}]", re.IGNORECASE)
"""What every address on the web and for e-mail has in it."""
_BEHIND = ".,;:!?*_~/'\"()[]{}|`"
"""What stands behind an address in a sentence."""


def links(text: str) -> Iterator[str]:
    """Each contact that a link in the text is: `phone:62…` where it names a number, else `link:host/path`."""
    joined = _DOT.sub(".", text) if _may_spell_dots(text) else text
    for reading in dict.fromkeys((text, joined, _LOOSE.sub(r"\1", joined))):
        if _may_name_hosts(reading):
            for found in _LINK.finditer(reading):
                yield from _link(found)
        if ":" in reading:
            for found in _SCHEME.finditer(reading):
                yield from _scheme(found)
    for found in _HANDLE.finditer(text) if _INTRODUCES.search(text) else ():
        app = re.sub(r"\s|id", "", (found["app"] or found["at"]).casefold())
        yield f"link:{'telegram' if app == 'tele' else app}/{found['name'].casefold().rstrip('.')}"


def _may_spell_dots(text: str) -> bool:
    """Whether `_DOT` may find something: it may in any text with other letters than the keyboard's."""
    if not text.isascii():
        return True
    letters = text.lower()
    return "dot" in letters or "titik" in letters or bool(_BRACKETED.search(text))


def _may_name_hosts(text: str) -> bool:
    """Whether `_LINK` may find something: behind some point stands what a host of ours ends with."""
    return not (text.isascii() and _ENDS.isdisjoint(_LABEL.findall(text.lower())))


def addresses(text: str) -> Iterator[str]:
    """Each address on the web as `link:host/path`, for e-mail as `mail:name@host`, wherever it leads.

    An address on the web begins with `http:`, `https:` or `www.`; an address that calls a number is none.
    """
    if not _LEADS.search(text):
        return
    for found in (*_WEB.finditer(text), *_USER.finditer(text)):
        yield from _address(found["address"])
    rest = _AT.sub("@", _DOT.sub(".", _WEB.sub(" ", text)))
    mails = list(_MAIL.finditer(rest))
    for mail in mails:
        yield f"mail:{mail['name']}@{mail['host']}".casefold()
    for sent in _MAILTO.finditer(rest):
        if not _MAIL.search(sent["rest"]):
            yield f"mail:{sent['rest']}".casefold()


def _address(typed: str) -> Iterator[str]:
    named = re.split(r"[/?#]", typed, maxsplit=1)[0]
    host = named.rpartition("@")[2].casefold().removeprefix("www.")
    address = f"{host}{typed[len(named) :]}".rstrip(_BEHIND)
    known = _LINK.match(address)
    if known and any(contact.startswith("phone:") for contact in _link(known)):
        return
    if address:
        yield f"link:{unquote(address)}"


def _link(found: re.Match[str]) -> Iterator[str]:
    host = f"{found['sub']}{found['host']}".casefold().removeprefix("www.")
    path = unquote(found["path"] or "").rstrip(".,;:!*_~/")
    if _MAPS.search(host) or _MAPS.search(f"{host}{path}"):
        return
    if not path.strip("/?#") and host == found["host"].casefold() and host not in _ALONE:
        return
    number = re.match(
        r"/\+?([0-9]{8,15})(?![0-9A-Za-z])|[^?]*\?(?:.*&)?phone=\+?([0-9]{8,15})(?![0-9])", path
    )
    if number and ("whatsapp" in host or host in {"wa.me", "t.me"}):
        yield f"phone:{international(number[1] or number[2])}"
    else:
        yield f"link:{host}{path}"


def _scheme(found: re.Match[str]) -> Iterator[str]:
    if found["number"]:
        yield f"phone:{found['number']}"
        return
    number = re.search(r"phone=\+?([0-9]{8,15})", found["rest"])
    yield f"phone:{international(number[1])}" if number else f"link:{found['app'].casefold()}:{found['rest']}"

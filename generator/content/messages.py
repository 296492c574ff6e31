"""The sentences of all diagnostics: what is wrong, and what to type instead.

The English sentences are message ids; other languages come from the catalogues in `locale/`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError

SENTENCES: dict[str, tuple[str, str]] = {
    "file-too-large": (
        "this file is larger than %(limit)s",
        "shorten it; photos belong in the folder foto/",
    ),
    "not-utf8": (
        "this text is not saved as UTF-8",
        "save the file again and choose the encoding UTF-8",
    ),
    "control-character": (
        "an invisible control character (%(found)s) stands here",
        "delete it and type the text again by hand",
    ),
    "frontmatter-missing": (
        "the first line is not ---",
        "start the file with a line ---, then the keys (nama: …, harga: …), then a line ---, then the story",
    ),
    "frontmatter-open": (
        "the second line --- is missing",
        "type --- on a line of its own after the last key",
    ),
    "yaml-tab": (
        "a tab stands here; these files take spaces only",
        "delete the tab and press the space bar twice",
    ),
    "yaml-colon": (
        "a text with a colon in it needs quotes",
        "type: %(fix)s",
    ),
    "yaml-indent": (
        "this line stands too far to the right",
        "move it to the left, below the line above: %(fix)s",
    ),
    "yaml-quote": (
        "a text that starts with %(found)s needs quotes",
        "type: %(fix)s",
    ),
    "yaml-quote-open": (
        "the closing quote is missing: %(found)s",
        "put the same quote at the end of the text",
    ),
    "yaml-after-quote": (
        "there is more text after the closing quote",
        "put the whole text between quotes: %(fix)s",
    ),
    "yaml-bracket-open": (
        "the closing %(closing)s is missing: %(found)s",
        "put %(closing)s at the end of the list",
    ),
    "yaml-unreadable": (
        "this line cannot be read: %(found)s",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "yaml-not-fields": (
        "there are no keys here",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "yaml-two-documents": (
        "a second --- stands here",
        "delete this line; a file holds one shop or one product",
    ),
    "yaml-too-deep": (
        "lists within lists are nested too deeply",
        "write it simpler; see the example in the guide",
    ),
    "yaml-too-much": (
        "there are too many values in this file",
        "a file holds one shop or one product",
    ),
    "yaml-key": (
        "a list cannot be a key",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "duplicate-key": (
        "%(key)s stands here a second time; the first is on line %(first)s",
        "keep one of the two",
    ),
    "unknown-key": (
        "the key %(key)s is not known",
        "did you mean `%(fix)s`?",
    ),
    "unknown-key-ignored": (
        "the key %(key)s is not known and is left out",
        "keys there are: %(known)s",
    ),
    "missing": (
        "%(key)s is missing",
        "add a line %(key)s: …",
    ),
    "value-expected": (
        "%(key)s takes a single text",
        "type it on one line: %(key)s: …",
    ),
    "fields-expected": (
        "%(key)s takes keys with values",
        "for example %(key)s: %(example)s",
    ),
    "synonyms-expected": (
        "this is no group of words that mean the same",
        "two or more in brackets, for example sinonim: [[bakso, baso], [cendol, es dawet]]",
    ),
    "value-is-comment": (
        "what follows # is not read",
        "put it between quotes: %(fix)s",
    ),
    "text-too-long": (
        "this text has %(length)s characters; %(limit)s is the most",
        "shorten it",
    ),
    "text-markup": (
        "this looks like HTML: %(found)s; it will be shown as plain text",
        "leave it out",
    ),
    "name-empty": (
        "a name needs letters or digits",
        "type the name, for example: Dapur Bu Siti",
    ),
    "price-unreadable": (
        'this price cannot be read: "%(found)s"',
        'type digits only, for example 20.000; or the word "tanya" when shoppers should ask',
    ),
    "price-ambiguous": (
        'this price can be read in two ways: "%(found)s"',
        "type it in full: %(one)s or %(other)s",
    ),
    "price-cents": (
        'a price has no cents: "%(found)s"',
        "type it without them: %(fix)s",
    ),
    "price-range": (
        'these are two prices: "%(found)s"',
        "type one of them; different sizes or flavours go into varian:",
    ),
    "digits-other": (
        "these are not the digits of the keyboard: %(found)s",
        "if this is what you mean, type: %(fix)s",
    ),
    "price-too-small": (
        "%(found)s would be %(found)s rupiah",
        "did you mean Rp%(fix)s? Then type %(fix)s",
    ),
    "price-too-large": (
        "this price is too large: %(found)s",
        "a price is at most Rp999.999.999: check the number of zeros",
    ),
    "price-not-positive": (
        "a price has to be above zero: %(found)s",
        'type the price, or the word "tanya" when shoppers should ask',
    ),
    "promo-without-day": (
        "this offer has no last day",
        "add a line with its last day: promo_sampai: 2026-12-31",
    ),
    "promo-day-alone": (
        "promo_sampai stands here, but there is no harga_promo",
        "add a line harga_promo: with the lower price, or delete this line",
    ),
    "promo-not-below": (
        "the offer (Rp%(promo)s) is not below the usual price (Rp%(price)s)",
        "harga: is the usual price, harga_promo: the lower one; perhaps they were swapped",
    ),
    "promo-of-no-price": (
        "an offer needs a usual price that it is below",
        "type the usual price as harga: 20.000, or delete harga_promo",
    ),
    "promo-without-price": (
        "an offer has a price: %(found)s",
        "type digits only, for example harga_promo: 18.000, or delete the line",
    ),
    "promo-of-no-choice": (
        "no choice costs Rp%(price)s, so nothing becomes cheaper",
        "write the offer into the choice: {nama: …, harga: %(price)s, harga_promo: %(promo)s}",
    ),
    "minimum-unreadable": (
        'this is no number of pieces: "%(found)s"',
        "type a whole number from 1 to %(limit)s, for example minimal: 10",
    ),
    "export-hs-unreadable": (
        'an HS code is 6 to 8 digits: "%(found)s" is none',
        'type it with its points and zeros, for example hs: "0901.21"',
    ),
    "export-hs-short": (
        "an HS code has 6 to 8 digits; %(found)s has %(length)s",
        'a spreadsheet drops a 0 in front; look it up and type it in full, for example hs: "%(fix)s"',
    ),
    "export-hs-long": (
        "an HS code has 6 to 8 digits; %(found)s has %(length)s",
        'the first six are the same in every country: hs: "%(fix)s"',
    ),
    "export-hs-chapter": (
        "no goods have an HS code that begins with %(chapter)s: %(found)s",
        "look the code up at insw.go.id, below INTR",
    ),
    "export-hs-seven": (
        "%(found)s has 7 digits; Indonesia's codes have 8",
        "look whether a 0 is missing in front",
    ),
    "export-amount": (
        'this is no amount: "%(found)s"',
        "type a number and a unit, for example %(example)s",
    ),
    "export-two-ways": (
        'this number can be read in two ways: "%(found)s"',
        "which one is it? Type %(one)s or %(other)s",
    ),
    "export-unit-missing": (
        "%(found)s of what? A unit is missing",
        "type it behind the number, for example %(example)s",
    ),
    "export-unit-near": (
        "the unit %(found)s is not known here",
        "did you mean %(fix)s?",
    ),
    "export-unit-unknown": (
        "the unit %(found)s is not known here",
        "for example %(example)s; units there are: %(known)s",
    ),
    "export-period": (
        'this says how much, but not in which time: "%(found)s"',
        "type for example kapasitas: %(fix)s",
    ),
    "export-time": (
        'this time cannot be read: "%(found)s"',
        "type for example waktu_produksi: 14 hari, or 2-3 minggu",
    ),
    "export-time-unit": (
        "%(found)s days, weeks or months?",
        "type it behind the number, for example waktu_produksi: %(fix)s",
    ),
    "export-incoterm-unknown": (
        "this does not begin with a rule of Incoterms 2020: %(found)s",
        "type the rule and then the place, for example FOB Tanjung Priok. The rules: %(known)s",
    ),
    "export-incoterm-former": (
        "%(found)s is not in Incoterms 2020 any more",
        "today it is mostly %(fix)s; ask your freight forwarder, and type it with its place",
    ),
    "export-incoterm-two": (
        "two rules stand here, %(one)s and %(other)s: %(found)s",
        "keep one of them; the other one can be offered in your answer",
    ),
    "export-incoterm-pickup": (
        "%(rule)s needs the place where the goods are picked up",
        "add it, for example %(rule)s Cilandak, Jakarta",
    ),
    "export-incoterm-port": (
        "%(rule)s needs the name of a port",
        "add the port where the goods are loaded, for example %(rule)s Tanjung Priok",
    ),
    "export-incoterm-arrival": (
        "%(rule)s needs the name of the port of arrival",
        "add it, for example %(rule)s Rotterdam",
    ),
    "export-incoterm-destination": (
        "%(rule)s needs the name of the place of arrival",
        "add it, for example %(rule)s Singapore",
    ),
    "export-incoterm-air": (
        "%(rule)s is for ships, and this is an airport",
        "for planes take FCA, for example FCA Soekarno-Hatta",
    ),
    "export-origin": (
        "this is not the name of a place: %(found)s",
        "type for example asal: Indonesia",
    ),
    "export-origin-country": (
        "buyers abroad ask for the country: %(found)s",
        "add it if it is so: %(found)s, Indonesia",
    ),
    "whatsapp-unreadable": (
        "this is not an Indonesian mobile number: %(found)s",
        "type it like this: 0812-3456-7890",
    ),
    "whatsapp-letter": (
        "there is a letter in this number: %(letters)s",
        "type digits only: 0 (zero) for O, 1 (one) for l or I",
    ),
    "whatsapp-landline": (
        "this is a landline, not a mobile number: %(found)s",
        "type a mobile number that has WhatsApp: 0812-3456-7890",
    ),
    "whatsapp-decimal": (
        "a spreadsheet has made an amount of this number: %(found)s",
        "look whether it is complete, and type it like this: %(fix)s",
    ),
    "whatsapp-shortened": (
        "a spreadsheet has shortened this number: %(found)s",
        "look it up and type all of its digits: 0812-3456-7890",
    ),
    "slug-invalid": (
        "the name %(found)s cannot be an address",
        "use small letters, digits and dashes, 3 to 40 of them: %(fix)s",
    ),
    "slug-reserved": (
        "the hub keeps the name %(found)s for itself",
        "use another one, for example %(fix)s",
    ),
    "product-slug-invalid": (
        "no address can be made of the file name %(found)s",
        "use small letters and digits, for example rendang-sapi.md",
    ),
    "product-slug-short": (
        "the file name %(found)s is too short for an address",
        "use at least 2 letters or digits, for example rendang-sapi.md",
    ),
    "product-slug-reserved": (
        "the shop keeps the name %(found)s for itself",
        "rename the file, for example %(found)s-1.md",
    ),
    "product-slug-taken": (
        "the shop keeps the address %(found)s.html for a page of its own; this product is at %(slug)s.html",
        "rename the file to %(slug)s.md, or to what the product is called",
    ),
    "product-renamed": (
        "the address becomes %(slug)s.html, from the file name %(found)s",
        "rename the file to %(slug)s.md to have them alike",
    ),
    "english-name-missing": (
        "the product has English words below en, but no English name",
        "add nama below en, for example en: {nama: Beef Rendang}; then the product has a page in English",
    ),
    "product-collision": (
        "%(other)s already has the address %(found)s.html",
        "rename one of the two files",
    ),
    "too-many-products": (
        "%(found)s products; %(limit)s is the most",
        "take out products that are not sold any more",
    ),
    "too-many-photos": (
        "a product shows %(limit)s photos at most",
        "leave the best ones",
    ),
    "yes-no": (
        "%(found)s is neither yes nor no",
        "type ya or tidak",
    ),
    "stock-unknown": (
        "this is not known as a stock: %(found)s",
        "type ada, habis or pesan dulu",
    ),
    "order-unreadable": (
        "the order has to be a whole number: %(found)s",
        "type a number, for example 1",
    ),
    "date-unreadable": (
        "this date cannot be read: %(found)s",
        "type it like this: 2026-12-31",
    ),
    "colour-unreadable": (
        "this is not a colour: %(found)s",
        'type six characters between quotes, for example "#8a1c1c"',
    ),
    "email-unreadable": (
        "this is not an e-mail address: %(found)s",
        "type it like this: siti@contoh.id",
    ),
    "address-unreadable": (
        "this is not a web address: %(found)s",
        "type it in full, for example https://tokosaya.id",
    ),
    "social-unreadable": (
        "this is not a name on %(network)s: %(found)s",
        "type the name without @, for example dapurbusiti",
    ),
    "social-host": (
        "this is not the address of a profile on %(network)s: %(found)s",
        "open the profile and copy its address, which begins with %(host)s/; or type the name only",
    ),
    "nib-unusual": (
        "a NIB has 13 digits; %(found)s has not, and is left out",
        "check it on the certificate",
    ),
    "pirt-unusual": (
        "a PIRT number has 15 digits or more; %(found)s has not, and is left out",
        "check it on the certificate",
    ),
    "halal-unusual": (
        "a halal number is ID and 17 digits; %(found)s is not, and is left out",
        "check it on the certificate",
    ),
    "day-unknown": (
        "this day is not known: %(found)s",
        "type a day or a range, for example %(fix)s",
    ),
    "day-exception": (
        "a day with an exception is not understood: %(found)s",
        "name the days that have these hours: %(fix)s",
    ),
    "day-twice": (
        "a day stands here a second time: %(found)s",
        'keep one line for each day; a break goes on the same line: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-unreadable": (
        "these hours cannot be read: %(found)s",
        "type 08.00-17.00, or tutup, or 24 jam",
    ),
    "hours-overlap": (
        "these hours overlap: %(found)s",
        'with a break: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-break": (
        "this break does not lie within the opening hours: %(found)s",
        'with a break: "08.00-12.00, 13.00-17.00"',
    ),
    "hours-words": (
        "hours are digits only: %(found)s",
        "type hours from 00.00 to 24.00: %(fix)s",
    ),
    "hours-twelve": (
        "morning or evening? %(found)s",
        "type hours from 00.00 to 24.00, for example %(fix)s",
    ),
    "hours-need-quotes": (
        "hours with a break need quotes: %(found)s",
        'for example senin: "08.00-12.00, %(found)s"',
    ),
    "kecamatan-unknown": (
        "there is no kecamatan %(found)s in Jakarta",
        "did you mean %(fix)s?",
    ),
    "kelurahan-unknown": (
        "%(kecamatan)s has no kelurahan %(found)s",
        "there are: %(known)s",
    ),
    "kelurahan-elsewhere": (
        "the kelurahan %(found)s belongs to %(fix)s, not to %(kecamatan)s",
        "correct one of the two, for example kecamatan: %(fix)s",
    ),
    "category-unknown": (
        "the category %(found)s is not one of this hub",
        "did you mean %(fix)s? There are: %(known)s",
    ),
    "theme-unknown": (
        "there is no theme %(found)s",
        "there are: %(known)s",
    ),
    "follow-unknown": (
        "the shop %(found)s does not exist here and is left out",
        "type the name in its address, which is the last part of it",
    ),
    "follow-moved": (
        "the shop %(found)s has a new address; it is left out until that is typed here",
        "type %(fix)s",
    ),
    "follow-self": (
        "a shop cannot follow itself",
        "leave it out",
    ),
    "consent-missing": (
        "there is no consent yet; the shop is not published",
        "once the seller agrees, add the line persetujuan: with the date of that day (year-month-day)",
    ),
    "no-products": (
        "this shop shows no product",
        "put one into produk/, for example produk/rendang-sapi.md; one that is there may still say draf: ya",
    ),
    "consent-withdrawn": (
        "the seller has taken the consent back; the shop is not on the internet",
        "once the seller agrees again, type the date of that day (year-month-day) instead",
    ),
    "consent-lost": (
        "the consent is gone, although the shop is on the internet; the pages stay as they were",
        "bring the line persetujuan: back with its date; a seller who wants to stop types persetujuan: tidak",
    ),
    "consent-future": (
        "the consent is dated %(found)s, and that day is still to come; until then it does not count",
        "type the day on which the seller agreed (year-month-day)",
    ),
    "products-lost": (
        "of %(before)s products online only %(now)s are left in produk/; the pages stay as they were",
        "bring the missing files back; if they are meant to be gone: etalase build --accept-losses %(slug)s",
    ),
    "category-in-use": (
        "the category %(found)s is gone, but %(shops)s shops use it; its page stays for them",
        "bring the category back, or let these shops choose another one",
    ),
    "folder-lost": (
        "the folder is gone, although the shop is on the internet; the pages stay as they were",
        "bring it back under this name (renamed: etalase hosting rename %(slug)s NEW-SLUG); "
        "if the shop is to go: etalase build --accept-losses %(slug)s",
    ),
    "contact-waiting": (
        "%(found)s waits for the mentor; until then the page shows what was agreed to before",
        "nothing more is to be done here: the mentor answers in the form. Not meant? Put the former value "
        "back",
    ),
    "approved-damaged": (
        "the approved copy of this shop cannot be read; the pages stay as they were",
        "bring form/approved/%(slug)s back from a backup. There is none? Look through the number, the "
        "accounts and the QRIS of the shop, then remove that folder: the form makes it anew",
    ),
    "product-folder-not-folder": (
        "%(found)s is not a folder",
        "make a folder produk/ and put one file for each product into it",
    ),
    "qris-unreadable": (
        "this is not the text of a QRIS code",
        "use a photo of the code instead: qris: qris.png",
    ),
    "qris-crc": (
        "this QRIS text is not complete (its check number is wrong)",
        "copy it again, or use a photo: qris: qris.png",
    ),
    "qris-not-rupiah": (
        "this QR code is not an Indonesian one in rupiah",
        "use the shop's own static QRIS",
    ),
    "qris-not-static": (
        "this QRIS code is for a single payment",
        "use the static code, the one that hangs on the wall",
    ),
    "qris-photo-none": (
        "no code can be read in the photo of the QRIS, so the page shows none",
        "take the photo again: straight, close, in good light, all four corners in it; or save the picture "
        "from the QRIS app",
    ),
    "qris-photo-many": (
        "%(found)s different codes are in the photo of the QRIS, so the page shows none",
        "cut the photo so that only the shop's own QRIS is left in it",
    ),
    "qris-photo-other": (
        "the code in the photo is not a QRIS (or damaged), so the page shows none",
        "use the photo of the QRIS that you got from your bank or e-wallet",
    ),
    "qris-photo-currency": (
        "the code in the photo is not an Indonesian one in rupiah, so the page shows none",
        "use the shop's own static QRIS",
    ),
    "qris-photo-dynamic": (
        "the code in the photo is for a single payment, so the page shows none",
        "use the static code, the one that hangs on the wall",
    ),
    "qris-nmid-shared": (
        "the QRIS has the NMID %(found)s, which %(other)s has, too",
        "check whose QRIS it is: buyers of both shops pay into one account",
    ),
    "import-key-unknown": (
        "nothing can be imported as %(found)s",
        "did you mean %(fix)s?",
    ),
    "import-missing": (
        "%(key)s is missing",
        "fill in this column",
    ),
    "import-cell-broken": (
        "the spreadsheet shows an error here: %(found)s",
        "type the value itself again",
    ),
    "import-day-doubtful": (
        "%(found)s may be one of two days",
        "type the day as %(one)s or as %(other)s",
    ),
    "import-consent-unclear": (
        "it cannot be told whether this is a yes: %(found)s",
        "ask the seller; type ya, or tidak, or the day on which she agreed (year-month-day)",
    ),
    "import-consent-day": (
        "a yes without a day (%(found)s): the shop is written without consent, and is not published",
        "type the day on which the seller agreed (year-month-day)",
    ),
    "import-photo-link": (
        "a photo that is a link is not fetched: %(found)s",
        "save the photo in the folder of photos, and type the name of its file here",
    ),
    "import-photo-missing": (
        "the photo %(found)s is not in the folder of photos",
        "copy it there, or correct its name; the option --photos names that folder",
    ),
    "import-number-taken": (
        "the number %(number)s belongs to the shop %(other)s already",
        "nothing was changed there: let the mentor ask the owner of the number",
    ),
    "import-id-taken": (
        "the shop %(other)s has come from a row of the same id, with another WhatsApp number",
        "let the mentor ask both; two sellers need two ids",
    ),
    "import-row-twice": (
        "row %(row)s says something else of the same shop",
        "keep one of the two rows",
    ),
    "import-shop-gone": (
        "the shop %(slug)s was imported once, and its folder is gone",
        "bring the folder back, or leave the row out",
    ),
    "import-shop-erased": (
        "the shop %(slug)s was erased at its owner's request, and does not come back by an import",
        "leave the row out; who wants a shop again registers anew",
    ),
    "import-shop-unreadable": (
        "the folder of the shop %(slug)s cannot be changed as it is",
        "see what is wrong with it: etalase check %(slug)s",
    ),
    "import-conflict": (
        "the shop has changed %(key)s itself: it says %(live)s now, this row says %(new)s",
        "the shop's own stays; correct the row, or ask the seller",
    ),
    "photo-missing": (
        "there is no photo %(found)s in foto/",
        "copy it to the folder foto/, or leave this name out",
    ),
    "photo-missing-near": (
        "there is no photo %(found)s in foto/",
        "did you mean %(fix)s?",
    ),
    "photo-name": (
        "a photo is named without a folder: %(found)s",
        "type the name only, for example rendang-1.jpg",
    ),
    "photo-heic": (
        "%(found)s is a HEIC photo, which browsers cannot show",
        "save it as JPEG: %(fix)s (iPhone: Settings, Camera, Formats, Most Compatible)",
    ),
    "photo-avif": (
        "%(found)s is an AVIF picture, which we cannot open",
        "save it as JPEG: %(fix)s",
    ),
    "photo-format": (
        "%(found)s is not a photo we can use",
        "save it as JPEG, PNG or WebP",
    ),
    "photo-broken": (
        "the photo %(found)s is damaged or cut off",
        "copy it again from the phone",
    ),
    "photo-too-large": (
        "the photo %(found)s is larger than %(limit)s",
        "send it over WhatsApp and save it from there; that makes it smaller",
    ),
    "photo-too-many-pixels": (
        "the photo %(found)s has more than %(limit)s million pixels",
        "choose a smaller size in the camera's settings",
    ),
    "photo-too-long": (
        "the photo %(found)s is longer than %(limit)s thousand pixels on one side",
        "cut it into pieces, each a photo of its own",
    ),
    "photo-too-heavy": (
        "opening the photo %(found)s takes more memory than there is",
        "save it smaller, as JPEG",
    ),
    "photo-not-regular": (
        "%(found)s is not a file but a link or a folder",
        "copy the photo itself to foto/",
    ),
    "file-not-regular": (
        "%(found)s is a link or something else that is not a file",
        "put the file itself here",
    ),
    "file-unreadable": (
        "%(found)s cannot be opened: %(reason)s",
        "check its permissions",
    ),
    "file-unknown": (
        "%(found)s is not used",
        "a shop has toko.yaml, tentang.md, produk/ and foto/",
    ),
    "photo-outside": (
        "the photo %(found)s is not used here",
        "move it into the folder foto/ of this shop",
    ),
    "file-unknown-near": (
        "%(found)s is not used",
        "did you mean %(fix)s? Then rename it to %(fix)s",
    ),
    "file-copy": (
        "%(found)s looks like a copy of %(other)s and is left out",
        "delete it; or give it a name of its own if it is something else",
    ),
    "file-copy-deleted": (
        "%(found)s looks like a copy of a product that was deleted, and is left out",
        "delete it; or give it a name of its own if it is something else",
    ),
    "photo-copy": (
        "%(found)s looks like a copy of %(other)s and is not shown",
        "delete it; or name it in the line foto: if it is another photo",
    ),
    "shop-copy": (
        "%(found)s looks like a copy of the shop %(other)s, and is not shown",
        "delete the copy; or give it a name of its own if it is another shop",
    ),
    "shop-file-copy": (
        "%(found)s is not read: a shop's file has to be called toko.yaml",
        "rename it to toko.yaml",
    ),
    "name-windows": (
        "no computer with Windows can keep a file or folder called %(found)s",
        "rename it, for example to %(fix)s",
    ),
    "folder-not-regular": (
        "this is a file or a link, not a folder",
        "put the shop's folder itself here; links are not followed",
    ),
    "name-collision": (
        "%(found)s and %(other)s have the same name but for capitals or accents",
        "rename one of the two",
    ),
    "too-many-files": (
        "more than %(limit)s files lie here",
        "keep what the shop uses",
    ),
    "shop-file-missing": (
        "toko.yaml is missing",
        "put it back, for example from a backup; etalase new begins a new shop",
    ),
    "markdown-too-long": (
        "this text has %(found)s; %(limit)s is the most",
        "shorten it",
    ),
    "markdown-brackets": (
        "this text has more than %(limit)s square brackets",
        "leave out brackets that are no links",
    ),
    "markdown-html": (
        "HTML is left out: %(found)s",
        "use plain text, **bold**, lists and links",
    ),
    "markdown-picture": (
        "a picture inside the text is left out",
        "copy it to the folder foto/ and name it in the line foto:",
    ),
    "markdown-link": (
        "this link is left out: %(found)s",
        "links start with https://, mailto: or tel:",
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
    "yaml-no-space": (
        "a space is missing after the colon",
        "type: %(fix)s",
    ),
    "text-cut": (
        "what follows # is not read",
        "put the whole text between quotes: %(fix)s",
    ),
    "list-dash": (
        "a space is missing after the dash",
        "type each one on a line of its own: %(fix)s",
    ),
    "day-not-indented": (
        "this day stands beside jam_buka, not below it",
        "put two spaces in front: %(fix)s",
    ),
    "category-none": (
        "the category %(found)s is not one of this hub",
        "choose one of: %(known)s",
    ),
    "kecamatan-is-kelurahan": (
        "%(found)s is a kelurahan of the kecamatan %(fix)s",
        "type kecamatan: %(fix)s and kelurahan: %(found)s",
    ),
    "kecamatan-none": (
        "there is no kecamatan %(found)s in Jakarta",
        "type one of the 44, for example Tebet; the guide lists them all",
    ),
    "secret-number": (
        "these 16 digits look like a NIK or a bank card",
        "delete them; such a number never belongs on a page",
    ),
    "price-with-unit": (
        "a price has no unit in it: %(found)s",
        "type harga: %(price)s and satuan: %(unit)s",
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
    "slug-taken": (
        "a shop has, or had, the name %(found)s",
        "a name is never given again: choose another one",
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


def word(problem: Diagnostic | FieldError, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """The message and the hint of a problem in the language of `translate`; in English without it.

    Values that a sentence has no place for are left out; a text a seller typed is never a format string.
    """
    message, hint = SENTENCES[problem.code]
    return translate(message) % problem.values, translate(hint) % problem.values

"""Twelve spreadsheets of registrations, as twelve programs and habits make them, and what comes of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.importing.spreadsheets import Formula, as_csv, as_xlsx, moment

Fate = tuple[int, str, str, tuple[str, ...]]
"""Row, slug, action, and codes of problems."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what an import makes of it."""

    name: str
    file: str
    data: bytes
    fates: tuple[Fate, ...]
    texts: dict[str, str] = field(default_factory=dict)
    """Files below sellers/, and all that stands in them."""
    unused: tuple[str, ...] = ()
    """Names of columns that are told to be left out."""
    knows_nobody: bool = False
    """Whether there is neither an id nor a time stamp, by which a corrected row is known."""
    corrections: dict[str, str] = field(default_factory=dict)
    """What a clerk types in the error file instead of what stands there."""


def _product(name: str, price: str, *more: str, story: str = "") -> str:
    keys = "\n".join((f"nama: {name}", f"harga: {price}", *more))
    return f"---\n{keys}\n---\n{story}"


_GOOGLE = (
    "Timestamp", "Email Address", "Nama Usaha", "Nomor WhatsApp yang aktif (contoh: 0812-3456-7890)",
    "Pilih kategori usaha", "Kecamatan", "Kelurahan", "Jam Operasional", "Metode pengiriman yang tersedia",
    "Metode Pembayaran", "Instagram (jika ada)", "Produk 1", "Harga 1 (Rp)", "Produk 2", "Harga 2 (Rp)",
    "Apakah Anda setuju data usaha ini ditampilkan di website?",
)  # fmt: skip
_SITI = (
    "Dapur Bu Siti", "0800-0000-0101", "Kuliner", "Cilandak", "Cipete Selatan",
    "Senin - Sabtu, 08.00 - 17.00",
    "Ambil sendiri, Ojek daring (Gojek, Grab), Ekspedisi", "Tunai, QRIS", "@dapurbusiti", "Rendang Sapi",
    "Rp 95.000,-", "Sambal", "35rb", "Ya, saya setuju",
)  # fmt: skip
_SITI_FILE = """\
nama: Dapur Bu Siti
kategori: kuliner
kecamatan: Cilandak
kelurahan: Cipete Selatan
whatsapp: 080000000101
jam_buka:
  senin: 08.00-17.00
  selasa: 08.00-17.00
  rabu: 08.00-17.00
  kamis: 08.00-17.00
  jumat: 08.00-17.00
  sabtu: 08.00-17.00
pengiriman:
  - ambil sendiri
  - ojek daring
  - ekspedisi
pembayaran:
  - tunai
  - qris
tema: warung
media_sosial:
  instagram: dapurbusiti
email: siti@contoh.example
persetujuan: 2026-03-04
"""

GOOGLE_CSV = Case(
    "Google Forms, CSV",
    "tanggapan.csv",
    as_csv(
        [
            _GOOGLE,
            ("2026/03/04 9:10:11 AM GMT+7", "siti@contoh.example", *_SITI),
            (
                "2026/03/04 9:12:40 PM GMT+7",
                "",
                "Kopi Tebet",
                "62 800-0000-0102",
                "kopi",
                "Tebet",
                *[""] * 10,
            ),
            (
                "2026/03/05 8:00:00 AM GMT+7",
                "",
                "Batik",
                "0800-0000-0103",
                "Kuliner",
                "Tebt",
                *[""] * 9,
                "Ya",
            ),
        ]
    ),
    (
        (2, "dapur-bu-siti", "new", ()),
        (3, "kopi-tebet", "new", ("consent-missing",)),
        (4, "", "failed", ("kecamatan-unknown",)),
    ),
    {
        "dapur-bu-siti/toko.yaml": _SITI_FILE,
        "dapur-bu-siti/produk/rendang-sapi.md": _product("Rendang Sapi", "95.000"),
        "dapur-bu-siti/produk/sambal.md": _product("Sambal", "35.000"),
        "kopi-tebet/toko.yaml": "nama: Kopi Tebet\nkategori: kopi\nkecamatan: Tebet\n"
        "whatsapp: 080000000102\ntema: warung\n",
    },
    corrections={",Tebt,": ",Tebet,"},
)

GOOGLE_INDONESIAN = Case(
    "Google Sheets set to Indonesia, CSV: days that could be two stand beside one that tells which",
    "lembar.csv",
    as_csv(
        [
            ("Stempel waktu", "Nama Toko", "No. HP", "Kategori", "Kecamatan", "Persetujuan"),
            ("03/04/2026 10:15:30", "Warung Ani", "0800 0000 0101", "kuliner", "Pal Merah", "Setuju"),
            ("21/04/2026 10:15:30", "Warung Budi", "0800 0000 0102", "kuliner", "Palmerah", "Tidak setuju"),
            ("22/04/2026 10:15:30", "Warung Cici", "0800 0000 0103", "kuliner", "Palmerah", "03/04/2026"),
            ("23/04/2026 10:15:30", "Warung Dedi", "0800 0000 0101", "kuliner", "Palmerah", "23/04/2026"),
            ("24/04/2026 10:15:30", "Warung Eka", "0800 0000 0105", "kuliner", "Palmerah", "terserah"),
        ],
        ending="\n",
    ),
    (
        (2, "warung-ani", "new", ()),
        (3, "warung-budi", "new", ("import-consent-refused",)),
        (4, "", "failed", ("import-day-doubtful",)),
        (5, "", "failed", ("import-number-taken",)),
        (6, "", "failed", ("import-consent-unclear",)),
    ),
    {
        "warung-ani/toko.yaml": "nama: Warung Ani\nkategori: kuliner\nkecamatan: Pal Merah\n"
        "whatsapp: 080000000101\ntema: warung\npersetujuan: 2026-04-03\n",
        "warung-budi/toko.yaml": "nama: Warung Budi\nkategori: kuliner\nkecamatan: Pal Merah\n"
        "whatsapp: 080000000102\ntema: warung\npersetujuan: tidak\n",
    },
    corrections={
        "'03/04/2026": "2026-04-03",
        "Dedi,'0800 0000 0101": "Dedi,0800 0000 0104",
        "terserah": "tidak",
    },
)

EXCEL_INDONESIAN = Case(
    "Excel set to Indonesia, CSV: semicolons and the letters of Windows",
    "data anggota.csv",
    as_csv(
        [
            (
                "No",
                "Nama Usaha",
                "No WA",
                "Kategori",
                "Kec.",
                "Tanggal Persetujuan",
                "Produk",
                "Harga",
                "Catatan",
            ),
            (
                "1",
                "Café Ibu",
                "80000000101",
                "Kopi",
                "Tebet",
                "21/11/2026",
                "Kopi Susu; besar",
                "18.000",
                "baik",
            ),
            ("2", "Dapur Dua", "6,28E+11", "Kuliner", "Tebet", "21/11/2026", "", "", ""),
            ("3", "Dapur Tiga", "80000000103", "Kuliner", "Tebet", "04/03/2026", "Rendang", "95,5", ""),
        ],
        delimiter=";",
        encoding="cp1252",
    ),
    (
        (2, "cafe-ibu", "new", ()),
        (3, "", "failed", ("whatsapp-shortened",)),
        (4, "", "failed", ("import-day-doubtful", "price-unreadable")),
    ),
    {
        "cafe-ibu/toko.yaml": "nama: Café Ibu\nkategori: kopi\nkecamatan: Tebet\nwhatsapp: 080000000101\n"
        "tema: warung\npersetujuan: 2026-11-21\n",
        "cafe-ibu/produk/kopi-susu-besar.md": _product("Kopi Susu; besar", "18.000"),
    },
    knows_nobody=True,
    corrections={"'6,28E+11": "0800-0000-0102", "'04/03/2026": "4 Maret 2026", "'95,5": "95.500"},
)

EXCEL_ENGLISH = Case(
    "Excel set to English, CSV UTF-8: the month first",
    "members.csv",
    as_csv(
        [
            ("Timestamp", "Business Name", "WhatsApp Number", "Category", "District", "Do you agree?"),
            ("11/21/2026 10:15", "Soto 'Pak Min'", "'0800-0000-0101", "Food", "Setia Budi", "Yes"),
            ("3/4/2026 10:15", "Soto Dua", "6.28E+11", "Food", "Tebet", "Yes"),
            ("3/4/2026 10:16", "=Soto(Tiga)", "80000000103", "Coffee", "Tebet", "I agree"),
        ],
        encoding="utf-8-sig",
    ),
    (
        (2, "soto-pak-min", "new", ()),
        (3, "", "failed", ("whatsapp-shortened",)),
        (4, "soto-tiga", "new", ()),
    ),
    {
        "soto-pak-min/toko.yaml": "nama: Soto 'Pak Min'\nkategori: kuliner\nkecamatan: Setiabudi\n"
        "whatsapp: 080000000101\ntema: warung\npersetujuan: 2026-11-21\n",
        "soto-tiga/toko.yaml": "nama: =Soto(Tiga)\nkategori: kopi\nkecamatan: Tebet\n"
        "whatsapp: 080000000103\ntema: warung\npersetujuan: 2026-03-04\n",
    },
    corrections={"'6.28E+11": "80000000102"},
)

EXCEL_UNICODE = Case(
    "Excel, Unicode Text: UTF-16 with tabs",
    "anggota.txt",
    as_csv(
        [
            ("ID Anggota", "Nama UMKM", "Telepon", "Jenis Usaha", "Kecamatan", "Cerita Usaha"),
            (
                "JKP-00001",
                "Kue Bu Rina",
                "+62 800 0000 0101",
                "Kuliner",
                "Kec. Tebet",
                "Sejak 1998.\nDari dapur.",
            ),
            ("JKP-00002", "Kue Lain", "021-7654321", "Kuliner", "Tebet", "-"),
        ],
        delimiter="\t",
        encoding="utf-16",
    ),
    (
        (2, "kue-bu-rina", "new", ("consent-missing",)),
        (3, "", "failed", ("consent-missing", "whatsapp-landline")),
    ),
    {
        "kue-bu-rina/toko.yaml": "nama: Kue Bu Rina\nkategori: kuliner\nkecamatan: Tebet\n"
        "whatsapp: 080000000101\ntema: warung\n",
        "kue-bu-rina/tentang.md": "Sejak 1998.\nDari dapur.\n",
    },
    corrections={"021-7654321": "0800-0000-0102", "'021-7654321": "0800-0000-0102"},
)

EXCEL_CLERK = Case(
    "Excel, XLSX of a clerk: titles above, numbers as numbers, days as days",
    "rekap.xlsx",
    as_xlsx({
        "Rekap": [
            ("DATA ANGGOTA JAKPRENEUR", None, "Kecamatan Cilandak"),
            (),
            ("No", "Nama Lengkap", "NIK", "Nama Usaha", "No. Telp", "Kategori", "Kecamatan", "Tgl", "Setuju",
             "NIB", "Jam Buka", "Jam Tutup", "Produk 1", "Harga 1", "Stok 1"),
            (1, "Siti Aminah", 3174000000000001, "Nasi Uduk Siti", 80000000101, "kuliner", "Cilandak", None,
             date(2026, 3, 4), 1234567890123, "08.00", "17.00", "Nasi Uduk", 15000, 12),
            (2, "Budi", "3174000000000002", "Kopi Budi", 80000000102, "Kopi", "Cilandak", None,
             moment(2026, 3, 5, 9, 30), "1,23457E+12", None, None, "Kopi", 7500.5, None),
            (3, "Cici", None, "Teh Cici", "80000000103.0", "kopi", "Cilandak", None, "tidak", None,
             None, None, None, None, None),
        ],
    }),
    (
        (4, "nasi-uduk-siti", "new", ()),
        (5, "", "failed", ("nib-unusual", "price-cents")),
        (6, "", "failed", ("import-consent-refused", "whatsapp-decimal")),
    ),
    {
        "nasi-uduk-siti/toko.yaml": "nama: Nasi Uduk Siti\nkategori: kuliner\nkecamatan: Cilandak\n"
        "whatsapp: 080000000101\njam_buka:\n"
        + "".join(
            f"  {day}: 08.00-17.00\n"
            for day in ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
        )
        + "tema: warung\nizin:\n  nib: 1234567890123\npersetujuan: 2026-03-04\n",
        "nasi-uduk-siti/produk/nasi-uduk.md": _product("Nasi Uduk", "15.000"),
    },
    ("Tgl",),
    knows_nobody=True,
    corrections={"'7500.5": '7.500', "'80000000103.0": '80000000103'},
)  # fmt: skip

GOOGLE_TWO_SHEETS = Case(
    "Google Sheets, XLSX: products on a sheet of their own",
    "toko dan produk.xlsx",
    as_xlsx(
        {
            "Produk": [
                ("WhatsApp", "Nama Produk", "Harga", "Satuan", "Varian", "Keterangan produk"),
                ("0800-0000-0101", "Rendang", 95000, "500 g", "250 g: 50.000; 500 g: 95.000", "Pedas."),
                (80000000101, "Sambal", "tanya", None, "merah, hijau", None),
                ("0800-0000-0102", "Kopi", "dua puluh", None, None, None),
                ("0800-0000-0999", "Siapa?", 10000, None, None, None),
            ],
            "Toko": [
                ("Nama Toko", "Kategori", "Kecamatan", "WhatsApp", "Persetujuan"),
                ("Dapur Satu", "kuliner", "Tebet", "0800-0000-0101", date(2026, 11, 1)),
                ("Kopi Dua", "kopi", "Tebet", 80000000102, True),
            ],
        },
        "google",
    ),
    (
        (2, "dapur-satu", "new", ()),
        (3, "", "failed", ("import-consent-day", "price-unreadable")),
    ),
    {
        "dapur-satu/toko.yaml": "nama: Dapur Satu\nkategori: kuliner\nkecamatan: Tebet\n"
        "whatsapp: 080000000101\ntema: warung\npersetujuan: 2026-11-01\n",
        "dapur-satu/produk/rendang.md": "---\nnama: Rendang\nharga: 95.000\nsatuan: 500 g\nvarian:\n"
        "  - nama: 250 g\n    harga: 50.000\n  - nama: 500 g\n    harga: 95.000\n---\nPedas.\n",
        "dapur-satu/produk/sambal.md": "---\nnama: Sambal\nharga: tanya\nvarian:\n"
        "  - nama: merah\n    harga: tanya\n  - nama: hijau\n    harga: tanya\n---\n",
    },
    knows_nobody=True,
    corrections={"dua puluh": "20.000"},
)

LIBREOFFICE = Case(
    "LibreOffice, CSV with every cell in quotes",
    "daftar.csv",
    as_csv(
        [
            ("nama", "kategori", "kecamatan", "whatsapp", "jam_buka", "pembayaran", "persetujuan", "alamat"),
            ("Warung Satu", "kuliner", "Tebet", "0800-0000-0101", "24 jam", "Transfer Bank,COD", "2026-11-01",
             "Jl. Rumah 1"),
            ("Warung Dua", "kuliner", "Tebet", "80000000102.0", "", "", "2026-11-01", ""),
            ("#REF!", "kuliner", "Tebet", "0800-0000-0103", "#N/A", "", "2026-11-01", ""),
        ],
        quote_all=True,
    ),
    (
        (2, "warung-satu", "new", ()),
        (3, "", "failed", ("whatsapp-decimal",)),
        (4, "", "failed", ("import-cell-broken", "import-cell-broken", "import-missing")),
    ),
    {
        "warung-satu/toko.yaml": "nama: Warung Satu\nkategori: kuliner\nkecamatan: Tebet\n"
        "whatsapp: 080000000101\njam_buka:\n"
        + "".join(
            f"  {day}: 24 jam\n" for day in ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
        )
        + "pembayaran:\n  - transfer\n  - bayar di tempat\ntema: warung\npersetujuan: 2026-11-01\n",
    },
    knows_nobody=True,
    corrections={"'80000000102.0": '80000000102', '#REF!': 'Warung Tiga', '#N/A': ''},
)  # fmt: skip

PHONE = Case(
    "A phone's app: two marks of UTF-8, sep=, spaces of all kinds, a row without end",
    "Catatan.csv",
    "\ufeff\ufeffsep=;\n Nama\u00a0Usaha ;Whats App;kategori;Kecamatan;Foto produk 1;Produk 1;Harga 1\n"
    "\u200bWarung Ibu;\u202a0800\u20110000\u20110101;kuliner;Tebet;https://drive.google.com/open?id=abc;Soto;15k\n"
    "\n;;;;\nWarung Bapak;0800-0000-0102;kuliner;Tebet;soto.jpg;Soto".encode(),
    (
        (2, "warung-ibu", "new", ("consent-missing", "import-photo-link")),
        (5, "", "failed", ("consent-missing", "import-missing", "import-photo-missing")),
    ),
    {
        "warung-ibu/toko.yaml": "nama: Warung Ibu\nkategori: kuliner\nkecamatan: Tebet\n"
        "whatsapp: 080000000101\ntema: warung\n",
        "warung-ibu/produk/soto.md": _product("Soto", "15.000"),
    },
    knows_nobody=True,
    corrections={"Soto;": "Soto;20.000;", "soto.jpg;Soto": "soto.jpg;Soto"},
)

MICROSOFT_FORMS = Case(
    "Microsoft Forms, XLSX: a count for an id, two times, e-mail of nobody",
    "Pendaftaran.xlsx",
    as_xlsx({
        "Form1": [
            ("ID", "Start time", "Completion time", "Email", "Name", "Nama usaha Anda", "Nomor WhatsApp",
             "Kategori usaha", "Di kecamatan mana usaha Anda?", "Apakah Anda bersedia ditampilkan?"),
            (1, moment(2026, 11, 20, 9), moment(2026, 11, 21, 9, 1, 2), "anonymous", "", "Toko A",
             "080000000101", "Kuliner", "Tebet", "Ya"),
            (2, moment(2026, 11, 20, 9), moment(2026, 11, 21, 9, 1, 2), "b@contoh.example", "", "Toko A",
             80000000102, "Kuliner", "Tebet", "Bersedia"),
        ],
    }),
    (
        (2, "toko-a", "new", ("email-unreadable",)),
        (3, "toko-a-2", "new", ()),
    ),
    {
        "toko-a/toko.yaml": "nama: Toko A\nkategori: kuliner\nkecamatan: Tebet\nwhatsapp: 080000000101\n"
        "tema: warung\npersetujuan: 2026-11-21\n",
        "toko-a-2/toko.yaml": "nama: Toko A\nkategori: kuliner\nkecamatan: Tebet\nwhatsapp: 080000000102\n"
        "tema: warung\nemail: b@contoh.example\npersetujuan: 2026-11-21\n",
    },
    ("Name",),
    corrections={},
)  # fmt: skip

FORMULAS = Case(
    "LibreOffice, XLSX with formulas and texts that look like them",
    "rumus.xlsx",
    as_xlsx(
        {
            "Sheet1": [
                ("Nama Usaha", "Kategori", "Kecamatan", "WhatsApp", "Slogan"),
                (
                    Formula('B1&"x"', "Toko Rumus"),
                    "kuliner",
                    "Tebet",
                    "0800-0000-0101",
                    '=HYPERLINK("http://x")',
                ),
                ("+628 Mart", "kuliner", "Tebt", "0800-0000-0102", "@SUM(1)"),
                ("Toko NIK", "kuliner", "Tebet", "0800-0000-0103", "NIK saya 3174000000000001"),
            ],
        },
        "libreoffice",
    ),
    (
        (2, "toko-rumus", "new", ("consent-missing",)),
        (3, "", "failed", ("consent-missing", "kecamatan-unknown")),
        (4, "", "failed", ("consent-missing", "secret-number")),
    ),
    {
        "toko-rumus/toko.yaml": 'nama: Toko Rumus\nslogan: =HYPERLINK("http://x")\nkategori: kuliner\n'
        "kecamatan: Tebet\nwhatsapp: 080000000101\ntema: warung\n",
    },
    knows_nobody=True,
    corrections={"Tebt": "Tebet", "3174000000000001": "rahasia"},
)

PANDAS = Case(
    "A script, CSV: pipes, whole numbers with .0, empty cells as NaN",
    "ekspor.csv",
    as_csv(
        [
            (
                "response id",
                "shop name",
                "phone",
                "category",
                "kecamatan",
                "consent date",
                "product 1",
                "price 1",
            ),
            ("r-1", "Toko Satu", "80000000101", "kopi", "Tebet", "2026-11-01 08:00:00", "Kopi", "18000"),
            ("r-2", "Toko Dua", "80000000102.0", "kopi", "Tebet", "", "Kopi", "18000.0"),
            ("r-3", "Toko Dua", "80000000103", "kopi", "Tebet", "2026-02-30", "", ""),
            ("r-1", "Toko Satu", "80000000101", "kopi", "Tebet", "2026-11-01 08:00:00", "Kopi", "18000"),
            ("r-1", "Toko Satu", "80000000101", "kopi", "Tebet", "2026-11-01 08:00:00", "Kopi", "19000"),
        ],
        delimiter="|",
    ),
    (
        (2, "toko-satu", "new", ()),
        (3, "", "failed", ("consent-missing", "price-cents", "whatsapp-decimal")),
        (4, "", "failed", ("date-unreadable",)),
        (5, "toko-satu", "unchanged", ()),
        (6, "", "failed", ("import-row-twice",)),
    ),
    {
        "toko-satu/toko.yaml": "nama: Toko Satu\nkategori: kopi\nkecamatan: Tebet\nwhatsapp: 080000000101\n"
        "tema: warung\npersetujuan: 2026-11-01\n",
        "toko-satu/produk/kopi.md": _product("Kopi", "18.000"),
    },
    corrections={"'80000000102.0": "80000000102", "'18000.0": "18000", "'2026-02-30": "2026-02-28"},
)

CASES = (
    GOOGLE_CSV, GOOGLE_INDONESIAN, EXCEL_INDONESIAN, EXCEL_ENGLISH, EXCEL_UNICODE, EXCEL_CLERK,
    GOOGLE_TWO_SHEETS, LIBREOFFICE, PHONE, MICROSOFT_FORMS, FORMULAS, PANDAS,
)  # fmt: skip

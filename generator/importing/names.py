"""What columns of registrations are called, in Indonesian and English: the words by which they are found."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.social import NETWORKS

IGNORED = ""
"""What a column stands for that is not imported."""
ID, TIME, CLOSES = "id", "waktu", "jam_tutup"
"""Columns that no key of toko.yaml has: who answered, when, and the end of the opening hours."""
SECRET = frozenset({
    "nik", "no nik", "nomor nik", "nomor induk kependudukan", "ktp", "no ktp", "nomor ktp", "no kk",
})  # fmt: skip
"""Columns of numbers that are never copied anywhere."""
REQUIRED = ("nama", "kategori", "kecamatan", "whatsapp")
PRODUCT = ("produk", "harga", "satuan", "foto", "stok", "deskripsi", "varian", "bagian", "minimal")
"""Columns of a product, which stand once with a number for each (`harga 2`), or on a sheet of their own."""

_NUMBER_WORDS = ("nomor", "no", "nomer")
_PHONES = ("whatsapp", "wa", "hp", "handphone", "telepon", "telp", "tlp", "ponsel", "whats app", "kontak")

SHOP: Mapping[str, tuple[str, ...]] = {
    ID: (
        "id", "id respons", "response id", "respondent id", "id responden", "submission id", "id pendaftaran",
        "id anggota", "member id", "registration id", "id registrasi", "kode anggota", "kode pendaftaran",
        *(f"{number} {what}" for number in _NUMBER_WORDS
          for what in ("pendaftaran", "registrasi", "anggota", "peserta")),
    ),
    TIME: (
        "timestamp", "stempel waktu", "cap waktu", "completion time", "waktu penyelesaian", "waktu pengisian",
        "submission date", "submitted at", "date submitted", "tanggal pendaftaran", "tanggal daftar",
        "tanggal pengisian", "tanggal registrasi", "waktu pendaftaran", "waktu",
    ),
    "nama": (
        "nama usaha", "nama toko", "nama umkm", "nama warung", "nama brand", "nama merek", "nama merk",
        "nama bisnis", "nama usaha umkm", "nama lapak", "business name", "shop name", "store name",
        "name of business", "name of shop", "merek usaha", "merk usaha", "brand", "nama", "name",
    ),
    "slogan": ("slogan", "tagline", "slogan usaha", "motto"),
    "kategori": (
        "kategori", "kategori usaha", "kategori toko", "jenis usaha", "bidang usaha", "sektor usaha",
        "kategori produk", "category", "business category", "type of business", "business type",
    ),
    "kecamatan": ("kecamatan", "kec", "kecamatan usaha", "kecamatan domisili", "district"),
    "kelurahan": ("kelurahan", "kel", "kelurahan usaha", "kelurahan desa", "desa kelurahan", "subdistrict",
                  "sub district", "village"),
    "whatsapp": (
        *_PHONES,
        *(f"{number} {phone}" for number in _NUMBER_WORDS for phone in _PHONES),
        *(f"{number} {phone} aktif" for number in _NUMBER_WORDS for phone in ("hp", "wa", "whatsapp")),
        "nomor hp wa", "no hp wa", "nomor wa hp", "no wa hp", "no telp wa", "nomor telepon wa",
        "whatsapp number", "phone", "phone number", "mobile number", "mobile phone", "contact number",
    ),
    "jam_buka": ("jam buka", "jam operasional", "jam kerja", "jam layanan", "waktu buka", "buka",
                 "opening hours", "business hours", "hours", "buka jam"),
    CLOSES: ("jam tutup", "tutup", "waktu tutup", "tutup jam", "closing time", "closing hours"),
    "pengiriman": ("pengiriman", "cara pengiriman", "metode pengiriman", "jasa pengiriman", "delivery",
                   "shipping", "delivery options", "antar"),
    "pembayaran": ("pembayaran", "cara pembayaran", "metode pembayaran", "cara bayar", "payment",
                   "payment methods", "metode bayar"),
    "qris": ("qris", "kode qris", "foto qris", "qris usaha"),
    "email": ("email", "e mail", "alamat email", "email address", "surel", "alamat surel", "username"),
    "alamat": ("alamat yang ditampilkan", "alamat untuk ditampilkan", "alamat di halaman toko"),
    "persetujuan": (
        "persetujuan", "setuju", "saya setuju", "pernyataan persetujuan", "persetujuan publikasi",
        "persetujuan data", "tanggal persetujuan", "apakah anda setuju", "apakah setuju", "bersedia",
        "apakah anda bersedia", "kesediaan", "consent", "consent date", "agreement", "do you agree",
        "i agree",
    ),
    "tentang": ("tentang", "tentang usaha", "cerita", "cerita usaha", "deskripsi usaha", "deskripsi toko",
                "deskripsi singkat usaha", "profil usaha", "about", "story", "business description"),
    "tema": ("tema",),
    "warna": ("warna", "colour", "color"),
    "nib": ("nib", "nomor nib", "no nib", "nomor induk berusaha"),
    "pirt": ("pirt", "p irt", "nomor pirt", "no pirt", "no p irt", "spp irt", "izin pirt"),
    "halal": ("halal", "sertifikat halal", "nomor halal", "no halal", "nomor sertifikat halal",
              "no sertifikat halal", "halal certificate"),
    **{one: (one, f"akun {one}", f"nama {one}", f"link {one}", f"username {one}", f"media sosial {one}")
       for one in NETWORKS if one != "x"},
    "x": ("twitter", "x twitter", "akun twitter", "akun x"),
    IGNORED: (
        "nama pemilik", "nama lengkap", "nama pelaku usaha", "nama penanggung jawab", "nama anda", "pemilik",
        "owner", "owner name", "full name", "nik", "no nik", "nomor nik", "nomor induk kependudukan", "ktp",
        "no ktp", "nomor ktp", "foto ktp", "no kk", "npwp", "jenis kelamin", "gender", "usia", "umur", "age",
        "tempat lahir", "tanggal lahir", "tempat tanggal lahir", "date of birth", "pendidikan", "agama",
        "alamat", "alamat usaha", "alamat rumah", "alamat lengkap", "alamat domisili", "address", "rt rw",
        "kota", "kabupaten", "kota kabupaten", "provinsi", "kode pos", "omzet", "omset", "no", "nomor",
        "masalah", "catatan", "keterangan", "notes", "score", "skor", "start time", "waktu mulai",
        "jumlah karyawan", "tahun berdiri", "sudah halal", "foto usaha", "foto toko", "logo",
        "last modified time", "waktu terakhir diubah",
    ),
}  # fmt: skip
"""Column -> what it is called; those that would only be taken for another one are named as not imported."""

PRODUCTS: Mapping[str, tuple[str, ...]] = {
    "produk": ("produk", "nama produk", "product", "product name", "menu", "nama menu", "barang",
               "nama barang", "produk unggulan", "item"),
    "harga": ("harga", "harga produk", "harga jual", "price", "product price", "harga menu", "harga barang"),
    "satuan": ("satuan", "satuan produk", "unit", "per", "ukuran", "kemasan"),
    "foto": ("foto", "foto produk", "gambar", "gambar produk", "photo", "product photo", "image",
             "foto menu"),
    "stok": ("stok", "stock", "ketersediaan"),
    "deskripsi": ("deskripsi", "deskripsi produk", "keterangan produk", "product description", "description"),
    "varian": ("varian", "pilihan", "variant", "variants", "rasa"),
    "bagian": ("bagian", "section"),
    "minimal": ("minimal", "minimal pesan", "minimal order", "minimal pembelian", "min order", "moq"),
}  # fmt: skip

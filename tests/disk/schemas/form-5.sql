CREATE TABLE settings ("key" VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY ("key"));
CREATE TABLE links (
    id INTEGER NOT NULL, token VARCHAR NOT NULL, role VARCHAR NOT NULL, slug VARCHAR NOT NULL,
    kecamatan VARCHAR NOT NULL, created_at VARCHAR NOT NULL, expires_on VARCHAR, revoked_at VARCHAR,
    PRIMARY KEY (id), UNIQUE (token)
);
CREATE TABLE shops (
    slug VARCHAR NOT NULL, kecamatan VARCHAR NOT NULL, name VARCHAR NOT NULL, origin VARCHAR NOT NULL,
    step VARCHAR NOT NULL, ready INTEGER, live VARCHAR NOT NULL, draft VARCHAR NOT NULL,
    facts VARCHAR DEFAULT '' NOT NULL, words VARCHAR DEFAULT '' NOT NULL, place VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (slug)
);
CREATE INDEX ix_shops_kecamatan ON shops (kecamatan);
CREATE TABLE history (
    slug VARCHAR NOT NULL, number INTEGER NOT NULL, at VARCHAR NOT NULL, role VARCHAR NOT NULL,
    link INTEGER NOT NULL, what VARCHAR NOT NULL, before VARCHAR NOT NULL, after VARCHAR NOT NULL,
    files BLOB NOT NULL, PRIMARY KEY (slug, number)
);
CREATE INDEX history_signs ON history (slug, role, at);
CREATE TABLE approvals (
    id INTEGER NOT NULL, slug VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    before VARCHAR NOT NULL, after VARCHAR NOT NULL, asked_at VARCHAR NOT NULL, asked_by INTEGER NOT NULL,
    decided_at VARCHAR, decided_by INTEGER, outcome VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL, PRIMARY KEY (id)
);
CREATE INDEX approvals_of ON approvals (slug);
CREATE TABLE sessions (
    id VARCHAR NOT NULL, link VARCHAR NOT NULL, slug VARCHAR NOT NULL, began_at VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_sessions_slug ON sessions (slug);
CREATE TABLE replies (
    sent VARCHAR NOT NULL, slug VARCHAR NOT NULL, at VARCHAR NOT NULL, location VARCHAR NOT NULL,
    flashes VARCHAR NOT NULL, PRIMARY KEY (sent)
);
CREATE INDEX ix_replies_at ON replies (at);
CREATE TABLE throttle (
    "key" VARCHAR NOT NULL, tries INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY ("key")
);
INSERT INTO settings VALUES ('version', '5');
INSERT INTO shops VALUES ('kopi', 'tebet', 'Kopi', 'invited', '', 80, 'x', 'y', '', '', '');
INSERT INTO approvals VALUES (7, 'kopi', 'whatsapp', '1', '2', '2026-11-01T09:00', 3, NULL, NULL, NULL, '');

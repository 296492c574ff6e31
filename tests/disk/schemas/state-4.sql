CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sellers(
    slug TEXT PRIMARY KEY, status TEXT NOT NULL, signature TEXT NOT NULL, content TEXT NOT NULL,
    context TEXT NOT NULL, fresh_from TEXT NOT NULL, fresh_until TEXT NOT NULL, card TEXT,
    dates TEXT NOT NULL, assets TEXT NOT NULL, neighbours TEXT NOT NULL, standing TEXT NOT NULL, contact TEXT,
    explained INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE follows(seller TEXT, followed TEXT, PRIMARY KEY(followed, seller)) WITHOUT ROWID;
CREATE INDEX follows_of ON follows(seller);
CREATE TABLE files(
    seller TEXT NOT NULL, path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, md5 TEXT NOT NULL,
    size INTEGER NOT NULL, content_type TEXT NOT NULL, cache_control TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_of ON files(seller);
CREATE TABLE places(
    list TEXT NOT NULL, position INTEGER NOT NULL, seller TEXT NOT NULL, PRIMARY KEY(list, position)
) WITHOUT ROWID;
CREATE TABLE changed(seller TEXT PRIMARY KEY, card INTEGER NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX places_of ON places(seller, list);
INSERT INTO meta VALUES('schema', '4');

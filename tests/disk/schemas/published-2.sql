CREATE TABLE starts (
    target INTEGER NOT NULL REFERENCES targets, seller TEXT NOT NULL, day TEXT NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (target, seller)
) WITHOUT ROWID;
CREATE INDEX starts_untold ON starts (target) WHERE NOT told;
CREATE TABLE targets (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    generation TEXT NOT NULL DEFAULT '', token TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    doubtful INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE published (
    target INTEGER NOT NULL REFERENCES targets, path TEXT NOT NULL, seller TEXT NOT NULL,
    sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
    content_type TEXT NOT NULL, cache_control TEXT NOT NULL, gone_since TEXT,
    encoding TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '', doubt TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (target, path)
) WITHOUT ROWID;
PRAGMA user_version = 2;
INSERT INTO targets VALUES (1, 's3://warung/', 'g', 't', 'p', 1), (2, 'file:///srv/www/', '', '', '', 0);
INSERT INTO published VALUES
    (1, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL, '', 'b', ''),
    (1, 'teh/index.html', 'teh', 'c', 'c', 1, 'text/html', '', NULL, '', 'c', 'an earlier deploy was cut short'),
    (2, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL, '', '', '');
INSERT INTO starts VALUES (1, 'kopi', '', 0);

CREATE TABLE targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE published (
    target INTEGER NOT NULL REFERENCES targets, path TEXT NOT NULL, seller TEXT NOT NULL,
    sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
    content_type TEXT NOT NULL, cache_control TEXT NOT NULL, gone_since TEXT,
    PRIMARY KEY (target, path)
) WITHOUT ROWID;
INSERT INTO targets VALUES (1, 's3://warung/'), (2, 'file:///srv/www/');
INSERT INTO published VALUES
    (1, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL),
    (1, 'teh/index.html', 'teh', '', 'c', 1, 'text/html', '', NULL),
    (2, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL);

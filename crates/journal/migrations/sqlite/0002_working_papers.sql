-- No facts: they stand in no chain, and may be changed and thrown away. AUTOINCREMENT: no version comes twice, not even after a paper was
-- deleted, so that an old version never passes for a new one.
CREATE TABLE working_papers (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (owner, name)
) STRICT;

CREATE INDEX working_papers_by_age ON working_papers (saved_at);

CREATE TABLE kept_answers (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    at INTEGER NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (owner, key)
) STRICT;

CREATE INDEX kept_answers_by_age ON kept_answers (at);

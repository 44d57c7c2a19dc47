-- Times are microseconds since 1970-01-01T00:00Z, dates are numbers such as 20261120.
CREATE TABLE facts (
    position INTEGER PRIMARY KEY CHECK (position >= 1),
    recorded_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    actor TEXT NOT NULL,
    source_file TEXT,
    source_row INTEGER,
    replaces INTEGER,
    -- Before the payload, so that it can be read without walking through a long payload.
    hash BLOB NOT NULL,
    payload TEXT NOT NULL,
    CHECK ((source_file IS NULL) = (source_row IS NULL))
) STRICT;

-- A row of an index ends with the position: both give the facts in order.
CREATE INDEX facts_by_subject ON facts (subject);
CREATE INDEX facts_by_kind ON facts (kind);

CREATE TABLE reads (
    position INTEGER PRIMARY KEY CHECK (position >= 1),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    what TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX reads_by_subject ON reads (subject);

-- SQLite gives each row the position after the last. A position that somebody chose is refused: it could leave a gap, and INSERT OR REPLACE would
-- remove a row without asking the trigger on DELETE. Before an insert the position is -1 unless it was chosen.
--
-- Beside a trigger on INSERT, three things would have SQLite copy every page before it changes, at half the speed: a position given by the program, a trigger that
-- raises ABORT instead of FAIL, and a function in a CHECK of the table.
CREATE TRIGGER facts_grow_at_the_end BEFORE INSERT ON facts WHEN NEW.position IS NOT -1
BEGIN SELECT raise(FAIL, 'facts are only added at the end of the journal'); END;
CREATE TRIGGER facts_are_not_changed BEFORE UPDATE ON facts
BEGIN SELECT raise(ABORT, 'facts are never changed'); END;
CREATE TRIGGER facts_are_not_removed BEFORE DELETE ON facts
BEGIN SELECT raise(ABORT, 'facts are never removed'); END;

CREATE TRIGGER reads_grow_at_the_end BEFORE INSERT ON reads WHEN NEW.position IS NOT -1
BEGIN SELECT raise(FAIL, 'the read log only grows at its end'); END;
CREATE TRIGGER reads_are_not_changed BEFORE UPDATE ON reads
BEGIN SELECT raise(ABORT, 'the read log is never changed'); END;
CREATE TRIGGER reads_are_not_removed BEFORE DELETE ON reads
BEGIN SELECT raise(ABORT, 'the read log is never removed'); END;

-- Derived: may be emptied at any time.
CREATE TABLE checkpoints (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash_at_position BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint_parts (
    name TEXT NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, part)
) STRICT;

-- Texts compare byte by byte, as in SQLite: the order of no language may change what a read finds.
CREATE TABLE facts (
    position bigint PRIMARY KEY CHECK (position >= 1),
    recorded_at timestamptz NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    valid_from date,
    valid_to date,
    actor text COLLATE "C" NOT NULL,
    source_file text COLLATE "C",
    source_row bigint,
    replaces bigint,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    payload text COLLATE "C" NOT NULL,
    CHECK ((source_file IS NULL) = (source_row IS NULL))
);

CREATE INDEX facts_by_subject ON facts (subject, position);
CREATE INDEX facts_by_kind ON facts (kind, position);

CREATE TABLE reads (
    position bigint PRIMARY KEY CHECK (position >= 1),
    at timestamptz NOT NULL,
    actor text COLLATE "C" NOT NULL,
    authority text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE INDEX reads_by_subject ON reads (subject, position);

CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: a journal only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER facts_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER reads_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON reads
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();

-- The owner too: taking the right back is then a deed of its own.
REVOKE UPDATE, DELETE, TRUNCATE ON facts, reads FROM PUBLIC, CURRENT_USER;

-- Derived: may be emptied at any time.
CREATE TABLE checkpoints (
    name text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    position bigint NOT NULL,
    hash_at_position bytea NOT NULL,
    digest bytea NOT NULL
);

CREATE TABLE checkpoint_parts (
    name text COLLATE "C" NOT NULL,
    part bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (name, part)
);

-- Read models are compressed by whoever makes them, if at all.
ALTER TABLE checkpoint_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;

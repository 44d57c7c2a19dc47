-- No facts: they stand in no chain, and may be changed and thrown away. No version comes twice, not even after a paper was deleted, so that
-- an old version never passes for a new one.
CREATE TABLE working_papers (
    owner text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    version bigint GENERATED ALWAYS AS IDENTITY,
    saved_at timestamptz NOT NULL,
    content text COLLATE "C" NOT NULL,
    PRIMARY KEY (owner, name)
);

CREATE INDEX working_papers_by_age ON working_papers (saved_at);

CREATE TABLE kept_answers (
    owner text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    at timestamptz NOT NULL,
    answer text COLLATE "C" NOT NULL,
    PRIMARY KEY (owner, key)
);

CREATE INDEX kept_answers_by_age ON kept_answers (at);

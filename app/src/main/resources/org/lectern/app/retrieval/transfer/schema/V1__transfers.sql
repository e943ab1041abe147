-- One row a transfer. What went over is not noted for what is fetched: the archive knows what is here.
CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    priority TEXT NOT NULL,
    position REAL NOT NULL,
    study_uid TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    patient_name TEXT NOT NULL,
    description TEXT NOT NULL,
    sites TEXT NOT NULL, -- one a line
    series TEXT NOT NULL, -- one a line
    committed INTEGER NOT NULL,
    objects INTEGER NOT NULL,
    total INTEGER, -- NULL while unknown
    words TEXT NOT NULL, -- one sentence a line
    added INTEGER NOT NULL, -- milliseconds since 1970
    ended INTEGER
);

-- What a send consists of.
CREATE TABLE transfer_file (
    transfer_id INTEGER NOT NULL REFERENCES transfer (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (transfer_id, number)
);
CREATE UNIQUE INDEX transfer_file_by_file ON transfer_file (transfer_id, file);

PRAGMA user_version = 1;

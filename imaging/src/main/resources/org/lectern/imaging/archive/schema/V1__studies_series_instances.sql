CREATE TABLE study (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    study_uid TEXT NOT NULL,
    patient_key TEXT NOT NULL,
    patient_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    patient_name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL,
    study_date TEXT NOT NULL,
    study_time TEXT NOT NULL,
    accession TEXT NOT NULL,
    description TEXT NOT NULL,
    search TEXT NOT NULL,
    search_name TEXT NOT NULL,
    search_description TEXT NOT NULL,
    added INTEGER NOT NULL,
    UNIQUE (study_uid, patient_key)
);
CREATE INDEX study_by_date ON study (study_date, study_time);
CREATE INDEX study_by_patient ON study (patient_key);

CREATE TABLE disagreement (
    study_id INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    PRIMARY KEY (study_id, what)
);

CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    study_id INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
    series_uid TEXT NOT NULL,
    modality TEXT NOT NULL,
    number INTEGER,
    description TEXT NOT NULL,
    body_part TEXT NOT NULL,
    instances INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (study_id, series_uid)
);
CREATE INDEX series_by_uid ON series (series_uid);

CREATE TABLE instance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    sop_uid TEXT NOT NULL UNIQUE,
    sop_class TEXT NOT NULL,
    transfer_syntax TEXT NOT NULL,
    number INTEGER,
    frames INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    columns INTEGER NOT NULL,
    file TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    crc32c INTEGER -- of the whole file; unknown after the index was rebuilt
);
CREATE INDEX instance_by_series ON instance (series_id, number);

-- files of removed objects that could not be deleted yet
CREATE TABLE removed (
    file TEXT PRIMARY KEY
) WITHOUT ROWID;

PRAGMA user_version = 1;

-- studies that their user wants to keep
CREATE TABLE pin (
    study_uid TEXT PRIMARY KEY
) WITHOUT ROWID;

-- objects that are not safely elsewhere yet, and for whose sake they stay
CREATE TABLE hold (
    sop_uid TEXT NOT NULL,
    sake TEXT NOT NULL,
    PRIMARY KEY (sop_uid, sake)
) WITHOUT ROWID;

-- what rejection notes (IHE RAD TF-3 4.66) refer to: 1 rejected for quality, 2 never to be shown
CREATE TABLE rejection (
    sop_uid TEXT NOT NULL,
    patient_key TEXT NOT NULL,
    note_uid TEXT NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (sop_uid, patient_key, note_uid)
) WITHOUT ROWID;
ALTER TABLE instance ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

-- objects of a series that are rejected for quality; series.instances counts those that are shown to everybody
ALTER TABLE series ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;

-- patients merged or updated (IHE RAD TF-2 4.12), in order; also in patients.journal, from which a new index learns them
CREATE TABLE patient_change (
    number INTEGER PRIMARY KEY,
    from_id TEXT NOT NULL,
    from_issuer TEXT NOT NULL,
    to_id TEXT NOT NULL,
    to_issuer TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL
);

PRAGMA user_version = 3;

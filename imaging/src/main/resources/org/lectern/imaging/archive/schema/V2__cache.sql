-- how an object came: see Origin
ALTER TABLE instance ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE instance ADD COLUMN node TEXT NOT NULL DEFAULT '';
-- 0 until its bytes are known to lie on the medium
ALTER TABLE instance ADD COLUMN settled INTEGER NOT NULL DEFAULT 1;
-- 1 when its bytes were found to be other than those that came
ALTER TABLE instance ADD COLUMN damaged INTEGER NOT NULL DEFAULT 0;
CREATE INDEX instance_unsettled ON instance (settled) WHERE settled = 0;
CREATE INDEX instance_damaged ON instance (damaged) WHERE damaged = 1;

-- when somebody last opened it, in milliseconds since 1970; 0 before
ALTER TABLE study ADD COLUMN used INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 2;

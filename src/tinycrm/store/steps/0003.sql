-- Schema 3: deals on their way through stages, why some were lost, and follow-ups that hang on one.

CREATE TABLE pipeline (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (name)
) STRICT;
INSERT INTO pipeline (id, name) VALUES (1, 'Deals');

CREATE TABLE stage (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    pipeline_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    kind TEXT NOT NULL CHECK (kind IN ('open', 'won', 'lost')),
    position INTEGER DEFAULT 0 NOT NULL,
    probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    rot_days INTEGER CHECK (rot_days BETWEEN 1 AND 9999),
    colour TEXT CHECK (colour IN ('blue', 'green', 'moss', 'ochre', 'plum', 'red')),
    removed INTEGER DEFAULT 0 NOT NULL CHECK (removed IN (0, 1)),
    FOREIGN KEY(pipeline_id) REFERENCES pipeline (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX stage_pipeline ON stage (pipeline_id);
INSERT INTO stage (pipeline_id, name, kind, position, probability, rot_days) VALUES
    (1, 'Enquiry', 'open', 0, 10, 14),
    (1, 'Sourcing', 'open', 1, 25, 30),
    (1, 'Quoted', 'open', 2, 50, 21),
    (1, 'Reserved', 'open', 3, 85, 14),
    (1, 'Won', 'won', 4, 100, NULL),
    (1, 'Lost', 'lost', 5, 0, NULL);

CREATE TABLE lost_reason (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    position INTEGER DEFAULT 0 NOT NULL,
    UNIQUE (name)
) STRICT;
INSERT INTO lost_reason (name, position) VALUES
    ('too dear', 0),
    ('found one elsewhere', 1),
    ('changed their mind', 2),
    ('we could not find it', 3),
    ('no answer', 4);

CREATE TABLE deal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200 AND title NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    stage_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    value INTEGER CHECK (value BETWEEN 0 AND 999999999999999),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    probability INTEGER CHECK (probability BETWEEN 0 AND 100),
    close TEXT CHECK (close GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(close) IS close),
    next TEXT CHECK (length(next) BETWEEN 1 AND 200 AND next NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    next_on TEXT CHECK (next_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(next_on) IS next_on),
    source TEXT CHECK (length(source) BETWEEN 1 AND 200 AND source NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    notes TEXT CHECK (length(notes) BETWEEN 1 AND 100000),
    closed_on TEXT CHECK (closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(closed_on) IS closed_on),
    lost_reason TEXT CHECK (length(lost_reason) BETWEEN 1 AND 200 AND lost_reason NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    lost_words TEXT CHECK (length(lost_words) BETWEEN 1 AND 100000),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at),
    FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX deal_close ON deal (close) WHERE closed_on IS NULL;
CREATE INDEX deal_next ON deal (next_on) WHERE closed_on IS NULL;
CREATE INDEX deal_stage ON deal (stage_id, position);

CREATE TABLE deal_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    deal_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    UNIQUE (deal_id, contact_id),
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX deal_contact_contact ON deal_contact (contact_id);

CREATE TABLE move (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    deal_id INTEGER NOT NULL,
    from_id INTEGER,
    stage_id INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day) IS day),
    at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', at) IS at),
    value INTEGER CHECK (value BETWEEN 0 AND 999999999999999),
    probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 200 AND reason NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE,
    FOREIGN KEY(from_id) REFERENCES stage (id) ON DELETE RESTRICT,
    FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX move_deal ON move (deal_id);
CREATE INDEX move_from ON move (from_id);
CREATE INDEX move_stage ON move (stage_id);

ALTER TABLE reminder ADD COLUMN deal_id INTEGER REFERENCES deal (id) ON DELETE SET NULL;
CREATE INDEX reminder_deal ON reminder (deal_id);

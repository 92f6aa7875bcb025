-- Schema 1: history, contacts, interactions, reminders. Triggers are written by tinycrm.store after the last step.

CREATE TABLE current_operation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    operation_id INTEGER REFERENCES operation (id)
) STRICT;
INSERT INTO current_operation (id, operation_id) VALUES (1, NULL);

CREATE TABLE operation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', at) IS at),
    source TEXT NOT NULL CHECK (source IN ('cli', 'tui', 'import', 'cron')),
    "by" TEXT NOT NULL,
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 200 AND what NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    refs TEXT NOT NULL CHECK (json_valid(refs)),
    undoes_id INTEGER,
    schema_version INTEGER NOT NULL,
    FOREIGN KEY(undoes_id) REFERENCES operation (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX operation_undoes ON operation (undoes_id);

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER,
    "table" TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    "before" TEXT,
    "after" TEXT,
    FOREIGN KEY(operation_id) REFERENCES operation (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX change_operation ON change (operation_id);
CREATE INDEX change_row ON change ("table", row_id);

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    given TEXT CHECK (length(given) BETWEEN 1 AND 200 AND given NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    family TEXT CHECK (length(family) BETWEEN 1 AND 200 AND family NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    nickname TEXT CHECK (length(nickname) BETWEEN 1 AND 200 AND nickname NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    pronunciation TEXT CHECK (length(pronunciation) BETWEEN 1 AND 200 AND pronunciation NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    company TEXT CHECK (length(company) BETWEEN 1 AND 200 AND company NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    role TEXT CHECK (length(role) BETWEEN 1 AND 200 AND role NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    birthday TEXT CHECK (replace(birthday, '--', '2000-') GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(replace(birthday, '--', '2000-')) IS replace(birthday, '--', '2000-')),
    channel TEXT CHECK (channel IN ('phone', 'message', 'email', 'letter', 'visit')),
    source TEXT CHECK (length(source) BETWEEN 1 AND 200 AND source NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    referred_by_id INTEGER,
    stage TEXT CHECK (stage IN ('lead', 'prospect', 'customer', 'regular', 'lapsed')),
    cadence TEXT CHECK (length(cadence) BETWEEN 1 AND 200 AND cadence NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    pinned TEXT CHECK (length(pinned) BETWEEN 1 AND 100000),
    notes TEXT CHECK (length(notes) BETWEEN 1 AND 100000),
    do_not_contact INTEGER DEFAULT 0 NOT NULL CHECK (do_not_contact IN (0, 1)),
    deceased_on TEXT CHECK (deceased_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(deceased_on) IS deceased_on),
    archived INTEGER DEFAULT 0 NOT NULL CHECK (archived IN (0, 1)),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at),
    FOREIGN KEY(referred_by_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX contact_birthday ON contact (substr(birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX contact_cadence ON contact (cadence) WHERE cadence IS NOT NULL;
CREATE INDEX contact_referred_by ON contact (referred_by_id);

CREATE TABLE email (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT CHECK (length(label) BETWEEN 1 AND 200 AND label NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 254 AND address NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    "key" TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 400 AND key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX email_contact ON email (contact_id);
CREATE INDEX email_key ON email ("key");

CREATE TABLE phone (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT CHECK (length(label) BETWEEN 1 AND 200 AND label NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 200 AND number NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    e164 TEXT CHECK (length(e164) BETWEEN 1 AND 200 AND e164 NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    digits TEXT NOT NULL CHECK (length(digits) BETWEEN 1 AND 200 AND digits NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX phone_contact ON phone (contact_id);
CREATE INDEX phone_e164 ON phone (e164);

CREATE TABLE address (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT CHECK (length(label) BETWEEN 1 AND 200 AND label NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    street TEXT CHECK (length(street) BETWEEN 1 AND 200 AND street NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    city TEXT CHECK (length(city) BETWEEN 1 AND 200 AND city NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    region TEXT CHECK (length(region) BETWEEN 1 AND 200 AND region NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    postcode TEXT CHECK (length(postcode) BETWEEN 1 AND 200 AND postcode NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    country TEXT CHECK (length(country) BETWEEN 1 AND 200 AND country NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX address_contact ON address (contact_id);

CREATE TABLE link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    label TEXT CHECK (length(label) BETWEEN 1 AND 200 AND label NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    url TEXT NOT NULL CHECK (url GLOB 'http*://?*' AND length(url) <= 2000),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX link_contact ON link (contact_id);

CREATE TABLE occasion (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    day TEXT NOT NULL CHECK (replace(day, '--', '2000-') GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(replace(day, '--', '2000-')) IS replace(day, '--', '2000-')),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX occasion_contact ON occasion (contact_id);
CREATE INDEX occasion_day ON occasion (substr(day, -5)) WHERE day IS NOT NULL;

CREATE TABLE relative (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    relation TEXT CHECK (length(relation) BETWEEN 1 AND 200 AND relation NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    birthday TEXT CHECK (replace(birthday, '--', '2000-') GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(replace(birthday, '--', '2000-')) IS replace(birthday, '--', '2000-')),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX relative_birthday ON relative (substr(birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX relative_contact ON relative (contact_id);

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (contact_id, name),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX tag_name ON tag (name);

CREATE TABLE preference (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    attitude TEXT NOT NULL CHECK (attitude IN ('like', 'dislike')),
    facet TEXT NOT NULL CHECK (length(facet) BETWEEN 1 AND 200 AND facet NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 200 AND value NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    "key" TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200 AND key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (contact_id, attitude, facet, "key"),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX preference_key ON preference ("key");

CREATE TABLE consent (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    purpose TEXT NOT NULL CHECK (length(purpose) BETWEEN 1 AND 200 AND purpose NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    given INTEGER DEFAULT 0 NOT NULL CHECK (given IN (0, 1)),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day) IS day),
    source TEXT CHECK (length(source) BETWEEN 1 AND 200 AND source NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (contact_id, purpose),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE interaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'visit', 'email', 'message', 'meeting', 'letter', 'event', 'note')),
    direction TEXT CHECK (direction IN ('in', 'out')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day) IS day),
    at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', at) IS at),
    text TEXT CHECK (length(text) BETWEEN 1 AND 100000),
    outcome TEXT CHECK (length(outcome) BETWEEN 1 AND 200 AND outcome NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at)
) STRICT;
CREATE INDEX interaction_day ON interaction (day);

CREATE TABLE participant (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    UNIQUE (interaction_id, contact_id),
    FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX participant_contact ON participant (contact_id);

CREATE TABLE reminder (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER,
    interaction_id INTEGER,
    due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(due) IS due),
    due_time TEXT CHECK (strftime('%H:%M', due_time) IS due_time),
    text TEXT CHECK (length(text) BETWEEN 1 AND 100000),
    every TEXT CHECK (length(every) BETWEEN 1 AND 200 AND every NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    after_done INTEGER DEFAULT 0 NOT NULL CHECK (after_done IN (0, 1)),
    anchor TEXT CHECK (anchor GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(anchor) IS anchor),
    until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until) IS until),
    done_at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', done_at) IS done_at),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX reminder_contact ON reminder (contact_id);
CREATE INDEX reminder_interaction ON reminder (interaction_id);
CREATE INDEX reminder_open ON reminder (due) WHERE done_at IS NULL;

-- Derived: kept by triggers, never part of history, rebuilt by doctor.

CREATE TABLE contact_seen (
    contact_id INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
    interaction_id INTEGER NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX contact_seen_day ON contact_seen (day);

CREATE TABLE contact_words (
    contact_id INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
    names TEXT NOT NULL,
    squeezed TEXT NOT NULL,
    company TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX contact_words_sort ON contact_words (sort_key);

CREATE VIRTUAL TABLE contact_search USING fts5 (
    names, squeezed, company,
    content = 'contact_words', content_rowid = 'contact_id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE contact_vocabulary USING fts5vocab (contact_search, 'row');

-- What was said: an interaction under its id, a contact's notes under their negative id.
CREATE VIRTUAL TABLE said_search USING fts5 (
    words, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE said_vocabulary USING fts5vocab (said_search, 'row');

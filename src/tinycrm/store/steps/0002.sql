-- Schema 2: what files call a contact (uid), what they say beyond us (property), and fields of the shop's own.

CREATE TABLE uid (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 400 AND value NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (contact_id, value),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX uid_value ON uid (value);

CREATE TABLE property (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    line TEXT NOT NULL CHECK (length(line) BETWEEN 1 AND 10000 AND line NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    UNIQUE (contact_id, line),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE field (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40 AND name NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'yes-no', 'choice')),
    choices TEXT CHECK (json_type(choices) = 'array'),
    position INTEGER DEFAULT 0 NOT NULL,
    UNIQUE (name)
) STRICT;

CREATE TABLE field_value (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 100000),
    UNIQUE (contact_id, field_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    FOREIGN KEY(field_id) REFERENCES field (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX field_value_field ON field_value (field_id);

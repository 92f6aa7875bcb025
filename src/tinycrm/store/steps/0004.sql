-- Schema 4: what people bought, book by book, and what they look for.

CREATE TABLE purchase (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER,
    deal_id INTEGER,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day) IS day),
    at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', at) IS at),
    channel TEXT NOT NULL CHECK (channel IN ('shop', 'phone', 'web', 'fair')),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    notes TEXT CHECK (length(notes) BETWEEN 1 AND 100000),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX purchase_contact ON purchase (contact_id, day);
CREATE INDEX purchase_day ON purchase (day);
CREATE INDEX purchase_deal ON purchase (deal_id);

CREATE TABLE line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    purchase_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200 AND title NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    author TEXT CHECK (length(author) BETWEEN 1 AND 200 AND author NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    isbn TEXT CHECK (isbn GLOB '97[89][0-9]*' AND length(isbn) = 13),
    genre TEXT CHECK (length(genre) BETWEEN 1 AND 200 AND genre NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    title_key TEXT NOT NULL CHECK (length(title_key) BETWEEN 1 AND 400 AND title_key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    author_key TEXT CHECK (length(author_key) BETWEEN 1 AND 400 AND author_key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    genre_key TEXT CHECK (length(genre_key) BETWEEN 1 AND 400 AND genre_key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN -999 AND 999),
    price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 999999999999),
    discount INTEGER NOT NULL CHECK (discount BETWEEN -998999999999001 AND 998999999999001),
    returns_id INTEGER,
    FOREIGN KEY(purchase_id) REFERENCES purchase (id) ON DELETE CASCADE,
    FOREIGN KEY(returns_id) REFERENCES line (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX line_author ON line (author_key);
CREATE INDEX line_genre ON line (genre_key);
CREATE INDEX line_isbn ON line (isbn);
CREATE INDEX line_purchase ON line (purchase_id);
CREATE INDEX line_returns ON line (returns_id);
CREATE INDEX line_title ON line (title_key);

CREATE TABLE want (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    title TEXT CHECK (length(title) BETWEEN 1 AND 200 AND title NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    author TEXT CHECK (length(author) BETWEEN 1 AND 200 AND author NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    isbn TEXT CHECK (isbn GLOB '97[89][0-9]*' AND length(isbn) = 13),
    edition TEXT CHECK (length(edition) BETWEEN 1 AND 200 AND edition NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    condition TEXT CHECK (condition IN ('new', 'fine', 'very good', 'good', 'fair', 'poor')),
    title_key TEXT CHECK (length(title_key) BETWEEN 1 AND 400 AND title_key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    author_key TEXT CHECK (length(author_key) BETWEEN 1 AND 400 AND author_key NOT GLOB '*[' || char(1) || '-' || char(31) || char(127) || ']*'),
    max_price INTEGER CHECK (max_price BETWEEN 0 AND 999999999999),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until) IS until),
    notes TEXT CHECK (length(notes) BETWEEN 1 AND 100000),
    found_at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', found_at) IS found_at),
    told_on TEXT CHECK (told_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(told_on) IS told_on),
    dropped_on TEXT CHECK (dropped_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(dropped_on) IS dropped_on),
    created_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', created_at) IS created_at),
    CHECK (title IS NOT NULL OR author IS NOT NULL),
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX want_author ON want (author_key) WHERE found_at IS NULL AND dropped_on IS NULL;
CREATE INDEX want_contact ON want (contact_id);
CREATE INDEX want_found ON want (found_at) WHERE told_on IS NULL AND dropped_on IS NULL;
CREATE INDEX want_title ON want (title_key) WHERE found_at IS NULL AND dropped_on IS NULL;
CREATE INDEX want_until ON want (until) WHERE found_at IS NULL AND dropped_on IS NULL;

-- Derived: kept by triggers, never part of history, rebuilt by doctor.

CREATE TABLE contact_bought (
    contact_id INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
    purchases INTEGER NOT NULL,
    books INTEGER NOT NULL,
    days INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL
) STRICT;
CREATE INDEX contact_bought_last ON contact_bought (last);
CREATE INDEX contact_bought_often ON contact_bought (last, first, days, contact_id) WHERE days >= 5;

CREATE TABLE contact_spent (
    contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (contact_id, currency)
) STRICT;

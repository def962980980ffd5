-- schema.sql: the store, one SQLite file. Two parts:
--
--   FACTS    what was found, where and when, and what people said of it: never rewritten, kept by `hearsay rebuild`
--   DERIVED  what the engine makes of the facts: each row goes with the derivation of its text, and is made anew when that is an older one
--
-- application_id 0x48525359 ("HRSY") says that a file is a store, user_version which schema it has; both are set in the transaction that makes the
-- tables. Connections set journal_mode=WAL and foreign_keys=ON. Offsets are code points, half-open, as in docs/format.md. Times of our own are UTC,
-- "2024-03-02T09:00:00Z". 64-bit hashes are kept as the signed integer with the same bits; an id that people see is their 16 hexadecimal digits.

PRAGMA application_id = 0x48525359;
PRAGMA user_version = 1;

-- ---- FACTS ---------------------------------------------------------------------------------------------------------------

-- An article through all its versions: what one address showed, or, where no address is known, one text.
CREATE TABLE article (
    article     INTEGER PRIMARY KEY,
    address     TEXT UNIQUE            -- its address as versions are joined by: canonical if the page gives one; NULL: none is known
);

-- A text, once, however many places have it.
CREATE TABLE text (
    text        INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,  -- XXH3-64 of body, 16 hexadecimal digits: hearsay_document_id()
    body        TEXT NOT NULL,         -- UTF-8, as hearsay_document_text() gives it
    input       BLOB NOT NULL,         -- what a rebuild reads: the page, record or text as it came, zlib; its form:
    input_kind  TEXT NOT NULL CHECK (input_kind IN ('text', 'html', 'record')),
    charset     TEXT,                  -- of input, as its container named it; NULL: none did
    added       TEXT NOT NULL          -- when this store first had it
);

-- Where and when a text was found. The same place found again is no new row.
CREATE TABLE place (
    place       INTEGER PRIMARY KEY,
    text        INTEGER NOT NULL REFERENCES text,
    article     INTEGER NOT NULL REFERENCES article,   -- whose version it is
    uri         TEXT NOT NULL DEFAULT '',              -- its address, else the path of its file; '': unknown
    file        TEXT NOT NULL DEFAULT '',              -- the file it was added from; '-': standard input
    member      TEXT NOT NULL DEFAULT '',              -- in an archive: the member's name or the record's address
    record      TEXT NOT NULL DEFAULT '',              -- WARC-Record-ID
    line        INTEGER NOT NULL DEFAULT 0,            -- of JSON Lines, from 1; 0: the whole file
    outlet      TEXT,
    title       TEXT,
    author      TEXT,                                  -- names, ", " between them
    published   TEXT,                                  -- as the place says: a date, or a time with its zone if that is known
    modified    TEXT,
    fetched     TEXT,                                  -- WARC-Date
    first_seen  TEXT NOT NULL,                         -- when this store first found it there
    UNIQUE (text, uri, file, member, record, line)
);
CREATE INDEX place_article ON place (article, first_seen);
CREATE INDEX place_outlet ON place (outlet, published);
CREATE INDEX place_published ON place (published);

-- What a person said of two actors: they are one, or they are two. By mentions in texts, not by derived rows, which a rebuild makes anew.
CREATE TABLE correction (
    correction  INTEGER PRIMARY KEY,   -- in the order in which they were made: the last word on two actors counts
    verdict     TEXT NOT NULL CHECK (verdict IN ('merge', 'split')),
    text_a      TEXT NOT NULL REFERENCES text (id),
    start_a     INTEGER NOT NULL,      -- a mention of the first actor in text_a
    end_a       INTEGER NOT NULL,
    text_b      TEXT NOT NULL REFERENCES text (id),
    start_b     INTEGER NOT NULL,
    end_b       INTEGER NOT NULL,
    made        TEXT NOT NULL
);

-- ---- DERIVED -------------------------------------------------------------------------------------------------------------

-- What made derived rows: the same derivation and text give the same rows.
CREATE TABLE derivation (
    derivation  INTEGER PRIMARY KEY,
    weights     TEXT NOT NULL,         -- checksum of the weight file
    lexicon     TEXT NOT NULL,         -- XXH3-64 of the tables
    program     TEXT NOT NULL,         -- hearsay_version()
    UNIQUE (weights, lexicon, program)
);

-- A text as it was read. No row: it has yet to be.
CREATE TABLE reading (
    text        INTEGER PRIMARY KEY REFERENCES text,
    derivation  INTEGER NOT NULL REFERENCES derivation,
    language    TEXT,
    words       INTEGER NOT NULL,
    document    BLOB NOT NULL          -- docs/format.md's JSON, without the text, zlib
);
CREATE INDEX reading_derivation ON reading (derivation);

-- Full text; rowid is text.text. It holds no copy of the words.
CREATE VIRTUAL TABLE search USING fts5 (body, content = 'text', content_rowid = 'text', tokenize = 'porter unicode61 remove_diacritics 2');

-- Actors across articles, as identities: made of the sightings by src/trace/people.h and the corrections.
CREATE TABLE person (
    person      INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,         -- the fullest
    kind        TEXT NOT NULL,         -- as hearsay_actor.kind
    code        TEXT                   -- ISO 3166-1 alpha-3; NULL: none is known
);
CREATE INDEX person_name ON person (name);

-- An actor of one text.
CREATE TABLE actor (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- index in the document
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    code        TEXT,
    role        TEXT,
    of          INTEGER,               -- the actor of this text for which it acts
    person      INTEGER REFERENCES person,             -- NULL: not linked yet
    key         INTEGER NOT NULL,      -- hash of the last word of the name and its first letter: with whom it is compared
    sighting    BLOB NOT NULL,         -- struct sighting
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX actor_person ON actor (person);
CREATE INDEX actor_key ON actor (key, text);

CREATE TABLE mention (
    text        INTEGER NOT NULL REFERENCES text,
    actor       INTEGER NOT NULL,      -- actor.n
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    form        TEXT NOT NULL,         -- as hearsay_mention.form
    PRIMARY KEY (text, start, end)
) WITHOUT ROWID;

CREATE TABLE attribution (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- index in the document
    actor       INTEGER,               -- actor.n; NULL: the text names nobody
    stance      TEXT NOT NULL,
    source_type TEXT NOT NULL,
    quote       TEXT NOT NULL,
    score       REAL NOT NULL,         -- 0..1
    within      INTEGER,               -- attribution.n; NULL: outermost
    source      TEXT,                  -- the words, " ... " between spans; NULL: none. The spans are in reading.document
    cue         TEXT,
    content     TEXT,
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX attribution_actor ON attribution (text, actor);

CREATE TABLE time (
    text        INTEGER NOT NULL REFERENCES text,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    type        TEXT NOT NULL,
    value       TEXT NOT NULL,         -- TIMEX3
    PRIMARY KEY (text, start)
) WITHOUT ROWID;

-- Keys of hearsay_document_keys(): who has one in common is aligned.
CREATE TABLE shingle (
    key         INTEGER NOT NULL,
    text        INTEGER NOT NULL REFERENCES text,
    PRIMARY KEY (key, text)
) WITHOUT ROWID;
CREATE INDEX shingle_text ON shingle (text);

-- Texts that share text, a < b.
CREATE TABLE copy (
    a           INTEGER NOT NULL REFERENCES text,
    b           INTEGER NOT NULL REFERENCES text CHECK (a < b),
    kind        TEXT NOT NULL CHECK (kind IN ('whole', 'contained', 'part')),
    source      INTEGER,               -- a or b, whose text the other has; NULL: nothing tells
    because     TEXT CHECK (because IN ('credit', 'date')),
    origin      TEXT,                  -- the agency from which both have it
    words       INTEGER NOT NULL,      -- that are equal
    coverage_a  REAL NOT NULL,
    coverage_b  REAL NOT NULL,
    passages    TEXT NOT NULL,         -- JSON, as docs/copies.md has it
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX copy_b ON copy (b);

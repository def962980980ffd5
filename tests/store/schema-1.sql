-- schema.sql: the store, one SQLite file. Two parts:
--
--   FACTS    what was found, where and when: never rewritten, kept by `hearsay rebuild`
--   DERIVED  what the engine makes of the facts: each row goes with a reading, and is made anew when that is an older engine's
--
-- application_id 0x48525359 ("HRSY") says that a file is a store, user_version which schema it has (src/store/open.c has both). Offsets are code
-- points, half-open, as in docs/format.md; substr(body, start + 1, end - start) has the words. Times of our own are UTC, "2024-03-02T09:00:00Z".

-- ---- FACTS ---------------------------------------------------------------------------------------------------------------

-- An article through all its versions: what one address showed; or, where no address is known, one text.
CREATE TABLE article (
    article     INTEGER PRIMARY KEY,
    address     TEXT UNIQUE            -- http or https, as src/store/address.h writes it; NULL: none is known
);

-- A text, once, however many places have it.
CREATE TABLE text (
    text        INTEGER PRIMARY KEY,   -- in the order in which they came
    id          TEXT NOT NULL UNIQUE,  -- XXH3-64 of body, 16 hexadecimal digits: hearsay_document_id()
    language    TEXT,                  -- ISO 639-1; NULL: unknown
    added       TEXT NOT NULL,         -- when this store first had it
    blocks      TEXT NOT NULL,         -- JSON: [["headline", 0, 57], ...]: kind, start, end
    body        TEXT NOT NULL          -- UTF-8: hearsay_document_text()
);

-- Where and when a text was found. The same place found again is no new row.
CREATE TABLE place (
    place       INTEGER PRIMARY KEY,   -- in the order in which they came: the last one of an article is its latest version
    text        INTEGER NOT NULL REFERENCES text,
    article     INTEGER NOT NULL REFERENCES article,   -- whose version it is
    uri         TEXT NOT NULL,                         -- as the document has it: an address, a record's id, a path; '': unknown
    file        TEXT NOT NULL,                         -- the file that it was added from, its full path; '-': standard input; '': none
    member      TEXT NOT NULL,                         -- in an archive: the member's name or the record's address
    line        INTEGER NOT NULL,                      -- of JSON Lines, from 1; 0: the whole file
    outlet      TEXT,
    title       TEXT,
    author      TEXT,                                  -- names, ", " between them
    published   TEXT,                                  -- as the place says: a date, or a time with its zone if that is known
    modified    TEXT,
    fetched     TEXT,                                  -- WARC-Date: when a crawler had it
    seen        TEXT NOT NULL,                         -- when this store first found it there
    UNIQUE (text, uri, file, member, line)
);
CREATE INDEX place_article ON place (article, place);
CREATE INDEX place_file ON place (file);
CREATE INDEX place_uri ON place (uri);
CREATE INDEX place_published ON place (published);

-- ---- DERIVED -------------------------------------------------------------------------------------------------------------

-- What reads: the same engine and text give the same reading.
CREATE TABLE engine (
    engine      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE   -- hearsay_engine_id(): version, arithmetic, checksums of weights and tables
);

-- A text as it was read; with the metadata of the first place where it was found.
CREATE TABLE reading (
    text        INTEGER PRIMARY KEY REFERENCES text,
    engine      INTEGER NOT NULL REFERENCES engine,
    tables      INTEGER NOT NULL,      -- by which version of the program the tables below were filled (TABLES_VERSION in src/store/derive.h)
    words       INTEGER NOT NULL,      -- as people count them: what stands between white space
    document    BLOB NOT NULL          -- docs/format.md's JSON with null for its text, zlib
);
CREATE INDEX reading_engine ON reading (engine, tables);

-- Full text; rowid is text.text. It holds no copy of the words.
CREATE VIRTUAL TABLE search USING fts5 (body, content = 'text', content_rowid = 'text', tokenize = 'porter unicode61 remove_diacritics 2');

-- Who is who in one text.
CREATE TABLE actor (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- 1 for the document's "a1"
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,         -- country, organisation, agency, person, group, document, place, other
    code        TEXT,                  -- ISO 3166-1 alpha-3; NULL: none
    role        TEXT,                  -- its description in the text; NULL: none
    of          INTEGER,               -- the actor of this text for which it acts; NULL: none is known
    PRIMARY KEY (text, n)
) WITHOUT ROWID;

-- Where an actor is named or stood for.
CREATE TABLE mention (
    text        INTEGER NOT NULL REFERENCES text,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    actor       INTEGER NOT NULL,      -- actor.n
    form        TEXT NOT NULL,         -- name, alias, nominal, pronoun
    PRIMARY KEY (text, start, end)
) WITHOUT ROWID;

-- Who says what.
CREATE TABLE attribution (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- 1 for the document's "t1"
    actor       INTEGER,               -- actor.n; NULL: the text names nobody
    stance      TEXT NOT NULL,         -- states, accuses, denies, ... (docs/format.md)
    source_type TEXT NOT NULL,         -- named, unnamed, document, agency, group, none
    quote       TEXT NOT NULL,         -- direct, mixed, indirect
    score       REAL NOT NULL,         -- 0 to 1: the probability that source and content are right
    within      INTEGER,               -- attribution.n in whose content it stands; NULL: outermost
    chain       TEXT NOT NULL,         -- JSON: actor.n from the outlet inward, null for one that the text does not name: [4, 5]
    source      TEXT NOT NULL,         -- JSON: spans, [[0, 19]]
    cue         TEXT NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX attribution_actor ON attribution (text, actor);

-- When.
CREATE TABLE time (
    text        INTEGER NOT NULL REFERENCES text,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    type        TEXT NOT NULL,         -- date, time, duration, set
    value       TEXT NOT NULL,         -- TIMEX3
    PRIMARY KEY (text, start)
) WITHOUT ROWID;

-- What is claimed: a proposition that somebody holds, never a fact.
CREATE TABLE claim (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- 1 for the document's "c1"
    wording     TEXT NOT NULL,         -- in the words of its first mention, without a negation
    code        TEXT,                  -- PLOVER's, AID; NULL: no code fits, and the six below are NULL too
    mode        TEXT,                  -- PLOVER's; NULL: none
    cameo       TEXT,                  -- CAMEO's code; NULL: none
    contexts    TEXT,                  -- JSON: PLOVER's, ["military", "future"]
    actor       INTEGER,               -- actor.n who does it; NULL: the text does not tell
    target      INTEGER,               -- actor.n to whom
    location    INTEGER,               -- actor.n where
    date        TEXT,                  -- TIMEX3: when
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX claim_code ON claim (code) WHERE code IS NOT NULL;

-- Where a claim stands.
CREATE TABLE claim_mention (
    text        INTEGER NOT NULL REFERENCES text,
    claim       INTEGER NOT NULL,      -- claim.n
    n           INTEGER NOT NULL,      -- in text order, from 1
    attribution INTEGER,               -- attribution.n in which it stands; NULL: the outlet's own voice
    spans       TEXT NOT NULL,         -- JSON: [[60, 150]]
    negated     INTEGER NOT NULL,      -- 1: it is said that it is not so
    PRIMARY KEY (text, claim, n)
) WITHOUT ROWID;

-- Who takes which position on it.
CREATE TABLE position (
    text        INTEGER NOT NULL REFERENCES text,
    claim       INTEGER NOT NULL,      -- claim.n
    n           INTEGER NOT NULL,      -- in text order, from 1
    actor       INTEGER,               -- actor.n; 0: the outlet itself; NULL: a voice that the text does not name
    position    TEXT NOT NULL,         -- asserts, denies, doubts, no-evidence, reports
    attribution INTEGER,               -- attribution.n that shows it; NULL: the outlet's own voice
    score       REAL NOT NULL,         -- 0 to 1: the probability that this is so
    PRIMARY KEY (text, claim, n)
) WITHOUT ROWID;

-- ---- For people who ask in SQL -------------------------------------------------------------------------------------------

-- Attributions in words; of several spans " … " stands between them.
CREATE VIEW quotation AS
SELECT t.id AS text_id, a.text, a.n, c.name AS actor, c.kind, c.code, a.stance, a.source_type, a.quote, a.score, a.within,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.source) s) AS source,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.cue) s) AS cue,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.content) s) AS content
FROM attribution a JOIN text t ON t.text = a.text LEFT JOIN actor c ON c.text = a.text AND c.n = a.actor;

-- Every article as it was seen last.
CREATE VIEW latest AS
SELECT p.article, t.id, a.address, p.text, p.uri, p.file, p.member, p.line, p.outlet, p.title, p.author, p.published, p.modified, p.seen
FROM article a JOIN place p ON p.place = (SELECT max(place) FROM place WHERE article = a.article) JOIN text t ON t.text = p.text;

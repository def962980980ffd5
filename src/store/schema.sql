-- schema.sql: the store, one SQLite file. Two parts:
--
--   FACTS    what was found, where and when: never rewritten, kept by `hearsay rebuild`
--   DERIVED  what the engine makes of the facts: each row goes with a reading, and is made anew when that is an older engine's
--
-- It makes what is missing: all of a new store, or, behind the steps in schema-2.sql and on, the rest of an older one.
--
-- application_id 0x48525359 ("HRSY") says that a file is a store, user_version which schema it has (src/store/open.c has both). Offsets are code
-- points, half-open, as in docs/format.md; substr(body, start + 1, end - start) has the words. Times of our own are UTC, "2024-03-02T09:00:00Z".

-- ---- FACTS ---------------------------------------------------------------------------------------------------------------

-- An article through all its versions: what one address showed; or, where no address is known, one text.
CREATE TABLE IF NOT EXISTS article (
    article     INTEGER PRIMARY KEY,
    address     TEXT UNIQUE            -- http or https, as src/store/address.h writes it; NULL: none is known
);

-- A text, once, however many places have it.
CREATE TABLE IF NOT EXISTS text (
    text        INTEGER PRIMARY KEY,   -- in the order in which they came
    id          TEXT NOT NULL UNIQUE,  -- XXH3-64 of body, 16 hexadecimal digits: hearsay_document_id()
    language    TEXT,                  -- ISO 639-1; NULL: unknown
    added       TEXT NOT NULL,         -- when this store first had it
    blocks      TEXT NOT NULL,         -- JSON: [["headline", 0, 57], ...]: kind, start, end
    body        TEXT NOT NULL          -- UTF-8: hearsay_document_text()
);

-- Where and when a text was found. The same place found again is no new row.
CREATE TABLE IF NOT EXISTS place (
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
CREATE INDEX IF NOT EXISTS place_article ON place (article, place);
CREATE INDEX IF NOT EXISTS place_file ON place (file);
CREATE INDEX IF NOT EXISTS place_uri ON place (uri);
CREATE INDEX IF NOT EXISTS place_published ON place (published);

-- What people said of two actors: they are one, or they are two. By mentions in texts, so that it holds whatever a rebuild makes of these.
CREATE TABLE IF NOT EXISTS correction (
    correction  INTEGER PRIMARY KEY,   -- in the order in which they were made: the last word on two actors counts
    verdict     TEXT NOT NULL CHECK (verdict IN ('merge', 'split')),
    text_a      TEXT NOT NULL,         -- text.id
    start_a     INTEGER NOT NULL,      -- a mention of the first actor in text_a
    end_a       INTEGER NOT NULL,
    text_b      TEXT NOT NULL,
    start_b     INTEGER NOT NULL,
    end_b       INTEGER NOT NULL,
    made        TEXT NOT NULL          -- when
);

-- The same of two claims, by where they stand.
CREATE TABLE IF NOT EXISTS claim_correction (
    correction  INTEGER PRIMARY KEY,   -- in the order in which they were made: the last word on two claims counts
    verdict     TEXT NOT NULL CHECK (verdict IN ('merge', 'split')),
    text_a      TEXT NOT NULL,         -- text.id
    start_a     INTEGER NOT NULL,      -- from the first code point of a mention of the first claim in text_a
    end_a       INTEGER NOT NULL,      -- to its last
    wording_a   TEXT NOT NULL,         -- claim.wording then: of two that stand in one place
    text_b      TEXT NOT NULL,
    start_b     INTEGER NOT NULL,
    end_b       INTEGER NOT NULL,
    wording_b   TEXT NOT NULL,
    made        TEXT NOT NULL          -- when
);

-- ---- DERIVED -------------------------------------------------------------------------------------------------------------

-- What reads: the same engine and text give the same reading.
CREATE TABLE IF NOT EXISTS engine (
    engine      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE   -- hearsay_engine_id(): version, arithmetic, checksums of weights and tables
);

-- A text as it was read; with the metadata of the first place where it was found.
CREATE TABLE IF NOT EXISTS reading (
    text        INTEGER PRIMARY KEY REFERENCES text,
    engine      INTEGER NOT NULL REFERENCES engine,
    tables      INTEGER NOT NULL,      -- by which version of the program the tables below were filled (TABLES_VERSION in src/store/derive.h)
    words       INTEGER NOT NULL,      -- as people count them: what stands between white space
    keys        INTEGER NOT NULL,      -- how many keys of copies it has
    document    BLOB NOT NULL          -- docs/format.md's JSON with null for its text, zlib
);
CREATE INDEX IF NOT EXISTS reading_engine ON reading (engine, tables);

-- Full text; rowid is text.text. It holds no copy of the words.
CREATE VIRTUAL TABLE IF NOT EXISTS search
    USING fts5 (body, content = 'text', content_rowid = 'text', tokenize = 'porter unicode61 remove_diacritics 2');

-- Who is who across texts: actors that are taken for one, by src/trace/people.h and people's corrections.
CREATE TABLE IF NOT EXISTS identity (
    identity    INTEGER PRIMARY KEY,   -- 12 for the actor that people see as "s12"
    name        TEXT NOT NULL,         -- that most of its actors have, if there is one
    votes       INTEGER NOT NULL,      -- by which that name leads (Boyer and Moore's majority vote)
    kind        TEXT NOT NULL,         -- of the first of its actors
    code        TEXT,                  -- ISO 3166-1 alpha-3; NULL: none is known
    sightings   INTEGER NOT NULL       -- how many actors of texts it has
);
CREATE INDEX IF NOT EXISTS identity_name ON identity (name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS identity_vacant ON identity (sightings) WHERE sightings = 0;

-- Who is who in one text.
CREATE TABLE IF NOT EXISTS actor (
    text        INTEGER NOT NULL REFERENCES text,
    n           INTEGER NOT NULL,      -- 1 for the document's "a1"
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,         -- country, organisation, agency, person, group, document, place, other
    code        TEXT,                  -- ISO 3166-1 alpha-3; NULL: none
    role        TEXT,                  -- its description in the text; NULL: none
    of          INTEGER,               -- the actor of this text for which it acts; NULL: none is known
    identity    INTEGER REFERENCES identity,   -- NULL: nobody who could be told from others, and it neither speaks nor stands in a claim
    key         INTEGER,               -- by which others are found that may be the same; NULL: nobody can be
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS actor_identity ON actor (identity);

-- What is compared of those who can be linked.
CREATE TABLE IF NOT EXISTS sighting (
    key         INTEGER NOT NULL,      -- actor.key
    text        INTEGER NOT NULL REFERENCES text,
    actor       INTEGER NOT NULL,      -- actor.n
    packed      BLOB NOT NULL,         -- hashes of names, role and company (src/store/identities.c)
    PRIMARY KEY (key, text, actor)
) WITHOUT ROWID;

-- Where an actor is named or stood for.
CREATE TABLE IF NOT EXISTS mention (
    text        INTEGER NOT NULL REFERENCES text,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    actor       INTEGER NOT NULL,      -- actor.n
    form        TEXT NOT NULL,         -- name, alias, nominal, pronoun
    PRIMARY KEY (text, start, end)
) WITHOUT ROWID;

-- Who says what.
CREATE TABLE IF NOT EXISTS attribution (
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
CREATE INDEX IF NOT EXISTS attribution_actor ON attribution (text, actor);

-- When.
CREATE TABLE IF NOT EXISTS time (
    text        INTEGER NOT NULL REFERENCES text,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    type        TEXT NOT NULL,         -- date, time, duration, set
    value       TEXT NOT NULL,         -- TIMEX3
    PRIMARY KEY (text, start)
) WITHOUT ROWID;

-- What is claimed: a proposition that somebody holds, never a fact.
CREATE TABLE IF NOT EXISTS claim (
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
CREATE INDEX IF NOT EXISTS claim_code ON claim (code) WHERE code IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_actor ON claim (text, actor) WHERE actor IS NOT NULL;
CREATE INDEX IF NOT EXISTS claim_target ON claim (text, target) WHERE target IS NOT NULL;

-- Where a claim stands.
CREATE TABLE IF NOT EXISTS claim_mention (
    text        INTEGER NOT NULL REFERENCES text,
    claim       INTEGER NOT NULL,      -- claim.n
    n           INTEGER NOT NULL,      -- in text order, from 1
    attribution INTEGER,               -- attribution.n in which it stands; NULL: the outlet's own voice
    spans       TEXT NOT NULL,         -- JSON: [[60, 150]]
    negated     INTEGER NOT NULL,      -- 1: it is said that it is not so
    PRIMARY KEY (text, claim, n)
) WITHOUT ROWID;

-- Who takes which position on it.
CREATE TABLE IF NOT EXISTS position (
    text        INTEGER NOT NULL REFERENCES text,
    claim       INTEGER NOT NULL,      -- claim.n
    n           INTEGER NOT NULL,      -- in text order, from 1
    actor       INTEGER,               -- actor.n; 0: the outlet itself; NULL: a voice that the text does not name
    position    TEXT NOT NULL,         -- asserts, denies, doubts, no-evidence, reports
    attribution INTEGER,               -- attribution.n that shows it; NULL: the outlet's own voice
    score       REAL NOT NULL,         -- 0 to 1: the probability that this is so
    PRIMARY KEY (text, claim, n)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS position_actor ON position (text, actor) WHERE actor IS NOT NULL;
CREATE INDEX IF NOT EXISTS position_denied ON position (text, claim) WHERE position = 'denies';

-- Keys of hearsay_document_keys(): texts that have one in common are compared. Of a key that very many have, the first 32 texts and the first 12
-- origins.
CREATE TABLE IF NOT EXISTS shingle (
    key         INTEGER NOT NULL,      -- 64 bits, as the signed integer
    text        INTEGER NOT NULL REFERENCES text,
    origin      INTEGER NOT NULL,      -- 1: it has the key from no text before it; with 12 of these the key is boilerplate
    PRIMARY KEY (key, text)
) WITHOUT ROWID;

-- Texts that share text (docs/copies.md), a before b.
CREATE TABLE IF NOT EXISTS copy (
    a           INTEGER NOT NULL REFERENCES text,
    b           INTEGER NOT NULL REFERENCES text,
    kind        TEXT NOT NULL,         -- whole: four fifths of the words of each; contained: of one of them; part
    source      INTEGER,               -- a or b, whose text the other has; NULL: nothing tells
    because     TEXT,                  -- credit: it is the agency that the other credits; date: it is earlier
    origin      TEXT,                  -- the news agency from which both have it; NULL: none is known
    words       INTEGER NOT NULL,      -- that are equal
    coverage_a  REAL NOT NULL,         -- their share of all words of a, 0 to 1
    coverage_b  REAL NOT NULL,
    passages    TEXT NOT NULL,         -- JSON, as docs/copies.md has them
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copy_b ON copy (b);

-- A claim as claims of different articles are compared, and with which ones it is one (docs/trace.md).
CREATE TABLE IF NOT EXISTS claim_link (
    link        INTEGER PRIMARY KEY AUTOINCREMENT,
    text        INTEGER NOT NULL REFERENCES text,
    claim       INTEGER NOT NULL,      -- claim.n
    linked      INTEGER NOT NULL,      -- the claim across articles, "k12" for 12: the link of the first that was found of it
    because     INTEGER,               -- the link that it was joined to; NULL: none was there
    score       REAL,                  -- 0 to 1: how surely the two are one
    sighting    BLOB NOT NULL,         -- struct claim_sighting of src/trace/claim_sighting.h
    UNIQUE (text, claim)
);
CREATE INDEX IF NOT EXISTS claim_link_linked ON claim_link (linked, text, claim);

-- The claims across articles in the orders of their list, over all articles.
CREATE TABLE IF NOT EXISTS claim_count (
    linked      INTEGER PRIMARY KEY,   -- claim_link.linked
    articles    INTEGER NOT NULL,      -- in how many it stands
    last        TEXT NOT NULL,         -- day of the last of them: published, else seen
    asserted    INTEGER NOT NULL,      -- 1: somebody asserts it
    denied      INTEGER NOT NULL       -- 1: somebody denies it
);
CREATE INDEX IF NOT EXISTS claim_count_articles ON claim_count (articles DESC, linked);
CREATE INDEX IF NOT EXISTS claim_count_last ON claim_count (last DESC, articles DESC, linked);
CREATE INDEX IF NOT EXISTS claim_count_disputed ON claim_count (articles DESC, linked) WHERE asserted AND denied;
CREATE INDEX IF NOT EXISTS claim_count_disputed_last ON claim_count (last DESC, articles DESC, linked) WHERE asserted AND denied;

-- What a transaction has changed of them: it is counted before the transaction ends, and then the table is empty (src/store/claim_counts.c).
CREATE TABLE IF NOT EXISTS claim_change (
    linked      INTEGER NOT NULL,
    place       INTEGER NOT NULL,      -- one that the claim has got; 0: others may have gone
    PRIMARY KEY (linked, place)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS claim_link_added AFTER INSERT ON claim_link WHEN new.linked BEGIN
    INSERT OR IGNORE INTO claim_change SELECT new.linked, place FROM place WHERE text = new.text;
END;
CREATE TRIGGER IF NOT EXISTS claim_link_numbered AFTER UPDATE OF linked ON claim_link WHEN NOT old.linked BEGIN
    INSERT OR IGNORE INTO claim_change SELECT new.linked, place FROM place WHERE text = new.text;
END;
CREATE TRIGGER IF NOT EXISTS claim_link_moved AFTER UPDATE OF linked ON claim_link WHEN old.linked BEGIN
    INSERT OR IGNORE INTO claim_change VALUES (old.linked, 0);
    INSERT OR IGNORE INTO claim_change VALUES (new.linked, 0);
END;
CREATE TRIGGER IF NOT EXISTS claim_link_gone AFTER DELETE ON claim_link BEGIN
    INSERT OR IGNORE INTO claim_change VALUES (old.linked, 0);
END;
CREATE TRIGGER IF NOT EXISTS claim_placed AFTER INSERT ON place BEGIN
    INSERT OR IGNORE INTO claim_change SELECT linked, new.place FROM claim_link WHERE text = new.text;
END;

-- Keys of hearsay_claim_link_at(): claims that have one in common are compared.
CREATE TABLE IF NOT EXISTS claim_key (
    key         INTEGER NOT NULL,
    link        INTEGER NOT NULL REFERENCES claim_link,
    PRIMARY KEY (key, link)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_key_link ON claim_key (link);

-- Claims by their words and the names of their parties; rowid is claim_link.link. It holds no copy of them.
CREATE VIRTUAL TABLE IF NOT EXISTS claim_search USING fts5 (words, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

-- ---- For people who ask in SQL -------------------------------------------------------------------------------------------

-- Attributions in words; of several spans " … " stands between them.
CREATE VIEW IF NOT EXISTS quotation AS
SELECT t.id AS text_id, a.text, a.n, c.name AS actor, c.kind, c.code, c.identity, a.stance, a.source_type, a.quote, a.score, a.within,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.source) s) AS source,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.cue) s) AS cue,
       (SELECT group_concat(substr(t.body, json_extract(s.value, '$[0]') + 1, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' … ')
        FROM json_each(a.content) s) AS content
FROM attribution a JOIN text t ON t.text = a.text LEFT JOIN actor c ON c.text = a.text AND c.n = a.actor;

-- Every article as it was seen last.
CREATE VIEW IF NOT EXISTS latest AS
SELECT p.article, t.id, a.address, p.text, p.uri, p.file, p.member, p.line, p.outlet, p.title, p.author, p.published, p.modified, p.seen
FROM article a JOIN place p ON p.place = (SELECT max(place) FROM place WHERE article = a.article) JOIN text t ON t.text = p.text;

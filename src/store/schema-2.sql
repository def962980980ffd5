-- schema-2.sql: from schema 1 to 2: actors across texts, copies. What is derived is made anew by `hearsay rebuild`, of the documents, without
-- reading.
ALTER TABLE reading ADD COLUMN keys INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actor ADD COLUMN identity INTEGER REFERENCES identity;
ALTER TABLE actor ADD COLUMN key INTEGER;
DROP VIEW quotation;

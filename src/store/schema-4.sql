-- schema-4.sql: from schema 3 to 4: the list of claims, corrections of claims. The index is made anew by schema.sql, with all that counting a claim's
-- articles needs, so that the wide rows of claim_link are left alone.
DROP INDEX IF EXISTS claim_link_linked;

/* document.c: the names that documents are written and read with. */
#include "document.h"

#include "base/bisect.h"

const char *const block_kind_names[BLOCK_KINDS] = {
    [BLOCK_HEADLINE] = "headline",     [BLOCK_DEK] = "dek",
    [BLOCK_BYLINE] = "byline",         [BLOCK_DATELINE] = "dateline",
    [BLOCK_SUBHEADING] = "subheading", [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_CAPTION] = "caption",       [BLOCK_CREDIT] = "credit",
    [BLOCK_RELATED] = "related",       [BLOCK_BOILERPLATE] = "boilerplate",
};

const char *const upos_names[] = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

const char *const entity_type_names[ENTITY_TYPES] = {
    [ENTITY_PERSON] = "person",
    [ENTITY_ORGANIZATION] = "organization",
    [ENTITY_PLACE] = "place",
    [ENTITY_OTHER] = "other",
};

const char *const quote_kind_names[] = { [QUOTE_DIRECT] = "direct", [QUOTE_MIXED] = "mixed", [QUOTE_INDIRECT] = "indirect" };

const char *const actor_kind_names[ACTOR_KINDS] = {
    [ACTOR_COUNTRY] = "country", [ACTOR_ORGANISATION] = "organisation", [ACTOR_AGENCY] = "agency", [ACTOR_PERSON] = "person",
    [ACTOR_GROUP] = "group",     [ACTOR_DOCUMENT] = "document",         [ACTOR_PLACE] = "place",   [ACTOR_OTHER] = "other",
};

const char *const mention_form_names[MENTION_FORMS] = {
    [FORM_NAME] = "name", [FORM_ALIAS] = "alias", [FORM_NOMINAL] = "nominal", [FORM_PRONOUN] = "pronoun"
};

const char *const stance_names[STANCES] = {
    [STANCE_STATES] = "states",         [STANCE_ACCUSES] = "accuses", [STANCE_DENIES] = "denies",   [STANCE_CONFIRMS] = "confirms",
    [STANCE_DOUBTS] = "doubts",         [STANCE_WARNS] = "warns",     [STANCE_DEMANDS] = "demands", [STANCE_PROMISES] = "promises",
    [STANCE_CRITICISES] = "criticises", [STANCE_PRAISES] = "praises", [STANCE_ASKS] = "asks",       [STANCE_BELIEVES] = "believes",
};

const char *const source_type_names[SOURCE_TYPES] = {
    [SOURCE_NAMED] = "named",   [SOURCE_UNNAMED] = "unnamed", [SOURCE_DOCUMENT] = "document",
    [SOURCE_AGENCY] = "agency", [SOURCE_GROUP] = "group",     [SOURCE_NONE] = "none",
};

const char *const loaded_kind_names[LOADED_KINDS] = {
    [LOADED_EVALUATIVE] = "evaluative",
    [LOADED_DOUBTING] = "doubting",
    [LOADED_SCARE_QUOTES] = "scare-quotes",
    [LOADED_SIDE_TERM] = "side-term",
};

const char *const time_type_names[TIME_TYPES] = {
    [TIME_TYPE_DATE] = "date",
    [TIME_TYPE_TIME] = "time",
    [TIME_TYPE_DURATION] = "duration",
    [TIME_TYPE_SET] = "set",
};

const char *const position_kind_names[POSITION_KINDS] = { "asserts", "denies", "doubts", "no-evidence", "reports" };
const char *const voice_link_names[VOICE_LINKS] = { "said", "heard", "inherited" };

uint32_t word_at(const struct hearsay_document *doc, uint32_t byte)
{
    uint32_t first;
    BISECT(first, doc->n_words, doc->words[first].span.end <= byte);
    return first;
}

uint32_t entity_from(const struct hearsay_document *doc, uint32_t word)
{
    uint32_t first;
    BISECT(first, doc->n_entities, doc->entities[first].first_word + doc->entities[first].words <= word);
    return first;
}

/* shingles.c: words folded and hashed, quotations marked, shingles winnowed. */
#include "trace/shingles.h"

#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "base/utf8.h"

enum { WORD_BYTES = 64 }; /* of a folded word; what is longer is an address or rubbish, and its head is enough */

/* A word in the making. */
struct folding {
    char bytes[WORD_BYTES];
    unsigned len;
    uint32_t start, end; /* bytes of the text */
};

static bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x02BC || cp == 0xFF07; }

static bool is_unseen(uint32_t cp) { return cp == 0xAD || (cp >= 0x200B && cp <= 0x200D) || cp == 0x2060 || cp == 0xFEFF; }

static bool is_letter_or_digit(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

static void append(struct folding *f, uint32_t cp)
{
    char bytes[4];
    const unsigned n = utf8_encode(cp, bytes);
    if (f->len + n > WORD_BYTES) return;
    memcpy(f->bytes + f->len, bytes, n);
    f->len += n;
}

/* Adds the letters and digits that a character comes to; false: it separates words. */
static bool fold_character(struct folding *f, uint32_t cp)
{
    if (cp < 0x80) {
        if (cp >= 'A' && cp <= 'Z') cp += 'a' - 'A';
        if (!(cp >= 'a' && cp <= 'z') && !(cp >= '0' && cp <= '9')) return false;
        if (f->len < WORD_BYTES) f->bytes[f->len++] = (char)cp;
        return true;
    }
    utf8proc_int32_t parts[32];
    int boundary = 0;
    const utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    bool any = false;
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
        if (!is_letter_or_digit((uint32_t)parts[i])) continue;
        append(f, (uint32_t)parts[i]);
        any = true;
    }
    /* A mark that stands by itself belongs to the letter before it. */
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    return any || category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* ---- Words ----------------------------------------------------------------------------------------------------------------- */

enum mark { MARK_NONE, MARK_DOUBLE, MARK_SINGLE };

struct making {
    struct shingled *out;
    struct folding word;
    uint32_t block;
    enum mark open;
    uint32_t opened; /* words before the quotation that is open */
};

static void end_word(struct making *m)
{
    if (m->word.len) {
        const uint32_t hash = (uint32_t)XXH3_64bits(m->word.bytes, m->word.len);
        m->out->words[m->out->n_words++] = (struct shingle_word){ hash, { m->word.start, m->word.end }, m->block & 0x7FFFFFFF, m->open != MARK_NONE };
    }
    m->word.len = 0;
}

static void open_quotation(struct making *m, enum mark mark)
{
    if (m->open == MARK_NONE) m->opened = m->out->n_words;
    m->open = mark;
}

/* What stands beside a mark: a block's text from `from` to `end`, the mark at `at`, `n` bytes long. */
struct beside {
    const char *text;
    uint32_t from, at, n, end;
};

static bool is_letter_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0xC3; }

/* White space, a bracket, a dash, another mark or nothing before it. */
static bool stands_apart(const struct beside *b)
{
    if (b->at == b->from) return true;
    const char before = b->text[b->at - 1];
    return strchr(" \t\n\r([-\"", before) ||
           ((unsigned char)before >= 0x80 && !(b->at >= b->from + 3 && !memcmp(b->text + b->at - 3, "\xe2\x80\x99", 3)));
}

static bool letter_follows(const struct beside *b) { return b->at + b->n < b->end && is_letter_byte(b->text[b->at + b->n]); }

/* Does a single mark behind this one close, by the stop or comma before it? Then "the owners' plan" within a quotation closes nothing. */
static bool closes_later(const struct beside *b)
{
    for (uint32_t i = b->at + b->n; i < b->end; i++) {
        const bool curly = i + 3 <= b->end && !memcmp(b->text + i, "\xe2\x80\x99", 3);
        if (!curly && b->text[i] != '\'') continue;
        if (strchr(",.!?", b->text[i - 1])) return true;
        if (b->text[i - 1] == ' ') return false;
    }
    return false;
}

/* 'Leave it,' and not 'tis or the owners'. */
static void single_mark(struct making *m, const struct beside *b, uint32_t cp)
{
    if (m->open == MARK_NONE) {
        const bool a_year = letter_follows(b) && b->text[b->at + b->n] >= '0' && b->text[b->at + b->n] <= '9';
        if (cp != 0x2019 && stands_apart(b) && letter_follows(b) && !a_year) open_quotation(m, MARK_SINGLE);
    } else if (m->open == MARK_SINGLE && cp != 0x2018 && b->at > b->from && b->text[b->at - 1] != ' ') {
        const char *behind = b->text + b->at + b->n;
        const bool owners = b->text[b->at - 1] == 's' && behind[0] == ' ' && behind[1] >= 'a' && behind[1] <= 'z';
        if (!owners || !closes_later(b)) m->open = MARK_NONE;
    }
}

/* A straight mark opens where it stands apart and something else follows; behind a digit it is an inch. Within one kind of marks the other means
 * nothing: it is a quotation in a quotation. */
static void quotation_mark(struct making *m, const struct beside *b, uint32_t cp)
{
    if (is_apostrophe(cp)) {
        if (!letter_follows(b) || stands_apart(b)) single_mark(m, b, cp);
    } else if (m->open == MARK_SINGLE) {
        return;
    } else if (cp == 0x201C || cp == 0x201E || cp == 0xAB) {
        open_quotation(m, MARK_DOUBLE);
    } else if (cp == 0x201D || cp == 0xBB) {
        m->open = MARK_NONE;
    } else if (cp == '"') {
        if (m->open == MARK_DOUBLE)
            m->open = MARK_NONE;
        else if (stands_apart(b) && b->at + 1 < b->end && !strchr(" \t\n\r", b->text[b->at + 1]))
            open_quotation(m, MARK_DOUBLE);
    }
}

static bool opens_quotation(const struct hearsay_document *doc, const struct block *b)
{
    const char *s = doc->text + b->span.start;
    const uint32_t n = b->span.end - b->span.start;
    return n && (*s == '"' || *s == '\'' || (n > 3 && (!memcmp(s, "\xe2\x80\x9c", 3) || !memcmp(s, "\xe2\x80\x98", 3))));
}

static bool is_story(enum block_kind kind) { return kind == BLOCK_PARAGRAPH || kind == BLOCK_SUBHEADING || kind == BLOCK_DEK; }

static void block_words(struct making *m, const struct hearsay_document *doc, uint32_t block)
{
    const struct block *b = &doc->blocks[block];
    m->block = block;
    m->open = MARK_NONE;
    for (uint32_t i = b->span.start; i < b->span.end;) {
        uint32_t cp;
        unsigned n = utf8_decode(doc->text + i, b->span.end - i, &cp);
        if (!n) n = 1;
        const struct beside beside = { doc->text, b->span.start, i, n, b->span.end };
        const bool joins = m->word.len && (is_unseen(cp) || (is_apostrophe(cp) && letter_follows(&beside)));
        if (!joins) {
            const bool begins = !m->word.len;
            if (fold_character(&m->word, cp)) {
                if (begins) m->word.start = i;
                m->word.end = i + n;
            } else {
                end_word(m);
                quotation_mark(m, &beside, cp);
            }
        }
        i += n;
    }
    end_word(m);
    /* A quotation goes on in the next paragraph only if that one opens it anew; else the mark was a stray one. */
    const bool goes_on = block + 1 < doc->n_blocks && opens_quotation(doc, &doc->blocks[block + 1]);
    if (m->open != MARK_NONE && !goes_on)
        for (uint32_t i = m->opened; i < m->out->n_words; i++) m->out->words[i].quoted = false;
}

/* ---- Keys ------------------------------------------------------------------------------------------------------------------ */

uint64_t shingle_hash(const struct shingle_word *first)
{
    uint32_t hashes[SHINGLE_WORDS];
    for (unsigned i = 0; i < SHINGLE_WORDS; i++) hashes[i] = first[i].hash;
    return XXH3_64bits(hashes, sizeof hashes);
}

static bool all_quoted(const struct shingle_word *first)
{
    for (unsigned i = 0; i < SHINGLE_WORDS; i++)
        if (!first[i].quoted) return false;
    return true;
}

/* The rightmost least hash of each window, once for all windows in a row that have it ("robust winnowing"). `all` is scratch. */
static void winnow(struct shingled *s, struct shingle_key *all, uint32_t n)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t end = 0; end < n; end++) {
        const uint32_t begin = end + 1 >= WINDOW_SHINGLES ? end + 1 - WINDOW_SHINGLES : 0;
        if (end + 1 < WINDOW_SHINGLES && end + 1 < n) continue; /* a text shorter than a window is one window */
        if (least == UINT32_MAX || least < begin) {
            least = begin;
            for (uint32_t i = begin; i <= end; i++)
                if (all[i].hash <= all[least].hash) least = i;
        } else if (all[end].hash < all[least].hash) {
            least = end;
        } else {
            continue;
        }
        s->keys[s->n_keys++] = all[least];
    }
}

bool shingles_make(struct shingled *s, const struct hearsay_document *doc, struct arena *a)
{
    *s = (struct shingled){ 0 };
    size_t most = 0;
    for (uint32_t i = 0; i < doc->n_blocks; i++) most += (doc->blocks[i].span.end - doc->blocks[i].span.start + 1) / 2 + 1;
    s->words = ARENA_ARRAY(a, struct shingle_word, most);
    if (!s->words) return false;
    struct making m = { .out = s };
    for (uint32_t i = 0; i < doc->n_blocks; i++)
        if (is_story(doc->blocks[i].kind)) block_words(&m, doc, i);
    for (uint32_t i = 0; i < s->n_words; i++) s->n_quoted += s->words[i].quoted;

    struct shingle_key *all = ARENA_ARRAY(a, struct shingle_key, s->n_words);
    s->keys = ARENA_ARRAY(a, struct shingle_key, s->n_words);
    if (!all || !s->keys) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i + SHINGLE_WORDS <= s->n_words; i++)
        if (!all_quoted(&s->words[i])) all[n++] = (struct shingle_key){ shingle_hash(&s->words[i]), i };
    winnow(s, all, n);
    return true;
}

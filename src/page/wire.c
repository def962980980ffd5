/* wire.c: datelines, bylines, dates and credits, as grammars over a line's words.
 *
 *   dateline  [ "(" AGENCY ")" ] PLACE { "," REGION | DATE | AGENCY } [ "(" AGENCY ")" ] DASH
 *   byline    "By" NAME { ("and" | "," | "of" | ...) NAME | ROLE | AGENCY },  or  NAME ("," | "|") (ROLE | AGENCY)+
 *   date      all words are months, days, numbers, hours, time zones and the words around them ("Published", "Updated")
 *
 * A place in capitals before a dash is one; any other place needs an agency or a date beside it, since "Paris - " may open any sentence.
 * The Associated Press Stylebook, "datelines"; Reuters Handbook of Journalism, "sign-offs". */
#include "page/wire.h"

#include <stdint.h>
#include <string.h>

#include "base/character.h"
#include "base/utf8.h"
#include "page/phrases.h"

/* ---- Words of a line --------------------------------------------------------------------------------------------------------- */

struct token {
    const char *s;
    size_t len;
};

static bool listed(struct token t, const char *const *list)
{
    for (const char *const *p = list; *p; p++)
        if (ascii_equals(t.s, t.len, *p)) return true;
    return false;
}

/* The next word from *at on, without the punctuation at its ends: *mark is the first character of what follows it, '\0' at the end. */
static bool next_token(const char *s, size_t len, size_t *at, struct token *t, char *mark)
{
    size_t i = *at;
    /* U+0080 to U+00BF, all of which begin with C2, are marks: NBSP, the middle dot, guillemets. */
    while (i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == '\xC2' || strchr(",;:|()[]/*", s[i]) || s[i] == '-'))
        i += s[i] == '\xC2' && i + 1 < len ? 2 : 1;
    size_t start = i;
    while (i < len && s[i] != ' ' && s[i] != '\t' && s[i] != '\xC2' && s[i] != '\0' && !strchr(",;:|()[]/*", s[i])) i++;
    size_t end = i;
    *mark = i < len ? s[i] : '\0';
    while (end > start && strchr(".!?\"'", s[end - 1])) {
        *mark = s[end - 1];
        end--;
    }
    *t = (struct token){ s + start, end - start };
    *at = i;
    return i > start;
}

static bool is_dash_at(const char *s, size_t len, size_t i, size_t *n)
{
    *n = 0;
    if (i < len && s[i] == '-')
        *n = i + 1 < len && s[i + 1] == '-' ? 2 : 1;
    else if (len - i >= 3 && i < len && s[i] == '\xE2' && s[i + 1] == '\x80' && (unsigned char)s[i + 2] >= 0x92 && (unsigned char)s[i + 2] <= 0x95)
        *n = 3;
    return *n > 0;
}

static bool starts_upper(struct token t)
{
    uint32_t cp;
    return t.len && utf8_decode(t.s, t.len, &cp) && char_is_upper(cp);
}

static bool all_upper(struct token t)
{
    bool some = false;
    for (size_t i = 0; i < t.len;) {
        uint32_t cp;
        unsigned n = utf8_decode(t.s + i, t.len - i, &cp);
        if (!n || char_is_lower(cp)) return false;
        some |= char_is_upper(cp);
        i += n;
    }
    return some;
}

static bool has_digit(struct token t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.s[i] >= '0' && t.s[i] <= '9') return true;
    return false;
}

static bool is_number(struct token t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!((t.s[i] >= '0' && t.s[i] <= '9') || strchr(".:-", t.s[i]))) return false;
    return t.len > 0 && has_digit(t);
}

/* ---- Names ----------------------------------------------------------------------------------------------------------------------- */

bool is_agency(const char *s, size_t len)
{
    /* Short names count in capitals only. */
    for (const char *const *p = phrases_agency_acronyms; *p; p++)
        if (strlen(*p) == len && !memcmp(*p, s, len)) return true;
    for (const char *const *p = phrases_agency_names; *p; p++)
        if (ascii_equals(s, len, *p)) return true;
    return false;
}

static bool is_particle(struct token t) { return listed(t, phrases_name_particles); }

static bool is_role(struct token t) { return listed(t, phrases_byline_roles); }

static bool is_date_word(struct token t) { return listed(t, phrases_calendar_words); }

/* ---- Dates -------------------------------------------------------------------------------------------------------------------------- */

bool is_date_line(const char *s, size_t len)
{
    if (len > 100) return false;
    size_t at = 0;
    struct token t;
    char mark;
    bool month = false, number = false, numeric = false;
    for (unsigned n = 0; next_token(s, len, &at, &t, &mark); n++) {
        if (!t.len) return false;
        if (has_digit(t)) {
            size_t digits = 0, separators = 0, letters = 0;
            for (size_t i = 0; i < t.len; i++) {
                digits += t.s[i] >= '0' && t.s[i] <= '9';
                separators += t.s[i] == '-' || t.s[i] == '.';
                letters += (t.s[i] | 0x20) >= 'a' && (t.s[i] | 0x20) <= 'z';
            }
            if (letters > 2) return false;
            number = true;
            numeric |= digits >= 6 && separators == 2;
        } else if (is_date_word(t)) {
            month = true;
        } else if (!listed(t, phrases_date_words)) {
            return false;
        }
        /* 10/04/2016: the slashes part the numbers here. */
        if (mark == '/' && n > 0) numeric = true;
    }
    return (month && number) || numeric;
}

/* ---- Bylines ------------------------------------------------------------------------------------------------------------------------ */

/* Names, roles and what stands between them, from `at` to the line's end. names: how many capitalised words come first. */
static bool is_names(const char *s, size_t len, size_t at, bool *marked)
{
    struct token t;
    char mark;
    unsigned names = 0, words = 0, roles = 0;
    *marked = false;
    while (next_token(s, len, &at, &t, &mark)) {
        if (!t.len) continue;
        words++;
        if (words == 1 && (is_date_word(t) || has_digit(t))) return false;
        bool handle = t.s[0] == '@' || memchr(t.s, '@', t.len);
        if (starts_upper(t) && !is_role(t)) {
            names++;
        } else if (is_role(t) || is_agency(t.s, t.len)) {
            if (!names) return false;
            roles++;
            *marked |= !is_particle(t) && !ascii_equals(t.s, t.len, "and");
        } else if (!is_particle(t) && !handle && !has_digit(t) && t.len > 1) {
            return false;
        }
        /* A full stop inside the line is an initial's or an abbreviation's, or it ends a sentence: then this is no byline. */
        if ((mark == '.' && t.len > 3 && at < len) || mark == '!' || mark == '?' || mark == '"') return false;
    }
    return names >= 1 && words <= 24;
}

bool is_byline(const char *s, size_t len)
{
    if (len > 160 || len < 5) return false;
    bool marked;
    for (const char *const *p = phrases_byline_labels; *p; p++)
        if (ascii_starts(s, len, *p)) {
            size_t n = strlen(*p);
            size_t more = n + char_white_prefix(s + n, len - n);
            if (ascii_starts(s + more, len - more, "by ")) more += 3;
            return is_names(s, len, more, &marked);
        }
    if (ascii_starts(s, len, "by ") && s[0] == 'B') {
        if (is_agency(s + 3, len - 3)) return true;
        /* "By the sea", "By Monday" are no names: is_names() wants a capital and no date. */
        struct token t;
        char mark;
        size_t at = 3;
        return next_token(s, len, &at, &t, &mark) && starts_upper(t) && s[len - 1] != ':' && !ascii_equals(t.s, t.len, "the") &&
               is_names(s, len, 3, &marked);
    }
    /* "Ann Lee, Staff Writer", "Ann Lee | Reuters", "Ann Lee, USA TODAY": names, then nothing but roles, an agency or a paper in capitals. */
    size_t comma = 0;
    while (comma < len && s[comma] != ',' && s[comma] != '|') comma++;
    if (comma == len || comma > 60 || len > 90) return false;
    struct token t;
    char mark;
    unsigned names = 0, roles = 0, capitals = 0, others = 0;
    for (size_t at = 0; at < comma && next_token(s, comma, &at, &t, &mark);) {
        if (!t.len || !(starts_upper(t) || is_particle(t)) || has_digit(t) || is_date_word(t) || (is_role(t) && !is_particle(t))) return false;
        names++;
    }
    size_t rest = comma + 1 + char_white_prefix(s + comma + 1, len - comma - 1);
    bool agency = is_agency(s + rest, len - rest);
    for (size_t at = rest; next_token(s, len, &at, &t, &mark);) {
        roles += is_role(t) && !is_particle(t);
        capitals += all_upper(t);
        others += !is_role(t) && !all_upper(t) && !is_agency(t.s, t.len);
    }
    return names >= 2 && names <= 7 && (agency || (!others && (roles || capitals >= 2))) && s[len - 1] != '.';
}

/* ---- Datelines -------------------------------------------------------------------------------------------------------------------- */

#define DATELINE_MAX 100

/* "(AP)", "[Reuters]" at s. Returns its length; 0 if it is no agency in brackets. sure: by name, not only by its capitals. */
static size_t agency_in_brackets(const char *s, size_t len, bool *sure)
{
    if (len < 4 || (s[0] != '(' && s[0] != '[')) return 0;
    char close = s[0] == '(' ? ')' : ']';
    size_t n = 1;
    while (n < len && n < 40 && s[n] != close) n++;
    if (n >= len || s[n] != close) return 0;
    *sure = is_agency(s + 1, n - 1);
    for (size_t i = 1; i < n && !*sure; i++)
        if (s[i] == '/' || s[i] == ',' || s[i] == ' ') *sure = is_agency(s + 1, i - 1);
    return *sure || (n <= 9 && all_upper((struct token){ s + 1, n - 1 })) ? n + 1 : 0;
}

/* Words in capitals that stand before a dash and are no places. */
static bool is_label(struct token t) { return listed(t, phrases_capital_labels); }

/* What opens a sentence, and no place: "On Friday, the envoy - ..." */
static bool is_small_word(struct token t) { return listed(t, phrases_small_words); }

/* The words before the dash: s[0 .. len). sure: an agency stands beside. */
static bool is_place(const char *s, size_t len, bool sure)
{
    size_t at = 0;
    struct token t;
    char mark;
    unsigned words = 0;
    bool caps = false, date = false, agency = false, after_comma = false;
    while (next_token(s, len, &at, &t, &mark)) {
        if (!t.len) return false;
        bool number = is_number(t) || (has_digit(t) && t.len <= 4);
        words++;
        if (words == 1) {
            caps = all_upper(t) && t.len >= 3;
            /* "ST. LOUIS", "EL PASO" */
            caps |= all_upper(t) && t.len == 2 && mark != '\0' && mark != ',';
            if (!starts_upper(t) || number || (caps && is_label(t)) || is_date_word(t) || is_small_word(t)) return false;
        } else if (is_date_word(t) || number) {
            date |= words > 1;
        } else if (is_agency(t.s, t.len)) {
            agency = true;
        } else if (!starts_upper(t) && !is_particle(t)) {
            return false;
        } else if (!after_comma && caps && !all_upper(t) && !is_particle(t)) {
            caps = false;
        }
        if (!after_comma && words > 5) return false;
        after_comma |= mark == ',';
        if (mark == '!' || mark == '?' || mark == '"' || mark == ':' || mark == ';' || mark == '|') return false;
    }
    if (words == 0 || words > 9) return false;
    return caps || ((sure || agency || date) && words <= 8 && (date || agency || words <= 5));
}

static size_t skip_space(const char *s, size_t len, size_t i) { return i < len ? i + char_white_prefix(s + i, len - i) : i; }

size_t dateline_length(const char *s, size_t len)
{
    size_t limit = len < DATELINE_MAX ? len : DATELINE_MAX, at = 0, n;
    bool sure = false, some = false;
    size_t bracket = agency_in_brackets(s, limit, &sure);
    if (bracket) {
        size_t behind = skip_space(s, len, bracket);
        if (is_dash_at(s, len, behind, &n)) return behind + n;
        if (sure) some = true; /* "(CNN) The storm ..." */
        at = behind;
    }
    /* The dash: with a space on at least one side, or a long one. */
    size_t place = at;
    for (size_t i = at; i < limit; i++) {
        if (s[i] == '(' || s[i] == '[') {
            bool by_name = false;
            size_t b = agency_in_brackets(s + i, limit - i, &by_name);
            size_t behind = skip_space(s, len, i + b);
            if (!b || i == place) break;
            if (!is_dash_at(s, len, behind, &n)) {
                struct token first = { s + behind, len - behind };
                if (!by_name || behind >= len || !starts_upper(first) || s[i - 1] == '.' || (i > 1 && s[i - 2] == '.')) break;
                n = 0; /* "PARIS (AFP) The ..." */
                behind = i + b;
            }
            return is_place(s + place, i - place, true) ? behind + n : some ? bracket : 0;
        }
        if (!is_dash_at(s, limit, i, &n)) continue;
        bool before = i > place && (s[i - 1] == ' ' || s[i - 1] == '\xA0'), after = i + n >= len || s[i + n] == ' ' || s[i + n] == '\xC2';
        if (n == 1 && !(before && after) && !(after && i > place && (s[i - 1] == ',' || s[i - 1] == '.'))) {
            continue;
        }
        if (i == place || !is_place(s + place, i - place, sure)) break;
        size_t end = i + n, behind = skip_space(s, len, end);
        /* "CAPE TOWN -- (AP) -- Two ..." */
        size_t b = behind < len ? agency_in_brackets(s + behind, len - behind, &sure) : 0;
        if (b) {
            size_t second = skip_space(s, len, behind + b);
            if (is_dash_at(s, len, second, &n)) return second + n;
        }
        return end;
    }
    return some ? bracket : 0;
}

/* ---- Credits --------------------------------------------------------------------------------------------------------------------- */

/* "Ann Lee/Getty Images", "Ann Lee / AP" */
static bool ends_with_agency(const char *s, size_t len)
{
    size_t slash = len;
    while (slash > 0 && s[slash - 1] != '/') slash--;
    size_t name = skip_space(s, len, slash);
    return slash > 1 && is_agency(s + name, len - name);
}

/* The length of the phrase of a list that the line opens with; 0: none. */
static size_t opening(const char *s, size_t len, const char *const *list)
{
    for (const char *const *p = list; *p; p++)
        if (ascii_starts(s, len, *p)) return strlen(*p);
    return 0;
}

/* The inside of a bracket, or a line, that says whose the words or picture are. */
static bool is_credit_text(const char *s, size_t len)
{
    if (!len || len > 400) return false;
    if (is_agency(s, len) || (s[len - 1] == '.' && is_agency(s, len - 1)) || opening(s, len, phrases_credit_starts)) return true;
    return len <= 120 && (opening(s, len, phrases_picture_credits) || opening(s, len, phrases_credit_labels) || ends_with_agency(s, len));
}

bool has_headline_label(const char *s, size_t len)
{
    size_t label = opening(s, len, phrases_credit_labels);
    return label && !is_agency(s + label, len - label) && !ends_with_agency(s + label, len - label);
}

bool is_credit(const char *s, size_t len)
{
    if (len > 2 && (s[0] == '(' || s[0] == '[') && (s[len - 1] == ')' || s[len - 1] == ']')) return is_credit_text(s + 1, len - 2);
    if (is_credit_text(s, len) && !(s[len - 1] == '.' && len > 160)) return true;
    size_t dash;
    if (len < 40 && is_dash_at(s, len, 0, &dash)) {
        size_t i = skip_space(s, len, dash);
        return i < len && is_agency(s + i, len - i);
    }
    /* "Ann Lee in Rome and Bo Roe contributed to this report." */
    size_t n = len && s[len - 1] == '.' ? len - 1 : len;
    for (const char *const *p = phrases_contribution_ends; *p; p++) {
        size_t k = strlen(*p);
        if (n > k && n < 400 && ascii_equals(s + n - k, k, *p) && !memchr(s, '"', n) && starts_upper((struct token){ s, 1 })) return true;
    }
    return false;
}

size_t credit_start(const char *s, size_t len)
{
    if (len < 5 || (s[len - 1] != ')' && s[len - 1] != ']')) return len;
    char open = s[len - 1] == ')' ? '(' : '[';
    size_t i = len - 1;
    while (i > 0 && s[i] != open && len - i < 400) i--;
    return s[i] == open && i > 0 && is_credit_text(s + i + 1, len - i - 2) ? i : len;
}

/* ---- Captions, related lines, the rest ------------------------------------------------------------------------------------------ */

bool is_caption(const char *s, size_t len)
{
    if (len > 500) return false;
    for (const char *const *p = phrases_caption_starts; *p; p++)
        if (ascii_starts(s, len, *p)) {
            /* "This image ..." also opens paragraphs; a caption of that kind names its day or its maker soon. */
            return !ascii_starts(s, len, "this ") || credit_start(s, len) < len || (len > 20 && s[len - 1] != '.');
        }
    /* "In this June 3, 2016 file photo, ..." */
    if (ascii_starts(s, len, "in this ")) {
        size_t at = 8;
        struct token t;
        char mark;
        for (int n = 0; n < 7 && next_token(s, len, &at, &t, &mark); n++) {
            if (ascii_equals(t.s, t.len, "photo") || ascii_equals(t.s, t.len, "photograph")) return n > 0;
            if (!is_date_word(t) && !has_digit(t) && !ascii_equals(t.s, t.len, "file") && !ascii_equals(t.s, t.len, "undated")) return false;
        }
    }
    return false;
}

/* Whether s starts with a phrase that stands apart from what follows: by a mark, by the line's end, or since it alone is in capitals. */
static bool stands_apart(const char *s, size_t len, const char *phrase)
{
    if (!ascii_starts(s, len, phrase)) return false;
    size_t n = strlen(phrase), dash;
    if (n == len || s[n] == ':' || s[n] == '|' || s[n] == '>') return true;
    bool caps = true;
    for (size_t i = 0; i < n; i++) caps &= !(s[i] >= 'a' && s[i] <= 'z');
    size_t i = skip_space(s, len, n);
    if (i == n) return false;
    return caps || s[i] == ':' || s[i] == '|' || s[i] == '>' || (is_dash_at(s, len, i, &dash) && skip_space(s, len, i + dash) > i + dash) ||
           (s[i] == '\xC2' && i + 1 < len && s[i + 1] == '\xBB');
}

bool is_related(const char *s, size_t len)
{
    if (len > 300) return false;
    for (const char *const *p = phrases_related_phrases; *p; p++)
        if (stands_apart(s, len, *p)) {
            /* A single word needs its colon: "MORE TROOPS LEAVE" is a headline. */
            size_t n = strlen(*p);
            if (memchr(*p, ' ', n) || (n < len && s[n] == ':') || (n == len && n > 6)) return true;
        }
    for (const char *const *p = phrases_related_starts; *p; p++)
        if (ascii_starts(s, len, *p) && len < 200) return true;
    return false;
}

static bool contains(const char *s, size_t len, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= len; i++)
        if (ascii_starts(s + i, len - i, word)) return true;
    return false;
}

/* Nothing but marks: a rule between the parts of a page. */
static bool is_separator(const char *s, size_t len)
{
    bool some = false;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        unsigned n;
        enum char_class c = char_at(s + i, len - i, &cp, &n);
        if (cp >= 0x1F000 || c == CHAR_LETTER || c == CHAR_DIGIT || c == CHAR_QUOTE || c == CHAR_END) return false;
        some |= c != CHAR_WHITE && c != CHAR_IGNORABLE;
        i += n;
    }
    return some && len <= 200;
}

bool is_boilerplate(const char *s, size_t len)
{
    if (!len) return false;
    if (is_separator(s, len)) return true;
    if (len > 300) return false;
    for (const char *const *p = phrases_boilerplate_lines; *p; p++)
        if (ascii_equals(s, len, *p)) return true;
    for (const char *const *p = phrases_boilerplate_starts; *p; p++)
        if (ascii_starts(s, len, *p)) {
            bool letter = contains(s, len, "newsletter") || contains(s, len, "inbox") || contains(s, len, " app") || contains(s, len, "alerts") ||
                          contains(s, len, "email") || contains(s, len, "e-mail") || contains(s, len, "updates");
            bool sales = ascii_starts(s, len, "download ") || ascii_starts(s, len, "get ") || ascii_starts(s, len, "sign up for the ") ||
                         ascii_starts(s, len, "subscribe to the ");
            bool legal = !ascii_starts(s, len, "copyright ") || has_digit((struct token){ s, len }) || contains(s, len, "rights");
            return legal && (!sales || letter);
        }
    /* "Follow Ann Lee on Twitter @annlee" */
    if (ascii_starts(s, len, "follow ") && len < 140)
        return contains(s, len, "twitter") || contains(s, len, "facebook") || contains(s, len, "instagram") || memchr(s, '@', len);
    return contains(s, len, "all rights reserved") || (ascii_starts(s, len, "twitter: @") && len < 60);
}

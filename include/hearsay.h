/* hearsay.h: who says what in a news article.
 *
 *     hearsay_error err;
 *     hearsay_engine *eng = hearsay_engine_open(NULL, NULL, &err);
 *     hearsay_document *doc = hearsay_read(eng, text, strlen(text), NULL, &err);
 *     for (size_t i = 0; i < hearsay_attribution_count(doc); i++) {
 *         hearsay_attribution a = hearsay_attribution_at(doc, i);
 *         ... a.source, a.cue, a.content: spans in code points ...
 *     }
 *     hearsay_document_free(doc);
 *     hearsay_engine_close(eng);
 *
 * OWNERSHIP  What _open() or _read() gives, the caller gives back with _close() or _free(). All other pointers are lent by the
 *            document or engine they came from, and are good until that is freed.
 * THREADS    An engine is read-only once open: any number of threads may read with it. A document belongs to one thread at a time.
 * ERRORS     A function that can fail takes a hearsay_error, which may be NULL and is written on failure only. Nothing here exits or prints.
 * UNITS      Offsets are Unicode code points into hearsay_document_text(), half-open [start, end); `len` and `at` are bytes. */
#ifndef HEARSAY_H
#define HEARSAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && !defined(HEARSAY_STATIC)
#define HEARSAY_API __attribute__((visibility("default")))
#else
#define HEARSAY_API
#endif

#define HEARSAY_VERSION "1.0.0"

/* ---- Errors ------------------------------------------------------------------------------------------------------------ */

/* A number never changes its meaning. */
typedef enum {
    HEARSAY_OK = 0,
    HEARSAY_E_NOMEM = 1,         /* out of memory */
    HEARSAY_E_ARGUMENT = 2,      /* an argument or option makes no sense */
    HEARSAY_E_IO = 10,           /* a file cannot be opened, read or written */
    HEARSAY_E_UTF8 = 20,         /* invalid UTF-8, refused because of `strict` */
    HEARSAY_E_TOO_LONG = 21,     /* more than `max_bytes` */
    HEARSAY_E_BINARY = 22,       /* not text: NUL bytes or too many control characters */
    HEARSAY_E_JSON = 23,         /* a JSON Lines record that is broken or lacks `text` and `html` */
    HEARSAY_E_LANGUAGE = 24,     /* the text is not English, and `any_language` is not set */
    HEARSAY_E_ARCHIVE = 25,      /* a WARC, zip or tar file that is broken, or would unpack beyond its limit */
    HEARSAY_E_MODEL = 30,        /* the weight file or vocabulary is missing, damaged or of another format */
    HEARSAY_E_COMPUTE = 31,      /* the matrix library refused */
    HEARSAY_E_LEXICON = 32,      /* a line of a lexicon that makes no sense */
    HEARSAY_E_STORE = 40,        /* a store that is none, is damaged, or comes from a newer hearsay */
    HEARSAY_E_BUSY = 41,         /* another program keeps the store locked */
    HEARSAY_E_NOT_FOUND = 42     /* the store does not have what was asked for */
} hearsay_code;

typedef struct {
    hearsay_code code;
    size_t at;                   /* byte offset of the fault in the input, 0 where there is none */
    char msg[240];               /* one line, UTF-8: what was found, what was expected, where */
} hearsay_error;

/* hearsay_code_name: "HEARSAY_E_UTF8" for HEARSAY_E_UTF8; "?" for a number that is none. */
HEARSAY_API const char *hearsay_code_name(hearsay_code code);

/* hearsay_version: HEARSAY_VERSION of the library that is linked. */
HEARSAY_API const char *hearsay_version(void);

/* ---- Engine ------------------------------------------------------------------------------------------------------------ */

typedef struct hearsay_engine hearsay_engine;

typedef enum {
    HEARSAY_COMPUTE_AUTO = 0,    /* int8 where the CPU has AVX-512 VNNI, else fp32 */
    HEARSAY_COMPUTE_INT8,
    HEARSAY_COMPUTE_BF16,
    HEARSAY_COMPUTE_FP32
} hearsay_compute;

typedef struct {
    size_t size;                 /* sizeof(hearsay_engine_options): set by HEARSAY_ENGINE_OPTIONS_INIT, so that new fields break no old program */
    hearsay_compute compute;
    const char *const *lexicons; /* paths of files whose rows are added to the built-in lexicon (lexicon/README.md); copied */
    size_t n_lexicons;
} hearsay_engine_options;

#define HEARSAY_ENGINE_OPTIONS_INIT { sizeof(hearsay_engine_options), HEARSAY_COMPUTE_AUTO, NULL, 0 }

/* hearsay_engine_open: load the weights and make them ready.
 *   model_path  a .safetensors file of format hearsay-weights/1, with its vocabulary beside it (NAME.vocab.txt). NULL: the file named by the
 *               environment variable HEARSAY_MODEL, else the one installed with the library (before it, for a program in its build folder, the one of
 *               its source tree), else ./models/hearsay-en.safetensors.
 *   opts        NULL for the defaults.
 * Returns  an engine; close it with hearsay_engine_close(). NULL on failure.
 * Errors   HEARSAY_E_IO, HEARSAY_E_MODEL (format version, names, shapes, checksum: the message says which), HEARSAY_E_ARGUMENT (a compute path
 *          that this CPU lacks), HEARSAY_E_LEXICON (the message names file, line and reason; at: where the line begins), HEARSAY_E_TOO_LONG (a
 *          lexicon of more than 64 MiB), HEARSAY_E_COMPUTE, HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_engine *hearsay_engine_open(const char *model_path, const hearsay_engine_options *opts, hearsay_error *err);
HEARSAY_API void hearsay_engine_close(hearsay_engine *eng);                     /* NULL is allowed */

/* hearsay_engine_compute: the path that was chosen, never HEARSAY_COMPUTE_AUTO. */
HEARSAY_API hearsay_compute hearsay_engine_compute(const hearsay_engine *eng);

/* hearsay_engine_id: all that decides what is found in a text: "1.0.0 int8 weights:0123456789abcdef tables:0123456789abcdef". Two engines with the
 *   same id give the same documents. Lent by the engine. */
HEARSAY_API const char *hearsay_engine_id(const hearsay_engine *eng);

/* ---- Reading ----------------------------------------------------------------------------------------------------------- */

typedef struct hearsay_document hearsay_document;

typedef struct {
    size_t size;                 /* sizeof(hearsay_options) */
    size_t max_bytes;            /* longest article in bytes; at most 1 GiB */
    bool strict;                 /* refuse invalid UTF-8 instead of repairing it */
    double min_score;            /* leave out attributions with a score below this, 0..1 */
    /* What is known of the article from elsewhere: NUL-terminated UTF-8, NULL where unknown; copied. What it says itself goes first. */
    const char *uri, *outlet, *title, *published;
    bool any_language;           /* read what does not seem to be English, too */
    const char *charset;         /* of a web page: what the server said of its encoding, "utf-8"; NULL if nothing */
    bool outermost;              /* leave out what is said inside what is said: the outermost attributions only */
} hearsay_options;

#define HEARSAY_MAX_BYTES ((size_t)8 << 20)
#define HEARSAY_OPTIONS_INIT { sizeof(hearsay_options), HEARSAY_MAX_BYTES, false, 0.0, NULL, NULL, NULL, NULL, false, NULL, false }

/* hearsay_read: find who says what in one article of plain text.
 *   eng   from hearsay_engine_open(); read-only here, so any number of threads may share one.
 *   text  UTF-8, need not end in NUL; copied, may be freed on return. NULL is allowed if len is 0.
 *   len   bytes, at most opts->max_bytes.
 *   opts  NULL for the defaults.      err   may be NULL; written on failure only.
 * Returns  a new document; the caller frees it with hearsay_document_free(). NULL on failure.
 * Errors   HEARSAY_E_TOO_LONG, HEARSAY_E_BINARY, HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE, HEARSAY_E_ARGUMENT (opts); with opts->strict HEARSAY_E_UTF8
 *          (err->at: the first bad byte), else each bad sequence becomes U+FFFD and is counted in hearsay_document_repairs(). HEARSAY_E_LANGUAGE
 *          for a text that is not English, unless opts->any_language; too short a text to tell is read. An empty text is no error: it
 *          attributes nothing.
 * Method   encoder, CRF spans and pointers (src/model/), then attributions (src/discourse/). Same model, CPU path and input: same output.
 * Cost     linear in len, but for sentences (cubic in words, cut at 256) and paragraphs (quadratic, cut at a window of word pieces). */
HEARSAY_API hearsay_document *hearsay_read(const hearsay_engine *eng, const char *text, size_t len, const hearsay_options *opts, hearsay_error *err);

/* hearsay_read_html: the same for a web page, of which the article is read: its visible text, a line a block, and what the page says of it.
 *   html, len  the page as it was served, HTML or XHTML, without the HTTP head; in any of the usual encodings: a byte order mark decides, then
 *              opts->charset, then what the page declares, then what its bytes look like (docs/format.md, "Encodings").
 *   opts->uri  where the page came from, if that is http:// or https://; nothing is fetched. It helps to know the outlet and the day.
 *   opts->outlet, title, published  stand where the page does not say it.
 * Returns  a document; its text is empty if there is no article on the page.
 * Errors   as hearsay_read(). HEARSAY_E_TOO_LONG also for more than 500,000 tags, or a page that takes the parser more than 512 MiB.
 *          hearsay_document_repairs() counts, besides, start tags that were left out because 256 elements were open. */
HEARSAY_API hearsay_document *hearsay_read_html(const hearsay_engine *eng, const char *html, size_t len, const hearsay_options *opts,
                                                hearsay_error *err);

/* hearsay_read_record: the same for one record of a JSON Lines file: an object with `text`, or else `html` and, where known, its `charset`; and,
 *   where known, `url`, `id`, `title`, `outlet` and `published`. Other fields are passed over, and so is a `published` that
 *   hearsay_date_valid() does not know.
 *   record, len  UTF-8 JSON, at most opts->max_bytes.
 *   opts         as for hearsay_read(); what it knows of the article stands where the record says nothing. What the record says goes before
 *                what its page says. The document's uri is the record's url, else its id, else opts->uri.
 * Errors   as hearsay_read(), and HEARSAY_E_JSON (err->at: the byte of the record at which it breaks). */
HEARSAY_API hearsay_document *hearsay_read_record(const hearsay_engine *eng, const char *record, size_t len, const hearsay_options *opts,
                                                  hearsay_error *err);

/* hearsay_page_text, hearsay_page_html, hearsay_page_record: only the first stage of the three above, which needs no engine: text, metadata,
 *   language and blocks, in whatever language. The document has no sentences and nothing that stands in them; opts->min_score and
 *   opts->any_language mean nothing. */
HEARSAY_API hearsay_document *hearsay_page_text(const char *text, size_t len, const hearsay_options *opts, hearsay_error *err);
HEARSAY_API hearsay_document *hearsay_page_html(const char *html, size_t len, const hearsay_options *opts, hearsay_error *err);
HEARSAY_API hearsay_document *hearsay_page_record(const char *record, size_t len, const hearsay_options *opts, hearsay_error *err);

/* hearsay_document_read: the rest of the way for a document of hearsay_page_text(), _html(), _record() or hearsay_store_page(): afterwards it is what
 *   hearsay_read() and the others would have given. So whoever knows the text already need not have it read.
 *   opts    only min_score, any_language and outermost count.
 * Errors   HEARSAY_E_LANGUAGE (the document is as it was); HEARSAY_E_ARGUMENT (it has been read, or something is NULL); HEARSAY_E_NOMEM,
 *          HEARSAY_E_COMPUTE: it can only be freed. */
HEARSAY_API hearsay_code hearsay_document_read(hearsay_document *doc, const hearsay_engine *eng, const hearsay_options *opts, hearsay_error *err);

/* hearsay_document_load: a document from its JSON (HEARSAY_JSON, docs/format.md), for the getters and the writers. It has no words with their
 *   syntax, so HEARSAY_CONLLU has nothing to print of it, and its scores have four decimals; its JSON is the same again, byte for byte.
 *   json, len  UTF-8, one object; every span, name and id in it is checked.
 * Errors   HEARSAY_E_JSON (the message says what is wrong), HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_document *hearsay_document_load(const char *json, size_t len, hearsay_error *err);

/* hearsay_looks_like_html: do these first bytes of a file begin as a web page does: with a doctype, <html>, or some other tag of a page's head or
 *   body, white space, comments and <?xml ...?> aside? 4 KiB are plenty. */
HEARSAY_API bool hearsay_looks_like_html(const char *bytes, size_t len);

/* hearsay_charset_valid: is this a name that opts->charset may have? A label of the WHATWG Encoding Standard, "utf-8" or "latin1", perhaps as a
 *   server writes it, "text/html; charset=utf-8". Of any other name the library takes no notice, as the standard wants it. */
HEARSAY_API bool hearsay_charset_valid(const char *charset);

/* hearsay_language_name: "German" for "de"; NULL for a code that hearsay_document_language() never gives. */
HEARSAY_API const char *hearsay_language_name(const char *code);

/* hearsay_date_valid: is this what opts->published may be? A day of the calendar, "2023-02-07", or a day and a time as RFC 3339 writes
 *   them, "2023-02-07T18:30:00+01:00"; a space for the "T" is let pass, seconds and zone may be absent. */
HEARSAY_API bool hearsay_date_valid(const char *date);

HEARSAY_API void hearsay_document_free(hearsay_document *doc);                  /* NULL is allowed */

/* ---- WARC files ---------------------------------------------------------------------------------------------------------------- */

/* What crawlers write (ISO 28500:2017, WARC/1.1, and 1.0), as it is or in gzip, with one member a record or one for all:
 *
 *     hearsay_warc *w = hearsay_warc_open("news.warc.gz", NULL, &err);
 *     for (;;) {
 *         const hearsay_warc_record *r;
 *         if (hearsay_warc_next(w, &r, &err) != HEARSAY_OK) { ... err.msg: what is passed over ...; continue; }
 *         if (!r) break;
 *         if (r->status != 200 || !r->media_type || strcmp(r->media_type, "text/html")) continue;
 *         if (hearsay_warc_body(w, HEARSAY_MAX_BYTES, &page, &len, &err) == HEARSAY_OK) ... hearsay_read_html(): r->uri, r->charset ...
 *     }
 *     hearsay_warc_close(w);
 *
 * A hearsay_warc belongs to one thread at a time. It holds some 200 KiB and the body it was asked for last, however large the file. */
typedef struct hearsay_warc hearsay_warc;

/* Where the bytes come from. */
typedef struct {
    size_t size;                 /* sizeof(hearsay_warc_input) */
    void *context;               /* handed to the functions */
    ptrdiff_t (*read)(void *context, void *to, size_t room);                        /* the next bytes: how many, 0 at the end, -1 and errno */
    ptrdiff_t (*read_at)(void *context, uint64_t offset, void *to, size_t room);    /* the same anywhere; NULL: it cannot be done (a pipe) */
} hearsay_warc_input;

typedef struct {
    size_t size;                 /* sizeof(hearsay_warc_options) */
    uint64_t max_unpacked;       /* bytes that all of the file's gzip members and compressed bodies may unpack to */
    unsigned max_ratio;          /* times the packed size, of the file so far and of one record; looked at beyond 64 MiB; 1 or more */
} hearsay_warc_options;

#define HEARSAY_WARC_OPTIONS_INIT { sizeof(hearsay_warc_options), (uint64_t)64 << 30, 200 }

/* hearsay_warc_open: read the WARC file at this path.
 * hearsay_warc_open_input: read it from elsewhere. With read_at a wrong Content-Length costs that record alone, and what is not wanted is not read;
 *   without, a length that is too large takes along the records that it covers.
 *   input  copied; what its context points to must outlive the reader, which does not close it.
 *   opts   NULL for the defaults.
 * Returns  a reader; close it with hearsay_warc_close(). NULL on failure.
 * Errors   HEARSAY_E_IO (open only), HEARSAY_E_ARGUMENT, HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_warc *hearsay_warc_open(const char *path, const hearsay_warc_options *opts, hearsay_error *err);
HEARSAY_API hearsay_warc *hearsay_warc_open_input(const hearsay_warc_input *input, const hearsay_warc_options *opts, hearsay_error *err);
HEARSAY_API void hearsay_warc_close(hearsay_warc *w);                           /* NULL is allowed */

/* A record's head. Strings are NUL-terminated and as the file has them (UTF-8 or not); NULL where it says nothing. */
typedef struct {
    const char *type;            /* WARC-Type in lower case: "response", "resource", "conversion", "request", "metadata", "revisit", ... */
    const char *uri;             /* WARC-Target-URI, without the angle brackets that some writers put around it */
    const char *date;            /* WARC-Date: when it was fetched (not when it was published), "2024-03-01T09:30:00Z" */
    const char *media_type;      /* of the body, in lower case, "text/html": of an HTTP response what the server says, else what the record says */
    const char *charset;         /* that was named with it, "utf-8" */
    unsigned status;             /* HTTP's, 200; 0: the record is no HTTP response */
    bool truncated;              /* the crawler cut it short, or it is the first segment of several */
    uint64_t at;                 /* where it begins in the file; of gzip, where its member begins */
    uint64_t length;             /* Content-Length: bytes of its block, an HTTP head included */
} hearsay_warc_record;

/* hearsay_warc_next: the next record of any type, in the order of the file.
 *   out  the record, lent until the next call; NULL: the file is over.
 * Returns  HEARSAY_OK, or the code also in err: something was damaged and is passed over, err->msg says what, and where reading goes on; *out is
 *          NULL. Call again for what follows: after a fault behind which there is nothing, that is the end.
 * Errors   HEARSAY_E_ARCHIVE (no WARC, a broken head, a wrong Content-Length, damaged gzip, a file that ends too early, a limit of the options),
 *          HEARSAY_E_IO, HEARSAY_E_NOMEM. err->at: the byte, as record.at. */
HEARSAY_API hearsay_code hearsay_warc_next(hearsay_warc *w, const hearsay_warc_record **out, hearsay_error *err);

/* hearsay_warc_body: the body of the last record, once: of an HTTP response without its head and chunks, unpacked from gzip, deflate and br; else the
 *   block. What the head calls chunked or packed and is not (crawlers unpack, and keep the head) is taken as it is.
 *   max     bytes, of the body as it comes out: a longer one is refused, and no more memory is taken for it.
 *   bytes   lent until the next call of any function; not NUL-terminated.
 * Errors  HEARSAY_E_TOO_LONG; HEARSAY_E_ARCHIVE (damaged chunks, compressed data or gzip member; the record's end is not where it should be; a
 *         limit), HEARSAY_E_ARGUMENT (no record, or its body was taken), HEARSAY_E_IO, HEARSAY_E_NOMEM. The next record is there all the
 *         same. */
HEARSAY_API hearsay_code hearsay_warc_body(hearsay_warc *w, size_t max, const char **bytes, size_t *len, hearsay_error *err);

/* ---- Walking a document -------------------------------------------------------------------------------------------------- */

typedef struct { size_t start, end; } hearsay_span;                             /* code points into the text */
typedef struct { const hearsay_span *at; size_t n; } hearsay_spans;

HEARSAY_API const char *hearsay_document_text(const hearsay_document *doc, size_t *len);    /* UTF-8 and a NUL; *len in bytes, may be NULL */
HEARSAY_API const char *hearsay_document_id(const hearsay_document *doc);                    /* XXH3-64 of the text, 16 hexadecimal digits */
HEARSAY_API size_t hearsay_document_repairs(const hearsay_document *doc);                    /* bad bytes that became U+FFFD, tags left out */

/* What is known of the article, as docs/format.md has it: NUL-terminated UTF-8, NULL where unknown. */
HEARSAY_API const char *hearsay_document_uri(const hearsay_document *doc);
HEARSAY_API const char *hearsay_document_canonical(const hearsay_document *doc);             /* the address that a web page gives itself */
HEARSAY_API const char *hearsay_document_outlet(const hearsay_document *doc);
HEARSAY_API const char *hearsay_document_title(const hearsay_document *doc);
HEARSAY_API const char *hearsay_document_author(const hearsay_document *doc);                /* names, ", " between them */
HEARSAY_API const char *hearsay_document_published(const hearsay_document *doc);             /* hearsay_date_valid() */
HEARSAY_API const char *hearsay_document_modified(const hearsay_document *doc);              /* the same */
HEARSAY_API const char *hearsay_document_language(const hearsay_document *doc);              /* ISO 639-1: "en" */
/* hearsay_engine_id() of what read it; "": that is not known; NULL: only its page was looked at. */
HEARSAY_API const char *hearsay_document_engine(const hearsay_document *doc);

typedef struct { const char *kind; hearsay_span span; } hearsay_block;          /* kind: as format.md names it */
HEARSAY_API size_t hearsay_block_count(const hearsay_document *doc);
HEARSAY_API hearsay_block hearsay_block_at(const hearsay_document *doc, size_t i);           /* i < count, else an assertion */

typedef struct { hearsay_span span; size_t block; } hearsay_sentence;
HEARSAY_API size_t hearsay_sentence_count(const hearsay_document *doc);
HEARSAY_API hearsay_sentence hearsay_sentence_at(const hearsay_document *doc, size_t i);

/* A voice of a chain. */
typedef struct {
    size_t actor;                            /* HEARSAY_NO_ACTOR for one that the text does not name */
    const char *link;                        /* "said"; "heard", a news organisation that was told; "inherited", from this actor's words before */
} hearsay_voice;

typedef struct {
    hearsay_spans source, cue, content;      /* n = 0 where the text has none; several spans where it is broken */
    size_t sentence;                         /* that of the first cue span, else of the content */
    const char *quote;                       /* "direct", "mixed", "indirect" */
    double score;                            /* probability, calibrated on dev, that source and content are right */
    size_t actor;                            /* whose word it is: index for hearsay_actor_at(), HEARSAY_NO_ACTOR where the text names nobody */
    const char *stance;                      /* what the source does with the content: "states", "accuses", "denies", "confirms", "doubts", "warns",
                                                "demands", "promises", "criticises", "praises", "asks", "believes" */
    const char *source_type;                 /* "named", "unnamed", "document", "agency", "group", "none" */
    size_t within;                           /* the attribution whose content it stands in, the innermost; HEARSAY_OUTERMOST for none */
    const hearsay_voice *voices;             /* [n_voices] the chain, without the outlet: from the voice just inside it to the actor, the last */
    size_t n_voices;                         /* at least 1 */
} hearsay_attribution;
#define HEARSAY_OUTERMOST ((size_t)-1)
HEARSAY_API size_t hearsay_attribution_count(const hearsay_document *doc);
HEARSAY_API hearsay_attribution hearsay_attribution_at(const hearsay_document *doc, size_t i);

/* Who is who. An actor is somebody or something that the text speaks of or has speak, with all the places where it does. */
#define HEARSAY_NO_ACTOR ((size_t)-1)
typedef struct {
    hearsay_span span;
    const char *form;                        /* "name", "alias" (an acronym, a capital for its state), "nominal" ("the official"), "pronoun" */
} hearsay_mention;
typedef struct {
    const char *name;                        /* its fullest name in the text, of a state the usual one; never NULL */
    const char *kind;                        /* "country", "organisation", "agency", "person", "group", "document", "place", "other" */
    const char *code;                        /* ISO 3166-1 alpha-3 of the state that it is, or whose organ or agency it is; NULL: none known */
    const char *role;                        /* its description in the text: "Russian Foreign Minister"; NULL: none */
    size_t of;                               /* the actor for which it acts, HEARSAY_NO_ACTOR: none is known */
    const size_t *members; size_t n_members; /* of joint voices ("Ford and GM"): their actors, in ascending order; NULL, 0: it is none */
    const hearsay_mention *mentions; size_t n_mentions;   /* in text order; no two of a document have the same span */
} hearsay_actor;
HEARSAY_API size_t hearsay_actor_count(const hearsay_document *doc);                         /* in the order of their first mentions, groups last */
HEARSAY_API hearsay_actor hearsay_actor_at(const hearsay_document *doc, size_t i);           /* i < count, else an assertion */

typedef struct {
    hearsay_span span;                       /* words by which the outlet takes a side */
    const char *kind;                        /* "evaluative", "doubting", "scare-quotes", "side-term" */
    size_t attribution;                      /* index of the attribution in which they stand; SIZE_MAX: the outlet's own voice */
} hearsay_loaded;
HEARSAY_API size_t hearsay_loaded_count(const hearsay_document *doc);                        /* in text order; they never overlap */
HEARSAY_API hearsay_loaded hearsay_loaded_at(const hearsay_document *doc, size_t i);

typedef struct {
    hearsay_span span;
    const char *type;                        /* "date", "time", "duration", "set" */
    const char *value;                       /* TIMEX3: "2023-02-07", "2023-W06", "P3M", "PAST_REF"; counted from `published` where it is relative */
} hearsay_time;
HEARSAY_API size_t hearsay_time_count(const hearsay_document *doc);                          /* in text order; they never overlap */
HEARSAY_API hearsay_time hearsay_time_at(const hearsay_document *doc, size_t i);

/* What is claimed. A claim is a proposition that somebody holds, stated positively: never a fact. */
#define HEARSAY_OUTLET ((size_t)-2)          /* as an actor: the outlet itself */
typedef struct {
    const char *code, *mode;                 /* PLOVER's, "AID"; mode NULL where it has none */
    const char *cameo;                       /* CAMEO's, two digits at least, "072"; NULL where it has no code for it */
    const char *const *contexts; size_t n_contexts;       /* PLOVER's: "military", "future", "hypothetical", ... */
    hearsay_spans cue, theme;                /* the words that say it; what is given, demanded, agreed to: n = 0 where there is none */
    size_t actor, target, where;             /* who does it, to whom, in which place: HEARSAY_NO_ACTOR where the text does not tell */
    const char *when;                        /* as hearsay_time.value; NULL: the text does not tell */
} hearsay_event;
typedef struct {
    size_t attribution;                      /* in which it stands; SIZE_MAX: the outlet's own voice */
    hearsay_spans spans;
    bool negated;                            /* it is said that it is not so */
} hearsay_claim_mention;
typedef struct {
    size_t actor;                            /* HEARSAY_OUTLET; HEARSAY_NO_ACTOR for a voice that the text does not name */
    const char *position;                    /* "asserts", "denies", "doubts", "no-evidence", "reports" (passes it on without taking it up) */
    size_t attribution;                      /* that shows it; SIZE_MAX: the outlet's own voice */
    double score;                            /* probability that this is so */
} hearsay_position;
typedef struct {
    const char *text;                        /* in the words of its first mention, without a negation; never NULL */
    const hearsay_event *event;              /* NULL: no code fits */
    const hearsay_claim_mention *mentions; size_t n_mentions;     /* in text order, one at least */
    const hearsay_position *positions; size_t n_positions;        /* one for each actor and attribution, in text order */
} hearsay_claim;
HEARSAY_API size_t hearsay_claim_count(const hearsay_document *doc);                         /* in the order of their first mentions */
HEARSAY_API hearsay_claim hearsay_claim_at(const hearsay_document *doc, size_t i);           /* i < count, else an assertion */

/* ---- Writing ------------------------------------------------------------------------------------------------------------- */

typedef enum {
    HEARSAY_JSON, HEARSAY_JSON_PRETTY,
    HEARSAY_TEXT,                /* for people: who -> how -> what */
    HEARSAY_BRAT_TEXT, HEARSAY_BRAT_ANN, HEARSAY_CONLLU,
    HEARSAY_BLOCKS,              /* for people: the text with the kind of each block beside it */
    HEARSAY_CSV,                 /* attributions, one a row, under a line of names; safe to open in a spreadsheet */
    HEARSAY_HTML,                /* for people: one page that needs nothing else, with the text marked and each attribution's chain */
    HEARSAY_WEBANNO,             /* W3C Web Annotation, JSON-LD: what is found as annotations of the text, on a line */
    HEARSAY_PROV,                /* PROV-JSON: the chains as entities, activities and agents, on a line */
    HEARSAY_PLOVER,              /* event data: claims that have an event, one a row, in the columns of POLECAT, with who asserts and denies it */
    HEARSAY_SCHEMA_ORG,          /* schema.org's Claim, JSON-LD: claims with who asserts them and where they stand, on a line */
    HEARSAY_SVG,                 /* for people: a drawing of the net of voices and claims, those that lead */
    HEARSAY_DOT                  /* the net of voices and claims in Graphviz's language, all of it */
} hearsay_format;

typedef struct {
    size_t size;                 /* sizeof(hearsay_write_options) */
    unsigned columns;            /* HEARSAY_TEXT, HEARSAY_BLOCKS: width of the terminal; 0: 100 */
    bool color;                  /* HEARSAY_TEXT, HEARSAY_BLOCKS: ANSI colours */
    bool no_header;              /* HEARSAY_CSV, _PLOVER: rows alone, to go on below those of another document */
    bool pretty;                 /* HEARSAY_JSON, _WEBANNO, _PROV, _SCHEMA_ORG: indented */
} hearsay_write_options;

#define HEARSAY_WRITE_OPTIONS_INIT { sizeof(hearsay_write_options), 0, false, false, false }

/* hearsay_document_write: the document in one of the formats of docs/format.md.
 *   out  on success a NUL-terminated UTF-8 string that the caller frees with hearsay_string_free(); *out_len in bytes, may be NULL.
 * Returns  HEARSAY_OK, or the code also in err: HEARSAY_E_NOMEM, HEARSAY_E_ARGUMENT (no such format). */
HEARSAY_API hearsay_code hearsay_document_write(const hearsay_document *doc, hearsay_format format, const hearsay_write_options *opts, char **out,
                                                size_t *out_len, hearsay_error *err);
/* hearsay_csv_header: the line of names with which HEARSAY_CSV begins, CRLF at its end. */
HEARSAY_API const char *hearsay_csv_header(void);
HEARSAY_API const char *hearsay_plover_header(void);                            /* likewise, of HEARSAY_PLOVER */
HEARSAY_API void hearsay_string_free(char *s);                                  /* NULL is allowed */

/* ---- Copies of one text -------------------------------------------------------------------------------------------------------- */

/* Which articles of a set share text: a wire story with another headline, one cut at its end, three paragraphs taken up in a longer piece.
 *
 *     hearsay_copies *set = hearsay_copies_new(&err);
 *     ... hearsay_copies_add(set, doc, &err) for each article; it may be freed at once ...
 *     hearsay_copies_find(set, &err);
 *     for (size_t i = 0; i < hearsay_copy_count(set); i++) ... hearsay_copy_at(set, i) ...
 *     hearsay_copies_free(set);
 *
 * What is looked at is the story: paragraphs, subheadings, deks; not headlines, bylines, captions. Words are the same in any case and with any
 * punctuation. What stands in quotation marks, and what many unrelated articles print, proves nothing by itself (docs/copies.md).
 * It needs no engine: the documents of hearsay_page_text(), _html() and _record() do. A set belongs to one thread at a time, takes some 20 bytes
 * a word, and the time to add an article does not grow with their number. */
typedef struct hearsay_copies hearsay_copies;

#define HEARSAY_NO_ARTICLE ((size_t)-1)
/* A passage: what lies in one block of each article, but for a few words that were reworded. */
typedef struct {
    hearsay_span a, b;                       /* code points into the text of each */
    size_t block_a, block_b;
    size_t words;                            /* that are equal */
    bool boilerplate;                        /* many other articles print it too: it did not count when the pair was judged */
} hearsay_passage;

typedef struct {
    size_t a, b;                             /* articles, numbered from 0 as they were added; a < b */
    const char *kind;                        /* "whole", four fifths of the words of each; "contained", of one of them; "part" */
    size_t from;                             /* a or b, whose text the other has; HEARSAY_NO_ARTICLE: nothing tells */
    const char *by;                          /* what tells: "credit", it is the agency that the other credits; "date", it is earlier; NULL */
    const char *origin;                      /* the news agency from which both have it, by outlet and credit lines; NULL: none is known */
    size_t words;                            /* that are equal, in all passages */
    double coverage_a, coverage_b;           /* their share of all words of each, 0..1 */
    const hearsay_passage *passages; size_t n_passages;            /* in the order of b; they do not overlap */
} hearsay_copy;

/* hearsay_copies_new: an empty set; free it with hearsay_copies_free(). NULL: HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_copies *hearsay_copies_new(hearsay_error *err);
HEARSAY_API void hearsay_copies_free(hearsay_copies *set);                      /* NULL is allowed */

/* hearsay_copies_add: one article more; what is needed of it is copied. Pairs that were found are no longer there.
 * Errors   HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM: the set is as it was. */
HEARSAY_API hearsay_code hearsay_copies_add(hearsay_copies *set, const hearsay_document *doc, hearsay_error *err);

/* For those who join keys elsewhere (below), and compare here only what met:
 * hearsay_copies_stop: these keys are boilerplate, in however many articles of this set they stand, for articles added before and after.
 *   Errors  HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM: the set is as it was.
 * hearsay_copies_clear: the set is as hearsay_copies_new() gave it, which costs more. */
HEARSAY_API hearsay_code hearsay_copies_stop(hearsay_copies *set, const uint64_t *keys, size_t n, hearsay_error *err);
HEARSAY_API void hearsay_copies_clear(hearsay_copies *set);                     /* NULL is allowed */

/* hearsay_copies_find: the pairs among all that was added, sorted by a, then b. Of a text that more than 32 articles have, each is paired with some
 *   of the first 32, not with every other.
 * Errors   HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_copies_find(hearsay_copies *set, hearsay_error *err);
HEARSAY_API size_t hearsay_copies_articles(const hearsay_copies *set);          /* that were added */
HEARSAY_API size_t hearsay_copy_count(const hearsay_copies *set);               /* 0 before hearsay_copies_find() */
HEARSAY_API hearsay_copy hearsay_copy_at(const hearsay_copies *set, size_t i);  /* i < count; what it points to is good until the next add or find */

/* hearsay_copies_write: what was found, as HEARSAY_JSON, _JSON_PRETTY (one object, docs/copies.md), HEARSAY_CSV (a pair a row, under a line of
 *   names unless opts->no_header) or HEARSAY_TEXT. The string is the caller's: hearsay_string_free().
 * Errors   HEARSAY_E_ARGUMENT (another format), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_copies_write(const hearsay_copies *set, hearsay_format format, const hearsay_write_options *opts, char **out,
                                              size_t *out_len, hearsay_error *err);

/* hearsay_document_keys: the keys by which copies are found, for those who join them elsewhere (a database, Spark): two articles that share 20
 *   words in a row outside quotations share a key. About one for 8 words, in text order; one may come twice. They stay the same throughout 0.x.
 *   keys, n  on success an array that the caller frees with hearsay_keys_free().
 * Errors   HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_document_keys(const hearsay_document *doc, uint64_t **keys, size_t *n, hearsay_error *err);
HEARSAY_API void hearsay_keys_free(uint64_t *keys);                             /* NULL is allowed */

/* ---- The store ----------------------------------------------------------------------------------------------------------- */

/* Many articles in one SQLite file (docs/store.md has its tables): facts, which are never rewritten, and what was derived from them.
 *
 *     hearsay_store *store = hearsay_store_open("hearsay.db", 0, &err);
 *     hearsay_document *doc = hearsay_read(eng, text, len, &opts, &err);
 *     if (hearsay_store_add(store, doc, NULL, NULL, &err) != HEARSAY_OK) ...
 *     hearsay_store_close(store);
 *
 * A store belongs to one thread at a time; several threads, and several programs, may each have the same file open, and write to it: they wait for
 * each other, up to 30 seconds. What a function has stored when it returns HEARSAY_OK stays, whatever becomes of the program; of a machine that
 * loses its power the last half second may be missing, and nothing is torn.
 * ERRORS  All functions: HEARSAY_E_ARGUMENT (NULL), HEARSAY_E_NOMEM, HEARSAY_E_IO (a full disk too; the store is as it was before the call),
 *         HEARSAY_E_BUSY, HEARSAY_E_STORE (damaged). */
typedef struct hearsay_store hearsay_store;

#define HEARSAY_STORE_READ_ONLY 1u               /* nothing is written; the file must exist */
#define HEARSAY_STORE_EXISTING 2u                /* a file that does not exist is not made */

/* hearsay_store_open: a store, made if there is no such file; one of an older schema is brought up to date, unless it is opened for reading only.
 * Errors  HEARSAY_E_STORE too for a file that is no store, and for one of a newer schema. */
HEARSAY_API hearsay_store *hearsay_store_open(const char *path, unsigned flags, hearsay_error *err);
HEARSAY_API void hearsay_store_close(hearsay_store *store);                     /* NULL is allowed */

/* Where an article was found, as far as its document does not say. NULL or 0: unknown. */
typedef struct {
    size_t size;                                 /* sizeof(hearsay_place) */
    const char *file, *member;                   /* the path of its file; in an archive, what that calls it */
    size_t line;                                 /* of JSON Lines, from 1 */
    const char *fetched;                         /* when a crawler had it: WARC-Date */
} hearsay_place;
#define HEARSAY_PLACE_INIT { sizeof(hearsay_place), NULL, NULL, 0, NULL }

/* What became of an article. An article is what one address (http, https) showed, through all its versions; without an address, one text. */
typedef enum {
    HEARSAY_STORED_NOTHING = 0,                  /* this text at this place is there already */
    HEARSAY_STORED_ARTICLE = 1,                  /* an article more */
    HEARSAY_STORED_VERSION = 2,                  /* another text of an article that is known */
    HEARSAY_STORED_PLACE = 3                     /* a text and an article that are known, in another place */
} hearsay_stored;

/* hearsay_store_add: an article, in a transaction of its own.
 *   doc      one that has been read; where its text is known (hearsay_store_has()) that of hearsay_page_*() will do.
 *   place    NULL: only what the document says.       stored   what became of it; may be NULL. */
HEARSAY_API hearsay_code hearsay_store_add(hearsay_store *store, const hearsay_document *doc, const hearsay_place *place, hearsay_stored *stored,
                                           hearsay_error *err);

/* Many articles: each is made ready on any thread, which is most of the work, and then all of a batch are written in one transaction.
 * hearsay_entry_new: doc must live as long as the entry; place is copied.
 * hearsay_store_put: all of them, or none. stored: room for n, or NULL. */
typedef struct hearsay_entry hearsay_entry;
HEARSAY_API hearsay_entry *hearsay_entry_new(const hearsay_document *doc, const hearsay_place *place, hearsay_error *err);
HEARSAY_API void hearsay_entry_free(hearsay_entry *entry);                      /* NULL is allowed */
HEARSAY_API hearsay_code hearsay_store_put(hearsay_store *store, hearsay_entry *const *entries, size_t n, hearsay_stored *stored, hearsay_error *err);

/* hearsay_store_has: is there a text with this id, hearsay_document_id()? */
HEARSAY_API hearsay_code hearsay_store_has(hearsay_store *store, const char *id, bool *has, hearsay_error *err);

/* hearsay_store_find: the text that somebody means by its id or the first digits of it (4 at least), by an article's address, by a record's id, or
 *   by the path of a file that is one article; of an article with versions the latest.
 * Errors  HEARSAY_E_NOT_FOUND: there is none, or more than one id begins like this. */
#define HEARSAY_ID 17                            /* 16 hexadecimal digits and a NUL */
HEARSAY_API hearsay_code hearsay_store_find(hearsay_store *store, const char *article, char id[HEARSAY_ID], hearsay_error *err);

/* hearsay_store_document: the document of a text, with the metadata of the first place where it was found; as hearsay_document_load() would give it.
 * hearsay_store_page: the same before it was read, for hearsay_document_read().
 * Free it with hearsay_document_free(). Errors  HEARSAY_E_NOT_FOUND. */
HEARSAY_API hearsay_document *hearsay_store_document(hearsay_store *store, const char *id, hearsay_error *err);
HEARSAY_API hearsay_document *hearsay_store_page(hearsay_store *store, const char *id, hearsay_error *err);

/* An article as it was seen last. Strings are lent until the function that gets it returns; NULL where unknown, but for those marked "". */
typedef struct {
    const char *id;                              /* of the text of its latest version */
    const char *address;
    const char *uri, *file, *member; size_t line;           /* where that was found: "", 0 where there is none */
    const char *outlet, *title, *author, *published, *modified, *language;
    const char *headline;                        /* its title, else the first line of its text; "" */
    const char *seen;                            /* when the store first had that version there: "2024-03-02T09:00:00Z" */
    size_t words, versions, places, attributions, claims;
} hearsay_article;

typedef struct {
    size_t size;                                 /* sizeof(hearsay_article_query) */
    const char *outlet;                          /* only its articles, in any case of letters; NULL: of all */
    const char *since, *until;                   /* published: "2023", "2023-02", "2023-02-07"; both included; NULL: no bound; what is no day,
                                                    month or year is HEARSAY_E_ARGUMENT wherever it is asked */
    size_t limit, offset;                        /* at most so many (0: all), after so many */
} hearsay_article_query;
#define HEARSAY_ARTICLE_QUERY_INIT { sizeof(hearsay_article_query), NULL, NULL, NULL, 0, 0 }

/* hearsay_store_articles: calls each() for every article, in the order in which they came, until it returns false. query: NULL for all. */
HEARSAY_API hearsay_code hearsay_store_articles(hearsay_store *store, const hearsay_article_query *query,
                                                bool (*each)(void *context, const hearsay_article *article), void *context, hearsay_error *err);

/* hearsay_store_versions: the texts that an article has had, as each was found first, the oldest first. article: as for hearsay_store_find(); by an
 *   address that article, by a text the one in which it was found last. */
HEARSAY_API hearsay_code hearsay_store_versions(hearsay_store *store, const char *article,
                                                bool (*each)(void *context, const hearsay_article *version),
                                                void *context, hearsay_error *err);

/* hearsay_diff_write: what changed between two versions: paragraphs removed, added, reworded (word by word), moved; attributions and claims that
 *   went, came or changed.
 *   format   HEARSAY_TEXT; HEARSAY_JSON: one object on a line, docs/store.md.       out   as of hearsay_document_write(). */
HEARSAY_API hearsay_code hearsay_diff_write(const hearsay_document *before, const hearsay_document *after, hearsay_format format,
                                            const hearsay_write_options *opts, char **out, size_t *out_len, hearsay_error *err);

/* A text in which words were found, in the place where it was found last. Strings are lent until the function that gets it returns. */
typedef struct {
    const char *id, *uri, *outlet, *published, *headline;    /* outlet, published: NULL where unknown; headline: its title, else its first line */
    const char *snippet;                         /* some of its words around those that were found, "…" where more stands */
    hearsay_spans found;                         /* these, in code points of the snippet */
    double score;                                /* the higher the better: BM25 */
} hearsay_hit;

/* hearsay_store_search: calls each() for the texts that have all of the words, the best first, until it returns false. Words count by their stems,
 *   in any case, without accents; "several words" in double quotes are a phrase, harbo* a beginning, -word must not be there, ships OR boats one of
 *   two. query   which articles; NULL for all. */
HEARSAY_API hearsay_code hearsay_store_search(hearsay_store *store, const char *words, const hearsay_article_query *query,
                                              bool (*each)(void *context, const hearsay_hit *hit), void *context, hearsay_error *err);

/* hearsay_store_export: a list of the store as a table, row by row to write() until it returns false.
 *   table   "articles", as they were seen last; "places"; "actors", "attributions", "claims", "positions" of all texts, with the place where each was
 *           found first; "copies", pairs of texts; "corrections", what people said. docs/store.md has their columns.
 *   query   which articles' rows; NULL for all.       format   HEARSAY_CSV, under a line of names, safe to open in a spreadsheet; HEARSAY_JSON: an
 *           object a line. */
HEARSAY_API hearsay_code hearsay_store_export(hearsay_store *store, const char *table, const hearsay_article_query *query, hearsay_format format,
                                              bool (*write)(void *context, const char *bytes, size_t len), void *context, hearsay_error *err);

/* ---- Actors across texts */

/* Actors of different texts that are taken for one: conservatively (src/trace/people.h), and as people have corrected it. Whoever neither has a name
 * nor speaks nor stands in a claim is none. Strings are lent until the function that gets it returns. */
typedef struct {
    const char *id;                              /* "s12"; it may change when the store is rebuilt */
    const char *name, *kind, *code;              /* the name that most have; kind as in hearsay_actor; code: NULL: none is known */
    size_t articles, attributions;               /* texts in which it is; what is its own word in them */
} hearsay_identity;

typedef struct {
    size_t size;                                 /* sizeof(hearsay_identity_query) */
    const char *name;                            /* words that all begin a word of the name, in any case; NULL: all */
    const char *kind, *code;                     /* NULL: all */
    size_t limit;                                /* at most so many; 0: all */
    const char *id;                              /* this one alone; NULL: all */
} hearsay_identity_query;
#define HEARSAY_IDENTITY_QUERY_INIT { sizeof(hearsay_identity_query), NULL, NULL, NULL, 0, NULL }

/* hearsay_store_identities: calls each() for every one, those in most texts first, until it returns false. query: NULL for all. */
HEARSAY_API hearsay_code hearsay_store_identities(hearsay_store *store, const hearsay_identity_query *query,
                                                  bool (*each)(void *context, const hearsay_identity *identity), void *context, hearsay_error *err);

/* hearsay_store_identity: the id of an actor of a text, 0 for "a1" of the document: "s12"; "" if it is none. */
#define HEARSAY_IDENTITY_ID 24
HEARSAY_API hearsay_code hearsay_store_identity(hearsay_store *store, const char *text_id, size_t actor, char id[HEARSAY_IDENTITY_ID],
                                                hearsay_error *err);

/* hearsay_store_sightings: where an actor ("s12") is: calls each() for every text with the actor's number in it (0 for "a1"), until it returns false.
 *   The earliest published first, those without a day last; within a text by number: two of its actors may be one across texts.
 * Errors  HEARSAY_E_NOT_FOUND: there is no such actor. */
HEARSAY_API hearsay_code hearsay_store_sightings(hearsay_store *store, const char *id,
                                                 bool (*each)(void *context, const char *text_id, size_t actor), void *context, hearsay_error *err);

/* hearsay_store_merge: a person says that a and b are one, two actors ("s12", "s34") or two claims across articles ("k12", "k34").
 * hearsay_store_split: that the actor or claim is another one in these articles (ids of texts) than in the rest. Both are facts, which a rebuild
 *   keeps, by where the two stand in texts; of two that contradict each other the later holds. Claims that a split leaves without a reason to be one
 *   part, too.
 * Errors  HEARSAY_E_NOT_FOUND, HEARSAY_E_ARGUMENT (they are one already; an actor and a claim; nothing would be left). */
HEARSAY_API hearsay_code hearsay_store_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err);
HEARSAY_API hearsay_code hearsay_store_split(hearsay_store *store, const char *id, const char *const *ids, size_t n, hearsay_error *err);

typedef struct {
    size_t articles, texts, places, outlets;     /* texts: versions of all articles, each text once */
    size_t words, actors, attributions, claims;
    size_t engines;                              /* that have read what is there: more than one, hearsay_store_rebuild() would help */
    size_t bytes;                                /* of the file */
} hearsay_store_stats;
HEARSAY_API hearsay_code hearsay_store_stats_get(hearsay_store *store, hearsay_store_stats *out, hearsay_error *err);

/* hearsay_store_rebuild: reads anew what another engine has read (all: everything), and fills the tables that a newer hearsay fills in another way.
 *   Each text is a transaction of its own: whoever interrupts it goes on where it stopped.
 *   each   NULL, or called after each text with its id; false: stop, HEARSAY_OK. */
HEARSAY_API hearsay_code hearsay_store_rebuild(hearsay_store *store, const hearsay_engine *eng, bool all, bool (*each)(void *context, const char *id),
                                               void *context, hearsay_error *err);

/* The same in pieces, for several threads: what is out of date; its page or document; entries of what was read; renew. */
typedef struct {
    char id[HEARSAY_ID];
    bool tables_only;                            /* this engine has read it: hearsay_store_document() is enough */
} hearsay_outdated;

/* hearsay_store_outdated: the next n texts, behind the one with the id `after` (NULL: from the first), that this engine has not read.
 *   engine_id   hearsay_engine_id(); NULL: all texts.
 *   out         room for n; *found: how many there are. */
HEARSAY_API hearsay_code hearsay_store_outdated(hearsay_store *store, const char *engine_id, const char *after, size_t n, hearsay_outdated *out,
                                                size_t *found, hearsay_error *err);

/* hearsay_store_renew: all that is derived of these texts, replaced by what the entries have; one transaction. */
HEARSAY_API hearsay_code hearsay_store_renew(hearsay_store *store, hearsay_entry *const *entries, size_t n, hearsay_error *err);
/* ---- The same claim across articles ------------------------------------------------------------------------------------------------ */

/* What a store keeps to link claims, for those who do so elsewhere (Spark): two claims of different articles that have a key in common are
 * compared, and link if hearsay_claims_linked() gives 0.5 or more; hearsay_claims_joined() says which claims are one. All stay the same for one
 * engine. */
enum { HEARSAY_CLAIM_KEYS = 8 };
typedef struct {
    uint64_t keys[HEARSAY_CLAIM_KEYS]; size_t n_keys;
    const void *sighting; size_t sighting_len;   /* bytes of one machine's order, that may be copied and kept; NULL, 0 for a document of a store */
} hearsay_claim_link;
HEARSAY_API hearsay_claim_link hearsay_claim_link_at(const hearsay_document *doc, size_t claim);        /* claim < hearsay_claim_count() */

/* hearsay_claims_linked: how surely two claims are one, affirmed or denied, 0 to 1; 0 too for bytes that are no sightings. */
HEARSAY_API double hearsay_claims_linked(const void *a, size_t a_len, const void *b, size_t b_len);

/* hearsay_claims_joined: which of n claims are one across articles, as a store would have it that is given their articles in this order: each claim,
 * as it comes, joins the groups of those that it links with, the surest first, if it fits their first claims on average (src/trace/joining.h).
 * Claims between which no pairs lead, over others, do not meet: connected components can be given one at a time.
 *   sightings, lens   [n] of hearsay_claim_link_at(), in order
 *   a, b              [n_pairs] a[i] < b[i]: claims that have a key in common, in any order; those that do not link are passed over.
 *                     A store looks at the first 24 claims of each key.
 *   first             [n] the caller's: the index of the first claim that is the same; its own, where there is none
 * Errors  HEARSAY_E_ARGUMENT (NULL; bytes that are no sighting or a pair that is none, `at` says which), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_claims_joined(const void *const *sightings, const size_t *lens, size_t n, const uint32_t *a, const uint32_t *b,
                                               size_t n_pairs, uint32_t *first, hearsay_error *err);

/* The same for who is who: what a store keeps to link actors of different articles (src/trace/people.h). Actors are linked among those that have the
 * key; who cannot be told from others ("his wife"), groups, and states, which are one by their code, have no sighting. */
enum { HEARSAY_ACTOR_SIGHTING = 288 };
typedef struct {
    uint64_t key;
    unsigned char sighting[HEARSAY_ACTOR_SIGHTING]; size_t sighting_len;   /* of one machine's order, may be kept; 0: none */
} hearsay_actor_link;
HEARSAY_API hearsay_actor_link hearsay_actor_link_at(const hearsay_document *doc, size_t actor);        /* actor < hearsay_actor_count() */

/* hearsay_actors_linked: who of these actors, of one key, are one, as a store that is given their articles in this order would have it.
 *   sightings, lens, articles   [n] articles: numbers that tell them apart, an article's actors in a row
 *   first                       [n] the caller's: the index of the first that is the same; its own, where there is none
 * Errors  HEARSAY_E_ARGUMENT (NULL; bytes that are no sighting, `at` says which), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_actors_linked(const void *const *sightings, const size_t *lens, const uint64_t *articles, size_t n, uint32_t *first,
                                               hearsay_error *err);

/* From here on numbers of identities and claims are told from elsewhere: a store's own are smaller. */
#define HEARSAY_TOLD_FROM (INT64_C(1) << 40)

/* hearsay_entry_link: an entry whose actors and claims were linked elsewhere, for a store of a part of a collection in which hearsay_store_trace()
 * shall answer as in one of all: the store takes these numbers, and compares nothing. Give either all entries of a store such numbers or none.
 *   identities  [hearsay_actor_count()] from HEARSAY_TOLD_FROM on; 0: nobody else's, whom the store numbers from 1 on
 *   linked      [hearsay_claim_count()] the same for claims across articles ("k12" for 12)
 * What is new is linked; a text that is known stays as it is.
 * Errors  HEARSAY_E_ARGUMENT (NULL, other counts, a number that is neither 0 nor told from elsewhere), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_entry_link(hearsay_entry *entry, const int64_t *identities, size_t n_identities, const int64_t *linked,
                                            size_t n_linked, hearsay_error *err);

/* ---- The claims of a store */

/* An actor across texts that takes a position of its own on a claim. */
typedef struct {
    const char *actor, *name, *code;             /* "s12", as hearsay_store_identities() has it; code NULL: none is known */
    const char *position;                        /* "asserts", "denies", "doubts", "no-evidence" */
    size_t reports;                              /* in how many */
} hearsay_stand;

/* A claim across articles. All is counted over the articles that the query chooses, each paper that has a text by itself: a text of two papers
 * is two reports, in two articles if their addresses (http, https) are known; of what has no address, one text is one article, whoever has it. An
 * article that is found in two files is one report. Strings and lists are lent until the function that gets it returns. */
typedef struct {
    const char *id;                              /* "k12", for hearsay_trace_query.claim; it may change when the store is rebuilt */
    const char *text;                            /* in the words that most of its articles have; of as many, the first */
    const char *code, *mode, *cameo, *when;      /* of its event, as in hearsay_event; NULL: none */
    const char *actor, *actor_id, *target, *target_id;      /* who does it, to whom: names and "s12"; NULL: not told */
    size_t reports, articles, outlets;           /* reports: places where it stands, several in an article perhaps */
    size_t asserts, denies, doubts, no_evidence; /* positions that voices take on it, the outlets' own among them; who passes it on takes none */
    const hearsay_stand *stands; size_t n_stands;           /* actors, not outlets in their own voice; by reports */
    const char *first, *last;                    /* days of its first and last article: "2023-02-07"; where that is unknown, when it was stored */
} hearsay_linked_claim;

/* Which claims; all that is given must hold. */
typedef struct {
    size_t size;                                 /* sizeof(hearsay_claim_query) */
    const char *words;                           /* that it has, as for hearsay_store_search(); NULL: any */
    const char *actor;                           /* a name, in any case, or "s12": who does it, to whom it is done, or who takes a stand on it */
    const char *code;                            /* PLOVER's, in any case: "AID"; another is HEARSAY_E_ARGUMENT */
    const char *outlet, *since, *until;          /* which articles count, as in hearsay_article_query */
    size_t min_articles;                         /* in so many of these at least; 0: 1 */
    bool disputed;                               /* only what somebody asserts and somebody denies */
    bool latest_first;                           /* by the day of its last article; else by the number of articles, most first */
    size_t limit, offset;                        /* at most so many (0: all), after so many */
} hearsay_claim_query;
#define HEARSAY_CLAIM_QUERY_INIT { sizeof(hearsay_claim_query), NULL, NULL, NULL, NULL, NULL, NULL, 0, false, false, 0, 0 }

/* hearsay_store_claims: calls each() for every claim, until it returns false. query: NULL for all. Of two that are equal by the order the older
 *   comes first.
 * Method  one pass over an index counts the articles of all claims; what a claim says, and who holds it, is looked up for those that are given. */
HEARSAY_API hearsay_code hearsay_store_claims(hearsay_store *store, const hearsay_claim_query *query,
                                              bool (*each)(void *context, const hearsay_linked_claim *claim), void *context, hearsay_error *err);

/* hearsay_store_claims_write: the same in writing, claim by claim to write() until it returns false.
 *   format  HEARSAY_JSON, an object a line; HEARSAY_TEXT; HEARSAY_CSV, under a line of names unless opts->no_header (docs/trace.md has the fields)
 *   opts    NULL for the defaults.
 * Errors   HEARSAY_E_ARGUMENT too for another format. */
HEARSAY_API hearsay_code hearsay_store_claims_write(hearsay_store *store, const hearsay_claim_query *query, hearsay_format format,
                                                    const hearsay_write_options *opts, bool (*write)(void *context, const char *bytes, size_t len),
                                                    void *context, hearsay_error *err);

/* What to trace; all that is given must hold of what one article at least has of the claim. */
typedef struct {
    size_t size;                                 /* sizeof(hearsay_trace_query) */
    const char *words;                           /* words, or a sentence; NULL: any claim */
    const char *claim;                           /* "k12"; NULL: any */
    const char *actor, *code;                    /* a name or "s12": who takes a stand on it, does it, or has it done to him; PLOVER's code */
    const char *since, *until;                   /* published: "2023", "2023-02", "2023-02-07"; both included */
    size_t limit;                                /* at most so many claims; 0: 10 */
} hearsay_trace_query;
#define HEARSAY_TRACE_QUERY_INIT { sizeof(hearsay_trace_query), NULL, NULL, NULL, NULL, NULL, NULL, 0 }

/* hearsay_store_trace: claims, who affirms and denies them over time, and on how many independent origins they stand (docs/trace.md).
 *   eng     for a query that is a sentence; NULL: it is taken as words.
 *   format  HEARSAY_JSON, _JSON_PRETTY (hearsay-trace/1), HEARSAY_TEXT, HEARSAY_CSV (a row a report), HEARSAY_DOT (the graph of its chains), _SVG
 *           (the same drawn, the first claims), _HTML (a page that needs nothing else)
 *   out     the caller's: hearsay_string_free(). What is not found is an empty list.
 * Errors   HEARSAY_E_ARGUMENT (no query at all, no code of PLOVER, no day, another format), HEARSAY_E_NOT_FOUND (no such claim); those of a store. */
HEARSAY_API hearsay_code hearsay_store_trace(hearsay_store *store, const hearsay_engine *eng, const hearsay_trace_query *query, hearsay_format format,
                                             const hearsay_write_options *opts, char **out, size_t *out_len, hearsay_error *err);

/* ---- Does an article bear a claim out? ----------------------------------------------------------------------------------------- */

/* What one article makes of a claim, and the sentences that show it.
 *
 *     hearsay_document *claim = hearsay_read(eng, "Apple will close Beats Music", 28, NULL, &err);
 *     hearsay_verdict *v = hearsay_check(eng, claim, article, &err);
 *     ... v->stance, v->sentences[0].text ...
 *     hearsay_verdict_free(v);
 *
 * The claim is a sentence or headline that was read like any article; the article one that was read with the same engine. */
typedef struct {
    size_t sentence;                         /* for hearsay_sentence_at() of the article */
    hearsay_span span;                       /* code points into its text */
    const char *text;                        /* what stands there */
    const char *stance;                      /* what this sentence does to the claim: "agree", "disagree", "discuss" */
    const char *voice;                       /* on whose word, from the outlet inward: "Tass > Ada Lind", of whom nobody names
                                              "(nobody named)"; NULL: the outlet's own */
    double covered;                          /* how much of the claim it has, 0..1 */
} hearsay_check_sentence;

typedef struct {
    const char *stance;                      /* "agree", "disagree", "discuss" (it tells the claim without taking a side), "unrelated" */
    double score;                            /* how sure that is, 0..1 */
    double related;                          /* how much of the claim's words, or of words near them, the article has, 0..1 */
    const char *claim;                       /* its text */
    const char *id, *uri, *outlet, *title, *published;             /* of the article; all but id may be NULL */
    const hearsay_check_sentence *sentences; size_t n_sentences;   /* that tell the claim, in text order; none if it is unrelated */
} hearsay_verdict;

/* hearsay_check: neither document is changed, both may be freed before the verdict is.
 * Returns  a verdict; free it with hearsay_verdict_free(). NULL on failure.
 * Errors   HEARSAY_E_ARGUMENT (NULL; a document of hearsay_page_text(); a claim without a word that says anything), HEARSAY_E_NOMEM.
 * Method   rare words in common, and words near in meaning; then words that refute or hedge, negation, and whose word it is, in the sentences that
 *          tell the claim (src/trace/check.h). */
HEARSAY_API hearsay_verdict *hearsay_check(const hearsay_engine *eng, const hearsay_document *claim, const hearsay_document *article,
                                           hearsay_error *err);
HEARSAY_API void hearsay_verdict_free(hearsay_verdict *v);                      /* NULL is allowed */

/* hearsay_verdict_write: as HEARSAY_JSON, _JSON_PRETTY (one object, docs/trace.md) or HEARSAY_TEXT. The string is the caller's.
 * Errors   HEARSAY_E_ARGUMENT (another format), HEARSAY_E_NOMEM. */
HEARSAY_API hearsay_code hearsay_verdict_write(const hearsay_verdict *v, hearsay_format format, const hearsay_write_options *opts, char **out,
                                               size_t *out_len, hearsay_error *err);

/* hearsay_check_pairs: many headlines against many bodies, each read once.
 *   pairs    JSON Lines: {"headline": "...", "body_id": 7}      bodies   JSON Lines: {"body_id": 7, "text": "..."}; other members are passed over
 *            body_id is a whole number; of two bodies that have the same the first counts
 *   report   called for each line that cannot be used, with the reason; NULL: they are passed over in silence. Nothing else is lost.
 *   out      a JSON line for each pair, in their order: {"headline", "body_id", "stance", "score"}; *failed: how many lines were not used.
 * Errors   HEARSAY_E_ARGUMENT, HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
HEARSAY_API hearsay_code hearsay_check_pairs(const hearsay_engine *eng, const char *pairs, size_t pairs_len, const char *bodies, size_t bodies_len,
                                             void (*report)(void *context, const hearsay_error *why), void *context, char **out, size_t *out_len,
                                             size_t *failed, hearsay_error *err);

#ifdef __cplusplus
}
#endif
#endif

/* What pages say of themselves, and the one answer where they disagree. Each row is a head and what stands above the story of one made-up page. */
#include "unit.h"

#include "hearsay.h"

#define STORY                                                                                                                                        \
    "<p>The ferries of the bay will stop running in April, the operator said on Monday, after a winter in which few people travelled with them.</p>" \
    "<p>The mayor's office denied that it had known of the plan, and said that talks with the operator would begin next week in the town hall.</p>"  \
    "<p>People on the island said that they had not been asked, and that they would not go quietly from there, whatever the operator says.</p>"
#define LD(json) "<script type=\"application/ld+json\">" json "</script>"
#define H1 "<h1>Ferries to stop in April</h1>"

enum field { TITLE, OUTLET, AUTHOR, PUBLISHED, MODIFIED, CANONICAL, LANGUAGE, FIELDS };
static const char *const field_names[FIELDS] = { "title", "outlet", "author", "published", "modified", "canonical", "language" };

/* clang-format off */
static const struct { int line; const char *url, *head, *top; enum field field; const char *want; } rows[] = {
    /* Titles. */
    { __LINE__, NULL, "<title>Ferries to stop in April - The Bay Post</title>", H1, TITLE, "Ferries to stop in April" },
    { __LINE__, NULL, "<title>Ferries to stop in April | The Bay Post</title><meta property='og:site_name' content='The Bay Post'>", "", TITLE,
      "Ferries to stop in April" },
    { __LINE__, "https://www.baypost.example/a", "<title>Ferries to stop in April | BayPost</title>", "", TITLE, "Ferries to stop in April" },
    { __LINE__, NULL, "<title>Ferries - why they stop</title>", "<h1>Ferries - why they stop</h1>", TITLE, "Ferries - why they stop" },
    { __LINE__, NULL, "<title>The Bay Post</title><meta property='og:title' content='Ferries to stop in April'>", H1, TITLE,
      "Ferries to stop in April" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"headline\":\"Ferries &amp; boats to stop\"}"), "", TITLE, "Ferries & boats to stop" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"headline\":\"An older story of another day\"}")
      "<title>Ferries to stop in April</title><meta property='og:title' content='Ferries to stop in April'>", H1, TITLE, "Ferries to stop in April" },
    /* Outlets. */
    { __LINE__, NULL, "<meta property='og:site_name' content='The Bay Post'>", H1, OUTLET, "The Bay Post" },
    { __LINE__, NULL, "<meta property='og:site_name' content='The Bay Post | News of the bay'>", H1, OUTLET, "The Bay Post" },
    { __LINE__, NULL, LD("{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"publisher\":{\"@id\":\"#org\"}},"
      "{\"@type\":\"Organization\",\"@id\":\"#org\",\"name\":\"The Bay Post\"}]}"),
      H1, OUTLET, "The Bay Post" },
    { __LINE__, "https://www.baypost.example/a", "<meta property='og:site_name' content='The Bay Post'>"
      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"Associated Press\"}}"), H1, OUTLET, "The Bay Post" },
    { __LINE__, "https://www.baypost.example/a",
      "<meta name='application-name' content='Ferries to stop in April'><title>Ferries to stop in April - Bay Post</title>",
      H1, OUTLET, "Bay Post" },
    { __LINE__, "https://www.baypost.example/a", "<meta property='og:site_name' content='@baynews'>", H1, OUTLET, "baynews" },
    { __LINE__, "https://www.baypost.example/a", "<title>Ferries to stop in April</title>", H1, OUTLET, "baypost.example" },
    { __LINE__, "https://www.wbp.example/a", "<meta property='og:site_name' content='Blogger'><meta name='publisher' content='West Bay Post'>", H1,
      OUTLET, "West Bay Post" },
    { __LINE__, NULL, "<title>Ferries</title>", H1, OUTLET, NULL },
    /* Authors. */
    { __LINE__, NULL, "<meta name='author' content='Ada Lind'>", H1, AUTHOR, "Ada Lind" },
    { __LINE__, NULL, "<meta name='author' content='By Ada Lind and Bo Roe'>", H1, AUTHOR, "Ada Lind, Bo Roe" },
    { __LINE__, NULL, "<meta name='author' content='Department of Health and Human Services'>", H1, AUTHOR,
      "Department of Health and Human Services" },
    { __LINE__, NULL, "<meta name='author' content='https://www.example/people/ada'>", H1 "<p class=byline>By Ada Lind</p>", AUTHOR, "Ada Lind" },
    { __LINE__, NULL, "<meta name='author' content='admin'>", H1 "<p class=byline>By Ada Lind, Staff Writer</p>", AUTHOR, "Ada Lind, Staff Writer" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ada Lind\"},{\"name\":\"Bo Roe\"},{\"name\":\"Ada Lind\"}]}"), H1,
      AUTHOR, "Ada Lind, Bo Roe" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"author\":\"Ada Lind\"}") "<meta name='author' content='The Bay Post'>", H1, AUTHOR,
      "Ada Lind" },
    { __LINE__, NULL, "", H1 "<div itemprop=author>Ada Lind @adalind • 2 min read Nov 18, 2019 at 9:24 pm ET</div>", AUTHOR, "Ada Lind" },
    { __LINE__, NULL, "", H1 "<div class=byline>By Ada Lind , Bo Roe on Monday, November 18th, 2019 at 11:08 a.m.</div>", AUTHOR,
      "Ada Lind, Bo Roe" },
    { __LINE__, NULL, "", H1 "<a rel=author href=/ada>Written by: Ada Lind | The Bay Post</a>", AUTHOR, "Ada Lind" },
    { __LINE__, NULL, "", H1, AUTHOR, NULL },
    /* Publication: who is believed. */
    { __LINE__, NULL, "<meta property='article:published_time' content='2024-03-01T09:30:00+01:00'>", H1, PUBLISHED, "2024-03-01T09:30:00+01:00" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-01T09:30:00Z\"}") "<meta name='date' content='2024-03-05'>", H1,
      PUBLISHED,
      "2024-03-01T09:30:00Z" },
    { __LINE__, "https://x.example/2024/03/01/a", "<meta name='date' content='2024-03-09'><meta name='pubdate' content='2024-03-01T09:30:00Z'>", H1,
      PUBLISHED,
      "2024-03-01T09:30:00Z" },
    { __LINE__, "https://x.example/2024/03/01/a", "", H1, PUBLISHED, "2024-03-01" },
    { __LINE__, "https://x.example/2024/03/01/a", "", H1 "<p class=byline>By Ada Lind, 1 March 2024, 9:30 GMT</p>", PUBLISHED,
      "2024-03-01T09:30:00Z" },
    { __LINE__, NULL, "<meta name='date' content='2024-03-01'>", H1 "<p class=date>March 1, 2024 9:30 am EST</p>", PUBLISHED,
      "2024-03-01T09:30:00-05:00" },
    { __LINE__, NULL, "", H1 "<time class=date datetime='2024-03-01T09:30:00Z'>2 days ago</time>", PUBLISHED, "2024-03-01T09:30:00Z" },
    { __LINE__, NULL, "", H1 "<p class=date>Updated Mar 3, 2024, 6:55 AM; Posted Mar 1, 2024, 6:51 AM</p>", PUBLISHED, "2024-03-01T06:51:00" },
    { __LINE__, NULL, "", H1 "<p class=date>Updated Mar 3, 2024, 6:55 AM; Posted Mar 1, 2024, 6:51 AM</p>", MODIFIED, "2024-03-03T06:55:00" },
    /* Templates' mistakes with zones. */
    { __LINE__, NULL, "<meta itemprop=datePublished content='2024-03-02 02:24:00'>", H1 "<p class=date>Mar 1, 2024 at 9:24 pm ET</p>", PUBLISHED,
      "2024-03-02T02:24:00Z" },
    { __LINE__, NULL, "<meta name=pubdate content='2024-03-02T04:31:13-06:00'>", H1 "<p class=date>Mar 1, 2024, 10:31 pm CST</p>", PUBLISHED,
      "2024-03-02T04:31:13Z" },
    { __LINE__, NULL, "<meta name=pubdate content='2024-03-02T04:31:13-06:00'>", H1 "<p class=date>Mar 2, 2024, 4:31 am CST</p>", PUBLISHED,
      "2024-03-02T04:31:13-06:00" },
    /* 03/04: as others say, else as the country writes. */
    { __LINE__, NULL, "<meta name=date content='03/04/2024'>", H1, PUBLISHED, "2024-03-04" },
    { __LINE__, "https://www.baypost.co.uk/a", "<meta name=date content='03/04/2024'>", H1, PUBLISHED, "2024-04-03" },
    { __LINE__, NULL, "<meta property='og:locale' content='en_GB'><meta name=date content='03/04/2024'>", H1, PUBLISHED, "2024-04-03" },
    { __LINE__, "https://www.baypost.co.uk/2024/03/04/a", "<meta name=date content='03/04/2024'>", H1, PUBLISHED, "2024-03-04" },
    /* A dateline's day is not the day of publication; nor is one in the story, or what is no date. */
    { __LINE__, NULL, "",
      H1 "<p>HALDEN, Feb. 27, 2024 (Reuters) - The ferries will stop running, said the people who know of it, and nobody has told the "
      "town.</p>", PUBLISHED, NULL },
    { __LINE__, NULL, "<meta name=pubdate content='2024-03-01'>", H1
      "<p>HALDEN, Feb. 27, 2024 (Reuters) - The ferries will stop running, said the people who know of it, and nobody has told the town.</p>",
      PUBLISHED, "2024-03-01" },
    { __LINE__, NULL, "<meta name=pubdate content='soon'>", H1, PUBLISHED, NULL },
    /* Modification. */
    { __LINE__, NULL, "<meta name=pubdate content='2024-03-01T09:30:00Z'><meta property='article:modified_time' content='2024-03-01T12:00:00Z'>", H1,
      MODIFIED,
      "2024-03-01T12:00:00Z" },
    { __LINE__, NULL, "<meta name=pubdate content='2024-03-01T09:30:00Z'><meta property='article:modified_time' content='2024-02-01T12:00:00Z'>", H1,
      MODIFIED, NULL },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"1 Mar 2024 07:09 GMT\",\"dateModified\":\"1 Mar 2024 05:44 GMT\"}"),
      H1 "<p class=date>1 Mar 2024 05:44 GMT</p>", PUBLISHED, "2024-03-01T05:44:00Z" },
    /* Addresses. */
    { __LINE__, "https://x.example/a?utm=1", "<link rel=canonical href='https://x.example/a'>", H1, CANONICAL, "https://x.example/a" },
    { __LINE__, "https://x.example/b/a?utm=1", "<link rel=canonical href='/b/a'>", H1, CANONICAL, "https://x.example/b/a" },
    { __LINE__, "http://x.example/b", "<link rel=canonical href='//y.example/b'>", H1, CANONICAL, "http://y.example/b" },
    { __LINE__, NULL, "<link rel=canonical href='https://x.example/'><meta property='og:url' content='https://x.example/a'>", H1, CANONICAL,
      "https://x.example/a" },
    { __LINE__, "https://x.example/a", "", H1, CANONICAL, NULL },
    { __LINE__, NULL, "<link rel=canonical href='javascript:alert(1)'>", H1, CANONICAL, NULL },
    /* The language is that of the words. */
    { __LINE__, NULL, "<meta property='og:locale' content='de_DE'>", H1, LANGUAGE, "en" },
    /* What is broken is passed over. */
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"headline\":") "<meta name=author content='Ada Lind'>", H1, AUTHOR, "Ada Lind" },
    { __LINE__, NULL, LD("<!-- {\"@type\":\"NewsArticle\",\"author\":\"Ada\nLind\"} -->"), H1, AUTHOR, "Ada Lind" },
    { __LINE__, NULL, LD("{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#a\"},\"publisher\":[[[]]],\"datePublished\":7}"), H1, AUTHOR, NULL },
    { __LINE__, NULL, "<meta name=author content=''><meta name=author><meta content='Ada Lind'>", H1, AUTHOR, NULL },
};
/* clang-format on */

static const char *value_of(const hearsay_document *doc, enum field field)
{
    switch (field) {
    case TITLE: return hearsay_document_title(doc);
    case OUTLET: return hearsay_document_outlet(doc);
    case AUTHOR: return hearsay_document_author(doc);
    case PUBLISHED: return hearsay_document_published(doc);
    case MODIFIED: return hearsay_document_modified(doc);
    case CANONICAL: return hearsay_document_canonical(doc);
    default: return hearsay_document_language(doc);
    }
}

static void test_claims(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[4096];
        snprintf(page, sizeof page, "<!doctype html><html><head><meta charset=utf-8>%s</head><body><article>%s" STORY "</article></body></html>",
                 rows[i].head, rows[i].top);
        hearsay_options opts = HEARSAY_OPTIONS_INIT;
        hearsay_error err;
        opts.uri = rows[i].url;
        hearsay_document *doc = hearsay_page_html(page, strlen(page), &opts, &err);
        if (!doc) fail_msg("row of line %d: %s", rows[i].line, err.msg);
        const char *got = value_of(doc, rows[i].field), *want = rows[i].want;
        if (got && want ? strcmp(got, want) : got != want) {
            print_error("row of line %d: %s is \"%s\", expected \"%s\"\n", rows[i].line, field_names[rows[i].field], got ? got : "(none)",
                        want ? want : "(none)");
            wrong++;
        }
        if (hearsay_document_published(doc)) assert_true(hearsay_date_valid(hearsay_document_published(doc)));
        hearsay_document_free(doc);
    }
    assert_int_equal(wrong, 0);
}

/* What the caller knows stands behind what the page says, and what a record says before it. */
static void test_known(void **state)
{
    (void)state;
    static const char page[] = "<html><head><meta property=\\\"og:site_name\\\" content=\\\"Page Post\\\"></head><body>" H1 STORY;
    static const struct {
        int line;
        const char *fields, *outlet, *title, *published;
    } records[] = {
        { __LINE__, "", "Page Post", "Ferries to stop in April", "2020-01-01" },
        { __LINE__, ",\"outlet\":\"R\",\"title\":\" T \",\"published\":\"2024-03-01\"", "R", "T", "2024-03-01" },
        { __LINE__, ",\"outlet\":null,\"published\":\"yesterday\"", "Page Post", "Ferries to stop in April", "2020-01-01" },
    };
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        char record[2048];
        snprintf(record, sizeof record, "{\"text\":null,\"html\":\"%s\"%s}", page, records[i].fields);
        hearsay_options opts = HEARSAY_OPTIONS_INIT;
        hearsay_error err;
        opts.outlet = "Caller";
        opts.title = "Caller's";
        opts.published = "2020-01-01";
        hearsay_document *doc = hearsay_page_record(record, strlen(record), &opts, &err);
        if (!doc) fail_msg("row of line %d: %s", records[i].line, err.msg);
        assert_string_equal(hearsay_document_outlet(doc), records[i].outlet);
        assert_string_equal(hearsay_document_title(doc), records[i].title);
        assert_string_equal(hearsay_document_published(doc), records[i].published);
        hearsay_document_free(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_claims), cmocka_unit_test(test_known) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* phrases.c: words by which papers and agencies mark what is not the story. To add one, put it into its list; tests/cases/blocks shows what for. */
#include "page/phrases.h"

#include <stddef.h>

/* clang-format off */
const char *const phrases_agency_acronyms[] = {
    "AP", "AFP", "UPI", "CNN", "BBC", "PTI", "ANI", "IANS", "EFE", "DPA", "dpa", "APA", "SPA", "WAM", "SANA", "WAFA",
    "KCNA", "IRNA", "ANSA", "EPA", "MNA", "NBC", "CBS", "ABC", "NPR", "TASS", "PAP", "ISNA", "AAP", "CP", "RIA",
    "ABr", "QNA", "KUNA", NULL,
};

const char *const phrases_agency_names[] = {
    "reuters", "associated press", "the associated press", "ap photo", "ap photos", "afp photo", "afp/getty images",
    "agence france-presse", "getty", "getty images", "xinhua", "itar-tass", "interfax", "ria novosti", "sputnik",
    "kyodo", "kyodo news", "yonhap", "bloomberg", "bloomberg news", "anadolu", "anadolu agency", "press association",
    "pa wire", "canadian press", "the canadian press", "agencies", "wire reports", "shutterstock", "bernama", "antara",
    "tanjug", "ukrinform", "unian", "fars", "tasnim", "mehr", "al jazeera", "news agencies",
    "united press international", "deutsche welle", "staff", "cnnmoney", "cnn money", "voa", "voa news", "rfe/rl",
    "file photo", "afp photo", "handout", NULL,
};

const char *const phrases_name_particles[] = {
    "de", "da", "di", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la", "le", "les", "du",
    "des", "dos", "y", "e", "of", "and", "the", "on", "upon", "sur", "st", NULL,
};

const char *const phrases_byline_roles[] = {
    "staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors",
    "columnist", "contributor", "special", "to", "for", "in", "at", "from", "with", "chief", "senior", "political",
    "diplomatic", "foreign", "national", "business", "science", "health", "sports", "defence", "defense", "economics",
    "bureau", "news", "desk", "agency", "agencies", "producer", "and", "the", "of", "online", "digital", "assistant",
    "associate", "deputy", "managing", "white", "house", "press", "service", "by", "city", "world", "wire", "published",
    "updated", "posted", "on", "est", "gmt", "et", "am", "pm", "photographs", "photography", "photos", NULL,
};

const char *const phrases_calendar_words[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur",
    "thurs", "fri", "sat", "sun", NULL,
};

const char *const phrases_date_words[] = {
    "published", "updated", "posted", "modified", "last", "first", "created", "date", "on", "at", "am", "pm", "a.m",
    "p.m", "gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "cst", "cdt", "bst", "ist", "cet", "cest", "noon",
    "midnight", "hours", "time", "the", "of", "local", NULL,
};

const char *const phrases_byline_labels[] = {
    "written by ", "posted by ", "reported by ", "author: ", "author:\t", "story by ", "report by ", "words by ", NULL,
};

const char *const phrases_capital_labels[] = {
    "breaking", "exclusive", "update", "updated", "updates", "watch", "video", "videos", "opinion", "analysis", "new",
    "news", "live", "poll", "correction", "note", "warning", "fact", "photo", "photos", "file", "spoiler", "review",
    "editorial", "commentary", "question", "answer", "abstract", "read", "related", "more", "also", "listen",
    "trending", "developing", "alert", "report", "reports", "interview", "profile", "background", "summary", "first",
    "caution", "pictured", "above", "below", "left", "right", "advisory", "what", "when", "where", "why", "who", "how",
    "the", "and", "but", "usa", "today", NULL,
};

const char *const phrases_small_words[] = {
    "a", "an", "the", "on", "in", "at", "by", "for", "from", "after", "as", "if", "and", "but", "or", "so", "when",
    "while", "since", "with", "until", "last", "this", "that", "his", "her", "its", "it", "he", "she", "we", "they",
    "our", "my", "to", "of", "early", "late", NULL,
};

const char *const phrases_credit_starts[] = {
    "reporting by ", "additional reporting by ", "reporting and writing by ", "writing by ", "editing by ",
    "compiled by ", "edited by ", "credit: ", "credits: ", "courtesy ", "ap photo/", "ap photo ", "afp photo/",
    "reuters/", "afp/", "ap/", "xinhua/", "getty images/", "getty/", "epa/", "kyodo/", "tass/", "with inputs from ",
    "with files from ", "with additional reporting by ", "contributing: ", "contributors: ", NULL,
};

const char *const phrases_picture_credits[] = {
    "photo by ", "photos by ", "photo credit: ", "photo credit - ", "photo courtesy ", "photograph: ", "photograph by ",
    "image by ", "image credit: ", "image source: ", "image courtesy ", "picture by ", "picture credit: ",
    "screenshot from ", "source - ", NULL,
};

const char *const phrases_credit_labels[] = {
    "photo: ", "photos: ", "image: ", "images: ", "picture: ", "pictures: ", "video: ", "source: ", "sources: ", NULL,
};

const char *const phrases_contribution_ends[] = {
    " contributed to this report", " contributed to this story", " contributed to this article",
    " contributed reporting", NULL,
};

const char *const phrases_caption_starts[] = {
    "file photo", "file picture", "file image", "file -", "file \xE2\x80\x93", "file \xE2\x80\x94", "file: ",
    "pictured: ", "pictured above", "photo shows", "this photo shows", "this file photo", "this undated", "this image ",
    "caption: ", "image caption", "media caption", "photo caption", "a file photo", "a handout ", "an undated photo",
    "a screenshot ", "screenshot of", "a file picture", "undated photo", "handout photo", "aerial view of",
    "a combination photo", "combination photo", "a still from", "above: ", NULL,
};

const char *const phrases_related_phrases[] = {
    "read more", "read also", "also read", "see also", "also see", "see more", "related", "related story",
    "related stories", "related article", "related articles", "related news", "related content", "related coverage",
    "related topics", "related video", "related links", "more on this story", "more on this", "more from", "more news",
    "more stories", "recommended", "recommended for you", "must read", "must reads", "must-read", "don't miss",
    "don\xE2\x80\x99t miss", "read next", "up next", "watch more", "watch also", "also watch", "read full story",
    "read this", "you may also like", "you might also like", "you may like", "most read", "most popular",
    "trending now", "editors' picks", "editor's pick", "in case you missed it", "further reading",
    "read the full story", "read the full article", "read the whole story", "more", "read", "watch", "listen", NULL,
};

const char *const phrases_related_starts[] = {
    "read the whole story at ", "read the full story at ", "read more at ", "read more about ", "read more on ",
    "click here to read ", "click here for ", "for full coverage", "you may also like", "you might also like",
    "watch more ", "see the full story at ", NULL,
};

const char *const phrases_boilerplate_lines[] = {
    "advertisement", "advertising", "sponsored", "sponsored content", "story continues below",
    "story continues below advertisement", "article continues below", "article continues after advertisement",
    "continue reading", "continue reading below", "continue reading the main story", "loading", "loading...", "share",
    "share this", "share this story", "share this article", "share on facebook", "share on twitter", "tweet", "email",
    "e-mail", "print", "comments", "comment", "reprints", "facebook", "twitter", "whatsapp", "linkedin", "pinterest",
    "instagram", "subscribe", "subscribe now", "sign in", "log in", "sign up", "register", "skip advertisement",
    "skip to content", "back to top", "view comments", "show comments", "leave a comment", "(more)", "-30-", "###",
    "ends", "(ends)", "-ends-", "end", "(end)", "close", "next", "previous", "menu", "home", "play video",
    "view gallery", "full text", "full text.", NULL,
};

const char *const phrases_boilerplate_starts[] = {
    "copyright ", "copyright:", "\xC2\xA9", "(c) 19", "(c) 20", "all rights reserved",
    "this material may not be published", "sign up for our ", "sign up to our ", "sign up for the ", "sign up here",
    "sign up now", "sign up to receive", "sign up to get", "subscribe to our ", "subscribe to the ", "subscribe for ",
    "click here to subscribe", "click here to sign up", "like us on facebook", "follow us on ", "find us on ",
    "join us on ", "download our ", "download the ", "get the latest ", "get our ", "comments are closed",
    "sorry we are not currently accepting", "please enable javascript", "to contact the reporter",
    "to contact the editor", "contact the reporter", "this post is sponsored", "want more like this",
    "enjoyed this article", "we use cookies", "by signing up", "by subscribing", "thank you for subscribing",
    "support our journalism", "have a tip? ", "got a tip? ", "your browser does not support", "javascript is disabled",
    NULL,
};
/* clang-format on */

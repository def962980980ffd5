/* articles.h: a row about an article, as both lists of articles and lists of versions have it. */
#ifndef HS_STORE_ARTICLES_H
#define HS_STORE_ARTICLES_H

#include "store/store.h"

/* article_at: of a query whose columns are id, address, uri, file, member, line, outlet, title, author, published, modified, seen, language, words,
 * versions, places, attributions, claims, headline. Good until the next row. */
hearsay_article article_at(sqlite3_stmt *q);

#endif

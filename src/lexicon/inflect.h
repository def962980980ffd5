/* inflect.h: the forms of an English lemma, for the tables that name lemmas only. */
#ifndef HS_INFLECT_H
#define HS_INFLECT_H

#include <stdbool.h>
#include <stddef.h>

enum inflection { INFLECT_NOT, INFLECT_NOUN, INFLECT_VERB };

/* What is done with a form; false ends it. `ending` comes behind stem[0 .. len): both are lent. */
typedef bool inflect_take(void *context, const char *stem, size_t len, const char *ending);

/* inflect: the lemma itself and its inflections: -s of nouns; -s, -ing and -ed of verbs. Where spelling leaves a choice ("signaled", "signalled")
 *   both are given; some are no words ("planed"), which nobody will look for.
 *   lemma      in small letters, at least two
 *   irregular  forms that take the place of -ed, commas between them: "told", "wrote,written"; n_irregular 0: none. They are given too.
 * Returns  whether all were taken. */
bool inflect(const char *lemma, size_t len, const char *irregular, size_t n_irregular, enum inflection how, inflect_take *take, void *context);

#endif

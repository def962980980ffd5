/* addresses.h: what is one word although it is full of punctuation: URLs, e-mail addresses, file and host names, emoticons. */
#ifndef HS_ADDRESSES_H
#define HS_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>

/* Each returns the length in bytes of what starts at s[0], or 0. s[0 .. len) holds no white space. */
size_t url_length(const char *s, size_t len);
size_t email_length(const char *s, size_t len);
size_t emoticon_length(const char *s, size_t len);

/* s[0 .. len), which follows a word and a period, starts with an ending of a host or file name: "com", "co.uk", "pdf". */
bool is_name_ending(const char *s, size_t len);

#endif

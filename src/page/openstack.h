/* openstack.h: a model of the parser's stack of open elements, so that it can be kept short. */
#ifndef HS_OPENSTACK_H
#define HS_OPENSTACK_H

#include <gumbo.h>
#include <stdbool.h>
#include <stdint.h>

#define OPENSTACK_MAX 256u

struct open_element { uint16_t tag; uint32_t name; };      /* name: a hash of it, which tells unknown tags apart */

struct openstack {
    struct open_element at[OPENSTACK_MAX];
    unsigned n;
    uint32_t count[GUMBO_TAG_LAST];            /* open elements of each tag */
    uint32_t dropped;                          /* start tags that found the stack full */
};

/* openstack_start: a start tag. False: it must not reach the parser (the stack is full, or it would be ignored there). */
bool openstack_start(struct openstack *s, GumboTag tag, uint32_t name);

/* openstack_end: an end tag. False: nothing that it could close is open, so it need not reach the parser. */
bool openstack_end(struct openstack *s, GumboTag tag, uint32_t name);

bool tag_is_formatting(GumboTag tag);

#endif

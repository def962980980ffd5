/* attributions.h: from spans and links to who says what. */
#ifndef HS_ATTRIBUTIONS_H
#define HS_ATTRIBUTIONS_H

#include "document.h"
#include "model/model.h"

/* attributions_build: doc->attributions from the model's spans and links; those with a score below min_score are left out.
 *   calibration  the model's, by which scores become probabilities        scratch  is released to where it was
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code attributions_build(struct hearsay_document *doc, const struct reading *reading, const struct calibration *calibration, double min_score,
                                struct arena *scratch, hearsay_error *err);

/* attributions_sort: doc->attributions in text order; `within` holds no more. */
void attributions_sort(struct hearsay_document *doc);

#endif

/** Inference keys: created and revoked by the command line, checked by the router, shared through one file. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.keys;

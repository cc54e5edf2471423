/** Telling other programs of events, once each. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.webhooks;

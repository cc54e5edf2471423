/** What routers tell each other, besides the store: short-lived, never about money, and nobody waits for it. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.cluster;

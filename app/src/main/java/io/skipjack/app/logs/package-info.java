/** What routers keep of their own log, for operators. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.logs;

/** One test per file of {@code routes/}: the file itself is served, its beans and neighbours are stood in for. */
@org.jspecify.annotations.NullMarked
package io.skipjack.routes;

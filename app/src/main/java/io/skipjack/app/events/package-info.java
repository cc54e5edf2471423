/** What happens, written down for operators, and the streams in which they follow it. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.events;

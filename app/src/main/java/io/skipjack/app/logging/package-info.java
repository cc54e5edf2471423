/** What structured logs hold beyond the line itself. */
@NullMarked
package io.skipjack.app.logging;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.skipjack.app.tracing;

import org.jspecify.annotations.NullMarked;

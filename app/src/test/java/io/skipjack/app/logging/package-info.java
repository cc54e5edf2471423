@NullMarked
package io.skipjack.app.logging;

import org.jspecify.annotations.NullMarked;

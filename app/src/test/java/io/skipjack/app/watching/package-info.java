@NullMarked
package io.skipjack.app.watching;

import org.jspecify.annotations.NullMarked;

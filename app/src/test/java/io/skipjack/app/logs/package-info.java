@org.jspecify.annotations.NullMarked
package io.skipjack.app.logs;

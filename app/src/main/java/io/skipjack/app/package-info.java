/** The runnable router: wiring only, one configuration class per subject. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app;

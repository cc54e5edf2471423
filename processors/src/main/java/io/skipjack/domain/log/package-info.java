/** What the components of a deployment wrote, as one stream. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.log;

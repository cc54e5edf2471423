/** Going on with an answer elsewhere when its upstream is lost: whether, how, and when to move it beforehand. */
@org.jspecify.annotations.NullMarked
package io.skipjack.domain.resume;

/** A pretend Modal: a stand-in for its tool, and what that tool would talk to. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.modal;

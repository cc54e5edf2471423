/** The operators' port: who may use it, and what health it reports. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.operators;

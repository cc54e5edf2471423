/** The steps that carry out what is decided about serverless endpoints. */
@org.jspecify.annotations.NullMarked
package io.skipjack.processors.serverless;

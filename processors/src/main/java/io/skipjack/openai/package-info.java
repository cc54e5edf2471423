/** The OpenAI wire surface: requests read, errors written, server-sent events framed. */
@org.jspecify.annotations.NullMarked
package io.skipjack.openai;

/** The list of all pretend serverless providers: apart from them and from the sandbox, because it knows both. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.providers;

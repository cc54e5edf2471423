/**
 * Serverless providers that are Kamelets instead of Java ({@link KameletProviders}): what must not be left to YAML. The one
 * provider's package, beside the component's own, that knows Camel.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.kamelet;

/** What {@code config/application.yaml} says under {@code skipjack}: immutable, validated, with every default. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.config;

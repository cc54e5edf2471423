package io.skipjack.openai;

import java.time.Instant;

/**
 * A model clients may name, as {@code /v1/models} lists it.
 *
 * @param id what a request's {@code model} says
 * @param created when the deployment was loaded; whole seconds are shown
 * @param owner shown as {@code owned_by}: the deployment's name
 */
public record ServedModel(String id, Instant created, String owner) {}

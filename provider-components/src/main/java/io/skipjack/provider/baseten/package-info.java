/**
 * Serverless GPUs of Baseten, by its management API (docs.baseten.co/reference/management-api, read in November 2026). An
 * endpoint is a model there; each change of what it runs is a deployment of the model, built from a Truss: an archive with a
 * {@code config.yaml} that names image and command. The one that is in the environment {@code production} answers.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.baseten;

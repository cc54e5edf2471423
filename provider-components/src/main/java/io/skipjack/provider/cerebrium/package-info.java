/**
 * Serverless endpoints on Cerebrium. An app is uploaded by Cerebrium's own tool alone (the upload is no documented API), as a
 * {@code cerebrium.toml} and a Dockerfile; everything else is asked of its REST API. Shapes are those of the tool's source
 * (github.com/CerebriumAI/cerebrium, internal/api) and of docs.cerebrium.ai/api-reference; limits those of Cerebrium's own
 * reference for agents (github.com/CerebriumAI/cerebrium-skills, references/config.md and hardware.md).
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.cerebrium;

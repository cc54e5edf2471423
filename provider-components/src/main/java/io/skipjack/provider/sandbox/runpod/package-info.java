/**
 * A pretend RunPod: the parts of its REST API v2 that concern serverless endpoints, as strict as its OpenAPI document, its
 * two data planes, and an engine behind each endpoint. Kinder than RunPod: no data centres, one worker an endpoint, no bill.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.runpod;

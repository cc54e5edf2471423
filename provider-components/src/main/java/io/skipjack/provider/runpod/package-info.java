/**
 * Serverless GPUs of RunPod, by its REST API v2 (https://docs.runpod.io/api-reference-v2/openapi.json, read in November
 * 2026): queue endpoints, which hold a request until a worker takes it, and load-balancer endpoints, which pass it straight
 * to a worker.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.runpod;

/**
 * A pretend Baseten: its management API as far as models, deployments, environments, secrets, prices and logs go, the bucket
 * it lends for uploads, signatures checked, and an engine behind each model. Kinder than Baseten: a new deployment goes
 * straight to zero, where the real one first starts a replica to prove the image.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.baseten;

/** Deployment files: read, checked, and read again when they change. */
@org.jspecify.annotations.NullMarked
package io.skipjack.app.deployments;

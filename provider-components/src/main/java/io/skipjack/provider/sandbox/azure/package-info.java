/** A pretend Azure: tokens of Microsoft Entra ID, Container Apps over Azure Resource Manager, and retail prices. */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.azure;

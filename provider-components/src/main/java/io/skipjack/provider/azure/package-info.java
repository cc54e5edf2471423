/**
 * Azure Container Apps with a serverless GPU, over Azure Resource Manager.
 *
 * <p>Shapes are those of {@code specification/app/resource-manager/Microsoft.App/ContainerApps/stable/2025-07-01} in
 * Azure/azure-rest-api-specs; where a fact comes from elsewhere, the class that uses it says so.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.azure;

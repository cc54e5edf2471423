/**
 * BentoCloud's API as its published client speaks it (bentoml/BentoML, {@code src/bentoml/_internal/cloud}); where the client
 * does not show what the server answers, it is as the server's open predecessor does (bentoml/Yatai, {@code api-server}).
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.bentocloud;

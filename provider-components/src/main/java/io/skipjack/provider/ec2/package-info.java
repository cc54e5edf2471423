/**
 * Spot and on-demand GPUs of Amazon EC2: what the provider asks of AWS, what it makes of the answers, and what runs on an
 * instance. Knows the SDK and no Camel; operations that Camel's {@code aws2-ec2} has come in through {@link
 * io.skipjack.provider.ec2.Ec2Operations}.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.ec2;

package io.skipjack.provider.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * The operations of EC2 that Camel's {@code aws2-ec2} component has too. A port, so that they can go through that
 * component, where a user sees and measures them, without the provider knowing Camel. All throw the SDK's exceptions.
 */
public interface Ec2Operations {
    RunInstancesResponse run(String region, RunInstancesRequest request);

    /** One page; the caller turns it. */
    DescribeInstancesResponse describe(String region, DescribeInstancesRequest request);

    TerminateInstancesResponse terminate(String region, TerminateInstancesRequest request);
}

package io.skipjack.provider;

import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.ec2.Ec2Operations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.ec2.AWS2EC2Component;
import org.apache.camel.component.aws2.ec2.AWS2EC2Configuration;
import org.apache.camel.component.aws2.ec2.AWS2EC2Endpoint;
import org.apache.camel.component.aws2.ec2.AWS2EC2Operations;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * Sends EC2's operations through Camel's {@code aws2-ec2} component: one endpoint for each region and operation, seen
 * and measured like any other. Whole SDK requests are its bodies ({@code pojoRequest}), for what its headers cannot say.
 */
public final class Aws2Ec2Operations implements Ec2Operations {
    private final CamelContext camel;
    private final ProducerTemplate template;
    private final Ec2Clients clients;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    public Aws2Ec2Operations(CamelContext camel, Ec2Clients clients) {
        this.camel = camel;
        this.clients = clients;
        template = camel.createProducerTemplate();
    }

    @Override
    public RunInstancesResponse run(String region, RunInstancesRequest request) {
        return call(region, AWS2EC2Operations.createAndRunInstances, request, RunInstancesResponse.class);
    }

    @Override
    public DescribeInstancesResponse describe(String region, DescribeInstancesRequest request) {
        return call(region, AWS2EC2Operations.describeInstances, request, DescribeInstancesResponse.class);
    }

    @Override
    public TerminateInstancesResponse terminate(String region, TerminateInstancesRequest request) {
        return call(region, AWS2EC2Operations.terminateInstances, request, TerminateInstancesResponse.class);
    }

    private <T> T call(String region, AWS2EC2Operations operation, Object request, Class<T> answer) {
        Endpoint endpoint = endpoints.computeIfAbsent(
                "aws2-ec2:%s?operation=%s&pojoRequest=true".formatted(region, operation),
                uri -> endpoint(uri, region, operation));
        Exchange exchange =
                template.request(endpoint, asked -> asked.getMessage().setBody(request));
        Exception failure = exchange.getException();
        if (failure instanceof SdkException known) {
            throw known;
        }
        if (failure != null) {
            throw new IllegalStateException("aws2-ec2 failed at " + operation, failure);
        }
        return exchange.getMessage().getBody(answer);
    }

    /** Made by hand, not from the URI alone, because the client is an object that no URI can name without a bean. */
    private Endpoint endpoint(String uri, String region, AWS2EC2Operations operation) {
        AWS2EC2Configuration configuration = new AWS2EC2Configuration();
        configuration.setAmazonEc2Client(clients.ec2(region));
        configuration.setOperation(operation);
        configuration.setPojoRequest(true);
        AWS2EC2Component component = camel.getComponent("aws2-ec2", AWS2EC2Component.class);
        AWS2EC2Endpoint endpoint = new AWS2EC2Endpoint(uri, component, configuration);
        try {
            camel.addEndpoint(uri, endpoint);
        } catch (Exception refused) {
            throw new IllegalStateException("aws2-ec2 could not be started for " + region, refused);
        }
        return endpoint;
    }
}

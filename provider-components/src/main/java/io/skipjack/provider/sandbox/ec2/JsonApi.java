package io.skipjack.provider.sandbox.ec2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The services that speak JSON: parameters (SSM), secrets, quotas and the price list. Safe for many threads. */
public final class JsonApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cloud cloud;
    private final Map<String, BiFunction<String, JsonNode, ObjectNode>> targets = new TreeMap<>();

    public JsonApi(Cloud cloud) {
        this.cloud = cloud;
        targets.put("AmazonSSM.GetParameter", this::parameter);
        targets.put("AmazonSSM.GetParameters", this::parameters);
        targets.put("secretsmanager.GetSecretValue", this::secret);
        targets.put("ServiceQuotasV20190624.GetServiceQuota", this::quota);
        targets.put("AWSPriceListService.GetProducts", this::products);
    }

    /**
     * Carries a call out.
     *
     * @param target the header {@code X-Amz-Target}
     */
    public String answer(String region, String target, String body) {
        BiFunction<String, JsonNode, ObjectNode> answer = targets.get(target);
        if (answer == null) {
            throw new AwsError("UnknownOperationException", "There is no " + target + ".");
        }
        cloud.misbehaviour().strikes(action(target)).onCall();
        try {
            return answer.apply(region, MAPPER.readTree(body)).toString();
        } catch (JsonProcessingException e) {
            throw new AwsError("SerializationException", "The body is no JSON.");
        }
    }

    /** {@code GetParameter} of {@code AmazonSSM.GetParameter}. */
    public static String action(String target) {
        return target.substring(target.indexOf('.') + 1);
    }

    public static String error(AwsError error) {
        return MAPPER.createObjectNode()
                .put("__type", error.code())
                .put("message", error.sentence())
                .toString();
    }

    private ObjectNode parameter(String region, JsonNode asked) {
        String name = asked.path("Name").asText();
        String value = cloud.parameter(name, region)
                .orElseThrow(() -> new AwsError("ParameterNotFound", "Parameter " + name + " not found."));
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("Parameter", write(name, value, asked.path("WithDecryption").asBoolean(false)));
        return answer;
    }

    private ObjectNode parameters(String region, JsonNode asked) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (JsonNode name : asked.path("Names")) {
            cloud.parameter(name.asText(), region)
                    .ifPresentOrElse(
                            value -> found.add(write(
                                    name.asText(),
                                    value,
                                    asked.path("WithDecryption").asBoolean(false))),
                            () -> invalid.add(name.asText()));
        }
        return answer;
    }

    /** Own ones are secrets, and come out encrypted unless asked for otherwise. */
    private static ObjectNode write(String name, String value, boolean decrypt) {
        boolean secret = !name.startsWith("/aws/");
        return MAPPER.createObjectNode()
                .put("Name", name)
                .put("Type", secret ? "SecureString" : "String")
                .put("Value", secret && !decrypt ? "AQICAHencrypted" : value)
                .put("Version", 1)
                .put("DataType", "text");
    }

    private ObjectNode secret(String region, JsonNode asked) {
        String name = asked.path("SecretId").asText();
        String value = cloud.parameter(name, region)
                .orElseThrow(() ->
                        new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
        return MAPPER.createObjectNode().put("Name", name).put("SecretString", value);
    }

    private ObjectNode quota(String region, JsonNode asked) {
        String code = asked.path("QuotaCode").asText();
        Quota quota = Quota.of(code)
                .filter(any -> asked.path("ServiceCode").asText().equals("ec2"))
                .orElseThrow(() -> new AwsError("NoSuchResourceException", "The quota " + code + " does not exist."));
        int value = locked(() -> cloud.quotas().value(quota));
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putObject("Quota")
                .put("ServiceCode", "ec2")
                .put("QuotaCode", code)
                .put("QuotaName", quota.title())
                .put("Value", (double) value)
                .put("Unit", "None")
                .put("Adjustable", true)
                .put("GlobalQuota", false);
        return answer;
    }

    private <T> T locked(Supplier<T> read) {
        synchronized (cloud) {
            return read.get();
        }
    }

    /** List prices, by {@code instanceType} and {@code regionCode}; each product is JSON in a string, as AWS has it. */
    private ObjectNode products(String region, JsonNode asked) {
        Map<String, String> filters = new TreeMap<>();
        asked.path("Filters")
                .forEach(each -> filters.put(
                        each.path("Field").asText(), each.path("Value").asText()));
        List<String> lines = new ArrayList<>();
        for (String place : Catalogue.regions()) {
            for (InstanceType type : Catalogue.types()) {
                if (filters.getOrDefault("regionCode", place).equals(place)
                        && filters.getOrDefault("instanceType", type.name()).equals(type.name())) {
                    lines.add(product(type, place).toString());
                }
            }
        }
        int from = asked.path("NextToken").asInt(0);
        int to = Math.min(lines.size(), from + asked.path("MaxResults").asInt(100));
        ObjectNode answer = MAPPER.createObjectNode().put("FormatVersion", "aws_v1");
        lines.subList(Math.min(from, to), to).forEach(answer.putArray("PriceList")::add);
        if (to < lines.size()) {
            answer.put("NextToken", String.valueOf(to));
        }
        return answer;
    }

    private static ObjectNode product(InstanceType type, String region) {
        ObjectNode product = MAPPER.createObjectNode().put("serviceCode", "AmazonEC2");
        product.putObject("product")
                .put("productFamily", "Compute Instance")
                .put("sku", Integer.toHexString(type.name().hashCode()))
                .putObject("attributes")
                .put("instanceType", type.name())
                .put("regionCode", region)
                .put("tenancy", "Shared")
                .put("operatingSystem", "Linux")
                .put("preInstalledSw", "NA")
                .put("capacitystatus", "Used");
        product.putObject("terms")
                .putObject("OnDemand")
                .putObject("SANDBOX.JRTCKXETXF")
                .putObject("priceDimensions")
                .putObject("SANDBOX.JRTCKXETXF.6YS6EN2CT7")
                .put("unit", "Hrs")
                .putObject("pricePerUnit")
                .put("USD", Catalogue.onDemand(type, region).dollars().toPlainString());
        return product;
    }
}

package io.skipjack.provider.sandbox.ec2;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** EC2's and STS' Query protocol: a form in, XML out. Safe for many threads. */
public final class QueryApi {
    private static final String EC2 = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private static final String STS = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final Cloud cloud;
    private final Map<String, Action> actions = new TreeMap<>();

    public QueryApi(Cloud cloud) {
        this.cloud = cloud;
        new LaunchActions(cloud).addTo(actions);
        new TemplateActions(cloud).addTo(actions);
        new InstanceActions(cloud).addTo(actions);
        new SpotRequestActions(cloud).addTo(actions);
        new ConsoleActions(cloud).addTo(actions);
        new MarketActions(cloud).addTo(actions);
        new PlaceActions().addTo(actions);
    }

    /**
     * Carries a call out.
     *
     * @param region in which, as its signature says
     * @throws AwsError which {@link #error} puts into XML
     */
    public String answer(String region, Form form) {
        String name = form.get("Action", "");
        if (name.equals("GetCallerIdentity")) {
            cloud.misbehaviour().strikes(name).onCall();
            return callerIdentity();
        }
        Action action = actions.get(name);
        if (action == null) {
            throw new AwsError("InvalidAction", "The action " + name + " is not valid for this web service.");
        }
        if (!Catalogue.regions().contains(region)) {
            throw new AwsError("OptInRequired", "You are not subscribed to the region " + region + ".");
        }
        synchronized (cloud) {
            Call call = new Call(name, region, form, cloud.now());
            if (!Refusing.LAUNCHES.contains(name)) {
                cloud.misbehaviour().strikes(name).onCall();
            }
            return new Xml()
                    .root(name + "Response", EC2, xml -> {
                        xml.text("requestId", UUID.randomUUID());
                        action.answer(call, xml);
                    })
                    .toString();
        }
    }

    private static String callerIdentity() {
        return new Xml()
                .root(
                        "GetCallerIdentityResponse",
                        STS,
                        xml -> xml.in(
                                        "GetCallerIdentityResult",
                                        result -> result.text("Arn", "arn:aws:iam::" + Places.ACCOUNT + ":user/sandbox")
                                                .text("UserId", "AIDASANDBOX")
                                                .text("Account", Places.ACCOUNT))
                                .in("ResponseMetadata", meta -> meta.text("RequestId", UUID.randomUUID())))
                .toString();
    }

    /** The error as EC2 says it, or as STS does. */
    public static String error(AwsError error, Form form) {
        String request = UUID.randomUUID().toString();
        if (form.get("Version", "").equals("2011-06-15")) {
            return new Xml()
                    .root(
                            "ErrorResponse",
                            STS,
                            xml -> xml.in(
                                            "Error",
                                            inner -> inner.text("Type", "Sender")
                                                    .text("Code", error.code())
                                                    .text("Message", error.sentence()))
                                    .text("RequestId", request))
                    .toString();
        }
        return new Xml()
                .in(
                        "Response",
                        xml -> xml.in(
                                        "Errors",
                                        errors -> errors.in(
                                                "Error",
                                                inner -> inner.text("Code", error.code())
                                                        .text("Message", error.sentence())))
                                .text("RequestID", request))
                .toString();
    }
}

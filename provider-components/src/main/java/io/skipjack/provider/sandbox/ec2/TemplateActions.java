package io.skipjack.provider.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CreateLaunchTemplate, DescribeLaunchTemplates and DeleteLaunchTemplate. */
final class TemplateActions {
    private static final int NAME_LEAST = 3;
    private static final int NAME_MOST = 128;

    private final Cloud cloud;

    TemplateActions(Cloud cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("CreateLaunchTemplate", this::create);
        actions.put("DescribeLaunchTemplates", this::describe);
        actions.put("DescribeLaunchTemplateVersions", this::describeVersions);
        actions.put("DeleteLaunchTemplate", this::delete);
    }

    private void create(Call call, Xml xml) {
        String name = call.form().need("LaunchTemplateName");
        if (name.length() < NAME_LEAST || name.length() > NAME_MOST || !name.matches("[a-zA-Z0-9().\\-/_]+")) {
            throw new AwsError(
                    "InvalidLaunchTemplateName.MalformedException",
                    "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and"
                            + " the following characters: - ( ) . / _");
        }
        Form launch = call.form().under("LaunchTemplateData");
        if (launch.isEmpty()) {
            throw AwsError.missing("LaunchTemplateData");
        }
        Map<String, String> tags = new TreeMap<>(Order.tags(call.form(), "launch-template"));
        call.endDryRun();
        Template template = new Template(cloud.newId("lt"), name, call.region(), launch, tags, call.at());
        cloud.templates().add(template);
        xml.in("launchTemplate", x -> write(x, template));
    }

    private void describe(Call call, Xml xml) {
        List<String> names = call.form().list("LaunchTemplateName");
        List<String> ids = call.form().list("LaunchTemplateId");
        for (String name : names) {
            if (cloud.templates().named(name, call.region()).isEmpty()) {
                throw new AwsError(
                        "InvalidLaunchTemplateName.NotFoundException",
                        "At least one of the launch templates specified in the request does not exist.");
            }
        }
        Filters filters = Filters.of(call.form());
        Page<Template> page = Page.of(
                call.form(),
                cloud.templates().in(call.region()).stream()
                        .filter(each -> names.isEmpty() || names.contains(each.name()))
                        .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                        .filter(each ->
                                filters.accept("launch-template-name", each.name()) && filters.acceptTags(each.tags()))
                        .toList());
        call.endDryRun();
        xml.list("launchTemplates", page.items(), TemplateActions::write);
        xml.text("nextToken", page.next());
    }

    private void describeVersions(Call call, Xml xml) {
        Template template = cloud.templates().find(call.form(), call.region());
        xml.list(
                "launchTemplateVersionSet",
                List.of(template),
                (x, each) -> x.text("launchTemplateId", each.id())
                        .text("launchTemplateName", each.name())
                        .text("versionNumber", 1)
                        .text("createTime", each.createdAt())
                        .text("defaultVersion", true)
                        .in(
                                "launchTemplateData",
                                inner -> inner.text("imageId", each.launch().get("ImageId"))
                                        .text("instanceType", each.launch().get("InstanceType"))
                                        .text("userData", each.launch().get("UserData"))));
    }

    private void delete(Call call, Xml xml) {
        Template template = cloud.templates().find(call.form(), call.region());
        call.endDryRun();
        cloud.templates().remove(template);
        xml.in("launchTemplate", x -> write(x, template));
    }

    private static void write(Xml xml, Template template) {
        xml.text("launchTemplateId", template.id())
                .text("launchTemplateName", template.name())
                .text("createTime", template.createdAt())
                .text("createdBy", "arn:aws:iam::" + Places.ACCOUNT + ":user/sandbox")
                .text("defaultVersionNumber", 1)
                .text("latestVersionNumber", 1);
        InstanceXml.tags(xml, template.tags());
    }
}

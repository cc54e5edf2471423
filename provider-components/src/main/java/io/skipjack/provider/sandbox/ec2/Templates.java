package io.skipjack.provider.sandbox.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The launch templates of all regions. Guarded by the cloud's lock. */
final class Templates {
    private final Map<String, Template> byRegionAndName = new LinkedHashMap<>();

    void add(Template template) {
        if (byRegionAndName.putIfAbsent(key(template.region(), template.name()), template) != null) {
            throw new AwsError(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use: " + template.name());
        }
    }

    void remove(Template template) {
        byRegionAndName.remove(key(template.region(), template.name()));
    }

    List<Template> in(String region) {
        return byRegionAndName.values().stream()
                .filter(each -> each.region().equals(region))
                .toList();
    }

    Optional<Template> named(String name, String region) {
        return Optional.ofNullable(byRegionAndName.get(key(region, name)));
    }

    /** The one a form names under LaunchTemplateName or LaunchTemplateId. */
    Template find(Form form, String region) {
        String id = form.get("LaunchTemplateId");
        String name = form.get("LaunchTemplateName");
        if ((id == null) == (name == null)) {
            throw new AwsError(
                    "InvalidParameterCombination",
                    "Either a launch template ID or a launch template name must be specified, not both");
        }
        return in(region).stream()
                .filter(each -> each.id().equals(id) || each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> id == null
                        ? new AwsError(
                                "InvalidLaunchTemplateName.NotFoundException",
                                "The specified launch template, with template name " + name + ", does not exist.")
                        : new AwsError(
                                "InvalidLaunchTemplateId.NotFound",
                                "The specified launch template, with template ID " + id + ", does not exist."));
    }

    /** A launch's parameters, over those of the template it names, if it does. */
    Form overlay(Form form, String region) {
        Form named = form.under("LaunchTemplate");
        return named.isEmpty() ? form : find(named, region).launch().overlaid(form);
    }

    private static String key(String region, String name) {
        return region + "/" + name;
    }
}

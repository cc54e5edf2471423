package io.skipjack.app.deployments;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.GpuNeed;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key {@code gpu}: {@code L4}, {@code L4:2}, {@code {name: L4, count: 2}}, or a list of those, the most wanted first;
 * with {@code gpu_count} for those that say no count.
 *
 * @param root of the file
 * @param catalog what there is
 */
record GpuSection(Section root, GpuCatalog catalog) {
    private static final Set<String> KEYS = Set.of("name", "count");
    private static final Pattern TEXT = Pattern.compile("([^:]+)(?::([0-9]{1,3}))?");

    GpuNeed need() {
        int count = root.integer("gpu_count", 1);
        List<GpuChoice> choices = root.each("gpu", text -> choice(text, count), section -> choice(section, count));
        return root.ruled(() -> new GpuNeed(choices));
    }

    private GpuChoice choice(String text, int count) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' must be a GPU and how many of it, such as L4 or L4:2");
        }
        String own = parts.group(2);
        return choiceOf(parts.group(1), own == null ? count : once(Integer.parseInt(own)));
    }

    private GpuChoice choice(Section section, int count) {
        section.allowing(KEYS);
        return section.ruled(
                () -> choiceOf(section.word("name"), section.has("count") ? once(section.integer("count", 1)) : count));
    }

    private GpuChoice choiceOf(String name, int count) {
        return new GpuChoice(catalog.require(name).name(), count);
    }

    private int once(int own) {
        if (root.has("gpu_count")) {
            throw new IllegalArgumentException("'gpu' says the count already; leave 'gpu_count' out");
        }
        return own;
    }
}

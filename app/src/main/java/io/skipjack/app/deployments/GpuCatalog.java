package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The GPUs that deployments may name, from {@code config/catalog/gpus.yaml}. A list of our own, not what a provider
 * sells, so that a typing error is found when the file is read and not when a launch fails.
 */
public final class GpuCatalog {
    private static final CatalogFile<GpuCatalog> FILE = new CatalogFile<>("gpus.yaml", "GPU catalog", GpuCatalog::read);
    private static final Set<String> KEYS = Set.of("name", "memory_gb", "architecture", "aliases");
    private static final int MOST_MEMORY = 100_000;

    private final List<GpuModel> models;
    /** By lower-case name or alias. */
    private final Map<String, GpuModel> byWord = new LinkedHashMap<>();

    private GpuCatalog(List<GpuModel> models) {
        this.models = List.copyOf(models);
        for (GpuModel model : models) {
            add(model.name(), model);
            model.aliases().forEach(alias -> add(alias, model));
        }
    }

    private void add(String word, GpuModel model) {
        if (byWord.putIfAbsent(lower(word), model) != null) {
            throw new ConfigException("the GPU catalog uses the name '" + word + "' twice");
        }
    }

    /**
     * The catalog in a folder, or the one built in where the folder has none.
     *
     * @throws ConfigException naming file, line and key if it is wrong
     */
    static GpuCatalog in(Path folder) {
        return FILE.in(folder);
    }

    /** What this program was built with. */
    static GpuCatalog builtIn() {
        return FILE.builtIn();
    }

    static GpuCatalog read(String file, String text) {
        Section root = YamlText.read(file, text).allowing(Set.of("gpus"));
        return new GpuCatalog(
                root.sections("gpus").stream().map(GpuCatalog::model).toList());
    }

    private static GpuModel model(Section section) {
        section.allowing(KEYS);
        int memory = section.integer("memory_gb", 0);
        if (memory < 1 || memory > MOST_MEMORY) {
            throw section.complaint("'memory_gb' must be 1 to " + MOST_MEMORY);
        }
        return new GpuModel(section.text("name"), memory, section.text("architecture"), section.texts("aliases"));
    }

    /** In the file's order. */
    public List<GpuModel> models() {
        return models;
    }

    /** The GPU by its name or an alias, in any case. */
    public Optional<GpuModel> find(String word) {
        return Optional.ofNullable(byWord.get(lower(word)));
    }

    /** @throws IllegalArgumentException with the nearest name if there is no such GPU */
    GpuModel require(String word) {
        return find(word)
                .orElseThrow(() -> new IllegalArgumentException("there is no GPU '" + word + "'" + suggestion(word)));
    }

    private String suggestion(String word) {
        return Nearest.to(lower(word), byWord.keySet())
                .flatMap(this::find)
                .map(near -> "; did you mean '" + near.name() + "'?")
                .orElseGet(() -> "; known are "
                        + String.join(", ", models.stream().map(GpuModel::name).toList()));
    }

    private static String lower(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}

package io.skipjack.provider.sandbox.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What an upload says, as far as it matters here. */
final class AppFiles {
    private static final Set<String> COMPUTE = Set.of(
            "TURING_T4",
            "ADA_L4",
            "AMPERE_A10",
            "ADA_L40",
            "AMPERE_A100_40GB",
            "AMPERE_A100_80GB",
            "BLACKWELL_RTX6000",
            "HOPPER_H100",
            "HOPPER_H200",
            "BLACKWELL_B200");

    private final Map<String, String> values = new HashMap<>();
    private final String dockerfile;

    /** @param files by name, as they lay in the tool's working folder */
    AppFiles(Map<String, String> files) {
        String section = "";
        for (String line : files.getOrDefault("cerebrium.toml", "").lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1) + ".";
            } else if (line.contains(" = ")) {
                String[] both = line.split(" = ", 2);
                values.put(section + both[0], both[1].replaceAll("^\"|\"$", ""));
            }
        }
        dockerfile = files.getOrDefault("Dockerfile", "");
    }

    /** What Cerebrium would find wrong with it; empty when nothing. */
    String wrong() {
        if (text("deployment.name").isEmpty()) {
            return "`deployment.name` is required in config file";
        }
        if (!COMPUTE.contains(text("hardware.compute")) || number("hardware.gpu_count") < 1) {
            return "API error (400): invalid compute '" + text("hardware.compute") + "'";
        }
        if (!text("runtime.custom.dockerfile_path").equals("./Dockerfile") || !dockerfile.contains("\nCMD [")) {
            return "dockerfile not found at path: " + text("runtime.custom.dockerfile_path");
        }
        return number("scaling.max_replicas") < Math.max(1, number("scaling.min_replicas"))
                ? "API error (400): max_replicas must be at least min_replicas"
                : "";
    }

    String text(String key) {
        return values.getOrDefault("cerebrium." + key, "");
    }

    int number(String key) {
        String value = text(key);
        return value.matches("\\d+") ? Integer.parseInt(value) : -1;
    }

    String model() {
        String unknown = "unknown";
        try {
            String command = dockerfile.substring(dockerfile.indexOf("CMD ") + "CMD ".length());
            JsonNode words = Json.read(command.getBytes(StandardCharsets.UTF_8));
            return Json.after(words, "--served-model-name", unknown);
        } catch (IOException noJson) {
            // a shell's words: nothing that is read here
            return unknown;
        }
    }
}

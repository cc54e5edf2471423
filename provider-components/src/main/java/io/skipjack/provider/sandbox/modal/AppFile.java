package io.skipjack.provider.sandbox.modal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Python file for {@code modal deploy} says, as far as it matters here; read, not run. */
record AppFile(String text) {
    private static final Set<String> GPUS = Set.of(
            "T4",
            "L4",
            "A10",
            "L40S",
            "A100",
            "A100-40GB",
            "A100-80GB",
            "RTX-PRO-6000",
            "H100",
            "H100!",
            "H200",
            "B200",
            "B200+");
    private static final Pattern MODEL = Pattern.compile("\"--served-model-name\",\\s+\"([^\"]+)\"");
    private static final Pattern GPU = Pattern.compile("\\n    gpu=\"([A-Z0-9+!-]+):([1-8])\",\\n");

    /** What Modal would find wrong with it; empty when nothing. */
    String wrong() {
        for (String wanted : new String[] {
            "import modal\n",
            "modal.App(NAME)",
            "modal.Image.from_registry(\"",
            "@app.function(",
            "@modal.web_server(port=PORT,",
            "requires_proxy_auth=True",
            "def serve():"
        }) {
            if (!text.contains(wanted)) {
                return "InvalidError: the app file lacks " + wanted.strip();
            }
        }
        Matcher gpu = GPU.matcher(text);
        if (!gpu.find() || !GPUS.contains(gpu.group(1))) {
            return "InvalidError: Invalid GPU type";
        }
        return number("max_containers") < Math.max(1, number("min_containers"))
                ? "InvalidError: `min_containers` cannot be greater than `max_containers`"
                : "";
    }

    String model() {
        Matcher model = MODEL.matcher(text);
        return model.find() ? model.group(1) : "unknown";
    }

    /** As written, such as {@code L4:1}. */
    String gpu() {
        Matcher gpu = GPU.matcher(text);
        return gpu.find() ? gpu.group(1) + ":" + gpu.group(2) : "";
    }

    int number(String argument) {
        Matcher number = Pattern.compile("\\b" + argument + "=(\\d+)").matcher(text);
        return number.find() ? Integer.parseInt(number.group(1)) : -1;
    }
}

package io.skipjack.openai;

/** The rules for the few values that are read out of a request, whatever its format. */
final class Fields {
    private static final int LONGEST_MODEL = 256;

    private Fields() {}

    /**
     * The model id, if it can be nothing but a name: not a URL, not a way out of a folder, nothing that breaks a header or
     * a log line.
     */
    static String model(String model) throws OpenAiException {
        if (model.isBlank()) {
            throw invalid("'model' must not be empty.", "model");
        }
        if (model.length() > LONGEST_MODEL) {
            throw invalid("'model' must not be longer than " + LONGEST_MODEL + " characters.", "model");
        }
        boolean sound = !model.contains("://")
                && !model.contains("..")
                && model.codePoints().allMatch(Fields::isPrintable);
        if (!sound) {
            throw invalid("'model' must be the name of a model.", "model");
        }
        return model;
    }

    static OpenAiException invalid(String message, String param) {
        return new OpenAiException(OpenAiErrors.invalidRequest(message, param));
    }

    static OpenAiException invalid(String message) {
        return new OpenAiException(OpenAiErrors.invalidRequest(message, null));
    }

    /** Neither a control nor a format character nor a line separator. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package io.skipjack.provider.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next token of the next; null on the last
 */
record Page<T>(List<T> items, @Nullable String next) {
    private static final String KIND = "offset:";

    /** The page that {@code NextToken} and {@code MaxResults} ask for. */
    static <T> Page<T> of(Form form, List<T> all) {
        int from = Math.min(offset(form.get("NextToken")), all.size());
        int most = form.number("MaxResults", 1000);
        if (most < 1 || most > 1000) {
            throw AwsError.invalid("Value ( " + most + " ) for parameter maxResults is invalid.");
        }
        int to = Math.min(all.size(), from + most);
        return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
    }

    private static int offset(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring(KIND.length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw AwsError.invalid("The token '" + token + "' is invalid");
        }
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString((KIND + offset).getBytes(StandardCharsets.UTF_8));
    }
}

package io.skipjack.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.RequestTrace;
import io.skipjack.processors.inference.Reservation;
import io.skipjack.processors.inference.UpstreamChooser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every relay of a tier shares.
 *
 * @param resuming null where no answer is resumed
 */
record RelayContext(
        UpstreamClient client,
        UpstreamChooser chooser,
        TierBreakers breakers,
        Credentials credentials,
        List<String> forwardHeaders,
        RelaySettings settings,
        @Nullable Resuming resuming) {
    private static final byte[] NO_BODY = new byte[0];
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    RelayContext {
        forwardHeaders = SecretHeaders.forwardable(forwardHeaders);
    }

    /** The request for an upstream; null when the credential it needs is missing. */
    @Nullable
    UpstreamRequest request(Inference inference, Reservation place, LegAsk ask) {
        URI base = place.upstream().uri();
        InferenceRequest read = inference.request();
        HttpHeaders headers = headers(inference, place);
        if (headers == null) {
            return null;
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, read.contentType());
        String target = UpstreamPaths.map(base, ask.path(), read.query());
        return new UpstreamRequest(Origin.of(base), HttpMethod.POST, target, headers, ask.body());
    }

    /** The GET that a 303 asks for; null when it leads to another origin, where our credential must not go. */
    @Nullable
    UpstreamRequest seeOther(Inference inference, Reservation place, UpstreamRequest asked, String location) {
        URI base = place.upstream().uri();
        URI to = resolve(base, asked.target(), location);
        if (to == null
                || !base.getScheme().equalsIgnoreCase(to.getScheme())
                || !Origin.of(to).equals(asked.origin())) {
            return null;
        }
        HttpHeaders headers = headers(inference, place);
        if (headers == null) {
            return null;
        }
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String target = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
        return new UpstreamRequest(asked.origin(), HttpMethod.GET, target, headers, NO_BODY);
    }

    /** Null for what names no place of an origin. */
    private static @Nullable URI resolve(URI base, String target, String location) {
        try {
            // java.net.URI has it by RFC 2396, where a query alone takes the last segment away
            String whole = location.startsWith("?") ? target.split("\\?", 2)[0] + location : location;
            URI to = base.resolve(target).resolve(whole);
            return to.getHost() == null ? null : to;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** The upstream goes on from the leg, not from the client; where the user lets it know of traces at all. */
    private void passOn(RequestTrace trace, HttpHeaders headers) {
        headers.remove(TRACEPARENT);
        headers.remove(TRACESTATE);
        if (forwardHeaders.stream().anyMatch(TRACEPARENT::equalsIgnoreCase)) {
            trace.passOn(headers::set);
        }
    }

    private @Nullable HttpHeaders headers(Inference inference, Reservation place) {
        HttpHeaders headers = UpstreamRequest.newHeaders();
        UpstreamHeaders.toUpstream(inference, forwardHeaders, headers);
        RequestTrace trace = inference.traceOrNull();
        if (trace != null) {
            passOn(trace, headers);
        }
        credentials.withhold(headers);
        CredentialRef ref = place.credential();
        if (ref != null) {
            Map<String, String> secret =
                    credentials.headers(ref, place.upstream().uri());
            if (secret == null) {
                return null;
            }
            secret.forEach(headers::set);
        }
        return headers;
    }
}

package io.skipjack.provider.spi;

/** The engine's container image. */
public final class EngineImage {
    /** vLLM 0.27.1, for x86_64 and arm64; by digest, so that every replica and every provider runs the same. */
    public static final String DEFAULT =
            "vllm/vllm-openai:v0.27.1@sha256:0a51ea5b4ae2dc5d81890e5173f54203d2a3ae0cfffe51b8fd2afd4391bfd967";

    private EngineImage() {}
}

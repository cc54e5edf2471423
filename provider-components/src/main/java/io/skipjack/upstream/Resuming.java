package io.skipjack.upstream;

import io.skipjack.openai.ResumeMemory;
import io.skipjack.processors.inference.ResumeBook;
import io.skipjack.processors.inference.ResumeQueue;

/** What answers that go on elsewhere share: where they wait, where they are booked, and what may be kept of them. */
public record Resuming(ResumeQueue queue, ResumeBook book, ResumeMemory memory) {}

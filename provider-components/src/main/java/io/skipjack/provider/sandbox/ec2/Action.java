package io.skipjack.provider.sandbox.ec2;

/** One action of the EC2 API: writes what stands between the request id and the end of its answer. */
@FunctionalInterface
interface Action {
    void answer(Call call, Xml xml);
}

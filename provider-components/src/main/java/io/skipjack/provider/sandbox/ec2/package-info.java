/**
 * What a pretend AWS knows and answers: instances, prices, quotas, parameters, its own books, and the protocols in which it
 * talks about them. No sockets and no threads: {@code FakeEc2}, one package up, gives it a port and machines.
 *
 * <p>Kinder than AWS on purpose: every quota is ample, launch templates have one version, pools have no depth unless a
 * lever gives them one, and dates of signatures are not checked. As strict as AWS where code goes wrong in earnest: tokens,
 * signatures, filters it does not know, ids by halves, errors per pool, HTTP codes.
 */
@org.jspecify.annotations.NullMarked
package io.skipjack.provider.sandbox.ec2;

package io.skipjack.openai;

/**
 * Which literal addresses belong to the public internet.
 *
 * <p>Strict on purpose: IPv4 only as four plain decimal numbers, IPv6 only within 2000::/3 and without a dotted tail.
 * Octal, hexadecimal, short and mapped forms are read differently by different programs, so what we judged might not be
 * what the engine fetches; nobody needs them, and they are all refused.
 */
final class IpLiterals {
    /** Not public: network and mask pairs (RFC 6890), with the two cloud addresses that look public. */
    private static final int[] RESERVED_V4 = {
        v4(0, 0, 0, 0), 8,
        v4(10, 0, 0, 0), 8,
        v4(100, 64, 0, 0), 10,
        v4(127, 0, 0, 0), 8,
        v4(168, 63, 129, 16), 32, // Azure's host agent
        v4(169, 254, 0, 0), 16,
        v4(172, 16, 0, 0), 12,
        v4(192, 0, 0, 0), 24,
        v4(192, 0, 2, 0), 24,
        v4(192, 88, 99, 0), 24,
        v4(192, 168, 0, 0), 16,
        v4(198, 18, 0, 0), 15,
        v4(198, 51, 100, 0), 24,
        v4(203, 0, 113, 0), 24,
        v4(224, 0, 0, 0), 3 // multicast, reserved, broadcast
    };

    private IpLiterals() {}

    /** Whether a URL parser takes the host for an IPv4 address: its last label is a number, decimal or 0x. */
    static boolean looksLikeV4(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.isEmpty() && last.charAt(0) >= '0' && last.charAt(0) <= '9' && isNumber(last);
    }

    /** Whether the host is a public IPv4 address in plain form. */
    static boolean isPublicV4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        int address = 0;
        for (String part : parts) {
            int octet = octet(part);
            if (octet < 0) {
                return false;
            }
            address = (address << 8) | octet;
        }
        for (int i = 0; i < RESERVED_V4.length; i += 2) {
            if ((address ^ RESERVED_V4[i]) >>> (32 - RESERVED_V4[i + 1]) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text between the brackets is a global unicast IPv6 address that embeds no other address. */
    static boolean isPublicV6(String literal) {
        int gap = literal.indexOf("::");
        int groups = 0;
        int[] leading = new int[2];
        for (String group : literal.replaceFirst("::", gap == 0 ? "0:" : ":").split(":", -1)) {
            int value = group.isEmpty() && gap >= 0 && gap + 2 == literal.length() ? 0 : group(group);
            if (value < 0 || groups == 8) {
                return false;
            }
            if (groups < 2 && (gap < 0 || beforeGap(literal, gap, groups))) {
                leading[groups] = value;
            }
            groups++;
        }
        return (gap >= 0 || groups == 8) && isGlobalUnicast(leading[0], leading[1]);
    }

    private static boolean beforeGap(String literal, int gap, int group) {
        return literal.substring(0, gap).split(":", -1).length > group;
    }

    private static boolean isGlobalUnicast(int first, int second) {
        boolean unicast = (first & 0xE000) == 0x2000;
        boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0DB8); // Teredo and others; documentation
        boolean sixToFour = first == 0x2002;
        boolean documentation = first == 0x3FFF && second < 0x1000;
        return unicast && !special && !sixToFour && !documentation;
    }

    private static int group(String group) {
        if (group.isEmpty() || group.length() > 4 || !group.chars().allMatch(IpLiterals::isHex)) {
            return -1;
        }
        return Integer.parseInt(group, 16);
    }

    private static int octet(String part) {
        boolean plain = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || (part.length() > 1 && part.charAt(0) == '0')) {
            return -1;
        }
        int value = Integer.parseInt(part);
        return value <= 255 ? value : -1;
    }

    private static boolean isNumber(String label) {
        boolean hex = label.startsWith("0x");
        return label.chars().skip(hex ? 2 : 0).allMatch(c -> hex ? isHex(c) : c >= '0' && c <= '9');
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static int v4(int a, int b, int c, int d) {
        return (a << 24) | (b << 16) | (c << 8) | d;
    }
}

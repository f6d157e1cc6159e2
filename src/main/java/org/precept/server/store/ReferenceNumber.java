package org.precept.server.store;

/**
 * Numbers people read to each other over the telephone: two letters, nine digits or more, and a check character over
 * the digits by ISO 7064 MOD 11-2 ({@code 0}-{@code 9} or {@code X}), which finds every single wrong digit and every
 * swap of two digits. The first is {@code PA000000001X}.
 */
final class ReferenceNumber {

    private static final int DIGITS = 9;

    private ReferenceNumber() {}

    /** The number with this prefix and place in its sequence. */
    static String of(String prefix, long sequence) {
        String digits = String.format("%0" + DIGITS + "d", sequence);
        return prefix + digits + check(digits);
    }

    /** The ISO 7064 MOD 11-2 check character of a string of digits. */
    static char check(String digits) {
        int total = 0;
        for (char digit : digits.toCharArray()) {
            total = (total + Character.digit(digit, 10)) * 2 % 11;
        }
        int check = (12 - total) % 11;
        return check == 10 ? 'X' : Character.forDigit(check, 10);
    }
}

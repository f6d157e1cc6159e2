package org.precept.bench;

import java.io.IOException;
import java.util.function.Predicate;

/** {@code $inquire} for members with one request of about 50 KB each, by member and provider. */
final class InquireLoad {
    /** Beyond the members of the other modes. */
    private static final int FIRST = 10_000;

    private static final int MEMBERS = 200;
    private static final String FHIR_TYPE = "application/fhir+json";
    private static final Predicate<Load.Answer> FOUND =
            answer -> answer.statusCode() == 200 && answer.body().contains("\"name\":\"return\"");

    private InquireLoad() {}

    static void run(ServerProcess server, Bodies bodies) throws Exception {
        Load members = new Load(server.base.resolve("/fhir"), FHIR_TYPE, answer -> answer.statusCode() == 200);
        Load requests =
                new Load(server.base.resolve("/fhir/Claim/$submit"), FHIR_TYPE, answer -> answer.statusCode() == 200);
        if (members.run(4, FIRST, MEMBERS, bodies::member).bad()
                        + requests.run(4, FIRST, MEMBERS, bodies::submit).bad()
                > 0) {
            throw new IOException("members and their requests could not be stored");
        }
        Load load = new Load(server.base.resolve("/fhir/Claim/$inquire"), FHIR_TYPE, FOUND);
        load.run(2, 0, 2_000, i -> bodies.inquire(FIRST + i % MEMBERS));
        print(load.run(1, 0, 1_000, i -> bodies.inquire(FIRST + i % MEMBERS)), 1);
        print(load.run(8, 0, 3_000, i -> bodies.inquire(FIRST + i % MEMBERS)), 8);
    }

    private static void print(Load.Result result, int clients) {
        System.out.println(result.line("$inquire", clients) + "  " + result.bytesEach() + " bytes");
    }
}

package org.precept.server.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.precept.record.Submissions;
import org.springframework.jdbc.core.JdbcTemplate;

/** Answers already given, in {@code submission}. */
final class JdbcSubmissions implements Submissions {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    JdbcSubmissions(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<String> answerTo(String digest) {
        return jdbc.queryForList("select packed_answer from submission where digest = ?", byte[].class, digest).stream()
                .findFirst()
                .map(Packed::unpack);
    }

    @Override
    public void keep(String digest, String answer) {
        jdbc.update(
                "insert into submission (digest, packed_answer, recorded_at) values (?, ?, ?)",
                digest,
                Packed.pack(answer),
                OffsetDateTime.now(clock));
    }
}

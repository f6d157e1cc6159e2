package org.precept.pas.replay;

import java.util.List;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Result;

/**
 * A determination made again.
 *
 * @param made as it was made
 * @param now what comes of it now
 * @param differences empty when it is identical
 * @param lost references of evidence that is no longer stored
 */
record Replay(KeptDetermination made, Result now, List<Difference> differences, List<String> lost) {
    Replay {
        differences = List.copyOf(differences);
        lost = List.copyOf(lost);
    }
}

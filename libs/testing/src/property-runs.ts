interface PropertyRuns {
  numRuns: number;
  seed?: number;
  path?: string;
}

/**
 * How often a property is tried: `quick` by default, `full` under `FULL_TESTS=1`. A failure prints its seed and path;
 * `PROPERTY_SEED` and `PROPERTY_PATH` try exactly that one again, with `PROPERTY_REPLAY` where the failure prints a replay path.
 */
export function propertyRuns({ quick, full }: { quick: number; full: number }): PropertyRuns {
  const { FULL_TESTS, PROPERTY_SEED, PROPERTY_PATH } = process.env;
  return {
    numRuns: FULL_TESTS === '1' ? full : quick,
    ...(PROPERTY_SEED && { seed: Number(PROPERTY_SEED) }),
    ...(PROPERTY_PATH && { path: PROPERTY_PATH }),
  };
}

/** Which of the commands of a model run are run again. */
export function replayed(): { replayPath?: string } {
  const { PROPERTY_REPLAY } = process.env;
  return PROPERTY_REPLAY ? { replayPath: PROPERTY_REPLAY } : {};
}

interface PropertyRuns {
  numRuns: number;
  seed?: number;
  path?: string;
}

/** Of the quick runs: what everybody runs before each change gives the same answer twice. */
const QUICK_SEED = 20_260_220;

/**
 * How often a property is tried: `quick` by default, always the same cases, and `full` under `FULL_TESTS=1`, new ones each time.
 * A failure prints its seed and path; `PROPERTY_SEED` and `PROPERTY_PATH` try exactly that one again, with `PROPERTY_REPLAY`
 * where the failure prints a replay path.
 */
export function propertyRuns({ quick, full }: { quick: number; full: number }): PropertyRuns {
  const { FULL_TESTS, PROPERTY_SEED, PROPERTY_PATH } = process.env;
  const quickly = FULL_TESTS !== '1';
  const seed = PROPERTY_SEED ? Number(PROPERTY_SEED) : QUICK_SEED;
  return {
    numRuns: quickly ? quick : full,
    ...((quickly || PROPERTY_SEED) && { seed }),
    ...(PROPERTY_PATH && { path: PROPERTY_PATH }),
  };
}

/** Which of the commands of a model run are run again. */
export function replayed(): { replayPath?: string } {
  const { PROPERTY_REPLAY } = process.env;
  return PROPERTY_REPLAY ? { replayPath: PROPERTY_REPLAY } : {};
}

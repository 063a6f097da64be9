import type { EntityManager } from 'typeorm';

/** Lock under which the read models that stand are written, and with an epoch the copy that it is building. */
export const STORING = 7_226_305;

/** The read models that stand, or the copy of them that an epoch is building. */
export type Place = 'standing' | number;

export const schemaOf = (place: Place): string => (place === 'standing' ? 'public' : `epoch_${place}`);

/** From here on the transaction reads and writes the read models there. */
export async function goTo(tx: EntityManager, place: Place): Promise<void> {
  await tx.query(`SET LOCAL search_path = ${place === 'standing' ? '' : `${schemaOf(place)}, `}public`);
}

/**
 * Goes to the copy that an epoch is building; once it has taken the place of the read models that stood, to those.
 * Batches are stored one after the other where readers are, so that stream positions become visible in their order; in a
 * copy side by side, save one that has to be `alone`.
 * @returns where the transaction is
 */
export async function goStoring(tx: EntityManager, epoch: number | undefined, alone: boolean): Promise<Place> {
  if (epoch !== undefined && (await isBuilding(tx, epoch))) {
    await tx.query(`SELECT pg_advisory_xact_lock${alone ? '' : '_shared'}($1, $2)`, [STORING, epoch]);
    // It may have taken its place meanwhile.
    if (await isBuilding(tx, epoch)) {
      await goTo(tx, epoch);
      return epoch;
    }
  }
  await tx.query('SELECT pg_advisory_xact_lock($1)', [STORING]);
  return 'standing';
}

async function isBuilding(tx: EntityManager, epoch: number): Promise<boolean> {
  const [row]: { building: boolean }[] = await tx.query('SELECT to_regnamespace($1) IS NOT NULL AS building', [
    schemaOf(epoch),
  ]);
  return row?.building ?? false;
}

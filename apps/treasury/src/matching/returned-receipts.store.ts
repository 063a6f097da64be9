import type { EntityManager } from 'typeorm';
import { answerExpectations } from './match-writer.service';

interface ReleasedRow {
  kind: string;
  target_id: string;
  amount_minor: string;
  details: { expectation?: string | null };
}

/** What a match answered is expected again; its targets may be matched anew. */
export async function releaseTargets(tx: EntityManager, match: string): Promise<void> {
  const [released] = (await tx.query(
    'UPDATE match_targets SET live = false WHERE match_id = $1 AND live RETURNING kind, target_id, amount_minor::text, details',
    [match],
  )) as [ReleasedRow[], number];
  const answers = released.flatMap(({ kind, target_id: id, amount_minor: minor, details }) => {
    if (kind === 'interest')
      return details.expectation ? [{ kind, id: details.expectation, minor: opposite(minor) }] : [];
    return kind === 'instalment' || kind === 'recovery' ? [{ kind, id, minor: opposite(minor) }] : [];
  });
  await answerExpectations(tx, answers);
}

/** A receipt that the bank took back stays matched to its entry, and explains nothing any more. */
export async function answerReturned(tx: EntityManager, match: string): Promise<void> {
  await releaseTargets(tx, match);
  await tx.query("UPDATE matches SET note = 'RETURNED' WHERE id = $1", [match]);
}

function opposite(minor: string): string {
  return (-BigInt(minor)).toString();
}

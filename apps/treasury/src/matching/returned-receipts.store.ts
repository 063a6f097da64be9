import type { EntityManager } from 'typeorm';
import { answerExpectations } from './match-writer.service';
import { MatchRefused } from './target';

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

/** The bank took nothing back after all: the receipt explains its entry as before. */
export async function recallReturned(tx: EntityManager, match: string): Promise<void> {
  const [recalled] = (await tx.query(
    `UPDATE match_targets SET live = true WHERE match_id = $1 AND NOT live RETURNING kind, target_id, amount_minor::text, details`,
    [match],
  )) as [ReleasedRow[], number];
  await answerExpectations(
    tx,
    recalled.map(({ kind, target_id: id, amount_minor: minor }) => ({ kind, id, minor })),
  );
  await tx.query("UPDATE matches SET note = NULL WHERE id = $1 AND note = 'RETURNED'", [match]);
}

/** @throws {MatchRefused} 409 `MATCH_NOT_UNDOABLE` while the bank's return stands on the receipt */
export async function checkReturnable(tx: EntityManager, match: string): Promise<void> {
  const [returned]: { match: string; entry: string }[] = await tx.query(
    `SELECT match_id AS match, entry_id AS entry FROM match_targets WHERE kind = 'receipt-return' AND target_id = $1 AND live`,
    [match],
  );
  if (!returned) return;
  const detail = 'The bank took this receipt back: undo first the match of the debit that took it.';
  const figures = { obstacle: 'RECEIPT_RETURNED', match, standing: returned.match, entry: returned.entry };
  throw new MatchRefused('MATCH_NOT_UNDOABLE', 409, 'Not to be undone', detail, figures);
}

function opposite(minor: string): string {
  return (-BigInt(minor)).toString();
}

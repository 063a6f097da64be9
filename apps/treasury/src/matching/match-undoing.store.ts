import type { EntityManager } from 'typeorm';
import type { UndoObstacle, UndoPart } from '@abonde/contracts';
import type { MoneyJson } from '@abonde/money';
import type { KeptKind, MatchState } from './match-writer.service';

export interface UndoneMatch {
  id: string;
  account: string;
  state: MatchState;
  undo_reason: string | null;
  undone_by: string | null;
  undone_by_name: string | null;
}

/** What a live target of a match is to be taken back with. */
export interface UndoneTarget {
  id: string;
  kind: KeptKind;
  target_id: string;
  entry_id: string;
  account: string;
  accounting_date: string;
  value_date: string;
  minor: string;
  currency: string;
  eur_minor: string;
  transaction_id: string;
  transfer: string | null;
  undo_transfer: string | null;
  taken_back: boolean;
  /** Service the money crossed to; none where it stayed here. */
  book: Book | null;
  payment_request: string | null;
  details: { from?: string; to?: string; tax?: MoneyJson; classification?: string };
}

type Book = 'contributions' | 'disbursements' | 'emergency-fund';

/** Why a match stays: what another service answered. */
export interface UndoRefusal {
  obstacle: UndoObstacle | (string & {});
  /** Code of what it is about. */
  subject: string;
  missing: MoneyJson | null;
}

/** Money for contributions, which has the last word on it. */
export const receiptKinds: readonly KeptKind[] = ['instalment', 'donation', 'unapplied'];
const askedKinds: readonly KeptKind[] = [...receiptKinds, 'payment-return', 'receipt-return', 'recovery'];
const order: readonly Book[] = ['emergency-fund', 'disbursements', 'contributions'];

export async function lockMatch(tx: EntityManager, id: string): Promise<UndoneMatch | undefined> {
  const [row]: UndoneMatch[] = await tx.query(
    'SELECT id, account, state, undo_reason, undone_by, undone_by_name FROM matches WHERE id = $1 FOR UPDATE',
    [id],
  );
  return row;
}

export function targetsOf(tx: EntityManager, match: string): Promise<UndoneTarget[]> {
  return tx.query(
    `SELECT t.id, t.kind, t.target_id, t.entry_id, a.code AS account, ledger.first_open_day(e.accounting_date)::text AS accounting_date,
            e.value_date::text, t.amount_minor::text AS minor, t.currency, t.eur_minor::text, t.transaction_id, t.transfer, t.details,
            t.undo_transfer, t.taken_back, o.payment_request,
            (SELECT substring(path.path FROM 'clearing:(.*)') FROM ledger.transactions x JOIN ledger.postings p ON p.transaction = x.position
               JOIN ledger.accounts path ON path.id = p.account WHERE x.id = t.transaction_id AND path.path LIKE 'clearing:%' LIMIT 1) AS book
       FROM match_targets t JOIN bank_entries e ON e.id = t.entry_id JOIN bank_accounts a ON a.id = e.account_id
       LEFT JOIN payment_orders o ON o.id::text = t.target_id AND t.kind IN ('payment-order', 'payment-return')
      WHERE t.match_id = $1 AND t.live ORDER BY t.id`,
    [match],
  );
}

/**
 * What one service is to take back next: one is asked after the other, receipts last, since only what was told of the others
 * can be told again where a later one refuses.
 */
export function nextAsked(targets: readonly UndoneTarget[]): UndoneTarget[] {
  const open = targets.filter(({ kind, taken_back }) => askedKinds.includes(kind) && !taken_back);
  const rank = ({ book, kind }: UndoneTarget) =>
    2 * order.indexOf(book ?? 'contributions') + Number(receiptKinds.includes(kind));
  const first = Math.min(...open.map(rank));
  return open.filter((target) => rank(target) === first);
}

/** The parts of a request, each crossing once however many targets share it. */
export function partsOf(asked: readonly UndoneTarget[]): UndoPart[] {
  const byTransfer = new Map(asked.map((target) => [target.transfer, target]));
  return [...byTransfer.values()].map(({ kind, target_id, payment_request, transfer, undo_transfer }) => ({
    kind: kind as UndoPart['kind'],
    id: payment_request ?? target_id,
    transfer: transfer ?? '',
    undoTransfer: undo_transfer ?? '',
  }));
}

/** The undoing is asked by somebody: each crossing gets the transfer under which it is taken back. */
export async function beginUndoing(
  tx: EntityManager,
  match: string,
  { reason, by, byName }: { reason: string; by: string; byName: string },
): Promise<void> {
  await tx.query(
    `UPDATE matches SET state_before = state, state = 'UNDO_REQUESTED', undo_reason = $2, undone_by = $3, undone_by_name = $4, undo_refusal = NULL
      WHERE id = $1`,
    [match, reason, by, byName],
  );
  await tx.query(
    `UPDATE match_targets t SET undo_transfer = g.undo, taken_back = false
       FROM (SELECT transfer, gen_random_uuid() AS undo FROM match_targets WHERE match_id = $1 AND live AND transfer IS NOT NULL GROUP BY transfer) g
      WHERE t.match_id = $1 AND t.live AND t.transfer = g.transfer`,
    [match],
  );
}

/** @param transfer under which it was, where the answer names its own */
export async function takenBack(
  tx: EntityManager,
  asked: readonly UndoneTarget[],
  transfer: string | undefined,
): Promise<void> {
  await tx.query(
    'UPDATE match_targets SET taken_back = true, undo_transfer = coalesce($2, undo_transfer) WHERE id = ANY ($1)',
    [asked.map(({ id }) => id), transfer ?? null],
  );
}

/** The match stays what it was, with what stands in the way of its undoing. */
export async function keepMatch(tx: EntityManager, match: string, refusal: UndoRefusal): Promise<void> {
  const { obstacle, missing } = refusal;
  const note = missing ? `${obstacle} (${missing.amount} ${missing.currency})` : obstacle;
  await tx.query(
    `UPDATE matches SET state = coalesce(state_before, 'CONFIRMED'), state_before = NULL, note = $2, undo_refusal = $3 WHERE id = $1`,
    [match, note, JSON.stringify(refusal)],
  );
}

/** Nothing explains its entries any more. */
export async function endMatch(tx: EntityManager, { id, undo_reason, ...by }: UndoneMatch): Promise<void> {
  await tx.query('UPDATE bank_entries SET match_id = NULL WHERE match_id = $1', [id]);
  await tx.query(
    `UPDATE matches SET state = 'UNDONE', undone_at = now(), undo_reason = $2, undone_by = $3, undone_by_name = $4, undo_refusal = NULL WHERE id = $1`,
    [id, undo_reason, by.undone_by, by.undone_by_name],
  );
}

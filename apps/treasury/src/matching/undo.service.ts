import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox, type TypedEvent } from '@abonde/messaging';
import { Money, type MoneyJson } from '@abonde/money';
import { type Command, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkPeriodOpen } from './closed-period.store';
import { type KeptKind, type MatchState, told } from './match-writer.service';
import type { PaymentOrderRow } from '../payments/payment-order.entity';
import { releaseTargets } from './returned-receipts.store';
import { MatchRefused } from './target';
import { unsettle, type Unsettled } from './unsettled-orders.store';

interface TargetRow {
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
  details: { from?: string; to?: string; tax?: MoneyJson; classification?: string };
}

interface MatchRow {
  id: string;
  state: MatchState;
  undo_reason: string | null;
  undo_transfer: string | null;
  undone_by: string | null;
}

interface Undone {
  id: string;
  status: MatchState;
}

const receipts: readonly KeptKind[] = ['instalment', 'donation', 'unapplied'];
/** What the bank gave or took back, and what a city gave back, has no way back in the other books. */
const final: readonly KeptKind[] = ['payment-return', 'receipt-return', 'recovery'];

/** Undoes matches: at once where only treasury is concerned, on the answer of contributions for receipts. */
@Injectable()
export class UndoService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {MatchRefused} 409 `MATCH_NOT_OPEN`, `MATCH_NOT_UNDOABLE`, `PERIOD_CLOSED` */
  undo(command: Command, id: string, reason: string): Promise<Undone> {
    return this.unitOfWork.run(command, (tx) => this.undoOne(tx, command, id, reason));
  }

  /** Every match of an act that isn't undone yet, or none of them. */
  undoAct(command: Command, act: string, reason: string): Promise<{ act: string; matches: Undone[] }> {
    return this.unitOfWork.run(command, async (tx) => {
      const rows: { id: string }[] = await tx.query(
        `SELECT id FROM matches WHERE act = $1 AND state NOT IN ('UNDO_REQUESTED', 'UNDONE') ORDER BY id`,
        [act],
      );
      if (rows.length === 0) throw notFound('act', act);
      const matches: Undone[] = [];
      for (const { id } of rows) matches.push(await this.undoOne(tx, command, id, reason));
      return { act, matches };
    });
  }

  private async undoOne(tx: EntityManager, command: Command, id: string, reason: string): Promise<Undone> {
    const match = await this.lock(tx, id);
    if (!match) throw notFound('match', id);
    const targets = await this.targets(tx, id);
    checkUndoable(match, targets);
    // An answer already under way is dated in the open month.
    await checkPeriodOpen(tx, { match: id });
    const orders = await unsettle(tx, command.actor, targets, reason);
    const asked = { ...match, undo_reason: reason, undone_by: command.actor.id, undo_transfer: uuid() };
    const request = targets.find(({ kind }) => receipts.includes(kind));
    if (request) return this.request(tx, asked, request.kind, command.correlationId);
    await this.reverse(tx, asked, targets, undefined, { correlationId: command.correlationId, orders });
    return { id, status: 'UNDONE' };
  }

  /** Contributions gave the receipt back: now it is undone here. Without a request, the event answers something else. */
  async answered(tx: EntityManager, event: CloudEvent<'abonde.contributions.receipt-reversed.v1'>): Promise<void> {
    const match = await this.lock(tx, event.data.match);
    if (match?.state !== 'UNDO_REQUESTED') return;
    await this.reverse(tx, match, await this.targets(tx, match.id), event.transfer, { cause: event });
  }

  async refused(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.contributions.receipt-reversal-refused.v1'>,
  ): Promise<void> {
    await tx.query(
      `UPDATE matches SET state = coalesce(state_before, 'CONFIRMED'), state_before = NULL, note = $2 WHERE id = $1 AND state = 'UNDO_REQUESTED'`,
      [data.match, `${data.reason} (${data.toRelease.amount} ${data.toRelease.currency})`],
    );
  }

  private async lock(tx: EntityManager, id: string): Promise<MatchRow | undefined> {
    const [row]: MatchRow[] = await tx.query(
      'SELECT id, state, undo_reason, undo_transfer, undone_by FROM matches WHERE id = $1 FOR UPDATE',
      [id],
    );
    return row;
  }

  private targets(tx: EntityManager, match: string): Promise<TargetRow[]> {
    return tx.query(
      `SELECT t.kind, t.target_id, t.entry_id, a.code AS account, ledger.first_open_day(e.accounting_date)::text AS accounting_date, e.value_date::text,
              t.amount_minor::text AS minor, t.currency, t.eur_minor::text, t.transaction_id, t.transfer, t.details
         FROM match_targets t JOIN bank_entries e ON e.id = t.entry_id JOIN bank_accounts a ON a.id = e.account_id
        WHERE t.match_id = $1 AND t.live ORDER BY t.id`,
      [match],
    );
  }

  private async request(
    tx: EntityManager,
    match: MatchRow,
    targetKind: string,
    correlationId: string,
  ): Promise<Undone> {
    const { id, undo_reason: reason, undo_transfer: transfer, undone_by: by } = match;
    await tx.query(
      `UPDATE matches SET state_before = state, state = 'UNDO_REQUESTED', undo_reason = $2, undo_transfer = $3, undone_by = $4 WHERE id = $1`,
      [id, reason, transfer, by],
    );
    await this.outbox.add(tx, 'abonde.treasury.match-undo-requested.v1', {
      key: id,
      data: { match: id, targetKind, reason: reason ?? '' },
      correlationId,
      ...(transfer && { transfer }),
    });
    return { id, status: 'UNDO_REQUESTED' };
  }

  /** The receipts' reversal crosses under the transfer that contributions used for its own. */
  private async reverse(
    tx: EntityManager,
    match: MatchRow,
    targets: TargetRow[],
    answered: string | undefined,
    { orders = new Map(), ...cause }: { cause?: CloudEvent; correlationId?: string; orders?: Unsettled },
  ): Promise<void> {
    const done = new Set<string>();
    for (const target of targets) {
      if (done.has(target.transaction_id)) continue;
      done.add(target.transaction_id);
      const transfer = receipts.includes(target.kind) ? (answered ?? match.undo_transfer ?? uuid()) : uuid();
      const order = orders.get(target.target_id);
      const { accountingDate } = await this.ledger.reverse(tx, target.transaction_id, {
        kind: order ? 'payment-unsettled' : 'match-undone',
        reason: match.undo_reason || 'Match undone',
        actor: match.undone_by ?? 'system:treasury',
        accountingDate: target.accounting_date,
        floors: 'FACT',
        metadata: { match: match.id, entry: target.entry_id },
        ...(target.transfer && { transfer }),
      });
      const event = order ? unsettledEvent(match, target, order) : reversalOf(match, target);
      const dates = { accountingDate, valueDate: target.value_date };
      if (event && target.transfer) await this.outbox.addAll(tx, [{ ...event, transfer, ...dates, ...cause }]);
    }
    await releaseTargets(tx, match.id);
    await tx.query('UPDATE bank_entries SET match_id = NULL WHERE match_id = $1', [match.id]);
    await tx.query(`UPDATE matches SET state = 'UNDONE', undo_reason = $2, undone_by = $3 WHERE id = $1`, [
      match.id,
      match.undo_reason,
      match.undone_by,
    ]);
  }
}

function checkUndoable({ id, state }: MatchRow, targets: readonly TargetRow[]): void {
  if (!['SENT', 'CONFIRMED', 'UNAPPLIED'].includes(state))
    throw new MatchRefused('MATCH_NOT_OPEN', 409, 'Not to be undone', `The match is ${state}.`, { match: id, state });
  if (targets.length > 0 && !targets.some(({ kind }) => final.includes(kind))) return;
  const detail = 'A recovery or a return has no way back in the books of those who booked it.';
  throw new MatchRefused('MATCH_NOT_UNDOABLE', 409, 'Not to be undone', detail, { match: id });
}

/** The requester takes its payment back, as it would from the bank; the debit that settles it is still to be found. */
function unsettledEvent(match: MatchRow, target: TargetRow, order: PaymentOrderRow): TypedEvent {
  const { id, paymentRequest, kind } = order;
  const data = {
    ...{ paymentRequest, kind, order: id, entry: target.entry_id, match: match.id, account: target.account },
    eur: Money.minor(BigInt(target.eur_minor)).abs().toJSON(),
    reason: `MATCH_UNDONE: ${match.undo_reason || 'another debit settles it'}`,
  };
  return told({ type: 'abonde.treasury.payment-returned.v1', key: paymentRequest, data });
}

/** What the other books are told: the same fact the other way round. */
function reversalOf(match: MatchRow, target: TargetRow): TypedEvent | undefined {
  const { kind, details, account, entry_id: entry } = target;
  const eur = Money.minor(BigInt(target.eur_minor));
  if (kind === 'classification' || (kind === 'internal-transfer' && details.classification)) {
    const classification = (details.classification ?? target.target_id) as 'CHARGE' | 'EXCHANGE' | 'OTHER';
    const data = {
      entry,
      match: match.id,
      account,
      kind: classification,
      eur: eur.toJSON(),
      rate: null,
      reason: match.undo_reason || 'Match undone',
    };
    return told({ type: 'abonde.treasury.charge-classified.v1', key: entry, data });
  }
  if (kind !== 'interest') return undefined;
  const { from = target.value_date, to = target.value_date, tax = Money.zero(target.currency).toJSON() } = details;
  const net = Money.minor(eur.isNegative() ? -BigInt(target.minor) : BigInt(target.minor), target.currency);
  const data = {
    placement: target.target_id,
    account,
    entry,
    match: match.id,
    from,
    to,
    gross: net.plus(Money.of(tax)).toJSON(),
    tax,
    net: net.toJSON(),
    eur: eur.toJSON(),
  };
  return told({ type: 'abonde.treasury.interest-credit-reversed.v1', key: target.target_id, data });
}

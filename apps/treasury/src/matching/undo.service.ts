import type { CloudEvent } from '@abonde/contracts';
import { Outbox } from '@abonde/messaging';
import { type Command, notFound, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkPeriodOpen } from './closed-period.store';
import { MatchReversals } from './match-reversals.service';
import {
  beginUndoing,
  keepMatch,
  lockMatch,
  nextAsked,
  partsOf,
  takenBack,
  targetsOf,
  type UndoneMatch,
  type UndoneTarget,
  type UndoRefusal,
} from './match-undoing.store';
import type { MatchState } from './match-writer.service';
import { checkReturnable } from './returned-receipts.store';
import { MatchRefused } from './target';
import { checkUnsettleable } from './unsettled-orders.store';

interface Undone {
  id: string;
  status: MatchState;
}

/** Undoes matches: at once where only treasury is concerned, else once each service has taken its own part back. */
@Injectable()
export class UndoService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reversals: MatchReversals,
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
    const match = await lockMatch(tx, id);
    if (!match) throw notFound('match', id);
    if (!['SENT', 'CONFIRMED', 'UNAPPLIED'].includes(match.state)) throw notOpen(match);
    await checkReturnable(tx, id);
    // An answer already under way is dated in the open month.
    await checkPeriodOpen(tx, { match: id });
    await checkUnsettleable(tx, await targetsOf(tx, id));
    const { id: by, name: byName } = command.actor;
    await beginUndoing(tx, id, { reason, by, byName });
    const asked = { ...match, undo_reason: reason, undone_by: by, undone_by_name: byName };
    const status = await this.proceed(tx, asked, { correlationId: command.correlationId });
    return { id, status };
  }

  /** A service took back what it was asked for. Without a request, the event answers something else. */
  async answered(tx: EntityManager, id: string, event: CloudEvent): Promise<void> {
    const match = await lockMatch(tx, id);
    if (match?.state !== 'UNDO_REQUESTED') return;
    await takenBack(tx, nextAsked(await targetsOf(tx, id)), event.transfer);
    await this.proceed(tx, match, { cause: event });
  }

  async refused(tx: EntityManager, id: string, refusal: UndoRefusal, event: CloudEvent): Promise<void> {
    const match = await lockMatch(tx, id);
    if (match?.state !== 'UNDO_REQUESTED') return;
    await this.reversals.restore(tx, match, await targetsOf(tx, id), { cause: event });
    await keepMatch(tx, id, refusal);
    const data = { match: id, account: match.account, ...refusal };
    await this.outbox.add(tx, 'abonde.treasury.match-kept.v1', { key: id, data, cause: event });
  }

  /** Asks the next service that booked a part; once none is left, the match is undone here. */
  private async proceed(
    tx: EntityManager,
    match: UndoneMatch,
    because: { cause?: CloudEvent; correlationId?: string },
  ): Promise<MatchState> {
    const targets = await targetsOf(tx, match.id);
    const asked = nextAsked(targets);
    const [first] = asked;
    if (!first) {
      await this.reversals.reverse(tx, match, targets, because);
      const { id, account, undo_reason: reason } = match;
      const data = { match: id, account, reason: reason ?? '' };
      await this.outbox.add(tx, 'abonde.treasury.match-undone.v1', { key: id, data, ...because });
      return 'UNDONE';
    }
    await this.ask(tx, match, first, asked, because);
    return 'UNDO_REQUESTED';
  }

  private async ask(
    tx: EntityManager,
    { id: match, undo_reason: reason }: UndoneMatch,
    { kind: targetKind, accounting_date: accountingDate, value_date: valueDate, undo_transfer }: UndoneTarget,
    asked: readonly UndoneTarget[],
    because: { cause?: CloudEvent; correlationId?: string },
  ): Promise<void> {
    await this.outbox.add(tx, 'abonde.treasury.match-undo-requested.v1', {
      key: match,
      data: { match, targetKind, reason: reason ?? '', parts: partsOf(asked) },
      ...{ accountingDate, valueDate },
      ...(undo_transfer && { transfer: undo_transfer }),
      ...because,
    });
  }
}

function notOpen({ id, state }: UndoneMatch): MatchRefused {
  return new MatchRefused('MATCH_NOT_OPEN', 409, 'Not to be undone', `The match is ${state}.`, { match: id, state });
}

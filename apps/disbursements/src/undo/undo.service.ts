import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { answerUndo, tryUndo, UndoRefused } from '@abonde/match-undo';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecoveryUndoings } from '../recoveries/recovery-undoings.service';
import { ReturnUndoings } from '../tranches/return-undoings.service';

type Requested = CloudEvent<'abonde.treasury.match-undo-requested.v1'>;
type HandedBack = CloudEvent<'abonde.contributions.release-handed-back.v1'>;
type RecallRefused = CloudEvent<'abonde.contributions.release-recall-refused.v1'>;

/**
 * A person undoes the match of a bank entry: what it had made here is taken back, or the answer says why not. What a recovery
 * brought has gone on to its envelopes: contributions is asked for it first.
 */
@Injectable()
export class UndoService {
  constructor(
    private readonly recoveries: RecoveryUndoings,
    private readonly returns: ReturnUndoings,
    private readonly outbox: Outbox,
  ) {}

  async requested(tx: EntityManager, event: Requested): Promise<void> {
    const { match, reason, parts = [] } = event.data;
    const [first] = parts;
    if (!first || !(await this.knows(tx, first))) return;
    const recovered = parts.filter(({ kind }) => kind === 'recovery');
    if (recovered.length > 0) return this.recoveries.recall(tx, { match, reason, parts }, event);
    await this.answer(tx, match, event, await this.takenBack(tx, parts, event));
  }

  async handedBack(tx: EntityManager, event: HandedBack): Promise<void> {
    const { match, parts } = event.data;
    const refused = await tryUndo(tx, async (inner) => {
      await this.recoveries.regain(inner, event);
      for (const part of parts) await this.takeBack(inner, part, event);
    });
    if (refused) await this.recoveries.sendOn(tx, event);
    await this.answer(tx, match, event, refused);
  }

  async recallRefused(tx: EntityManager, event: RecallRefused): Promise<void> {
    const { match, agreement, missing } = event.data;
    await this.answer(tx, match, event, new UndoRefused('MONEY_ALLOCATED', agreement, Money.of(missing)));
  }

  private async knows(tx: EntityManager, { kind, id }: UndoPart): Promise<boolean> {
    if (kind === 'recovery') return this.recoveries.knows(tx, id);
    return kind === 'payment-return' && this.returns.knows(tx, id);
  }

  private takenBack(tx: EntityManager, parts: readonly UndoPart[], event: Requested): Promise<UndoRefused | undefined> {
    return tryUndo(tx, async (inner) => {
      for (const part of parts) await this.takeBack(inner, part, event);
    });
  }

  private takeBack(tx: EntityManager, part: UndoPart, event: Requested | HandedBack): Promise<void> {
    return part.kind === 'recovery'
      ? this.recoveries.takeBack(tx, part, event)
      : this.returns.takeBack(tx, part, event);
  }

  private answer(tx: EntityManager, match: string, cause: CloudEvent, refused: UndoRefused | undefined): Promise<void> {
    return answerUndo(tx, this.outbox, 'disbursements', { match, cause }, refused);
  }
}

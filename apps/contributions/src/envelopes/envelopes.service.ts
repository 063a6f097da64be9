import type { Day } from '@abonde/calendar';
import type { EventData } from '@abonde/contracts';
import { debitCredit, Ledger, type NewTransaction } from '@abonde/ledger';
import { Outbox, Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { GENERAL } from '../donors/donor';
import { inHandFrom, type Movement } from './movement';
import { MovementRow } from './movement.entity';
import { type Origin, trace } from './origin';

export const envelope = (agreement: string) => `fund:envelope:${agreement}`;
export const shortfall = (key: string) => `fund:shortfall:${key}`;

interface Recorded {
  id: string;
  accountingDate: Day;
  duplicate: boolean;
}

/** Posts what moves agreements' money and tells it: each movement, and what is free afterwards. */
@Injectable()
export class Envelopes {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Posts a transaction with the movements it makes. A transfer already posted changes nothing and says nothing.
   * `FACT`: what happened at the bank or in another book, never refused by a floor.
   */
  async record(
    tx: EntityManager,
    transaction: Omit<NewTransaction, 'actor'>,
    movements: readonly Movement[],
    origin: Origin,
    floors: 'BIND' | 'FACT' = 'BIND',
  ): Promise<Recorded> {
    const [posted] = await this.ledger.post(tx, { ...transaction, actor: origin.actor }, { floors });
    if (!posted) throw new Error('A posting has one outcome');
    if (posted.duplicate) return posted;
    await this.tell(
      tx,
      { id: posted.id, valueDate: transaction.valueDate, accountingDate: posted.accountingDate },
      movements,
      origin,
    );
    await this.repayShortfalls(
      tx,
      movements,
      { valueDate: transaction.valueDate, accountingDate: posted.accountingDate },
      origin,
    );
    return posted;
  }

  /** Later income pays a shortfall back before anything else. */
  private async repayShortfalls(
    tx: EntityManager,
    movements: readonly Movement[],
    dates: { valueDate: Day; accountingDate: Day },
    origin: Origin,
  ): Promise<void> {
    for (const code of new Set(movements.filter(({ delta }) => delta > 0n).map(({ agreement }) => agreement))) {
      const missing = await this.shortfallOf(tx, code);
      const amount = missing.isPositive() ? missing.min(await this.free(tx, code)) : missing;
      if (!amount.isPositive()) continue;
      const agreement = await tx.findOneByOrFail(Agreement, { code });
      await this.record(
        tx,
        {
          kind: 'shortfall-repaid',
          reason: 'Insuffisance comblée',
          reference: code,
          ...dates,
          postings: debitCredit(envelope(code), shortfall(code), amount, about(agreement)),
        },
        [{ agreement: code, delta: -amount.minor, cause: 'RETURNED' }],
        origin,
      );
      const data = { account: shortfall(code), amount: amount.toJSON(), cause: 'Nouvelle recette' };
      await this.outbox.add(tx, 'abonde.contributions.shortfall-cleared.v1', {
        key: shortfall(code),
        data,
        ...trace(origin),
      });
    }
  }

  /** Keeps and publishes the movements of a transaction that is already posted. */
  async tell(
    tx: EntityManager,
    transaction: { id: string; valueDate: Day; accountingDate: Day },
    movements: readonly Movement[],
    origin: Origin,
  ): Promise<void> {
    for (const { agreement, delta, cause } of movements) {
      if (delta === 0n) continue;
      const movement = uuid();
      await tx.insert(MovementRow, {
        id: movement,
        agreement,
        delta,
        cause,
        valueDate: transaction.valueDate,
        transaction: transaction.id,
      });
      const data: EventData<'abonde.contributions.money-moved.v1'> = {
        agreement,
        movement,
        delta: Money.minor(delta).toJSON(),
        cause,
      };
      const type =
        cause === 'RECEIVED' ? 'abonde.contributions.money-received.v1' : 'abonde.contributions.money-moved.v1';
      await this.outbox.add(tx, type, {
        key: agreement,
        data,
        valueDate: transaction.valueDate,
        accountingDate: transaction.accountingDate,
        ...trace(origin),
      });
    }
    await this.publishFree(
      tx,
      movements.map(({ agreement }) => agreement),
      origin,
    );
  }

  /** Tells what is free in each of these envelopes now. */
  async publishFree(tx: EntityManager, agreements: readonly string[], origin: Origin): Promise<void> {
    for (const agreement of [...new Set(agreements)].sort()) {
      const { instrument } = await tx.findOneByOrFail(Agreement, { code: agreement });
      const free = await this.free(tx, agreement);
      const data = { agreement, instrument, free: free.toJSON() };
      await this.outbox.add(tx, 'abonde.contributions.envelope-changed.v1', { key: agreement, data, ...trace(origin) });
    }
  }

  /** The association's own resources. @throws {Waiting} while they are not registered */
  async general(tx: EntityManager): Promise<Agreement> {
    const general = await tx.findOneBy(Agreement, { code: GENERAL });
    if (!general) throw new Waiting(`agreement:${GENERAL}`);
    return general;
  }

  free(tx: EntityManager, agreement: string): Promise<Money> {
    return this.ledger.balance(envelope(agreement), undefined, tx);
  }

  dueToDonor(tx: EntityManager, agreement: string): Promise<Money> {
    return this.ledger.balance(`fund:due-to-donor:${agreement}`, undefined, tx);
  }

  /** Locks an envelope and says what it can give to a fact; the association's own resources give without limit. */
  async available(tx: EntityManager, agreement: string): Promise<Money | null> {
    if (agreement === GENERAL) return null;
    const locked = await this.ledger.lock(tx, [envelope(agreement)]);
    return locked.get(envelope(agreement)) ?? Money.zero();
  }

  private shortfallOf(tx: EntityManager, key: string): Promise<Money> {
    return this.ledger.balance(shortfall(key), undefined, tx);
  }

  async raiseShortfall(tx: EntityManager, key: string, amount: Money, cause: string, origin: Origin): Promise<void> {
    if (amount.isZero()) return;
    const data = { account: shortfall(key), amount: amount.toJSON(), cause };
    await this.outbox.add(tx, 'abonde.contributions.shortfall-raised.v1', {
      key: shortfall(key),
      data,
      ...trace(origin),
    });
  }

  /** First day from which `amount` of an agreement's money stays in hand; undefined when so much never does. */
  async inHandFrom(tx: EntityManager, agreement: string, amount: bigint): Promise<Day | undefined> {
    return inHandFrom(await tx.findBy(MovementRow, { agreement }), amount);
  }
}

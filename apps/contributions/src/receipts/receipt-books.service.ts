import { Outbox, Waiting } from '@abonde/messaging';
import type { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GENERAL } from '../donors/donor';
import { type Origin, trace } from '../envelopes/origin';
import { tellSchedule } from '../instalments/expectations.publisher';
import { Instalment, SettlementRow } from '../instalments/instalment.entity';
import { Receipt, type ReceiptPart } from './receipt.entity';

/** What every way of taking a receipt back has in common. */
@Injectable()
export class ReceiptBooks {
  constructor(private readonly outbox: Outbox) {}

  /** Locked. @throws {Waiting} while the match itself has not come */
  async find(tx: EntityManager, match: string): Promise<Receipt> {
    const receipt = await tx.findOne(Receipt, { where: { match }, lock: { mode: 'pessimistic_write' } });
    if (!receipt) throw new Waiting(`match:${match}`);
    return receipt;
  }

  /** So much of an instalment is paid. */
  async settled(
    tx: EntityManager,
    instalment: Instalment,
    applied: Money,
    booked: Money,
    onDay: string,
  ): Promise<void> {
    if (applied.isZero()) return;
    instalment.outstanding -= applied.minor;
    instalment.booked -= booked.minor;
    if (instalment.outstanding === 0n) instalment.state = 'SETTLED';
    await tx.save(instalment);
    await tx.insert(SettlementRow, {
      id: uuid(),
      instalment: instalment.id,
      amount: -applied.minor,
      onDay,
      cause: 'RECEIVED',
    });
  }

  async owedAgain(
    tx: EntityManager,
    id: string,
    amount: bigint,
    booked: bigint,
    onDay: string,
    cause: 'UNDONE' | 'RETURNED',
  ): Promise<void> {
    const instalment = await tx.findOneOrFail(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    instalment.outstanding += amount;
    instalment.booked += booked;
    instalment.state = 'CALLED';
    await tx.save(instalment);
    await tx.insert(SettlementRow, { id: uuid(), instalment: id, amount, onDay, cause });
  }

  async tellReversed(
    tx: EntityManager,
    match: string,
    shorts: ReadonlyMap<string, Money | null>,
    dates: { transfer?: string; valueDate: string; accountingDate: string },
    origin: Origin,
  ): Promise<void> {
    for (const [agreement, short] of shorts) {
      const data = { agreement, match, shortfall: short === null || short.isZero() ? null : short.toJSON() };
      await this.outbox.add(tx, 'abonde.contributions.receipt-reversed.v1', {
        key: agreement,
        data,
        ...dates,
        ...trace(origin),
      });
      await tellSchedule(tx, this.outbox, agreement, trace(origin));
    }
  }

  /** What is expected of these agreements is told anew. */
  async tellSchedules(tx: EntityManager, agreements: readonly string[], origin: Origin): Promise<void> {
    for (const agreement of agreements) await tellSchedule(tx, this.outbox, agreement, trace(origin));
  }
}

/** Agreements a receipt touched; the association's own resources stand for what is nobody's. */
export function agreementsOf(parts: readonly ReceiptPart[]): string[] {
  const codes = [...new Set(parts.flatMap(({ agreement }) => agreement ?? []))];
  return codes.length > 0 ? codes : [GENERAL];
}

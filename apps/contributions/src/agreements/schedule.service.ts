import { Money } from '@abonde/money';
import { DomainError, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GENERAL } from '../donors/donor';
import { Instalment } from '../instalments/instalment.entity';
import { checkInstalments, checkTerms, type InstalmentTerms, type ScheduledAsKept } from './agreement';
import { type Agreement, AgreementVersion, termsOf } from './agreement.entity';
import type { NewInstalmentDto } from './agreements.dto';

/** Keeps an agreement's instalments and checks them against what it is worth. */
@Injectable()
export class Schedule {
  /** @throws {Violation | DomainError} naming the term, the instalment or the difference at fault */
  check(agreement: Agreement, instalments: readonly InstalmentTerms[]): void {
    const terms = termsOf(agreement);
    checkTerms(terms);
    checkInstalments(instalments, terms, agreement.internal || agreement.earmark.level === 'EVENT');
    if (agreement.code !== GENERAL || agreement.internal) return;
    throw new DomainError({
      code: 'RESERVED_CODE',
      status: 422,
      title: 'Reserved code',
      detail: `${GENERAL} is an agreement of an internal donor.`,
      field: 'code',
    });
  }

  of(tx: EntityManager, agreement: string): Promise<Instalment[]> {
    return tx.find(Instalment, { where: { agreement }, order: { number: 'ASC' } });
  }

  async add(tx: EntityManager, { code, currency }: Agreement, instalments: readonly NewInstalmentDto[]): Promise<void> {
    const rows = instalments.map(({ number, amount, dueOn, condition = { kind: 'DATE' as const } }) => ({
      id: uuid(),
      agreement: code,
      number,
      currency,
      amount: Money.of(amount).minor,
      dueOn,
      condition: { ...condition },
      state: 'EXPECTED' as const,
      outstanding: 0n,
      booked: 0n,
      calledEur: 0n,
    }));
    if (rows.length > 0) await tx.insert(Instalment, rows);
  }

  /** Keeps what was called, replaces the rest, and checks the whole schedule again. */
  async replace(tx: EntityManager, agreement: Agreement, given?: readonly NewInstalmentDto[]): Promise<void> {
    const rows = await this.of(tx, agreement.code);
    const kept = given === undefined ? rows : rows.filter(({ state }) => state !== 'EXPECTED');
    this.check(
      agreement,
      [...kept.map(asTerms), ...(given ?? []).map(givenTerms)].sort((a, b) => a.number - b.number),
    );
    if (given === undefined) return;
    await tx.delete(Instalment, { agreement: agreement.code, state: 'EXPECTED' });
    await this.add(tx, agreement, given);
  }

  /** Keeps the agreement as it is now, with its schedule, as one of its versions. */
  async keepVersion(
    tx: EntityManager,
    agreement: Agreement,
    { reason, effectiveDate, actor }: { reason: string; effectiveDate: string; actor: string },
  ): Promise<void> {
    const { amount, ...terms } = termsOf(agreement);
    await tx.insert(AgreementVersion, {
      agreement: agreement.code,
      version: agreement.version,
      terms: { ...terms, amount: amount.toJSON() },
      schedule: (await this.of(tx, agreement.code)).map(asKept),
      reason,
      effectiveDate,
      actor,
    });
  }
}

export function givenTerms({ number, amount, dueOn, condition }: NewInstalmentDto): InstalmentTerms {
  return { number, amount: Money.of(amount), dueOn, ...(condition && { condition }) };
}

function asTerms(instalment: Instalment): InstalmentTerms {
  const { number, amount, overpaid, currency, dueOn } = instalment;
  const due = amount - overpaid;
  return { number, amount: Money.minor(due, currency), dueOn, cancelled: due === 0n };
}

function asKept(instalment: Instalment): ScheduledAsKept {
  const { number, amount, currency, dueOn, condition, state } = instalment;
  return { number, amount: Money.minor(amount, currency).toJSON(), dueOn, condition, state };
}

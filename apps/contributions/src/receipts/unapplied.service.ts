import { Money } from '@abonde/money';
import {
  BusinessClock,
  type Command,
  decodeCursor,
  DomainError,
  notFound,
  type Page,
  paged,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { Proposals } from '../allocations/proposals.service';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { byCommand } from '../envelopes/origin';
import { Instalment, SettlementRow } from '../instalments/instalment.entity';
import { APPLIED } from './applications.service';
import { ownerless } from './receipt.postings';
import { Unapplied } from './receipt.entity';
import type { ApplyDto, UnappliedDto } from './unapplied.dto';

/** Money received that waits for an owner, and its application to an instalment (8). */
@Injectable()
export class UnappliedMoney {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
  ) {}

  async list(limit: number, cursor?: string): Promise<Page<UnappliedDto>> {
    const after = decodeCursor(cursor)?.[0];
    const where = { remaining: MoreThan(0n), ...(after !== undefined && { id: MoreThan(String(after)) }) };
    const rows = await this.dataSource.manager.find(Unapplied, { where, order: { id: 'ASC' }, take: limit + 1 });
    return paged(rows, limit, ({ id }) => [id], toDto);
  }

  apply(id: string, body: ApplyDto, command: Command): Promise<UnappliedDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const row = await tx.findOne(Unapplied, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row) throw notFound('unapplied receipt', id);
      const instalment = await tx.findOne(Instalment, {
        where: { id: body.instalment },
        lock: { mode: 'pessimistic_write' },
      });
      if (!instalment) throw notFound('instalment', body.instalment);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const amount = Money.of(body.amount);
      checkApplicable(row, instalment, amount);
      await this.post(tx, row, instalment, amount, day, command);
      row.remaining -= amount.minor;
      await tx.save(row);
      await this.proposals.fill(tx, byCommand(command));
      return toDto(row);
    });
  }

  private async post(
    tx: EntityManager,
    row: Unapplied,
    instalment: Instalment,
    amount: Money,
    valueDate: string,
    command: Command,
  ): Promise<void> {
    const agreement = await tx.findOneByOrFail(Agreement, { code: instalment.agreement });
    const general = await this.envelopes.general(tx);
    const from = ownerless(row.donor, general);
    const line = (account: string, value: Money, dimensions = about(agreement)) => ({
      account,
      amount: value,
      dimensions,
    });
    await this.envelopes.record(
      tx,
      {
        kind: APPLIED,
        reason: 'Encaissement imputé',
        reference: instalment.reference ?? '',
        valueDate,
        metadata: { match: row.match, donor: row.donor, agreement: agreement.code, instalment: instalment.id },
        postings: [
          line(`unapplied:${row.donor}`, amount, from),
          line(`receivable:${agreement.code}`, amount.negated()),
          line(`fund:unapplied:${row.donor}`, amount, from),
          line(envelope(agreement.code), amount.negated()),
        ],
      },
      [
        { agreement: general.code, delta: -amount.minor, cause: 'UNAPPLIED' },
        { agreement: agreement.code, delta: amount.minor, cause: 'RECEIVED' },
      ],
      byCommand(command),
    );
    instalment.outstanding -= amount.minor;
    instalment.booked -= amount.minor;
    if (instalment.outstanding === 0n) instalment.state = 'SETTLED';
    await tx.save(instalment);
    await tx.insert(SettlementRow, {
      id: uuid(),
      instalment: instalment.id,
      amount: -amount.minor,
      onDay: valueDate,
      cause: 'RECEIVED',
    });
  }
}

function checkApplicable(row: Unapplied, instalment: Instalment, amount: Money): void {
  const refuse = (code: string, detail: string, figures: object): never => {
    throw new DomainError({ code, status: 422, title: 'Cannot be applied', detail, ...figures });
  };
  if (instalment.currency !== 'EUR' || amount.currency !== 'EUR')
    refuse('CURRENCY_MISMATCH', 'Only euros are applied to an instalment in euros.', {});
  const [remaining, outstanding] = [Money.minor(row.remaining), Money.minor(instalment.outstanding)];
  if (!amount.isPositive() || amount.compare(remaining) > 0)
    refuse('ABOVE_UNAPPLIED', `${remaining} waits.`, { remaining, requested: amount });
  if (amount.compare(outstanding) > 0)
    refuse('ABOVE_OUTSTANDING', `The instalment still expects ${outstanding}.`, { outstanding, requested: amount });
}

function toDto({ id, match, donor, agreement, amount, remaining, reason, valueDate }: Unapplied): UnappliedDto {
  return {
    id,
    match,
    donor,
    agreement,
    amount: Money.minor(amount).toJSON(),
    remaining: Money.minor(remaining).toJSON(),
    reason,
    valueDate,
  };
}

import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, Rational } from '@abonde/money';
import { BusinessClock, type Command, DomainError, notFound, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { entriesLink } from '../envelopes/entries';
import { tellExpectation, tellSchedule } from '../instalments/expectations.publisher';
import { Instalment, SettlementRow } from '../instalments/instalment.entity';
import { settled } from '../receipts/receipt.postings';
import { newestFirst } from '../storage/newest-first.query';
import { decline, lockPrepared, refuseSamePerson } from '../two-persons';
import { WriteOff } from './write-off.entity';
import type { PrepareWriteOffDto, WriteOffDto, WriteOffsQuery } from './write-offs.dto';

/** Receivables given up, by two persons (37). */
@Injectable()
export class WriteOffs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** Newest first. */
  async list({ status, ...page }: WriteOffsQuery): Promise<Page<WriteOffDto>> {
    const { manager } = this.dataSource;
    const { items, nextCursor } = await newestFirst(manager, WriteOff, { ...(status && { status }) }, page);
    const instalments = await manager.findBy(Instalment, { id: In(items.map(({ instalment }) => instalment)) });
    const known = new Map(instalments.map((instalment) => [instalment.id, instalment]));
    return { items: items.map((row) => toDto(row, known.get(row.instalment) as Instalment)), nextCursor };
  }

  prepare(body: PrepareWriteOffDto, command: Command): Promise<WriteOffDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const instalment = await this.instalment(tx, body.instalment);
      const amount = body.amount ? Money.of(body.amount) : Money.minor(instalment.outstanding, instalment.currency);
      checkOwed(instalment, amount);
      const writeOff = tx.create(WriteOff, {
        id: uuid(),
        instalment: instalment.id,
        amount: amount.minor,
        reason: body.reason,
        status: 'PREPARED',
        effectiveDate: await this.clock.effective(body.effectiveDate, tx),
        preparedBy: command.actor.id,
        confirmedBy: null,
        declinedBy: null,
        declineReason: null,
        transaction: null,
      });
      await tx.insert(WriteOff, writeOff);
      return toDto(writeOff, instalment);
    });
  }

  confirm(id: string, command: Command): Promise<WriteOffDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const writeOff = await lockPrepared(tx, WriteOff, id, 'write-off');
      refuseSamePerson(command.actor.id, [writeOff.preparedBy], 'this write-off');
      const instalment = await this.instalment(tx, writeOff.instalment);
      const amount = Money.minor(writeOff.amount, instalment.currency);
      checkOwed(instalment, amount);
      const transaction = await this.giveUp(tx, writeOff, instalment, amount, command);
      Object.assign(writeOff, { status: 'CONFIRMED', confirmedBy: command.actor.id, transaction });
      await tx.save(writeOff);
      return toDto(writeOff, instalment);
    });
  }

  decline(id: string, reason: string, command: Command): Promise<WriteOffDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const writeOff = await lockPrepared(tx, WriteOff, id, 'write-off');
      decline(writeOff, reason, command.actor);
      await tx.save(writeOff);
      return toDto(writeOff, await this.instalment(tx, writeOff.instalment));
    });
  }

  private async giveUp(
    tx: EntityManager,
    writeOff: WriteOff,
    instalment: Instalment,
    amount: Money,
    { actor, correlationId }: Command,
  ): Promise<string | null> {
    const agreement = await tx.findOneByOrFail(Agreement, { code: instalment.agreement });
    const whole = amount.minor === instalment.outstanding;
    const booked = Money.minor(
      whole ? instalment.booked : Rational.of(instalment.booked * amount.minor, instalment.outstanding).round(),
    );
    const [posted] = await this.ledger.post(tx, {
      kind: 'receivable-written-off',
      reason: writeOff.reason,
      reference: instalment.reference ?? '',
      valueDate: writeOff.effectiveDate,
      actor: actor.id,
      metadata: { instalment: instalment.id, writeOff: writeOff.id },
      postings: [
        { account: 'write-off', amount: booked, dimensions: about(agreement) },
        ...settled(agreement, instalment, amount, booked),
      ],
    });
    instalment.outstanding -= amount.minor;
    instalment.booked -= booked.minor;
    if (whole) instalment.state = 'WRITTEN_OFF';
    await tx.save(instalment);
    await tx.insert(SettlementRow, {
      id: uuid(),
      instalment: instalment.id,
      amount: -amount.minor,
      onDay: writeOff.effectiveDate,
      cause: 'WRITTEN_OFF',
    });
    await tellExpectation(tx, this.outbox, instalment, agreement.donor, { correlationId });
    await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
    return posted?.id ?? null;
  }

  private async instalment(tx: EntityManager, id: string): Promise<Instalment> {
    const instalment = await tx.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!instalment) throw notFound('instalment', id);
    return instalment;
  }
}

function checkOwed(instalment: Instalment, amount: Money): void {
  const outstanding = Money.minor(instalment.outstanding, instalment.currency);
  if (amount.isPositive() && amount.compare(outstanding) <= 0) return;
  throw new DomainError({
    code: 'ABOVE_OUTSTANDING',
    status: 422,
    title: 'More than is owed',
    detail: `The instalment still owes ${outstanding}.`,
    outstanding,
    requested: amount,
  });
}

function toDto(writeOff: WriteOff, { agreement, number, currency }: Instalment): WriteOffDto {
  const { amount, transaction, ...told } = writeOff;
  const account = `receivable:${agreement}`;
  return {
    ...told,
    agreement,
    number,
    amount: Money.minor(amount, currency).toJSON(),
    entries: transaction && entriesLink({ account, transaction, side: 'credit' }),
  };
}

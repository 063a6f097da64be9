import { Outbox } from '@abonde/messaging';
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
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { Proposals } from '../allocations/proposals.service';
import { entriesLink } from '../envelopes/entries';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { byCommand } from '../envelopes/origin';
import { tellExpectation, tellSchedule } from '../instalments/expectations.publisher';
import { Instalment, SettlementRow } from '../instalments/instalment.entity';
import { newestFirst } from '../storage/newest-first.query';
import { decline, lockPrepared, refuseSamePerson } from '../two-persons';
import { APPLIED } from './applications.service';
import { transactionsOf } from './match-transactions.query';
import { ownerless } from './receipt.postings';
import { Unapplied } from './receipt.entity';
import type { ApplicationDto, ApplicationsQuery, ApplyDto, UnappliedDto } from './unapplied.dto';
import { UnappliedApplication } from './unapplied-application.entity';

/** Money received that waits for an owner, and its application to an instalment, by two persons (8). */
@Injectable()
export class UnappliedMoney {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
    private readonly outbox: Outbox,
  ) {}

  async list(limit: number, cursor?: string): Promise<Page<UnappliedDto>> {
    const { manager } = this.dataSource;
    const after = decodeCursor(cursor)?.[0];
    const where = { remaining: MoreThan(0n), ...(after !== undefined && { id: MoreThan(String(after)) }) };
    const rows = await manager.find(Unapplied, { where, order: { id: 'ASC' }, take: limit + 1 });
    const prepared = await manager.findBy(UnappliedApplication, {
      unapplied: In(rows.map(({ id }) => id)),
      status: 'PREPARED',
    });
    const made = await transactionsOf(
      manager,
      rows.map(({ match }) => match),
    );
    return paged(
      rows,
      limit,
      ({ id }) => [id],
      (row) => unappliedDto(row, sumOf(prepared.filter(({ unapplied }) => unapplied === row.id)), made.get(row.match)),
    );
  }

  /** Newest first. */
  async applications({ status, ...page }: ApplicationsQuery): Promise<Page<ApplicationDto>> {
    const { manager } = this.dataSource;
    const where = { ...(status && { status }) };
    const { items: rows, nextCursor } = await newestFirst(manager, UnappliedApplication, where, page);
    const waiting = await manager.findBy(Unapplied, { id: In(rows.map(({ unapplied }) => unapplied)) });
    const instalments = await manager.findBy(Instalment, { id: In(rows.map(({ instalment }) => instalment)) });
    const items = rows.map((row) =>
      applicationDto(
        row,
        waiting.find(({ id }) => id === row.unapplied) as Unapplied,
        instalments.find(({ id }) => id === row.instalment) as Instalment,
      ),
    );
    return { items, nextCursor };
  }

  prepare(id: string, body: ApplyDto, command: Command): Promise<ApplicationDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const row = await this.waiting(tx, id);
      const instalment = await this.instalment(tx, body.instalment);
      const amount = Money.of(body.amount);
      const taken = sumOf(await tx.findBy(UnappliedApplication, { unapplied: id, status: 'PREPARED' }));
      checkApplicable(row.remaining - taken, instalment, amount);
      const application = tx.create(UnappliedApplication, {
        id: uuid(),
        unapplied: id,
        instalment: instalment.id,
        amount: amount.minor,
        effectiveDate: await this.clock.effective(body.effectiveDate, tx),
        status: 'PREPARED',
        preparedBy: command.actor.id,
        confirmedBy: null,
        declinedBy: null,
        declineReason: null,
        transaction: null,
      });
      await tx.insert(UnappliedApplication, application);
      return applicationDto(application, row, instalment);
    });
  }

  confirm(id: string, command: Command): Promise<ApplicationDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const application = await lockPrepared(tx, UnappliedApplication, id, 'application');
      refuseSamePerson(command.actor.id, [application.preparedBy], 'this application');
      const row = await this.waiting(tx, application.unapplied);
      const instalment = await this.instalment(tx, application.instalment);
      const amount = Money.minor(application.amount);
      checkApplicable(row.remaining, instalment, amount);
      const transaction = await this.post(tx, row, instalment, { amount, day: application.effectiveDate }, command);
      row.remaining -= amount.minor;
      await tx.save(row);
      Object.assign(application, { status: 'CONFIRMED', confirmedBy: command.actor.id, transaction });
      await tx.save(application);
      await this.proposals.fill(tx, byCommand(command));
      return applicationDto(application, row, instalment);
    });
  }

  decline(id: string, reason: string, command: Command): Promise<ApplicationDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const application = await lockPrepared(tx, UnappliedApplication, id, 'application');
      decline(application, reason, command.actor);
      await tx.save(application);
      const row = await this.waiting(tx, application.unapplied);
      return applicationDto(application, row, await this.instalment(tx, application.instalment));
    });
  }

  private async waiting(tx: EntityManager, id: string): Promise<Unapplied> {
    const row = await tx.findOne(Unapplied, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw notFound('unapplied receipt', id);
    return row;
  }

  private async instalment(tx: EntityManager, id: string): Promise<Instalment> {
    const instalment = await tx.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!instalment) throw notFound('instalment', id);
    return instalment;
  }

  /** @returns the transaction */
  private async post(
    tx: EntityManager,
    row: Unapplied,
    instalment: Instalment,
    { amount, day: valueDate }: { amount: Money; day: string },
    command: Command,
  ): Promise<string> {
    const agreement = await tx.findOneByOrFail(Agreement, { code: instalment.agreement });
    const general = await this.envelopes.general(tx);
    const from = ownerless(row.donor, general);
    const line = (account: string, value: Money, dimensions = about(agreement)) => ({
      account,
      amount: value,
      dimensions,
    });
    const { id } = await this.envelopes.record(
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
    await this.settle(tx, instalment, agreement, { amount, onDay: valueDate }, command);
    return id;
  }

  private async settle(
    tx: EntityManager,
    instalment: Instalment,
    agreement: Agreement,
    { amount, onDay }: { amount: Money; onDay: string },
    { correlationId }: Command,
  ): Promise<void> {
    instalment.outstanding -= amount.minor;
    instalment.booked -= amount.minor;
    if (instalment.outstanding === 0n) instalment.state = 'SETTLED';
    await tx.save(instalment);
    const settlement = { id: uuid(), instalment: instalment.id, amount: -amount.minor, onDay };
    await tx.insert(SettlementRow, { ...settlement, cause: 'APPLIED' });
    await tellExpectation(tx, this.outbox, instalment, agreement.donor, { correlationId });
    await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
  }
}

const sumOf = (applications: readonly UnappliedApplication[]) =>
  applications.reduce((total, { amount }) => total + amount, 0n);

function checkApplicable(left: bigint, instalment: Instalment, amount: Money): void {
  const refuse = (code: string, detail: string, figures: object): never => {
    throw new DomainError({ code, status: 422, title: 'Cannot be applied', detail, ...figures });
  };
  if (instalment.currency !== 'EUR' || amount.currency !== 'EUR') {
    const currencies = { instalmentCurrency: instalment.currency, requested: amount };
    refuse('CURRENCY_MISMATCH', 'Only euros are applied to an instalment in euros.', currencies);
  }
  const [remaining, outstanding] = [Money.minor(left), Money.minor(instalment.outstanding)];
  if (!amount.isPositive() || amount.compare(remaining) > 0)
    refuse('ABOVE_UNAPPLIED', `${remaining} waits.`, { remaining, requested: amount });
  if (amount.compare(outstanding) > 0)
    refuse('ABOVE_OUTSTANDING', `The instalment still expects ${outstanding}.`, { outstanding, requested: amount });
}

function unappliedDto(
  { amount, remaining, ...row }: Unapplied,
  prepared: bigint,
  transactions: readonly string[] = [],
): UnappliedDto {
  const { id, match, donor, agreement, reason, valueDate } = row;
  return {
    id,
    match,
    donor,
    agreement,
    reason,
    valueDate,
    amount: Money.minor(amount).toJSON(),
    remaining: Money.minor(remaining).toJSON(),
    prepared: Money.minor(prepared).toJSON(),
    entries: entriesLink({
      account: `fund:unapplied:${donor}`,
      transaction: transactions.join(','),
      side: 'credit',
    }),
  };
}

function applicationDto(
  { amount, transaction, ...told }: UnappliedApplication,
  { donor }: Unapplied,
  { agreement, number }: Instalment,
): ApplicationDto {
  return {
    ...told,
    donor,
    agreement,
    number,
    amount: Money.minor(amount).toJSON(),
    entries: transaction && entriesLink({ account: envelope(agreement), transaction, side: 'credit' }),
  };
}

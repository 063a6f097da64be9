import { debitCredit } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { about, type Agreement } from '../agreements/agreement.entity';
import { Agreements } from '../agreements/agreements.service';
import { Proposals } from '../allocations/proposals.service';
import { GENERAL } from '../donors/donor';
import { entriesLink } from '../envelopes/entries';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { byCommand } from '../envelopes/origin';
import { newestFirst } from '../storage/newest-first.query';
import { decline, lockPrepared, refuseSamePerson } from '../two-persons';
import { Opening } from './opening.entity';
import type { OpeningDto, OpeningsQuery, PrepareOpeningDto } from './openings.dto';

/** Says whose money the opening balances are: by one person, confirmed by another (1). */
@Injectable()
export class Openings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly agreements: Agreements,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
    private readonly outbox: Outbox,
  ) {}

  /** Newest first. */
  async list({ status, ...page }: OpeningsQuery): Promise<Page<OpeningDto>> {
    const { items, nextCursor } = await newestFirst(
      this.dataSource.manager,
      Opening,
      { ...(status && { status }) },
      page,
    );
    return { items: items.map(toDto), nextCursor };
  }

  prepare(body: PrepareOpeningDto, command: Command): Promise<OpeningDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const emergency = body.emergency ? Money.of(body.emergency.amount) : Money.zero();
      const lines = [];
      for (const { agreement, amount } of body.lines) {
        const { code } = await this.agreements.find(agreement, tx);
        lines.push({ agreement: code, minor: positive(Money.of(amount)).toString() });
      }
      if (lines.length === 0 || !emergency.isZero()) positive(emergency);
      const opening = tx.create(Opening, {
        id: uuid(),
        effectiveDate: await this.clock.effective(body.effectiveDate, tx),
        lines,
        emergency: emergency.minor,
        status: 'PREPARED',
        preparedBy: command.actor.id,
        confirmedBy: null,
        declinedBy: null,
        declineReason: null,
        transaction: null,
        transfer: null,
      });
      await this.checkFree(tx, opening);
      await tx.insert(Opening, opening);
      return toDto(opening);
    });
  }

  confirm(id: string, command: Command): Promise<OpeningDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const opening = await lockPrepared(tx, Opening, id, 'opening');
      refuseSamePerson(command.actor.id, [opening.preparedBy], 'these opening balances');
      const general = await this.agreements.find(GENERAL, tx);
      await this.checkFree(tx, opening);
      await this.toAgreements(tx, opening, general, command);
      await this.toEmergencyFund(tx, opening, general, command);
      Object.assign(opening, { status: 'CONFIRMED', confirmedBy: command.actor.id });
      await tx.save(opening);
      await this.proposals.fill(tx, byCommand(command));
      return toDto(opening);
    });
  }

  decline(id: string, reason: string, command: Command): Promise<OpeningDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const opening = await lockPrepared(tx, Opening, id, 'opening');
      decline(opening, reason, command.actor);
      await tx.save(opening);
      return toDto(opening);
    });
  }

  private async checkFree(tx: EntityManager, opening: Opening): Promise<void> {
    const requested = Money.minor(opening.lines.reduce((total, line) => total + BigInt(line.minor), opening.emergency));
    const available = await this.envelopes.free(tx, GENERAL);
    if (requested.compare(available) <= 0) return;
    throw new DomainError({
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      title: 'Not enough money',
      detail: `The opening balances still hold ${available}.`,
      account: envelope(GENERAL),
      available,
      requested,
    });
  }

  private async toAgreements(tx: EntityManager, opening: Opening, general: Agreement, command: Command): Promise<void> {
    if (opening.lines.length === 0) return;
    const postings = [];
    for (const line of opening.lines) {
      const agreement = await this.agreements.find(line.agreement, tx);
      const amount = Money.minor(BigInt(line.minor));
      postings.push(
        { account: envelope(GENERAL), amount, dimensions: about(general) },
        { account: envelope(agreement.code), amount: amount.negated(), dimensions: about(agreement) },
      );
    }
    const { id } = await this.envelopes.record(
      tx,
      {
        kind: 'opening-assigned',
        reason: 'Soldes d’ouverture par convention',
        reference: opening.id,
        valueDate: opening.effectiveDate,
        postings,
      },
      opening.lines.flatMap(({ agreement, minor }) => [
        { agreement: GENERAL, delta: -BigInt(minor), cause: 'OPENING' as const },
        { agreement, delta: BigInt(minor), cause: 'OPENING' as const },
      ]),
      byCommand(command),
    );
    opening.transaction = id;
  }

  private async toEmergencyFund(
    tx: EntityManager,
    opening: Opening,
    general: Agreement,
    command: Command,
  ): Promise<void> {
    const amount = Money.minor(opening.emergency);
    if (amount.isZero()) return;
    opening.transfer = uuid();
    const dates = { transfer: opening.transfer, valueDate: opening.effectiveDate };
    const { accountingDate } = await this.envelopes.record(
      tx,
      {
        kind: 'emergency-fund-opened',
        reason: 'Solde d’ouverture du fonds d’urgence',
        reference: opening.id,
        ...dates,
        postings: debitCredit(envelope(GENERAL), 'fund:transfer:emergency-fund', amount, about(general)),
      },
      [{ agreement: GENERAL, delta: -amount.minor, cause: 'OPENING' }],
      byCommand(command),
    );
    const { correlationId } = command;
    await this.outbox.add(tx, 'abonde.contributions.emergency-fund-opened.v1', {
      key: GENERAL,
      data: { agreement: GENERAL, amount: amount.toJSON() },
      ...dates,
      accountingDate,
      correlationId,
    });
  }
}

function positive(amount: Money): bigint {
  if (amount.currency === 'EUR' && amount.isPositive()) return amount.minor;
  throw new DomainError({
    code: 'AMOUNT_NOT_POSITIVE',
    status: 422,
    title: 'Invalid amount',
    detail: `${amount} is not an amount in EUR above zero.`,
  });
}

function toDto({ lines, emergency, transaction, transfer, ...told }: Opening): OpeningDto {
  return {
    ...told,
    emergency: Money.minor(emergency).toJSON(),
    emergencyEntries: transfer && entriesLink({ account: 'fund:transfer:emergency-fund', transfer, side: 'credit' }),
    lines: lines.map(({ agreement, minor }) => ({ agreement, amount: Money.minor(BigInt(minor)).toJSON() })),
    entries:
      transaction &&
      entriesLink({ account: 'fund:envelope:*', except: envelope(GENERAL), transaction, side: 'credit' }),
  };
}

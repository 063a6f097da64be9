import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { dateOf, type Origin, trace, transferOf } from '../envelopes/origin';
import { newestFirst } from '../storage/newest-first.query';
import { Allocated, ReleaseRequest } from './allocation.entity';
import { TO_PROJECTS } from './allocation.postings';
import type { ReleaseDto, ReleaseRequestDto, ReleasesQuery } from './allocations.dto';
import { Proposals } from './proposals.service';

type Recall = CloudEvent<'abonde.disbursements.release-recalled.v1'>['data'];

/** Money that comes back from a project to its envelope (16), asked here or decided by disbursements. */
@Injectable()
export class Releases {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
    private readonly outbox: Outbox,
  ) {}

  /** Newest first. */
  async list({ project, ...page }: ReleasesQuery): Promise<Page<ReleaseRequestDto>> {
    const where = { ...(project && { project }) };
    const { items, nextCursor } = await newestFirst(this.dataSource.manager, ReleaseRequest, where, page);
    return { items: items.map(toDto), nextCursor };
  }

  request(body: ReleaseDto, command: Command): Promise<ReleaseRequestDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { project, agreement, reason } = body;
      const amount = Money.of(body.amount);
      const allocated = Money.minor((await tx.findOneBy(Allocated, { project, agreement }))?.amount ?? 0n);
      if (!amount.isPositive() || amount.compare(allocated) > 0) {
        throw new DomainError({
          code: 'ABOVE_ALLOCATED',
          status: 422,
          title: 'More than was allocated',
          detail: `${agreement} gives ${allocated} to ${project}.`,
          allocated,
          requested: amount,
        });
      }
      const row = tx.create(ReleaseRequest, {
        id: uuid(),
        project,
        agreement,
        amount: amount.minor,
        reason,
        status: 'REQUESTED',
        answer: null,
        requestedBy: command.actor.id,
        requestedOn: await this.clock.today(tx),
      });
      await tx.insert(ReleaseRequest, row);
      const data = { project, agreement, amount: amount.toJSON(), reason };
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.release-requested.v1', { key: project, data, correlationId });
      return toDto(row);
    });
  }

  async released(
    tx: EntityManager,
    event: CloudEvent<'abonde.disbursements.allocation-released.v1'>,
    origin: Origin,
  ): Promise<void> {
    const { project, agreement: code, reason } = event.data;
    const amount = Money.of(event.data.amount);
    const agreement = await tx.findOneByOrFail(Agreement, { code });
    const valueDate = dateOf(event);
    const posted = await this.envelopes.record(
      tx,
      {
        kind: 'allocation-released',
        reason,
        reference: project,
        valueDate,
        transfer: transferOf(event),
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
        postings: debitCredit(TO_PROJECTS, envelope(code), amount, { ...about(agreement), project }),
      },
      [{ agreement: code, delta: amount.minor, cause: 'RELEASED' }],
      origin,
      'FACT',
    );
    if (posted.duplicate) return;
    const before = await tx.findOneBy(Allocated, { project, agreement: code });
    await tx.save(Allocated, { project, agreement: code, amount: (before?.amount ?? 0n) - amount.minor });
    await this.close(tx, project, code, amount, { status: 'RELEASED', answer: reason });
    await this.proposals.propose(tx, project, origin);
    await this.proposals.fill(tx, origin);
  }

  /**
   * What recoveries had brought goes back to their projects, since a person undoes them: a request, refused where an
   * envelope has it no longer.
   */
  async recalled(
    tx: EntityManager,
    event: CloudEvent<'abonde.disbursements.release-recalled.v1'>,
    origin: Origin,
  ): Promise<void> {
    const { match, lines } = event.data;
    const [first] = lines;
    if (!first) return;
    const short = await this.shortOf(tx, lines);
    if (short) {
      await this.outbox.add(tx, 'abonde.contributions.release-recall-refused.v1', {
        key: first.project,
        data: { match, project: first.project, agreement: short.agreement, missing: short.missing.toJSON() },
        ...trace(origin),
      });
      return;
    }
    const [valueDate, transfer] = [dateOf(event), uuid()];
    const { accountingDate } = await this.handBack(tx, event.data, { valueDate, transfer }, origin);
    await this.outbox.add(tx, 'abonde.contributions.release-handed-back.v1', {
      key: first.project,
      data: event.data,
      ...{ transfer, valueDate, accountingDate },
      ...trace(origin),
    });
  }

  private async shortOf(
    tx: EntityManager,
    lines: readonly Recall['lines'][number][],
  ): Promise<{ agreement: string; missing: Money } | undefined> {
    for (const agreement of [...new Set(lines.map((line) => line.agreement))].sort()) {
      const own = lines.filter((line) => line.agreement === agreement);
      const needed = Money.sum(own.map(({ amount }) => Money.of(amount)));
      const free = await this.envelopes.available(tx, agreement);
      if (free && free.compare(needed) < 0) return { agreement, missing: needed.minus(free) };
    }
    return undefined;
  }

  private async handBack(
    tx: EntityManager,
    { match, reason, lines }: Recall,
    on: { valueDate: string; transfer: string },
    origin: Origin,
  ): Promise<{ accountingDate: string }> {
    const postings: NewPosting[] = [];
    for (const { project, agreement: code, amount } of lines) {
      const dimensions = { ...about(await tx.findOneByOrFail(Agreement, { code })), project };
      postings.push(...debitCredit(envelope(code), TO_PROJECTS, Money.of(amount), dimensions));
      const before = await tx.findOneBy(Allocated, { project, agreement: code });
      const given = (before?.amount ?? 0n) + Money.of(amount).minor;
      await tx.save(Allocated, { project, agreement: code, amount: given });
    }
    const movements = lines.map(({ agreement, amount }) => ({
      ...{ agreement, delta: -Money.of(amount).minor, cause: 'ALLOCATED' as const },
    }));
    const head = { kind: 'release-recalled', reason: reason || 'Recouvrement annulé', reference: match };
    return this.envelopes.record(tx, { ...head, ...on, postings }, movements, origin);
  }

  async refused(tx: EntityManager, { data }: CloudEvent<'abonde.disbursements.release-refused.v1'>): Promise<void> {
    const reserved = Money.of(data.reserved);
    await this.close(tx, data.project, data.agreement, Money.of(data.amount), {
      status: 'REFUSED',
      answer: `${data.reason} (${reserved})`,
    });
  }

  private async close(
    tx: EntityManager,
    project: string,
    agreement: string,
    amount: Money,
    outcome: Pick<ReleaseRequest, 'status' | 'answer'>,
  ): Promise<void> {
    const where = { project, agreement, amount: amount.minor, status: 'REQUESTED' as const };
    const request = await tx.findOne(ReleaseRequest, { where, order: { id: 'ASC' } });
    if (request) await tx.update(ReleaseRequest, { id: request.id }, outcome);
  }
}

function toDto({ amount, ...request }: ReleaseRequest): ReleaseRequestDto {
  return { ...request, amount: Money.minor(amount).toJSON() };
}

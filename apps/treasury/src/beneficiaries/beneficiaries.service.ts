import {
  BusinessClock,
  checkVersion,
  type Command,
  DomainError,
  forbidden,
  isUuid,
  notFound,
  type Page,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Outbox } from '@abonde/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { voidApprovals } from '../payments/void-approvals.store';
import { type BankDetails, sameDetails } from './bank-details';
import { checkedDetails } from './bank-details.rules';
import type { BankDetailsDto, BeneficiaryDto, ChangeDto, RegisterBeneficiaryDto } from './beneficiaries.dto';
import { type ChangeAct, changesOf, recordChange } from './beneficiary-changes.store';
import { Beneficiary } from './beneficiary.entity';
import { beneficiaryDto, changeDto } from './beneficiary.view';

const most = 2_000;

/** To whom money may be sent. Bank details live here only, and serve once another person has confirmed them. */
@Injectable()
export class BeneficiariesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async list(): Promise<Page<BeneficiaryDto>> {
    const found = await this.dataSource.manager.find(Beneficiary, { order: { name: 'ASC', id: 'ASC' }, take: most });
    const today = await this.clock.today();
    return { items: found.map((beneficiary) => beneficiaryDto(beneficiary, today)), nextCursor: null };
  }

  async get(reference: string): Promise<BeneficiaryDto> {
    return beneficiaryDto(await this.existing(reference), await this.clock.today());
  }

  /** Who changed the bank details, when, from what to what; newest first. */
  async history(reference: string): Promise<Page<ChangeDto>> {
    const { id } = await this.existing(reference);
    return { items: (await changesOf(this.dataSource.manager, id)).map(changeDto), nextCursor: null };
  }

  /** By id, code or, where it is the only one, name. */
  async find(tx: EntityManager, reference: string): Promise<Beneficiary | null> {
    if (isUuid(reference)) return tx.findOneBy(Beneficiary, { id: reference });
    const byCode = await tx.findOneBy(Beneficiary, { code: reference });
    if (byCode) return byCode;
    const byName = await tx
      .createQueryBuilder(Beneficiary, 'b')
      .where('lower(b.name) = lower(:reference)', { reference })
      .getMany();
    return byName.length === 1 ? (byName[0] ?? null) : null;
  }

  register(command: Command, request: RegisterBeneficiaryDto): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const id = uuid();
      const { name, country, code = `B-${id.slice(-12)}` } = request;
      const details = checkedDetails(request, request);
      const none = { details: null, detailsVersion: 0, changedOn: null, confirmedBy: null, confirmedAt: null };
      const beneficiary = Object.assign(new Beneficiary(), {
        ...{ id, code, name, country, createdBy: command.actor.id, version: 1 },
        ...none,
      });
      await this.propose(tx, beneficiary, details, command);
      await tx.insert(Beneficiary, beneficiary);
      await this.record(tx, beneficiary, 'PROPOSED', details, command);
      return beneficiaryDto(beneficiary, await this.clock.today(tx));
    });
  }

  /**
   * New bank details wait for another person. Until they are confirmed or rejected, orders to the beneficiary wait too.
   * @throws {DomainError} 409 `BANK_DETAILS_UNCHANGED`, 412 `VERSION_MISMATCH`
   */
  changeDetails(
    command: Command,
    reference: string,
    request: BankDetailsDto,
    version: number | undefined,
  ): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const beneficiary = await this.lock(tx, reference);
      checkVersion(version, beneficiary.version);
      const details = checkedDetails(request, beneficiary);
      const latest = beneficiary.proposed ?? beneficiary.details;
      if (latest && sameDetails(latest, details)) {
        throw conflict(
          'BANK_DETAILS_UNCHANGED',
          'Nothing changes',
          'These are the bank details that are known already.',
        );
      }
      await this.propose(tx, beneficiary, details, command);
      await this.record(tx, beneficiary, 'PROPOSED', details, command);
      return this.save(tx, beneficiary);
    });
  }

  /**
   * By another person than who entered them. Orders that were approved for the details replaced are approved again.
   * @throws {DomainError} 403 for whoever proposed the details, 409 `NOTHING_TO_CONFIRM`, 412 `VERSION_MISMATCH`
   */
  confirm(command: Command, reference: string, version: number | undefined): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { beneficiary, proposed } = await this.waiting(tx, reference, version);
      if (beneficiary.proposedBy === command.actor.id)
        throw forbidden('Bank details are confirmed by another person than who entered them.');
      await this.record(tx, beneficiary, 'CONFIRMED', proposed, command);
      const replaces = beneficiary.details !== null;
      Object.assign(beneficiary, {
        ...{ details: proposed, detailsVersion: beneficiary.detailsVersion + 1 },
        ...{ confirmedBy: command.actor.id, confirmedAt: new Date() },
        ...(replaces && { changedOn: await this.clock.today(tx) }),
      });
      if (replaces) await voidApprovals(tx, this.outbox, beneficiary, command);
      return this.save(tx, withoutProposal(beneficiary));
    });
  }

  /** The details entered are wrong, or were not the beneficiary's: those in force stay. @throws {DomainError} 409 `NOTHING_TO_CONFIRM` */
  reject(command: Command, reference: string, reason: string, version: number | undefined): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { beneficiary, proposed } = await this.waiting(tx, reference, version);
      await this.record(tx, beneficiary, 'REJECTED', proposed, command, reason);
      return this.save(tx, withoutProposal(beneficiary));
    });
  }

  private async existing(reference: string): Promise<Beneficiary> {
    const found = await this.find(this.dataSource.manager, reference);
    if (!found) throw notFound('beneficiary', reference);
    return found;
  }

  private async waiting(
    tx: EntityManager,
    reference: string,
    version: number | undefined,
  ): Promise<{ beneficiary: Beneficiary; proposed: BankDetails }> {
    const beneficiary = await this.lock(tx, reference);
    if (!beneficiary.proposed)
      throw conflict('NOTHING_TO_CONFIRM', 'Nothing to confirm', 'No bank details wait for confirmation.');
    checkVersion(version, beneficiary.version);
    return { beneficiary, proposed: beneficiary.proposed };
  }

  private async propose(
    tx: EntityManager,
    beneficiary: Beneficiary,
    proposed: BankDetails,
    { actor }: Command,
  ): Promise<void> {
    const proposedOn = await this.clock.today(tx);
    const by = { proposedBy: actor.id, proposedName: actor.name };
    Object.assign(beneficiary, { proposed, ...by, proposedOn, proposedAt: new Date() });
  }

  private async record(
    tx: EntityManager,
    { id, details: before }: Beneficiary,
    act: ChangeAct,
    after: BankDetails,
    { actor }: Command,
    reason: string | null = null,
  ): Promise<void> {
    await recordChange(tx, id, { act, before, after, reason, actor, day: await this.clock.today(tx) });
  }

  private async lock(tx: EntityManager, reference: string): Promise<Beneficiary> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const found = await tx.findOne(Beneficiary, { where, lock: { mode: 'pessimistic_write' } });
    if (!found) throw notFound('beneficiary', reference);
    return found;
  }

  private async save(tx: EntityManager, beneficiary: Beneficiary): Promise<BeneficiaryDto> {
    beneficiary.version += 1;
    await tx.save(Beneficiary, beneficiary);
    return beneficiaryDto(beneficiary, await this.clock.today(tx));
  }
}

function withoutProposal(beneficiary: Beneficiary): Beneficiary {
  const nobody = { proposedBy: null, proposedName: null, proposedOn: null, proposedAt: null };
  return Object.assign(beneficiary, { proposed: null, ...nobody });
}

function conflict(code: string, title: string, detail: string): DomainError {
  return new DomainError({ code, status: 409, title, detail });
}

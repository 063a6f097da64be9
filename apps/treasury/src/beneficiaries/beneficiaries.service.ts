import { type Command, DomainError, forbidden, isUuid, notFound, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BankDetails } from './bank-details';
import {
  addressOf,
  type BankDetailsDto,
  type BeneficiaryDto,
  beneficiaryDto,
  type RegisterBeneficiaryDto,
} from './beneficiaries.dto';
import { Beneficiary } from './beneficiary.entity';
import { checkedBic, checkedIban } from './iban.rules';

/** To whom money may be sent. Bank details live here only, and serve once another person has confirmed them. */
@Injectable()
export class BeneficiariesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(): Promise<Page<BeneficiaryDto>> {
    const found = await this.dataSource.manager.find(Beneficiary, { order: { name: 'ASC', id: 'ASC' }, take: 2_000 });
    return { items: found.map(beneficiaryDto), nextCursor: null };
  }

  async get(reference: string): Promise<BeneficiaryDto> {
    const found = await this.find(this.dataSource.manager, reference);
    if (!found) throw notFound('beneficiary', reference);
    return beneficiaryDto(found);
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
      const by = command.actor.id;
      const proposal = { proposed: bankDetails(request), proposedBy: by, proposedAt: new Date() };
      const none = { details: null, confirmedBy: null, confirmedAt: null };
      const beneficiary = Object.assign(new Beneficiary(), {
        id,
        code,
        name,
        country,
        createdBy: by,
        version: 1,
        ...none,
        ...proposal,
      });
      await tx.insert(Beneficiary, beneficiary);
      return beneficiaryDto(beneficiary);
    });
  }

  /** New bank details wait for another person; until then the confirmed ones stay in force. */
  changeDetails(command: Command, reference: string, request: BankDetailsDto): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const beneficiary = await this.lock(tx, reference);
      Object.assign(beneficiary, {
        proposed: bankDetails(request),
        proposedBy: command.actor.id,
        proposedAt: new Date(),
      });
      return this.save(tx, beneficiary);
    });
  }

  /** @throws {DomainError} 403 for whoever proposed the details, 409 `NOTHING_TO_CONFIRM` */
  confirm(command: Command, reference: string): Promise<BeneficiaryDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const beneficiary = await this.lock(tx, reference);
      if (!beneficiary.proposed) {
        throw new DomainError({
          code: 'NOTHING_TO_CONFIRM',
          status: 409,
          title: 'Nothing to confirm',
          detail: 'No bank details wait for confirmation.',
        });
      }
      if (beneficiary.proposedBy === command.actor.id)
        throw forbidden('Bank details are confirmed by another person than who entered them.');
      Object.assign(beneficiary, {
        details: beneficiary.proposed,
        proposed: null,
        confirmedBy: command.actor.id,
        confirmedAt: new Date(),
      });
      return this.save(tx, beneficiary);
    });
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
    return beneficiaryDto(beneficiary);
  }
}

function bankDetails({ iban, account, bic, address }: BankDetailsDto): BankDetails {
  if (!iban && !(account && bic)) {
    throw new DomainError({
      code: 'BANK_DETAILS_MISSING',
      status: 422,
      title: 'Bank details missing',
      detail: 'Give an iban, or an account number with the bic of its bank.',
    });
  }
  return {
    iban: iban ? checkedIban(iban) : null,
    account: iban ? null : (account?.trim() ?? null),
    bic: bic ? checkedBic(bic) : null,
    address: addressOf(address),
  };
}

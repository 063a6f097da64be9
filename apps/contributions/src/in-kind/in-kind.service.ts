import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import {
  BusinessClock,
  type Command,
  decodeCursor,
  DomainError,
  FileStore,
  isUuid,
  notFound,
  type Page,
  paged,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { type Agreement, findAgreement } from '../agreements/agreement.entity';
import { Donors } from '../donors/donors.service';
import { refuseSamePerson } from '../two-persons';
import { checkValue, inKindAccounts } from './in-kind';
import type { InKindDto, InKindQuery, PrepareInKindDto } from './in-kind.dto';
import { InKind, type InKindState } from './in-kind.entity';

/** Contributions in kind (36): valued, proven, posted apart from money, prepared by one person and confirmed by another. */
@Injectable()
export class InKinds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly donors: Donors,
    private readonly files: FileStore,
    private readonly ledger: Ledger,
  ) {}

  async list({ state, donor, limit, cursor }: InKindQuery): Promise<Page<InKindDto>> {
    const after = decodeCursor(cursor)?.[0];
    const where = {
      ...(state && { state }),
      ...(donor && { donor }),
      ...(after !== undefined && { id: MoreThan(String(after)) }),
    };
    const rows = await this.dataSource.manager.find(InKind, { where, order: { id: 'ASC' }, take: limit + 1 });
    return paged(rows, limit, ({ id }) => [id], toDto);
  }

  prepare(body: PrepareInKindDto, command: Command): Promise<InKindDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { code: donor } = await this.donors.find(body.donor, tx);
      const agreement = body.agreement === undefined ? null : await findAgreement(tx, body.agreement);
      if (agreement && agreement.donor !== donor) throw ofAnotherDonor(agreement, donor);
      const value = Money.of(body.value);
      checkValue(value);
      const document = body.document === undefined ? null : (await this.files.get(body.document, tx)).document;
      const gift = tx.create(InKind, {
        id: uuid(),
        donor,
        agreement: agreement?.code ?? null,
        instrument: agreement?.instrument ?? body.instrument,
        project: body.project ?? null,
        nature: body.nature,
        description: body.description,
        valuation: body.valuation,
        value: value.minor,
        receivedOn: await this.clock.effective(body.effectiveDate, tx),
        document,
        state: 'PREPARED',
        preparedBy: command.actor.id,
        confirmedBy: null,
        reversedBy: null,
        reason: null,
        transaction: null,
      });
      await tx.insert(InKind, gift);
      return toDto(gift);
    });
  }

  confirm(id: string, command: Command): Promise<InKindDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const gift = await this.at(tx, id, 'PREPARED');
      refuseSamePerson(command.actor.id, [gift.preparedBy], 'this contribution in kind');
      const transaction = await this.post(tx, gift, command.actor.id);
      Object.assign(gift, { state: 'CONFIRMED', confirmedBy: command.actor.id, transaction });
      await tx.save(gift);
      return toDto(gift);
    });
  }

  /** What is not confirmed yet is dropped; nothing was posted. */
  discard(id: string, reason: string, command: Command): Promise<InKindDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const gift = await this.at(tx, id, 'PREPARED');
      Object.assign(gift, { state: 'DISCARDED', reversedBy: command.actor.id, reason });
      await tx.save(gift);
      return toDto(gift);
    });
  }

  reverse(id: string, reason: string, command: Command): Promise<InKindDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const gift = await this.at(tx, id, 'CONFIRMED');
      refuseSamePerson(command.actor.id, [gift.preparedBy], 'this contribution in kind');
      await this.ledger.reverse(tx, gift.transaction as string, {
        kind: 'in-kind-reversed',
        reason,
        actor: command.actor.id,
      });
      Object.assign(gift, { state: 'REVERSED', reversedBy: command.actor.id, reason });
      await tx.save(gift);
      return toDto(gift);
    });
  }

  private async post(tx: EntityManager, gift: InKind, actor: string): Promise<string> {
    const { use, resource } = inKindAccounts(gift.nature);
    const amount = Money.minor(gift.value);
    const { instrument, donor, agreement, project } = gift;
    const dimensions = { instrument, donor, ...(agreement && { agreement }), ...(project && { project }) };
    const [posted] = await this.ledger.post(tx, {
      kind: 'in-kind-received',
      reason: gift.description,
      reference: gift.id,
      valueDate: gift.receivedOn,
      actor,
      postings: [
        { account: use, amount, dimensions },
        { account: resource, amount: amount.negated(), dimensions },
      ],
    });
    if (!posted) throw new Error('A posting has one outcome');
    return posted.id;
  }

  private async at(tx: EntityManager, id: string, state: InKindState): Promise<InKind> {
    const gift = isUuid(id) ? await tx.findOne(InKind, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
    if (!gift) throw notFound('contribution in kind', id);
    if (gift.state === state) return gift;
    throw new DomainError({
      code: 'WRONG_STATE',
      status: 409,
      title: 'Not at this stage',
      detail: `This contribution in kind is ${gift.state}, not ${state}.`,
      state: gift.state,
    });
  }
}

function ofAnotherDonor({ code, donor: owner }: Agreement, donor: string): DomainError {
  return new DomainError({
    code: 'AGREEMENT_OF_ANOTHER_DONOR',
    status: 422,
    title: 'Agreement of another donor',
    detail: `${code} is an agreement of ${owner}, not of ${donor}.`,
    field: 'agreement',
  });
}

function toDto({ value, transaction, ...gift }: InKind): InKindDto {
  const account = inKindAccounts(gift.nature).use;
  const query = new URLSearchParams({ book: 'contributions', account, ...(transaction && { transaction }) });
  return {
    ...gift,
    value: Money.minor(value).toJSON(),
    entries: transaction === null ? null : `/api/reporting/ledger?${query.toString()}`,
  };
}

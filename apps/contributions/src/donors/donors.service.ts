import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  checkVersion,
  type Command,
  decodeCursor,
  hasRole,
  isUuid,
  notFound,
  type Page,
  paged,
  readers,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { Donor, factOf } from './donor.entity';
import type { AmendDonorDto, DonorDto, RegisterDonorDto } from './donors.dto';

/** The donor a reader is confined to: a donor's own people see nothing else. */
export function confinedTo(actor: Actor): string | undefined {
  if (hasRole(actor, ...readers)) return undefined;
  return actor.donor ?? '';
}

@Injectable()
export class Donors {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  register(body: RegisterDonorDto, command: Command): Promise<DonorDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const id = uuid();
      const donor = tx.create(Donor, {
        id,
        code: body.code ?? id,
        name: body.name,
        kind: body.kind,
        country: body.country ?? null,
        payerAliases: body.payerAliases ?? [],
        iatiOrgId: body.iatiOrgId ?? null,
        contacts: body.contacts ?? [],
        version: 1,
        createdBy: command.actor.id,
      });
      await tx.insert(Donor, donor);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.donor-registered.v1', {
        key: donor.code,
        data: factOf(donor),
        correlationId,
      });
      return toDto(donor);
    });
  }

  amend(reference: string, body: AmendDonorDto, expected: number | undefined, command: Command): Promise<DonorDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const donor = await this.find(reference, tx, 'pessimistic_write');
      checkVersion(expected, donor.version);
      tx.merge(Donor, donor, { ...body, version: donor.version + 1 });
      if (body.payerAliases) donor.payerAliases = body.payerAliases;
      await tx.save(donor);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.donor-amended.v1', {
        key: donor.code,
        data: factOf(donor),
        correlationId,
      });
      return toDto(donor);
    });
  }

  async list(actor: Actor, limit: number, cursor?: string): Promise<Page<DonorDto>> {
    const after = decodeCursor(cursor)?.[0];
    const only = confinedTo(actor);
    const where = {
      ...(after !== undefined && { id: MoreThan(String(after)) }),
      ...(only !== undefined && { code: only }),
    };
    const rows = await this.dataSource.manager.find(Donor, { where, order: { id: 'ASC' }, take: limit + 1 });
    return paged(rows, limit, ({ id }) => [id], toDto);
  }

  async get(reference: string, actor: Actor): Promise<DonorDto> {
    const donor = await this.find(reference);
    const only = confinedTo(actor);
    if (only !== undefined && donor.code !== only) throw notFound('donor', reference);
    return toDto(donor);
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async find(
    reference: string,
    tx: EntityManager = this.dataSource.manager,
    lock?: 'pessimistic_write',
  ): Promise<Donor> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const donor = await tx.findOne(Donor, { where, ...(lock && { lock: { mode: lock } }) });
    if (!donor) throw notFound('donor', reference);
    return donor;
  }
}

function toDto({ id, code, name, kind, country, payerAliases, iatiOrgId, contacts, version }: Donor): DonorDto {
  return { id, code, name, kind, country, payerAliases, iatiOrgId, contacts, version };
}

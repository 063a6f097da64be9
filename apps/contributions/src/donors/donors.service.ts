import { checkCountry } from '@abonde/contracts';
import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  checkVersion,
  type Command,
  decodeCursor,
  DomainError,
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
import { DataSource, type EntityManager } from 'typeorm';
import { Donor, type DonorFacts, DonorVersion, factOf } from './donor.entity';
import type { AmendDonorDto, DonorDto, DonorsQuery, DonorVersionDto, RegisterDonorDto } from './donors.dto';

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

  /** @throws {Violation} 422 `UNKNOWN_COUNTRY` */
  register(body: RegisterDonorDto, command: Command): Promise<DonorDto> {
    return this.unitOfWork.run(command, async (tx) => {
      if (body.country) checkCountry('country', body.country);
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
        notes: body.notes ?? '',
        version: 1,
        createdBy: command.actor.id,
      });
      await refuseTaken(tx, donor.code);
      await tx.insert(Donor, donor);
      await keepVersion(tx, donor, false, command.actor.id);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.donor-registered.v1', {
        key: donor.code,
        data: factOf(donor),
        correlationId,
      });
      return toDto(donor);
    });
  }

  /** @throws {Violation} 422 `UNKNOWN_COUNTRY` */
  amend(reference: string, body: AmendDonorDto, expected: number | undefined, command: Command): Promise<DonorDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const donor = await this.find(reference, tx, 'pessimistic_write');
      checkVersion(expected, donor.version);
      if (body.country) checkCountry('country', body.country);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      Object.assign(donor, given, { version: donor.version + 1 });
      await tx.save(donor);
      await keepVersion(tx, donor, body.contacts !== undefined, command.actor.id);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.donor-amended.v1', {
        key: donor.code,
        data: factOf(donor),
        correlationId,
      });
      return toDto(donor);
    });
  }

  async list({ kind, country, q, limit, cursor }: DonorsQuery, actor: Actor): Promise<Page<DonorDto>> {
    const after = decodeCursor(cursor)?.[0];
    const only = confinedTo(actor);
    const query = this.dataSource.manager
      .createQueryBuilder(Donor, 'd')
      .orderBy('d.id')
      .take(limit + 1);
    if (after !== undefined) query.andWhere('d.id > :after', { after });
    if (only !== undefined) query.andWhere('d.code = :only', { only });
    if (kind) query.andWhere('d.kind = :kind', { kind });
    if (country) query.andWhere('d.country = :country', { country });
    if (q !== undefined) {
      const found = `strpos(lower(concat_ws(' ', d.code, d.name, array_to_string(d.payer_aliases, ' '))), lower(:q)) > 0`;
      query.andWhere(found, { q });
    }
    return paged(
      await query.getMany(),
      limit,
      ({ id }) => [id],
      (donor) => shownTo(actor, donor),
    );
  }

  /** Every version of a donor, with what each changed. */
  async versions(reference: string): Promise<DonorVersionDto[]> {
    const { code } = await this.find(reference);
    const rows = await this.dataSource.manager.find(DonorVersion, {
      where: { donor: code },
      order: { version: 'ASC' },
    });
    return rows.map(({ version, facts, contactsChanged, actor, recordedAt }, index) => ({
      version,
      facts,
      actor,
      recordedAt: recordedAt.toISOString(),
      changed: [...changedFacts(rows[index - 1]?.facts, facts), ...(contactsChanged ? ['contacts'] : [])],
    }));
  }

  async get(reference: string, actor: Actor): Promise<DonorDto> {
    const donor = await this.find(reference);
    const only = confinedTo(actor);
    if (only !== undefined && donor.code !== only) throw notFound('donor', reference);
    return shownTo(actor, donor);
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

async function refuseTaken(tx: EntityManager, code: string): Promise<void> {
  if (!(await tx.existsBy(Donor, { code }))) return;
  throw new DomainError({
    code: 'CODE_TAKEN',
    status: 409,
    title: 'Code already used',
    detail: `Another donor has the code ${code}.`,
    field: 'code',
  });
}

async function keepVersion(tx: EntityManager, donor: Donor, contactsChanged: boolean, actor: string): Promise<void> {
  const { code, version, name, country, payerAliases, iatiOrgId } = donor;
  const facts: DonorFacts = { name, country, payerAliases, iatiOrgId };
  await tx.insert(DonorVersion, { donor: code, version, facts, contactsChanged, actor });
}

function changedFacts(before: DonorFacts | undefined, after: DonorFacts): string[] {
  if (!before) return [];
  const names = Object.keys(after) as (keyof DonorFacts)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** A donor's own people see neither the notes about them nor who else is a contact. */
function shownTo(actor: Actor, donor: Donor): DonorDto {
  return confinedTo(actor) === undefined ? toDto(donor) : { ...toDto(donor), contacts: [], notes: '' };
}

function toDto(donor: Donor): DonorDto {
  const { id, code, name, kind, country, payerAliases, iatiOrgId, contacts, notes, version } = donor;
  return { id, code, name, kind, country, payerAliases, iatiOrgId, contacts, notes, version };
}

import type { Day } from '@abonde/calendar';
import { type Actor, BusinessClock, DomainError, forbidden, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PeopleService } from '../people/people.service';
import {
  type Capacity,
  capacityFor,
  type Granted,
  holderOf,
  holdsOn,
  type Office,
  ranksFor,
  suitable,
} from './delegation';
import { Delegation } from './delegation.entity';
import type { DelegationDto, GrantDelegationDto } from './delegations.dto';

type Row = Granted & { delegate: string; delegateName: string; reason: string };

/** Who may act for whom while somebody is away. */
@Injectable()
export class DelegationsService {
  constructor(
    private readonly people: PeopleService,
    private readonly clock: BusinessClock,
  ) {}

  async grant(tx: EntityManager, wanted: GrantDelegationDto, actor: Actor): Promise<DelegationDto> {
    const { office, from, to, reason } = wanted;
    const [delegator, delegate] = [
      await this.people.active(tx, wanted.delegator),
      await this.people.active(tx, wanted.delegate),
    ];
    const today = await this.clock.today(tx);
    if (to < from || to < today)
      throw refused('INVALID_PERIOD', 'to', `It would end on ${to}, before ${to < from ? from : today}.`);
    if (delegator.id === delegate.id) throw refused('SAME_PERSON', 'delegate', 'Nobody stands in for oneself.');
    if (!delegator.roles.includes(holderOf[office]))
      throw refused('OFFICE_NOT_HELD', 'delegator', `${delegator.name} does not hold this office.`, {
        roles: delegator.roles,
      });
    if (!ranksFor(office, delegate.roles))
      throw refused('RANK_UNSUITABLE', 'delegate', `${delegate.name} does not rank high enough to stand in.`, {
        roles: delegate.roles,
        suitable: suitable[office],
      });
    if (delegate.id === actor.id || delegator.id === actor.id)
      throw forbidden('Whoever grants a delegation is not part of it.');
    const granted: Delegation = {
      id: uuid(),
      office,
      delegator: delegator.id,
      delegate: delegate.id,
      from,
      to,
      reason,
      grantedBy: actor.id,
      grantedAt: new Date(),
      endedOn: null,
      endedBy: null,
    };
    await tx.insert(Delegation, granted);
    return this.one(tx, granted.id);
  }

  /** Ends it from today on; what was done under it stands. */
  async end(tx: EntityManager, id: string, actor: Actor): Promise<DelegationDto> {
    const found = isUuid(id)
      ? await tx.findOne(Delegation, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!found) throw notFound('delegation', id);
    if (found.endedOn !== null)
      throw new DomainError({
        code: 'DELEGATION_ENDED',
        status: 409,
        title: 'Already ended',
        detail: `It was ended on ${found.endedOn}.`,
        endedOn: found.endedOn,
      });
    await tx.update(Delegation, { id }, { endedOn: await this.clock.today(tx), endedBy: actor.id });
    return this.one(tx, id);
  }

  async all(tx: EntityManager): Promise<DelegationDto[]> {
    const today = await this.clock.today(tx);
    return (await this.rows(tx)).map((row) => viewOf(row, today));
  }

  /** In what capacity an actor may exercise an office today, for an act that counts for `effective`. */
  async capacity(tx: EntityManager, office: Office, actor: Actor, effective?: Day): Promise<Capacity | undefined> {
    const today = await this.clock.today(tx);
    const granted = await this.rows(tx, 'd.delegate = $1', [actor.id]);
    return capacityFor(office, actor.roles, granted, [today, effective ?? today]);
  }

  /** @throws {DomainError} 403 `FORBIDDEN` */
  async require(tx: EntityManager, office: Office, actor: Actor, effective?: Day): Promise<Capacity> {
    const capacity = await this.capacity(tx, office, actor, effective);
    if (!capacity) throw forbidden(`This is reserved to ${holderOf[office]}, or to whoever stands in for it.`);
    return capacity;
  }

  /** Offices that a person exercises today for somebody else. */
  async heldFor(tx: EntityManager, person: string): Promise<Office[]> {
    const today = await this.clock.today(tx);
    const granted = await this.rows(tx, 'd.delegate = $1', [person]);
    return [...new Set(granted.filter((one) => holdsOn(one, today)).map(({ office }) => office))];
  }

  /** Ids of those who stand in for an office today. */
  async standIns(tx: EntityManager, office: Office): Promise<string[]> {
    const today = await this.clock.today(tx);
    const granted = await this.rows(tx, 'd.office = $1', [office]);
    return [...new Set(granted.filter((one) => holdsOn(one, today)).map(({ delegate }) => delegate))];
  }

  private async one(tx: EntityManager, id: string): Promise<DelegationDto> {
    const [row] = await this.rows(tx, 'd.id = $1', [id]);
    return viewOf(row!, await this.clock.today(tx));
  }

  private rows(tx: EntityManager, where = 'true', parameters: unknown[] = []): Promise<Row[]> {
    return tx.query(
      `SELECT d.id, d.office, d.delegator, a.name AS "delegatorName", d.delegate, b.name AS "delegateName",
              d.from_day AS "from", d.to_day AS "to", d.reason, d.ended_on AS "endedOn"
         FROM delegations d JOIN aid_people a ON a.id = d.delegator JOIN aid_people b ON b.id = d.delegate
        WHERE ${where} ORDER BY d.from_day DESC, d.id`,
      parameters,
    );
  }
}

function viewOf(
  { id, office, delegator, delegatorName, delegate, delegateName, from, to, reason, endedOn }: Row,
  today: Day,
): DelegationDto {
  const holds = holdsOn({ from, to, endedOn }, today);
  return { id, office, delegator, delegatorName, delegate, delegateName, from, to, reason, endedOn, holds };
}

function refused(code: string, field: string, detail: string, figures: Record<string, unknown> = {}): DomainError {
  return new DomainError({ code, status: 422, title: 'Delegation refused', detail, field, ...figures });
}

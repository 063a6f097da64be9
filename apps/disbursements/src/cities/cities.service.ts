import { checkCountry } from '@abonde/contracts';
import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  BusinessClock,
  checkVersion,
  decodeCursor,
  notFound,
  type Page,
  type PageQuery,
  paged,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { actsForCity } from '../projects/own-city';
import { type Origin, traceOf } from '../rules/origin';
import type { AmendCityDto, RegisterCityDto } from './cities.dto';
import { City } from './city.entity';
import { codeFromName } from './city-code';
import { checkMembership, inOrder, isSeated } from './membership';

/** The association's own entry: it carries what no city does, its programmes first. */
const association = { code: 'AIMF', name: 'AIMF, secrétariat permanent', country: 'FR', kind: 'SECRETARIAT' };

/** Register of members: cities and associations of municipalities, their membership, their seats at the Bureau. */
@Injectable()
export class CitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws {Violation} 422 `UNKNOWN_COUNTRY`, and as {@link checkMembership} */
  async register(tx: EntityManager, body: RegisterCityDto, origin: Origin): Promise<City> {
    checkCountry('country', body.country);
    const { name, country, kind, bureauMember, memberSince = null, leftOn = null, contacts = [] } = body;
    const joinedOn = body.joinedOn ?? (memberSince === null ? null : `${memberSince}-01-01`);
    const today = await this.clock.today(tx);
    const seats = inOrder(body.seats ?? (bureauMember ? [{ from: joinedOn ?? today, to: null }] : []));
    checkMembership(name, { joinedOn, leftOn, seats });
    const identity = { id: uuid(), code: body.code ?? codeFromName(name), name, country, kind };
    const since = memberSince ?? yearOf(joinedOn);
    const membership = { memberSince: since, joinedOn, leftOn, seats, bureauMember: isSeated(seats, today) };
    const city: City = { ...identity, ...membership, contacts, version: 1 };
    await tx.insert(City, city);
    await this.announce(tx, 'abonde.disbursements.city-registered.v1', city, origin);
    return city;
  }

  async amend(
    tx: EntityManager,
    reference: string,
    body: AmendCityDto,
    { origin, ifMatch }: { origin: Origin; ifMatch: number | undefined },
  ): Promise<City> {
    const { id } = await this.find(tx, reference);
    const city = await tx.findOneOrFail(City, { where: { id }, lock: { mode: 'pessimistic_write' } });
    checkVersion(ifMatch, city.version);
    if (body.country) checkCountry('country', body.country);
    const given = Object.entries(body).filter(([, value]) => value !== undefined);
    Object.assign(city, Object.fromEntries(given));
    city.seats = inOrder(city.seats);
    checkMembership(city.name, city);
    if (body.joinedOn !== undefined && body.memberSince === undefined) city.memberSince = yearOf(city.joinedOn);
    city.bureauMember = isSeated(city.seats, await this.clock.today(tx));
    city.version += 1;
    await tx.save(city);
    await tx.query('UPDATE projects SET city_name = $2 WHERE city = $1 AND city_name <> $2', [city.code, city.name]);
    await this.announce(tx, 'abonde.disbursements.city-amended.v1', city, origin);
    return city;
  }

  /** By id, code or name. @throws {DomainError} NOT_FOUND */
  async find(tx: EntityManager, reference: string): Promise<City> {
    const city = await tx
      .createQueryBuilder(City, 'city')
      .where('lower(:reference) IN (city.id::text, lower(city.code), lower(city.name))', {
        reference: reference.trim(),
      })
      .getOne();
    if (!city) throw notFound('city', reference);
    return city;
  }

  /** The association's own entry, made where there is none yet. */
  async secretariat(tx: EntityManager, origin: Origin): Promise<City> {
    // Two programmes prepared at once would both make it.
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`cities:${association.code}`]);
    const known = await tx.findOneBy(City, { code: association.code });
    return known ?? this.register(tx, { ...association, bureauMember: false }, origin);
  }

  async get(reference: string, actor: Actor): Promise<City> {
    const tx = this.dataSource.manager;
    return readBy(actor, await this.clock.today(tx))(await this.find(tx, reference));
  }

  async list({ limit, cursor }: PageQuery, actor: Actor): Promise<Page<City>> {
    const [after] = decodeCursor(cursor) ?? [];
    const query = this.dataSource.manager
      .createQueryBuilder(City, 'city')
      .orderBy('city.code')
      .take(limit + 1);
    if (after !== undefined) query.where('city.code > :after', { after });
    const shown = readBy(actor, await this.clock.today(this.dataSource.manager));
    return paged(await query.getMany(), limit, ({ code }) => [code], shown);
  }

  private async announce(
    tx: EntityManager,
    type: 'abonde.disbursements.city-registered.v1' | 'abonde.disbursements.city-amended.v1',
    { code, name, country, memberSince, bureauMember }: City,
    origin: Origin,
  ): Promise<void> {
    const data = { city: code, name, country, memberSince, bureauMember };
    await this.outbox.add(tx, type, { key: code, data, ...traceOf(origin) });
  }
}

/** A seat is what it is on the day of reading; contacts are for the staff and the city itself. */
function readBy(actor: Actor, today: string): (city: City) => City {
  const own = actor.city?.toLowerCase();
  return (city) => {
    const mine = !actsForCity(actor) || [city.code.toLowerCase(), city.name.toLowerCase()].includes(own ?? '');
    return { ...city, bureauMember: isSeated(city.seats, today), contacts: mine ? city.contacts : [] };
  };
}

function yearOf(day: string | null): number | null {
  return day === null ? null : Number(day.slice(0, 4));
}

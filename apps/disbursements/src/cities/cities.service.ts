import { Outbox } from '@abonde/messaging';
import { decodeCursor, notFound, type Page, type PageQuery, paged, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Origin, traceOf } from '../rules/origin';
import type { RegisterCityDto } from './cities.dto';
import { City } from './city.entity';
import { codeFromName } from './city-code';

@Injectable()
export class CitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  async register(tx: EntityManager, body: RegisterCityDto, origin: Origin): Promise<City> {
    const { name, country, kind, bureauMember, memberSince = null } = body;
    const city: City = {
      id: uuid(),
      code: body.code ?? codeFromName(name),
      name,
      country,
      kind,
      memberSince,
      bureauMember,
    };
    await tx.insert(City, city);
    await this.outbox.add(tx, 'abonde.disbursements.city-registered.v1', {
      key: city.code,
      data: { city: city.code, name, country, memberSince, bureauMember },
      ...traceOf(origin),
    });
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

  async get(reference: string): Promise<City> {
    return this.find(this.dataSource.manager, reference);
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<City>> {
    const [after] = decodeCursor(cursor) ?? [];
    const query = this.dataSource.manager
      .createQueryBuilder(City, 'city')
      .orderBy('city.code')
      .take(limit + 1);
    if (after !== undefined) query.where('city.code > :after', { after });
    return paged(await query.getMany(), limit, ({ code }) => [code]);
  }
}

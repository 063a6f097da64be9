import type { Actor } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { actsForCity } from '../projects/own-city';
import { Person } from './person.entity';

/** Who the ids under which acts are recorded belong to. */
@Injectable()
export class People {
  /** What is written already, by id: most acts are of people known since the service started. */
  private readonly known = new Map<string, string>();

  constructor(private readonly dataSource: DataSource) {}

  async note({ id, name, roles, city }: Actor): Promise<void> {
    const said = JSON.stringify([name, roles, city]);
    if (this.known.get(id) === said) return;
    await this.dataSource.query(
      `INSERT INTO people (id, name, roles, city) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, city = excluded.city`,
      [id, name, roles, city ?? null],
    );
    this.known.set(id, said);
  }

  /** A city knows its own people and those of the association. */
  list(reader: Actor): Promise<Person[]> {
    const mine = actsForCity(reader) ? [{ city: IsNull() }, { city: reader.city ?? '' }] : {};
    return this.dataSource.manager.find(Person, { where: mine, order: { name: 'ASC', id: 'ASC' } });
  }
}

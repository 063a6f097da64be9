import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor';
import type { PersonDto } from './people.dto';

/** Who the ids under which acts are recorded belong to; needs the table `people (id, name, roles, city)`. */
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

  /** By name. @param city whose own people are told with those of the association; all cities' where it is left out */
  list(city?: string): Promise<PersonDto[]> {
    return this.dataSource.query(
      'SELECT id, name, roles, city FROM people WHERE $1::text IS NULL OR city IS NULL OR city = $1 ORDER BY name, id',
      [city ?? null],
    );
  }
}

import { type Actor, DomainError, notFound, type Role } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { PersonDto, RegisterPersonDto } from './people.dto';
import { AidPerson } from './person.entity';

/** The register of who is told and who may stand in; kept by the administrator. */
@Injectable()
export class PeopleService {
  async register(tx: EntityManager, id: string, wanted: RegisterPersonDto, actor: Actor): Promise<AidPerson> {
    if (id.length > 200) {
      throw new DomainError({
        code: 'INVALID_PERSON',
        status: 422,
        title: 'Not a person',
        detail: 'A subject holds at most 200 characters.',
        field: 'id',
      });
    }
    const { name, email = null, language, roles, active } = wanted;
    return tx.save(AidPerson, {
      id,
      name,
      email,
      language,
      roles,
      active,
      changedBy: actor.id,
      changedAt: new Date(),
    });
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async active(tx: EntityManager, id: string): Promise<AidPerson> {
    const found = await tx.findOneBy(AidPerson, { id, active: true });
    if (!found) throw notFound('person', id);
    return found;
  }

  /** Those of them who are there still. */
  activeOf(tx: EntityManager, ids: string[]): Promise<AidPerson[]> {
    return tx.find(AidPerson, { where: { id: In(ids), active: true }, order: { id: 'ASC' } });
  }

  all(tx: EntityManager): Promise<AidPerson[]> {
    return tx.find(AidPerson, { order: { name: 'ASC', id: 'ASC' } });
  }

  /** Active holders of a role. */
  withRole(tx: EntityManager, role: Role): Promise<AidPerson[]> {
    return tx
      .createQueryBuilder(AidPerson, 'p')
      .where('p.active AND :role = ANY(p.roles)', { role })
      .orderBy('p.id')
      .getMany();
  }
}

export function personView({ id, name, email, language, roles, active }: AidPerson): PersonDto {
  return { id, name, email, language, roles, active };
}

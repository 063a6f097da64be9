import type { Role } from '@abonde/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whoever did something here, as they were called when they did it last. */
@Entity('people')
export class Person {
  /** Subject of their tokens: what acts are recorded under. */
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text', { array: true })
  roles: Role[];

  /** Code of the city they act for. */
  @Column('text', { nullable: true })
  city: string | null;
}

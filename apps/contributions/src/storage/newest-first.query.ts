import { decodeCursor, type Page, type PageQuery, paged } from '@abonde/platform';
import { type EntityManager, type EntityTarget, type FindOptionsOrder, type FindOptionsWhere, LessThan } from 'typeorm';

/** A page of what matches, the newest first: ids are UUIDs of version 7, which grow with time. */
export async function newestFirst<Row extends { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  matching: object,
  { limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'>,
): Promise<Page<Row>> {
  const before = decodeCursor(cursor)?.[0];
  const where = { ...matching, ...(before !== undefined && { id: LessThan(String(before)) }) } as FindOptionsWhere<Row>;
  const order = { id: 'DESC' } as FindOptionsOrder<Row>;
  return paged(await manager.find(entity, { where, order, take: limit + 1 }), limit, ({ id }) => [id]);
}

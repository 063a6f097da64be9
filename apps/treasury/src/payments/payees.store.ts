import { isUuid } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import { Beneficiary } from '../beneficiaries/beneficiary.entity';
import type { PaymentOrderRow } from './payment-order.entity';

/** Whom an order pays, or why nobody can say. */
export type Payee =
  { beneficiary: Beneficiary; missing?: never } | { beneficiary: null; missing: 'UNKNOWN' | 'AMBIGUOUS' };

type Asked = Pick<PaymentOrderRow, 'id' | 'beneficiary' | 'beneficiaryId'>;

/** Looks up the beneficiaries of orders in one go; an order keeps the one it was first found to pay. */
export async function payeesOf(tx: EntityManager, orders: readonly Asked[]): Promise<Map<string, Payee>> {
  const references = [...new Set(orders.map(({ beneficiary }) => beneficiary))];
  const ids = [...orders.flatMap(({ beneficiaryId }) => beneficiaryId ?? []), ...references.filter(isUuid)];
  const known = await tx
    .createQueryBuilder(Beneficiary, 'b')
    .where('b.id = ANY (:ids) OR b.code = ANY (:references) OR lower(b.name) = ANY (:names)', {
      ids,
      references,
      names: references.map((reference) => reference.toLowerCase()),
    })
    .getMany();
  return new Map(orders.map((order) => [order.id, payeeAmong(known, order)]));
}

/** By id, else by code, else by name where it is the only one. */
function payeeAmong(known: readonly Beneficiary[], { beneficiary: reference, beneficiaryId }: Asked): Payee {
  const pinned = known.find(({ id, code }) =>
    beneficiaryId ? id === beneficiaryId : id === reference || code === reference,
  );
  if (pinned) return { beneficiary: pinned };
  const named = known.filter(({ name }) => name.toLowerCase() === reference.toLowerCase());
  const [only] = named;
  if (only && named.length === 1) return { beneficiary: only };
  return { beneficiary: null, missing: only ? 'AMBIGUOUS' : 'UNKNOWN' };
}

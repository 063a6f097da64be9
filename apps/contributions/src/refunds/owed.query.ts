import { Money } from '@abonde/money';
import type { EntityManager } from 'typeorm';
import type { Envelopes } from '../envelopes/envelopes.service';

/** What stands aside for a donor and is not asked to be paid yet; EUR. */
export interface Owed {
  /** Aid paid above what the real cost gives. */
  aid: Money;
  /** Interest that the agreement's clause returns. */
  interest: Money;
}

const statement = `
  SELECT (SELECT coalesce(sum(amount - paid), 0) FROM refund WHERE agreement = $1 AND status = 'REQUESTED')::text AS pending,
         (SELECT coalesce(sum(overpaid), 0) FROM instalment WHERE agreement = $1)::text AS overpaid,
         (SELECT coalesce(sum(amount), 0) FROM refund
           WHERE agreement = $1 AND kind = 'AID_RETURN' AND status IN ('REQUESTED', 'PAID'))::text AS returned`;

export async function owedTo(tx: EntityManager, envelopes: Envelopes, agreement: string): Promise<Owed> {
  const [found]: { pending: string; overpaid: string; returned: string }[] = await tx.query(statement, [agreement]);
  const { pending = '0', overpaid = '0', returned = '0' } = found ?? {};
  const due = (await envelopes.dueToDonor(tx, agreement)).minus(Money.minor(BigInt(pending)));
  const aid = Money.minor(BigInt(overpaid) - BigInt(returned))
    .min(due)
    .max(Money.zero());
  return { aid, interest: due.minus(aid) };
}

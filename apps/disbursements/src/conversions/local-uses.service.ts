import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { Project } from '../projects/project.entity';
import { ExpenseLine } from '../justifications/expense-line.entity';
import { Justification, type JustificationStatus } from '../justifications/justification.entity';
import type { LocalUse } from '../justifications/valuation';
import type { Tranche } from '../tranches/tranche.entity';
import { localRate } from './conversion';

/** How a tranche is used in the project's local currency. */
@Injectable()
export class LocalUses {
  /** `counted`: the expenses that have taken local money already. */
  async of(
    tx: EntityManager,
    { tranche, project }: { tranche: Tranche; project: Project },
    counted: JustificationStatus[],
  ): Promise<LocalUse> {
    const { localCurrency } = project.dossier;
    const rate = tranche.status === 'PAID' ? localRate(tranche, localCurrency) : null;
    const judged = await tx.findBy(Justification, { trancheId: tranche.id, status: In(counted) });
    const lines = await tx.findBy(ExpenseLine, { justificationId: In(judged.map(({ id }) => id)), rejected: IsNull() });
    const local = lines.flatMap(({ amount }) => (amount.currency === localCurrency ? [amount] : []));
    const isLocal = localCurrency !== undefined && localCurrency !== 'EUR';
    return { rate, localCurrency, spent: isLocal ? Money.sum(local, localCurrency) : null };
  }
}

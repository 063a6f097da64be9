import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../allocations/agreement.entity';
import type { Project } from '../projects/project.entity';
import type { Tranche } from '../tranches/tranche.entity';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import { type Variation, type VariationLimit, variationsOf } from './variation';

/** Lines of a project's budget against the limits of the donors whose money a tranche takes. */
@Injectable()
export class Variations {
  /** What expenses, beside those accepted in other justifications, take beyond a limit. */
  async of(
    tx: EntityManager,
    { project, tranche }: { project: Project; tranche: Tranche },
    judged: { justification: string; lines: readonly Pick<ExpenseLine, 'budgetLine' | 'cost'>[] },
  ): Promise<Variation[]> {
    const limits = await this.limitsOf(tx, tranche);
    if (limits.length === 0) return [];
    const costs = await this.acceptedBeside(tx, project, judged.justification);
    for (const { budgetLine, cost } of judged.lines)
      costs.set(budgetLine, (costs.get(budgetLine) ?? Money.zero()).plus(cost));
    return variationsOf(project.dossier.budgetLines ?? [], costs, limits);
  }

  private async limitsOf(tx: EntityManager, { split }: Tranche): Promise<VariationLimit[]> {
    const agreements = await tx.findBy(Agreement, { code: In(split.map(({ agreement }) => agreement)) });
    return agreements
      .flatMap(({ code, variationLimit }) =>
        variationLimit === null ? [] : [{ agreement: code, percent: variationLimit }],
      )
      .sort((a, b) => (a.agreement < b.agreement ? -1 : 1));
  }

  private async acceptedBeside(tx: EntityManager, project: Project, except: string): Promise<Map<string, Money>> {
    const rows: { budgetLine: string; cents: string }[] = await tx
      .createQueryBuilder(ExpenseLine, 'line')
      .innerJoin(Justification, 'justification', 'justification.id = line.justificationId')
      .select('line.budgetLine', 'budgetLine')
      .addSelect('sum(line.cost)::text', 'cents')
      .where('line.projectId = :project AND line.rejected IS NULL', { project: project.id })
      .andWhere(`justification.status = 'ACCEPTED' AND justification.id <> :except`, { except })
      .groupBy('line.budgetLine')
      .getRawMany();
    return new Map(rows.map(({ budgetLine, cents }) => [budgetLine, Money.minor(BigInt(cents))]));
  }
}

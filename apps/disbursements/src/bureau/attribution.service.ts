import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, type MoneyJson } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Project } from '../projects/project.entity';
import { about, accounts } from '../rules/accounts';
import { partOf } from '../rules/financing-plan';
import { type Origin, traceOf } from '../rules/origin';

export interface Subsidy {
  engaged: Money;
  attributed: Money;
  /** Code of the session that voted it; null where a signature attributes. */
  session: string | null;
  date: string;
  /** What each agreement gives, where a programme agreed with its donors fixes it. */
  lines?: { agreement: string; amount: MoneyJson }[];
}

interface Because {
  reason: string;
  effectiveDate: string;
  /** Code of the session that voted it. */
  session?: string | null;
}

/** Turns a decision into postings: what is attributed is a commitment, what is engaged is told apart from it. */
@Injectable()
export class Attribution {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  async attribute(tx: EntityManager, project: Project, subsidy: Subsidy, origin: Origin): Promise<void> {
    project.engagedTotal = project.engagedTotal.plus(subsidy.engaged);
    project.attributedTotal = project.attributedTotal.plus(subsidy.attributed);
    project.version += 1;
    await tx.save(project);
    const { session, date: effectiveDate } = subsidy;
    const reason = `Subsidy engaged in principle for ${project.code}`;
    await this.engage(tx, project, { reason, effectiveDate, session }, origin);
    const accountingDate = await this.commit(tx, project, subsidy, origin);
    await this.publish(tx, project, subsidy, { accountingDate, origin });
  }

  /** Posts what brings the book to what the project says is engaged; nothing where it says so already. */
  async engage(
    tx: EntityManager,
    project: Project,
    { reason, effectiveDate, session }: Because,
    origin: Origin,
  ): Promise<void> {
    const [engagement, contra] = [accounts.engagement(project.code), accounts.engagementContra(project.code)];
    const more = project.engagedTotal.minus(await this.ledger.balance(contra, undefined, tx));
    if (more.isZero()) return;
    const [debited, credited] = more.isPositive() ? [contra, engagement] : [engagement, contra];
    await this.ledger.post(tx, {
      kind: more.isPositive() ? 'subsidy-engaged' : 'engagement-reduced',
      ...{ reason, reference: session ?? project.code, valueDate: effectiveDate, actor: origin.actor },
      postings: debitCredit(debited, credited, more.abs(), about(project)),
    });
  }

  /** The engagement ends with its project: nothing more will be attributed of it. What was engaged stays told by its votes. */
  async disengage(
    tx: EntityManager,
    project: Project,
    { reason, effectiveDate }: Because,
    origin: Origin,
  ): Promise<void> {
    const [engagement, contra] = [accounts.engagement(project.code), accounts.engagementContra(project.code)];
    const standing = await this.ledger.balance(contra, undefined, tx);
    if (standing.isZero()) return;
    await this.ledger.post(tx, {
      kind: 'engagement-ended',
      ...{ reason, reference: project.code, valueDate: effectiveDate, actor: origin.actor },
      postings: debitCredit(engagement, contra, standing, about(project)),
    });
  }

  /** Less than before stays attributed, by an amendment: what tranches have taken of the rest was claimed back first. */
  async reduce(
    tx: EntityManager,
    project: Project,
    { attributed, reason, effectiveDate }: { attributed: Money; reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    const less = project.attributedTotal.minus(attributed);
    await this.ledger.post(tx, {
      ...{ kind: 'attribution-reduced', reason, reference: project.code },
      ...{ valueDate: effectiveDate, actor: origin.actor },
      postings: debitCredit(accounts.commitment(project.code), accounts.contra(project.code), less, about(project)),
    });
    Object.assign(project, { attributedTotal: attributed, version: project.version + 1 });
    await tx.save(project);
    await this.engage(tx, project, { reason, effectiveDate }, origin);
    await this.outbox.add(tx, 'abonde.disbursements.attribution-reduced.v1', {
      key: project.code,
      data: { project: project.code, attributedTotal: attributed.toJSON(), reason },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }

  private async commit(
    tx: EntityManager,
    project: Project,
    { attributed, session, date }: Subsidy,
    origin: Origin,
  ): Promise<string> {
    if (attributed.isZero()) return date;
    const [posted] = await this.ledger.post(tx, {
      kind: 'subsidy-attributed',
      reason: `Subsidy attributed to ${project.code}`,
      reference: session ?? project.code,
      valueDate: date,
      actor: origin.actor,
      postings: debitCredit(
        accounts.contra(project.code),
        accounts.commitment(project.code),
        attributed,
        about(project),
      ),
    });
    return posted?.accountingDate ?? date;
  }

  private async publish(
    tx: EntityManager,
    project: Project,
    { engaged, attributed, session, date, lines = [] }: Subsidy,
    { accountingDate, origin }: { accountingDate: string; origin: Origin },
  ): Promise<void> {
    const { code, title, city, country, theme, instrument, dossier, engagedTotal, attributedTotal } = project;
    const plan = dossier.financingPlan ?? { total: Money.zero().toJSON(), sources: [] };
    const programme = dossier.programme ?? null;
    await this.outbox.add(tx, 'abonde.disbursements.subsidy-attributed.v1', {
      key: code,
      data: {
        ...{ project: code, title, session, sessionDate: date, instrument, city, country, theme, programme },
        period: dossier.period ?? { from: date, to: date },
        engaged: engaged.toJSON(),
        attributed: attributed.toJSON(),
        engagedTotal: engagedTotal.toJSON(),
        attributedTotal: attributedTotal.toJSON(),
        planTotal: plan.total,
        fundShare: partOf(plan, 'FUND').toJSON(),
        cityShare: partOf(plan, 'CITY').toJSON(),
        fundSources: plan.sources
          .filter(({ kind }) => kind === 'FUND')
          .map(({ name, amount }) => ({ source: name, amount })),
        lines,
      },
      valueDate: date,
      accountingDate,
      ...traceOf(origin),
    });
  }
}

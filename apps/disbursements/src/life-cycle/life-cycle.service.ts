import { addDays } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import { Attribution } from '../bureau/attribution.service';
import { checkBallot } from '../bureau/ballot';
import { BureauService } from '../bureau/bureau.service';
import type { Move } from '../projects/life-cycle';
import { ProjectMoves } from '../projects/project-moves.service';
import type { Project } from '../projects/project.entity';
import { fundShareOf, ProjectsService } from '../projects/projects.service';
import { type FinalAccount, finalAccount } from '../recoveries/overpayment';
import { Recoveries } from '../recoveries/recoveries.service';
import { type Origin, traceOf } from '../rules/origin';
import { hasRates } from '../rules/financing-plan';
import { ratedPart, ruleSetOf } from '../rules/rule-set';
import { TranchesService } from '../tranches/tranches.service';
import type { CloseDto, MoveDto, SignAgreementDto } from './life-cycle.dto';

/** Days a city has to give back an overpayment, unless the closing says otherwise. */
const recoveryDelay = 60;

/** Moves from the signature to the end, each with what it checks before and what it sets off. */
@Injectable()
export class LifeCycleService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly moves: ProjectMoves,
    private readonly attribution: Attribution,
    private readonly bureau: BureauService,
    private readonly money: ProjectMoney,
    private readonly tranches: TranchesService,
    private readonly recoveries: Recoveries,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** Where no vote attributes the money, the signature of the agreement does. */
  async signAgreement(tx: EntityManager, reference: string, body: SignAgreementDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const date = await this.move(tx, project, 'sign-agreement', body, origin);
    if (ruleSetOf(project.instrument).attributedBy === 'BUREAU') return;
    const attributed = body.attributed ? Money.zero().plus(Money.of(body.attributed)) : fundShareOf(project);
    this.checkSigned(project, attributed);
    await this.attribution.attribute(tx, project, { engaged: attributed, attributed, session: null, date }, origin);
  }

  async step(
    tx: EntityManager,
    reference: string,
    move: 'start' | 'suspend' | 'resume' | 'complete',
    body: MoveDto,
    origin: Origin,
  ): Promise<void> {
    await this.move(tx, await this.projects.lock(tx, reference), move, body, origin);
  }

  /** Applies the ceiling to the real cost, claims an overpayment, and sends the rest back to its envelopes. */
  async close(tx: EntityManager, reference: string, body: CloseDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const total = Money.zero().plus(Money.of(body.finalCost));
    const eligible = body.eligibleCost ? Money.zero().plus(Money.of(body.eligibleCost)) : total;
    const paid = await this.recoveries.paid(tx, project);
    const { financingPlan: plan, cofinancing = null } = project.dossier;
    const byRule = finalAccount(ruleSetOf(project.instrument), { total, eligible }, paid, cofinancing);
    const account = plan && hasRates(plan) ? withinRates(byRule, ratedPart(plan, eligible), paid) : byRule;
    project.finalCost = total;
    const effectiveDate = await this.move(tx, project, 'close', body, origin, { ...account });
    await this.publishFinalCost(tx, project, account, effectiveDate, origin);
    if (account.overpaid.isPositive()) {
      const reason = `Final cost of ${project.code}: paid above ${account.ceiling}`;
      const dueOn = body.recoveryDueOn ?? addDays(effectiveDate, recoveryDelay);
      await this.recoveries.claim(tx, project, { amount: account.overpaid, dueOn, effectiveDate, reason }, origin);
    }
    await this.windUp(tx, project, { reason: body.reason ?? `${project.code} closed`, effectiveDate }, origin);
  }

  async cancel(tx: EntityManager, reference: string, body: MoveDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const effectiveDate = await this.move(tx, project, 'cancel', body, origin);
    await this.bureau.forget(tx, project);
    await this.windUp(tx, project, { reason: body.reason ?? '', effectiveDate }, origin);
  }

  /** What no payment has reserved goes back; payments in transit end by themselves. */
  private async windUp(
    tx: EntityManager,
    project: Project,
    because: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    await this.tranches.cancelOpen(tx, project, because, origin);
    await this.money.uncommit(tx, project, because, origin);
    await this.attribution.disengage(tx, project, because, origin);
    await this.money.releaseAll(tx, project, because, origin);
  }

  private async move(
    tx: EntityManager,
    project: Project,
    move: Move,
    { effectiveDate, reason = null }: { effectiveDate?: string; reason?: string | null },
    origin: Origin,
    details: Record<string, unknown> = {},
  ): Promise<string> {
    const day = await this.clock.effective(effectiveDate, tx);
    await this.moves.move(tx, project, { move, effectiveDate: day, reason }, origin, details);
    return day;
  }

  private checkSigned(project: Project, attributed: Money): void {
    const { code, city, instrument, dossier, engagedTotal, attributedTotal } = project;
    const ballot = {
      outcome: 'APPROVED' as const,
      engaged: attributed,
      attributed,
      for: null,
      against: null,
      abstentions: null,
      voters: [],
    };
    const plan = dossier.financingPlan ?? { total: attributed.toJSON(), sources: [] };
    const cofinancing = dossier.cofinancing ?? null;
    checkBallot(ballot, {
      project: code,
      city,
      instrument,
      plan,
      cofinancing,
      engagedSoFar: engagedTotal,
      attributedSoFar: attributedTotal,
    });
  }

  private async publishFinalCost(
    tx: EntityManager,
    project: Project,
    account: FinalAccount,
    effectiveDate: string,
    origin: Origin,
  ): Promise<void> {
    const { total, eligible, ceiling } = account;
    await this.outbox.add(tx, 'abonde.disbursements.final-cost-established.v1', {
      key: project.code,
      data: { project: project.code, total: total.toJSON(), eligible: eligible.toJSON(), ceiling: ceiling.toJSON() },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }
}

/** The donors' own rates, applied to the real cost, may leave less than the rule set does. */
function withinRates(account: FinalAccount, rated: Money, paid: Money): FinalAccount {
  const ceiling = account.ceiling.min(rated);
  return { ...account, ceiling, overpaid: paid.minus(ceiling).max(Money.zero()) };
}

import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Agreement } from '../agreements/agreement.entity';
import { Allocated } from '../allocations/allocation.entity';
import type { Instalment } from '../instalments/instalment.entity';
import { ReportDue } from '../reports/report-due.entity';
import { type ConditionFacts, type Missing, missingFor, type ReportKind, sentence } from './condition';
import { FinalCost, ProjectReport } from './project-facts.entity';

type Known = Omit<ConditionFacts, 'earlier'>;

/** Judges the conditions of instalments from what is known of their agreement and its projects. */
@Injectable()
export class Conditions {
  /** What each of an agreement's instalments still waits for on a day; called ones wait for nothing. */
  async missing(
    tx: EntityManager,
    agreement: Agreement,
    instalments: readonly Instalment[],
    asOf: Day,
  ): Promise<Map<number, Missing[]>> {
    const waiting = instalments.filter(({ state }) => state === 'EXPECTED');
    if (waiting.every(({ condition }) => condition.kind === 'DATE'))
      return new Map(waiting.map(({ number }) => [number, []]));
    const facts = await this.facts(tx, agreement, asOf);
    return new Map(
      waiting.map((instalment) => [
        instalment.number,
        missingFor(instalment.condition, { ...facts, earlier: earlierOf(instalment, instalments) }),
      ]),
    );
  }

  /** @throws {DomainError} 422 `CONDITION_NOT_MET` with everything that is missing */
  async check(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    all: readonly Instalment[],
    asOf: Day,
  ): Promise<void> {
    const missing = (await this.missing(tx, agreement, all, asOf)).get(instalment.number) ?? [];
    if (missing.length === 0) return;
    throw new DomainError({
      code: 'CONDITION_NOT_MET',
      status: 422,
      title: 'The condition of this instalment is not met',
      detail: `Instalment ${instalment.number} of ${agreement.code} cannot be called: ${missing.map(sentence).join('; ')}.`,
      condition: instalment.condition,
      missing,
    });
  }

  private async facts(tx: EntityManager, agreement: Agreement, asOf: Day): Promise<Known> {
    const { code, signedOn } = agreement;
    const projects = await projectsOf(tx, agreement);
    const reports = await tx.find(ReportDue, { where: { agreement: code }, order: { dueOn: 'ASC' } });
    const accepted = await tx.findBy(ProjectReport, { project: In(projects) });
    const costs = await tx.findBy(FinalCost, { project: In(projects) });
    const has = (project: string, report: ReportKind) =>
      accepted.some((one) => one.project === project && one.report === report && one.acceptedOn <= asOf);
    return {
      asOf,
      signedOn,
      consumed: await consumedOf(tx, code),
      reports: reports.flatMap(({ kind, dueOn, state }) =>
        kind === 'INTERIM' || kind === 'FINAL' ? [{ kind, dueOn, state }] : [],
      ),
      projects: projects.map((project) => ({
        project,
        interim: has(project, 'INTERIM'),
        final: has(project, 'FINAL'),
        cost: costs.some((cost) => cost.project === project),
      })),
    };
  }
}

function earlierOf(instalment: Instalment, all: readonly Instalment[]): ConditionFacts['earlier'] {
  return all
    .filter(({ number, state }) => number < instalment.number && state !== 'CANCELLED')
    .map(({ number, state, calledEur }) => ({
      number,
      called: state === 'EXPECTED' ? null : Money.minor(calledEur),
    }));
}

/** Projects an agreement is bound to, and those it already gave money to. */
export async function projectsOf(tx: EntityManager, { code, earmark }: Agreement): Promise<string[]> {
  const given = await tx.findBy(Allocated, { agreement: code });
  const financed = given.filter(({ amount }) => amount > 0n).map(({ project }) => project);
  return [...new Set([...(earmark.level === 'PROJECT' ? (earmark.projects ?? []) : []), ...financed])].sort();
}

async function consumedOf(tx: EntityManager, agreement: string): Promise<Money> {
  const [row]: { consumed: string }[] = await tx.query(
    `SELECT (coalesce((SELECT sum(justified) FROM consumption WHERE agreement = $1), 0)
             - coalesce((SELECT sum(delta) FROM movement WHERE agreement = $1 AND cause = 'FEE'), 0))::text AS consumed`,
    [agreement],
  );
  return Money.minor(BigInt(row?.consumed ?? '0'));
}

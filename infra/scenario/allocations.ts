import type { Day } from '@abonde/calendar';
import { largestRemainder, Money } from '@abonde/money';
import {
  loadedAgreements,
  loadedProjects,
  type Reference,
  type ReferenceAgreement,
  type ReferenceProgramme,
  type ReferenceProject,
} from './reference';
import type { PlannedSession } from './sessions';

export interface AllocationLine {
  project: string;
  agreement: string;
  amount: Money;
  effectiveDate: Day;
}

interface Attribution {
  project: ReferenceProject;
  lastVote: Day;
  attributed: Money;
}

/**
 * The demonstration's own reading of the allocation rules: each line of a financing plan gives at most its part of what
 * is attributed, from the agreements of the donor it names, soonest-expiring first; a shortage waits for money, and of
 * two projects the one whose last vote is older, then the one that ends first, is served first.
 */
export class Allocations {
  readonly lines: AllocationLine[] = [];
  private readonly envelopes = new Map<string, bigint>();
  private readonly attributions = new Map<string, Attribution>();
  private readonly programmes: ReferenceProgramme[] = [];
  private readonly projects: Map<string, ReferenceProject>;
  private readonly agreements: { donor: string; agreement: ReferenceAgreement }[];

  constructor(reference: Reference) {
    this.projects = new Map(loadedProjects(reference).map((project) => [project.id, project]));
    this.agreements = loadedAgreements(reference)
      .map(({ donor, agreement }) => ({ donor: donor.id, agreement }))
      .sort((a, b) => (a.agreement.period[1] + a.agreement.id < b.agreement.period[1] + b.agreement.id ? -1 : 1));
  }

  receive(agreement: string, amount: Money): void {
    this.envelopes.set(agreement, (this.envelopes.get(agreement) ?? 0n) + amount.minor);
  }

  attribute(session: PlannedSession): void {
    for (const vote of session.votes) {
      const known = this.attributions.get(vote.project);
      this.attributions.set(vote.project, {
        project: this.projects.get(vote.project) as ReferenceProject,
        lastVote: session.date,
        attributed: (known?.attributed ?? Money.zero()).plus(vote.attributed),
      });
    }
  }

  /** A programme agreed with its donors is attributed on the first day of its period: each line from its agreement. */
  approve(programme: ReferenceProgramme): void {
    this.programmes.push(programme);
  }

  /** Allocates all that can be. */
  run(effectiveDate: Day): void {
    this.runProgrammes(effectiveDate);
    const rank = ({ lastVote, project }: Attribution) => `${lastVote} ${project.period[1]} ${project.id}`;
    for (const attribution of [...this.attributions.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
      this.fill(attribution, effectiveDate);
    }
  }

  /** Allocated to a project up to now, by agreement. */
  of(project: string): Map<string, bigint> {
    const byAgreement = new Map<string, bigint>();
    for (const line of this.lines.filter((candidate) => candidate.project === project)) {
      byAgreement.set(line.agreement, (byAgreement.get(line.agreement) ?? 0n) + line.amount.minor);
    }
    return byAgreement;
  }

  /** No line of a programme draws on what projects draw on: they are served by themselves, the first to end first. */
  private runProgrammes(effectiveDate: Day): void {
    const rank = ({ period, id }: ReferenceProgramme) => `${period[0]} ${period[1]} ${id}`;
    for (const programme of [...this.programmes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
      const allocated = this.of(programme.id);
      for (const [agreement, amount] of programme.lines) {
        const missing = Money.eur(amount).minor - (allocated.get(agreement) ?? 0n);
        const given = minimum(missing, this.envelopes.get(agreement) ?? 0n);
        if (given > 0n) this.give(programme.id, agreement, given, effectiveDate);
      }
    }
  }

  private give(project: string, agreement: string, given: bigint, effectiveDate: Day): void {
    this.envelopes.set(agreement, (this.envelopes.get(agreement) ?? 0n) - given);
    this.lines.push({ project, agreement, amount: Money.minor(given), effectiveDate });
  }

  private fill({ project, attributed }: Attribution, effectiveDate: Day): void {
    const caps = largestRemainder(
      attributed.minor,
      project.plan.fund_lines.map(({ source, amount }) => ({ key: source, weight: Money.eur(amount).minor })),
    );
    const allocated = this.of(project.id);
    for (const [source, cap] of caps) {
      const eligible = this.eligible(source, project, effectiveDate);
      let missing = cap - this.givenBy(source, allocated);
      for (const { id } of eligible) {
        const given = minimum(missing, this.envelopes.get(id) ?? 0n);
        if (given <= 0n) continue;
        missing -= given;
        this.give(project.id, id, given, effectiveDate);
      }
    }
  }

  private givenBy(source: string, allocated: Map<string, bigint>): bigint {
    const its = this.agreements.filter(({ donor }) => donor === source).map(({ agreement }) => agreement.id);
    return its.reduce((total, id) => total + (allocated.get(id) ?? 0n), 0n);
  }

  private eligible(source: string, project: ReferenceProject, on: Day): ReferenceAgreement[] {
    return this.agreements
      .filter(({ donor, agreement }) => donor === source && agreement.instrument === project.instrument)
      .map(({ agreement }) => agreement)
      .filter(({ period: [from, to] }) => from <= on && on <= to)
      .filter(({ earmark }) => {
        if (earmark.level === 'PROJECT') return earmark.projects?.includes(project.id);
        if (earmark.level === 'THEME') return earmark.themes?.includes(project.theme);
        return earmark.level === 'NONE';
      });
  }
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

import { addMonths, type Day, endOfMonth, startOfMonth, yearOf } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { figures, type Scope } from '../figures/figures';
import { MONTH } from '../ledger/figure.query';
import { linkTo, NONE } from '../ledger/ledger-filter';
import { ConsolidatedLedger, type Figure } from '../ledger/ledger.service';
import { type ProjectName, Registers, type Todo } from '../registers/registers.service';
import { ALLOCATED_FLOWS, edgesOf, OWN_FLOWS, type PoolFlow, remainderOf, TOLD_ELSEWHERE } from './flows';

export interface Asked {
  from?: Day;
  to?: Day;
  instrument?: string;
}
export interface Period {
  from: Day;
  to: Day;
}
interface Sum {
  value: Money;
  entries: string;
}
export interface Node {
  id: string;
  kind: string;
  code: string;
  label: string;
  country: string | null;
  instrument: string | null;
}
export interface ProjectFigures extends ProjectName {
  attributed: Sum;
  allocated: Sum;
  disbursed: Sum;
}
export interface CountryFigures {
  country: string;
  projects: number;
  attributed: Sum;
  disbursed: Sum;
}
export interface MonthFigures {
  month: string;
  received: Sum;
  disbursed: Sum;
}

export interface Overview {
  asOf: Day;
  period: Period;
  instrument: string | null;
  received: Figure & { expected: Money; expectedEntries: string };
  attributed: Figure;
  allocated: Figure;
  disbursed: Figure & { tranches: number };
  justified: Figure;
  emergencyFund: {
    available: Money;
    accrued: Money;
    donations: Money;
    entries: string;
    accruedEntries: string;
    donationsEntries: string;
  };
  suspense: Figure;
  flows: FlowEdge[];
  nodes: Node[];
  todo: Todo;
  months: MonthFigures[];
  projects: ProjectFigures[];
  countries: CountryFigures[];
}

/** The consolidated picture: every amount is a sum of ledger entries and says which. */
@Injectable()
export class Overviews {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly registers: Registers,
    private readonly clock: BusinessClock,
  ) {}

  async overview(asked: Asked): Promise<Overview> {
    const asOf = await this.clock.today();
    const period = periodOf(asked, asOf);
    const { to } = period;
    const scope: Scope = { ...period, ...(asked.instrument ? { instrument: asked.instrument } : {}) };
    const [sums, flows, todo, months, projects] = await Promise.all([
      this.headline(scope),
      this.flows(scope, period),
      this.registers.todo(asOf),
      this.months(scope, to),
      this.projects(scope),
    ]);
    const {
      emergencyAvailable: available,
      emergencyAccrued: accrued,
      donationsAvailable: donations,
      called,
      ...rest
    } = sums;
    return {
      asOf,
      period,
      instrument: asked.instrument ?? null,
      received: { ...rest.received, expected: called.value, expectedEntries: called.entries },
      attributed: rest.attributed,
      allocated: rest.allocated,
      justified: rest.justified,
      suspense: rest.suspense,
      disbursed: { ...rest.disbursed, tranches: rest.disbursed.count },
      emergencyFund: {
        available: available.value,
        accrued: accrued.value,
        donations: donations.value,
        entries: available.entries,
        accruedEntries: accrued.entries,
        donationsEntries: donations.entries,
      },
      flows,
      nodes: await this.nodes(flows),
      todo,
      months,
      projects,
      countries: byCountry(projects, scope),
    };
  }

  /** Sources and uses of an instrument's pool over a period, with what it held before and after. */
  async flows(scope: Scope, period: Period): Promise<FlowEdge[]> {
    const pool = { pool: true, ...scope };
    const [flows, own, allocated, changes] = await Promise.all([
      this.ledger.groups(
        { ...pool, side: 'credit' },
        { instrument: 'e.instrument', flow: 'e.flow', donor: DONOR_OF_RECEIPT, case: CASE_OF_AID },
      ),
      this.ledger.groups({ ...OWN_FLOWS, ...scope }, { instrument: 'e.instrument' }),
      this.ledger.groups(
        { ...ALLOCATED_FLOWS, ...scope, side: 'credit' },
        { instrument: 'e.instrument', project: 'e.project' },
      ),
      this.ledger.groups({ ...pool, side: 'credit' }, { instrument: 'e.instrument' }),
    ]);
    const none = { donor: null, project: null, case: null };
    const lanes: PoolFlow[] = [
      ...flows
        .filter(({ flow }) => !TOLD_ELSEWHERE.has(flow ?? ''))
        .map((row) => ({ ...none, ...row, flow: row.flow ?? 'other' })),
      ...own.map((row) => ({ ...none, ...row, flow: 'own' })),
      ...allocated.map((row) => ({ ...none, ...row, flow: 'allocated' })),
    ];
    const remainders = changes.flatMap(({ instrument, value }) => remainderOf(instrument, value, period));
    return [...edgesOf(lanes, period), ...remainders, ...(scope.instrument ? [] : await this.unapplied(period))];
  }

  /** Donors' money that no agreement has been given yet. */
  private async unapplied(period: Period): Promise<FlowEdge[]> {
    const filter = { book: 'contributions', account: ['fund:unapplied:*'], ...period, side: 'credit' as const };
    const rows = await this.ledger.groups(filter, { donor: 'e.donor' });
    return rows.flatMap(({ donor, value }) =>
      edgeOf({
        hub: 'unapplied',
        node: `donor:${donor ?? NONE}`,
        direction: 'in',
        entered: value,
        filter: { ...filter, donor: donor ?? NONE },
      }),
    );
  }

  private headline(scope: Scope) {
    const { to } = scope;
    return this.ledger.figures({
      received: figures.received(scope),
      called: figures.called(scope),
      attributed: figures.attributed(scope),
      allocated: figures.allocated(scope),
      disbursed: figures.disbursed(scope),
      justified: figures.justified(scope),
      emergencyAvailable: figures.emergencyAvailable({ to }),
      emergencyAccrued: figures.emergencyAccrued({ to }),
      donationsAvailable: figures.donationsAvailable({ to }),
      suspense: figures.suspense({ to }),
    });
  }

  /** The twelve months that end with the period. */
  private async months(scope: Scope, to: Day): Promise<MonthFigures[]> {
    const first = startOfMonth(addMonths(startOfMonth(to), -11));
    const span = { ...scope, from: first, to };
    const month = { month: MONTH };
    const [received, disbursed] = await Promise.all([
      this.ledger.groups(figures.received(span), month),
      this.ledger.groups(figures.disbursed(span), month),
    ]);
    return Array.from({ length: 12 }, (_, index) => {
      const from = addMonths(first, index);
      const end = index === 11 ? to : endOfMonth(from);
      const name = from.slice(0, 7);
      const of = (rows: { month: string | null; value: Money }[], figure: 'received' | 'disbursed'): Sum => ({
        value: rows.find((row) => row.month === name)?.value ?? Money.zero(),
        entries: linkTo(figures[figure]({ ...scope, from, to: end })),
      });
      return { month: name, received: of(received, 'received'), disbursed: of(disbursed, 'disbursed') };
    });
  }

  private async projects(scope: Scope): Promise<ProjectFigures[]> {
    const [names, attributed, allocated, disbursed] = await Promise.all([
      this.registers.projects(),
      this.byProject(figures.attributed(scope)),
      this.byProject(figures.allocated(scope)),
      this.byProject(figures.disbursed(scope)),
    ]);
    const known = new Set(names.map(({ project }) => project));
    const unnamed = [attributed, allocated, disbursed]
      .flatMap((sums) => [...sums.keys()])
      .filter((code) => code && !known.has(code));
    const all = [...names, ...[...new Set(unnamed)].map(nameless)];
    const of = (sums: Map<string, Money>, name: 'attributed' | 'allocated' | 'disbursed', project: string): Sum => ({
      value: sums.get(project) ?? Money.zero(),
      entries: linkTo(figures[name]({ ...scope, project: [project] })),
    });
    return all
      .filter(({ instrument }) => !scope.instrument || instrument === scope.instrument)
      .map((name) => ({
        ...name,
        attributed: of(attributed, 'attributed', name.project),
        allocated: of(allocated, 'allocated', name.project),
        disbursed: of(disbursed, 'disbursed', name.project),
      }));
  }

  private async byProject(filter: Parameters<ConsolidatedLedger['figure']>[0]): Promise<Map<string, Money>> {
    const rows = await this.ledger.groups(filter, { project: 'e.project' });
    return new Map(rows.map(({ project, value }) => [project ?? '', value]));
  }

  private async nodes(flows: readonly FlowEdge[]): Promise<Node[]> {
    const names = await this.registers.names();
    const instruments = new Map(
      flows.flatMap(({ from, to }) => [
        [from, to],
        [to, from],
      ]),
    );
    const ids = [...new Set(flows.flatMap(({ from, to }) => [from, to]))].sort();
    return ids.map((id) => nodeOf(id, names.get(id.replace(/^returned:/, '')), instruments.get(id)));
  }
}

/** Only receipts are told by donor and only aid by case: other flows are one lane an instrument. */
const DONOR_OF_RECEIPT = `CASE WHEN e.flow IN ('received', 'applied') THEN e.donor END`;
const CASE_OF_AID = `CASE WHEN e.flow = 'aid' THEN e."case" END`;

function nodeOf(
  id: string,
  named: { name: string; country: string | null } | undefined,
  other: string | undefined,
): Node {
  const [kind = id, ...rest] = id.split(':');
  const code = rest.join(':');
  const instrument =
    [id, other ?? ''].find((one) => one.startsWith('instrument:'))?.slice('instrument:'.length) ?? null;
  return { id, kind, code, label: named?.name ?? (code || kind), country: named?.country ?? null, instrument };
}

function nameless(project: string): ProjectName {
  return { project, title: project, city: '', country: '', instrument: '', theme: '', state: null };
}

function byCountry(projects: readonly ProjectFigures[], scope: Scope): CountryFigures[] {
  const countries = [...new Set(projects.map(({ country }) => country))].filter(Boolean).sort();
  return countries.map((country) => {
    const there = projects.filter((project) => project.country === country);
    const codes = there.map(({ project }) => project);
    const sum = (name: 'attributed' | 'disbursed'): Sum => ({
      value: Money.sum(there.map((project) => project[name].value)),
      entries: linkTo(figures[name]({ ...scope, project: codes })),
    });
    return { country, projects: there.length, attributed: sum('attributed'), disbursed: sum('disbursed') };
  });
}

/** The period asked for, else the year of its end up to the business day. */
export function periodOf(asked: Asked, today: Day): Period {
  const to = asked.to ?? today;
  return { from: asked.from ?? `${yearOf(to)}-01-01`, to };
}

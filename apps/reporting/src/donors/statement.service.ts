import { addDays, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { figures } from '../figures/figures';
import { type LedgerFilter, linkTo } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { type Asked, type Period, periodOf } from '../overview/overview.service';
import { Registers } from '../registers/registers.service';

interface Sum {
  value: Money;
  entries: string;
}
export interface Movement extends Sum {
  flow: string;
}
export interface ProjectLine {
  project: string;
  title: string;
  allocated: Sum;
  disbursed: Sum;
  justified: Sum;
}
export interface AgreementStatement {
  agreement: string;
  instrument: string | null;
  pledged: unknown;
  opening: Sum;
  /** Signed: what came into the envelope is positive. Opening + movements = closing. */
  movements: Movement[];
  closing: Sum;
  received: Sum;
  allocated: Sum;
  disbursed: Sum;
  justified: Sum;
  /** Kept in the agreement. */
  interest: Sum;
  /** Fed to the emergency fund. */
  interestToFund: Sum;
  refunded: Sum;
  projects: ProjectLine[];
}
export interface DonorStatement {
  donor: { code: string; name: string };
  period: Period;
  asOf: Day;
  /** All agreements together. */
  opening: Sum;
  received: Sum;
  allocated: Sum;
  disbursed: Sum;
  justified: Sum;
  interest: Sum;
  interestToFund: Sum;
  refunded: Sum;
  closing: Sum;
  /** Received and not applied to an agreement yet. */
  unapplied: Sum;
  agreements: AgreementStatement[];
}
interface Terms {
  donor: string;
  donorName: string;
  instrument: string;
  amount: unknown;
}

/** What holds an agreement's money in the book of contributions. */
const poolOf = (agreement: string): LedgerFilter => ({ book: 'contributions', pool: true, agreement, side: 'credit' });

/** The entries behind each figure of one agreement, or of several with commas between them. */
const filtersOf = (agreement: string, period: Period) => {
  const scope = { agreement, ...period };
  return {
    opening: { ...poolOf(agreement), to: addDays(period.from, -1) },
    received: figures.received(scope),
    allocated: figures.allocated(scope),
    disbursed: PAID(scope),
    justified: figures.justified(scope),
    interest: figures.interestRetained(scope),
    interestToFund: figures.interestToFund(scope),
    refunded: figures.refunded(scope),
    closing: { ...poolOf(agreement), to: period.to },
  } satisfies Record<string, LedgerFilter>;
};
type Name = keyof ReturnType<typeof filtersOf>;

/** What a donor's money did over a period, agreement by agreement; every amount opens onto its entries. */
@Injectable()
export class DonorStatements {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly registers: Registers,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws {DomainError} 404 for a donor nobody registered */
  async read(donor: string, asked: Asked): Promise<DonorStatement> {
    const [named, codes, asOf] = await Promise.all([
      this.registers.facet<{ name: string }>('donor', donor, 'name'),
      this.registers.codesOf('agreement', 'donor', donor),
      this.clock.today(),
    ]);
    if (!named && codes.length === 0) throw notFound('donor', donor);
    const period = periodOf(asked, asOf);
    const agreements = await Promise.all(codes.map((code) => this.agreement(code, period)));
    const waiting = {
      book: 'contributions',
      account: ['fund:unapplied:*'],
      donor,
      to: period.to,
      side: 'credit' as const,
    };
    // A comma alone names no agreement: a donor without any has no entries.
    const totals = Object.entries(filtersOf(codes.join(',') || ',', period)).map(([name, filter]) => {
      const value = Money.sum(agreements.map((one) => one[name as Name].value));
      return [name, { value, entries: linkTo(filter) }];
    });
    return {
      donor: { code: donor, name: named?.name ?? donor },
      period,
      asOf,
      ...(Object.fromEntries(totals) as Record<Name, Sum>),
      unapplied: sumOf(await this.ledger.figure(waiting)),
      agreements,
    };
  }

  private async agreement(agreement: string, period: Period): Promise<AgreementStatement> {
    const pool = poolOf(agreement);
    const [terms, found, flows, projects] = await Promise.all([
      this.registers.facet<Terms>('agreement', agreement, 'terms'),
      this.ledger.figures(filtersOf(agreement, period)),
      this.ledger.groups({ ...pool, ...period }, { flow: 'e.flow' }),
      this.projects(agreement, period),
    ]);
    const movements = flows.map(({ flow, value }) => ({
      flow: flow ?? 'other',
      value,
      entries: linkTo({ ...pool, ...period, flow: [flow ?? 'other'] }),
    }));
    const sums = Object.fromEntries(Object.entries(found).map(([name, figure]) => [name, sumOf(figure)]));
    return {
      agreement,
      instrument: terms?.instrument ?? null,
      pledged: terms?.amount ?? null,
      ...(sums as Record<Name, Sum>),
      movements,
      projects,
    };
  }

  private async projects(agreement: string, period: Period): Promise<ProjectLine[]> {
    const filters = {
      allocated: figures.allocated({ agreement, ...period }),
      disbursed: PAID({ agreement, ...period }),
      justified: figures.justified({ agreement, ...period }),
    };
    const [names, ...sums] = await Promise.all([
      this.registers.projects(),
      ...Object.values(filters).map((filter) => this.ledger.groups(filter, { project: 'e.project' })),
    ]);
    const titles = new Map(names.map(({ project, title }) => [project, title]));
    const codes = [...new Set(sums.flat().map(({ project }) => project ?? ''))].filter(Boolean).sort();
    return codes.map((project) => {
      const lines = Object.entries(filters).map(([name, filter], at) => {
        const value = sums[at]?.find((row) => row.project === project)?.value ?? Money.zero();
        return [name, { value, entries: linkTo({ ...filter, project: [project] }) }] as const;
      });
      return {
        project,
        title: titles.get(project) ?? project,
        ...(Object.fromEntries(lines) as Pick<ProjectLine, keyof typeof filters>),
      };
    });
  }
}

/** A payment's split by agreement stands on the tranche's accounts, not on the money's. */
const PAID = (scope: { agreement: string } & Period): LedgerFilter => ({
  book: 'disbursements',
  account: ['fund:tranche:*'],
  flow: ['paid'],
  ...scope,
});

function sumOf({ value, entries }: Sum): Sum {
  return { value, entries };
}

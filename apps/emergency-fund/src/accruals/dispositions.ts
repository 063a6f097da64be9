import { epochDay, type Day } from '@abonde/calendar';
import type { Disposition, InterestClauseKind } from '@abonde/contracts';
import type { Unit } from './pool';
import { type Changing, Timeline, type Steps, type Visitor } from './timeline';

export interface Clause {
  from: Day;
  kind: InterestClauseKind;
  /** Cents; of a `THRESHOLD` clause. */
  threshold?: bigint;
}

/** Of several changes on one day, the one known last counts. */
export interface ProjectHistory {
  inProgress: Steps<boolean>;
  isAttributed: Steps<boolean>;
}

const OWN = Timeline.always<Disposition>('OWN');
const UNATTRIBUTED = Timeline.always<Disposition>('GENERAL');

/** The dispositions of an agreement's money, by project; null for what is allocated to none. */
type OfAgreement = (project: string | null) => Changing<Disposition>;

/**
 * What becomes of a unit's interest, day by day: the agreement's clause if it isn't `EMERGENCY_FUND`; else the
 * emergency fund's for money attributed to a project in progress, and general income otherwise.
 */
export class Dispositions {
  private readonly agreements = new Map<string, OfAgreement>();
  /** By project, under a clause that never sends interest elsewhere: most agreements of a project share them. */
  private readonly feeding = new Map<string | null, Timeline<Disposition>>();

  constructor(
    private readonly facts: {
      clauses: ReadonlyMap<string, readonly Clause[]>;
      projects: ReadonlyMap<string, ProjectHistory>;
    },
  ) {}

  of({ project, agreement }: Unit): Changing<Disposition> {
    if (agreement === null) return OWN;
    return remembered(this.agreements, agreement, this.ofAgreement)(project);
  }

  private readonly ofAgreement = (agreement: string): OfAgreement => {
    const clause = clauseTimeline(this.facts.clauses.get(agreement) ?? []);
    if (clause.constant === 'EMERGENCY_FUND') return this.ofFund;
    return (project) => new UnderClause(clause, this.ofFund(project));
  };

  private readonly ofFund = (project: string | null): Timeline<Disposition> =>
    remembered(this.feeding, project, this.whileInProgress);

  /** Money attributed to a project in progress feeds the fund. */
  private readonly whileInProgress = (project: string | null): Timeline<Disposition> => {
    const history = project === null ? undefined : this.facts.projects.get(project);
    if (!history) return UNATTRIBUTED;
    const attributed = new Timeline(false, history.isAttributed);
    return new Timeline(false, history.inProgress).with(attributed, feedsFund);
  };
}

function feedsFund(inProgress: boolean, isAttributed: boolean): Disposition {
  return inProgress && isAttributed ? 'EMERGENCY_FUND' : 'GENERAL';
}

/** What the clause says, and where it sends interest nowhere else, what becomes of it otherwise. */
class UnderClause implements Changing<Disposition> {
  constructor(
    private readonly clause: Timeline<InterestClauseKind>,
    private readonly otherwise: Timeline<Disposition>,
  ) {}

  visit(from: number, until: number, visitor: Visitor<Disposition>): void {
    this.clause.visit(from, until, (kind, first, last) => {
      if (kind === 'EMERGENCY_FUND') this.otherwise.visit(first, last, visitor);
      else visitor(kind, first, last);
    });
  }
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: (missing: Key) => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}

function clauseTimeline(clauses: readonly Clause[]): Timeline<InterestClauseKind> {
  const inOrder = [...clauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return new Timeline<InterestClauseKind>('EMERGENCY_FUND', {
    days: inOrder.map(({ from }) => epochDay(from)),
    values: inOrder.map(({ kind }) => kind),
  });
}

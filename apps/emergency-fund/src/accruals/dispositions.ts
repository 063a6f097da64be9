import { epochDay, type Day } from '@abonde/calendar';
import type { Disposition, InterestClauseKind } from '@abonde/contracts';
import type { Unit } from './pool';
import { Timeline, type Steps } from './timeline';

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
const NEVER = Timeline.always(false);

/** The dispositions of an agreement's money, by project; null for what is allocated to none. */
type OfAgreement = (project: string | null) => Timeline<Disposition>;

/**
 * What becomes of a unit's interest, day by day: the agreement's clause if it isn't `EMERGENCY_FUND`; else the
 * emergency fund's for money attributed to a project in progress, and general income otherwise.
 */
export class Dispositions {
  private readonly agreements = new Map<string, OfAgreement>();
  private readonly running = new Map<string | null, Timeline<boolean>>();
  /** Of projects under a clause that never changes: most agreements of a project share them. */
  private readonly shared = new Map<InterestClauseKind, Map<string | null, Timeline<Disposition>>>();

  constructor(
    private readonly facts: {
      clauses: ReadonlyMap<string, readonly Clause[]>;
      projects: ReadonlyMap<string, ProjectHistory>;
    },
  ) {}

  of({ project, agreement }: Unit): Timeline<Disposition> {
    if (agreement === null) return OWN;
    return remembered(this.agreements, agreement, () => this.ofAgreement(agreement))(project);
  }

  private ofAgreement(agreement: string): OfAgreement {
    const clause = clauseTimeline(this.facts.clauses.get(agreement) ?? []);
    const { constant } = clause;
    if (constant === undefined) return (project) => clause.with(this.feedsFund(project), dispositionOf);
    const known = remembered(this.shared, constant, () => new Map<string | null, Timeline<Disposition>>());
    const make = (project: string | null) => this.feedsFund(project).map((feeds) => dispositionOf(constant, feeds));
    return (project) => remembered(known, project, make);
  }

  /** Money attributed to a project in progress feeds the fund. */
  private feedsFund(project: string | null): Timeline<boolean> {
    return remembered(this.running, project, () => {
      const history = project === null ? undefined : this.facts.projects.get(project);
      if (!history) return NEVER;
      const attributed = new Timeline(false, history.isAttributed);
      return new Timeline(false, history.inProgress).with(attributed, (runs, isAttributed) => runs && isAttributed);
    });
  }
}

function dispositionOf(kind: InterestClauseKind, feedsFund: boolean): Disposition {
  if (kind !== 'EMERGENCY_FUND') return kind;
  return feedsFund ? 'EMERGENCY_FUND' : 'GENERAL';
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
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

import { epochDay, type Day } from '@abonde/calendar';
import type { Disposition, InterestClauseKind } from '@abonde/contracts';
import type { Unit } from './pool';
import { Timeline, type Change } from './timeline';

export interface Clause {
  from: Day;
  kind: InterestClauseKind;
  /** Cents; of a `THRESHOLD` clause. */
  threshold?: bigint;
}

/** In order of day, later-known last. */
export interface ProjectHistory {
  inProgress: readonly Change<boolean>[];
  isAttributed: readonly Change<boolean>[];
}

const OWN = new Timeline<Disposition>('OWN', []);
const NEVER = new Timeline(false, []);

/**
 * What becomes of a unit's interest, day by day: the agreement's clause if it isn't `EMERGENCY_FUND`; else the
 * emergency fund's for money attributed to a project in progress, and general income otherwise.
 */
export class Dispositions {
  private readonly clauses = new Map<string, Timeline<InterestClauseKind>>();
  private readonly running = new Map<string, Timeline<boolean>>();
  /** Of projects under a clause that never changes: most agreements of a project share them. */
  private readonly shared = new Map<InterestClauseKind, Map<string, Timeline<Disposition>>>();

  constructor(
    private readonly facts: {
      clauses: ReadonlyMap<string, readonly Clause[]>;
      projects: ReadonlyMap<string, ProjectHistory>;
    },
  ) {}

  of({ project, agreement }: Unit): Timeline<Disposition> {
    if (agreement === null) return OWN;
    const clause = remembered(this.clauses, agreement, () => clauseTimeline(this.facts.clauses.get(agreement) ?? []));
    const { constant } = clause;
    if (constant === undefined) return clause.with(this.feedsFund(project), dispositionOf);
    const ofKind = remembered(this.shared, constant, () => new Map<string, Timeline<Disposition>>());
    return remembered(ofKind, project ?? '', () =>
      this.feedsFund(project).map((feeds) => dispositionOf(constant, feeds)),
    );
  }

  /** Money attributed to a project in progress feeds the fund. */
  private feedsFund(project: string | null): Timeline<boolean> {
    const history = project === null ? undefined : this.facts.projects.get(project);
    if (project === null || history === undefined) return NEVER;
    return remembered(this.running, project, () =>
      new Timeline(false, history.inProgress).with(
        new Timeline(false, history.isAttributed),
        (runs, attributed) => runs && attributed,
      ),
    );
  }
}

function dispositionOf(kind: InterestClauseKind, feedsFund: boolean): Disposition {
  if (kind !== 'EMERGENCY_FUND') return kind;
  return feedsFund ? 'EMERGENCY_FUND' : 'GENERAL';
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function clauseTimeline(clauses: readonly Clause[]): Timeline<InterestClauseKind> {
  const inOrder = [...clauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return new Timeline<InterestClauseKind>(
    'EMERGENCY_FUND',
    inOrder.map(({ from, kind }) => ({ day: epochDay(from), value: kind })),
  );
}

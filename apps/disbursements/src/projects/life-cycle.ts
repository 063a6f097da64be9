import type { ProjectState } from '@abonde/contracts';
import type { Day } from '@abonde/calendar';
import { Violation } from '@abonde/violation';
import type { RuleSet } from '../rules/rule-set';

export type Move =
  | 'submit'
  | 'request-changes'
  | 'declare-complete'
  | 'appraise'
  | 'table'
  | 'approve'
  | 'adjourn'
  | 'reject'
  | 'approve-programme'
  | 'sign-agreement'
  | 'start'
  | 'suspend'
  | 'resume'
  | 'complete'
  | 'close'
  | 'cancel';

type Mover = 'city' | 'project-officer' | 'secretariat' | 'bureau-secretary';

interface MoveRule {
  from: readonly ProjectState[];
  /** `PREVIOUS`: the state the project was suspended from. */
  to: ProjectState | 'PREVIOUS';
  roles: readonly Mover[];
  needsReason: boolean;
}

/** From the Bureau's table a project leaves by a vote or by cancelling; everywhere else it may be suspended. */
const suspendable = [
  'SUBMITTED',
  'COMPLETE',
  'APPRAISED',
  'VOTED',
  'AGREEMENT_SIGNED',
  'IN_PROGRESS',
  'COMPLETED',
] as const;

export const moves = {
  submit: { from: ['DRAFT'], to: 'SUBMITTED', roles: ['city', 'project-officer'], needsReason: false },
  'request-changes': {
    from: ['SUBMITTED', 'COMPLETE', 'APPRAISED'],
    to: 'DRAFT',
    roles: ['secretariat', 'project-officer'],
    needsReason: true,
  },
  'declare-complete': { from: ['SUBMITTED'], to: 'COMPLETE', roles: ['secretariat'], needsReason: false },
  appraise: { from: ['COMPLETE'], to: 'APPRAISED', roles: ['secretariat'], needsReason: false },
  table: { from: ['APPRAISED'], to: 'TABLED', roles: ['secretariat', 'bureau-secretary'], needsReason: false },
  approve: { from: ['TABLED'], to: 'VOTED', roles: ['bureau-secretary'], needsReason: false },
  adjourn: { from: ['TABLED'], to: 'APPRAISED', roles: ['bureau-secretary'], needsReason: false },
  reject: { from: ['TABLED'], to: 'REJECTED', roles: ['bureau-secretary'], needsReason: false },
  'approve-programme': { from: [], to: 'AGREEMENT_SIGNED', roles: ['secretariat'], needsReason: false },
  'sign-agreement': { from: ['VOTED'], to: 'AGREEMENT_SIGNED', roles: ['secretariat'], needsReason: false },
  start: { from: ['AGREEMENT_SIGNED'], to: 'IN_PROGRESS', roles: ['secretariat'], needsReason: false },
  suspend: { from: suspendable, to: 'SUSPENDED', roles: ['secretariat'], needsReason: true },
  resume: { from: ['SUSPENDED'], to: 'PREVIOUS', roles: ['secretariat'], needsReason: false },
  complete: { from: ['IN_PROGRESS'], to: 'COMPLETED', roles: ['secretariat'], needsReason: false },
  close: { from: ['COMPLETED'], to: 'CLOSED', roles: ['secretariat'], needsReason: false },
  cancel: {
    from: ['DRAFT', ...suspendable, 'TABLED', 'SUSPENDED'],
    to: 'CANCELLED',
    roles: ['secretariat'],
    needsReason: true,
  },
} as const satisfies Record<Move, MoveRule>;

/** States whose money may still move to the city. */
export const payableStates: readonly ProjectState[] = ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'COMPLETED'];
/** Running projects may come back before the Bureau for a follow-up. */
export const followUpStates: readonly ProjectState[] = ['VOTED', 'AGREEMENT_SIGNED', 'IN_PROGRESS'];
export const endedStates: readonly ProjectState[] = ['CLOSED', 'CANCELLED', 'REJECTED'];

export interface Position {
  project: string;
  state: ProjectState;
  suspendedFrom: ProjectState | null;
  /** Day of the last step since the agreement was signed; the steps of implementation never go back in time. */
  lastImplementationDay: Day | null;
}

export interface OpenMove {
  move: Move;
  to: ProjectState;
  roles: string[];
  needsReason: boolean;
}

export interface Step {
  move: Move;
  effectiveDate: Day;
  reason: string | null;
}

/**
 * The position after a move.
 * @throws {Violation} ILLEGAL_MOVE saying the state and what is needed, REASON_MISSING, MOVE_BEFORE_PREVIOUS
 */
export function advance(position: Position, step: Step, rules: RuleSet): Position {
  const rule: MoveRule = moves[step.move];
  const from = startsOf(step.move, rules);
  if (!from.includes(position.state)) throw illegalMove(position, step.move, from);
  if (rule.needsReason && !step.reason?.trim()) throw reasonMissing(step.move);
  checkOrder(position, step);
  const to = rule.to === 'PREVIOUS' ? (position.suspendedFrom ?? 'IN_PROGRESS') : rule.to;
  const isImplementation = position.lastImplementationDay !== null || to === 'AGREEMENT_SIGNED';
  return {
    project: position.project,
    state: to,
    suspendedFrom: to === 'SUSPENDED' ? position.state : null,
    lastImplementationDay: isImplementation ? step.effectiveDate : null,
  };
}

/** Moves the state allows, whoever asks. */
export function possibleMoves(state: ProjectState, rules: RuleSet): Move[] {
  return (Object.keys(moves) as Move[]).filter((move) => startsOf(move, rules).includes(state));
}

/** Who may make each move the state allows, where it leads and whether it asks a reason. */
export function openMoves(
  { state, suspendedFrom }: Pick<Position, 'state' | 'suspendedFrom'>,
  rules: RuleSet,
): OpenMove[] {
  return possibleMoves(state, rules).map((move) => {
    const { to, roles, needsReason }: MoveRule = moves[move];
    return { move, to: to === 'PREVIOUS' ? (suspendedFrom ?? 'IN_PROGRESS') : to, roles: [...roles], needsReason };
  });
}

/** Moves of a dossier on its way to the Bureau: a programme has none of them. */
const dossierMoves: readonly Move[] = [
  'submit',
  'request-changes',
  'declare-complete',
  'appraise',
  'table',
  'sign-agreement',
];

/** Where no vote attributes the money, the appraised project goes to its agreement, and the prepared programme to its approval. */
function startsOf(move: Move, { attributedBy }: RuleSet): readonly ProjectState[] {
  if (attributedBy === 'PROGRAMME') {
    if (move === 'approve-programme') return ['DRAFT'];
    return dossierMoves.includes(move) ? [] : moves[move].from;
  }
  if (attributedBy === 'BUREAU') return moves[move].from;
  if (move === 'sign-agreement') return ['APPRAISED'];
  return move === 'table' ? [] : moves[move].from;
}

function checkOrder({ project, lastImplementationDay }: Position, { move, effectiveDate }: Step): void {
  if (lastImplementationDay === null || effectiveDate >= lastImplementationDay) return;
  throw new Violation({
    code: 'MOVE_BEFORE_PREVIOUS',
    status: 422,
    title: 'This step is dated before the previous one',
    detail: `${move} of ${project} on ${effectiveDate} comes before its last step, on ${lastImplementationDay}`,
    figures: { project, effectiveDate, previous: lastImplementationDay },
  });
}

function illegalMove({ project, state }: Position, move: Move, needed: readonly ProjectState[]): Violation {
  const how = needed.length === 0 ? 'its rule set knows no such step' : `${move} needs ${needed.join(' or ')}`;
  return new Violation({
    code: 'ILLEGAL_MOVE',
    status: 409,
    title: 'The project’s state does not allow this',
    detail: `${project} is ${state}; ${how}`,
    figures: { project, state, move, needed },
  });
}

function reasonMissing(move: Move): Violation {
  return new Violation({
    code: 'REASON_MISSING',
    status: 422,
    title: 'A reason is needed',
    detail: `${move} is recorded with its reason`,
    figures: { move },
  });
}

/** @throws {Violation} 409 PROJECT_ENDED: its closing settled what it may keep */
export function checkGoingOn({ code, state }: { code: string; state: ProjectState }): void {
  if (!endedStates.includes(state)) return;
  throw new Violation({
    code: 'PROJECT_ENDED',
    status: 409,
    title: 'The project has ended',
    detail: `${code} is ${state}: its closing settled what it may keep`,
    figures: { project: code, state },
  });
}

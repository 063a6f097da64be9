import type { Project } from './projects-api';

/** Columns of the board, in the order in which a project goes through them. */
export const stages = ['received', 'complete', 'tabled', 'voted', 'signed', 'running', 'closed'] as const;
export type Stage = (typeof stages)[number];
export type State = Project['state'];

const stageOfState: Record<Exclude<State, 'SUSPENDED'>, Stage> = {
  DRAFT: 'received',
  SUBMITTED: 'received',
  COMPLETE: 'complete',
  APPRAISED: 'complete',
  TABLED: 'tabled',
  VOTED: 'voted',
  AGREEMENT_SIGNED: 'signed',
  IN_PROGRESS: 'running',
  COMPLETED: 'running',
  CLOSED: 'closed',
  CANCELLED: 'closed',
  REJECTED: 'closed',
};

/** A suspended project stays where it was suspended from. */
export function stageOf({ state, suspendedFrom }: Pick<Project, 'state' | 'suspendedFrom'>): Stage {
  if (state !== 'SUSPENDED') return stageOfState[state];
  return suspendedFrom && suspendedFrom !== 'SUSPENDED' ? stageOfState[suspendedFrom] : 'running';
}

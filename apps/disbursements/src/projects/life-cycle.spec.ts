import { projectState } from '@abonde/contracts';
import { ruleSetOf } from '../rules/rule-set';
import { advance, type Move, moves, type Position, possibleMoves } from './life-cycle';

const cooperation = ruleSetOf('COOPERATION');
const start: Position = { project: 'P', state: 'DRAFT', suspendedFrom: null, lastImplementationDay: null };
const step = (move: Move, effectiveDate = '2024-01-01', reason: string | null = 'because') => ({
  move,
  effectiveDate,
  reason,
});

function live(path: Move[], rules = cooperation): Position {
  return path.reduce(
    (position, move, days) => advance(position, step(move, `2024-01-${String(days + 1).padStart(2, '0')}`), rules),
    start,
  );
}

const toVoted: Move[] = ['submit', 'declare-complete', 'appraise', 'table', 'approve'];

it('goes from draft to closed', () => {
  expect(live([...toVoted, 'sign-agreement', 'start', 'suspend', 'resume', 'complete', 'close']).state).toBe('CLOSED');
});

it('comes back to its appraisal when adjourned, and may be tabled again', () => {
  expect(live(['submit', 'declare-complete', 'appraise', 'table', 'adjourn', 'table', 'reject']).state).toBe(
    'REJECTED',
  );
});

it('resumes where it was suspended', () => {
  expect(live([...toVoted, 'suspend', 'resume']).state).toBe('VOTED');
});

it('goes from appraisal to signature where no vote attributes', () => {
  const governance = ruleSetOf('GOVERNANCE');
  expect(live(['submit', 'declare-complete', 'appraise', 'sign-agreement', 'start'], governance).state).toBe(
    'IN_PROGRESS',
  );
  expect(() => live(['submit', 'declare-complete', 'appraise', 'table'], governance)).toThrow(/knows no such step/);
});

it.each(projectState.options)('from %s allows exactly the moves that name it', (state) => {
  const allowed = possibleMoves(state, cooperation);
  for (const move of Object.keys(moves) as Move[]) {
    const attempt = () =>
      advance({ ...start, state, suspendedFrom: state === 'SUSPENDED' ? 'VOTED' : null }, step(move), cooperation);
    if (allowed.includes(move)) expect(attempt().state).toBeDefined();
    else
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'ILLEGAL_MOVE', status: 409, message: expect.stringContaining(state) }),
      );
  }
});

it('ends for good', () => {
  for (const state of ['CLOSED', 'CANCELLED', 'REJECTED'] as const)
    expect(possibleMoves(state, cooperation)).toEqual([]);
});

it('asks a reason to suspend and to cancel', () => {
  const running = live([...toVoted, 'sign-agreement', 'start']);
  for (const move of ['suspend', 'cancel'] as const) {
    expect(() => advance(running, step(move, '2024-02-01', ' '), cooperation)).toThrow(
      expect.objectContaining({ code: 'REASON_MISSING' }),
    );
  }
});

it('never goes back in time once the agreement is signed', () => {
  const running = live([...toVoted, 'sign-agreement', 'start']);
  expect(() => advance(running, step('complete', '2024-01-06'), cooperation)).toThrow(
    expect.objectContaining({ code: 'MOVE_BEFORE_PREVIOUS' }),
  );
  expect(advance(running, step('complete', '2024-01-07'), cooperation).state).toBe('COMPLETED');
});

import type fr from './words/fr.json';

export type Move = keyof (typeof fr)['move'];

const moves: Record<Move, true> = {
  submit: true,
  'request-changes': true,
  'declare-complete': true,
  appraise: true,
  table: true,
  approve: true,
  adjourn: true,
  reject: true,
  'approve-programme': true,
  'sign-agreement': true,
  start: true,
  suspend: true,
  resume: true,
  complete: true,
  close: true,
  cancel: true,
};

export function isMove(move: string): move is Move {
  return move in moves;
}

import type { Body } from '@abonde/testing';

/** Roles of the demonstration's clients; each is a person of its own. */
export type Who =
  | 'finance-officer'
  | 'finance-controller'
  | 'finance-controller-2'
  | 'project-officer'
  | 'project-officer-2'
  | 'secretariat'
  | 'committee-presidency'
  | 'presidency'
  | 'bureau-secretary'
  | 'city'
  | 'donor'
  | 'auditor'
  | 'administrator'
  | 'integration';

/** Somebody who gives commands through the public API. */
export interface Actor {
  /** The answer to an accepted command. @throws when it is refused */
  post(path: string, body?: unknown, key?: string): Promise<Body>;
  upload(path: string, name: string, content: string, fields?: Record<string, string>, key?: string): Promise<Body>;
}

/** Everybody who may act. */
export interface Actors {
  as(who: Who): Actor;
}

import type { Day } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** Units of the currency for one euro, as a decimal string, and who published them. */
export interface QuotedRate {
  rate: string;
  source: string;
}

interface Decider {
  id: string;
  roles: readonly string[];
}

/** 1.20 is 1.2. */
export function isSameRate(one: QuotedRate, other: QuotedRate): boolean {
  return one.source === other.source && Rational.parse(one.rate).compare(Rational.parse(other.rate)) === 0;
}

/** 422 `REASON_REQUIRED` */
export function reasonRequired(currency: string, day: Day, known: QuotedRate): Violation {
  return new Violation({
    code: 'REASON_REQUIRED',
    status: 422,
    title: 'A correction says why',
    detail: `The rate of ${currency} of ${day} is known: ${known.rate} (${known.source}). Say why it is wrong.`,
    figures: { field: 'reason', currency, day, ...known },
  });
}

/** 409 `CORRECTION_PENDING` */
export function correctionPending(currency: string, day: Day): Violation {
  return new Violation({
    code: 'CORRECTION_PENDING',
    status: 409,
    title: 'Another correction waits',
    detail: `A correction of the rate of ${currency} of ${day} is to be decided first.`,
    figures: { currency, day },
  });
}

/** A correction is decided once. @throws {Violation} 409 `ALREADY_DECIDED` */
export function refuseDecided(decision: string | undefined): void {
  if (decision === undefined) return;
  throw new Violation({
    code: 'ALREADY_DECIDED',
    status: 409,
    title: 'Already decided',
    detail: `This correction was decided before: ${decision}.`,
    figures: { decision },
  });
}

/** @throws {Violation} 403 `SAME_PERSON` for whoever asked for the correction */
export function refuseAsker(actor: Decider, asker: string): void {
  if (actor.id !== asker) return;
  throw new Violation({
    code: 'SAME_PERSON',
    status: 403,
    title: 'Another person must confirm',
    detail: 'Whoever asked for a correction of a rate does not confirm it.',
  });
}

/** @throws {Violation} 403 `NOT_YOURS` for whoever neither asked for the correction nor controls */
export function refuseStranger(actor: Decider, asker: string): void {
  if (actor.id === asker || actor.roles.includes('finance-controller')) return;
  throw new Violation({
    code: 'NOT_YOURS',
    status: 403,
    title: 'Not yours to withdraw',
    detail: 'Only a finance controller or whoever asked for it puts this correction aside.',
  });
}

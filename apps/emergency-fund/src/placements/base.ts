import type { Day } from '@abonde/calendar';
import { Violation } from '@abonde/violation';

/** A pool's money less what its other placements bear on, what the account itself holds, or a fixed sum. */
export const bases = ['POOL', 'ACCOUNT', 'DEPOSIT'] as const;
export type Base = (typeof bases)[number];

/** A placement and what it bears on, over its days. */
export interface Based {
  code: string;
  account: string;
  pool: string;
  openedOn: Day;
  /** Excluded; null while it has no end. */
  maturesOn: Day | null;
  bearsOn: Base;
}

/** What is asked for: on which account and pool, over which days, and what bears its interest. */
export interface WantedBase {
  account: string;
  pool: string;
  openedOn: Day;
  /** Excluded; null while it has no end. */
  maturesOn: Day | null;
  isDeposit: boolean;
  base: Base | undefined;
}

/**
 * What a new placement bears on. A pool's money earns once: the first current account of a pool bears on it, and one
 * that joins it on what the account itself holds. An account's money earns once as well.
 * @param others placements of the same pool or the same account
 * @throws {Violation} 409 POOL_BEARS_INTEREST_ALREADY, ACCOUNT_BEARS_INTEREST_ALREADY; 422 DEPOSIT_WITHOUT_PRINCIPAL, PRINCIPAL_OF_A_DEPOSIT
 */
export function baseOf(wanted: WantedBase, others: readonly Based[]): Base {
  if (wanted.isDeposit) return depositOf(wanted);
  const meanwhile = others.filter((other) => isMeanwhile(other, wanted) && other.bearsOn !== 'DEPOSIT');
  const onAccount = meanwhile.find(({ account }) => account === wanted.account);
  if (onAccount) throw alreadyBorne('ACCOUNT', wanted.account, onAccount);
  const onPool = meanwhile.find(({ pool, bearsOn }) => pool === wanted.pool && bearsOn === 'POOL');
  const base = wanted.base ?? (onPool ? 'ACCOUNT' : 'POOL');
  if (base === 'DEPOSIT') throw refused('DEPOSIT_WITHOUT_PRINCIPAL', 'A deposit has a principal.');
  if (base === 'POOL' && onPool) throw alreadyBorne('POOL', wanted.pool, onPool);
  return base;
}

function depositOf({ base }: WantedBase): Base {
  if (base === undefined || base === 'DEPOSIT') return 'DEPOSIT';
  throw refused('PRINCIPAL_OF_A_DEPOSIT', 'Only a deposit has a principal: leave it out, or leave bearsOn out.');
}

function isMeanwhile({ openedOn, maturesOn }: Based, wanted: WantedBase): boolean {
  return (
    (wanted.maturesOn === null || openedOn < wanted.maturesOn) && (maturesOn === null || wanted.openedOn < maturesOn)
  );
}

function refused(code: string, detail: string): Violation {
  return new Violation({
    code,
    status: 422,
    title: 'What bears the interest is unclear',
    detail,
    figures: { field: 'bearsOn' },
  });
}

function alreadyBorne(what: 'ACCOUNT' | 'POOL', code: string, { code: by, openedOn }: Based): Violation {
  const holder = what === 'ACCOUNT' ? `the account ${code}` : `the pool ${code}`;
  return new Violation({
    code: `${what}_BEARS_INTEREST_ALREADY`,
    status: 409,
    title: 'The same money would earn twice',
    detail: `The money of ${holder} bears interest through ${by} since ${openedOn}.`,
    figures: { placement: by, field: what === 'ACCOUNT' ? 'account' : 'bearsOn' },
  });
}

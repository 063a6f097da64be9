import { chargeOf, shareOut, type Accrued } from './accrual';
import type { ChargePolicy } from '../charges/charge-policy';
import type { Clause } from './dispositions';
import type { Line, Weighed } from './pool';
import { keyOf } from './pool';

/** A part of a credit, with what really becomes of it: a `THRESHOLD` line is split in two. */
export interface Distributed extends Accrued {
  /** The disposition under which it was earned. */
  clause: Line['disposition'];
}

/** What decides where parts of a credit go, beside the clauses under which they were earned. */
export interface Ruling {
  charges: readonly ChargePolicy[];
  clauses: ReadonlyMap<string, readonly Clause[]>;
  /** Cents of earlier credits under `THRESHOLD`, by agreement; added to. */
  cumulated: Map<string, bigint>;
}

/**
 * Shares what the bank credited over the *nombres* of its period. A negative amount is a charge, general unless
 * it was decided otherwise: it never comes out of the fund silently.
 * @param to last day of the credit's period
 */
export function distribute(amount: bigint, nombres: readonly Weighed[], to: string, ruling: Ruling): Distributed[] {
  if (amount < 0n) {
    const charge = chargeOf(amount, ruling.charges, to);
    return [{ ...charge, clause: charge.disposition }];
  }
  return shareOut(amount, nombres).flatMap((line) =>
    line.disposition === 'THRESHOLD' ? splitAtThreshold(line, to, ruling) : [{ ...line, clause: line.disposition }],
  );
}

function splitAtThreshold(line: Accrued, to: string, { clauses, cumulated }: Ruling): Distributed[] {
  const agreement = line.agreement!;
  const inForce = (clauses.get(agreement) ?? []).filter(({ kind, from }) => kind === 'THRESHOLD' && from <= to).at(-1);
  const before = cumulated.get(agreement) ?? 0n;
  cumulated.set(agreement, before + line.minor);
  const room = (inForce?.threshold ?? 0n) - before;
  const kept = room <= 0n ? 0n : room < line.minor ? room : line.minor;
  return [part(line, 'EMERGENCY_FUND', kept), part(line, 'RETURN_TO_DONOR', line.minor - kept)].filter(
    ({ minor }) => minor !== 0n,
  );
}

function part(line: Accrued, disposition: Line['disposition'], minor: bigint): Distributed {
  return { ...line, disposition, minor, clause: 'THRESHOLD', key: `${line.key}>${keyOf({ ...line, disposition })}` };
}

/** Lines whose money stays in the fund; all others go back to contributions. */
export function staysInFund({ disposition }: Line): boolean {
  return disposition === 'EMERGENCY_FUND' || disposition === 'OWN';
}

/** Lines whose income is owed to the donor. */
export function isOwedToDonor({ disposition }: Line): boolean {
  return disposition === 'RETURN_TO_DONOR' || disposition === 'OFFSET_AGAINST_NEXT_PAYMENT';
}

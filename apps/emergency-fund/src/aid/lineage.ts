export interface Origin {
  project: string | null;
  agreement: string | null;
  disposition: string | null;
}

/** What moved an account of the fund, in the order of the journal; cents, positive when it came in. */
export interface Entry {
  account: string;
  minor: bigint;
  /** Where it came from. */
  origin: Origin;
  /** The aid it was taken for, came back from, or was given to. */
  case: string | null;
}

/** A part of an aid, with where it came from. */
export interface Paid extends Origin {
  account: string;
  minor: bigint;
}

interface Lot {
  origin: Origin;
  minor: bigint;
}

/** Lots by account, or by case and account. */
class Lots {
  private readonly held = new Map<string, Lot[]>();

  of(key: string): Lot[] {
    const known = this.held.get(key) ?? [];
    this.held.set(key, known);
    return known;
  }
}

/**
 * Which entries paid for a case: first in, first out, exactly. What leaves for no case (interest handed on or restated)
 * takes the lots of its own origin first; what comes back from a case is its last lots, with their origins.
 */
export function lineageOf(entries: readonly Entry[], aidCase: string): Paid[] {
  const [free, spent] = [new Lots(), new Lots()];
  const accounts = new Set<string>();
  for (const { account, minor, origin, case: of } of entries) {
    accounts.add(account);
    const [held, used] = [free.of(account), spent.of(`${of ?? ''}/${account}`)];
    if (minor < 0n) {
      const taken = of === null ? takeOwn(held, origin, -minor) : take(held, -minor);
      if (of !== null) used.push(...taken);
    } else if (of !== null && isBlank(origin)) held.unshift(...takeLast(used, minor));
    else held.push({ origin, minor });
  }
  return [...accounts].flatMap((account) => summed(account, spent.of(`${aidCase}/${account}`)));
}

function take(held: Lot[], minor: bigint, wanted: (lot: Lot) => boolean = () => true): Lot[] {
  const taken: Lot[] = [];
  let left = minor;
  for (const lot of held) {
    if (left === 0n) break;
    if (lot.minor === 0n || !wanted(lot)) continue;
    const part = lot.minor < left ? lot.minor : left;
    lot.minor -= part;
    left -= part;
    taken.push({ origin: lot.origin, minor: part });
  }
  return taken;
}

function takeOwn(held: Lot[], origin: Origin, minor: bigint): Lot[] {
  const own = take(held, minor, (lot) => sameOrigin(lot.origin, origin));
  const left = own.reduce((rest, lot) => rest - lot.minor, minor);
  return left === 0n ? own : [...own, ...take(held, left)];
}

function takeLast(used: Lot[], minor: bigint): Lot[] {
  return take([...used].reverse(), minor).reverse();
}

function summed(account: string, lots: readonly Lot[]): Paid[] {
  const sums = new Map<string, Paid>();
  for (const { origin, minor } of lots) {
    const key = JSON.stringify([origin.project, origin.agreement, origin.disposition]);
    const known = sums.get(key) ?? { account, ...origin, minor: 0n };
    known.minor += minor;
    sums.set(key, known);
  }
  return [...sums.values()].filter(({ minor }) => minor !== 0n);
}

function sameOrigin(a: Origin, b: Origin): boolean {
  return a.project === b.project && a.agreement === b.agreement && a.disposition === b.disposition;
}

function isBlank(origin: Origin): boolean {
  return origin.project === null && origin.agreement === null && origin.disposition === null;
}

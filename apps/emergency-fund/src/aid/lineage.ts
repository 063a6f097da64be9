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
  /** The case it was taken for, came back from, or was given to. */
  case: string | null;
  /** The aids of that case it was taken for or came back from; where it is not known, any of them. */
  aids: readonly string[];
}

/** A part of an aid, with where it came from. */
export interface Paid extends Origin {
  account: string;
  minor: bigint;
}

interface Lot {
  origin: Origin;
  minor: bigint;
  /** The aid it was taken for. */
  aid?: string | undefined;
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
 * Which entries paid for a case: first in, first out, exactly. What leaves for no aid (interest handed on or restated, a
 * donation called back) takes the lots of its own origin first; what comes back is the last lots of the aids it comes back from, with their origins.
 */
export function lineageOf(entries: readonly Entry[], aidCase: string): Paid[] {
  const [free, spent] = [new Lots(), new Lots()];
  const accounts = new Set<string>();
  for (const { account, minor, origin, case: of, aids } of entries) {
    accounts.add(account);
    const [held, used] = [free.of(account), spent.of(`${of ?? ''}/${account}`)];
    if (minor < 0n) {
      const forAid = of !== null && isBlank(origin);
      const taken = forAid ? take(held, -minor) : takeOwn(held, origin, -minor);
      if (forAid) used.push(...taken.map((lot) => ({ ...lot, aid: aids[0] })));
    } else if (of !== null && isBlank(origin)) held.unshift(...takeBack(used, aids, minor));
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
  return takeFirst(held, minor, (lot) => sameOrigin(lot.origin, origin));
}

function takeBack(used: Lot[], aids: readonly string[], minor: bigint): Lot[] {
  return takeFirst([...used].reverse(), minor, ({ aid }) => aid !== undefined && aids.includes(aid)).reverse();
}

/** The lots wanted first, then whatever else there is. */
function takeFirst(lots: Lot[], minor: bigint, wanted: (lot: Lot) => boolean): Lot[] {
  const own = take(lots, minor, wanted);
  const left = own.reduce((rest, lot) => rest - lot.minor, minor);
  return left === 0n ? own : [...own, ...take(lots, left)];
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

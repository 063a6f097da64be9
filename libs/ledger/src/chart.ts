import type { Layer } from '@abonde/contracts';
import { InvalidTransaction, UnknownAccount } from './ledger-error';

export const dimensionNames = [
  'instrument',
  'donor',
  'agreement',
  'project',
  'placement',
  'case',
  'tranche',
  'disposition',
  'city',
] as const;
export type DimensionName = (typeof dimensionNames)[number];
/** What a posting is about, by code. */
export type Dimensions = Partial<Record<DimensionName, string>>;

export type Floor = 'NON_NEGATIVE' | 'NONE';

/** An account of the chart, or a family of them: `*` stands for one code (`fund:envelope:*`). */
export interface ChartEntry {
  account: string;
  layer: Layer;
  /** Number in the French chart (classes 1–8), or ours (class 9); null where the account has none. */
  pcg: string | null;
  normal: 'DEBIT' | 'CREDIT';
  /** `OWN`: given when the account opens, else that of its first posting. */
  currency: 'EUR' | 'OWN';
  /** `NON_NEGATIVE`: a decision may not bring it below zero on its normal side. */
  floor: Floor;
  requires?: DimensionName[];
  /** Never moved by a manual entry. */
  system?: boolean;
}
export type Chart = ChartEntry[];

const segment = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Accounts that only their own operation moves, whatever a chart says of them. */
const system = /^(bank|suspense|clearing|conversion|fund:transfer):|^fund:money$/;

/** Finds the entry an account belongs to; the most literal entry wins, so one account may differ from its family. */
export class ChartOfAccounts {
  private readonly known = new Map<string, ChartEntry>();
  private readonly families: { pattern: string[]; entry: ChartEntry }[];

  constructor(chart: Chart) {
    this.families = chart
      .map((entry) => ({ pattern: entry.account.split(':'), entry }))
      .sort((a, b) => wildcards(a.pattern) - wildcards(b.pattern));
  }

  /** Entries that are one account, not a family. */
  get named(): ChartEntry[] {
    return this.families.filter(({ pattern }) => wildcards(pattern) === 0).map(({ entry }) => entry);
  }

  /** @throws {UnknownAccount} when nothing of the chart matches */
  entryOf(account: string): ChartEntry {
    const known = this.known.get(account);
    if (known) return known;
    const path = account.split(':');
    const family = this.families.find(({ pattern }) => matches(pattern, path));
    if (!family) throw new UnknownAccount(account);
    this.known.set(account, family.entry);
    return family.entry;
  }

  isSystem(account: string): boolean {
    return system.test(account) || this.entryOf(account).system === true;
  }
}

function wildcards(pattern: readonly string[]): number {
  return pattern.filter((part) => part === '*').length;
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length !== path.length) return false;
  return pattern.every((part, at) => (part === '*' ? segment.test(path[at] ?? '') : part === path[at]));
}

/**
 * The regular expression of a pattern of accounts: `*` stands for one code in the middle, for one or more at the end
 * (`fund:allocation:*` covers `fund:allocation:P1:A1`).
 */
export function patternToRegex(pattern: string): string {
  const parts = pattern.split(':');
  if (!parts.every((part) => part === '*' || segment.test(part))) {
    throw new InvalidTransaction(`${pattern} is not a pattern of accounts.`, { pattern });
  }
  const last = parts.length - 1;
  const expressions = parts.map((part, at) =>
    part !== '*' ? part.replaceAll('.', '\\.') : at === last ? '.+' : '[^:]+',
  );
  return `^${expressions.join(':')}$`;
}

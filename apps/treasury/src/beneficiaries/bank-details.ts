/** How an account is written. A French RIB becomes its IBAN; other countries' RIBs stay what they are. */
export type AccountForm = 'IBAN' | 'RIB' | 'LOCAL';

/** Where money is sent. Either an IBAN, or a local account number with the bank's BIC. */
export interface BankDetails {
  kind: AccountForm;
  iban: string | null;
  /** RIB or local account number, where the country has no IBAN. */
  account: string | null;
  bic: string | null;
  /** Who holds the account, where it isn't the beneficiary itself: a town's account is often its treasurer's. */
  holder: string | null;
  address: Address;
  /** What the central bank of the country asks of transfers that come in. */
  regulatory: RegulatoryReporting | null;
}

export interface Address {
  /** Street and number, or whatever stands for them. */
  line: string | null;
  /** Number of the building, where it is known apart. */
  building: string | null;
  postCode: string | null;
  town: string;
  /** Province or region. */
  region: string | null;
}

export interface RegulatoryReporting {
  /** Code of the national nomenclature. */
  code: string | null;
  text: string | null;
}

/** Reads an address written on one line: `Place de l'Hôtel de Ville, 75004 Paris`. */
export function addressFromText(text: string): Address {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const last = parts.pop() ?? '';
  const [, postCode = null, town = last] = /^([A-Z]{0,3}-?\d[\dA-Z -]{2,9}) (\D.*)$/.exec(last) ?? [];
  return { line: parts.join(', ') || null, building: null, postCode, town, region: null };
}

export function accountNumber({ iban, account }: BankDetails): string {
  return iban ?? account ?? '';
}

/** Enough to recognise an account by, not enough to use it. */
export function maskedNumber(number: string): string {
  return number.length >= 12 ? `${number.slice(0, 4)}…${number.slice(-4)}` : `…${number.slice(-3)}`;
}

/** Whether both send money to the same place under the same name. */
export function sameDetails(one: BankDetails, other: BankDetails): boolean {
  const ordered = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, inner]) => [name, ordered(inner)])
          .sort()
      : (value ?? null);
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

const day = 86_400_000;
/** Days during which whoever approves is reminded that the details are new. */
const RECENT_DAYS = 30;

/** A change of bank details that is still recent on `today`: `RIB modifié il y a 3 jours`. Null where there is none. */
export function recentChange(changedOn: string | null, today: string): { on: string; daysAgo: number } | null {
  if (changedOn === null) return null;
  const daysAgo = Math.round((Date.parse(today) - Date.parse(changedOn)) / day);
  return daysAgo >= 0 && daysAgo <= RECENT_DAYS ? { on: changedOn, daysAgo } : null;
}

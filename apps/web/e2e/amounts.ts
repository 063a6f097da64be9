import { expect, type Page } from '@playwright/test';

export interface Money {
  amount: string;
  currency: string;
}
export interface Sum {
  value: Money;
  entries: string;
}
export interface Flow extends Sum {
  from: string;
  to: string;
}
export interface Overview {
  asOf: string;
  received: Sum & { expected: Money; expectedEntries: string };
  attributed: Sum;
  disbursed: Sum;
  emergencyFund: { available: Money; entries: string; accrued: Money; accruedEntries: string };
  flows: Flow[];
  nodes: { id: string; kind: string; label: string }[];
  months: { month: string; received: Sum; disbursed: Sum }[];
  countries: { country: string; attributed: Sum; disbursed: Sum }[];
}
interface LedgerPage {
  items: { eur: Money; amount: Money }[];
  total: { eur: Money; count: number };
  nextCursor: string | null;
}

/** Cents, of `1250.00` as the platform writes it. */
export function cents(amount: string): bigint {
  const [whole = '0', fraction = '00'] = amount.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(2, '0'));
  return amount.startsWith('-') ? -size : size;
}

/** Cents, of `1 250,00 €` or `€1,250.00` as the page writes it. */
export function centsOnPage(text: string): bigint {
  const size = BigInt(text.replace(/[^0-9]/g, ''));
  return /[-−]/.test(text) ? -size : size;
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

export async function getJson<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(path);
  expect(response.status(), path).toBe(200);
  return (await response.json()) as T;
}

/** What the page shows when nothing is chosen. */
export function overviewOf(page: Page): Promise<Overview> {
  return getJson<Overview>(page, '/api/reporting/overview?from=2000-01-01');
}

/** Adds up every entry behind a link, page by page, and checks the total that the platform gives with them. */
export async function sumOfEntries(page: Page, link: string): Promise<bigint> {
  const amounts: bigint[] = [];
  let cursor: string | null = null;
  do {
    const separator = link.includes('?') ? '&' : '?';
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const answer: LedgerPage = await getJson<LedgerPage>(page, `${link}${separator}limit=200${more}`);
    amounts.push(...answer.items.map(({ eur }) => cents(eur.amount)));
    cursor = answer.nextCursor;
    if (!cursor)
      expect({ sum: sum(amounts), count: amounts.length }).toEqual({
        sum: cents(answer.total.eur.amount),
        count: answer.total.count,
      });
  } while (cursor);
  return sum(amounts);
}

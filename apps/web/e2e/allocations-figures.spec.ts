import type { Page } from '@playwright/test';
import { getJson, type Money } from './amounts';
import { expect, test } from './fixtures';

test.use({ role: 'finance-controller' });
test.setTimeout(180_000);

interface Linked {
  value: Money;
  entries: string;
}
interface Agreement {
  code: string;
  figures: Record<string, Linked>;
}
interface Total {
  total: { eur: Money; foreign: { amount: Money }[] };
}

const AT_ONCE = 8;

/** What the entries behind a figure add up to, in the figure's own currency. */
async function sumBehind(page: Page, { value, entries }: Linked): Promise<string> {
  const { total } = await getJson<Total>(page, `${entries}&limit=1`);
  if (value.currency === 'EUR') return total.eur.amount;
  return total.foreign.find(({ amount }) => amount.currency === value.currency)?.amount.amount ?? '0.00';
}

test('every figure of every agreement is the sum of the entries it opens', async ({ page }) => {
  const { items } = await getJson<{ items: Agreement[] }>(page, '/api/contributions/agreements?limit=500');
  const figures = items.flatMap(({ code, figures: own }) =>
    Object.entries(own).map(([name, figure]) => ({ name: `${code} ${name}`, figure })),
  );
  expect(figures.length).toBeGreaterThan(200);
  const different: string[] = [];
  for (let at = 0; at < figures.length; at += AT_ONCE) {
    await Promise.all(
      figures.slice(at, at + AT_ONCE).map(async ({ name, figure }) => {
        const sum = await sumBehind(page, figure);
        if (sum !== figure.value.amount) different.push(`${name}: ${figure.value.amount}, entries ${sum}`);
      }),
    );
  }
  expect(different).toEqual([]);
});

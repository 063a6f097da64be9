import type { Page } from '@playwright/test';
import { cents, centsOnPage, getJson, type Money, sum, sumOfEntries } from './amounts';
import { expect, overflow, schemesOn, test, violations } from './fixtures';

test.use({ role: 'finance-controller' });

interface Cash {
  currency: string;
  opening: { value: Money; entries: string };
  months: { month: string; in: Money; out: Money; closing: Money }[];
}
interface Forecast {
  currencies: Cash[];
  items: { month: string | null; direction: 'IN' | 'OUT'; amount: Money }[];
}

const pages = {
  '/imputations': (page: Page) => page.getByTestId('proposal-BJ-ANCB-ECOLES'),
  '/imputations?vue=en-attente': (page: Page) => page.getByTestId('waiting'),
  '/imputations?vue=projets': (page: Page) => page.getByTestId('fundings'),
  '/imputations?vue=historique': (page: Page) => page.getByTestId('past'),
  '/previsions': (page: Page) => page.getByTestId('cash-table'),
  '/regularisations?onglet=ouverture': (page: Page) => page.getByTestId('acts-openings'),
};
type Address = keyof typeof pages;

async function openPage(page: Page, address: Address): Promise<void> {
  await page.goto(address);
  await expect(pages[address](page)).toBeVisible({ timeout: 30_000 });
}

for (const [size, width, height] of [
  ['desktop', 1440, 900],
  ['phone', 390, 844],
] as const) {
  for (const scheme of schemesOn(size)) {
    for (const address of Object.keys(pages) as Address[]) {
      test(`${address} on a ${size}, ${scheme}: no violation, nothing wider than the window`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await openPage(page, address);
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    }
  }
}

test('a proposal says why each agreement gives, and its lines open what is reserved', async ({ page }) => {
  await openPage(page, '/imputations');
  const proposal = page.getByTestId('proposal-BJ-ANCB-ECOLES');
  const line = proposal.getByTestId('allocation-line').first();
  await expect(line).toContainText(/[.;]/);
  const button = line.getByRole('button').first();
  const amount = centsOnPage(await button.innerText());
  await button.click();
  await expect(page.getByTestId('entries-total')).toBeVisible();
  expect(centsOnPage(await page.getByTestId('entries-total').innerText())).toBe(amount);
});

test('the forecast opens with the banks’ balance, and each month adds up from its list', async ({ page }) => {
  await openPage(page, '/previsions');
  const { currencies, items } = await getJson<Forecast>(page, '/api/reporting/cash-forecast');
  for (const { currency, opening, months } of currencies) {
    if (currency === 'EUR') expect(await sumOfEntries(page, opening.entries)).toBe(cents(opening.value.amount));
    let balance = cents(opening.value.amount);
    for (const month of months) {
      const of = (direction: 'IN' | 'OUT') =>
        sum(
          items
            .filter((item) => item.month === month.month && item.direction === direction)
            .filter(({ amount }) => amount.currency === currency)
            .map(({ amount }) => cents(amount.amount)),
        );
      expect([of('IN'), of('OUT')], month.month).toEqual([cents(month.in.amount), cents(month.out.amount)]);
      balance += of('IN') - of('OUT');
      expect(cents(month.closing.amount), month.month).toBe(balance);
    }
  }
  const cell = page.getByTestId('cash-table').locator('[data-testid^="cell-"]').first();
  const amount = centsOnPage(await cell.innerText());
  await cell.click();
  await expect(page.getByTestId('expected').first()).toBeVisible();
  expect(centsOnPage(await page.getByTestId('expected-total').innerText())).toBe(amount);
  const listed = await page.getByTestId('expected').locator('> .num').allInnerTexts();
  expect(sum(listed.map(centsOnPage))).toBe(amount);
});

test('the forecast’s list is a spreadsheet in the reader’s language', async ({ page }) => {
  await openPage(page, '/previsions');
  const link = await page.getByTestId('csv').getAttribute('href');
  const answer = await page.request.get(link ?? '');
  expect(answer.headers()['content-type']).toContain('text/csv');
  expect((await answer.text()).split('\r\n')[0]).toContain('Mois;Échéance;Sens');
});

test('in English nothing is left in French', async ({ page }) => {
  for (const [address, title] of [
    ['/imputations', 'Allocations'],
    ['/previsions', 'Cash forecast'],
    ['/regularisations?onglet=ouverture', 'Adjustments'],
  ] as const) {
    await openPage(page, address);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('main')).not.toContainText(/Montant|Imputation|Sorties|préparé/);
    await page.getByRole('button', { name: 'Français' }).click();
  }
});

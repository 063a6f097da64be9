import { cents, centsOnPage, getJson, type Money, sum, sumOfEntries } from './amounts';
import { arrive, expect, test } from './fixtures';

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

test('a proposal says why each agreement gives, and its lines open what is reserved', async ({ page }) => {
  await arrive(page, '/imputations', 'proposal-BJ-ANCB-ECOLES');
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
  await arrive(page, '/previsions', 'cash-table');
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
  await arrive(page, '/previsions', 'cash-table');
  const link = await page.getByTestId('csv').getAttribute('href');
  const answer = await page.request.get(link ?? '');
  expect(answer.headers()['content-type']).toContain('text/csv');
  expect((await answer.text()).split('\r\n')[0]).toContain('Mois;Échéance;Sens');
});

test('in English nothing is left in French', async ({ page }) => {
  for (const [address, shown, title] of [
    ['/imputations', 'proposal-BJ-ANCB-ECOLES', 'Allocations'],
    ['/previsions', 'cash-table', 'Cash forecast'],
    ['/regularisations?onglet=ouverture', 'acts-openings', 'Adjustments'],
  ] as const) {
    await arrive(page, address, shown);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('main')).not.toContainText(/Montant|Imputation|Sorties|préparé/);
    await page.getByRole('button', { name: 'Français' }).click();
  }
});

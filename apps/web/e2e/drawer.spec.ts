import { readFile } from 'node:fs/promises';
import { cents, centsOnPage, overviewOf, sum, sumOfEntries } from './amounts';
import { expect, open, test } from './fixtures';

test('the address of a proof can be shared', async ({ page, context }) => {
  await open(page, '/');
  await page.getByTestId('kpi-disbursed').getByRole('button').first().click();
  const total = await page.getByTestId('entries-total').innerText();
  await page.reload();
  await expect(page.getByTestId('entries-total')).toHaveText(total);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByTestId('entries-total')).toHaveText(total);
  await expect(other.getByRole('dialog')).toContainText('Décaissé aux villes');
  await other.getByRole('button', { name: 'Fermer' }).click();
  await expect(other.getByRole('dialog')).toBeHidden();
  expect(new URL(other.url()).search).toBe('');
});

test('going back closes the drawer', async ({ page }) => {
  await open(page, '/');
  await page.getByTestId('kpi-received').getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a node of several flows lists them, each of which opens its entries', async ({ page }) => {
  const { flows } = await overviewOf(page);
  const hub = 'instrument:COOPERATION';
  await open(page, '/');
  await page.locator(`[data-node="${hub}"]`).click();
  const incoming = flows.filter(({ to }) => to === hub).map(({ value }) => cents(value.amount));
  const listed = page.getByTestId('node-from').locator('tbody td:last-child');
  await expect(listed).toHaveCount(incoming.length);
  expect((await listed.allInnerTexts()).map(centsOnPage).sort()).toEqual(incoming.sort());
  for (const total of await page.getByTestId('node-total').all())
    expect(centsOnPage(await total.innerText())).toBe(sum(incoming));
  const first = await listed.first().innerText();
  await listed.first().getByRole('button').click();
  await expect(page.getByTestId('entries-total')).toHaveText(first.trim());
  await page.getByRole('button', { name: 'Retour à Fonds de coopération' }).click();
  await expect(page.getByTestId('node-from')).toBeVisible();
});

test('a ribbon opens the entries of its flow', async ({ page }) => {
  const { flows } = await overviewOf(page);
  await open(page, '/');
  const largest = flows.reduce((a, b) => (cents(b.value.amount) > cents(a.value.amount) ? b : a));
  const ribbons = page.locator('.ribbon');
  const sizes = await ribbons.evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect().height));
  const titles = await ribbons.locator('title').allTextContents();
  const index = titles.findIndex(
    (title) => centsOnPage(title.split(' : ').at(-1) ?? '') === cents(largest.value.amount),
  );
  expect(sizes[index]).toBeGreaterThan(2);
  await ribbons.nth(index).dispatchEvent('click');
  await expect(page.getByTestId('entries-total')).toBeVisible();
  expect(centsOnPage(await page.getByTestId('entries-total').innerText())).toBe(cents(largest.value.amount));
});

test('the exported file holds the same entries and the same total', async ({ page }) => {
  const { received } = await overviewOf(page);
  await open(page, '/');
  await page.getByTestId('kpi-received').getByRole('button').first().click();
  const shown = centsOnPage(await page.getByTestId('entries-total').innerText());
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter en CSV' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text.startsWith('\ufeffDate comptable;')).toBe(true);
  const rows = text.trim().split('\r\n').slice(1);
  const amounts = rows.map((row) => cents((row.split(';').at(-1) ?? '').replace(',', '.')));
  expect(sum(amounts)).toBe(shown);
  expect(sum(amounts)).toBe(await sumOfEntries(page, received.entries));
});

test('long lists are read on, page after page', async ({ page }) => {
  await open(page, '/');
  await page.goto('/?ecritures=book%3Dcontributions%26layer%3DFUND');
  const rows = page.getByTestId('entry');
  await expect(rows).toHaveCount(100);
  await page.getByRole('button', { name: /^Afficher la suite/ }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(100);
});

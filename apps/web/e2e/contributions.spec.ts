import { arrive, expect, test } from './fixtures';

test.use({ role: 'finance-officer' });

test('filters are in the address, and the file holds what is filtered', async ({ page }) => {
  await arrive(page, '/contributions', 'agreements');
  await page.getByLabel('Bailleur', { exact: true }).selectOption('SIAAP');
  await expect(page).toHaveURL(/bailleur=SIAAP/);
  const rows = page.getByTestId('agreements').locator('tbody tr');
  const codes = await rows.locator('a').allTextContents();
  expect(codes.length).toBeGreaterThan(1);
  const download = page.waitForEvent('download');
  await page.getByTestId('export').click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const [, ...lines] = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
  expect(lines.map((line) => line.split(';')[1])).toEqual(codes);
});

test('each figure of an agreement opens entries that add up to it', async ({ page }) => {
  await arrive(page, '/contributions/SIAAP-2020-SR', 'schedule');
  for (const figure of ['pledged', 'called', 'received', 'allocated', 'disbursed', 'justified', 'refunded', 'free']) {
    const button = page.getByTestId(`figure-${figure}`).getByRole('button');
    const amount = (await button.textContent()) ?? '';
    await button.click();
    await expect(page.getByTestId('entries-total')).toContainText(amount);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('entries-total')).toBeHidden();
  }
});

test('a figure of a donor’s position opens entries that add up to it', async ({ page }) => {
  await arrive(page, '/bailleurs/SIAAP', 'by-agreement');
  for (const name of ['position-received', 'position-disbursed', 'position-closing']) {
    const figure = page.getByTestId(name).getByRole('button');
    const amount = (await figure.textContent()) ?? '';
    await figure.click();
    await expect(page.getByTestId('entries-total')).toContainText(amount);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('entries-total')).toBeHidden();
  }
});

test('an agreement that is not there says so', async ({ page, troubles }) => {
  await page.goto('/contributions/NULLE-PART');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('schedule')).toBeHidden();
  // The browser notes the answer that was asked for.
  for (const trouble of troubles.splice(0)) expect(trouble).toContain('404');
});

test('in English nothing French is left on the pages', async ({ page }) => {
  await arrive(page, '/contributions/SIAAP-2020-SR', 'schedule');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Schedule' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByTestId('clauses')).toContainText('Eligible costs');
  await page.getByRole('button', { name: 'Français' }).click();
});

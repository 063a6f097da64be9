import { expect, open, test } from './fixtures';

test('the diagram is one Tab stop; arrows move, Enter opens, Escape comes back', async ({ page }) => {
  await open(page, '/');
  const stops = page.locator('.sankey-node[tabindex="0"]');
  await expect(stops).toHaveCount(1);
  await page.getByRole('radio', { name: 'Diagramme' }).focus();
  await page.keyboard.press('Tab');
  const first = page.locator('.sankey-node.source').first();
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.sankey-node.source').nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  const hub = page.locator('[data-node="instrument:COOPERATION"]');
  await expect(hub).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.sankey-node.use:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowLeft');
  await expect(hub).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Fonds de coopération');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(hub).toBeFocused();
});

test('the first Tab offers to skip to the content', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeFocused();
});

test('filters are kept in the address and can be reached on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/');
  await page.getByRole('button', { name: 'Période et instrument' }).click();
  await page.getByRole('combobox', { name: 'Période' }).selectOption('2024');
  await expect(page.getByTestId('as-of')).toContainText('Exercice 2024 · montants au 31 déc. 2024');
  await page.getByRole('combobox', { name: 'Instrument' }).selectOption('COOPERATION');
  await expect(page).toHaveURL(/periode=2024&instrument=COOPERATION/);
  await page.reload();
  await expect(page.getByTestId('as-of')).toContainText(
    'Exercice 2024 · Fonds de coopération · montants au 31 déc. 2024',
  );
});

import { expect, open, test } from './fixtures';
import en from '../src/i18n/locales/en.json';
import fr from '../src/i18n/locales/fr.json';

type Words = { [key: string]: string | Words };
const locales: Record<'fr' | 'en', Words> = { fr, en };

function leaves(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

/** Whole sentences of the French page that its English one says otherwise. */
function onlyFrench(): string[] {
  const english = new Map(leaves(locales.en));
  const known = new Set(english.values());
  return leaves(locales.fr)
    .filter(([key, text]) => english.get(key) !== text && !text.includes('{{') && !known.has(text) && text.length > 3)
    .map(([, text]) => text.replace(/<[^>]+>/g, ''));
}

test('both languages say the same things', () => {
  const keys = (language: 'fr' | 'en') =>
    leaves(locales[language]).map(([key]) => key.replace(/_(one|many|other)$/, ''));
  expect([...new Set(keys('en'))].sort()).toEqual([...new Set(keys('fr'))].sort());
});

for (const address of ['/', '/flux']) {
  test(`${address} in English has no French left, and stays English`, async ({ page }) => {
    await open(page, address);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(address === '/' ? 'Overview' : 'Live stream');
    const lines = (await page.locator('body').innerText()).split('\n').map((line) => line.trim());
    expect(lines.filter((line) => onlyFrench().includes(line))).toEqual([]);
    if (address === '/') await expect(page.getByTestId('kpi-received')).toContainText(/€[\d,]+\.\d{2}/);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(address === '/' ? 'Overview' : 'Live stream');
    await page.getByRole('button', { name: 'Français' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  });
}

test('the theme follows the system, can be changed, and is remembered', async ({ page }) => {
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'Thème clair' }).click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.reload();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('amounts have French typography', async ({ page }) => {
  await open(page, '/');
  const text = await page.getByTestId('kpi-received').getByRole('button').first().innerText();
  expect(text).toMatch(/^\d{1,3}(\u00a0\d{3})*,\d{2}\u00a0€$/);
});

import { cents, getJson, type Money, sumOfEntries } from './amounts';
import { arrive, expect, test } from './fixtures';

test.use({ role: 'bureau-secretary' });

test('the missions of the association are there whole', async ({ page }) => {
  await arrive(page, '/missions/BJ-2025-09', 'as-of');
  await expect(page.getByRole('heading', { level: 1, name: 'Cotonou, Lokossa' })).toBeVisible();
  for (const project of ['Cotonou – pôle numérique', 'Lokossa – électrification solaire', 'Bénin – écoles durables'])
    await expect(page.getByRole('link', { name: project })).toBeVisible();
});

interface Session {
  code: string;
  status: string;
  attributed: Money;
  attributedEntries: string | null;
  agenda: {
    project: string;
    attributed: Money | null;
    attributedEntries: string | null;
    attributedSoFar: Money;
    attributedSoFarEntries: string;
  }[];
}

interface SessionView extends Session {
  free: Money;
  freeEntries: string;
  envelopes: { agreement: string; free: Money; entries: string }[];
}

test('the figures of closed sessions open the entries that add up to them', async ({ page }) => {
  const path = '/api/disbursements/bureau-sessions';
  const { items } = await getJson<{ items: Session[] }>(page, `${path}?limit=500`);
  const closed = items.filter(({ status, attributed }) => status === 'CLOSED' && cents(attributed.amount) > 0n);
  expect(closed.length).toBeGreaterThan(2);
  for (const session of closed.slice(0, 3)) {
    const sums = [
      { name: session.code, value: session.attributed, entries: session.attributedEntries ?? '' },
      ...session.agenda.flatMap(({ project, attributed, attributedEntries, ...soFar }) => [
        { name: `${project} before`, value: soFar.attributedSoFar, entries: soFar.attributedSoFarEntries },
        ...(attributed && attributedEntries ? [{ name: project, value: attributed, entries: attributedEntries }] : []),
      ]),
    ];
    for (const { name, value, entries } of sums)
      expect(await sumOfEntries(page, entries), name).toBe(cents(value.amount));
  }
  const view = await getJson<SessionView>(page, `${path}/${closed[0]?.code}`);
  for (const { agreement, free, entries } of view.envelopes.slice(0, 5))
    expect(await sumOfEntries(page, entries), agreement).toBe(cents(free.amount));
  expect(await sumOfEntries(page, view.freeEntries)).toBe(cents(view.free.amount));
});

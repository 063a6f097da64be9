import {
  cents,
  centsOnPage,
  getJson,
  type Money,
  type Overview,
  overviewOf,
  type Sum,
  sum,
  sumOfEntries,
} from './amounts';
import { expect, open, test } from './fixtures';

/** What was decided of a project, of a programme, or by a session. */
interface Decided {
  engaged?: Money | null;
  engagedEntries?: string | null;
  attributed: Money | null;
  attributedEntries: string | null;
}

interface Tabled extends Decided {
  project: string;
  engagedSoFar: Money;
  engagedSoFarEntries: string;
  attributedSoFar: Money;
  attributedSoFarEntries: string;
}

const withCursor = (path: string, cursor: string) => `${path.replace(/&cursor=.*/, '')}&cursor=${cursor}`;

const keyFigures = {
  received: ({ received }: Overview) => received,
  attributed: ({ attributed }: Overview) => attributed,
  disbursed: ({ disbursed }: Overview) => disbursed,
  available: ({ emergencyFund: { available, entries } }: Overview) => ({ value: available, entries }),
};

for (const [name, figure] of Object.entries(keyFigures)) {
  test(`the figure “${name}” opens the entries that add up to it`, async ({ page }) => {
    await open(page, '/');
    const { value, entries } = figure(await overviewOf(page));
    const button = page.getByTestId(`kpi-${name}`).getByRole('button').first();
    expect(centsOnPage(await button.innerText())).toBe(cents(value.amount));
    await button.click();
    expect(centsOnPage(await page.getByTestId('entries-total').innerText())).toBe(cents(value.amount));
    expect(await sumOfEntries(page, entries)).toBe(cents(value.amount));
  });
}

test('what is called and what has accrued open their entries too', async ({ page }) => {
  await open(page, '/');
  const { received, emergencyFund } = await overviewOf(page);
  expect(await sumOfEntries(page, received.expectedEntries)).toBe(cents(received.expected.amount));
  expect(await sumOfEntries(page, emergencyFund.accruedEntries)).toBe(cents(emergencyFund.accrued.amount));
  await page.getByTestId('kpi-received').getByRole('button').nth(1).click();
  expect(centsOnPage(await page.getByTestId('entries-total').innerText())).toBe(cents(received.expected.amount));
});

test('a count of things to do leads to the list that it counts', async ({ page }) => {
  await open(page, '/');
  const link = page.getByTestId('todo-reportsToWrite').getByRole('link');
  const count = Number((await link.innerText()).match(/\d+/)?.[0]);
  expect(count).toBeGreaterThan(0);
  await link.click();
  await expect(page.getByTestId('reports').locator('tbody tr')).toHaveCount(count);
});

test('what enters an instrument leaves it or stays in it, to the cent', async ({ page }) => {
  const { flows, nodes } = await overviewOf(page);
  const hubs = nodes.filter(({ kind }) => kind === 'instrument').map(({ id }) => id);
  expect(hubs.length).toBeGreaterThan(0);
  for (const hub of hubs) {
    const [incoming, outgoing] = [flows.filter(({ to }) => to === hub), flows.filter(({ from }) => from === hub)];
    expect(sum(incoming.map(({ value }) => cents(value.amount))), hub).toBe(
      sum(outgoing.map(({ value }) => cents(value.amount))),
    );
  }
});

test('the entries of each flow, month and country add up to it', async ({ page }) => {
  const { flows, months, countries } = await overviewOf(page);
  const figures = [
    ...flows.map((flow) => ({ ...flow, name: `${flow.from} → ${flow.to}` })),
    ...months.flatMap(({ month, received, disbursed }) => [
      { ...received, name: `${month} received` },
      { ...disbursed, name: `${month} disbursed` },
    ]),
    ...countries.flatMap(({ country, attributed, disbursed }) => [
      { ...attributed, name: `${country} attributed` },
      { ...disbursed, name: `${country} disbursed` },
    ]),
  ];
  for (const { name, value, entries } of figures)
    expect(await sumOfEntries(page, entries), name).toBe(cents(value.amount));
});

test('the figures of every project, tranche, programme and session add up to their entries', async ({ page }) => {
  test.setTimeout(240_000);
  const all = async <Row>(path: string): Promise<Row[]> => {
    const { items, nextCursor } = await getJson<{ items: Row[]; nextCursor: string | null }>(page, path);
    return nextCursor ? [...items, ...(await all<Row>(withCursor(path, nextCursor)))] : items;
  };
  const check = async (name: string, value: Money | null, entries: string | null) => {
    if (value && entries) expect(await sumOfEntries(page, entries), name).toBe(cents(value.amount));
  };
  const [projects, programmes, sessions, tranches] = [
    await all<Decided & { code: string }>('/api/disbursements/projects?limit=100'),
    await all<Decided & { code: string }>('/api/disbursements/programmes?limit=100'),
    await all<Decided & { code: string; agenda: Tabled[] }>('/api/disbursements/bureau-sessions?limit=100'),
    await all<{ code: string; justified: Money; justifiedEntries: string }>('/api/disbursements/tranches?limit=100'),
  ];
  expect(projects.filter(({ engaged }) => engaged && cents(engaged.amount) > 0n).length).toBeGreaterThan(5);
  for (const { code } of projects) {
    const { figures } = await getJson<{ figures: Record<string, Sum> }>(page, `/api/disbursements/projects/${code}`);
    for (const [name, { value, entries }] of Object.entries(figures)) await check(`${code} ${name}`, value, entries);
  }
  for (const { code, ...decided } of [...projects, ...programmes, ...sessions]) await checkDecided(code, decided);
  for (const { code, agenda } of sessions)
    for (const item of agenda) {
      await checkDecided(`${item.project} at ${code}`, item);
      await check(`${item.project} before ${code}, engaged`, item.engagedSoFar, item.engagedSoFarEntries);
      await check(`${item.project} before ${code}, attributed`, item.attributedSoFar, item.attributedSoFarEntries);
    }
  for (const { code, justified, justifiedEntries } of tranches) await check(code, justified, justifiedEntries);

  async function checkDecided(name: string, { engaged, engagedEntries, attributed, attributedEntries }: Decided) {
    await check(`${name}, engaged`, engaged ?? null, engagedEntries ?? null);
    await check(`${name}, attributed`, attributed, attributedEntries);
  }
});

test('the diagram shows every flow of the platform, and its nodes the sums of theirs', async ({ page }) => {
  await open(page, '/');
  const { flows, nodes } = await overviewOf(page);
  await expect(page.locator('.ribbon')).toHaveCount(flows.length);
  for (const { id } of nodes) {
    const [incoming, outgoing] = [flows.filter(({ to }) => to === id), flows.filter(({ from }) => from === id)];
    const total = [incoming, outgoing]
      .map((some) => sum(some.map(({ value }) => cents(value.amount))))
      .reduce((a, b) => (a > b ? a : b));
    const title = await page.locator(`[data-node="${id}"] .sankey-label`).getAttribute('title');
    expect(centsOnPage(title?.split(' : ').at(-1) ?? ''), id).toBe(total);
  }
});

test('the table holds the same flows as the diagram', async ({ page }) => {
  await open(page, '/');
  const { flows } = await overviewOf(page);
  await page.getByText('Tableau', { exact: true }).click();
  const amounts = page.getByTestId('flow-table').locator('tbody td:last-child');
  await expect(amounts).toHaveCount(flows.length);
  expect((await amounts.allInnerTexts()).map(centsOnPage).sort()).toEqual(
    flows.map(({ value }) => cents(value.amount)).sort(),
  );
});

test('labels of the diagram neither touch nor leave it', async ({ page }) => {
  for (const width of [1440, 1024, 800]) {
    await page.setViewportSize({ width, height: 900 });
    await open(page, '/');
    const troubles = await page.locator('.sankey-label').evaluateAll((labels) => {
      const frame = document.querySelector('.sankey')?.getBoundingClientRect() ?? new DOMRect();
      const boxes = labels.map(
        (label) =>
          ({ text: label.textContent, ...label.getBoundingClientRect().toJSON() }) as DOMRect & { text: string },
      );
      const outside = boxes.filter(
        ({ left, right, top, bottom }) =>
          left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1,
      );
      const touching = boxes.filter((a, index) =>
        boxes.some(
          (b, other) =>
            other > index && a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1,
        ),
      );
      return [...outside, ...touching].map(({ text }) => text);
    });
    expect(troubles, `${width} px`).toEqual([]);
  }
});

import { Money } from '@abonde/money';
import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../../apps/treasury/src/app.module';
import { OTHER_ACCOUNTS, statementFile } from './accounts';
import type { Statement } from './bank';
import { unitsPerEuro } from './exchange';
import { MAIN_ACCOUNT } from './load/registers';
import { planScenario } from './plan';
import { readReference } from './reference';

const YEAR = '2025';
const plan = planScenario(readReference());
const accounts = [
  { account: MAIN_ACCOUNT, format: 'camt.053', statements: plan.statements },
  ...plan.otherStatements.filter(({ account }) =>
    [OTHER_ACCOUNTS.USD.code, OTHER_ACCOUNTS.XOF.code].includes(account.code),
  ),
].map((one) => ({ ...one, statements: one.statements.filter(({ month }) => month.startsWith(YEAR)) }));

interface Entry {
  id: string;
  amount: { amount: string; currency: string };
}

/** Treasury alone, without those who expect its money: every line is explained by a person. */
describe('a year of the scenario’s statements', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({
      service: 'treasury',
      module: AppModule,
      environment: { BUSINESS_DAY: plan.reference.business_day },
    });
    const rate = unitsPerEuro(plan.reference, 'USD', `${YEAR}-01-01`);
    await officer().post('/exchange-rates', { currency: 'USD', day: `${YEAR}-01-01`, rate, source: 'illustratif' });
    for (const { account, statements } of accounts) {
      const { code, iban, bic, currency } = account;
      const openingBalance = (statements[0] as Statement).opening.toJSON();
      const body = { code, name: code, iban, bic, currency, openingBalance, openingDate: `${YEAR}-01-01` };
      expect((await officer().post('/accounts', body)).status).toBe(201);
    }
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');

  async function importMonth(at: (typeof accounts)[number], statement: Statement): Promise<void> {
    const { name, type, content } = statementFile(at.account, at.format, statement, () => ({}));
    const form = new FormData();
    form.append('file', new Blob([content], { type }), name);
    const { status, body } = await officer().post('/statements', form);
    expect([status, body.statements]).toEqual([
      statement.entries.length > 0 ? 201 : expect.any(Number),
      [
        expect.objectContaining({
          account: at.account.code,
          format: at.format,
          new: statement.entries.length,
          opening: statement.opening.toJSON(),
          closing: statement.closing.toJSON(),
        }),
      ],
    ]);
  }

  async function explainAll(code: string): Promise<void> {
    const { items } = (await officer().get<{ items: Entry[] }>(`/entries?status=unmatched&limit=500&account=${code}`))
      .body;
    for (const { id, amount } of items) {
      const target = { kind: 'classification', id: 'OTHER', amount: Money.of(amount).abs().toJSON() };
      expect((await officer().post('/matches', { entryId: id, targets: [target] })).status).toBe(201);
    }
  }

  it('comes in three formats, is reconciled to 0.00 and closed, month after month', async () => {
    expect(accounts.map(({ format }) => format)).toEqual(['camt.053', 'MT940', 'CFONB 120']);
    for (let month = 0; month < 12; month += 1) {
      for (const one of accounts) {
        const statement = one.statements[month] as Statement;
        await importMonth(one, statement);
        await explainAll(one.account.code);
        const path = `/accounts/${one.account.code}/periods/${statement.month}/close`;
        expect((await service.http('finance-controller').post(path, {})).body).toMatchObject({
          month: statement.month,
          balance: statement.closing.toJSON(),
        });
      }
    }
    const { items } = (await service.http('auditor').get('/statements?limit=100')).body as {
      items: { state: string; difference: { amount: string } }[];
    };
    expect(items).toHaveLength(36);
    expect(items.every(({ state, difference }) => state === 'CLOSED' && Number(difference.amount) === 0)).toBe(true);
    const left = await service.sql<{ sum: string }>(
      `SELECT coalesce(sum(abs(p.eur)), 0)::text AS sum FROM (
         SELECT a.path, sum(p.eur) AS eur FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
          WHERE a.path LIKE 'suspense:%' GROUP BY a.path) AS p`,
    );
    expect(left).toEqual([{ sum: '0' }]);
  }, 180_000);
});

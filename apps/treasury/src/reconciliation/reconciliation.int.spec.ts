import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { bankEntry, eur, iban, openAccount, otherIban, startTreasury, upload } from '../treasury.fixture';

const controller = { roles: ['finance-controller' as const], sub: 'controller-1' };
const second = { roles: ['finance-controller' as const], sub: 'controller-2' };

describe('closing months', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTreasury();
  });
  afterEach(() => service.stop());

  const officer = () => service.http('finance-officer');
  const close = (account: string, month: string, who = controller) =>
    service.http(who).post(`/accounts/${account}/periods/${month}/close`);
  const explain = (entryId: string) =>
    officer().post('/matches', { entryId, targets: [{ kind: 'classification', id: 'CHARGE' }] });

  it('says what the bank, the books and nobody explains', async () => {
    const entryId = await bankEntry(service, { amount: '-25.00', bookingDate: '2026-02-10', counterparty: 'BNP' });
    const { body } = await officer().get('/accounts/BNP/reconciliation?asOf=2026-02-28');
    expect(body).toMatchObject({
      account: 'BNP',
      asOf: '2026-02-28',
      bankBalance: eur('975.00'),
      ledgerBalance: eur('975.00'),
      difference: eur('0.00'),
      unexplained: eur('25.00'),
      unmatched: [{ id: entryId, date: '2026-02-10', amount: eur('-25.00') }],
      lastStatement: { to: '2026-02-10', closing: eur('975.00') },
    });
    expect((await officer().get('/accounts/BNP/reconciliation?asOf=2026-01-31')).body).toMatchObject({
      bankBalance: eur('1000.00'),
      unexplained: eur('0.00'),
    });
    await explain(entryId);
    expect((await officer().get('/accounts/BNP/reconciliation')).body).toMatchObject({
      asOf: '2026-06-30',
      unexplained: eur('0.00'),
      unmatched: [],
    });
  });

  it('lists every entry that nothing explains, page by page on screen and whole in the file', async () => {
    const entries = Array.from({ length: 1_203 }, (_, at) => ({
      amount: '-1.00',
      bookingDate: '2026-02-10',
      counterparty: `LIGNE ${at}`,
    }));
    const period = { from: '2026-02-01', to: '2026-02-28' };
    const imported = await upload(service, [{ account: iban, opening: '1000.00', number: '1', period, entries }]);
    expect(imported.status).toBe(201);
    const { body } = await officer().get('/accounts/BNP/reconciliation?asOf=2026-02-28');
    expect(body.unmatchedTotal).toEqual({ count: 1_203, amount: eur('-1203.00') });
    const listed = new Set<string>(body.unmatched.map(({ id }: { id: string }) => id));
    expect(listed.size).toBe(500);
    for (let next = body.unmatchedNext as string | null; next;) {
      const path = next.replace('/api/treasury', '');
      const page = (await officer().get(`${path}&limit=500`)).body;
      for (const { id } of page.items) listed.add(id);
      next = page.nextCursor && path.replace(/cursor=[^&]*/, `cursor=${page.nextCursor}`);
    }
    expect(listed.size).toBe(1_203);
    const file = (await officer().get('/accounts/BNP/reconciliation?asOf=2026-02-28&format=csv')).body as string;
    expect(file.match(/Mouvements sans explication;10\/02\/2026;LIGNE \d+;-1,00;EUR/g)).toHaveLength(1_203);
    expect(file).toContain('Mouvements sans explication;28/02/2026;Total (1203);-1203,00;EUR');
    expect((await officer().get('/accounts/BNP/reconciliation?asOf=2026-01-31')).body).toMatchObject({
      ...{ unmatched: [], unmatchedNext: null, unmatchedTotal: { count: 0, amount: eur('0.00') } },
    });
  });

  it('locks a month once every account is closed, and two controllers reopen it', async () => {
    await openAccount(service, 'CIC', otherIban);
    const entryId = await bankEntry(service, { amount: '-25.00', bookingDate: '2026-02-10' });
    expect((await close('BNP', '2026-02')).body).toMatchObject({ code: 'UNEXPLAINED_ENTRIES', status: 409 });
    expect((await close('BNP', '2026-07')).body.code).toBe('PERIOD_NOT_OVER');
    expect((await close('BNP', '2026-13')).body.code).toBe('INVALID_MONTH');
    const { body: matched } = await explain(entryId);
    const credit = await bankEntry(service, { amount: '30.00', bookingDate: '2026-02-11' });
    const unknown = [{ kind: 'unapplied', id: 'UNKNOWN' }];
    const { body: receipt } = await officer().post('/matches', { entryId: credit, targets: unknown });
    await officer().post(`/matches/${receipt.id}/undo`, { reason: 'asked before the close' });
    expect((await close('BNP', '2026-02')).body).toMatchObject({ locked: false, balance: eur('1005.00') });
    expect((await close('BNP', '2026-02')).body.code).toBe('PERIOD_ALREADY_CLOSED');
    expect((await close('CIC', '2026-02')).body).toMatchObject({ locked: true });
    const told = await service.published('abonde.treasury.period-closed.v1');
    expect(told).toMatchObject([
      {
        subject: '2026-02',
        data: {
          month: '2026-02',
          accounts: [
            { account: 'BNP', balance: eur('1005.00') },
            { account: 'CIC', balance: eur('1000.00') },
          ],
        },
      },
    ]);

    expect((await officer().post(`/matches/${matched.id}/undo`, {})).body.code).toBe('PERIOD_CLOSED');
    const answer = { agreement: 'A', match: receipt.id as string, shortfall: null };
    const reversed = { key: 'A', transfer: randomUUID(), data: answer };
    await service.handled(await service.publish('abonde.contributions.receipt-reversed.v1', reversed));
    const [undone] = await service.sql(
      'SELECT accounting_date::text, value_date::text FROM ledger.transactions WHERE kind = $1',
      ['match-undone'],
    );
    expect(undone).toEqual({ accounting_date: '2026-03-01', value_date: '2026-02-11' });
    expect((await officer().get('/accounts/BNP/reconciliation?asOf=2026-02-28')).body.unexplained).toEqual(eur('0.00'));
    expect((await close('BNP', '2026-03')).body.code).toBe('UNEXPLAINED_ENTRIES');

    const reopen = (who: typeof controller) =>
      service.http(who).post('/periods/2026-02/reopen', { reason: 'late entry' });
    expect((await reopen(controller)).body.status).toBe('ASKED');
    expect((await reopen(controller)).status).toBe(403);
    expect((await reopen(second)).body.status).toBe('REOPENED');
    expect(await service.published('abonde.treasury.period-reopened.v1')).toHaveLength(1);
    expect((await close('CIC', '2026-02')).body).toMatchObject({ locked: false });
  });

  it('refuses to close over a transfer without counterpart', async () => {
    await openAccount(service, 'CIC', otherIban);
    const entryId = await bankEntry(service, { amount: '-25.00', bookingDate: '2026-02-10' });
    await officer().post('/matches', { entryId, targets: [{ kind: 'internal-transfer', id: 'CIC' }] });
    await close('BNP', '2026-02');
    expect((await close('CIC', '2026-02')).body).toMatchObject({ code: 'TRANSFERS_IN_BETWEEN', balance: eur('25.00') });
  });
});

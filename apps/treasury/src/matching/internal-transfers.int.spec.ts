import type { TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, bankEntry, dollars, eur, journal, openAccount, otherIban, startTreasury } from '../treasury.fixture';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const dollarAccount = { code: 'USD-1', number: dollars, currency: 'USD' };
const otherDollars = { code: 'USD-2', number: 'US-ACCOUNT-2', currency: 'USD' };

describe('money moved between own accounts', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
    await officer().post('/exchange-rates', { currency: 'USD', day: '2026-01-01', rate: '1.25' });
    await openAccount(service, 'CIC', otherIban, { openingBalance: eur('0.00') });
    await openAccount(service, 'USD-1', dollars, { currency: 'USD', openingBalance: usd('0.00') });
    const second = { iban: undefined, otherId: otherDollars.number, currency: 'USD', openingBalance: usd('0.00') };
    await openAccount(service, 'USD-2', '', second);
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const entry = (more: Partial<WrittenEntry>, account?: { code: string; number: string; currency?: string }) =>
    bankEntry(service, { amount: '1.00', bookingDate: '2026-02-03', ...more }, account);
  const match = (entryId: string, targets: unknown[]) => officer().post('/matches', { entryId, targets });

  it('moves money between own accounts, one leg at a time or both at once', async () => {
    const other = { code: 'CIC', number: otherIban };
    const [out, into] = [
      await entry({ amount: '-400.00' }),
      await entry({ amount: '400.00', bookingDate: '2026-02-04' }, other),
    ];
    const [first] = (await officer().get(`/entries/${out}/suggestions`)).body;
    expect(first.targets).toMatchObject([{ kind: 'internal-transfer', id: into }]);
    const { body } = await match(out, first.targets);
    expect(await journal(service, 'internal-transfer')).toEqual([
      ['suspense:BNP -40000 EUR -40000', 'internal-transfers:EUR 40000 EUR 40000'],
      ['suspense:CIC 40000 EUR 40000', 'internal-transfers:EUR -40000 EUR -40000'],
    ]);
    expect((await officer().get('/entries?status=unmatched')).body.items).toEqual([]);
    await officer().post(`/matches/${body.id}/undo`, {});
    expect((await officer().get('/entries?status=unmatched')).body.items).toHaveLength(2);
    await match(out, [{ kind: 'internal-transfer', id: 'CIC' }]);
    expect(await balance(service, 'internal-transfers:EUR')).toEqual(['40000', '40000']);
    await match(into, [{ kind: 'internal-transfer', id: 'BNP' }]);
    expect(await balance(service, 'internal-transfers:EUR')).toEqual(['0', '0']);
  });

  it('converts between currencies and sends the difference to contributions', async () => {
    const before = await balance(service, 'clearing:contributions');
    const [out, into] = [
      await entry({ amount: '-402.00', bookingDate: '2026-02-10' }),
      await entry({ amount: '500.00', bookingDate: '2026-02-10' }, dollarAccount),
    ];
    expect((await match(out, [{ kind: 'internal-transfer', id: 'USD-1' }])).body.code).toBe(
      'COUNTERPART_ENTRY_REQUIRED',
    );
    expect((await match(out, [{ kind: 'internal-transfer', id: into }])).status).toBe(201);
    for (const account of ['suspense:BNP', 'suspense:USD-1', 'internal-transfers:EUR', 'internal-transfers:USD'])
      expect(await balance(service, account)).toEqual(['0', '0']);
    expect(await service.published('abonde.treasury.charge-classified.v1')).toMatchObject([
      { data: { kind: 'EXCHANGE', eur: eur('2.00') }, transfer: expect.any(String) },
    ]);
    const after = await balance(service, 'clearing:contributions');
    expect(BigInt(after[1]) - BigInt(before[1])).toBe(200n);
  });

  it('carries the value a foreign account holds its money at into the other one, and the difference to contributions', async () => {
    // 500 USD are held at 0.80 EUR each; the rate of the day the money reaches the other account makes 0.78 of it.
    await officer().post('/exchange-rates', { currency: 'USD', day: '2026-03-01', rate: '1.282051282' });
    const [out, into] = [
      await entry({ amount: '-100.00', bookingDate: '2026-03-02' }, dollarAccount),
      await entry({ amount: '100.00', bookingDate: '2026-03-02' }, otherDollars),
    ];
    const { status, body } = await match(out, [{ kind: 'internal-transfer', id: into }]);
    expect([status, body.detail]).toEqual([201, undefined]);
    for (const account of ['suspense:USD-1', 'suspense:USD-2', 'internal-transfers:USD'])
      expect(await balance(service, account)).toEqual(['0', '0']);
    expect((await service.published('abonde.treasury.charge-classified.v1')).at(-1)).toMatchObject({
      data: { kind: 'EXCHANGE', eur: eur('2.00') },
    });
    await officer().post(`/matches/${body.id}/undo`, {});
    expect(await balance(service, 'internal-transfers:USD')).toEqual(['0', '0']);
  });
});

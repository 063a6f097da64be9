import type { TestService } from '@abonde/testing';
import { eur, journal, startTreasury } from '../treasury.fixture';

describe('opening accounts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTreasury();
  });
  afterAll(() => service.stop());

  it('posts the opening balance under a transfer', async () => {
    expect(await journal(service, 'bank-account-opened')).toEqual([
      ['bank:BNP 100000 EUR 100000', 'clearing:contributions -100000 EUR -100000'],
    ]);
    const [event] = await service.published('abonde.treasury.bank-account-opened.v1');
    expect(event).toMatchObject({
      subject: 'BNP',
      transfer: expect.any(String),
      valuedate: '2026-01-01',
      accountingdate: '2026-01-01',
      data: { openingEur: eur('1000.00') },
    });
  });

  it('refuses a wrong IBAN, a future day, another currency, the same code', async () => {
    const officer = service.http('finance-officer');
    const body = {
      code: 'X',
      name: 'X',
      iban: 'FR7630006000011234567890188',
      currency: 'EUR',
      openingDate: '2026-01-01',
      openingBalance: eur('0.00'),
    };
    expect((await officer.post('/accounts', body)).body.code).toBe('INVALID_IBAN');
    const good = { ...body, iban: undefined, otherId: '0001-2' };
    expect((await officer.post('/accounts', { ...good, openingDate: '2027-01-01' })).body.code).toBe(
      'EFFECTIVE_DATE_IN_FUTURE',
    );
    expect((await officer.post('/accounts', { ...good, currency: 'USD' })).body.code).toBe('WRONG_CURRENCY');
    expect((await officer.post('/accounts', { ...good, code: 'BNP' })).status).toBe(409);
    expect((await service.http('finance-controller').post('/accounts', good)).status).toBe(403);
    expect((await officer.post('/accounts', good)).body).toMatchObject({ code: 'X', balance: eur('0.00') });
  });
});

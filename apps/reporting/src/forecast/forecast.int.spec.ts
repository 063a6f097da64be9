import type { EventData } from '@abonde/contracts';
import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';
import { publishAll, smallPath } from '../entries/small-path.testing';

jest.setTimeout(60_000);

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

interface Item {
  reference: string;
  month: string | null;
  state: string;
  daysLate: number;
  amount: { amount: string };
}

describe('the cash forecast', () => {
  let service: TestService;
  const books = smallPath();

  const read = async (path: string) => (await service.http('finance-officer').get(path)).body;
  const items = async (): Promise<Item[]> => (await read('/cash-forecast')).items;

  async function schedule(
    agreement: string,
    instalments: EventData<'abonde.contributions.schedule-changed.v1'>['instalments'],
  ) {
    await service.publish('abonde.contributions.schedule-changed.v1', {
      key: agreement,
      data: {
        agreement,
        donor: 'SIAAP',
        instrument: 'COOPERATION',
        basis: 'ILLUSTRATIVE',
        amount: eur('500.00'),
        instalments,
      },
    });
  }

  async function tranche(
    step: 'planned' | 'requested' | 'approved' | 'paid',
    expectedOn: string | null,
    project = 'P',
  ) {
    await service.publish(`abonde.disbursements.tranche-${step}.v1`, {
      key: project,
      data: { project, tranche: `${project}-T1`, number: 1, amount: eur('80.00'), split: [], reason: null, expectedOn },
    });
  }

  const instalment = (
    number: number,
    changes: Partial<EventData<'abonde.contributions.schedule-changed.v1'>['instalments'][number]>,
  ) => ({
    instalment: crypto.randomUUID(),
    number,
    dueOn: '2026-09-30',
    state: 'EXPECTED' as const,
    condition: 'DATE',
    amount: eur('100.00'),
    outstanding: eur('100.00'),
    ...changes,
  });

  beforeAll(async () => {
    service = await startTestService({ service: 'reporting', module: AppModule });
    await service.setDay('2026-06-30');
    await publishAll(service, books);
    for (const [account, currency] of [
      ['MAIN', 'EUR'],
      ['USD-1', 'USD'],
    ] as const) {
      await service.publish('abonde.treasury.bank-account-opened.v1', {
        key: account,
        data: {
          account,
          name: account,
          currency,
          opening: { amount: '0.00', currency },
          openingEur: eur('0.00'),
          openingDate: '2026-01-01',
        },
      });
    }
    await schedule('SIAAP-1', [
      instalment(1, { state: 'SETTLED', outstanding: eur('0.00') }),
      instalment(2, { state: 'CALLED', dueOn: '2026-05-31', outstanding: eur('60.00') }),
      instalment(3, { condition: 'REPORT_ACCEPTED' }),
      instalment(4, { dueOn: '2028-01-01' }),
    ]);
    await schedule('BMGF-1', [instalment(1, { amount: usd('10.00'), outstanding: usd('10.00'), dueOn: '2026-07-01' })]);
    await tranche('planned', '2026-08-15');
    await service.eventually(async () => {
      const [row] = await service.sql<{ seals: number }>('SELECT count(*)::int AS seals FROM book_head');
      expect([row?.seals, (await items()).length]).toEqual([books.all().length, 5]);
    });
  });
  afterAll(() => service.stop());

  it('opens with what the banks hold, and each amount is the sum of its entries', async () => {
    const { asOf, months, currencies, committed } = await read('/cash-forecast');
    expect([asOf, months.length, months[0], months.at(-1)]).toEqual(['2026-06-30', 12, '2026-06', '2027-05']);
    expect(currencies.map(({ currency }: { currency: string }) => currency)).toEqual(['EUR', 'USD']);
    const [euros, dollars] = currencies;
    for (const held of [euros.opening, committed]) {
      const page = await read(held.entries.replace('/api/reporting', ''));
      expect(page.total.eur).toEqual(held.value);
    }
    expect(Number(euros.opening.value.amount)).toBeGreaterThan(0);
    expect(dollars.opening.value).toEqual(usd('0.00'));
  });

  it('lists what is behind each month: late, conditional, illustrative, beyond', async () => {
    const listed = (await items()).map((one) => [one.reference, one.month, one.state, one.daysLate, one.amount.amount]);
    expect(listed).toEqual([
      ['SIAAP-1', '2026-06', 'CALLED', 30, '60.00'],
      ['BMGF-1', '2026-07', 'EXPECTED', 0, '10.00'],
      ['P-T1', '2026-08', 'PLANNED', 0, '80.00'],
      ['SIAAP-1', '2026-09', 'EXPECTED', 0, '100.00'],
      ['SIAAP-1', null, 'EXPECTED', 0, '100.00'],
    ]);
    const { items: told, currencies } = await read('/cash-forecast');
    expect(told[3]).toMatchObject({ condition: 'REPORT_ACCEPTED', basis: 'ILLUSTRATIVE', direction: 'IN' });
    const [{ opening, months, lateIn, beyondIn }] = currencies;
    expect([lateIn, beyondIn]).toEqual([eur('60.00'), eur('100.00')]);
    const net = (Number(opening.value.amount) + 60 - 80 + 100).toFixed(2);
    expect(months.at(-1).closing).toEqual(eur(net));
  });

  it('gives the list as a spreadsheet of the language reads it', async () => {
    const french = await service.http('finance-officer').get('/cash-forecast.csv?currency=EUR');
    expect(french.headers.get('content-type')).toContain('text/csv');
    expect(french.body).toContain('2026-08;2026-08-15;Sortie;Tranche;P-T1;1;P;prévue;0;-80,00;EUR');
    expect(french.body).not.toContain('USD');
    const english = await service.http('finance-officer').get('/cash-forecast.csv?lang=en');
    expect(english.body).toContain('2026-07,2026-07-01,In,Instalment,BMGF-1,1,SIAAP,expected,0,10.00,USD');
    expect((await service.http('finance-officer').get('/cash-forecast?months=0')).status).toBe(400);
  });

  it('follows a tranche: due when its payment is asked for, gone once it is paid', async () => {
    await tranche('approved', '2026-08-15');
    await service.publish('abonde.disbursements.payment-requested.v1', {
      key: 'd2719b1c-6d34-4c55-9d6f-0c2a8a7f7e01',
      data: {
        paymentRequest: 'd2719b1c-6d34-4c55-9d6f-0c2a8a7f7e01',
        kind: 'TRANCHE',
        beneficiary: 'P',
        amount: eur('80.00'),
        dueOn: '2026-07-10',
        instrument: 'COOPERATION',
        project: 'P',
        tranche: 'P-T1',
        involved: [],
      },
    });
    await service.eventually(async () =>
      expect((await items()).find(({ reference }) => reference === 'P-T1')).toMatchObject({
        month: '2026-07',
        state: 'APPROVED',
      }),
    );
    await tranche('paid', null);
    await service.eventually(async () => expect(await items()).toHaveLength(4));
  });

  it('counts an aid until the bank has debited it, and no tranche of a project that has ended', async () => {
    const request = 'd2719b1c-6d34-4c55-9d6f-0c2a8a7f7e02';
    await service.publish('abonde.emergency-fund.payment-requested.v1', {
      key: request,
      data: {
        paymentRequest: request,
        kind: 'AID',
        beneficiary: 'B',
        amount: eur('50.00'),
        dueOn: '2026-06-29',
        instrument: 'EMERGENCY',
        case: 'CASE-1',
        involved: [],
      },
    });
    await tranche('requested', null, 'Q');
    await service.eventually(async () =>
      expect((await items()).map(({ reference }) => reference)).toEqual(expect.arrayContaining(['CASE-1', 'Q-T1'])),
    );
    await service.publish('abonde.treasury.payment-settled.v1', {
      key: request,
      data: {
        paymentRequest: request,
        kind: 'AID',
        order: request,
        entry: request,
        match: request,
        account: 'MAIN',
        eur: eur('50.00'),
        reason: null,
      },
    });
    await service.publish('abonde.disbursements.project-state-changed.v1', {
      key: 'Q',
      data: {
        project: 'Q',
        title: 'Q',
        city: 'C',
        country: 'KH',
        instrument: 'COOPERATION',
        theme: 'WATER_SANITATION',
        from: 'IN_PROGRESS',
        to: 'CANCELLED',
        effectiveDate: '2026-06-30',
        reason: null,
        actor: 'someone',
      },
    });
    await service.eventually(async () => expect(await items()).toHaveLength(4));
  });
});

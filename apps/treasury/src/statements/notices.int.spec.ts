import type { TestService } from '@abonde/testing';
import { balance, eur, openAccount, startTreasury, upload } from '../treasury.fixture';
import type { WrittenStatement } from './camt.fixture';

const number = 'NL91ABNA0417164300';

describe('what banks tell beside their statements', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
    await openAccount(service, 'NOTICES', number);
  });
  afterAll(() => service.stop());

  const six = Array.from({ length: 6 }, (_, at) => ({
    amount: `-${10 * (at + 1)}.00`,
    endToEndId: `TRANCHE-${at + 1}`,
    counterparty: `Ville ${at + 1}`,
  }));
  const batch = {
    bookingDate: '2026-01-12',
    amount: '-210.00',
    servicerReference: 'LOT-7',
    batch: { paymentInformationId: 'PMT-7' },
  };
  const day = { from: '2026-01-12', to: '2026-01-12' };
  const of = (entries: WrittenStatement['entries'], more: Partial<WrittenStatement> = {}): WrittenStatement => ({
    account: number,
    id: 'N',
    opening: '1000.00',
    period: day,
    entries,
    ...more,
  });

  it('details a batch already booked, from a notification, without booking it again', async () => {
    expect((await upload(service, [of([batch])])).status).toBe(201);
    const told = await upload(service, [of([{ ...batch, details: six }])], { kind: '054', version: '08' });
    expect([told.status, told.body.statements]).toEqual([
      201,
      [expect.objectContaining({ id: null, format: 'camt.054', entries: 1, new: 1, duplicates: 0, detailed: 1 })],
    ]);
    const [entry, ...more] = (await service.http('auditor').get('/entries?account=NOTICES')).body.items as {
      details: { amount: unknown; references: { endToEndId: string }; counterparty: string }[];
    }[];
    expect(more).toEqual([]);
    expect(
      entry?.details.map(({ amount, references, counterparty }) => [amount, references.endToEndId, counterparty]),
    ).toEqual(six.map(({ amount, endToEndId, counterparty }) => [eur(amount), endToEndId, counterparty]));
    expect((await upload(service, [of([{ ...batch, details: six }])], { kind: '054', version: '08' })).status).toBe(
      200,
    );
    expect((await upload(service, [of([batch])])).status).toBe(200);
    expect(await balance(service, 'bank:NOTICES')).toEqual(['79000', '79000']);
  });

  it('keeps reports of the day and pending entries apart until they are booked', async () => {
    const next = { from: '2026-01-13', to: '2026-01-13' };
    const pending = {
      bookingDate: '2026-01-13',
      amount: '75.00',
      servicerReference: 'R-9',
      status: 'PDNG',
      counterparty: 'LIEGE',
    };
    const report = await upload(
      service,
      [
        of([pending, { ...pending, status: 'BOOK', amount: '5.00', servicerReference: 'R-10' }], {
          period: next,
          opening: '790.00',
        }),
      ],
      { kind: '052', version: '08' },
    );
    expect(report.body.statements[0]).toMatchObject({ format: 'camt.052', new: 2 });
    expect(await balance(service, 'bank:NOTICES')).toEqual(['79000', '79000']);
    const open = async () => (await service.http('auditor').get('/notices?account=NOTICES&booked=false')).body.items;
    expect(await open()).toEqual([
      expect.objectContaining({ status: expect.any(String), entry: null, format: 'camt.052' }),
      expect.objectContaining({ entry: null }),
    ]);
    const booked = [
      { ...pending, status: 'BOOK', counterparty: undefined },
      { ...pending, status: 'PDNG', amount: '9.00' },
    ];
    expect((await upload(service, [of(booked, { id: 'N2', period: next, opening: '790.00' })])).status).toBe(201);
    const left = (await open()) as { amount: string }[];
    expect(left.map(({ amount }) => amount).sort()).toEqual(['5.00', '9.00']);
    expect((await service.http('city').get('/notices')).status).toBe(403);
    expect((await service.http('donor').get('/statements')).status).toBe(403);
  });

  it('waits for the statement where the notification comes first', async () => {
    const after = { from: '2026-01-14', to: '2026-01-14' };
    const late = { bookingDate: '2026-01-14', amount: '-30.00', servicerReference: 'LOT-8' };
    const details = [
      { amount: '-10.00', endToEndId: 'A' },
      { amount: '-20.00', endToEndId: 'B' },
    ];
    await upload(service, [of([{ ...late, details }], { period: after, opening: '865.00' })], { kind: '054' });
    const { body } = await upload(service, [of([late], { id: 'N3', period: after, opening: '865.00' })]);
    expect(body.statements[0]).toMatchObject({ new: 1, detailed: 1 });
  });
});

import { randomUUID } from 'node:crypto';
import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const riels = (amount: string) => ({ amount, currency: 'KHR' });
const justify = (who: string, tranche: string, lines: object[], more: object = {}) =>
  desk.call(who, 'POST', `/tranches/${tranche}/justifications`, { lines, ...more });
const line = (document: string, amount: object, more: object = {}) => ({
  ...{ budgetLine: 'Travaux', date: '2023-09-01', amount, document },
  ...more,
});

/** A tranche of 100,000 € that two agreements paid, two thirds and one third. */
async function paid(code: string, limit?: string): Promise<string> {
  await desk.running(code, '800000.00', { localCurrency: 'KHR' });
  for (const [agreement, variationLimit] of [
    ['SIAAP-1', undefined],
    ['AESN-1', limit],
  ] as const)
    await desk.tell('abonde.contributions.agreement-signed.v1', {
      key: `${agreement}-${code}`,
      data: signed(`${agreement}-${code}`, variationLimit),
    });
  await desk.allocate(code, [
    { agreement: `SIAAP-1-${code}`, amount: '200000.00' },
    { agreement: `AESN-1-${code}`, amount: '100000.00' },
  ]);
  const { tranche, paymentRequest } = await desk.approved(code, 1, '100000.00');
  await desk.bank('payment-settled', paymentRequest, '100000.00', '2023-06-20');
  return tranche;
}

function signed(agreement: string, variationLimit?: string) {
  return {
    ...{ agreement, version: 1, donor: agreement, donorName: agreement, instrument: 'COOPERATION' as const },
    ...{ amount: eur('500000.00'), signedOn: '2023-01-01', period: { from: '2023-01-01', to: '2025-12-31' } },
    ...{ earmark: { level: 'NONE' as const }, countsAs: 'FUND' as const, pool: 'EUR', interestClauses: [] },
    ...(variationLimit !== undefined && { variationLimit }),
  };
}

describe('in local currency', () => {
  let tranche: string;
  beforeAll(async () => {
    tranche = await paid('L1');
  });

  const convert = (who: string, body: object) =>
    desk.call(who, 'PUT', `/tranches/${tranche}/conversion`, {
      ...{ local: riels('440000000.00'), on: '2023-06-22', source: 'Avis de crédit n° 12' },
      ...body,
    });

  it('asks first what the city’s bank gave, once and rightly', async () => {
    const refused = await justify('city', tranche, [line('F-1', riels('4400000.00'))]);
    expect(refused).toMatchObject({ status: 422, body: { code: 'CONVERSION_MISSING', field: 'lines.0.rate' } });
    expect((await convert('city/PARIS', {})).status).toBe(403);
    for (const [body, code] of [
      [{ local: { amount: '1.00', currency: 'USD' } }, 'CONVERSION_CURRENCY'],
      [{ local: riels('0.00') }, 'CONVERSION_NOT_POSITIVE'],
      [{ on: '2023-06-19' }, 'CONVERSION_DATE'],
    ] as const)
      expect(await convert('city', body)).toMatchObject({ status: 422, body: { code } });
    expect(await convert('city', {})).toMatchObject({ status: 200, body: { conversion: { localPerEuro: '4400' } } });
  });

  it('takes the tranche’s euros at the rate they were converted, and posts what the exchange lost apart', async () => {
    const rate = { localPerEuro: '4840', source: 'InforEuro septembre 2023', date: '2023-09-01' };
    const { status, body } = await justify('project-officer', tranche, [
      line('F-1', riels('132000000.00')),
      line('F-2', riels('44000000.00'), { rate }),
    ]);
    expect({ status, ...body }).toMatchObject({
      ...{ status: 'ACCEPTED', amount: eur('40000.00'), cost: eur('39090.91'), exchangeDifference: eur('-909.09') },
      lines: [
        { number: 1, amount: riels('132000000.00'), cost: eur('30000.00'), used: eur('30000.00') },
        { number: 2, cost: eur('9090.91'), used: eur('10000.00'), rate },
      ],
    });
    expect(await desk.entries(tranche, 'justification-exchange')).toEqual([
      {
        'fund:to-justify:L1:SIAAP-1-L1': '606.06',
        'fund:advanced:L1:SIAAP-1-L1': '-606.06',
        'fund:to-justify:L1:AESN-1-L1': '303.03',
        'fund:advanced:L1:AESN-1-L1': '-303.03',
      },
    ]);
    const originals = await desk.service.sql(
      `SELECT p.original ->> 'rate' AS rate, sum((p.original -> 'amount' ->> 'amount')::numeric)::text AS local
         FROM ledger.postings p WHERE p.original IS NOT NULL AND p.eur > 0 GROUP BY 1 ORDER BY 1`,
    );
    expect(originals).toEqual([
      { rate: '4400', local: '132000000.00' },
      { rate: '4840', local: '44000000.00' },
    ]);
    expect(await desk.figures('L1')).toMatchObject({ justified: '40000.00', exchangeDifference: '-909.09' });
    expect(await desk.figures('L1')).toMatchObject(await desk.entriesOfFigures('L1'));
    for (const [figure, said, entries] of await desk.provenance('L1'))
      expect([figure, entries]).toEqual([figure, said]);
    const [told] = await desk.service.published('abonde.disbursements.expense-justified.v1');
    expect(told?.data).toMatchObject({ amount: eur('40000.00'), exchangeDifference: eur('-909.09') });
  });

  it('keeps the conversion once it was used, and ends at the last cent with the last riel', async () => {
    expect(await convert('project-officer', {})).toMatchObject({ status: 409, body: { code: 'CONVERSION_USED' } });
    expect((await justify('project-officer', tranche, [line('F-3', riels('264000000.01'))])).body).toMatchObject({
      amount: eur('60000.00'),
    });
    expect((await desk.figures('L1')).justified).toBe('100000.00');
    expect((await justify('project-officer', tranche, [line('F-4', riels('44000.00'))])).body).toMatchObject({
      code: 'JUSTIFIED_ABOVE_PAID',
      available: eur('0.00'),
    });
  });
});

describe('line by line', () => {
  let tranche: string;
  beforeAll(async () => {
    tranche = await paid('L2', '10');
  });

  it('rejects some with a reason, accepts the others, and takes the mended piece', async () => {
    const { body } = await justify('city', tranche, [line('F-1', eur('60000.00')), line('F-2', eur('2500.00'))]);
    const accept = (rejected: object[]) =>
      desk.call('project-officer', 'POST', `/justifications/${body.id}/accept`, { rejected });
    expect((await accept([{ line: 3, reason: 'x' }])).body).toMatchObject({
      code: 'UNKNOWN_LINE',
      field: 'rejected.0.line',
    });
    const all = [1, 2].map((number) => ({ line: number, reason: 'x' }));
    expect((await accept(all)).body).toMatchObject({ code: 'NOTHING_ACCEPTED' });
    expect((await accept([{ line: 2, reason: 'Illisible' }])).body).toMatchObject({
      ...{ status: 'ACCEPTED', amount: eur('60000.00') },
      lines: [{ rejected: null }, { rejected: 'Illisible' }],
    });
    const rejected = await desk.service.published('abonde.disbursements.expense-rejected.v1');
    expect(rejected.map(({ data }) => [data.amount, data.reason])).toEqual([[eur('2500.00'), 'Illisible']]);
    expect((await justify('city', tranche, [line('F-2', eur('2500.00'))])).status).toBe(201);
    expect((await justify('city', tranche, [line('F-2', eur('2500.00'))])).body).toMatchObject({
      code: 'DUPLICATE_EXPENSE',
      field: 'lines.0',
    });
  });

  it('names a file of the dossier, or the city’s own number', async () => {
    const unknown = line(randomUUID(), eur('1.00'));
    expect((await justify('city', tranche, [unknown])).body).toMatchObject({
      code: 'UNKNOWN_DOCUMENT',
      field: 'lines.0.document',
    });
    const form = new FormData();
    form.append('kind', 'JUSTIFICATION');
    form.append('file', new Blob(['%PDF-1.4\n%%EOF'], { type: 'application/pdf' }), 'facture-7.pdf');
    const { document } = await desk.as('city', 'POST', '/projects/L2/documents', form);
    const { body } = await justify('city', tranche, [line(document, eur('1.00'))]);
    expect(body.lines).toMatchObject([{ document, documentName: 'facture-7.pdf' }]);
  });

  it('is held against what a donor allows a line to vary: shown to whoever judges, refused without the donor’s consent', async () => {
    const studies = { budgetLine: 'Études' };
    await amend('L2', {
      budgetLines: [
        { label: 'Travaux', amount: eur('980000.00') },
        { label: 'Études', amount: eur('20000.00') },
      ],
    });
    const within = await justify('project-officer', tranche, [line('E-1', eur('22000.00'), studies)]);
    expect(within.body).toMatchObject({ status: 'ACCEPTED', variations: [] });
    const { body } = await justify('city', tranche, [line('E-2', eur('0.01'), studies)]);
    const beyond = {
      ...{ budgetLine: 'Études', agreement: 'AESN-1-L2', percent: '10', planned: eur('20000.00') },
      ...{ cost: eur('22000.01'), limit: eur('22000.00'), excess: eur('0.01') },
    };
    expect(body.variations).toEqual([beyond]);
    const accept = (more: object) => desk.call('project-officer', 'POST', `/justifications/${body.id}/accept`, more);
    expect(await accept({})).toMatchObject({
      status: 409,
      body: { code: 'BUDGET_LINE_VARIATION', variations: [beyond] },
    });
    expect((await desk.as('auditor', 'GET', `/tranches/${tranche}`)).justified).toEqual(eur('82000.00'));
    expect((await accept({ variationConsent: 'Courrier de l’AESN du 12/10/2023' })).body).toMatchObject({
      status: 'ACCEPTED',
      variationConsent: 'Courrier de l’AESN du 12/10/2023',
    });
  });
});

/** An amendment to the agreement that both parties have signed, put in force. */
async function amend(code: string, changes: Record<string, unknown>): Promise<void> {
  const path = `/projects/${code}/agreement`;
  const body = { reason: 'Études réduites', ...changes };
  const { amendments } = await desk.as('project-officer', 'POST', `${path}/amendments`, body);
  const { number } = amendments.at(-1);
  for (const [who, party] of [['city', 'CITY'] as const, ['secretariat', 'ASSOCIATION'] as const]) {
    const signature = { number, party, signatory: 'x', signedOn: '2023-06-30' };
    await desk.as(who, 'POST', `${path}/signatures`, signature);
  }
  await desk.as('secretariat', 'POST', `${path}/amendments/${number}/put-in-force`);
}

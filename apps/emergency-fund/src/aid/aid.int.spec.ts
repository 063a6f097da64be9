import type { TestService } from '@abonde/testing';
import { randomUUID } from 'node:crypto';
import { balances, journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const cyclone = {
  code: 'MG-TOAMASINA-2026',
  city: 'Toamasina',
  country: 'MG',
  kind: 'TROPICAL_CYCLONE',
  occurredOn: '2026-02-11',
  glide: null,
  needs: 'Abris, eau potable',
};
const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('an aid, from the crisis to its report', () => {
  let service: TestService;
  let others: Others;
  let proposal: string;

  const secretariat = () => service.http('secretariat');
  const committee = () => service.http('committee-presidency');
  const presidency = () => service.http({ roles: ['presidency'], acr: 'decide' });
  const decide = (id: string, body: object, headers?: Record<string, string>) =>
    presidency().post(`/proposals/${id}/decision`, body, headers);

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-02-20');
    await others.opening('60000.00', '2026-01-01');
  }, 60_000);

  afterAll(() => service?.stop());

  it('keeps a donation waiting until its case is open, then tracks it apart (30)', async () => {
    await others.donation(cyclone.code, '20000.00', '2026-02-12');
    expect((await presidency().get('/availability')).body.donations).toEqual([]);
    const opened = await committee().post('/cases', { ...cyclone, effectiveDate: '2026-02-12' });
    expect(opened).toMatchObject({
      status: 201,
      body: { code: cyclone.code, stage: 'OPENED', clock: { opened: { on: '2026-02-12' }, proposed: null } },
    });
    await service.eventually(async () => {
      const { body } = await presidency().get(`/availability?case=${cyclone.code}`);
      expect(body).toMatchObject({
        realised: eur('60000.00'),
        donations: [{ case: cyclone.code, amount: eur('20000.00') }],
        available: eur('80000.00'),
      });
    });
    expect((await presidency().get('/availability')).body.available).toMatchObject(eur('60000.00'));
    expect((await journal(service)).at(-1)).toMatchObject({
      kind: 'donation-received',
      valueDate: '2026-02-12',
      postings: [`fund:donations:${cyclone.code} -20000.00`, 'fund:transfer:contributions +20000.00'],
    });
  });

  it('lets only those who may, open and propose', async () => {
    expect((await service.http('finance-officer').post('/cases', cyclone)).status).toBe(403);
    expect(
      (
        await presidency().post(`/cases/${cyclone.code}/proposals`, {
          amount: eur('1.00'),
          purpose: '…',
          beneficiary: 'B',
        })
      ).status,
    ).toBe(403);
    expect((await committee().post('/cases', cyclone)).body.code).toBe('ALREADY_EXISTS');
    const presidencyOpens = await presidency().post('/cases', {
      city: 'Beyrouth',
      country: 'LB',
      kind: 'EXPLOSION',
      occurredOn: '2020-08-04',
      needs: '…',
    });
    expect(presidencyOpens).toMatchObject({ status: 201, body: { code: 'LB-BEYROUTH-2020' } });
  });

  it('takes the two signatures on one version; a new version voids them', async () => {
    const first = await secretariat().post(`/cases/${cyclone.code}/proposals`, {
      amount: eur('40000.00'),
      purpose: 'Eau potable',
      beneficiary: 'TOAMASINA',
      effectiveDate: '2026-02-13',
    });
    expect(first).toMatchObject({
      status: 201,
      body: { version: 1, state: 'SUBMITTED', missingSignatures: ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'] },
    });
    proposal = first.body.id;
    expect(await decide(proposal, { outcome: 'GRANTED' })).toMatchObject({
      status: 409,
      body: { code: 'SIGNATURES_MISSING', missing: ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'] },
    });
    expect((await secretariat().post(`/proposals/${proposal}/signatures`, { version: 1 })).status).toBe(201);
    expect((await secretariat().post(`/proposals/${proposal}/signatures`, { version: 1 })).body.code).toBe(
      'ALREADY_SIGNED',
    );
    expect((await service.http('presidency').post(`/proposals/${proposal}/signatures`, { version: 1 })).status).toBe(
      403,
    );

    const second = await committee().post(`/cases/${cyclone.code}/proposals`, {
      amount: eur('50000.00'),
      purpose: 'Eau potable et abris',
      beneficiary: 'TOAMASINA',
      effectiveDate: '2026-02-14',
    });
    expect(second.body).toMatchObject({
      id: proposal,
      version: 2,
      missingSignatures: ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'],
    });
    expect(await service.published('abonde.emergency-fund.signatures-voided.v1')).toMatchObject([
      { data: { proposal, version: 1 } },
    ]);
    expect((await committee().post(`/proposals/${proposal}/signatures`, { version: 1 })).body).toMatchObject({
      code: 'PROPOSAL_CHANGED',
      current: 2,
    });
    await committee().post(`/proposals/${proposal}/signatures`, { version: 2, effectiveDate: '2026-02-14' });
    expect(await decide(proposal, { outcome: 'GRANTED' })).toMatchObject({
      status: 409,
      body: { missing: ['SECRETARIAT'] },
    });
    expect(
      (await secretariat().post(`/proposals/${proposal}/signatures`, { version: 2, effectiveDate: '2026-02-15' })).body
        .missingSignatures,
    ).toEqual([]);
  });

  it('lets the Presidency alone decide, signed in again, and never a signer', async () => {
    expect(
      await service.http('presidency').post(`/proposals/${proposal}/decision`, { outcome: 'GRANTED' }),
    ).toMatchObject({ status: 403, body: { code: 'STEP_UP_REQUIRED' } });
    expect(
      (
        await service
          .http({ roles: ['secretariat'], acr: 'decide' })
          .post(`/proposals/${proposal}/decision`, { outcome: 'GRANTED' })
      ).status,
    ).toBe(403);
    const both = service.http({ roles: ['presidency', 'secretariat'], sub: 'test-secretariat', acr: 'decide' });
    expect((await both.post(`/proposals/${proposal}/decision`, { outcome: 'GRANTED' })).body.code).toBe('FORBIDDEN');
    expect((await decide(proposal, { outcome: 'REFUSED' })).body.code).toBe('REASON_MISSING');
    expect((await decide(proposal, { outcome: 'GRANTED', amount: eur('50000.01') })).body.code).toBe(
      'DECISION_ABOVE_PROPOSAL',
    );
    expect((await decide(proposal, { outcome: 'GRANTED', effectiveDate: '2026-02-21' })).body.code).toBe(
      'EFFECTIVE_DATE_IN_FUTURE',
    );
    expect((await decide(proposal, { outcome: 'GRANTED', effectiveDate: '2026-02-14' })).body.code).toBe(
      'DATE_OUT_OF_ORDER',
    );
  });

  it('reserves what is granted in the same instant, donations first (31), once however often it is clicked', async () => {
    const before = await lastPosition(service);
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two, other] = await Promise.all([
      decide(proposal, { outcome: 'GRANTED', effectiveDate: '2026-02-16' }, headers),
      decide(proposal, { outcome: 'GRANTED', effectiveDate: '2026-02-16' }, headers),
      decide(proposal, { outcome: 'GRANTED', effectiveDate: '2026-02-16' }),
    ]);
    const answers = [one, two, other].map(({ status, body }) => `${status} ${body.code ?? body.state}`).sort();
    expect([answers.filter((answer) => answer === '200 GRANTED').length, await lastPosition(service)]).toEqual([
      expect.any(Number),
      before + 1,
    ]);
    expect(answers.every((answer) => ['200 GRANTED', '409 ALREADY_DECIDED'].includes(answer))).toBe(true);
    expect(await journal(service, before)).toMatchObject([
      {
        kind: 'aid-decided',
        valueDate: '2026-02-16',
        postings: [
          'commitment-contra:MG-TOAMASINA-2026 +50000.00',
          'commitment:MG-TOAMASINA-2026 -50000.00',
          'fund:aid:MG-TOAMASINA-2026 -50000.00',
          'fund:donations:MG-TOAMASINA-2026 +20000.00',
          'fund:emergency +30000.00',
        ],
      },
    ]);
    expect((await decide(proposal, { outcome: 'GRANTED' })).body.code).toBe('ALREADY_DECIDED');
    const [request] = await service.published('abonde.emergency-fund.payment-requested.v1');
    expect(request!.data).toMatchObject({
      kind: 'AID',
      case: cyclone.code,
      amount: eur('50000.00'),
      beneficiary: 'TOAMASINA',
      dueOn: '2026-02-16',
      involved: ['test-committee-presidency', 'test-secretariat', 'test-presidency'],
    });
    expect(await service.published('abonde.emergency-fund.aid-decided.v1')).toMatchObject([
      {
        data: {
          outcome: 'GRANTED',
          sources: [
            { account: 'fund:donations:MG-TOAMASINA-2026', amount: eur('20000.00') },
            { account: 'fund:emergency', amount: eur('30000.00') },
          ],
        },
      },
    ]);
  });

  it('still tells what was raised for the case once it is granted', async () => {
    expect((await presidency().get(`/cases/${cyclone.code}`)).body).toMatchObject({
      raised: eur('20000.00'),
      donations: eur('0.00'),
    });
  });

  it('pays when the bank entry arrives (32) and shows the clock', async () => {
    const { body } = await service.http('auditor').get(`/proposals/${proposal}`);
    const { paymentRequest } = body.payments[0];
    const before = await lastPosition(service);
    await others.order('emitted', paymentRequest, '50000.00');
    await others.payment('settled', paymentRequest, '50000.00', '2026-02-19');
    expect(await journal(service, before)).toMatchObject([
      {
        kind: 'aid-paid',
        valueDate: '2026-02-19',
        postings: [
          'aid-expense:MG-TOAMASINA-2026 +50000.00',
          'clearing:treasury -50000.00',
          'commitment-contra:MG-TOAMASINA-2026 -50000.00',
          'commitment:MG-TOAMASINA-2026 +50000.00',
          'fund:aid:MG-TOAMASINA-2026 +50000.00',
          'fund:money -50000.00',
        ],
      },
    ]);
    const { body: aidCase } = await service.http('auditor').get(`/cases/${cyclone.code}`);
    expect(aidCase).toMatchObject({
      stage: 'PAID',
      reportDueOn: '2026-08-19',
      clock: {
        opened: { on: '2026-02-12' },
        proposed: { on: '2026-02-14' },
        signed: { on: '2026-02-15' },
        decided: { on: '2026-02-16' },
        paid: { on: '2026-02-19' },
      },
    });
    expect((await presidency().get('/availability')).body).toMatchObject({
      realised: eur('30000.00'),
      committed: eur('0.00'),
      paid: eur('50000.00'),
    });
    expect((await presidency().get('/availability?asOf=2026-02-15')).body).toMatchObject({
      realised: eur('60000.00'),
      paid: eur('0.00'),
    });
  });

  it('says which money paid', async () => {
    const { body } = await service.http('auditor').get(`/cases/${cyclone.code}/lineage`);
    expect(body.total).toEqual(eur('50000.00'));
    expect(body.lines).toEqual([
      {
        account: 'fund:emergency',
        project: null,
        agreement: 'AIMF-GENERAL',
        disposition: null,
        amount: eur('30000.00'),
      },
      {
        account: `fund:donations:${cyclone.code}`,
        project: null,
        agreement: 'APPEAL',
        disposition: null,
        amount: eur('20000.00'),
      },
    ]);
  });

  it('puts what the bank returns where it came from (33)', async () => {
    const { body } = await service.http('auditor').get(`/proposals/${proposal}`);
    const before = await lastPosition(service);
    await others.payment('returned', body.payments[0].paymentRequest, '50000.00', '2026-02-20');
    expect(await journal(service, before)).toMatchObject([
      {
        kind: 'aid-returned',
        valueDate: '2026-02-20',
        postings: [
          'aid-expense:MG-TOAMASINA-2026 -50000.00',
          'clearing:treasury +50000.00',
          'fund:donations:MG-TOAMASINA-2026 -20000.00',
          'fund:emergency -30000.00',
          'fund:money +50000.00',
        ],
      },
    ]);
    expect((await service.http('auditor').get(`/cases/${cyclone.code}/lineage`)).body.total).toEqual(eur('0.00'));
  });

  it('is paid again once mended: what came back is put aside again, and given up it stays where it is', async () => {
    const read = async () => (await service.http('auditor').get(`/proposals/${proposal}`)).body;
    const donations = `fund:donations:${cyclone.code}`;
    expect((await read()).failed).toMatchObject({
      state: 'RETURNED',
      committed: false,
      back: [
        { account: donations, amount: { ...eur('20000.00'), entries: expect.stringContaining('side=credit') } },
        { account: 'fund:emergency', amount: eur('30000.00') },
      ],
    });
    const before = await lastPosition(service);
    expect((await secretariat().post(`/cases/${cyclone.code}/close`, {})).body.code).toBe('CASE_NOT_SETTLED');
    expect((await committee().post(`/proposals/${proposal}/pay-again`, {})).status).toBe(403);
    const { status, body: again } = await secretariat().post(`/proposals/${proposal}/pay-again`, {
      beneficiary: 'TOAMASINA-2',
    });
    expect([status, again.failed, again.payments.at(-1).state]).toEqual([200, null, 'REQUESTED']);
    expect(await journal(service, before)).toMatchObject([
      {
        kind: 'aid-reserved-again',
        postings: [
          `commitment-contra:${cyclone.code} +50000.00`,
          `commitment:${cyclone.code} -50000.00`,
          `fund:aid:${cyclone.code} -50000.00`,
          `${donations} +20000.00`,
          'fund:emergency +30000.00',
        ],
      },
    ]);
    const asked = again.payments.at(-1).paymentRequest;
    await others.payment('settled', asked, '50000.00', '2026-02-20');
    expect((await service.http('auditor').get(`/cases/${cyclone.code}/lineage`)).body.total).toEqual(eur('50000.00'));
    await others.payment('returned', asked, '50000.00', '2026-02-20');
    const returned = await lastPosition(service);
    expect((await presidency().post(`/proposals/${proposal}/cancel`, { reason: 'Compte clos' })).body).toMatchObject({
      state: 'CANCELLED',
      failed: null,
    });
    expect(await journal(service, returned)).toEqual([]);
    expect((await secretariat().post(`/proposals/${proposal}/pay-again`, {})).body.code).toBe('PAYMENT_UNDER_WAY');
    expect(await balances(service)).not.toHaveProperty([`commitment:${cyclone.code}`]);
    expect(await balances(service)).toMatchObject({ 'fund:emergency': '-60000.00', [donations]: '-20000.00' });
  });

  it('gives up an aid that cannot be paid: its money is free again', async () => {
    const { body: made } = await secretariat().post(`/cases/${cyclone.code}/proposals`, {
      amount: eur('10000.00'),
      purpose: 'Abris',
      beneficiary: 'TOAMASINA',
    });
    expect([made.id === proposal, made.version]).toEqual([false, 1]);
    await secretariat().post(`/proposals/${made.id}/signatures`, { version: 1 });
    await committee().post(`/proposals/${made.id}/signatures`, { version: 1 });
    const { body: granted } = await decide(made.id, { outcome: 'GRANTED', amount: eur('9000.00') });
    expect(granted).toMatchObject({ state: 'GRANTED', decision: { amount: eur('9000.00') } });
    expect((await presidency().post(`/proposals/${made.id}/cancel`, { reason: '…' })).body.code).toBe(
      'PAYMENT_UNDER_WAY',
    );
    await others.order('rejected', granted.payments[0].paymentRequest, '9000.00');
    expect((await service.http('auditor').get(`/proposals/${made.id}`)).body.failed).toEqual({
      ...{ state: 'REJECTED', reason: 'AC01', committed: true },
      back: [{ account: `fund:donations:${cyclone.code}`, amount: eur('9000.00') }],
    });
    const { body: again } = await secretariat().post(`/proposals/${made.id}/pay-again`, { beneficiary: 'TOAMASINA-2' });
    expect(again.payments.map(({ state }: { state: string }) => state)).toEqual(['REJECTED', 'REQUESTED']);
    await others.order('cancelled', again.payments[1].paymentRequest, '9000.00');
    expect((await secretariat().post(`/cases/${cyclone.code}/close`, {})).body.code).toBe('CASE_NOT_SETTLED');
    expect((await presidency().post(`/proposals/${made.id}/cancel`, { reason: 'La ville renonce' })).body.state).toBe(
      'CANCELLED',
    );
    expect(await balances(service)).toMatchObject({
      'fund:emergency': '-60000.00',
      [`fund:donations:${cyclone.code}`]: '-20000.00',
    });
  });

  it('reports, closes, and lists what was done', async () => {
    // Nothing is left paid: there is no use to report on, and nothing to wait for.
    const form = new FormData();
    form.append('kind', 'REPORT');
    form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'compte-rendu.pdf');
    const { body: added } = await secretariat().post(`/cases/${cyclone.code}/documents`, form);
    expect((await secretariat().post(`/cases/${cyclone.code}/report`, { document: added.document })).body.code).toBe(
      'NOTHING_TO_REPORT',
    );
    expect((await secretariat().post(`/cases/${cyclone.code}/close`, {})).body.stage).toBe('CLOSED');
    expect(
      (
        await secretariat().post(`/cases/${cyclone.code}/proposals`, {
          amount: eur('1.00'),
          purpose: '…',
          beneficiary: 'B',
        })
      ).body.code,
    ).toBe('CASE_CLOSED');
    const page = (await service.http('auditor').get('/cases?limit=1')).body;
    expect([page.items.length, page.nextCursor]).toEqual([1, expect.any(String)]);
    const rest = (await service.http('auditor').get(`/cases?limit=1&cursor=${page.nextCursor}`)).body;
    expect(rest.items[0].code).not.toBe(page.items[0].code);
    expect((await service.http('city').get('/cases')).status).toBe(403);
  });

  it('keeps every transaction sound', async () => {
    expect(await unsound(service)).toEqual([]);
  });
});

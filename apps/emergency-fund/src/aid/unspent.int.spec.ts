import { randomUUID } from 'node:crypto';
import type { Body, TestService } from '@abonde/testing';
import { journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** A case with an aid that was paid (1,000 of donations, 500 of the fund) and another one, of the fund alone. */
describe('unspent aid that comes back', () => {
  let service: TestService;
  let others: Others;

  beforeAll(async () => {
    service = await startEmergencyFund();
    await service.setDay('2026-02-20');
    others = new Others(service);
    await others.opening('60000.00', '2026-01-01');
  }, 60_000);
  afterAll(() => service?.stop());

  const secretariat = () => service.http('secretariat');
  const presidency = () => service.http({ roles: ['presidency'], acr: 'decide' });

  async function granted(code: string, amount: string): Promise<Body> {
    const wanted = { amount: eur(amount), purpose: 'Abris', beneficiary: 'B', sign: true };
    const { body } = await service.http('committee-presidency').post(`/cases/${code}/proposals`, wanted);
    await secretariat().post(`/proposals/${body.id}/signatures`, { version: 1 });
    const answer = await presidency().post(`/proposals/${body.id}/decision`, { outcome: 'GRANTED' });
    expect(answer.body.state).toBe('GRANTED');
    return answer.body;
  }

  async function withTwoAids(code: string): Promise<{ paid: Body; other: Body }> {
    const disaster = { code, city: code, country: 'MG', kind: 'FLOOD', occurredOn: '2026-02-11', needs: 'Abris' };
    expect((await service.http('committee-presidency').post('/cases', disaster)).status).toBe(201);
    await others.donation(code, '1000.00', '2026-02-12');
    const paid = await granted(code, '1500.00');
    await others.payment('settled', paid.payments[0].paymentRequest, '1500.00', '2026-02-20');
    return { paid, other: await granted(code, '3000.00') };
  }

  async function reported(code: string, spent: string): Promise<string> {
    const form = new FormData();
    form.append('kind', 'REPORT');
    form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'compte-rendu.pdf');
    const { body } = await secretariat().post(`/cases/${code}/documents`, form);
    const report = { document: body.document, spent: eur(spent) };
    expect((await secretariat().post(`/cases/${code}/report`, report)).body.stage).toBe('REPORTED');
    const expected = await service.published('abonde.emergency-fund.recovery-expected.v1');
    return expected.at(-1)!.data.recovery;
  }

  async function comesBack(recovery: string, amount: string): Promise<Record<string, string>> {
    const before = await lastPosition(service);
    await others.tell('abonde.treasury.recovery-received.v1', {
      key: recovery,
      data: { recovery, entry: randomUUID(), match: randomUUID(), eur: eur(amount) },
      valueDate: '2026-02-20',
      transfer: randomUUID(),
    });
    const [written] = await journal(service, before);
    const lines = (written?.postings ?? []).map((line) => line.split(' ') as [string, string]);
    return Object.fromEntries(lines.filter(([account]) => /^fund:(emergency|donations)/.test(account)));
  }

  const unpaid: [string, (request: string, proposal: string) => Promise<unknown>][] = [
    ['still to be paid', async () => undefined],
    ['whose payment was rejected', (request) => others.order('rejected', request, '3000.00')],
    [
      'given up',
      async (request, proposal) => {
        await others.order('cancelled', request, '3000.00');
        await presidency().post(`/proposals/${proposal}/cancel`, { reason: 'La ville renonce' });
      },
    ],
    [
      'that the bank returned',
      async (request) => {
        await others.payment('settled', request, '3000.00', '2026-02-20');
        await others.payment('returned', request, '3000.00', '2026-02-20');
      },
    ],
  ];

  it.each(unpaid)('goes to the sources of what was paid, none to those of an aid %s', async (how, become) => {
    const code = `CASE-${unpaid.findIndex(([one]) => one === how)}`;
    const { other } = await withTwoAids(code);
    await become(other.payments[0].paymentRequest, other.id);
    const back = await comesBack(await reported(code, '1200.00'), '300.00');
    expect(back).toEqual({ [`fund:donations:${code}`]: '-200.00', 'fund:emergency': '-100.00' });
  });

  it('is shared over all that was paid, and in parts gives no source more than it gave', async () => {
    const { other } = await withTwoAids('CASE-BOTH');
    await others.payment('settled', other.payments[0].paymentRequest, '3000.00', '2026-02-20');
    const recovery = await reported('CASE-BOTH', '0.00');
    const parts = [];
    for (let part = 0; part < 3; part += 1) parts.push(await comesBack(recovery, '1500.00'));
    expect(parts).toEqual([
      { 'fund:donations:CASE-BOTH': '-333.33', 'fund:emergency': '-1166.67' },
      { 'fund:donations:CASE-BOTH': '-333.34', 'fund:emergency': '-1166.66' },
      { 'fund:donations:CASE-BOTH': '-333.33', 'fund:emergency': '-1166.67' },
    ]);
  });

  it('is the fund’s where the bank has returned all that was paid', async () => {
    const { paid } = await withTwoAids('CASE-NONE');
    const recovery = await reported('CASE-NONE', '1200.00');
    await others.payment('returned', paid.payments[0].paymentRequest, '1500.00', '2026-02-20');
    expect(await comesBack(recovery, '300.00')).toEqual({ 'fund:emergency': '-300.00' });
  });

  it('leaves every transaction sound', async () => {
    expect(await unsound(service)).toEqual([]);
  });
});

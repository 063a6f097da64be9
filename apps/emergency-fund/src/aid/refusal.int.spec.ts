import type { TestService } from '@abonde/testing';
import { lastPosition, startEmergencyFund } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const CASE = 'MG-TAMATAVE-2026';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('an aid refused after its signatures', () => {
  let service: TestService;
  const wanted = { amount: eur('1000.00'), purpose: 'Abris', beneficiary: 'B', effectiveDate: '2026-02-13' };
  const propose = async (): Promise<{ id: string; version: number; missingSignatures: string[] }> =>
    (await service.http('committee-presidency').post(`/cases/${CASE}/proposals`, wanted)).body;
  const sign = async (id: string, version: number): Promise<void> => {
    for (const who of ['committee-presidency', 'secretariat'] as const) {
      const signature = { version, effectiveDate: '2026-02-14' };
      expect((await service.http(who).post(`/proposals/${id}/signatures`, signature)).status).toBe(201);
    }
  };
  const decide = (id: string, outcome: string) =>
    service
      .http({ roles: ['presidency'], acr: 'decide' })
      .post(`/proposals/${id}/decision`, { outcome, reason: 'Dossier à revoir', effectiveDate: '2026-02-15' });

  beforeAll(async () => {
    service = await startEmergencyFund();
    await service.setDay('2026-02-20');
    await new Others(service).opening('60000.00', '2026-01-01');
    await service.http('committee-presidency').post('/cases', {
      code: CASE,
      city: 'Tamatave',
      country: 'MG',
      kind: 'FLOOD',
      occurredOn: '2026-02-11',
      needs: 'Abris',
      effectiveDate: '2026-02-12',
    });
  }, 60_000);
  afterAll(() => service?.stop());

  it('has reserved nothing, asks nothing to be paid, and leaves no signature behind for the next version', async () => {
    const first = await propose();
    await sign(first.id, first.version);
    const before = await lastPosition(service);
    expect((await decide(first.id, 'REFUSED')).status).toBeLessThan(300);
    expect(await lastPosition(service)).toBe(before);
    expect(await service.published('abonde.emergency-fund.payment-requested.v1')).toEqual([]);
    expect((await decide(first.id, 'GRANTED')).body.code).toBe('ALREADY_DECIDED');

    const second = await propose();
    expect(second.missingSignatures).toEqual(['COMMITTEE_PRESIDENCY', 'SECRETARIAT']);
    expect((await decide(second.id, 'GRANTED')).body).toMatchObject({
      code: 'SIGNATURES_MISSING',
      missing: ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'],
    });
    await sign(second.id, second.version);
    expect((await decide(second.id, 'GRANTED')).status).toBeLessThan(300);
    const { body } = await service.http('presidency').get(`/availability?case=${CASE}`);
    expect([body.available, body.committed]).toMatchObject([eur('59000.00'), eur('1000.00')]);
  });
});

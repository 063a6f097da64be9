import type { TestService } from '@abonde/testing';
import { controller, type PaymentDesk, paymentDesk, second } from '../payments/payments.fixture';
import { startTreasury } from '../treasury.fixture';

const address = {
  line: 'Avenue de la Présidence',
  building: '4',
  postCode: 'BP 335',
  town: 'Lomé',
  region: 'Maritime',
};
const lome = {
  name: 'Ville de Lomé',
  country: 'TG',
  iban: 'TG53 TG00 9060 4310 3465 0040 0070',
  bic: 'ECOCTGTG',
  address,
};

describe('beneficiaries', () => {
  let service: TestService;
  let desk: PaymentDesk;
  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await service.setDay('2026-02-17');
  });
  afterAll(() => service.stop());

  const refused = async (body: Record<string, unknown>) => {
    const before = (await desk.officer().get('/beneficiaries')).body.items.length;
    const { status, body: answer } = await desk.officer().post('/beneficiaries', { ...lome, ...body });
    expect((await desk.officer().get('/beneficiaries')).body.items).toHaveLength(before);
    return [status, answer.code, answer.field ?? answer.errors?.[0]?.field];
  };

  it.each([
    [{ iban: 'FR7630006000011234567890188' }, 422, 'INVALID_IBAN', 'iban'],
    [{ iban: undefined, rib: '30006000011234567890188', country: 'FR' }, 422, 'INVALID_RIB', 'rib'],
    [{ iban: undefined, account: 'ACC_1' }, 422, 'INVALID_ACCOUNT', 'account'],
    [{ iban: undefined, account: '0012', bic: undefined }, 422, 'BANK_DETAILS_MISSING', 'bic'],
    [{ iban: undefined }, 422, 'BANK_DETAILS_MISSING', 'iban'],
    [{ bic: 'NOPE' }, 422, 'INVALID_BIC', 'bic'],
    [{ name: 'ភ្នំពេញ' }, 422, 'TEXT_NOT_LATIN', 'name'],
    [{ holder: '市' }, 422, 'TEXT_NOT_LATIN', 'holder'],
    [{ address: { town: '   ' } }, 422, 'TEXT_NOT_LATIN', 'address.town'],
    [{ address: undefined }, 400, 'VALIDATION_FAILED', 'address'],
    [{ address: { line: 'x' } }, 400, 'VALIDATION_FAILED', 'address.town'],
    [{ country: 'Togo' }, 400, 'VALIDATION_FAILED', 'country'],
    [{ name: '' }, 400, 'VALIDATION_FAILED', 'name'],
    [{ address: { town: 'Lomé', postCode: 'x'.repeat(17) } }, 400, 'VALIDATION_FAILED', 'address.postCode'],
  ])('%j is refused with %i %s, naming %s', async (body, status, code, field) => {
    expect(await refused(body)).toEqual([status, code, field]);
  });

  it('takes accounts of any country, and keeps what it doubts apart', async () => {
    const register = async (code: string, body: Record<string, unknown>) =>
      (await desk.officer().post('/beneficiaries', { ...lome, code, ...body })).body;
    expect(await register('TG', {})).toMatchObject({
      confirmed: false,
      details: null,
      proposed: { kind: 'IBAN', iban: 'TG53TG0090604310346500400070', address },
      doubts: [],
    });
    expect(await register('TG-2', { iban: 'TG53TG0090604310346500400071' })).toMatchObject({
      doubts: ['RIB_KEY_WRONG'],
    });
    expect(await register('FR', { country: 'FR', iban: undefined, rib: '30006 00001 12345678901 89' })).toMatchObject({
      proposed: { kind: 'RIB', iban: 'FR7630006000011234567890189', account: null },
    });
    expect(await register('SN', { country: 'SN', iban: undefined, rib: 'SN010 01520 000485000030 35' })).toMatchObject({
      proposed: { kind: 'RIB', iban: null, account: 'SN0100152000048500003035' },
    });
    expect(await register('VN', { country: 'VN', iban: undefined, account: ' 0071 001234567 ' })).toMatchObject({
      proposed: { kind: 'LOCAL', account: '0071 001234567' },
    });
    expect(await register('TEXT', { address: 'Place du Marché 2, 4000 Liège' })).toMatchObject({
      proposed: { address: { line: 'Place du Marché 2', postCode: '4000', town: 'Liège' } },
    });
    expect((await desk.officer().post('/beneficiaries', { ...lome, code: 'TG' })).status).toBe(409);
  });

  it('a change waits for a second person, who sees what it replaces; its history can’t be rewritten', async () => {
    await desk.officer().post('/beneficiaries', { ...lome, code: 'KPALIME' });
    const confirm = (who: Parameters<TestService['http']>[0], version?: number) =>
      service
        .http(who)
        .post('/beneficiaries/KPALIME/confirm', undefined, version ? { 'if-match': `"${version}"` } : {});
    expect(
      (await confirm({ roles: ['finance-officer', 'finance-controller'], sub: 'test-finance-officer' })).status,
    ).toBe(403);
    expect((await confirm('finance-officer')).status).toBe(403);
    expect((await confirm(controller)).body).toMatchObject({ confirmed: true, recentChange: null, proposed: null });
    expect((await confirm(second)).body.code).toBe('NOTHING_TO_CONFIRM');

    const change = (body: Record<string, unknown>, version?: number) =>
      desk
        .officer()
        .post(
          '/beneficiaries/KPALIME/bank-details',
          { ...lome, ...body },
          version ? { 'if-match': `"${version}"` } : {},
        );
    expect((await change({})).body.code).toBe('BANK_DETAILS_UNCHANGED');
    const proposed = await change({ iban: 'TG53TG0090604310346500400071' });
    expect(proposed.body).toMatchObject({
      details: { iban: 'TG53TG0090604310346500400070' },
      proposed: { iban: 'TG53TG0090604310346500400071' },
      proposedBy: 'test-finance-officer',
      proposedOn: '2026-02-17',
    });
    const again = await change({ iban: 'TG53TG0090604310346500400072' }, proposed.body.version);
    expect((await change({ iban: 'TG53TG0090604310346500400073' }, proposed.body.version)).status).toBe(412);
    expect((await confirm(controller, proposed.body.version)).body.code).toBe('VERSION_MISMATCH');
    expect((await confirm(controller, again.body.version)).body).toMatchObject({
      details: { iban: 'TG53TG0090604310346500400072' },
      recentChange: { on: '2026-02-17', daysAgo: 0 },
    });

    await change({ holder: 'Trésor public' });
    const reject = (reason: string) => service.http(second).post('/beneficiaries/KPALIME/reject', { reason });
    expect((await reject('')).body.errors).toMatchObject([{ field: 'reason' }]);
    expect((await reject('Courrier non authentifié')).body).toMatchObject({
      proposed: null,
      details: { holder: null },
    });
    expect((await reject('encore')).body.code).toBe('NOTHING_TO_CONFIRM');

    const { items } = (await service.http('auditor').get('/beneficiaries/KPALIME/changes')).body;
    expect(items.map(({ act, by, before }: Record<string, unknown>) => [act, by, before])).toEqual([
      ['REJECTED', 'controller-2', 'TG53…0072'],
      ['PROPOSED', 'test-finance-officer', 'TG53…0072'],
      ['CONFIRMED', 'controller-1', 'TG53…0070'],
      ['PROPOSED', 'test-finance-officer', 'TG53…0070'],
      ['PROPOSED', 'test-finance-officer', 'TG53…0070'],
      ['CONFIRMED', 'controller-1', null],
      ['PROPOSED', 'test-finance-officer', null],
    ]);
    expect(items[0]).toMatchObject({
      reason: 'Courrier non authentifié',
      on: '2026-02-17',
      after: { holder: 'Trésor public' },
    });
    for (const statement of [
      'UPDATE beneficiary_changes SET actor = $1',
      'DELETE FROM beneficiary_changes WHERE actor <> $1',
    ])
      await expect(service.sql(statement, ['x'])).rejects.toThrow('never changed');
  });

  it('bank details are read by finance, the secretariat and the auditor only, and stay out of events', async () => {
    for (const role of ['project-officer', 'presidency', 'bureau-secretary', 'city', 'donor'] as const) {
      for (const path of ['', '/TG', '/TG/changes'])
        expect((await service.http(role).get(`/beneficiaries${path}`)).status).toBe(403);
    }
    expect(JSON.stringify(await service.published())).not.toMatch(/TG53|ECOCTGTG|Lomé/);
  });

  it('while a change waits, orders wait too; confirmed, those approved for the old details are approved again', async () => {
    await desk.register({ ...lome, code: 'SOKODE', name: 'Sokodé' });
    const [one, other] = [await desk.approved({ beneficiary: 'SOKODE' }), await desk.order({ beneficiary: 'Sokodé' })];
    const change = await desk.officer().post('/beneficiaries/SOKODE/bank-details', { ...lome, bic: 'ECOCTGTGXXX' });
    expect(change.status).toBe(200);
    expect(await desk.read(one.id)).toMatchObject({
      payee: { changePending: true, account: 'TG53…0070' },
      checks: [{ code: 'BANK_DETAILS_CHANGE_PENDING', blocking: true }],
    });
    expect((await service.http(second).post(`/payment-orders/${other.id}/approve`)).body.code).toBe(
      'BANK_DETAILS_CHANGE_PENDING',
    );
    expect((await desk.emit([one.id])).body).toMatchObject({
      code: 'BANK_DETAILS_CHANGE_PENDING',
      status: 409,
      order: one.id,
    });
    expect((await service.http(second).post('/beneficiaries/SOKODE/confirm')).status).toBe(200);
    await service.setDay('2026-02-20');
    expect(await desk.read(one.id)).toMatchObject({
      status: 'ORDERED',
      approvals: [],
      reason: 'BANK_DETAILS_CHANGED',
      payee: { recentChange: { on: '2026-02-17', daysAgo: 3 } },
      checks: [{ code: 'BANK_DETAILS_CHANGED_RECENTLY', blocking: false, daysAgo: 3 }],
    });
    expect((await desk.timeline(one.id)).map(({ what }) => what)).toEqual([
      'ORDERED',
      'APPROVAL',
      'APPROVAL',
      'APPROVALS_VOIDED',
    ]);
    expect(await desk.told(one.paymentRequest)).toEqual([
      ['ordered', null],
      ['approved', null],
      ['ordered', 'BANK_DETAILS_CHANGED'],
    ]);
    expect((await desk.emit([one.id])).body.code).toBe('ORDER_NOT_OPEN');
    await desk.approve(one.id);
    const { body } = await desk.emit([one.id]);
    expect((await desk.officer().get(`/payment-files/${body.id}/content`)).body).toContain('ECOCTGTGXXX');
    await desk.officer().post('/beneficiaries/SOKODE/bank-details', lome);
    await service.http(second).post('/beneficiaries/SOKODE/confirm');
    expect(await desk.statusOf(one.id)).toBe('EMITTED');
  });

  it('an order pays whom it was approved for, whoever is registered later under the same name', async () => {
    await desk.register({ ...lome, code: 'KARA', name: 'Kara' });
    const [pinned, open] = [await desk.approved({ beneficiary: 'Kara' }), await desk.order({ beneficiary: 'Kara' })];
    await desk.register({ ...lome, code: 'KARA-2', name: 'kara' });
    expect(await desk.read(open.id)).toMatchObject({ payee: null, checks: [{ code: 'BENEFICIARY_AMBIGUOUS' }] });
    expect((await desk.emit([pinned.id])).status).toBe(201);
  });
});

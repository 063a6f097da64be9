import { createHash } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { eur, openAccount, otherIban, startTreasury } from '../treasury.fixture';
import { controller, type PaymentDesk, paymentDesk, second, secretariat, siemReap } from './payments.fixture';

describe('payments', () => {
  let service: TestService;
  let desk: PaymentDesk;
  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await service.setDay('2026-02-20');
    await desk.register(siemReap);
    await desk.register({
      ...{ code: 'LIEGE', name: 'Ville de Liège', country: 'BE', iban: 'BE68 5390 0754 7034' },
      address: 'Place du Marché 2, 4000 Liège',
    });
  });
  afterAll(() => service.stop());

  const contentOf = async (file: string): Promise<string> =>
    (await service.http(controller).get(`/payment-files/${file}/content`)).body as string;

  it('orders once, and is approved by two persons who had no part in it', async () => {
    const { id, paymentRequest } = await desk.order();
    expect(await service.published('abonde.treasury.payment-ordered.v1')).toMatchObject([
      { subject: paymentRequest, data: { order: id, kind: 'TRANCHE', amount: eur('100.00'), file: null } },
    ]);
    const approve = (who: Parameters<TestService['http']>[0], version?: number) =>
      service.http(who).post(`/payment-orders/${id}/approve`, undefined, version ? { 'if-match': `"${version}"` } : {});
    expect((await approve({ roles: ['finance-controller'], sub: 'controller-1' })).body.code).toBe('STEP_UP_REQUIRED');
    expect((await approve({ ...controller, sub: 'controller-3' })).body.code).toBe('APPROVER_INVOLVED');
    expect((await approve({ roles: ['finance-officer'], acr: 'decide' })).status).toBe(403);
    expect((await desk.emit([id])).body.code).toBe('ORDER_NOT_OPEN');
    expect((await approve(controller)).body.status).toBe('ORDERED');
    expect((await approve(controller)).body.code).toBe('APPROVED_BY_SAME_PERSON');
    expect((await approve(second, 1)).status).toBe(412);
    expect((await approve(second, 2)).body).toMatchObject({
      status: 'APPROVED',
      approvals: [{ actor: 'controller-1' }, { actor: 'controller-2' }],
    });
    expect((await approve(secretariat)).body.code).toBe('ORDER_NOT_OPEN');
    expect(await desk.told(paymentRequest)).toEqual([
      ['ordered', null],
      ['approved', null],
    ]);
    expect((await desk.timeline(id)).map(({ what, by, detail }) => [what, by, detail])).toEqual([
      ['ORDERED', null, null],
      ['APPROVAL', 'controller-1', 'finance-controller'],
      ['APPROVAL', 'controller-2', 'finance-controller'],
    ]);
    await expect(service.sql('UPDATE payment_order_history SET actor = NULL')).rejects.toThrow('never changed');
  });

  it('is emitted once, in a file that adds up and never changes', async () => {
    const one = await desk.approved();
    const two = await desk.approved({ beneficiary: 'LIEGE', amount: eur('0.20'), tranche: 'BE-T1' });
    const { status, body } = await desk.emit([one.id, two.id], 'pain.001.001.09', { charges: 'OUR', urgent: true });
    expect(status).toBe(201);
    expect(body.orders.map(({ id }: { id: string }) => id).sort()).toEqual([one.id, two.id].sort());
    const read = () => service.http(controller).get(`/payment-files/${body.id}/content`);
    const file = await read();
    expect(file.headers.get('content-type')).toContain('application/xml');
    for (const { endToEndId } of body.orders) expect(file.body).toContain(`<EndToEndId>${endToEndId}</EndToEndId>`);
    expect(file.body).toMatch(/pain\.001\.001\.09[\s\S]*<NbOfTxs>2<\/NbOfTxs>\s*<CtrlSum>100\.20<\/CtrlSum>/);
    expect(file.body).toContain('<IBAN>BE68539007547034</IBAN>');
    expect(file.body).toContain('<Id>001234567</Id>');
    expect(file.body).toMatch(/<Cd>URGP<\/Cd>[\s\S]*<ChrgBr>DEBT<\/ChrgBr>/);
    expect(file.body).toMatch(/<Cd>SEPA<\/Cd>[\s\S]*<ChrgBr>SLEV<\/ChrgBr>/);
    expect(/<MsgId>(.*)<\/MsgId>/.exec(file.body)?.[1]).toBe(body.messageId);
    expect((await desk.emit([one.id])).body.code).toBe('ORDER_NOT_OPEN');
    expect((await read()).body).toBe(file.body);
    const sha256 = createHash('sha256').update(file.body).digest();
    expect(body.sha256).toBe(sha256.toString('hex'));
    expect(file.headers.get('repr-digest')).toBe(`sha-256=:${sha256.toString('base64')}:`);
    const page = async (more: string) => (await desk.officer().get(`/payment-files?limit=1${more}`)).body;
    const { items } = (await desk.officer().get('/payment-files')).body;
    expect(items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      ...{ downloads: 2, transfers: 2, controlSum: '100.20', sums: [eur('100.20')], sha256: body.sha256 },
      states: [{ status: 'EMITTED', count: 2 }],
    });
    await expect(service.sql('UPDATE payment_files SET content = $1', ['x'])).rejects.toThrow('never changed');
    await expect(service.sql('DELETE FROM payment_files')).rejects.toThrow();
    expect(await desk.told(one.paymentRequest)).toContainEqual(['emitted', null]);
    const shared = await desk.approved();
    const both = await Promise.all([1, 2].map(async () => (await desk.emit([shared.id])).status));
    expect(both.sort()).toEqual([201, 409]);
    const [newest, before] = [await page(''), await page(`&cursor=${(await page('')).nextCursor}`)];
    expect([newest.items[0].states, before.items[0].id]).toEqual([[{ status: 'EMITTED', count: 1 }], body.id]);
    for (const role of ['project-officer', 'presidency', 'donor'] as const)
      expect((await service.http(role).get(`/payment-files/${body.id}/content`)).status).toBe(403);
  });

  it('is executed on its due day, or the next one on which payments settle', async () => {
    const orders = [
      await desk.approved({ dueOn: '2026-02-10' }),
      await desk.approved({ dueOn: '2026-05-01', beneficiary: 'LIEGE' }),
      await desk.approved({ dueOn: '2026-05-01' }),
    ];
    const { body } = await desk.emit(orders.map(({ id }) => id));
    const xml = await contentOf(body.id);
    expect([...xml.matchAll(/<ReqdExctnDt>\s*<Dt>(.*)<\/Dt>/g)].map(([, day]) => day)).toEqual([
      '2026-02-20',
      '2026-05-04',
      '2026-05-04',
    ]);
    expect((await desk.read(orders[1]?.id ?? '')).executionOn).toBe('2026-05-04');
    expect(xml.match(/<PmtInf>/g)).toHaveLength(3);
  });

  it('waits for confirmed bank details', async () => {
    const { id } = await desk.approved({ beneficiary: 'Lomé' });
    expect((await desk.read(id)).checks).toMatchObject([{ code: 'BENEFICIARY_UNKNOWN', blocking: true }]);
    expect((await desk.emit([id])).body).toMatchObject({ code: 'BENEFICIARY_NOT_CONFIRMED', status: 422, order: id });
    const details = {
      ...{ code: 'LOME', name: 'Lomé', country: 'TG', iban: 'TG53TG0090604310346500400070', bic: 'ECOCTGTG' },
      address: { town: 'Lomé' },
    };
    expect((await desk.officer().post('/beneficiaries', details)).status).toBe(201);
    expect((await desk.emit([id])).body.code).toBe('BENEFICIARY_NOT_CONFIRMED');
    await service.http(controller).post('/beneficiaries/LOME/confirm');
    expect(await desk.statusOf(id)).toBe('APPROVED');
    const { body } = await desk.emit([id], 'pain.001.001.03');
    expect(await contentOf(body.id)).toMatch(/<Othr>\s*<Id>TG53TG0090604310346500400070<\/Id>/);
  });

  it('refuses what a file can’t carry, and changes nothing', async () => {
    await openAccount(service, 'TERM', otherIban, { kind: 'TERM_DEPOSIT' });
    const { id } = await desk.approved();
    const attempt = async (body: Record<string, unknown>) =>
      (await desk.officer().post('/payment-files', { accountId: 'BNP', orderIds: [id], ...body })).body;
    expect(await attempt({ accountId: 'TERM' })).toMatchObject({ status: 422, code: 'NOT_A_PAYING_ACCOUNT' });
    expect(await attempt({ accountId: 'NOBODY' })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await attempt({ version: 'pain.001.001.02' })).toMatchObject({
      status: 400,
      errors: [{ field: 'version' }],
    });
    expect(await attempt({ orderIds: [] })).toMatchObject({ status: 400, errors: [{ field: 'orderIds' }] });
    expect(await attempt({ orderIds: [id, id] })).toMatchObject({ status: 400, errors: [{ field: 'orderIds' }] });
    expect(await attempt({ charges: 'CRED' })).toMatchObject({ status: 400, errors: [{ field: 'charges' }] });
    expect(await attempt({ orderIds: [id, '019b0000-0000-7000-8000-000000000000'] })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await attempt({ effectiveDate: '2026-02-21' })).toMatchObject({ code: 'EFFECTIVE_DATE_IN_FUTURE' });
    expect(await desk.statusOf(id)).toBe('APPROVED');
  });

  it('an account abroad needs its bank’s BIC, unless its IBAN names the bank', async () => {
    await desk.register({
      code: 'KAEDI',
      name: 'Kaédi',
      country: 'MR',
      iban: 'MR1300020001010000123456753',
      address: { town: 'Kaédi' },
    });
    await desk.register({
      code: 'MUNDA',
      name: 'Munda',
      country: 'SN',
      rib: 'SN0100152000048500003035',
      address: { town: 'Munda' },
    });
    const [known, unknown] = [
      await desk.approved({ beneficiary: 'KAEDI' }),
      await desk.approved({ beneficiary: 'MUNDA' }),
    ];
    expect((await desk.emit([known.id])).status).toBe(201);
    expect((await desk.emit([unknown.id])).body).toMatchObject({ status: 422, code: 'BIC_MISSING', order: unknown.id });
  });

  it('is cancelled until it is emitted, not after', async () => {
    const [early, late] = [await desk.order(), await desk.approved()];
    await desk.emit([late.id]);
    for (const { paymentRequest } of [early, late]) {
      await service.handled(
        await service.publish('abonde.disbursements.payment-cancel-requested.v1', {
          key: paymentRequest,
          data: { paymentRequest, reason: 'project cancelled' },
        }),
      );
    }
    expect([await desk.statusOf(early.id), await desk.statusOf(late.id)]).toEqual(['CANCELLED', 'EMITTED']);
    expect(await desk.told(early.paymentRequest)).toContainEqual(['cancelled', 'project cancelled']);
    expect((await desk.told(late.paymentRequest)).at(-1)).toEqual([
      'emitted',
      expect.stringContaining('CANCEL_REFUSED'),
    ]);
    expect((await desk.timeline(late.id)).at(-1)).toMatchObject({
      what: 'CANCEL_REFUSED',
      reason: 'project cancelled',
    });
    expect((await service.http(controller).post(`/payment-orders/${early.id}/approve`)).body.code).toBe(
      'ORDER_NOT_OPEN',
    );
  });

  it('is either cancelled or emitted when both are asked at once', async () => {
    const { id, paymentRequest } = await desk.approved();
    const cancelled = service.publish('abonde.disbursements.payment-cancel-requested.v1', {
      key: paymentRequest,
      data: { paymentRequest, reason: 'late' },
    });
    const [{ status }, event] = await Promise.all([desk.emit([id]), cancelled]);
    await service.handled(event);
    const state = await desk.statusOf(id);
    expect([status, state]).toEqual(status === 201 ? [201, 'EMITTED'] : [409, 'CANCELLED']);
    const told = (await desk.told(paymentRequest)).filter(([name]) => name === 'cancelled');
    expect(told).toHaveLength(state === 'CANCELLED' ? 1 : 0);
  });

  it('is rejected with a reason', async () => {
    const { id, paymentRequest } = await desk.approved();
    const reject = (reason: string) => service.http(controller).post(`/payment-orders/${id}/reject`, { reason });
    expect((await reject('')).body.errors).toMatchObject([{ field: 'reason' }]);
    expect((await reject('Tranche à revoir')).body).toMatchObject({ status: 'REJECTED', reason: 'Tranche à revoir' });
    expect((await reject('encore')).body).toMatchObject({ code: 'ORDER_NOT_OPEN', state: 'REJECTED' });
    expect((await desk.told(paymentRequest)).at(-1)).toEqual(['rejected', 'Tranche à revoir']);
    expect((await desk.timeline(id)).at(-1)).toMatchObject({
      what: 'REJECTED',
      by: 'controller-1',
      reason: 'Tranche à revoir',
    });
  });

  it('is listed by state, page after page, and counted', async () => {
    const { items: totals } = (await desk.officer().get('/payment-orders/totals')).body;
    for (const { status, count, amount } of totals) {
      const found = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { items: { amount: { amount: string } }[]; nextCursor: string | null } = (
          await desk.officer().get(`/payment-orders?status=${status}&limit=2&sort=-due${cursor && `&cursor=${cursor}`}`)
        ).body;
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      const cents = found.reduce((sum, item) => sum + Math.round(Number(item.amount.amount) * 100), 0);
      expect([status, found.length, (cents / 100).toFixed(2)]).toEqual([status, count, amount.amount]);
    }
    const bad = await desk.officer().get('/payment-orders?status=nonsense');
    expect(bad.body).toMatchObject({ status: 400, errors: [{ field: 'status' }] });
    expect((await desk.officer().get('/payment-orders/not-an-id')).status).toBe(400);
    expect((await desk.officer().get('/payment-orders/019b0000-0000-7000-8000-000000000000')).status).toBe(404);
  });

  it.each(['fr', 'en'] as const)('prints its sheet in %s', async (lang) => {
    const { id } = await desk.approved({ beneficiary: 'LIEGE' });
    const response = await fetch(`${service.origin}/api/treasury/payment-orders/${id}/document?lang=${lang}`);
    expect(response.status).toBe(401);
    const { status, headers, body } = await desk.officer().get(`/payment-orders/${id}/document?lang=${lang}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(String(body).slice(0, 8)).toBe('%PDF-1.7');
    expect((await service.http('presidency').get(`/payment-orders/${id}/document`)).status).toBe(403);
  });

  it('shows no account in full where the order is read', async () => {
    const text = JSON.stringify((await service.http('presidency').get('/payment-orders?limit=500')).body);
    expect(text).toContain('BE68…7034');
    expect(text).not.toMatch(/BE68539007547034|001234567/);
    expect(JSON.stringify(await service.published())).not.toMatch(/BE68|001234567|TG53/);
  });
});

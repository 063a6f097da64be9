import { randomUUID } from 'node:crypto';
import type { Body, TestService } from '@abonde/testing';
import { balances, startEmergencyFund, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const CASE = 'MG-UNDO-2026';

/** What the bank's entries had made of aids is taken back when a person undoes their match. */
describe('undone matches of aids', () => {
  let service: TestService;
  let others: Others;
  let proposal: string;
  let paymentRequest: string;
  let paid: Record<string, string>;

  const secretariat = () => service.http('secretariat');
  const presidency = () => service.http({ roles: ['presidency'], acr: 'decide' });
  const read = async (id = proposal): Promise<Body> => (await service.http('auditor').get(`/proposals/${id}`)).body;
  const states = async (): Promise<string[]> => (await read()).payments.map(({ state }: Body) => state);

  async function granted(amount: string): Promise<Body> {
    const wanted = { amount: eur(amount), purpose: 'Abris', beneficiary: 'B', sign: true };
    const { body } = await service.http('committee-presidency').post(`/cases/${CASE}/proposals`, wanted);
    await secretariat().post(`/proposals/${body.id}/signatures`, { version: 1 });
    return (await presidency().post(`/proposals/${body.id}/decision`, { outcome: 'GRANTED' })).body;
  }
  const bank = async (what: 'settled' | 'returned', undone = false, day = '2026-02-20'): Promise<string> => {
    const transfer = randomUUID();
    const data = {
      ...{ paymentRequest, kind: 'AID' as const, order: randomUUID(), entry: randomUUID(), match: randomUUID() },
      ...{ account: 'MAIN-EUR', eur: eur('1500.00'), reason: undone ? 'MATCH_UNDONE: autre' : null, undone },
    };
    await others.tell(`abonde.treasury.payment-${what}.v1`, { key: paymentRequest, data, transfer, valueDate: day });
    return transfer;
  };
  async function undo(kind: 'recovery' | 'payment-return', id: string, transfer: string): Promise<unknown> {
    const match = randomUUID();
    const parts = [{ kind, id, transfer, undoTransfer: randomUUID() }];
    const data = { match, targetKind: kind, reason: 'mauvaise ligne', parts };
    await others.tell('abonde.treasury.match-undo-requested.v1', { key: match, data, valueDate: '2026-02-20' });
    const answer = (await service.published()).find(
      ({ subject, type }) => subject === match && /fund\.match-/.test(type),
    );
    const { obstacle, subject, missing } = (answer?.data ?? {}) as Record<string, unknown>;
    return answer?.type.includes('refused') ? [obstacle, subject, missing] : (answer?.type.split('.')[2] ?? 'nothing');
  }

  beforeAll(async () => {
    service = await startEmergencyFund();
    await service.setDay('2026-02-20');
    others = new Others(service);
    await others.opening('2000.00', '2026-01-01');
    const disaster = {
      code: CASE,
      city: 'Tamatave',
      country: 'MG',
      kind: 'FLOOD',
      occurredOn: '2026-02-11',
      needs: 'Eau',
    };
    await service.http('committee-presidency').post('/cases', disaster);
    await others.donation(CASE, '1000.00', '2026-02-12');
    const aid = await granted('1500.00');
    [proposal, paymentRequest] = [aid.id, aid.payments[0].paymentRequest];
  }, 60_000);
  afterAll(() => service?.stop());

  it('a debit that settled it wrongly: its money is put aside as it was, for the right debit to come', async () => {
    const decided = await balances(service);
    await bank('settled');
    await bank('returned', true);
    expect([await balances(service), await states()]).toEqual([decided, ['EMITTED']]);
    expect((await secretariat().post(`/proposals/${proposal}/pay-again`, {})).body.code).toBe('PAYMENT_UNDER_WAY');
    expect((await service.http('auditor').get(`/cases/${CASE}`)).body).toMatchObject({ reportDueOn: null });
    await bank('settled', false, '2026-02-19');
    paid = await balances(service);
    expect((await read()).payments).toMatchObject([{ state: 'SETTLED', settledOn: '2026-02-19' }]);
    expect(paid).toMatchObject({ 'fund:emergency': '-1500.00', [`aid-expense:${CASE}`]: '+1500.00' });
    expect(paid).not.toHaveProperty([`fund:shortfall:${CASE}`]);
  });

  it('a return: it is paid, from the same money', async () => {
    for (let time = 0; time < 2; time += 1) {
      const transfer = await bank('returned');
      expect(await undo('payment-return', paymentRequest, transfer)).toBe('match-undone');
      expect([await balances(service), await states()]).toEqual([paid, ['SETTLED']]);
    }
    expect((await service.http('auditor').get(`/cases/${CASE}/lineage`)).body.total).toEqual(eur('1500.00'));
  });

  it('a return, while it is asked again: first that one is turned down', async () => {
    const transfer = await bank('returned');
    await secretariat().post(`/proposals/${proposal}/pay-again`, {});
    const again = (await read()).payments.at(-1).paymentRequest;
    const waiting = await balances(service);
    expect(await undo('payment-return', paymentRequest, transfer)).toEqual(['ASKED_AGAIN', CASE, null]);
    expect(await balances(service)).toEqual(waiting);
    await others.order('rejected', again, '1500.00');
    expect(await undo('payment-return', paymentRequest, transfer)).toBe('match-undone');
    expect([await balances(service), await states()]).toEqual([paid, ['SETTLED', 'REJECTED']]);
  });

  it('a return, of an aid given up meanwhile: it is granted, since it was paid', async () => {
    const transfer = await bank('returned');
    // The attempt before was turned down: what is given up is what came back.
    await service.sql('DELETE FROM aid_payments WHERE state = $1', ['REJECTED']);
    await presidency().post(`/proposals/${proposal}/cancel`, { reason: 'Compte clos' });
    expect((await read()).state).toBe('CANCELLED');
    expect(await undo('payment-return', paymentRequest, transfer)).toBe('match-undone');
    expect([await balances(service), (await read()).state]).toEqual([paid, 'GRANTED']);
  });

  it('a return, whose money another aid took: says what is missing', async () => {
    const transfer = await bank('returned');
    const other = await granted('2800.00');
    expect(other.state).toBe('GRANTED');
    const taken = await balances(service);
    expect(await undo('payment-return', paymentRequest, transfer)).toEqual(['MONEY_USED', CASE, eur('1300.00')]);
    expect(await balances(service)).toEqual(taken);
    await others.order('cancelled', other.payments[0].paymentRequest, '2800.00');
    await presidency().post(`/proposals/${other.id}/cancel`, { reason: 'Trop' });
    expect(await undo('payment-return', paymentRequest, transfer)).toBe('match-undone');
    expect(await balances(service)).toEqual(paid);
  });

  it('what the city gave back: it is owed again, unless its money was used', async () => {
    const form = new FormData();
    form.append('kind', 'REPORT');
    form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'cr.pdf');
    const { body: document } = await secretariat().post(`/cases/${CASE}/documents`, form);
    const report = { document: document.document, spent: eur('1200.00') };
    expect((await secretariat().post(`/cases/${CASE}/report`, report)).status).toBe(200);
    const [expected] = await service.published('abonde.emergency-fund.recovery-expected.v1');
    const { recovery } = expected!.data;
    const received = async (): Promise<string> => {
      const transfer = randomUUID();
      const data = { recovery, entry: randomUUID(), match: randomUUID(), eur: eur('300.00') };
      const event = { key: recovery, data, valueDate: '2026-02-20', transfer };
      await others.tell('abonde.treasury.recovery-received.v1', event);
      return transfer;
    };
    const returned = async () => (await service.http('auditor').get(`/cases/${CASE}`)).body.report.returned.amount;
    for (let time = 0; time < 2; time += 1) {
      const transfer = await received();
      expect(await returned()).toBe('300.00');
      expect(await undo('recovery', recovery, transfer)).toBe('match-undone');
      expect([await balances(service), await returned()]).toEqual([paid, '0.00']);
    }
    const transfer = await received();
    await granted('1800.00');
    const taken = await balances(service);
    expect(await undo('recovery', recovery, transfer)).toEqual([
      'MONEY_USED',
      expect.stringMatching(/^fund:(emergency|donations)/),
      expect.objectContaining({ currency: 'EUR' }),
    ]);
    expect([await balances(service), await returned()]).toEqual([taken, '300.00']);
  });

  it('a donation: handed back as long as no aid took it', async () => {
    const data = { case: CASE, agreement: 'APPEAL', amount: eur('70.00') };
    const [transfer, valueDate] = [randomUUID(), '2026-02-20'];
    const before = await balances(service);
    await others.tell('abonde.contributions.donation-forwarded.v1', { key: CASE, data, valueDate, transfer });
    const recall = async (amount: string, of: string): Promise<unknown> => {
      const match = randomUUID();
      const line = { case: CASE, agreement: 'APPEAL', amount: eur(amount), transfer: of, backTransfer: randomUUID() };
      const asked = { match, reason: 'mauvaise ligne', lines: [line] };
      await others.tell('abonde.contributions.donation-recalled.v1', { key: CASE, data: asked });
      const answer = (await service.published()).find(
        (one) => /fund\.donation-/.test(one.type) && (one.data as { match: string }).match === match,
      );
      return answer?.type.split('.')[2];
    };
    expect(await recall('70.00', transfer)).toBe('donation-handed-back');
    expect(await balances(service)).toEqual(before);
    const [first] = await service.sql<{ transfer: string }>(
      `SELECT transfer FROM ledger.transactions WHERE kind = 'donation-received' ORDER BY position LIMIT 1`,
    );
    expect(await recall('1000.00', first?.transfer ?? '')).toBe('donation-recall-refused');
    expect(await balances(service)).toEqual(before);
  });

  it('waits for the fact it takes back, and leaves what others booked alone', async () => {
    expect(await undo('recovery', randomUUID(), randomUUID())).toBe('nothing');
    expect(await unsound(service)).toEqual([]);
    expect(await service.sql('SELECT * FROM dead_letter')).toEqual([]);
  });
});

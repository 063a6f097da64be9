import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { eur } from '../treasury.fixture';

export const controller = { roles: ['finance-controller' as const], sub: 'controller-1', acr: 'decide' };
export const second = { ...controller, sub: 'controller-2' };
export const secretariat = { roles: ['secretariat' as const], sub: 'secretary', acr: 'decide' };

type Requester = 'contributions' | 'disbursements' | 'emergency-fund';
type Asked = { id: string; paymentRequest: string };

/** The people of payments at work in a running treasury. */
export function paymentDesk(service: TestService) {
  const officer = () => service.http('finance-officer');

  async function register(body: Record<string, unknown>): Promise<void> {
    const { status, body: answer } = await officer().post('/beneficiaries', body);
    if (status !== 201) throw new Error(JSON.stringify(answer));
    const confirmed = await service.http(controller).post(`/beneficiaries/${body['code'] as string}/confirm`);
    if (!confirmed.body.confirmed) throw new Error(JSON.stringify(confirmed.body));
  }

  /** What another service asks for: by default a tranche of 100 EUR for Siem Reap. */
  async function order(more: Record<string, unknown> = {}, requester: Requester = 'disbursements'): Promise<Asked> {
    const paymentRequest = randomUUID();
    const data = {
      ...{ paymentRequest, kind: 'TRANCHE' as const, beneficiary: 'Siem Reap', amount: eur('100.00') },
      ...{ dueOn: '2026-02-10', instrument: 'COOPERATION' as const, project: 'KH-SR', tranche: 'KH-SR-T1' },
      involved: ['project-officer', 'controller-3'],
      ...more,
    };
    await service.handled(
      await service.publish(`abonde.${requester}.payment-requested.v1`, { key: paymentRequest, data }),
    );
    const [row] = await service.sql<{ id: string }>('SELECT id FROM payment_orders WHERE payment_request = $1', [
      paymentRequest,
    ]);
    return { id: row?.id ?? '', paymentRequest };
  }

  async function approve(id: string): Promise<void> {
    for (const who of [controller, secretariat]) {
      const { status, body } = await service.http(who).post(`/payment-orders/${id}/approve`);
      if (status !== 200) throw new Error(JSON.stringify(body));
    }
  }

  async function approved(more?: Record<string, unknown>, requester?: Requester): Promise<Asked> {
    const asked = await order(more, requester);
    await approve(asked.id);
    return asked;
  }

  const emit = (orderIds: string[], version = 'pain.001.001.09', more: Record<string, unknown> = {}) =>
    officer().post('/payment-files', { accountId: 'BNP', orderIds, version, ...more });
  const read = async (id: string) => (await officer().get(`/payment-orders/${id}`)).body;
  const statusOf = async (id: string): Promise<string> => (await read(id)).status as string;
  const timeline = async (id: string): Promise<{ what: string; [part: string]: unknown }[]> =>
    (await officer().get(`/payment-orders/${id}/timeline`)).body.items;

  function report(content: string) {
    const form = new FormData();
    form.append('file', new Blob([content]), 'pain002.xml');
    return officer().post('/payment-status-reports', form);
  }

  /** Events told of one request, in their order: name, reason. */
  async function told(paymentRequest: string): Promise<[string, string | null][]> {
    const events = await service.published();
    return events
      .filter(({ type, subject }) => subject === paymentRequest && type.startsWith('abonde.treasury.payment-'))
      .map(({ type, data }) => [
        type.split('payment-')[1]?.replace('.v1', '') ?? '',
        (data as { reason: string | null }).reason,
      ]);
  }

  return { officer, register, order, approve, approved, emit, read, statusOf, timeline, report, told };
}

export type PaymentDesk = ReturnType<typeof paymentDesk>;

export const siemReap = {
  ...{ code: 'SIEM-REAP', name: 'Siem Reap', country: 'KH', account: '001234567', bic: 'ACLBKHPP' },
  address: { line: 'Pokambor Avenue', town: 'Siem Reap' },
};

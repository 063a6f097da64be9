import type { Day } from '@abonde/calendar';
import { addDays } from '@abonde/calendar';
import type { Plan, PlannedTranche } from '../plan';
import type { ApiClient } from './client';
import { until } from './client';
import { MAIN_ACCOUNT } from './registers';

interface Order {
  id: string;
  paymentRequest: string;
  tranche: string | null;
  case: string | null;
}

const tranchesPath = '/api/disbursements/tranches';

/** Takes a tranche as far as its stage says: asked for, certified, approved. */
export async function prepareTranche(api: ApiClient, tranche: PlannedTranche): Promise<void> {
  const { project, number, amount, requestOn, stage } = tranche;
  const code = `${project}-T${number}`;
  await api.post(
    'project-officer',
    `/api/disbursements/projects/${project}/tranches`,
    {
      number,
      amount,
      conditions: number > 1 ? [{ kind: 'PREVIOUS_JUSTIFIED', percent: '70' }] : [],
    },
    `tranche:${code}`,
  );
  await api.post(
    'project-officer',
    `${tranchesPath}/${code}/request`,
    { effectiveDate: requestOn },
    `tranche:${code}:request`,
  );
  if (stage === 'REQUESTED') return;
  await api.post(
    'project-officer-2',
    `${tranchesPath}/${code}/certify`,
    { effectiveDate: addDays(requestOn, 2) },
    `tranche:${code}:certify`,
  );
  if (stage === 'CERTIFIED') return;
  // What was allocated a moment ago reaches the project's book through the event log.
  await until(`approval of ${code}`, async () => {
    await api.post(
      'finance-controller',
      `${tranchesPath}/${code}/approve`,
      { effectiveDate: addDays(requestOn, 4) },
      `tranche:${code}:approve`,
    );
    return true;
  });
}

/** Plans what projects are still to ask for, with the day on which they are expected to. */
export async function planComingTranches(api: ApiClient, { coming }: Plan): Promise<void> {
  for (const { project, number, amount, expectedOn } of coming) {
    const body = { number, amount, expectedOn, conditions: [{ kind: 'PREVIOUS_JUSTIFIED', percent: '70' }] };
    const path = `/api/disbursements/projects/${project}/tranches`;
    await api.post('project-officer', path, body, `tranche:${project}-T${number}:coming`);
  }
}

/** Two persons approve the order, a file takes it to the bank; answers the end-to-end id that the bank's debit will quote. */
export async function payOrder(
  api: ApiClient,
  paid: { tranche: PlannedTranche } | { case: string; on: Day },
): Promise<string> {
  const subject = 'tranche' in paid ? `${paid.tranche.project}-T${paid.tranche.number}` : paid.case;
  const on = 'tranche' in paid ? addDays(paid.tranche.requestOn, 5) : paid.on;
  const order = await until(`payment order of ${subject}`, async () => {
    const { items } = await api.get<{ items: Order[] }>('finance-officer', '/api/treasury/payment-orders?limit=200');
    return items.find(({ tranche, case: aid }) => tranche === subject || aid === subject);
  });
  // Whoever approved the tranche or signed the proposal doesn't approve its payment.
  const second = 'tranche' in paid ? 'secretariat' : 'finance-controller';
  for (const approver of ['finance-controller-2', second] as const) {
    await api.post(
      approver,
      `/api/treasury/payment-orders/${order.id}/approve`,
      { effectiveDate: on },
      `order:${subject}:${approver}`,
    );
  }
  const { orders } = await api.post<{ orders: { id: string; endToEndId: string }[] }>(
    'finance-officer',
    '/api/treasury/payment-files',
    {
      accountId: MAIN_ACCOUNT.code,
      orderIds: [order.id],
      version: 'pain.001.001.09',
      effectiveDate: on,
    },
    `file:${subject}`,
  );
  return orders[0]?.endToEndId as string;
}

import type { Body } from '@abonde/testing';
import type { Who } from '../../actors/who';
import { ACCOUNT } from './bank.desk';
import { until, type World } from './world';

/** The order that pays a tranche or a case, approved by two and sent to the bank; answers what the bank will quote. */
export async function emitPayment(
  { client, model }: World,
  subject: string,
  approvers: readonly Who[],
): Promise<string> {
  const order: Body = await until(`the payment order of ${subject}`, async () => {
    const { items } = await client.get('finance-officer', '/api/treasury/payment-orders?status=ORDERED&limit=200');
    return items.find((one: Body) => one.tranche === subject || one.case === subject);
  });
  for (const who of approvers) await client.as(who).post(`/api/treasury/payment-orders/${order.id}/approve`);
  const file = { accountId: ACCOUNT.code, orderIds: [order.id], version: 'pain.001.001.09' };
  await client.as('finance-officer').post('/api/treasury/payment-files', file);
  for (const event of ['treasury.payment-ordered', 'treasury.payment-emitted'])
    model.expect('POST /api/treasury/payment-files', { event, subject: order.paymentRequest });
  return order.endToEndId as string;
}

import { OTHER_ACCOUNTS } from '../accounts';
import { depositOf } from '../deposit';
import type { Plan } from '../plan';
import type { ApiClient } from './client';

const PLACEMENTS = '/api/emergency-fund/placements';

/** The accounts in foreign currencies that bear interest, and the term deposit, each at the rates of the scenario. */
export async function openOtherPlacements(api: ApiClient, plan: Plan): Promise<void> {
  for (const account of [OTHER_ACCOUNTS.USD, OTHER_ACCOUNTS.CHF]) {
    const terms = plan.reference.bank_accounts.find(({ id }) => id === account.code);
    await openPlacement(
      api,
      {
        code: account.code,
        account: account.code,
        currency: account.currency,
        dayCount: terms?.day_count,
        capitalisation: terms?.capitalisation?.toUpperCase(),
        openedOn: account.openedOn,
      },
      terms?.rates ?? [],
    );
  }
  const { amount, from, to, rate, early_break_rate, notice_days } = depositOf(plan.reference);
  const { code } = OTHER_ACCOUNTS['TERM-EUR'];
  await openPlacement(
    api,
    {
      code,
      account: code,
      currency: 'EUR',
      dayCount: 'ACT/360',
      capitalisation: 'AT_MATURITY',
      openedOn: from,
      maturesOn: to,
      noticeDays: notice_days,
      breakRate: early_break_rate,
      principal: { amount, currency: 'EUR' },
    },
    [[from, rate]],
  );
}

async function openPlacement(
  api: ApiClient,
  placement: { code: string } & Record<string, unknown>,
  rates: readonly (readonly [string, string])[],
): Promise<void> {
  const { code } = placement;
  await api.post('finance-officer', PLACEMENTS, placement, `placement:${code}`);
  for (const [from, rate] of rates) {
    const key = `rate:${code}:${from}`;
    const { id } = await api.post<{ id: string }>(
      'finance-officer',
      `${PLACEMENTS}/${code}/rates`,
      { from, rate },
      key,
    );
    await api.post('finance-controller', `${PLACEMENTS}/rates/${id}/confirm`, {}, `${key}:confirm`);
  }
}

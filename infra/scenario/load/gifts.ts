import type { ApiClient } from './client';

/** Gifts in kind of the demonstration: one posted, one that waits for a second person. All are illustrative. */
const gifts = [
  {
    key: 'in-kind:engineers',
    confirmed: true,
    body: {
      donor: 'SIAAP',
      agreement: 'SIAAP-2020-SR',
      project: 'KH-SR-PROFERTIL',
      nature: 'SERVICES',
      description: 'Deux ingénieurs en mission pendant dix jours (exemple)',
      valuation: 'Temps passé au coût horaire, montant illustratif',
      value: { amount: '12000.00', currency: 'EUR' },
      effectiveDate: '2025-11-28',
    },
  },
  {
    key: 'in-kind:pumps',
    confirmed: false,
    body: {
      donor: 'BORDEAUX',
      nature: 'GOODS',
      description: 'Quatre pompes de relevage réformées (exemple)',
      valuation: 'Prix du marché de l’occasion, montant illustratif',
      value: { amount: '8400.00', currency: 'EUR' },
      effectiveDate: '2026-02-12',
    },
  },
];

export async function recordGifts(api: ApiClient): Promise<void> {
  for (const { key, body, confirmed } of gifts) {
    const { id } = await api.post<{ id: string }>('finance-officer', '/api/contributions/in-kind', body, key);
    if (confirmed)
      await api.post('finance-controller', `/api/contributions/in-kind/${id}/confirm`, {}, `${key}:confirm`);
  }
}

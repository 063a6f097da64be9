import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import type { ApiClient } from './client';
import { payOrder } from './tranches';

interface AidCase {
  code: string;
  city: string;
  country: string;
  kind: string;
  occurredOn: Day;
  needs: string;
  amount: Money;
  purpose: string;
  beneficiary: string;
  openedOn: Day;
  proposedOn: Day;
  signedOn: Day;
}

const BEIRUT: AidCase = {
  code: 'LB-BEYROUTH-2020',
  city: 'Beyrouth',
  country: 'LB',
  kind: 'INDUSTRIAL_ACCIDENT',
  occurredOn: '2020-08-04',
  needs: 'Remise en état de l’hôpital de la Karantina',
  amount: Money.eur('400000.00'),
  purpose: 'Hôpital de la Karantina',
  beneficiary: 'BEYROUTH',
  openedOn: '2020-08-05',
  proposedOn: '2020-08-06',
  signedOn: '2020-08-07',
};

const TOAMASINA: AidCase = {
  code: 'MG-TOAMASINA-2026',
  city: 'Toamasina',
  country: 'MG',
  kind: 'TROPICAL_CYCLONE',
  occurredOn: '2026-02-11',
  needs: 'Abris, eau potable et déblaiement après le cyclone Gezani',
  amount: Money.eur('50000.00'),
  purpose: 'Premiers secours aux sinistrés',
  beneficiary: 'TOAMASINA',
  openedOn: '2026-02-12',
  proposedOn: '2026-02-17',
  signedOn: '2026-02-18',
};

/** Names as the demonstration's sign-in page has them. */
const PEOPLE = [
  ['demo-presidency', 'Hélène Fourcade', 'presidency'],
  ['demo-committee-presidency', 'Mariam Sylvestre', 'committee-presidency'],
  ['demo-secretariat', 'Claire Delorme', 'secretariat'],
  ['demo-bureau-secretary', 'Julien Carpentier', 'bureau-secretary'],
  ['demo-finance-officer', 'Camille Berthier', 'finance-officer'],
  ['demo-finance-controller', 'Idriss Lemoine', 'finance-controller'],
] as const;

/** The aid granted and paid in 2020; answers the end-to-end id of its payment. */
export async function grantBeirut(api: ApiClient): Promise<string> {
  const proposal = await proposeAid(api, BEIRUT);
  await api.post(
    'presidency',
    `/api/emergency-fund/proposals/${proposal}/decision`,
    {
      outcome: 'GRANTED',
      amount: BEIRUT.amount,
      reason: 'Accord de la Présidence',
      effectiveDate: '2020-08-10',
    },
    `decision:${BEIRUT.code}`,
  );
  return payOrder(api, { case: BEIRUT.code, on: '2020-08-18' });
}

/** Beirut's report, half a year later; the demonstration's document is illustrative. */
export async function reportBeirut(api: ApiClient): Promise<void> {
  const path = `/api/emergency-fund/cases/${BEIRUT.code}`;
  const name = 'compte-rendu-illustratif.pdf';
  const fields = { kind: 'REPORT' };
  const { document } = await api.upload<{ document: string }>(
    'secretariat',
    `${path}/documents`,
    name,
    '%PDF-1.4\n%%EOF',
    'application/pdf',
    fields,
  );
  await api.post('secretariat', `${path}/report`, { document, effectiveDate: '2021-02-12' }, `report:${BEIRUT.code}`);
}

/** Those who are told of emergencies: the demonstration's fictitious persons, at addresses that lead nowhere. */
export async function registerPeople(api: ApiClient): Promise<void> {
  for (const [id, name, role] of PEOPLE) {
    await api.put('administrator', `/api/emergency-fund/people/${id}`, {
      name,
      roles: [role],
      email: `${id.replace('demo-', '')}@abonde.example`,
      language: 'fr',
    });
  }
}

/** The aid that waits for the Presidency on the demonstration's day. */
export async function openToamasina(api: ApiClient): Promise<void> {
  await openCase(api, TOAMASINA);
}

export async function proposeToamasina(api: ApiClient): Promise<void> {
  await proposeAid(api, TOAMASINA);
}

async function openCase(
  api: ApiClient,
  { code, city, country, kind, occurredOn, needs, openedOn }: AidCase,
): Promise<void> {
  await api.post(
    'committee-presidency',
    '/api/emergency-fund/cases',
    {
      code,
      city,
      country,
      kind,
      occurredOn,
      glide: null,
      needs,
      effectiveDate: openedOn,
    },
    `case:${code}`,
  );
}

async function proposeAid(api: ApiClient, aid: AidCase): Promise<string> {
  await openCase(api, aid);
  const { id, version } = await api.post<{ id: string; version: number }>(
    'committee-presidency',
    `/api/emergency-fund/cases/${aid.code}/proposals`,
    {
      amount: aid.amount,
      purpose: aid.purpose,
      beneficiary: aid.beneficiary,
      effectiveDate: aid.proposedOn,
    },
    `proposal:${aid.code}`,
  );
  for (const role of ['committee-presidency', 'secretariat'] as const) {
    await api.post(
      role,
      `/api/emergency-fund/proposals/${id}/signatures`,
      { version, effectiveDate: aid.signedOn },
      `signature:${aid.code}:${role}`,
    );
  }
  return id;
}

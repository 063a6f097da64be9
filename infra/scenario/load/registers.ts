import { addDays, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { MAIN_ACCOUNT_CODE, poolOf, type ScenarioAccount } from '../accounts';
import type { AccountIdentity } from '../camt053';
import { unitsPerEuro, yearlyRate } from '../exchange';
import type { Plan } from '../plan';
import { openingOf } from '../plan';
import { codeOf, loadedAgreements, type ReferenceAgreement, type ReferenceDonor } from '../reference';
import type { ApiClient } from './client';
import { planSeats } from '../seats';
import { conditionOf, contactOf, reportsOf, unspentClauseOf } from '../terms';
import { sideBySide } from './side-by-side';

/** Fictitious account with valid check digits. */
export const MAIN_ACCOUNT: AccountIdentity & { code: string } = {
  code: MAIN_ACCOUNT_CODE,
  iban: 'FR7630006000011234567890189',
  bic: 'ABNDFRPPXXX',
  currency: 'EUR',
};
export const PLACEMENT = 'MAIN-EUR';
const POOL = 'EUR';
const DAYS_FROM_SIGNATURE_TO_START = 16;

const donorKinds: Readonly<Record<string, string>> = {
  BMGF: 'FOUNDATION',
  UE: 'MULTILATERAL',
  BM: 'MULTILATERAL',
  SIAAP: 'PUBLIC_SYNDICATE',
  AESN: 'WATER_AGENCY',
  AEAG: 'WATER_AGENCY',
  AELB: 'WATER_AGENCY',
  AERM: 'WATER_AGENCY',
  WALLONIE: 'STATE',
  CANADA: 'STATE',
  FRANCE: 'STATE',
  CAMEROUN: 'STATE',
  QUEBEC: 'STATE',
  AIMF: 'INTERNAL',
  'APPEL-TOAMASINA': 'OTHER',
};
const donorCountries: Readonly<Record<string, string>> = {
  BMGF: 'US',
  GENEVE: 'CH',
  LAUSANNE: 'CH',
  LIEGE: 'BE',
  WALLONIE: 'BE',
  LUXEMBOURG: 'LU',
  CANADA: 'CA',
  QUEBEC: 'CA',
  CAMEROUN: 'CM',
};

export async function openAccount(api: ApiClient, plan: Plan): Promise<void> {
  const opening = plan.statements[0];
  await api.post(
    'finance-officer',
    '/api/treasury/accounts',
    {
      code: MAIN_ACCOUNT.code,
      name: 'Compte principal (fictif)',
      iban: MAIN_ACCOUNT.iban,
      bic: MAIN_ACCOUNT.bic,
      currency: MAIN_ACCOUNT.currency,
      openingDate: plan.reference.horizon_from,
      openingBalance: opening?.opening.toJSON(),
    },
    'account',
  );
}

/** The accounts in other currencies, and the rates at which what they receive is booked. */
export async function openOtherAccounts(api: ApiClient, plan: Plan): Promise<void> {
  await Promise.all(plan.otherStatements.map(({ account }) => openOtherAccount(api, account)));
  const { USD = {}, CHF = {} } = plan.reference.exchange_rates.EUR_per_unit_by_year;
  for (const [currency, table] of Object.entries({ USD, CHF }))
    for (const year of Object.keys(table)) {
      const day = `${year}-01-01`;
      const rate = unitsPerEuro(plan.reference, currency, day);
      const body = { currency, day, rate, source: 'Taux illustratif de l’année' };
      await api.post('finance-officer', '/api/treasury/exchange-rates', body, `exchange-rate:${currency}:${year}`);
    }
}

async function openOtherAccount(
  api: ApiClient,
  { code, name, iban, bic, currency, kind, openedOn }: ScenarioAccount,
): Promise<void> {
  const openingBalance = Money.zero(currency).toJSON();
  const body = { code, name, iban, bic, currency, kind, openingDate: openedOn, openingBalance };
  await api.post('finance-officer', '/api/treasury/accounts', body, `account:${code}`);
}

export async function openPlacement(api: ApiClient, plan: Plan): Promise<void> {
  const account = plan.reference.bank_accounts[0];
  await api.post(
    'finance-officer',
    '/api/emergency-fund/placements',
    {
      code: PLACEMENT,
      account: MAIN_ACCOUNT.code,
      pool: POOL,
      currency: 'EUR',
      dayCount: account?.day_count,
      capitalisation: account?.capitalisation?.toUpperCase(),
      openedOn: plan.reference.horizon_from,
    },
    'placement',
  );
  for (const [from, rate] of account?.rates ?? []) {
    const { id } = await api.post<{ id: string }>(
      'finance-officer',
      `/api/emergency-fund/placements/${PLACEMENT}/rates`,
      { from, rate },
      `rate:${from}`,
    );
    await api.post(
      'finance-controller',
      `/api/emergency-fund/placements/${PLACEMENT}/rates/${id}/confirm`,
      {},
      `rate:${from}:confirm`,
    );
  }
}

export async function registerDonors(api: ApiClient, plan: Plan): Promise<void> {
  const donors = new Map(loadedAgreements(plan.reference).map(({ donor }) => [donor.id, donor]));
  await Promise.all([...donors.values()].map((donor) => registerDonor(api, donor)));
  await sideBySide(
    loadedAgreements(plan.reference),
    ({ donor }) => donor.id,
    ({ donor, agreement }) => registerAgreement(api, plan, donor, agreement),
  );
}

async function registerDonor(api: ApiClient, donor: ReferenceDonor): Promise<void> {
  const { id, name, agreements } = donor;
  await api.post(
    'finance-officer',
    '/api/contributions/donors',
    {
      code: id,
      name,
      kind: donorKinds[id] ?? 'CITY',
      country: donorCountries[id] ?? 'FR',
      payerAliases: [...new Set([name.toUpperCase(), ...agreements.flatMap(({ payer_alias = [] }) => payer_alias)])],
      iatiOrgId: null,
      contacts: contactOf(donor),
    },
    `donor:${id}`,
  );
}

async function registerAgreement(
  api: ApiClient,
  plan: Plan,
  donor: ReferenceDonor,
  agreement: ReferenceAgreement,
): Promise<void> {
  const [from, to] = agreement.period;
  const { level, themes, projects, programmes, case: event } = agreement.earmark;
  const signedOn = addDays(from, -DAYS_FROM_SIGNATURE_TO_START);
  const instalments = plan.instalments.filter((instalment) => instalment.agreement === agreement.id);
  await api.post(
    'finance-officer',
    '/api/contributions/agreements',
    {
      code: agreement.id,
      donor: donor.id,
      instrument: agreement.instrument,
      amount: { amount: agreement.amount.value, currency: agreement.ccy },
      signedOn,
      period: { from, to },
      countsAs: agreement.countsAs,
      pool: poolOf(agreement),
      earmark: { level, themes, projects, programmes, case: event },
      interestClauses: [{ from, kind: agreement.interest_clause }],
      basis: agreement.amount.basis ?? 'ILLUSTRATIVE',
      ...(agreement.ccy !== 'EUR' && { rate: illustrativeRate(plan, agreement.ccy, signedOn) }),
      unspentClause: unspentClauseOf(agreement),
      aidRate: agreement.aid_rate_pct,
      variationLimit: agreement.budget_variation_pct,
      indirectCostCap: agreement.indirect_cost_cap_pct,
      coFinancingCap: agreement.eu_share_max_pct,
      reports: reportsOf(agreement, plan.reference.business_day),
      instalments: instalments.map((instalment) => ({
        number: instalment.number,
        amount: instalment.amount,
        dueOn: instalment.dueOn,
        condition: conditionOf(agreement, instalment),
      })),
    },
    `agreement:${agreement.id}`,
  );
}

/** A rate of the scenario's table, as a command takes it. */
export function illustrativeRate(plan: Plan, currency: string, date: Day): { rate: string; source: string; date: Day } {
  return { rate: yearlyRate(plan.reference, currency, date), source: 'Taux illustratif de l’année', date };
}

/** The opening balance arrives whole in the association's own resources; its emergency part is moved out by two persons. */
export async function openingBalances(api: ApiClient, plan: Plan): Promise<void> {
  const emergency = openingOf(plan.reference, 'emergency');
  const { id } = await api.post<{ id: string }>(
    'finance-officer',
    '/api/contributions/openings',
    {
      effectiveDate: plan.reference.horizon_from,
      lines: [],
      emergency: { amount: emergency },
    },
    'opening',
  );
  await api.post('finance-controller', `/api/contributions/openings/${id}/confirm`, {}, 'opening:confirm');
}

export async function registerCities(api: ApiClient, plan: Plan): Promise<void> {
  await Promise.all(plan.reference.cities.map((city) => registerCity(api, plan, city)));
}

async function registerCity(api: ApiClient, plan: Plan, city: Plan['reference']['cities'][number]): Promise<void> {
  const { name, member_since, kind } = city;
  const country = countryOf(plan, name);
  const seats = planSeats(plan.reference).filter((seat) => seat.city === codeOf(name));
  await api.post(
    'secretariat',
    '/api/disbursements/cities',
    {
      code: codeOf(name),
      name,
      country,
      memberSince: member_since ?? null,
      ...(kind && { kind: 'ASSOCIATION' }),
      seats: seats.map(({ from, basis }) => ({ from, basis })),
    },
    `city:${codeOf(name)}`,
  );
  await registerBeneficiary(api, codeOf(name), name, country);
}

function countryOf(plan: Plan, city: string): string {
  const known: Readonly<Record<string, string>> = { Paris: 'FR', Rabat: 'MA', 'Faîtière des Communes du Togo': 'TG' };
  const project = plan.reference.projects.find(({ carried_by }) => carried_by === city);
  const disaster = plan.reference.emergency.find(({ city: struck }) => struck.startsWith(city));
  return project?.country ?? disaster?.country ?? known[city] ?? 'FR';
}

/** Countries of the demonstration whose accounts are IBANs; the others have a local account and a BIC. */
const ibans: Readonly<Record<string, string>> = {
  FR: 'FR7630001007941234567890185',
  MR: 'MR1300020001010000123456753',
  TN: 'TN5910006035183598478831',
  LB: 'LB62099900000001001901229114',
};

export async function registerBeneficiary(api: ApiClient, code: string, name: string, country: string): Promise<void> {
  const iban = ibans[country];
  const bank = iban ? { iban } : { account: `${country}000${code.length}1234567890`, bic: `ABND${country}XX` };
  const { id } = await api.post<{ id: string }>(
    'finance-officer',
    '/api/treasury/beneficiaries',
    {
      code,
      name,
      country,
      ...bank,
      address: { town: name, country },
    },
    `beneficiary:${code}`,
  );
  await api.post('finance-controller', `/api/treasury/beneficiaries/${id}/confirm`, {}, `beneficiary:${code}:confirm`);
}

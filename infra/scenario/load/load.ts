import type { Plan } from '../plan';
import { grantBeirut, openToamasina, proposeToamasina, registerPeople, reportBeirut } from './aid';
import { ApiClient, until } from './client';
import { recordGifts } from './gifts';
import { prepareNextSession } from './life';
import { reportMissions } from './missions';
import { liveMonth } from './months';
import type { References } from './reconciliation';
import { settled } from './settled';
import { openCityDossier } from './city-dossier';
import { openOtherPlacements } from './placements';
import { enterResults } from './results';
import {
  openAccount,
  openingBalances,
  openOtherAccounts,
  openPlacement,
  registerCities,
  registerDonors,
} from './registers';
import { planComingTranches } from './tranches';
import { writeDossiers } from './dossiers';
import { prepareProgrammes } from './programmes';

const BEIRUT_MONTH = '2020-08';

/** Loads the demonstration through the public API and statement files. A second run changes nothing. */
export async function loadScenario(
  base: string,
  plan: Plan,
  progress: (done: number, of: number, what: string) => void,
): Promise<void> {
  const api = new ApiClient(base);
  const references: References = { calls: new Map(), orders: new Map() };
  const of = plan.months.length + 3;
  progress(0, of, 'registres');
  await Promise.all([registerCities(api, plan), registerDonors(api, plan), openAccount(api, plan)]);
  await openOtherAccounts(api, plan);
  await openPlacement(api, plan);
  await openOtherPlacements(api, plan);
  await until('opening balances', async () => {
    await openingBalances(api, plan);
    return true;
  });
  progress(1, of, 'dossiers');
  await prepareProgrammes(api, plan);
  await writeDossiers(api, plan);
  await openToamasina(api);
  await settled(api);
  for (const [index, month] of plan.months.entries()) {
    progress(index + 2, of, month);
    if (month === BEIRUT_MONTH) references.orders.set('LB-BEYROUTH-2020', await grantBeirut(api));
    await liveMonth(api, plan, references, month);
  }
  progress(of - 1, of, 'travail en cours');
  await planComingTranches(api, plan);
  await reportMissions(api, plan);
  await enterResults(api);
  await prepareNextSession(api, plan);
  await openCityDossier(api);
  await reportBeirut(api);
  await registerPeople(api);
  await proposeToamasina(api);
  await recordGifts(api);
  await api.post(
    'finance-officer',
    '/api/emergency-fund/accruals',
    { through: plan.reference.business_day },
    'accrual:business-day',
  );
  await settled(api);
  progress(of, of, 'prêt');
}

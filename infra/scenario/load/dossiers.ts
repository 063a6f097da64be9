import { addDays } from '@abonde/calendar';
import { convert, Money, type MoneyJson, PEGS } from '@abonde/money';
import { overBudget } from '../budget';
import { midPeriod } from '../instalments';
import type { Plan } from '../plan';
import { codeOf, type ReferenceProject } from '../reference';
import { cityCode } from '../sessions';
import type { ApiClient } from './client';
import { ASSOCIATION, SANITATION_PROGRAMME } from './programmes';

/** A city's part, as its plan names it. */
const cityParts: Readonly<Record<string, string>> = {
  cash: 'Budget municipal',
  land: 'Terrain',
  staff: 'Personnel municipal',
  building: 'Bâtiment',
  'in kind': 'Apport en nature',
};
/** Targets that projects of a theme serve. */
const goals: Readonly<Record<string, string[]>> = {
  WATER_SANITATION: ['6.1', '6.2', '6.3'],
  GENDER_EQUALITY: ['5.2', '5.5'],
  CULTURE: ['11.4'],
  CLIMATE: ['13.1'],
  DIGITAL: ['9.c'],
  ENERGY: ['7.1'],
  URBAN_RENEWAL: ['11.1', '11.3'],
  EDUCATION: ['4.a'],
  SECURITY: ['16.1'],
};
/** Volets that are projects of their own. */
const earlierPhases: Readonly<Record<string, string>> = { 'LA-VTE-GBV2': 'LA-VTE-GBV1' };
/** Who carries projects out with their cities, where the scenario's list doesn't say. */
const partners: Readonly<Record<string, string[]>> = {
  'LA-VTE-GBV2': ['Gret', 'WTA'],
  'KH-SR-PROFERTIL': ['Agrisud', 'Département des Hauts-de-Seine'],
  'TG-OGOU1-EFH': ['FCT'],
  'BJ-ANCB-FEM': ['ANCB', 'REFELA'],
  'BJ-ANCB-ECOLES': ['ANCB'],
};

/** Past actions first, since later phases name them; then the projects whose money the demonstration moves. */
export async function writeDossiers(api: ApiClient, plan: Plan): Promise<void> {
  const loaded = new Set(plan.projects.map(({ id }) => id));
  const past = plan.reference.projects.filter(({ id }) => !loaded.has(id));
  await Promise.all(past.map((project) => writeDossier(api, project, true)));
  await Promise.all(plan.projects.map((project) => writeDossier(api, project, false)));
}

async function writeDossier(api: ApiClient, project: ReferenceProject, historyOnly: boolean): Promise<void> {
  const {
    id,
    plan,
    period: [from, to],
  } = project;
  const eur = (amount: string) => Money.eur(amount).toJSON();
  await api.post(
    'project-officer',
    '/api/disbursements/projects',
    {
      code: id,
      title: project.title,
      city: carrierOf(project),
      country: project.country,
      theme: project.theme,
      instrument: project.instrument,
      period: { from, to },
      localCurrency: project.local_ccy,
      location: { name: project.carried_by, country: project.country },
      schedule: stepsOf(project),
      phases: stepsOf(project).map(({ label: title, ...period }) => ({ title, period })),
      beneficiary: carrierOf(project),
      ...(historyOnly && { historyOnly, effectiveDate: to }),
      ...(earlierPhases[id] && { previousPhase: earlierPhases[id] }),
      ...(isInclusiveSanitation(project) && { programme: SANITATION_PROGRAMME }),
      ...(project.instrument === 'GOVERNANCE' && { cofinancing: { percent: '75', source: 'UE' } }),
      purposeCodes: project.crs.map(([code, percent]) => ({ code, percent })),
      markers: { gender: project.gender_marker, climateAdaptation: project.climate_adaptation ?? 0 },
      sdgs: goals[project.theme] ?? [],
      implementers: project.implementers ?? partners[id] ?? [],
      basis: plan.total.basis ?? 'ILLUSTRATIVE',
      narrative: {
        context: `${project.title} (texte illustratif)`,
        objectives: 'Améliorer durablement un service municipal (texte illustratif)',
        activities: 'Études, travaux, formation (texte illustratif)',
        sustainability: 'Exploitation par la ville (texte illustratif)',
      },
      resultsFramework: {
        outcomes: [
          {
            title: 'Service amélioré',
            genderAnalysis: 'Effets suivis pour les femmes et les hommes',
            indicators: [
              {
                title: 'Habitants desservis',
                unit: 'personnes',
                baseline: '0',
                target: '10000',
                disaggregatedBySex: true,
              },
              { title: 'Ménages satisfaits du service', unit: '%', baseline: '40', target: '80' },
            ],
          },
        ],
      },
      budgetLines: overBudget(Money.eur(plan.total.value)).map(({ label, amount }) => ({
        label,
        ...inLocalCurrency(amount, project.local_ccy),
      })),
      financingPlan: {
        total: eur(plan.total.value),
        sources: [
          ...plan.fund_lines.map(({ source, amount }) => ({
            kind: 'FUND',
            name: source,
            amount: eur(amount),
            inKind: false,
          })),
          ...plan.city_lines.map(({ kind, amount, in_kind }) => ({
            kind: 'CITY',
            name: cityParts[kind] ?? kind,
            amount: eur(amount),
            inKind: in_kind,
          })),
          ...plan.direct_partner_lines.map(({ source, amount }) => ({
            kind: 'PARTNER',
            name: source,
            amount: eur(amount),
            inKind: false,
          })),
        ],
      },
    },
    `project:${id}`,
  );
  if (historyOnly) return;
  await api.upload(
    'project-officer',
    `/api/disbursements/projects/${id}/documents`,
    `demande-${id}.pdf`,
    signedRequest(project),
    'application/pdf',
    {
      kind: 'SIGNED_REQUEST',
    },
  );
}

/** What several cities shared is carried by the association itself. */
function carrierOf(project: ReferenceProject): string {
  return project.carried_by === 'several' ? ASSOCIATION : cityCode(project);
}

function stepsOf({ id, period: [from, to] }: ReferenceProject): { label: string; from: string; to: string }[] {
  if (id !== 'VN-HUE-GBV') return [{ label: 'Réalisation', from, to }];
  const middle = midPeriod([from, to]);
  return [
    { label: 'Études', from, to: addDays(middle, -1) },
    { label: 'Exploitation', from: middle, to },
  ];
}

function isInclusiveSanitation({ instrument, plan }: ReferenceProject): boolean {
  return instrument === 'COOPERATION' && plan.fund_lines.some(({ source }) => source === 'BMGF');
}

/** The fixed parity gives the local amount; elsewhere the budget stays in euros. */
function inLocalCurrency(amount: Money, currency: string): { amount: MoneyJson; local?: MoneyJson } {
  const parity = PEGS.get(currency);
  return { amount: amount.toJSON(), ...(parity && { local: convert(amount, currency, parity).toJSON() }) };
}

/** The smallest PDF that opens, with the request's sentence. */
function signedRequest({ id, title }: ReferenceProject): string {
  const text = `Demande de la ville, exemple : ${codeOf(title)} (${id})`;
  const stream = `BT /F1 14 Tf 60 760 Td (${text}) Tj ET`;
  return [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj',
    `4 0 obj<</Length ${stream.length}>>stream\n${stream}\nendstream endobj`,
    '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n');
}

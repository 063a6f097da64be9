import { Money } from '@abonde/money';
import type { Plan } from '../plan';
import { codeOf, type ReferenceProject } from '../reference';
import { cityCode } from '../sessions';
import type { ApiClient } from './client';

export async function writeDossiers(api: ApiClient, plan: Plan): Promise<void> {
  await Promise.all(plan.projects.map((project) => writeDossier(api, project)));
}

async function writeDossier(api: ApiClient, project: ReferenceProject): Promise<void> {
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
      city: cityCode(project),
      country: project.country,
      theme: project.theme,
      instrument: project.instrument,
      period: { from, to },
      localCurrency: project.local_ccy,
      location: { name: project.carried_by, country: project.country },
      schedule: [{ label: 'Réalisation', from, to }],
      beneficiary: cityCode(project),
      purposeCodes: project.crs.map(([code, percent]) => ({ code, percent })),
      markers: { gender: project.gender_marker, climateAdaptation: project.climate_adaptation ?? 0 },
      implementers: project.implementers ?? [],
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
            ],
          },
        ],
      },
      budgetLines: [{ label: 'Réalisation du projet', amount: eur(plan.total.value) }],
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
            name: kind,
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

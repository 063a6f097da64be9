import { Money } from '@abonde/money';
import type { ApiClient } from './client';

const CODE = 'KH-SR-MARCHE';
const PATH = `/api/disbursements/projects/${CODE}`;
const PDF = ['%PDF-1.4', '1 0 obj<</Type/Catalog>>endobj', 'trailer<</Root 1 0 R>>', '%%EOF'].join('\n');

/** A dossier that a city wrote and that came back with changes to make: what waits for it on the demonstration's day. */
export async function openCityDossier(api: ApiClient): Promise<void> {
  const eur = (amount: string) => Money.eur(amount).toJSON();
  await api.post(
    'city',
    '/api/disbursements/projects',
    {
      code: CODE,
      title: 'Siem Reap – marché couvert (exemple)',
      theme: 'URBAN_RENEWAL',
      instrument: 'COOPERATION',
      period: { from: '2026-09-01', to: '2028-08-31' },
      localCurrency: 'KHR',
      location: { name: 'Siem Reap', latitude: 13.3618, longitude: 103.8606 },
      markers: { gender: 1 },
      basis: 'ILLUSTRATIVE',
      narrative: {
        context: 'Le marché de quartier n’est ni couvert ni raccordé (texte illustratif)',
        objectives: 'Un marché sain et accessible (texte illustratif)',
        activities: 'Études, halle, sanitaires (texte illustratif)',
        sustainability: 'Régie municipale, droits de place (texte illustratif)',
      },
      resultsFramework: {
        outcomes: [
          {
            title: 'Conditions de travail améliorées',
            genderAnalysis: 'Trois marchands sur quatre sont des femmes (exemple)',
            indicators: [
              { title: 'Étals raccordés', unit: 'étals', baseline: '0', target: '120', disaggregatedBySex: true },
            ],
          },
        ],
      },
      budgetLines: [
        { label: 'Études', amount: eur('40000.00') },
        { label: 'Travaux', amount: eur('260000.00') },
      ],
      financingPlan: {
        total: eur('300000.00'),
        sources: [
          { kind: 'FUND', name: 'AIMF', amount: eur('240000.00'), inKind: false },
          { kind: 'CITY', name: 'Terrain', amount: eur('60000.00'), inKind: true },
        ],
      },
      effectiveDate: '2026-01-12',
    },
    `project:${CODE}`,
  );
  await api.upload('city', `${PATH}/documents`, `demande-${CODE}.pdf`, PDF, 'application/pdf', {
    kind: 'SIGNED_REQUEST',
  });
  await api.post('city', `${PATH}/submit`, { effectiveDate: '2026-01-20' }, `${CODE}:submit`);
  await api.post(
    'secretariat',
    `${PATH}/request-changes`,
    {
      effectiveDate: '2026-02-10',
      reason: 'Budget et calendrier à préciser (exemple)',
      changes: [
        { section: 'budget', text: 'Séparer la halle des sanitaires (exemple)' },
        { section: 'schedule', text: 'Donner les dates des travaux (exemple)' },
      ],
    },
    `${CODE}:changes`,
  );
}

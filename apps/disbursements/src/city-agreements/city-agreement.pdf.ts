import { formatMoney, type Language, Money } from '@abonde/money';
import { pdfOf, type PdfSheet } from '@abonde/platform';
import type { ProjectViewDto } from '../projects/project-view.dto';
import type { TrancheDto } from '../tranches/tranches.dto';

/** A vote of the Bureau in the project's favour. */
export interface Vote {
  session: string;
  date: string;
  attributed: Money;
}

export interface CityAgreement {
  project: ProjectViewDto;
  votes: readonly Vote[];
  tranches: readonly TrancheDto[];
  /** Amendments in force. */
  amendments: readonly { number: number; reason: string; inForceOn: string }[];
  /** Day of the signature; null while it is a draft. */
  signedOn: string | null;
  printedOn: string;
}

const language: Language = 'fr';
const kinds = { FUND: 'Fonds de coopération', CITY: 'Ville bénéficiaire', PARTNER: 'Partenaire' } as const;

/** The agreement between the association and a city, in French, from the dossier and what the Bureau voted. */
export function cityAgreement(agreement: CityAgreement): Promise<Buffer> {
  const { project, signedOn, printedOn } = agreement;
  const title = `Convention de subvention ${project.code}`;
  return pdfOf({ language, title, foot: `${project.code}, édité le ${written(printedOn)}` }, (sheet) => {
    sheet.letterhead(project.cityName);
    sheet.heading(1, signedOn ? title : `Projet de convention de subvention ${project.code}`);
    if (signedOn) sheet.fact('Signée le', written(signedOn));
    parties(sheet, project);
    subsidy(sheet, agreement);
    plan(sheet, project);
    payments(sheet, agreement.tranches);
    duties(sheet, project);
    amended(sheet, agreement.amendments);
    sheet.signature('Pour l’association, la Présidence');
    sheet.signature(`Pour la ville de ${project.cityName}`);
  });
}

function parties(sheet: PdfSheet, { title, cityName, country, period, narrative }: ProjectViewDto): void {
  sheet.heading(2, 'Article 1 – Objet');
  sheet.paragraph(
    `La présente convention fixe les conditions dans lesquelles l’Association internationale des maires francophones soutient le projet « ${title} », porté par la ville de ${cityName} (${country}).`,
  );
  const objectives = narrative?.objectives?.trim();
  if (objectives) sheet.paragraph(objectives);
  if (period) sheet.fact('Durée', `du ${written(period.from)} au ${written(period.to)}`);
}

function subsidy(sheet: PdfSheet, { project, votes }: CityAgreement): void {
  sheet.heading(2, 'Article 2 – Subvention');
  sheet.fact('Montant engagé', money(project.engaged));
  sheet.fact('Montant attribué à ce jour', money(project.attributed));
  for (const { session, date, attributed } of votes)
    sheet.paragraph(`Vote du Bureau du ${written(date)} (${session}) : ${money(attributed)} attribués.`);
  sheet.paragraph(
    'Seul le montant attribué par le Bureau engage l’association ; le reste dépend de ses votes à venir.',
  );
}

function plan(sheet: PdfSheet, { financingPlan, shares }: ProjectViewDto): void {
  if (!financingPlan) return;
  sheet.heading(2, 'Article 3 – Plan de financement');
  sheet.table(
    [{ heading: 'Source' }, { heading: 'Apport', width: 0.2 }, { heading: 'Montant', width: 0.25, align: 'right' }],
    [
      ...financingPlan.sources.map(({ kind, name, amount, inKind }) => [
        `${kinds[kind]} – ${name}`,
        inKind ? 'en nature' : 'numéraire',
        money(Money.of(amount)),
      ]),
      ['Total', '', money(Money.of(financingPlan.total))],
    ],
  );
  if (shares?.ceiling && shares.ceilingPercent)
    sheet.paragraph(
      `La part du Fonds ne dépasse pas ${shares.ceilingPercent} % du coût total, au vote comme sur le coût final : un trop-perçu est reversé.`,
    );
}

function payments(sheet: PdfSheet, tranches: readonly TrancheDto[]): void {
  sheet.heading(2, 'Article 4 – Versements');
  if (tranches.length === 0) {
    sheet.paragraph('Les tranches sont arrêtées entre les parties, chacune avec ses conditions.');
    return;
  }
  sheet.table(
    [
      { heading: 'Tranche', width: 0.12 },
      { heading: 'Montant', width: 0.25, align: 'right' },
      { heading: 'Conditions' },
    ],
    tranches.map(({ number, amount, conditions }) => [
      String(number),
      money(amount),
      conditions.map((condition) => conditionWords(condition as Condition)).join('\u00a0; ') || 'aucune',
    ]),
  );
}

interface Condition {
  kind: string;
  percent?: string;
  report?: string;
  label?: string;
}

function conditionWords({ kind, percent, report, label }: Condition): string {
  if (kind === 'PREVIOUS_JUSTIFIED') return `tranche précédente justifiée à ${percent}\u00a0%`;
  if (kind === 'REPORT_ACCEPTED') return `rapport ${report === 'FINAL' ? 'final' : 'intermédiaire'} accepté`;
  if (kind === 'WORKS_PROGRESS') return `travaux avancés à ${percent}\u00a0% selon la dernière mission`;
  return label ?? 'mission de suivi effectuée';
}

function duties(sheet: PdfSheet, { basis }: ProjectViewDto): void {
  sheet.heading(2, 'Article 5 – Obligations de la ville');
  sheet.list([
    'justifier les dépenses par ligne du budget, avec les pièces ;',
    'remettre les rapports intermédiaires et final, et les résultats du cadre de rendement ;',
    'recevoir les missions de suivi-évaluation ;',
    'reverser ce qui n’est ni dépensé ni justifié.',
  ]);
  sheet.heading(2, 'Article 6 – Suspension, avenant, résiliation');
  sheet.paragraph(
    'L’objet, le montant et les dates changent par avenant. L’association peut suspendre ou résilier la convention avec un motif ; ce qui n’est pas versé retourne à ses bailleurs.',
  );
  if (basis === 'ILLUSTRATIVE') sheet.paragraph('Document d’exemple : données illustratives.');
}

function amended(sheet: PdfSheet, amendments: CityAgreement['amendments']): void {
  if (amendments.length === 0) return;
  sheet.heading(2, 'Avenants en vigueur');
  sheet.list(amendments.map(({ number, reason, inForceOn }) => `n° ${number}, le ${written(inForceOn)} : ${reason}`));
}

function written(day: string): string {
  return day.split('-').reverse().join('/');
}

function money(amount: Money): string {
  return formatMoney(amount, language);
}

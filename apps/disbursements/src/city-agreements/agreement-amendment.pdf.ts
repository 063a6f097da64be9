import { formatMoney, Money } from '@abonde/money';
import { pdfOf, type PdfSheet } from '@abonde/platform';
import type { ProjectViewDto } from '../projects/project-view.dto';
import type { AgreementChanges } from './agreement-amendment';

interface PrintedAmendment {
  project: ProjectViewDto;
  number: number;
  reason: string;
  changes: AgreementChanges;
  before: AgreementChanges;
  signedOn: string | null;
  signatories: { city: string | null; association: string | null };
  inForceOn: string | null;
  printedOn: string;
}

/** An amendment to the agreement with a city, in French: what was agreed until then, and what is agreed now. */
export function agreementAmendmentPdf(amendment: PrintedAmendment): Promise<Buffer> {
  const { project, number, reason, changes, before, signedOn, inForceOn, printedOn, signatories } = amendment;
  const title = `Avenant n° ${number} à la convention de subvention ${project.code}`;
  return pdfOf({ language: 'fr', title, foot: `${project.code}, édité le ${written(printedOn)}` }, (sheet) => {
    sheet.letterhead(project.cityName);
    sheet.heading(1, inForceOn ? title : `Projet d’avenant n° ${number} ${project.code}`);
    if (signedOn) sheet.fact('Convention signée le', written(signedOn));
    if (inForceOn) sheet.fact('En vigueur le', written(inForceOn));
    sheet.paragraph(`L’association et la ville de ${project.cityName} conviennent de ce qui suit. ${reason}`);
    for (const article of articlesOf(changes, before)) article(sheet);
    sheet.paragraph('Les autres articles de la convention restent sans changement.');
    sheet.signature(party('Pour l’association', signatories.association));
    sheet.signature(party(`Pour la ville de ${project.cityName}`, signatories.city));
  });
}

function articlesOf(changes: AgreementChanges, before: AgreementChanges): ((sheet: PdfSheet) => void)[] {
  const { scope, period, attributed, financingPlan, budgetLines } = changes;
  const articles: [string, (sheet: PdfSheet) => void][] = [];
  if (scope !== undefined) articles.push(['Objet', (sheet) => sheet.paragraph(scope)]);
  if (period) articles.push(['Durée', (sheet) => fromTo(sheet, spanOf(before.period), spanOf(period))]);
  if (attributed)
    articles.push(['Montant', (sheet) => fromTo(sheet, amountOf(before.attributed), amountOf(attributed))]);
  if (financingPlan)
    articles.push([
      'Plan de financement',
      (sheet) =>
        amounts(
          sheet,
          'Source',
          financingPlan.sources.map(({ name, amount }) => [name, amount] as const),
        ),
    ]);
  if (budgetLines)
    articles.push([
      'Budget',
      (sheet) =>
        amounts(
          sheet,
          'Ligne',
          budgetLines.map(({ label, amount }) => [label, amount] as const),
        ),
    ]);
  return articles.map(([heading, write], at) => (sheet) => {
    sheet.heading(2, `Article ${at + 1} – ${heading}`);
    write(sheet);
  });
}

function fromTo(sheet: PdfSheet, before: string, after: string): void {
  sheet.fact('Jusqu’ici', before);
  sheet.fact('Désormais', after);
}

function amounts(
  sheet: PdfSheet,
  what: string,
  rows: readonly (readonly [string, { amount: string; currency: string }])[],
): void {
  const total = Money.sum(rows.map(([, amount]) => Money.of(amount)));
  sheet.table(
    [{ heading: what }, { heading: 'Montant', width: 0.3, align: 'right' }],
    [...rows.map(([name, amount]) => [name, amountOf(amount)]), ['Total', amountOf(total)]],
  );
}

function party(side: string, signatory: string | null): string {
  return signatory ? `${side}, ${signatory}` : side;
}

function spanOf(period: { from: string; to: string } | undefined): string {
  return period ? `du ${written(period.from)} au ${written(period.to)}` : 'non fixée';
}

function amountOf(amount: { amount: string; currency: string } | undefined): string {
  return amount ? formatMoney(Money.of(amount), 'fr') : 'non fixé';
}

function written(day: string): string {
  return day.split('-').reverse().join('/');
}

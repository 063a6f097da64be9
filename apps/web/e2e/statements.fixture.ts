import type { Page } from '@playwright/test';

export interface DroppedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const textFile = (name: string, text: string): DroppedFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** Two movements that leave the account as they found it, so that nothing is left unexplained for others. */
export function mt940File(iban: string, closing = 'C260131EUR0,00'): DroppedFile {
  const lines = [
    ':20:E2E',
    `:25:${iban}`,
    ':28C:00001/001',
    ':60F:C260101EUR0,00',
    ':61:2601050105C1250,50NTRFNONREF//B1',
    ':86:/EREF/E2E-1/NAME/VILLE DE LIEGE/REMI/SUBVENTION 2026',
    ':61:2601300130D1250,50NTRFNONREF//B2',
    ':86:/EREF/E2E-2/NAME/VILLE DE LIEGE/REMI/RETOUR',
    `:62F:${closing}`,
    '-',
  ];
  return textFile('janvier.sta', lines.join('\r\n'));
}

export const table = textFile(
  'fevrier.csv',
  [
    'Date;Texte libre;Donneur;Sortie;Entrée;Solde',
    '03/02/2026;DON;COMMUNE DE NAMUR;;80,25;80,25',
    '04/02/2026;RETOUR DU DON;COMMUNE DE NAMUR;-80,25;;0,00',
  ].join('\n'),
);

export const picture = textFile('scan.pdf', '%PDF-1.7\n');

export async function openStatements(page: Page, search = ''): Promise<void> {
  await page.goto(`/rapprochement${search}`);
  await page.getByTestId('account').first().waitFor();
  // An account that has just been opened has none yet.
  await page.getByTestId('statements').or(page.getByText('Aucun relevé ne correspond')).waitFor();
}

/** Puts files where a person would drop them. */
export async function drop(page: Page, ...files: DroppedFile[]): Promise<void> {
  await page.getByTestId('drop').locator('input[type=file]').setInputFiles(files);
}

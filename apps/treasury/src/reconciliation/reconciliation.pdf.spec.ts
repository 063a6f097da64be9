import type { ReconciliationDto } from './reconciliation.dto';
import { reconciliationPdf } from './reconciliation.pdf';

/** It has no types, and nothing of it is used but its being there. */
const WORKER = 'pdfjs-dist/legacy/build/pdf.worker.mjs';
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const statement: ReconciliationDto = {
  account: 'BNP',
  accountName: 'Compte principal',
  currency: 'EUR',
  asOf: '2026-02-28',
  bankBalance: eur('1324.50'),
  ledgerBalance: eur('1324.50'),
  ledgerBalanceEur: eur('1324.50'),
  ledgerEntries: '',
  difference: eur('0.00'),
  lastStatement: null,
  inTransit: [],
  awaitingConfirmation: [
    { id: '1', date: '2026-02-03', label: 'DRFIP ILE DE FRANCE ET PARIS', amount: eur('250.00'), entries: null },
  ],
  beingUndone: [{ id: '2', date: '2026-02-04', label: 'VILLE DE LIEGE', amount: eur('12.00'), entries: null }],
  unmatchedTotal: { count: 91, amount: eur('-637.00') },
  unmatchedNext: '/api/treasury/entries',
  unmatched: Array.from({ length: 90 }, (_, at) => ({
    id: String(at),
    date: '2026-02-12',
    label: `VIREMENT ${at}`,
    amount: eur('-7.00'),
    entries: null,
  })),
  unexplained: eur('630.00'),
  unexplainedAmount: eur('630.00'),
  unexplainedEntries: '',
  internalTransfers: eur('0.00'),
  internalTransferEntries: '',
  closedPeriods: [],
};

interface TextPage {
  getTextContent(): Promise<{ items: { str?: string }[] }>;
}

async function read(content: Buffer): Promise<{ text: string; pages: number; tagged: boolean; lang: unknown }> {
  const worker: unknown = await import(WORKER);
  Object.assign(globalThis, { pdfjsWorker: worker });
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(content), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await ((await document.getPage(page)) as TextPage).getTextContent();
    texts.push(items.map(({ str = '' }) => str).join(' '));
  }
  const { info } = (await document.getMetadata()) as { info: { Language?: unknown } };
  const marks = (await document.getMarkInfo()) as { Marked?: boolean } | null;
  return {
    text: texts.join('\n').replace(/\s+/g, ' '),
    pages: document.numPages,
    tagged: marks?.Marked === true,
    lang: info.Language,
  };
}

describe('the reconciliation statement on paper', () => {
  it.each([
    [
      'fr',
      [
        'État de rapprochement bancaire',
        'Compte BNP – Compte principal, au 28/02/2026',
        'Inexpliqué',
        '1 324,50 €',
        'Néant',
        '−7,00 €',
        'Rapprochements en cours d’annulation (1)',
        'Mouvements sans explication (91)',
        'Total : −637,00 €',
        'Seuls les premiers sont imprimés',
      ],
    ],
    [
      'en',
      [
        'Bank reconciliation statement',
        'as of 2026-02-28',
        'Unexplained',
        '€1,324.50',
        'None',
        '−€7.00',
        'Entries without explanation (91)',
        'Total: −€637.00',
      ],
    ],
  ] as const)(
    '%s',
    async (language, words) => {
      const { text, pages, tagged, lang } = await read(await reconciliationPdf(statement, language));
      for (const word of words) expect(text).toContain(word);
      expect(text).toContain('VIREMENT 89');
      expect(pages).toBeGreaterThan(1);
      expect([tagged, lang]).toEqual([true, language]);
      // The reader is large, and compiled the first time.
    },
    180_000,
  );
});

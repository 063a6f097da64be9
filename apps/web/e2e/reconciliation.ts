import { expect, type Page } from '@playwright/test';
import { cents, sum } from './amounts';
import { ApiDesk } from './api-desk';

export interface BankLine {
  /** Signed, in EUR. */
  amount: string;
  day: string;
  /** Number of the instalment whose reference the payer quotes. */
  quotes?: number;
  /** `{payer}` stands for the donor's own treasury. */
  party?: string;
  label?: string;
}

export interface Desk {
  statement: string;
  account: string;
  donor: string;
  agreement: string;
}

/** A donor, what it was asked for, an account of its own and a statement in which it pays: nothing of it is anybody else's. */
export async function desk(
  page: Page,
  instalments: readonly string[],
  lines: readonly BankLine[],
  month = '2026-01',
): Promise<Desk> {
  const api = new ApiDesk(page.request);
  const code = ApiDesk.code('E2E');
  const officer = <T>(path: string, data: object) => api.post<T>('finance-officer', path, data);
  await officer('/api/contributions/donors', {
    code,
    name: `Ville ${code}`,
    kind: 'CITY',
    country: 'FR',
    payerAliases: [`TRESORERIE ${code}`],
  });
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const total = euros(sum(instalments.map(cents)));
  await officer('/api/contributions/agreements', {
    code,
    donor: code,
    instrument: 'COOPERATION',
    amount: eur(total),
    signedOn: '2025-12-01',
    period: { from: '2025-12-01', to: '2026-12-31' },
    countsAs: 'FUND',
    earmark: { level: 'NONE' },
    interestClauses: [{ from: '2025-12-01', kind: 'EMERGENCY_FUND' }],
    instalments: instalments.map((amount, at) => ({
      number: at + 1,
      amount: eur(amount),
      dueOn: `${month}-10`,
      condition: { kind: 'DATE' },
    })),
  });
  const references: string[] = [];
  for (const at of instalments.keys()) {
    const path = `/api/contributions/agreements/${code}/instalments/${at + 1}/call`;
    const { reference } = await officer<{ reference: string }>(path, { effectiveDate: `${month}-02` });
    references.push(reference);
  }
  const opened = {
    code,
    name: `Compte ${code}`,
    otherId: code,
    currency: 'EUR',
    openingDate: `${month}-01`,
    openingBalance: eur('0.00'),
  };
  await officer('/api/treasury/accounts', opened);
  const file = camt(code, month, lines, references);
  const statement = await importStatement(api, file);
  await ApiDesk.until(async () => {
    const { items } = await api.get<{ items: { standing: string }[] }>(
      'finance-officer',
      `/api/treasury/statements/${statement}/lines`,
    );
    const safe = items.filter(({ standing }) => standing === 'SAFE').length;
    return safe === lines.filter(({ quotes }) => quotes !== undefined).length || undefined;
  });
  return { statement, account: code, donor: code, agreement: code };
}

async function importStatement(api: ApiDesk, content: string): Promise<string> {
  const file = { name: 'releve.xml', mimeType: 'application/xml', buffer: Buffer.from(content) };
  const { statements } = await api.upload<{ statements: { id: string }[] }>(
    'finance-officer',
    '/api/treasury/statements',
    file,
  );
  return statements[0]?.id ?? '';
}

function euros(amount: bigint): string {
  return `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
}

/** camt.053 of a month of an account that began with nothing. */
function camt(account: string, month: string, lines: readonly BankLine[], references: readonly string[]): string {
  const closing = sum(lines.map(({ amount }) => cents(amount)));
  const last = `${month}-${month.endsWith('-02') ? '20' : '31'}`;
  const balance = (kind: string, amount: bigint, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${euros(amount < 0n ? -amount : amount)}</Amt><CdtDbtInd>${amount < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entry = ({ amount, day, quotes, party, label }: BankLine): string => {
    const debit = amount.startsWith('-');
    const reference =
      quotes === undefined ? '' : `<Strd><CdtrRefInf><Ref>${references[quotes - 1]}</Ref></CdtrRefInf></Strd>`;
    const name = party
      ? `<RltdPties><${debit ? 'Cdtr' : 'Dbtr'}><Nm>${party.replace('{payer}', `TRESORERIE ${account}`)}</Nm></${debit ? 'Cdtr' : 'Dbtr'}></RltdPties>`
      : '';
    const text = label ? `<Ustrd>${label}</Ustrd>` : '';
    return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${debit ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls>${name}<RmtInf>${text}${reference}</RmtInf></TxDtls></NtryDtls></Ntry>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>${account}</MsgId><CreDtTm>${last}T08:00:00</CreDtTm></GrpHdr><Stmt><Id>${account}</Id><ElctrncSeqNb>1</ElctrncSeqNb>`,
    `<FrToDt><FrDtTm>${month}-01T00:00:00</FrDtTm><ToDtTm>${last}T23:59:59</ToDtTm></FrToDt>`,
    `<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', 0n, `${month}-01`),
    balance('CLBD', closing, last),
    ...lines.map(entry),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('');
}

/** Opens a statement and waits until its lines are there. */
export async function openSheet(page: Page, statement: string): Promise<void> {
  await page.goto(`/rapprochement/${statement}`);
  await expect(page.getByTestId('line').or(page.getByTestId('matched-line')).first()).toBeVisible({ timeout: 20_000 });
}

import { type APIResponse, expect, type Page } from '@playwright/test';

export interface BankLine {
  /** Signed, in EUR. */
  amount: string;
  day: string;
  /** Number of the instalment whose reference the payer quotes. */
  quotes?: number;
  party?: string;
  label?: string;
}

export interface Desk {
  statement: string;
  account: string;
  donor: string;
  agreement: string;
}

type Role = 'finance-officer' | 'finance-controller' | 'finance-controller-2';

/** Speaks to the platform as the client of a role would. */
export async function asClient(page: Page, role: Role, path: string, data?: object): Promise<APIResponse> {
  const tokens = await page.request.post('/oidc/token', {
    form: { grant_type: 'client_credentials' },
    headers: { authorization: `Basic ${Buffer.from(`demo-${role}:demo`).toString('base64')}` },
  });
  const { access_token: token } = (await tokens.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() };
  return data === undefined ? page.request.get(path, { headers }) : page.request.post(path, { headers, data });
}

async function done(answer: Promise<APIResponse>): Promise<Record<string, unknown>> {
  const response = await answer;
  expect(response.status(), await response.text()).toBeLessThan(300);
  return (await response.json()) as Record<string, unknown>;
}

/** A donor, what it was asked for, an account of its own and a statement in which it pays: nothing of it is anybody else's. */
export async function desk(
  page: Page,
  instalments: readonly string[],
  lines: readonly BankLine[],
  month = '2026-01',
): Promise<Desk> {
  const code = `E2E-${Date.now().toString(36)}-${Math.floor(Math.random() * 46_656).toString(36)}`.toUpperCase();
  const officer = (path: string, data: object) => done(asClient(page, 'finance-officer', path, data));
  await officer('/api/contributions/donors', {
    code,
    name: `Ville ${code}`,
    kind: 'CITY',
    country: 'FR',
    payerAliases: [`TRESORERIE ${code}`],
  });
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const total = instalments.reduce((sum, amount) => sum + Number(amount), 0).toFixed(2);
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
    const { reference } = await officer(`/api/contributions/agreements/${code}/instalments/${at + 1}/call`, {
      effectiveDate: `${month}-02`,
    });
    references.push(String(reference));
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
  const { id: statement } = await upload(page, file);
  await expect
    .poll(
      async () =>
        (
          (await (await asClient(page, 'finance-officer', `/api/treasury/statements/${statement}/lines`)).json()) as {
            items: { standing: string }[];
          }
        ).items.filter(({ standing }) => standing === 'SAFE').length,
      { timeout: 30_000 },
    )
    .toBe(lines.filter(({ quotes }) => quotes !== undefined).length);
  return { statement, account: code, donor: code, agreement: code };
}

async function upload(page: Page, content: string): Promise<{ id: string }> {
  const tokens = await page.request.post('/oidc/token', {
    form: { grant_type: 'client_credentials' },
    headers: { authorization: `Basic ${Buffer.from('demo-finance-officer:demo').toString('base64')}` },
  });
  const { access_token: token } = (await tokens.json()) as { access_token: string };
  const response = await page.request.post('/api/treasury/statements', {
    headers: { authorization: `Bearer ${token}` },
    multipart: { file: { name: 'releve.xml', mimeType: 'application/xml', buffer: Buffer.from(content) } },
  });
  expect(response.status(), await response.text()).toBe(201);
  const { statements } = (await response.json()) as { statements: { id: string }[] };
  return { id: statements[0]?.id ?? '' };
}

/** camt.053 of a month of an account that began with nothing. */
function camt(account: string, month: string, lines: readonly BankLine[], references: readonly string[]): string {
  const closing = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0) / 100;
  const last = `${month}-${month.endsWith('-02') ? '20' : '31'}`;
  const balance = (kind: string, amount: number, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${Math.abs(amount).toFixed(2)}</Amt><CdtDbtInd>${amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entry = ({ amount, day, quotes, party, label }: BankLine): string => {
    const debit = amount.startsWith('-');
    const reference =
      quotes === undefined ? '' : `<Strd><CdtrRefInf><Ref>${references[quotes - 1]}</Ref></CdtrRefInf></Strd>`;
    const name = party
      ? `<RltdPties><${debit ? 'Cdtr' : 'Dbtr'}><Nm>${party}</Nm></${debit ? 'Cdtr' : 'Dbtr'}></RltdPties>`
      : '';
    const text = label ? `<Ustrd>${label}</Ustrd>` : '';
    return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${debit ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls>${name}<RmtInf>${text}${reference}</RmtInf></TxDtls></NtryDtls></Ntry>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>${account}</MsgId><CreDtTm>${last}T08:00:00</CreDtTm></GrpHdr><Stmt><Id>${account}</Id><ElctrncSeqNb>1</ElctrncSeqNb>`,
    `<FrToDt><FrDtTm>${month}-01T00:00:00</FrDtTm><ToDtTm>${last}T23:59:59</ToDtTm></FrToDt>`,
    `<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', 0, `${month}-01`),
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

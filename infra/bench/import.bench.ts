import { eventually } from '@abonde/testing';
import { atMost, type Bench, type BenchContext, type Row } from './bench';
import { type BenchedService, startBenchedService } from './benched-service';

const iban = 'FR7630006000011234567890189';
const boundary = 'abonde-statement';
const small = 10_000;
const large = 100_000;
/** Milliseconds between looks at the memory of the service. */
const look = 250;
const drainWithin = 600_000;

interface Imported {
  seconds: number;
  peakBytes: number;
}

/** A statement of many receipts, each naming the one instalment that expects it. */
export const importBench: Bench = {
  name: 'import',
  async run(context) {
    const first = await imported(context, small);
    const before = await imported(context, large);
    const whole = await imported(context, 2 * large);
    const after = await imported(context, large);
    return [time([before, after], whole), memory(first, whole)];
  },
};

/** Half of the work is done before and after: a machine that gets slower or faster meanwhile changes nothing. */
function time(halves: [Imported, Imported], whole: Imported): Row {
  const limit = (halves[0].seconds + halves[1].seconds) / 2;
  const name = `import and auto-match ${2 * large} entries, against half as many`;
  return atMost(2.3, { name, value: whole.seconds, unit: 's', limit });
}

function memory(first: Imported, whole: Imported): Row {
  const mebibytes = ({ peakBytes }: Imported): number => peakBytes / 2 ** 20;
  const name = `peak memory of an import of ${2 * large} entries, against ${small}`;
  return atMost(1.5, { name, value: mebibytes(whole), unit: 'MiB', limit: mebibytes(first) });
}

async function imported(context: BenchContext, entries: number): Promise<Imported> {
  const service = await startBenchedService(context, 'treasury', { BUSINESS_DAY: '2026-06-30' });
  try {
    await openAccount(service);
    await expectAll(service, entries);
    return await watched(service, async () => {
      const load = await timed(() => upload(service, entries));
      const match = await timed(() => matchAll(service, entries));
      context.say(`${entries} entries: imported in ${load.toFixed(1)} s, matched in ${match.toFixed(1)} s`);
      return load + match;
    });
  } finally {
    await service.stop();
  }
}

async function openAccount(service: BenchedService): Promise<void> {
  const opening = { openingDate: '2026-01-01', openingBalance: { amount: '0.00', currency: 'EUR' } };
  const account = { code: 'BNP', name: 'BNP', iban, bic: 'AGRIFRPP', currency: 'EUR', ...opening };
  const { status, body } = await service.http('finance-officer').post('/accounts', account);
  if (status !== 201) throw new Error(`The account was not opened: ${JSON.stringify(body)}`);
}

/** What instalments called would have left behind. */
async function expectAll(service: BenchedService, entries: number): Promise<void> {
  const step = 10_000;
  for (let from = 0; from < entries; from += step) {
    const places = Array.from({ length: Math.min(step, entries - from) }, (_, at) => from + at);
    await service.sql(
      `INSERT INTO expectations (kind, reference_id, donor, agreement, number, due_on, amount_minor, currency, payment_reference, sequence)
       SELECT 'instalment', gen_random_uuid(), 'SIAAP', 'SIAAP-2026', 1, '2026-06-01', amount, 'EUR', reference, 1
         FROM unnest($1::bigint[], $2::text[]) AS e (amount, reference)`,
      [places.map(minorOf), places.map(referenceOf)],
    );
  }
  await service.sql('ANALYZE expectations');
}

async function upload(service: BenchedService, entries: number): Promise<void> {
  const type = `multipart/form-data; boundary=${boundary}`;
  const { status, body } = await service.post('finance-officer', '/statements', type, form(entries));
  if (status !== 201) throw new Error(`The statement was refused: ${body}`);
}

async function* form(entries: number): AsyncGenerator<string> {
  yield `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="statement.xml"\r\n\r\n`;
  yield* statement(entries);
  yield `\r\n--${boundary}--\r\n`;
}

async function* empty(): AsyncGenerator<string> {
  yield Promise.resolve('{}');
}

async function matchAll(service: BenchedService, entries: number): Promise<void> {
  const { body } = await service.post('finance-officer', '/matches/auto', 'application/json', empty());
  const { matched } = JSON.parse(body) as { matched?: number };
  if (matched !== entries) throw new Error(`${entries} entries to match: ${body.slice(0, 500)}`);
}

/** Runs the work while the memory of the service is looked at, then waits until all it told is published. */
async function watched(service: BenchedService, work: () => Promise<number>): Promise<Imported> {
  let peakBytes = 0;
  let over = false;
  const watch = async (): Promise<void> => {
    while (!over) {
      peakBytes = Math.max(peakBytes, await service.residentBytes());
      await new Promise((resolve) => setTimeout(resolve, look));
    }
  };
  const watching = watch();
  try {
    const seconds = await work();
    await eventually(() => published(service), drainWithin);
    return { seconds, peakBytes };
  } finally {
    over = true;
    await watching;
  }
}

async function published(service: BenchedService): Promise<boolean> {
  const waiting = await service.sql(
    '(SELECT FROM outbox WHERE sent_at IS NULL LIMIT 1) UNION ALL (SELECT FROM ledger.unsealed LIMIT 1)',
  );
  return waiting.length === 0;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

const minorOf = (at: number): number => 10_000 + (at % 9_973);
const amountOf = (at: number): string =>
  `${Math.floor(minorOf(at) / 100)}.${String(minorOf(at) % 100).padStart(2, '0')}`;

/** ISO 11649: check digits over the number. */
function referenceOf(at: number): string {
  const number = String(at).padStart(10, '0');
  const check = 98n - (BigInt(`${number}271500`) % 97n);
  return `RF${String(check).padStart(2, '0')}${number}`;
}

function* statement(entries: number): Generator<string> {
  const total = Array.from({ length: entries }, (_, at) => minorOf(at)).reduce((sum, minor) => sum + minor, 0);
  const closing = `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`;
  yield [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-06-30T08:00:00</CreDtTm></GrpHdr>',
    '<Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-06-30T08:00:00</CreDtTm>',
    '<FrToDt><FrDtTm>2026-06-01T00:00:00</FrDtTm><ToDtTm>2026-06-28T23:59:59</ToDtTm></FrToDt>',
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', '0.00', '2026-06-01'),
    balance('CLBD', closing, '2026-06-28'),
  ].join('\n');
  for (let at = 0; at < entries; at += 1) yield entry(at, String(1 + Math.floor((28 * at) / entries)).padStart(2, '0'));
  yield '</Stmt></BkToCstmrStmt></Document>';
}

function balance(code: string, amount: string, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function entry(at: number, day: string): string {
  return `<Ntry><Amt Ccy="EUR">${amountOf(at)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-06-${day}</Dt></BookgDt><ValDt><Dt>2026-06-${day}</Dt></ValDt><AcctSvcrRef>BNP${at}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>E2E${at}</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>SIAAP</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>${referenceOf(at)}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>\n`;
}

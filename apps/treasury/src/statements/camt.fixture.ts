import { Money } from '@abonde/money';

/** What a test writes as a bank would. Amounts are signed decimal strings. */
export interface WrittenEntry {
  amount: string;
  bookingDate: string;
  valueDate?: string;
  status?: string;
  reversal?: boolean;
  reference?: string;
  servicerReference?: string;
  endToEndId?: string;
  uetr?: string;
  counterparty?: string;
  remittance?: string[];
  structured?: string;
  charges?: { amount: string; currency: string }[];
  original?: { amount: string; currency: string; rate?: string };
  batch?: { paymentInformationId?: string };
  details?: {
    amount?: string;
    endToEndId?: string;
    counterparty?: string;
    remittance?: string[];
    structured?: string;
  }[];
  returnReason?: string;
}

export interface WrittenStatement {
  account: string;
  /** Written as `Othr/Id` rather than IBAN. */
  other?: boolean;
  currency?: string;
  id?: string;
  number?: string;
  period?: { from: string; to: string } | null;
  opening: string;
  /** Default: opening and booked entries added up. */
  closing?: string;
  openingDay?: string;
  closingDay?: string;
  openingCode?: string;
  closingCode?: string;
  entries: WrittenEntry[];
}

export interface Dialect {
  kind?: '052' | '053' | '054';
  /** From `02` to `13`. */
  version?: string;
  times?: boolean;
}

const containers = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
};

/** Writes a camt message in the shape of the given version. */
export function writeCamt(
  statements: WrittenStatement[],
  { kind = '053', version = '02', times = false }: Dialect = {},
): string {
  const [message = '', element = ''] = containers[kind];
  const shape = { late: Number(version) >= 8, records: Number(version) >= 4, times };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}"><${message}>`,
    '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-31T08:00:00</CreDtTm></GrpHdr>',
    ...statements.map((statement) => `<${element}>${body(statement, shape)}</${element}>`),
    `</${message}></Document>`,
  ].join('\n');
}

interface Shape {
  late: boolean;
  records: boolean;
  times: boolean;
}

function body(statement: WrittenStatement, shape: Shape): string {
  const { currency = 'EUR', account, other, id = 'ST1', number, period, opening } = statement;
  const booked = statement.entries.filter(({ status = 'BOOK' }) => status === 'BOOK');
  const days = booked.map(({ bookingDate }) => bookingDate).sort();
  const closing = statement.closing ?? sum([opening, ...booked.map(({ amount }) => amount)], currency);
  const first = statement.openingDay ?? period?.from ?? days[0] ?? '2026-01-01';
  const last = statement.closingDay ?? period?.to ?? days.at(-1) ?? first;
  return [
    `<Id>${id}</Id>`,
    number ? `<ElctrncSeqNb>${number}</ElctrncSeqNb>` : '',
    '<CreDtTm>2026-01-31T08:00:00</CreDtTm>',
    period ? `<FrToDt><FrDtTm>${period.from}T00:00:00</FrDtTm><ToDtTm>${period.to}T23:59:59</ToDtTm></FrToDt>` : '',
    `<Acct><Id>${other ? `<Othr><Id>${account}</Id></Othr>` : `<IBAN>${account}</IBAN>`}</Id><Ccy>${currency}</Ccy></Acct>`,
    balance(statement.openingCode ?? 'OPBD', opening, currency, first),
    balance(statement.closingCode ?? 'CLBD', closing, currency, last),
    ...statement.entries.map((entry) => entryXml(entry, currency, shape)),
  ].join('\n');
}

function sum(amounts: string[], currency: string): string {
  return Money.sum(
    amounts.map((amount) => Money.of({ amount, currency })),
    currency,
  ).amount;
}

function balance(code: string, amount: string, currency: string, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money('Amt', amount, currency)}${direction(amount)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function money(name: string, amount: string, currency: string): string {
  return `<${name} Ccy="${currency}">${amount.replace(/^-/, '')}</${name}>`;
}

function direction(amount: string): string {
  return `<CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
}

function entryXml(entry: WrittenEntry, currency: string, shape: Shape): string {
  const {
    amount,
    bookingDate,
    valueDate = bookingDate,
    status = 'BOOK',
    reversal,
    charges = [],
    batch,
    details,
  } = entry;
  const day = (name: string, value: string) =>
    shape.times ? `<${name}><DtTm>${value}T10:30:00+01:00</DtTm></${name}>` : `<${name}><Dt>${value}</Dt></${name}>`;
  const records = charges.map((charge) => `${money('Amt', charge.amount, charge.currency)}<CdtDbtInd>DBIT</CdtDbtInd>`);
  return [
    '<Ntry>',
    tag('NtryRef', entry.reference),
    money('Amt', amount, currency),
    direction(amount),
    reversal ? '<RvslInd>true</RvslInd>' : '',
    shape.late ? `<Sts><Cd>${status}</Cd></Sts>` : `<Sts>${status}</Sts>`,
    day('BookgDt', bookingDate),
    day('ValDt', valueDate),
    tag('AcctSvcrRef', entry.servicerReference),
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
    shape.records && records.length
      ? `<Chrgs>${records.map((record) => `<Rcrd>${record}</Rcrd>`).join('')}</Chrgs>`
      : '',
    shape.records ? '' : records.map((record) => `<Chrgs>${record}</Chrgs>`).join(''),
    '<NtryDtls>',
    batch ? `<Btch>${tag('PmtInfId', batch.paymentInformationId)}</Btch>` : '',
    ...(details ?? [entry]).map((detail) =>
      detailXml({ ...detail, parent: amount }, entry, currency, shape, details !== undefined),
    ),
    '</NtryDtls></Ntry>',
  ].join('');
}

type WrittenDetail = NonNullable<WrittenEntry['details']>[number] & { parent: string };

function detailXml(detail: WrittenDetail, entry: WrittenEntry, currency: string, shape: Shape, batch: boolean): string {
  const sign = detail.amount ?? detail.parent;
  const role = sign.startsWith('-') !== Boolean(entry.reversal) ? 'Cdtr' : 'Dbtr';
  const name =
    detail.counterparty &&
    `<${role}>${shape.late ? `<Pty>${tag('Nm', detail.counterparty)}</Pty>` : tag('Nm', detail.counterparty)}</${role}>`;
  const remittance = [
    ...(detail.remittance ?? []).map((line) => tag('Ustrd', line)),
    detail.structured ? `<Strd><CdtrRefInf>${tag('Ref', detail.structured)}</CdtrRefInf></Strd>` : '',
  ].join('');
  const own = batch && detail.amount;
  return [
    '<TxDtls>',
    `<Refs>${tag('EndToEndId', detail.endToEndId ?? 'NOTPROVIDED')}${shape.late ? tag('UETR', entry.uetr) : ''}</Refs>`,
    own && shape.records ? money('Amt', detail.amount ?? '', currency) + direction(sign) : '',
    own && !shape.records ? `<AmtDtls><TxAmt>${money('Amt', detail.amount ?? '', currency)}</TxAmt></AmtDtls>` : '',
    entry.original && !batch ? originalXml(entry.original, currency) : '',
    name ? `<RltdPties>${name}</RltdPties>` : '',
    remittance ? `<RmtInf>${remittance}</RmtInf>` : '',
    entry.returnReason ? `<RtrInf><Rsn><Cd>${entry.returnReason}</Cd></Rsn></RtrInf>` : '',
    '</TxDtls>',
  ].join('');
}

function originalXml({ amount, currency, rate }: NonNullable<WrittenEntry['original']>, booked: string): string {
  const exchange = rate
    ? `<CcyXchg><SrcCcy>${currency}</SrcCcy><TrgtCcy>${booked}</TrgtCcy><UnitCcy>${booked}</UnitCcy><XchgRate>${rate}</XchgRate></CcyXchg>`
    : '';
  return `<AmtDtls><InstdAmt>${money('Amt', amount, currency)}${exchange}</InstdAmt></AmtDtls>`;
}

function tag(name: string, text: string | undefined): string {
  return text ? `<${name}>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>` : '';
}

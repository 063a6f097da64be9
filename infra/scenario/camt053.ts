import type { Money } from '@abonde/money';
import { create } from 'xmlbuilder2';
import type { BankEntry, Statement } from './bank';

export interface AccountIdentity {
  iban: string;
  bic: string;
  currency: string;
}

/** What the platform gave and the payer quotes: the reference of a call, the end-to-end id of an order. */
export interface Quoted {
  reference?: string;
  endToEndId?: string;
}

type Node = Record<string, unknown>;

/** Writes a statement as the bank would send it: camt.053.001.08. */
export function camt053(
  account: AccountIdentity,
  statement: Statement,
  quotedBy: (entry: BankEntry) => Quoted,
): string {
  const number = statement.number ?? statement.month.replace('-', '');
  const document = {
    Document: {
      '@xmlns': 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08',
      BkToCstmrStmt: {
        GrpHdr: { MsgId: `DEMO-${number}`, CreDtTm: `${statement.to}T20:00:00` },
        Stmt: {
          Id: `${account.iban.slice(-6)}-${number}`,
          ElctrncSeqNb: sequenceOf(statement),
          FrToDt: { FrDtTm: `${statement.from}T00:00:00`, ToDtTm: `${statement.to}T23:59:59` },
          Acct: { Id: { IBAN: account.iban }, Ccy: account.currency, Svcr: { FinInstnId: { BICFI: account.bic } } },
          Bal: [balance('OPBD', statement.opening, statement.from), balance('CLBD', statement.closing, statement.to)],
          Ntry: statement.entries.map((entry, index) =>
            entryNode(entry, `${number}${String(index + 1).padStart(4, '0')}`, quotedBy(entry)),
          ),
        },
      },
    },
  };
  return create(document).end({ prettyPrint: true });
}

/** Number of the statement: months since the beginning, unless it has its own. */
export function sequenceOf({ month, number: own }: Statement): string {
  if (own) return own;
  const [year, number] = month.split('-').map(Number) as [number, number];
  return String((year - 2018) * 12 + number);
}

function balance(code: 'OPBD' | 'CLBD', { minor, amount, currency }: Money, day: string): Node {
  const type = { CdOrPrtry: { Cd: code } };
  return { Tp: type, Amt: money(amount, currency), CdtDbtInd: direction(minor), Dt: { Dt: day } };
}

function entryNode(entry: BankEntry, reference: string, quoted: Quoted): Node {
  const { amount, original, bookedOn, valueOn } = entry;
  return {
    NtryRef: reference,
    Amt: money(amount.amount, amount.currency),
    CdtDbtInd: direction(amount.minor),
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: bookedOn },
    ValDt: { Dt: valueOn },
    AcctSvcrRef: `BNK${reference}`,
    BkTxCd: { Prtry: { Cd: entry.purpose.kind.toUpperCase() } },
    ...(original && {
      AmtDtls: {
        InstdAmt: { Amt: money(original.amount.amount, original.amount.currency) },
        TxAmt: {
          Amt: money(amount.plus(original.fee).amount, amount.currency),
          CcyXchg: {
            SrcCcy: original.amount.currency,
            TrgtCcy: amount.currency,
            UnitCcy: original.amount.currency,
            XchgRate: original.rate,
          },
        },
      },
      Chrgs: { Rcrd: { Amt: money(original.fee.amount, original.fee.currency), CdtDbtInd: 'DBIT' } },
    }),
    NtryDtls: { TxDtls: transaction(entry, quoted) },
  };
}

function transaction({ amount, counterparty, remittance }: BankEntry, { reference = '', endToEndId }: Quoted): Node {
  const party = { Pty: { Nm: counterparty } };
  return {
    Refs: { EndToEndId: endToEndId ?? 'NOTPROVIDED' },
    Amt: money(amount.amount, amount.currency),
    CdtDbtInd: direction(amount.minor),
    RltdPties: amount.isNegative() ? { Cdtr: party } : { Dbtr: party },
    RmtInf: { Ustrd: remittance.replace('{reference}', reference).trim() },
  };
}

function money(amount: string, currency: string): Node {
  return { '@Ccy': currency, '#': amount.replace('-', '') };
}

function direction(minor: bigint): 'CRDT' | 'DBIT' {
  return minor < 0n ? 'DBIT' : 'CRDT';
}

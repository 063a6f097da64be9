import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { accountIdentifier, amountOf, dayOf, partyName, short, signed, toldAmountOf } from './camt-fields';
import { type EntryDetail, malformed, type Original, type References, type StatementEntry } from './statement';
import { noReferences } from './text-fields';
import { all, find, firstText, textOf, type XmlNode } from './xml-node';

export interface CamtEntry {
  /** `BOOK` alone moves money; `PDNG`, `INFO` and others are set aside. */
  status: string;
  entry: StatementEntry;
}

/**
 * Reads an `Ntry` of camt.052, 053 or 054, versions 02 to 13.
 * @param fallback day taken where the bank gives neither booking nor value date
 * @throws {StatementRefused} MALFORMED_STATEMENT
 */
export function camtEntry(node: XmlNode, currency: string | null, fallback: Day | null): CamtEntry {
  const amount = entryAmount(node, currency);
  const valueDate = dayOf(find(node, 'ValDt'));
  const bookingDate = dayOf(find(node, 'BookgDt')) ?? valueDate ?? fallback;
  if (!bookingDate) throw malformed('An entry has neither booking nor value date', 'Ntry');
  const reversal = isTrue(textOf(node, 'RvslInd'));
  const transactions = all(node, 'NtryDtls').flatMap((details) => all(details, 'TxDtls'));
  const details = transactions.map((transaction) => detailOf(transaction, amount, reversal, transactions.length === 1));
  const own = details.length === 1 ? details[0] : undefined;
  return {
    status: firstText(node, ['Sts', 'Cd'], ['Sts', 'Prtry'], ['Sts']) ?? 'BOOK',
    entry: {
      amount,
      bookingDate,
      valueDate: valueDate ?? bookingDate,
      reversal,
      transactionCode: transactionCode(find(node, 'BkTxCd')),
      information: textOf(node, 'AddtlNtryInf'),
      counterparty: own?.counterparty ?? null,
      counterpartyAccount: own?.counterpartyAccount ?? null,
      ultimateParty: own?.ultimateParty ?? null,
      references: entryReferences(node, own?.references),
      remittance: own?.remittance ?? '',
      charges: chargesOf(node) ?? sumOfCharges(details),
      original: originalOf(find(node, 'AmtDtls'), amount) ?? own?.original ?? null,
      returnReason: own?.returnReason ?? null,
      details: details.length > 1 ? details : [],
    },
  };
}

function entryAmount(node: XmlNode, currency: string | null): Money {
  const element = find(node, 'Amt');
  if (!element) throw malformed('An entry has no amount', 'Ntry');
  const amount = amountOf(element);
  if (currency && amount.currency !== currency) {
    throw malformed(`An entry in ${amount.currency} on an account in ${currency}`, 'Ntry/Amt');
  }
  return signed(amount, textOf(node, 'CdtDbtInd'), 'Ntry/CdtDbtInd');
}

function detailOf(node: XmlNode, booked: Money, reversal: boolean, alone: boolean): EntryDetail {
  const stated = find(node, 'Amt') ?? find(node, 'AmtDtls', 'TxAmt', 'Amt');
  const direction = textOf(node, 'CdtDbtInd') ?? (booked.isNegative() ? 'DBIT' : 'CRDT');
  const amount = stated ? signed(amountOf(stated), direction, 'TxDtls/CdtDbtInd') : null;
  const parties = find(node, 'RltdPties');
  // A reversal keeps the parties of the transaction it undoes, whose direction was the other one.
  const payerIsOther = (direction === 'CRDT') !== reversal;
  const [other, self] = payerIsOther ? ['Dbtr', 'Cdtr'] : ['Cdtr', 'Dbtr'];
  return {
    amount,
    counterparty:
      partyName(parties, `${other}`) ?? partyName(parties, `Ultmt${other}`) ?? partyName(parties, `${self}`),
    counterpartyAccount: accountIdentifier(find(parties, `${other}Acct`)),
    ultimateParty: partyName(parties, `Ultmt${other}`),
    references: detailReferences(node),
    remittance: all(find(node, 'RmtInf'), 'Ustrd')
      .map((line) => line.text.trim())
      .filter(Boolean)
      .join(' '),
    charges: chargesOf(node),
    original: originalOf(find(node, 'AmtDtls'), alone ? booked : (amount ?? booked)),
    returnReason: firstText(node, ['RtrInf', 'Rsn', 'Cd'], ['RtrInf', 'Rsn', 'Prtry'], ['RtrInf', 'AddtlInf']),
  };
}

function detailReferences(node: XmlNode): References {
  const given = (name: string) => {
    const text = short(textOf(node, 'Refs', name), name);
    return text === null || /^NOT ?PROVIDED$/i.test(text) ? null : text;
  };
  const structured = all(find(node, 'RmtInf'), 'Strd')
    .map((remittance) => textOf(remittance, 'CdtrRefInf', 'Ref'))
    .find((reference) => reference !== null);
  return {
    entry: null,
    accountServicer: given('AcctSvcrRef'),
    endToEndId: given('EndToEndId'),
    instructionId: given('InstrId'),
    transactionId: given('TxId'),
    uetr: given('UETR'),
    mandateId: given('MndtId'),
    messageId: given('MsgId'),
    paymentInformationId: given('PmtInfId'),
    structured: short(structured?.replace(/\s/g, '').toUpperCase() ?? null, 'CdtrRefInf/Ref'),
  };
}

function entryReferences(node: XmlNode, own: References = noReferences): References {
  const batch = find(node, 'NtryDtls', 'Btch');
  return {
    ...own,
    entry: short(textOf(node, 'NtryRef'), 'NtryRef'),
    accountServicer: short(textOf(node, 'AcctSvcrRef'), 'AcctSvcrRef') ?? own.accountServicer,
    messageId: own.messageId ?? short(textOf(batch, 'MsgId'), 'Btch/MsgId'),
    paymentInformationId: own.paymentInformationId ?? short(textOf(batch, 'PmtInfId'), 'Btch/PmtInfId'),
  };
}

/** `Chrgs` repeated with an amount in version 02, `Chrgs/Rcrd` from version 04, and a total where the bank gives one. */
function chargesOf(node: XmlNode): Money | null {
  const groups = all(node, 'Chrgs');
  const total = groups.map((group) => find(group, 'TtlChrgsAndTaxAmt')).find((element) => element !== undefined);
  if (total) return positive(amountOf(total));
  const records = groups.flatMap((group) => (find(group, 'Amt') ? [group] : all(group, 'Rcrd')));
  const amounts = records.map((record) => chargeOf(record)).filter((amount) => amount !== null);
  const first = amounts[0];
  if (!first) return null;
  const sum = Money.sum(
    amounts.filter(({ currency }) => currency === first.currency),
    first.currency,
  );
  return positive(sum);
}

/** A charge given back counts against the others. */
function chargeOf(record: XmlNode): Money | null {
  const element = find(record, 'Amt');
  if (!element) return null;
  const amount = amountOf(element);
  return textOf(record, 'CdtDbtInd') === 'CRDT' ? amount.negated() : amount;
}

function positive(amount: Money): Money | null {
  return amount.isPositive() ? amount : null;
}

function sumOfCharges(details: readonly EntryDetail[]): Money | null {
  const amounts = details.flatMap(({ charges }) => (charges ? [charges] : []));
  const currency = amounts[0]?.currency;
  return currency
    ? Money.sum(
        amounts.filter((amount) => amount.currency === currency),
        currency,
      )
    : null;
}

/** The amount instructed, where it isn't the amount booked: another currency, or charges taken on the way. */
function originalOf(details: XmlNode | undefined, booked: Money): Original | null {
  const candidates = ['InstdAmt', 'TxAmt', 'CntrValAmt'].map((name) => find(details, name));
  const rate = candidates.map((candidate) => textOf(candidate, 'CcyXchg', 'XchgRate')).find((text) => text !== null);
  for (const candidate of candidates) {
    const element = find(candidate, 'Amt');
    const amount = element && toldAmountOf(element);
    if (amount && !amount.equals(booked.abs())) return { amount, rate: rate ?? null };
  }
  return null;
}

/** `PMNT/RCDT/ESCT` of the domain, or the bank's own code. */
function transactionCode(node: XmlNode | undefined): string | null {
  const domain = [
    textOf(node, 'Domn', 'Cd'),
    textOf(node, 'Domn', 'Fmly', 'Cd'),
    textOf(node, 'Domn', 'Fmly', 'SubFmlyCd'),
  ];
  return domain[0] ? domain.filter(Boolean).join('/') : textOf(node, 'Prtry', 'Cd');
}

function isTrue(text: string | null): boolean {
  return text === 'true' || text === '1';
}

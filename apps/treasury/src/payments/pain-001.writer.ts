import { create } from 'xmlbuilder2';
import { bankText } from './bank-text';
import { controlSum, type FileVersion, type PaymentBlock, type PaymentFile, type Transfer } from './payment-file';

type Tree = { [element: string]: unknown };

interface Form {
  /** Version 09 and later: `BICFI`, UETR, days in an element of their own. */
  recent: boolean;
  sepa: boolean;
}

/** Writes an ISO 20022 credit transfer initiation. Texts are reduced to what banks take. */
export function writePain001(file: PaymentFile, version: FileVersion): string {
  const transfers = file.blocks.flatMap((block) => block.transfers);
  const recent = version === 'pain.001.001.09';
  return create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      Document: {
        '@xmlns': `urn:iso:std:iso:20022:tech:xsd:${version}`,
        CstmrCdtTrfInitn: {
          GrpHdr: {
            MsgId: file.messageId,
            CreDtTm: file.createdAt,
            NbOfTxs: transfers.length,
            CtrlSum: controlSum(transfers),
            InitgPty: { Nm: bankText(file.initiator, 70) },
          },
          PmtInf: file.blocks.map((block) => blockTree(file, block, { recent, sepa: block.sepa })),
        },
      },
    },
  ).end({ prettyPrint: true });
}

function blockTree({ debtor }: PaymentFile, block: PaymentBlock, form: Form): Tree {
  return {
    PmtInfId: block.id,
    PmtMtd: 'TRF',
    NbOfTxs: block.transfers.length,
    CtrlSum: controlSum(block.transfers),
    PmtTpInf: { SvcLvl: { Cd: form.sepa ? 'SEPA' : block.urgent ? 'URGP' : 'NURG' } },
    ReqdExctnDt: form.recent ? { Dt: block.executionDay } : block.executionDay,
    Dbtr: {
      Nm: bankText(debtor.name, 70),
      PstlAdr: structured({ town: debtor.town, country: debtor.country }),
    },
    DbtrAcct: { Id: accountId(debtor.account), Ccy: debtor.currency },
    DbtrAgt: { FinInstnId: agent(debtor.bic, form) },
    ChrgBr: form.sepa ? 'SLEV' : block.chargeBearer,
    CdtTrfTxInf: block.transfers.map((transfer) => transferTree(transfer, form)),
  };
}

function transferTree(transfer: Transfer, form: Form): Tree {
  const { amount, creditor, bic, purpose } = transfer;
  return {
    PmtId: {
      InstrId: transfer.instructionId,
      EndToEndId: transfer.endToEndId,
      ...(form.recent && { UETR: transfer.uetr }),
    },
    Amt: { InstdAmt: { '@Ccy': amount.currency, '#': amount.amount } },
    ...((bic ?? !form.sepa) ? { CdtrAgt: { FinInstnId: agent(bic, form) } } : {}),
    Cdtr: { Nm: bankText(creditor.name, 70), PstlAdr: addressTree(creditor, form) },
    CdtrAcct: { Id: accountId(transfer.account) },
    ...(purpose && { Purp: { Cd: purpose } }),
    ...(form.sepa ? {} : regulatoryTree(transfer)),
    RmtInf: { Ustrd: bankText(transfer.remittance, 140) },
  };
}

/**
 * Town and country always stand alone: addresses on free lines only are being phased out. SEPA's guidelines for version 03 know
 * but a country and two lines.
 */
function addressTree({ country, address }: Transfer['creditor'], form: Form): Tree {
  if (!form.sepa || form.recent) return structured({ ...address, country });
  const lines = [address.line, [address.postCode, address.town].filter(Boolean).join(' ')];
  return { Ctry: country, AdrLine: lines.map((line) => bankText(line ?? '', 70)).filter(Boolean) };
}

type Place = Partial<Transfer['creditor']['address']> & { town: string; country: string };

function structured({ line, building, postCode, town, region, country }: Place): Tree {
  const parts = {
    StrtNm: bankText(line ?? '', 70),
    BldgNb: bankText(building ?? '', 16),
    PstCd: bankText(postCode ?? '', 16),
    TwnNm: bankText(town, 35),
    CtrySubDvsn: bankText(region ?? '', 35),
  };
  return { ...Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== '')), Ctry: country };
}

/** What the central bank of the beneficiary's country asks of whoever pays into it. */
function regulatoryTree({ regulatory, creditor }: Transfer): Tree {
  const code = bankText(regulatory?.code ?? '', 10);
  const text = bankText(regulatory?.text ?? '', 35);
  if (!code && !text) return {};
  const details = { Ctry: creditor.country, ...(code && { Cd: code }), ...(text && { Inf: text }) };
  return { RgltryRptg: { DbtCdtRptgInd: 'CRED', Dtls: details } };
}

function accountId(account: { iban: string } | { other: string }): Tree {
  return 'iban' in account ? { IBAN: account.iban } : { Othr: { Id: account.other } };
}

/** The BIC changed its element's name between the versions; without one, the bank is told that none was given. */
function agent(bic: string | null, { recent }: Form): Tree {
  if (bic === null) return { Othr: { Id: 'NOTPROVIDED' } };
  return recent ? { BICFI: bic } : { BIC: bic };
}

import { create } from 'xmlbuilder2';
import {
  bankText,
  controlSum,
  type FileVersion,
  type PaymentBlock,
  type PaymentFile,
  type Transfer,
} from './payment-file';

type Tree = { [element: string]: unknown };

/** Writes an ISO 20022 credit transfer initiation. Texts are reduced to what banks take. */
export function writePain001(file: PaymentFile, version: FileVersion): string {
  const transfers = file.blocks.flatMap((block) => block.transfers);
  const structured = version === 'pain.001.001.09';
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
          PmtInf: file.blocks.map((block) => blockTree(file, block, structured)),
        },
      },
    },
  ).end({ prettyPrint: true });
}

function blockTree({ debtor }: PaymentFile, block: PaymentBlock, structured: boolean): Tree {
  return {
    PmtInfId: block.id,
    PmtMtd: 'TRF',
    NbOfTxs: block.transfers.length,
    CtrlSum: controlSum(block.transfers),
    PmtTpInf: { SvcLvl: { Cd: block.sepa ? 'SEPA' : 'NURG' } },
    ReqdExctnDt: structured ? { Dt: block.executionDay } : block.executionDay,
    Dbtr: { Nm: bankText(debtor.name, 70), PstlAdr: { TwnNm: bankText(debtor.town, 35), Ctry: debtor.country } },
    DbtrAcct: { Id: accountId(debtor.account), Ccy: debtor.currency },
    DbtrAgt: { FinInstnId: agent(debtor.bic, structured) },
    ChrgBr: block.sepa ? 'SLEV' : 'SHAR',
    CdtTrfTxInf: block.transfers.map((transfer) => transferTree(transfer, block.sepa, structured)),
  };
}

function transferTree(transfer: Transfer, sepa: boolean, structured: boolean): Tree {
  const { amount, creditor, bic } = transfer;
  return {
    PmtId: {
      InstrId: transfer.instructionId,
      EndToEndId: transfer.endToEndId,
      ...(structured && { UETR: transfer.uetr }),
    },
    Amt: { InstdAmt: { '@Ccy': amount.currency, '#': amount.amount } },
    ...((bic ?? !sepa) ? { CdtrAgt: { FinInstnId: agent(bic, structured) } } : {}),
    Cdtr: { Nm: bankText(creditor.name, 70), PstlAdr: addressTree(creditor, structured) },
    CdtrAcct: { Id: accountId(transfer.account) },
    RmtInf: { Ustrd: bankText(transfer.remittance, 140) },
  };
}

/** Town and country always stand alone: addresses on free lines only are being phased out. */
function addressTree({ country, address }: Transfer['creditor'], structured: boolean): Tree {
  const line = address.line && bankText(address.line, 70);
  return {
    ...(line && structured ? { StrtNm: line } : {}),
    ...(address.postCode ? { PstCd: bankText(address.postCode, 16) } : {}),
    TwnNm: bankText(address.town, 35),
    Ctry: country,
    ...(line && !structured ? { AdrLine: line } : {}),
  };
}

function accountId(account: { iban: string } | { other: string }): Tree {
  return 'iban' in account ? { IBAN: account.iban } : { Othr: { Id: account.other } };
}

/** The BIC changed its element's name between the versions; without one, the bank is told that none was given. */
function agent(bic: string | null, structured: boolean): Tree {
  if (bic === null) return { Othr: { Id: 'NOTPROVIDED' } };
  return structured ? { BICFI: bic } : { BIC: bic };
}

interface WrittenReason {
  code?: string;
  proprietary?: string;
  text?: string;
}

interface WrittenTransaction {
  endToEndId: string;
  status?: string;
  reasons?: WrittenReason[];
}

export interface WrittenReport {
  version?: '03' | '10';
  messageId?: string;
  originalMessageId: string;
  status?: string;
  reasons?: WrittenReason[];
  blocks?: { id: string; status?: string; reasons?: WrittenReason[]; transactions?: WrittenTransaction[] }[];
}

const element = (name: string, content: string | undefined): string => (content ? `<${name}>${content}</${name}>` : '');
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function reasonXml({ code, proprietary, text }: WrittenReason): string {
  const reason = element('Rsn', element('Cd', code) + element('Prtry', proprietary));
  return `<StsRsnInf>${reason}${text ? element('AddtlInf', escaped(text)) : ''}</StsRsnInf>`;
}

/** A payment status report as banks write them. */
export function writeStatusReport(report: WrittenReport): string {
  const { version = '10', messageId = 'BANK-1', originalMessageId, status, reasons = [], blocks = [] } = report;
  const transactionXml = (one: WrittenTransaction, at: number): string =>
    `<TxInfAndSts><StsId>${at}</StsId><OrgnlInstrId>${one.endToEndId}</OrgnlInstrId><OrgnlEndToEndId>${one.endToEndId}</OrgnlEndToEndId>` +
    `${element('TxSts', one.status)}${(one.reasons ?? []).map(reasonXml).join('')}</TxInfAndSts>`;
  const blockXml = (block: NonNullable<WrittenReport['blocks']>[number]): string =>
    `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${block.id}</OrgnlPmtInfId>${element('PmtInfSts', block.status)}` +
    `${(block.reasons ?? []).map(reasonXml).join('')}${(block.transactions ?? []).map(transactionXml).join('')}</OrgnlPmtInfAndSts>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>2026-02-20T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${originalMessageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${element('GrpSts', status)}${reasons.map(reasonXml).join('')}</OrgnlGrpInfAndSts>
${blocks.map(blockXml).join('\n')}
</CstmrPmtStsRpt></Document>`;
}

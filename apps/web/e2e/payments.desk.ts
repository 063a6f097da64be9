import { ApiDesk } from './api-desk';

/** A refund that became a payment order. */
export interface RefundOrder {
  id: string;
  endToEndId: string;
  version: number;
}

/** Payments as the demonstration's people ask for, approve and file them. */
export class PaymentDesk extends ApiDesk {
  /** A city that nobody else pays, with bank details confirmed by a second person. */
  async beneficiary(code: string, name: string): Promise<void> {
    await this.post('finance-officer', '/api/treasury/beneficiaries', {
      ...{ code, name, country: 'TG', iban: 'TG53TG0090604310346500400070', bic: 'ECOCTGTG' },
      address: { line: 'Avenue de la Présidence', town: 'Lomé' },
    });
    await this.post('finance-controller-2', `/api/treasury/beneficiaries/${code}/confirm`);
  }

  /** Asked by the finance officer and confirmed by the first controller: neither may approve its payment. */
  async refund(beneficiary: string, amount: string, agreement = 'AIMF-GENERAL'): Promise<RefundOrder> {
    const { id } = await this.post<{ id: string }>('finance-officer', '/api/contributions/refunds', {
      ...{ agreement, beneficiary, reason: 'Trop-perçu (parcours)' },
      amount: { amount, currency: 'EUR' },
    });
    await this.post('finance-controller', `/api/contributions/refunds/${id}/confirm`);
    return this.orderOf(id);
  }

  async approve(order: string): Promise<void> {
    for (const who of ['finance-controller-2', 'secretariat'] as const)
      await this.post(who, `/api/treasury/payment-orders/${order}/approve`);
  }

  async file(orders: readonly string[]): Promise<{ id: string; messageId: string }> {
    return this.post('finance-officer', '/api/treasury/payment-files', { accountId: 'MAIN-EUR', orderIds: orders });
  }

  private orderOf(paymentRequest: string): Promise<RefundOrder> {
    return ApiDesk.until(async () => {
      const { items } = await this.get<{ items: (RefundOrder & { paymentRequest: string })[] }>(
        'finance-officer',
        '/api/treasury/payment-orders?status=ORDERED&limit=500',
      );
      return items.find((order) => order.paymentRequest === paymentRequest);
    });
  }
}

/** A status report as banks write it, about one transfer of a file. */
export function rejection(originalMessageId: string, block: string, endToEndId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>${endToEndId}</MsgId><CreDtTm>2026-02-20T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${originalMessageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${block}</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Compte clos</AddtlInf></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>`;
}

import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';

type Who = 'finance-officer' | 'finance-controller' | 'finance-controller-2' | 'secretariat' | 'auditor';

/** A refund that became a payment order. */
export interface RefundOrder {
  id: string;
  endToEndId: string;
  version: number;
}

/** The platform's API as its people use it: what a journey needs before its first page. */
export class PaymentDesk {
  private readonly tokens = new Map<Who, Promise<string>>();

  constructor(private readonly request: APIRequestContext) {}

  get<T>(who: Who, path: string): Promise<T> {
    return this.call<T>(who, 'GET', path);
  }

  post<T>(who: Who, path: string, data: unknown = {}): Promise<T> {
    return this.call<T>(who, 'POST', path, data);
  }

  /** A city that nobody else pays, with bank details confirmed by a second person. */
  async beneficiary(code: string, name: string): Promise<void> {
    await this.post('finance-officer', '/api/treasury/beneficiaries', {
      ...{ code, name, country: 'TG', iban: 'TG53TG0090604310346500400070', bic: 'ECOCTGTG' },
      address: { line: 'Avenue de la Présidence', town: 'Lomé' },
    });
    await this.post('finance-controller-2', `/api/treasury/beneficiaries/${code}/confirm`);
  }

  /** Asked by the finance officer and confirmed by the first controller: neither may approve its payment. */
  async refund(beneficiary: string, amount: string): Promise<RefundOrder> {
    const { id } = await this.post<{ id: string }>('finance-officer', '/api/contributions/refunds', {
      ...{ agreement: 'AIMF-GENERAL', beneficiary, reason: 'Trop-perçu (parcours)' },
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

  /** Bank account numbers and names are unique to a journey. */
  static code(prefix: string): string {
    return `${prefix}-${randomUUID().slice(0, 8)}`.toUpperCase();
  }

  private async orderOf(paymentRequest: string): Promise<RefundOrder> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { items } = await this.get<{ items: (RefundOrder & { paymentRequest: string })[] }>(
        'finance-officer',
        '/api/treasury/payment-orders?status=ORDERED&limit=500',
      );
      const found = items.find((order) => order.paymentRequest === paymentRequest);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`No order came for ${paymentRequest}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async call<T>(who: Who, method: string, path: string, data?: unknown): Promise<T> {
    const authorization = `Bearer ${await this.token(who)}`;
    const headers = { authorization, ...(method !== 'GET' && { 'idempotency-key': randomUUID() }) };
    const response = await this.request.fetch(path, { method, headers, ...(data !== undefined && { data }) });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }

  private token(who: Who): Promise<string> {
    const known = this.tokens.get(who) ?? this.ask(who);
    this.tokens.set(who, known);
    return known;
  }

  private async ask(who: Who): Promise<string> {
    const response = await this.request.post('/oidc/token', {
      headers: { authorization: `Basic ${Buffer.from(`demo-${who}:demo`).toString('base64')}` },
      form: { grant_type: 'client_credentials', scope: 'decide' },
    });
    return ((await response.json()) as { access_token: string }).access_token;
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

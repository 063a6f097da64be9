import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';

interface UploadedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The platform's API as the demonstration's people use it: what a journey needs before its first page. */
export class ApiDesk {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly request: APIRequestContext) {}

  get<T>(who: string, path: string): Promise<T> {
    return this.call<T>(who, 'GET', path);
  }

  post<T>(who: string, path: string, data: unknown = {}): Promise<T> {
    return this.call<T>(who, 'POST', path, data);
  }

  patch<T>(who: string, path: string, data: unknown): Promise<T> {
    return this.call<T>(who, 'PATCH', path, data);
  }

  /** Adds a PDF that opens and says nothing. */
  async attach(who: string, path: string, fields: Record<string, string>): Promise<void> {
    const file = { name: 'piece.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };
    await this.upload(who, path, file, fields);
  }

  async upload<T>(who: string, path: string, file: UploadedFile, fields: Record<string, string> = {}): Promise<T> {
    const headers = { authorization: `Bearer ${await this.token(who)}`, 'idempotency-key': randomUUID() };
    const response = await this.request.post(path, { headers, multipart: { ...fields, file } });
    if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** What is unique to a journey: `BUREAU-1A2B3C4D`. */
  static code(prefix: string): string {
    return `${prefix}-${randomUUID().slice(0, 8)}`.toUpperCase();
  }

  /** Asks again until there is an answer: what crosses services takes a moment. */
  static async until<T>(ask: () => Promise<T | undefined>, patience = 30_000): Promise<T> {
    const end = Date.now() + patience;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (Date.now() > end) throw new Error(`Still nothing after ${patience} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async call<T>(who: string, method: string, path: string, data?: unknown): Promise<T> {
    const authorization = `Bearer ${await this.token(who)}`;
    const headers = { authorization, ...(method !== 'GET' && { 'idempotency-key': randomUUID() }) };
    const response = await this.request.fetch(path, { method, headers, ...(data !== undefined && { data }) });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }

  private token(who: string): Promise<string> {
    const token = this.tokens.get(who) ?? this.signIn(who);
    this.tokens.set(who, token);
    return token;
  }

  private async signIn(who: string): Promise<string> {
    const response = await this.request.post('/oidc/token', {
      headers: { authorization: `Basic ${Buffer.from(`demo-${who}:demo`).toString('base64')}` },
      form: { grant_type: 'client_credentials', scope: 'decide' },
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { createTransport, type Transporter } from 'nodemailer';
import { DataSource, type EntityManager } from 'typeorm';
import { backoff, mailOf } from './mail';
import { MAIL, type MailSettings } from './mail-settings';
import type { NoticeKind } from './notice';
import type { MailDto, MailsDto } from './notifications.dto';

interface Row {
  id: string;
  kind: NoticeKind;
  address: string;
  language: 'fr' | 'en';
  link: string;
  attempts: number;
  queued_at: Date;
  last_error: string | null;
  sent_at: Date | null;
}

const LOOK_EVERY = 1_000;
/** Milliseconds a server may take over one mail. */
const PATIENCE = 10_000;

/**
 * Sends what is queued: one at a time, each under its own lock, so that any number of replicas send each mail once. A mail
 * that can't go is tried again later and later, never given up. A crash between the server's yes and our commit sends it
 * again, under the same Message-ID, by which mail systems know it for the same.
 */
@Injectable()
export class MailsService implements OnModuleDestroy {
  private readonly logger = new Logger('Mails');
  private readonly transport: Transporter | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(MAIL) private readonly settings: MailSettings,
  ) {
    const { SMTP_URL: url } = settings;
    this.transport =
      url === undefined ? undefined : createTransport({ url, connectionTimeout: PATIENCE, socketTimeout: PATIENCE });
  }

  @Interval(LOOK_EVERY)
  look(): Promise<void> {
    this.running ??= this.sendWaiting().finally(() => (this.running = undefined));
    return this.running;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.race([this.running, pause(PATIENCE, undefined, { ref: false })]);
    this.transport?.close();
  }

  async outbox(tx: EntityManager): Promise<MailsDto> {
    const rows: Row[] = await tx.query('SELECT * FROM mails ORDER BY queued_at DESC, id DESC LIMIT 100');
    const [counts]: { waiting: number; sent: number }[] = await tx.query(
      `SELECT count(*) FILTER (WHERE sent_at IS NULL)::int AS waiting, count(sent_at)::int AS sent FROM mails`,
    );
    return { sending: this.transport !== undefined, ...counts!, items: rows.map((row) => this.view(row)) };
  }

  private async sendWaiting(): Promise<void> {
    const { transport } = this;
    if (!transport) return;
    try {
      while (await this.dataSource.transaction((tx) => this.sendNext(tx, transport)));
    } catch (error) {
      this.logger.warn(`Mails are looked at again in a moment: ${String(error)}`);
    }
  }

  /** @returns whether there was one */
  private async sendNext(tx: EntityManager, transport: Transporter): Promise<boolean> {
    const [mail]: Row[] = await tx.query(
      `SELECT * FROM mails WHERE sent_at IS NULL AND next_attempt_at <= now()
        ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    if (!mail) return false;
    const failure = await this.send(transport, mail);
    if (failure === undefined) {
      await tx.query('UPDATE mails SET sent_at = now(), attempts = attempts + 1, last_error = NULL WHERE id = $1', [
        mail.id,
      ]);
      return true;
    }
    this.logger.warn(`A mail could not be sent, and is tried again: ${failure}`);
    await tx.query(
      `UPDATE mails SET attempts = attempts + 1, last_error = $2, next_attempt_at = now() + make_interval(secs => $3) WHERE id = $1`,
      [mail.id, failure, backoff(mail.attempts) / 1_000],
    );
    return true;
  }

  private async send(transport: Transporter, mail: Row): Promise<string | undefined> {
    const { subject, text } = this.written(mail);
    try {
      await transport.sendMail({
        from: this.settings.MAIL_FROM,
        to: mail.address,
        messageId: `<${mail.id}@abonde>`,
        date: mail.queued_at,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
        subject,
        text,
      });
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  private written({ kind, language, link }: Row): ReturnType<typeof mailOf> {
    return mailOf(kind, language, `${this.settings.PUBLIC_URL.replace(/\/$/, '')}${link}`);
  }

  private view(row: Row): MailDto {
    return {
      id: row.id,
      kind: row.kind,
      address: row.address,
      ...this.written(row),
      queuedAt: row.queued_at.toISOString(),
      attempts: row.attempts,
      lastError: row.last_error,
      sentAt: row.sent_at?.toISOString() ?? null,
    };
  }
}

/** The server's code and words, without the address it repeats. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code ?? 'UNKNOWN', responseCode].filter((part) => part !== undefined).join(' ');
}
